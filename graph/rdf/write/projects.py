"""Projects and who takes part in them."""

from graph.rdf import iris
from graph.rdf.write.statements import Statements
from graph.records import Participation, Project
from ontology import terms

AGREEMENT = iris.thing("agreement", "agreement-helsinki-metropolitan-2021-2027")
"""The agreement under which a project can be funded: that of the one region we know so far."""


def project(record: Project, source: str) -> Statements:
    """Return what a source says of one project."""
    said = Statements(record, source)
    said.types(terms.E_PROJECT)
    said.names(record.names)
    if record.code is not None:
        said.identifier(*record.code)
    said.text(terms.PROGRAMME, record.programme)
    said.text(terms.FUND, record.fund)
    said.concept(terms.INSTRUMENT, "instrument", record.instrument)
    said.link(terms.FUNDER, said.of("org", record.funder))
    said.text(terms.AUTHORITY, record.authority)
    said.date(terms.E_START_DATE, record.start)
    said.date(terms.E_END_DATE, record.end)
    said.money(record.money)
    said.classify(record.classifications)
    said.typed(terms.UNDER_AGREEMENT, record.under_agreement, "boolean")
    said.link(terms.IMPLEMENTS_AGREEMENT, AGREEMENT if record.under_agreement else None)
    said.typed(terms.COORDINATION_PROJECT, record.coordination or None, "boolean")
    said.typed(terms.LEAD_ONLY, record.lead_only or None, "boolean")
    said.note(record.note)
    return said


def participation(record: Participation, source: str) -> Statements:
    """Return what a source says of one organisation's part in one project."""
    said = Statements(record, source)
    said.types(terms.E_ORGANISATION_ROLE)
    said.link(terms.E_IS_INVOLVED_IN, said.of("project", record.project))
    said.link(terms.E_IS_ROLE_OF, said.of("org", record.organisation))
    said.concept(terms.ORG_ROLE, "role", record.role)
    said.years(terms.YEAR, () if record.year is None else (record.year,))
    said.money(record.money)
    said.note(record.note)
    return said
