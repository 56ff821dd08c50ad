"""Pilots: `pilots.csv`. The actor can be an association or an institute, not only a company; few pilots are dated.

Days and months, and whether it was a long-term test, stand in notes and outcomes, if at all: those that a reviewer read
there are in `told.csv`. No row says whether a pilot gave a public reference.
"""

from collections.abc import Iterator

from graph.records import Organisation, Project, Record, TestBed, Trial
from ingest import values
from ingest.row import Row
from ingest.sources.facts.known import Known
from ingest.sources.facts.origins import doubted, noted, origin
from ingest.sources.facts.places import city_of
from ingest.sources.facts.told import told

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
    notes, outcome = row.take_optional("notes"), row.take_optional("outcome")
    said = told(row.table, key, outcome, notes)
    found = Trial(
        key=key,
        origin=origin(row),
        title=row.take("title"),
        actor=known.optional_reference(row, "actor_id", Organisation),
        testbed=known.optional_reference(row, "testbed_id", TestBed),
        project=known.optional_reference(row, "project_id", Project),
        year=row.take_optional_as("year", values.year),
        start=said.value("start"),
        end=said.value("end"),
        city=city_of(row, known),
        outcome=outcome,
        long_term=said.truth("long_term"),
        note=notes,
    )
    yield doubted(found, noted(row, notes))
