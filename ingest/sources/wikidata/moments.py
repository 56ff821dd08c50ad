"""Points in time as Wikidata writes them: to the second, whatever is known of them, with a precision beside."""

import re
from datetime import date

DAY, MONTH, YEAR = 11, 10, 9
LENGTHS = {DAY: 10, MONTH: 7, YEAR: 4}
"""How much of `YYYY-MM-DD` each precision leaves."""

EARLIEST, LATEST = 800, 2100
"""Between which years an organisation of today may have begun or ended."""


def moment(text: str, precision: int | None) -> str:
    """Return a partial date.

    Without a precision the first of January counts as a year, which it nearly always is.

    >>> moment("1865-01-01T00:00:00Z", 9), moment("+2010-05-00T00:00:00Z", 10), moment("2010-01-01T00:00:00Z", None)
    ('1865', '2010-05', '2010')

    Raises
    ------
    ValueError
        If it is not known to the year, or not of the calendar or of years that may be.
    """
    found = re.fullmatch(r"\+?(\d{4}-\d\d-\d\d)T00:00:00Z", text, re.ASCII)
    if found is None:
        raise ValueError("is not a point in time of our era")
    day = found[1]
    if precision is None:
        precision = YEAR if day.endswith("-01-01") else DAY
    if precision not in LENGTHS:
        raise ValueError("is not known to the year, or has a precision beyond the day")
    return _checked(day[: LENGTHS[precision]])


def _checked(partial: str) -> str:
    try:
        year = date.fromisoformat(partial + "2000-01-01"[len(partial) :]).year
    except ValueError:
        raise ValueError("is not a date of the calendar") from None
    if not EARLIEST <= year <= LATEST:
        raise ValueError(f"is not of the years {EARLIEST} to {LATEST}")
    return partial
