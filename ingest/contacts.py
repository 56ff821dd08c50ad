"""The guard against contact details: e-mail addresses and telephone numbers.

Neither a person's address nor a shared mailbox is taken, because nothing tells them apart for certain; a test bed has a
contact *page*. Where one stands in a cell of somebody's table, the row goes to quarantine without the value; out of a
long text it is cut.
"""

import re
from dataclasses import replace

from graph.records import Project, Record, Service

MAIL = re.compile(r"[\w.+\-]+(?:@|\s?[(\[](?:at|a|ät)[)\]]\s?)[\w\-]+(?:\.[\w\-]+)+", re.IGNORECASE)
PHONE = re.compile(
    r"(?<![\w.,/\-])(?:\+\d{1,3}[\s\-]?(?:\(0\)\s?)?\d(?:[\s\-]?\d){5,11}|0(?:4\d|50)[\s\-]?\d{3,4}(?:[\s\-]?\d{2,4}){1,2})(?![\w\-])"
)
"""An international number, or a Finnish mobile one."""


LEFT_OUT = "[contact left out]"

DIGITS = re.compile(r"\+\d|\b0[45]\d")
"""How a telephone number may begin."""


def contact_details(text: str) -> bool:
    """Say whether an e-mail address or a telephone number stands in `text`.

    >>> contact_details("ask anna.esimerkki@example.org"), contact_details("040 123 4567")
    (True, True)
    >>> contact_details("https://example.org/@testbed"), contact_details("0112038-9"), contact_details("2021-2027")
    (False, False, False)
    """
    return MAIL.search(text) is not None or PHONE.search(text) is not None


def without_contacts(text: str) -> str:
    """Return a text with a mark in place of each e-mail address and telephone number.

    >>> without_contacts("Ask anna.esimerkki@example.org or +358 40 123 4567, 2021-2027.")
    'Ask [contact left out] or [contact left out], 2021-2027.'
    """
    if not ("@" in text or "(" in text or "[" in text or DIGITS.search(text)):
        return text
    return PHONE.sub(LEFT_OUT, MAIL.sub(LEFT_OUT, text))


def redacted(record: Record) -> Record:
    """Return a record with the contact details cut out of its long texts."""
    match record:
        case Project() if record.descriptions:
            told = tuple((language, without_contacts(text)) for language, text in record.descriptions)
            return record if told == record.descriptions else replace(record, descriptions=told)
        case Service() if record.description_en:
            described = without_contacts(record.description_en)
            return record if described == record.description_en else replace(record, description_en=described)
        case _:
            return record
