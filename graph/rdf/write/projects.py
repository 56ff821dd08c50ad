"""Projects and who takes part in them."""

from graph.rdf import iris
from graph.rdf.write.statements import Statements, nuts, wkt_point
from graph.records import Participation, Project
from ontology import terms


def project(record: Project, source: str) -> Statements:
    """Return what a source says of one project."""
    said = Statements(record, source)
    said.types(terms.E_PROJECT)
    said.names(record.names)
    if record.acronym is not None:
        said.text(terms.ACRONYM, record.acronym)
        said.text(terms.ALT_LABEL, record.acronym)
    for scheme, number in filter(None, (record.code, *record.other_ids)):
        said.identifier(scheme, number)
    _funding(said, record)
    said.date(terms.E_START_DATE, record.start)
    said.date(terms.E_END_DATE, record.end)
    said.concept(terms.STATUS, "project-status", record.status)
    said.money(record.money)
    _subject(said, record)
    _where(said, record)
    said.typed(terms.UNDER_AGREEMENT, record.under_agreement, "boolean")
    said.link(terms.IMPLEMENTS_AGREEMENT, said.of("agreement", record.agreement if record.under_agreement else None))
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
    said.date(terms.E_START_DATE, record.start)
    said.date(terms.E_END_DATE, record.end)
    said.typed(terms.SME, record.sme, "boolean")
    said.typed(terms.LEFT_EARLY, record.left, "boolean")
    said.money(record.money)
    said.note(record.note)
    return said


def _funding(said: Statements, record: Project) -> None:
    said.text(terms.PROGRAMME, record.programme)
    said.text(terms.FUND, record.fund)
    said.text(terms.FUNDING_SCHEME, record.funding_scheme)
    said.text(terms.LEGAL_BASIS, record.legal_basis)
    said.text(terms.CALL, record.call)
    for topic in record.topics:
        said.text(terms.TOPIC, topic)
    said.concept(terms.INSTRUMENT, "instrument", record.instrument)
    said.link(terms.FUNDER, said.of("org", record.funder))
    said.text(terms.AUTHORITY, record.authority)


def _subject(said: Statements, record: Project) -> None:
    for language, text in record.descriptions:
        said.text(terms.DESCRIPTION, text, language)
    for word in record.keywords:
        said.text(terms.KEYWORD, word)
    said.link(terms.HOMEPAGE, record.homepage and iris.web(record.homepage))
    said.classify(record.classifications)


def _where(said: Statements, record: Project) -> None:
    for code in record.regions:
        said.link(terms.REGION, nuts(code))
    for number, point in enumerate(record.points, start=1):
        said.geometry(wkt_point(point), number)
