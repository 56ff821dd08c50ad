"""Pilots: `pilots.csv`. The actor can be an association or an institute, not only a company; few pilots are dated."""

from collections.abc import Iterator

from graph.records import Organisation, Project, Record, TestBed, Trial
from ingest import values
from ingest.row import Row
from ingest.sources.facts.known import Known
from ingest.sources.facts.origins import doubted, noted, origin
from ingest.sources.facts.places import city_of

PILOTS = (
    "id",
    "title",
    "actor_id",
    "testbed_id",
    "project_id",
    "year",
    "city",
    "outcome",
    "source_url",
    "confidence",
    "notes",
)


def pilot(row: Row, known: Known) -> Iterator[Record]:
    """Yield the pilot of one row."""
    key = known.new_key(row, "id", Trial)
    notes = row.take_optional("notes")
    found = Trial(
        key=key,
        origin=origin(row),
        title=row.take("title"),
        actor=known.optional_reference(row, "actor_id", Organisation),
        testbed=known.optional_reference(row, "testbed_id", TestBed),
        project=known.optional_reference(row, "project_id", Project),
        year=row.take_optional_as("year", values.year),
        city=city_of(row, known),
        outcome=row.take_optional("outcome"),
        note=notes,
    )
    yield doubted(found, noted(row, notes))
