"""What public actors ask for, buy, and take into lasting use."""

from graph.rdf import iris
from graph.rdf.write.statements import Statements
from graph.records import Adoption, OpenChallenge, Procurement
from ontology import terms


def adoption(record: Adoption, source: str) -> Statements:
    """Return what a source says of a tried solution that was taken into lasting use."""
    said = Statements(record, source)
    said.types(terms.ADOPTION, terms.ACTIVITY)
    said.link(terms.ADOPTER, said.of("org", record.adopter))
    said.link(terms.ADOPTED_FROM, said.of("trial", record.trial))
    said.link(terms.SPATIAL, said.of("place", record.city))
    said.date(terms.START_DATE, record.start)
    said.date(terms.END_DATE, record.end)
    said.note(record.note)
    return said


def open_challenge(record: OpenChallenge, source: str) -> Statements:
    """Return what a source says of a need for which somebody asks for proposals."""
    said = Statements(record, source)
    said.types(terms.OPEN_CHALLENGE)
    said.names(record.names)
    said.link(terms.POSTED_BY, said.of("org", record.posted_by))
    said.keywords(terms.THEME, "theme", record.themes)
    said.classify(record.classifications)
    said.date(terms.START_DATE, record.start)
    said.date(terms.END_DATE, record.end)
    said.link(terms.PAGE, record.page and iris.web(record.page))
    said.note(record.note)
    return said


def procurement(record: Procurement, source: str) -> Statements:
    """Return what a source says of a purchase by a public actor."""
    said = Statements(record, source)
    said.types(terms.PROCUREMENT, terms.ACTIVITY)
    said.names(record.names)
    said.link(terms.BUYER, said.of("org", record.buyer))
    said.typed(terms.INNOVATIVE, record.innovative, "boolean")
    said.date(terms.DATE, record.date)
    said.years(terms.YEAR, () if record.year is None else (record.year,))
    said.money(record.money)
    said.note(record.note)
    return said
