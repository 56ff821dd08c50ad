"""The guard against contact details: where an e-mail address or a telephone number stands in a cell.

Neither a person's address nor a shared mailbox is taken, because nothing tells them apart for certain; a test bed has a
contact *page*. The row goes to quarantine without the value.
"""

import re

MAIL = re.compile(r"[\w.+\-]+(?:@|\s?[(\[](?:at|a|ät)[)\]]\s?)[\w\-]+(?:\.[\w\-]+)+", re.IGNORECASE)
PHONE = re.compile(
    r"(?<![\w.,/\-])(?:\+\d{1,3}[\s\-]?(?:\(0\)\s?)?\d(?:[\s\-]?\d){5,11}|0(?:4\d|50)[\s\-]?\d{3,4}(?:[\s\-]?\d{2,4}){1,2})(?![\w\-])"
)
"""An international number, or a Finnish mobile one."""


def contact_details(text: str) -> bool:
    """Say whether an e-mail address or a telephone number stands in `text`.

    >>> contact_details("ask anna.esimerkki@example.org"), contact_details("040 123 4567")
    (True, True)
    >>> contact_details("https://example.org/@testbed"), contact_details("0112038-9"), contact_details("2021-2027")
    (False, False, False)
    """
    return MAIL.search(text) is not None or PHONE.search(text) is not None
