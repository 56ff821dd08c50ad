"""Numbers and addresses that an item has, each checked: what fails is left out, and the item stays."""

import re
from collections.abc import Callable, Mapping

from stdnum import isni, lei
from stdnum.eu import vat
from stdnum.exceptions import ValidationError

from ingest import values

FINNISH = "FI"
"""How Finnish VAT numbers begin; the rest is a Business ID."""


def vat_number(text: str) -> str:
    """Return a VAT number: a Finnish one as the Business ID that it is, others with their country.

    >>> vat_number("FI01120389"), vat_number("SE 556016-0680 01")
    ('0112038-9', 'SE556016068001')
    """
    if text.startswith(FINNISH):
        return values.business_id(text)
    return _checked(vat.validate, text, "is not a VAT number: form or check digit is wrong")


def lei_number(text: str) -> str:
    """Return a Legal Entity Identifier."""
    return _checked(lei.validate, text, "is not an LEI: form or check digits are wrong")


def isni_number(text: str) -> str:
    """Return an ISNI, without its blanks."""
    return _checked(isni.validate, text, "is not an ISNI: form or check digit is wrong")


def grid_number(text: str) -> str:
    """Return an identifier of the former GRID register."""
    return _matched(r"grid\.\d+\.[0-9a-f]+", text, "is not a GRID identifier")


def country(text: str) -> str:
    """Return the code of a country."""
    return _matched(r"[A-Z]{2}", text, "is not a country (two letters of ISO 3166)")


CHECKS: Mapping[str, Callable[[str], str]] = {
    "ror": values.ror_id,
    "vat": vat_number,
    "lei": lei_number,
    "grid": grid_number,
    "isni": isni_number,
    "website": values.address,
    "municipality": values.municipality,
    "country": country,
}
"""How each field of an item is checked."""


def _checked(validate: Callable[[str], str], text: str, reason: str) -> str:
    try:
        return validate(text)
    except ValidationError:
        raise ValueError(reason) from None


def _matched(pattern: str, text: str, reason: str) -> str:
    if not re.fullmatch(pattern, text, re.ASCII):
        raise ValueError(reason)
    return text
