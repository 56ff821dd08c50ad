"""What EURA says of the state of a project, and the codes of `project-status` that it means."""

import re

STATUSES = {
    "toiminnassa": "active",
    "käynnissä": "active",
    "toiminta käynnissä": "active",
    "toiminta päättynyt": "ended",
    "päättynyt": "ended",
    "toiminta keskeytetty": "terminated",
    "toiminta keskeytynyt": "terminated",
    "keskeytetty": "terminated",
    "keskeytynyt": "terminated",
}
"""In small letters."""

WITHOUT_UMLAUTS = str.maketrans("äö", "ao")
LETTERS = str.maketrans({"ä": "[äa]", "ö": "[öo]"})


def status(written: str) -> str | None:
    """Return what a status means, or None where it is not known; copies of the lists have lost their umlauts.

    >>> status("Toiminta päättynyt"), status("Toiminta paattynyt"), status("Unohdettu")
    ('ended', 'ended', None)
    """
    codes = {name.translate(WITHOUT_UMLAUTS): code for name, code in STATUSES.items()}
    return codes.get(written.casefold().translate(WITHOUT_UMLAUTS))


def pattern() -> str:
    """Return a regular expression, in small letters, that matches any known status."""
    return "|".join(re.escape(one).translate(LETTERS) for one in sorted(STATUSES, key=len, reverse=True))
