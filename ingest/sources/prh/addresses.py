"""Where a company is: its visiting address, else its postal one.

Type 1 is the visiting address (a public client has it the other way round). `co` names persons and free address lines
may, so neither is read; nor are the entrance and the number of a flat.
"""

import re

from graph.records import Address
from ingest import fields, values
from ingest.fields import Object

FINNISH = "1"
COUNTRY = "FI"


def company_address(company: Object) -> Address | None:
    """Return the first address that names a place, the visiting one before the postal one; None where none does."""
    given = sorted(fields.objects(company, "addresses"), key=lambda one: fields.text(one, "type") or "9")
    return next((_address(one) for one in given if _names_a_place(one)), None)


def _names_a_place(address: Object) -> bool:
    return any(fields.text(address, name) for name in ("postCode", "country")) or bool(
        fields.objects(address, "postOffices")
    )


def _address(address: Object) -> Address:
    offices = sorted(fields.objects(address, "postOffices"), key=_language)
    locality = next((city for one in offices if (city := fields.text(one, "city"))), None)
    municipality = next(
        (code for one in offices if (code := fields.text_as(one, "municipalityCode", values.municipality))), None
    )
    return Address(
        country=fields.text_as(address, "country", _country) or COUNTRY,
        municipality=municipality,
        locality=locality,
        postcode=fields.text(address, "postCode"),
        street=_street(address),
    )


def _language(office: Object) -> tuple[bool, str]:
    code = fields.text(office, "languageCode") or "9"
    return code != FINNISH, code


def _street(address: Object) -> str | None:
    street = fields.text(address, "street")
    number = fields.text(address, "buildingNumber")
    if street is None:
        box = fields.text(address, "postOfficeBox")
        return None if box is None else f"PL {box}"
    return street if number is None else f"{street} {number}"


def _country(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", text):
        raise ValueError("is not a country (two letters of ISO 3166)")
    return text
