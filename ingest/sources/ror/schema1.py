"""Records of schema 1 (releases to 1.74) put into the form of schema 2, so that one reader does for both.

`types`, `external_ids` and names are written in other words there; the country stands apart from the address. What
schema 2 lacks, the NUTS code of the town, is kept under `nuts`.
"""

from typing import Any

from ingest.fields import Object, inner, objects, text


def modern(record: Object) -> dict[str, Any]:
    """Return a record of schema 1 in the form of schema 2."""
    return {
        "id": record.get("id"),
        "status": record.get("status") or "active",
        "established": record.get("established"),
        "types": [str(one).lower() for one in record.get("types") or ()],
        "names": list(_names(record)),
        "links": [{"type": "website", "value": one} for one in record.get("links") or ()],
        "locations": [_location(one, record) for one in objects(record, "addresses")] or [_country(record)],
        "external_ids": [_numbers(name.lower(), one) for name, one in inner(record, "external_ids").items()],
        "relationships": [
            {**one, "type": str(one.get("type", "")).lower()} for one in objects(record, "relationships")
        ],
    }


def _names(record: Object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [{"value": record.get("name"), "lang": None, "types": ["ror_display", "label"]}]
    found += [
        {"value": one.get("label"), "lang": one.get("iso639"), "types": ["label"]} for one in objects(record, "labels")
    ]
    found += [{"value": one, "lang": None, "types": ["alias"]} for one in record.get("aliases") or ()]
    found += [{"value": one, "lang": None, "types": ["acronym"]} for one in record.get("acronyms") or ()]
    return found


def _location(address: Object, record: Object) -> dict[str, Any]:
    town = inner(address, "geonames_city")
    details = {
        "name": text(address, "city") or text(town, "city"),
        "lat": address.get("lat"),
        "lng": address.get("lng"),
    }
    nuts = text(inner(town, "nuts_level3"), "code") if town.get("nuts_level3") else None
    return {"geonames_details": {**details, **_country(record)["geonames_details"]}, "nuts": nuts}


def _country(record: Object) -> dict[str, Any]:
    return {"geonames_details": {"country_code": text(inner(record, "country"), "country_code")}}


def _numbers(kind: str, given: Object) -> dict[str, Any]:
    every = given.get("all")
    return {
        "type": kind,
        "preferred": given.get("preferred"),
        "all": [every] if isinstance(every, str) else every or [],
    }
