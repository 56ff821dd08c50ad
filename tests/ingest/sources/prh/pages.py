"""The fixture pages, read as they are or with one edit."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

from graph.readings import Rejected
from graph.records import Organisation
from ingest.source import Outcome
from ingest.sources.prh.ingester import parse

FOLDER = Path(__file__).parents[3] / "fixtures" / "prh"


def outcomes(*names: str) -> list[Outcome]:
    """Return what becomes of each company of these files."""
    return list(parse({name: BytesIO((FOLDER / name).read_bytes()) for name in names}))


def company(**changes: Any) -> dict[str, Any]:
    """Return the first company of the fixtures, with some fields changed."""
    page = json.loads((FOLDER / "companies-Helsinki-0001.json").read_bytes())
    return {**page["companies"][0], **changes}


def outcomes_of(one: dict[str, Any]) -> list[Outcome]:
    """Return what becomes of a page with this company alone."""
    return list(parse({"page.json": BytesIO(json.dumps({"totalResults": 1, "companies": [one]}).encode())}))


def organisation(**changes: Any) -> Organisation:
    """Return the record of the first company, with some fields changed."""
    [found] = outcomes_of(company(**changes))
    assert isinstance(found, Organisation)
    return found


def rejected(**changes: Any) -> Rejected:
    """Return why the first company, with some fields changed, is set aside."""
    [found] = outcomes_of(company(**changes))
    assert isinstance(found, Rejected)
    return found
