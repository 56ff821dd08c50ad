"""Addresses of things of the graph, as people copy them: from a page, or the short form."""

import re

from ontology.files import ID


def address_of(text: str, kind: str) -> str | None:
    """Return a reference to a thing of `kind` of the graph, or None where `text` is no address.

    >>> address_of("testbed/facts-kyky", "testbed"), address_of("kyky", "testbed")
    ('id:testbed/facts-kyky', None)
    >>> address_of("https://w3id.org/verkosto/id/org/fi-0112038-9", "org")
    'id:org/fi-0112038-9'
    """
    short = text.removeprefix(ID).removeprefix("id:")
    found, slash, key = short.partition("/")
    if not slash or (short == text and found != kind):
        return None
    if found != kind or not re.fullmatch(r"[^\s/]+", key):
        raise ValueError(f"is not the address of a thing of this kind ({kind}/…)")
    return f"id:{kind}/{key}"
