"""Values as sources write them, checked: each function returns the value, or raises `ValueError` with the reason.

The reason completes a sentence that begins with field and value: "start '2026-02-30' is not a date …".
"""

import re
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from graph.identity import identifiers

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
"""The digits of base 32 without i, l, o, u, which ROR identifiers are written in."""

BEYOND_ASCII = "\u00a1-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd"
IN_PATH = rf"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/{BEYOND_ASCII}]|%[0-9A-Fa-f]{{2}})"
ADDRESS = re.compile(
    rf"https?://(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9\-._~{BEYOND_ASCII}]+)(?::\d+)?"
    rf"(?:/{IN_PATH}*)?(?:\?(?:{IN_PATH}|\?)*)?(?:\#(?:{IN_PATH}|\?)*)?",
    re.ASCII,
)
"""Host, port, path, query and fragment of an address (RFC 3987): what passes can be written as an IRI."""


def business_id(text: str) -> str:
    """Return a Finnish Business ID in its usual form.

    >>> business_id("01120389")
    '0112038-9'
    """
    found = identifiers.business_id(text)
    if found is None:
        raise ValueError("is not a Business ID: form or check digit is wrong")
    return found


def ror_id(text: str) -> str:
    """Return the last part of a ROR identifier, whose two last digits check the others (ISO/IEC 7064).

    >>> ror_id("https://ror.org/040af2s02")
    '040af2s02'
    """
    found = text.removeprefix("https://ror.org/")
    if not re.fullmatch(rf"0[{CROCKFORD}]{{6}}\d\d", found):
        raise ValueError("is not a ROR identifier")
    number = 0
    for digit in found[:7]:
        number = number * 32 + CROCKFORD.index(digit)
    if 98 - number * 100 % 97 != int(found[7:]):
        raise ValueError("is not a ROR identifier: its check digits are wrong")
    return found


def wikidata_id(text: str) -> str:
    """Return a Wikidata item.

    >>> wikidata_id("Q1757")
    'Q1757'
    """
    if not re.fullmatch(r"Q[1-9]\d*", text):
        raise ValueError("is not a Wikidata item")
    return text


def address(text: str) -> str:
    """Return the address of a page.

    >>> address("https://hevinnovations.fi/")
    'https://hevinnovations.fi/'
    """
    if not ADDRESS.fullmatch(text) or re.search(r"\s", text):
        raise ValueError("is not the address of a page")
    try:
        port = urlsplit(text).port
    except ValueError:
        port = 0
    if port == 0:
        raise ValueError("is not the address of a page: host or port is malformed")
    return text


def page(text: str) -> str:
    """Return the address of a page; many sources leave its scheme out.

    >>> page("www.aalto.fi"), page("https://www.aalto.fi")
    ('http://www.aalto.fi', 'https://www.aalto.fi')
    """
    return address(text if "://" in text else f"http://{text}")


def municipality(text: str) -> str:
    """Return the code of a Finnish municipality.

    >>> municipality("049")
    '049'
    """
    if not re.fullmatch(r"\d{3}", text, re.ASCII):
        raise ValueError("is not the code of a municipality (three digits)")
    return text


def one_line(text: str) -> str:
    r"""Return a text on one line, with single blanks.

    >>> one_line(" Aalto  korkeakoulu-\nsäätiö ")
    'Aalto korkeakoulu- säätiö'
    """
    return " ".join(text.split())


def nuts_region(text: str) -> str:
    """Return a code of the NUTS classification of regions.

    >>> nuts_region("FI1B1")
    'FI1B1'
    """
    if not re.fullmatch(r"[A-Z]{2}[0-9A-Z]{1,3}", text):
        raise ValueError("is not a NUTS code")
    return text


def partial_date(text: str) -> str:
    """Return a date from 1800 to 2100 that is known to the day, the month or the year, and is in the calendar.

    >>> partial_date("2024-02-29"), partial_date("2024-02"), partial_date("2024")
    ('2024-02-29', '2024-02', '2024')
    """
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text, re.ASCII):
        raise ValueError("is not a date (YYYY-MM-DD, YYYY-MM or YYYY)")
    try:
        date.fromisoformat(text + "2000-01-01"[len(text) :])
    except ValueError:
        raise ValueError("is not a date of the calendar") from None
    year(text[:4])
    return text


def calendar_day(year: str, month: str, day: str) -> str:
    """Return a day whose year, month and day are told apart, in whatever order a source writes them.

    >>> calendar_day("2008", "4", "1")
    '2008-04-01'
    """
    try:
        return partial_date(date(int(year), int(month), int(day)).isoformat())
    except ValueError:
        raise ValueError("is not a date of the calendar") from None


def year(text: str) -> int:
    """Return a year, 1800 to 2100.

    >>> year("2024")
    2024
    """
    if not re.fullmatch(r"\d{4}", text, re.ASCII):
        raise ValueError("is not a year")
    if not 1800 <= int(text) <= 2100:
        raise ValueError("is not of the years 1800 to 2100")
    return int(text)


def amount(text: str) -> Decimal:
    """Return an amount of money, zero or more, with a decimal point and no separators.

    >>> amount("1250000"), amount("0.50")
    (Decimal('1250000'), Decimal('0.50'))
    """
    if not re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII):
        raise ValueError("is not an amount (digits, with a decimal point if need be)")
    return Decimal(text)


def per_cent(text: str) -> Decimal:
    """Return a share in per cent, 0 to 100.

    >>> per_cent("60")
    Decimal('60')
    """
    found = amount(text)
    if found > 100:
        raise ValueError("is more than 100 per cent")
    return found


def true_or_false(text: str) -> bool:
    """Return a truth value.

    >>> true_or_false("True")
    True
    """
    if text not in ("True", "False"):
        raise ValueError("is neither true nor false")
    return text == "True"


def degrees(text: str) -> Decimal:
    """Return a latitude or longitude in decimal degrees.

    >>> degrees("60.1699")
    Decimal('60.1699')
    """
    if not re.fullmatch(r"-?\d{1,3}(\.\d+)?", text, re.ASCII) or abs(Decimal(text)) > 180:
        raise ValueError("is not a number of degrees")
    return Decimal(text)


def days(text: str) -> int:
    """Return a number of days, at most ten years.

    >>> days("14")
    14
    """
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII) or int(text) > 3653:
        raise ValueError("is not a whole number of days (0 to 3653)")
    return int(text)


def readiness_level(text: str) -> int:
    """Return a technology readiness level, 1 to 9.

    >>> readiness_level("7")
    7
    """
    if not re.fullmatch(r"[1-9]", text):
        raise ValueError("is not a technology readiness level (1 to 9)")
    return int(text)
