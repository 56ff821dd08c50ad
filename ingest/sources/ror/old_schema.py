"""A record of schema 1 (until release 1.74) laid out as one of schema 2, so that both are read alike.

Schema 1 does not tell the language of the name it calls an organisation by. It gives the statistical region (NUTS) of
a town, which schema 2 does not: that is kept, as `nuts`, among the details of the location.
"""

from collections.abc import Iterator
from typing import Any

from ingest import fields
from ingest.fields import Object
from ingest.row import BadField


def as_new(record: Object) -> dict[str, Any]:
    """Return a record of schema 1 in the layout of schema 2.

    Raises
    ------
    BadField
        If it is not laid out as schema 1 is.
    """
    return {
        "id": record.get("id"),
        "names": list(_names(record)),
        "types": [one.lower() for one in _texts(record, "types")],
        "status": record.get("status"),
        "established": record.get("established"),
        "locations": [_location(one, fields.inner(record, "country")) for one in fields.objects(record, "addresses")],
        "links": [{"type": "website", "value": one} for one in _texts(record, "links")],
        "external_ids": list(_external_ids(fields.inner(record, "external_ids"))),
        "relationships": [
            {**one, "type": fields.required(one, "type").lower()} for one in fields.objects(record, "relationships")
        ],
    }


def _names(record: Object) -> Iterator[dict[str, Any]]:
    yield {"value": fields.required(record, "name"), "lang": None, "types": ["ror_display", "label"]}
    for label in fields.objects(record, "labels"):
        yield {"value": label.get("label"), "lang": label.get("iso639"), "types": ["label"]}
    for kind, name in (("alias", "aliases"), ("acronym", "acronyms")):
        for text in _texts(record, name):
            yield {"value": text, "lang": None, "types": [kind]}


def _location(address: Object, country: Object) -> dict[str, Any]:
    town = fields.inner(address, "geonames_city")
    details = {
        "country_code": country.get("country_code"),
        "country_name": country.get("country_name"),
        "lat": address.get("lat"),
        "lng": address.get("lng"),
        "name": address.get("city") or town.get("city"),
        "nuts": fields.inner(town, "nuts_level3").get("code"),
    }
    return {"geonames_details": details}


def _external_ids(given: Object) -> Iterator[dict[str, Any]]:
    for scheme in given:
        numbers = fields.inner(given, scheme)
        # GRID alone has a text there, the others have lists
        every = numbers.get("all")
        yield {
            "type": scheme.lower(),
            "all": [every] if isinstance(every, str) else every,
            "preferred": numbers.get("preferred"),
        }


def _texts(of: Object, name: str) -> list[str]:
    value = of.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadField("is not a list of texts", field=name)
    return value
