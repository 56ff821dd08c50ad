"""Who takes part in which project: `participations.csv`, one row for each role, and for each year where years differ.

The table has no key of its own; project, organisation, role and year make one.
"""

from collections.abc import Iterator

from graph.records import Organisation, Participation, Project, Record
from ingest import values
from ingest.row import Row
from ingest.sources.facts.known import Known
from ingest.sources.facts.money import share
from ingest.sources.facts.origins import doubted, noted, origin
from ontology.files import codes

PARTICIPATIONS = ("project_id", "org_id", "role", "share_eur", "year", "source_url", "confidence", "notes")


def participation(row: Row, known: Known) -> Iterator[Record]:
    """Yield the participation of one row."""
    project = known.reference(row, "project_id", Project)
    organisation = known.reference(row, "org_id", Organisation)
    role = row.take_code("role", codes("role"))
    year = row.take_optional_as("year", values.year)
    notes = row.take_optional("notes")
    key = participation_key(project, organisation, role, year)
    known.refuse_known(row, "project_id", Participation, key)
    found = Participation(
        key=key,
        origin=origin(row),
        project=project,
        organisation=organisation,
        role=role,
        year=year,
        money=tuple(share(row, known.project(project), notes, year)),
        note=notes,
    )
    yield doubted(found, noted(row, notes))


def participation_key(project: str, organisation: str, role: str, year: int | None = None) -> str:
    """Return the key of a participation; no key of a project or an organisation holds a full stop.

    >>> participation_key("if-xr", "metropolia", "implementer", 2020)
    'if-xr.metropolia.implementer.2020'
    """
    return ".".join([project, organisation, role, *([str(year)] if year else [])])
