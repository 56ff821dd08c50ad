"""A mapping and its tables, written for one test."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from graph.readings import Rejected
from graph.records import Record
from ingest.source import Drift, Outcome, OutOfScope
from ingest.sources.table.ingester import configured

SOURCE = """
[source]
name = "example"
title = "Example"
publisher = "Example"
homepage = "https://example.org"
"""


def mapping(folder: Path, text: str, *, source: str = SOURCE) -> Path:
    """Return the path of a mapping with these tables."""
    path = folder / "mapping.toml"
    path.write_text(source + text, encoding="utf-8")
    return path


def outcomes(folder: Path, text: str, tables: Mapping[str, str | bytes]) -> list[Outcome]:
    """Return what becomes of each row of the tables under the mapping."""
    ingester, _ = configured(mapping(folder, text))
    streams = {name: BytesIO(one.encode() if isinstance(one, str) else one) for name, one in tables.items()}
    return list(ingester.parse(streams))


def records(found: list[Outcome]) -> list[Record]:
    """Return the records among outcomes."""
    return [one for one in found if not isinstance(one, Rejected | OutOfScope | Drift)]


def rejected(found: list[Outcome]) -> list[str]:
    """Return the rejections among outcomes, as people read them."""
    return [str(one) for one in found if isinstance(one, Rejected)]
