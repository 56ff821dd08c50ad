"""Where a row comes from, and which of its cells are weaker than the rest.

Some tables mark weak cells in a column of their own; the others say so in their notes. The phrases that do are listed
here, one by one: a note is prose, and nothing is guessed from prose that a reviewer has not read.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from graph.records import Confidence, Origin, Record
from ingest import values
from ingest.row import Row

R = TypeVar("R", bound=Record)
Doubts = Mapping[str, Confidence]

CONFIDENCES: dict[str, Confidence] = {
    "seen": "seen",
    "inferred": "inferred",
    "secondary": "secondary",
    "from-memory": "from-memory",
}
FROM_MEMORY_OR_SEEN = {"seen": False, "from-memory": True}

PHRASES: dict[str, tuple[tuple[str, str, Confidence], ...]] = {
    "institutions.csv": (
        ("business id read from the metax code", "business_id", "inferred"),
        ("verify the id before use", "business_id", "secondary"),
    ),
    "organisations.csv": (
        ("business id read from the metax code", "business_id", "inferred"),
        ("finnish name from memory", "name_fi", "from-memory"),
    ),
    "companies.csv": (
        ("city from memory", "city", "from-memory"),
        ("business_id (secondary evidence)", "business_id", "secondary"),
        ("business_id from a public github file", "business_id", "secondary"),
        ("business_id from public github file", "business_id", "secondary"),
        ("id agreed by 5+ independent files", "business_id", "secondary"),
        ("from ytj test fixture", "business_id", "secondary"),
    ),
    "services.csv": (("city from memory", "city", "from-memory"),),
    "projects.csv": (
        ("finnish name from memory", "name_fi", "from-memory"),
        ("english long name from memory", "name_en", "from-memory"),
        ("name gsip vantaa from memory", "name_en", "from-memory"),
        ("neutral host name from memory", "name_fi", "from-memory"),
        ("neutral host name from memory", "name_en", "from-memory"),
        ("funder from memory", "fund", "from-memory"),
        ("funder from memory", "funder", "from-memory"),
        ("funder from memory", "programme", "from-memory"),
        ("fund eakr inferred", "fund", "inferred"),
        ("fund eakr inferred", "instrument", "inferred"),
        ("fund from memory", "fund", "from-memory"),
        ("fund from memory", "instrument", "from-memory"),
        ("programme from memory", "programme", "from-memory"),
        ("programme name from memory", "programme", "from-memory"),
        ("programme and the name gsip vantaa from memory", "programme", "from-memory"),
        ("programme and start year from memory", "programme", "from-memory"),
        ("programme and start year from memory", "start", "from-memory"),
        ("start year from memory", "start", "from-memory"),
        ("years from memory", "start", "from-memory"),
        ("years from memory", "end", "from-memory"),
        ("year inferred", "start", "inferred"),
        ("years inferred", "start", "inferred"),
        ("years inferred", "end", "inferred"),
        ("start year from the first trials", "start", "inferred"),
        ("dates inferred", "start", "inferred"),
        ("dates inferred", "end", "inferred"),
        ("end inferred", "end", "inferred"),
        ("end computed", "end", "inferred"),
        ("end year from the two-year length", "end", "inferred"),
        ("funder inferred", "funder", "inferred"),
    ),
    "participations.csv": (
        ("role inferred", "role", "inferred"),
        ("lead inferred", "role", "inferred"),
        ("lead not stated", "role", "inferred"),
        ("formal role not in", "role", "inferred"),
    ),
    "pilots.csv": (
        ("test bed inferred", "testbed", "inferred"),
        ("project inferred", "project", "inferred"),
        ("project link inferred", "project", "inferred"),
        ("year inferred", "year", "inferred"),
        ("year = project end", "year", "inferred"),
        ("outcome is the plan of the", "outcome", "inferred"),
        ("outcome is the plan of the", "long_term", "inferred"),
    ),
}


def origin(row: Row, *, also: str | None = None) -> Origin:
    """Return where `row` comes from, and the page in column `also`; a source that is no address is a citation."""
    page, citation = row.take_as("source_url", _page_or_citation)
    second, _ = (row.take_optional_as(also, _page_or_citation) if also else None) or (None, None)
    return Origin(
        table=row.table,
        line=row.line,
        url=page,
        citation=citation,
        also=(second,) if second else (),
        confidence=row.take_from("confidence", CONFIDENCES),
    )


def is_address(text: str) -> bool:
    """Say whether a cited source is meant as the address of a page."""
    return text.lower().startswith("http")


def _page_or_citation(text: str) -> tuple[str | None, str | None]:
    return (values.address(text), None) if is_address(text) else (None, text)


def noted(row: Row, notes: str | None) -> dict[str, Confidence]:
    """Return the doubts about fields of a record that the notes of its row tell in a known phrase."""
    said = (notes or "").lower()
    return {field: doubt for phrase, field, doubt in PHRASES[row.table] if phrase in said}


def doubted(record: R, doubts: Doubts) -> R:
    """Return `record` with its origin naming the doubts about those of its fields that are filled."""
    held = tuple((field, doubt) for field, doubt in doubts.items() if _value(record, field) not in (None, ()))
    return replace(record, origin=replace(record.origin, doubts=held))


def _value(record: Record, field: str) -> object:
    """Return a field of a record; `name_fi` is its Finnish name."""
    if field.startswith("name_"):
        return getattr(getattr(record, "names", None), field.removeprefix("name_"), None)
    return getattr(record, field)
