"""The test beds as GeoJSON (RFC 7946): a feature each, its geometry null where no source states where it lies."""

import json
from typing import Any

from graph.listing.kinds import TESTBEDS
from graph.listing.reading import Item, Page
from graph.listing.telling import told
from graph.rdf.question import Format
from graph.text.language import Language

GEOJSON = Format(name="geojson", media_type="application/geo+json")

PLACED = ("longitude", "latitude")
FIELDS = tuple(one for one in TESTBEDS.fields if one.name not in PLACED)


def feature_collection(page: Page, language: Language, release: str) -> bytes:
    """Return the items of a page; `release` is told in a member that is foreign to GeoJSON."""
    collection = {
        "type": "FeatureCollection",
        "release": release,
        "features": [_feature(one, language) for one in page.items],
    }
    return json.dumps(collection, ensure_ascii=False).encode()


def _feature(item: Item, language: Language) -> dict[str, Any]:
    properties = told(item, TESTBEDS, FIELDS, language)
    return {"type": "Feature", "id": properties["iri"], "geometry": _geometry(item), "properties": properties}


def _geometry(item: Item) -> dict[str, Any] | None:
    found = [item.values.get(name) for name in PLACED]
    return None if None in found else {"type": "Point", "coordinates": found}
