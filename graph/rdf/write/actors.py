"""Actors, what became of them, their sites, and places."""

from graph.rdf import iris
from graph.rdf.write.statements import Statements, nuts
from graph.records import Organisation, Organiser, Place, Site, Succession
from ontology import terms

ROR = "https://ror.org/"
WIKIDATA = "http://www.wikidata.org/entity/"

PUBLIC = frozenset(
    "city municipality ministry regional-council agency joint-authority city-enterprise municipal-alliance "
    "wellbeing-services-county foreign-municipality foreign-authority foreign-ministry".split()
)
EDUCATION = frozenset("university uas vocational school school-operator foreign-university".split())
RESEARCH = frozenset("research-institute foreign-research-institute".split())
COMPANY = frozenset("company company-like city-company development-company".split())


def place(record: Place, source: str) -> Statements:
    """Return what a source says of a municipality or a statistical region as a place."""
    said = Statements(record, source)
    said.types(terms.LOCATION, terms.FEATURE)
    said.names(record.names)
    said.text(terms.MUNICIPALITY_CODE, record.municipality_code)
    said.link(terms.IS_PART_OF, record.nuts3 and nuts(record.nuts3))
    said.identifier("nuts", record.nuts)
    said.link(terms.EXACT_MATCH, record.nuts and nuts(record.nuts))
    said.link(terms.EXACT_MATCH, record.wikidata and WIKIDATA + record.wikidata)
    said.geometry(record.outline)
    said.note(record.note)
    return said


def organisation(record: Organisation, source: str) -> Statements:
    """Return what a source says of one actor."""
    said = Statements(record, source)
    said.types(terms.ORGANIZATION, terms.ACTOR, *_classes(record.kind))
    said.names(record.names)
    said.concept(terms.ACTOR_KIND, "actor-kind", record.kind)
    said.identifier("business-id", record.business_id)
    said.identifier("ror", record.ror)
    said.identifier("wikidata", record.wikidata)
    for scheme, number in record.other_ids:
        said.identifier(scheme, number)
    said.link(terms.EXACT_MATCH, record.ror and ROR + record.ror)
    said.link(terms.EXACT_MATCH, record.wikidata and WIKIDATA + record.wikidata)
    said.link(terms.SPATIAL, said.of("place", record.city))
    said.address(record.address)
    said.link(terms.SUB_ORGANIZATION_OF, said.of("org", record.part_of))
    said.link(terms.HOMEPAGE, record.homepage and iris.web(record.homepage))
    said.text(terms.LEGAL_FORM, record.legal_form)
    said.date(terms.FOUNDED, record.founded)
    said.date(terms.DISSOLVED, record.ended)
    said.concept(terms.STATUS, "actor-status", record.status)
    said.classify(record.classifications)
    said.note(record.note)
    return said


def succession(record: Succession, source: str) -> Statements:
    """Return what a source says of one organisation that took the place of another."""
    said = Statements(record, source)
    said.types(terms.CHANGE_EVENT)
    said.link(terms.ORIGINAL_ORGANIZATION, said.of("org", record.predecessor))
    said.link(terms.RESULTING_ORGANIZATION, said.of("org", record.successor))
    said.date(terms.DATE, record.date)
    said.note(record.note)
    return said


def organiser(record: Organiser, source: str) -> Statements:
    """Return what a source says of who organises a public task where, and from when to when."""
    said = Statements(record, source)
    said.types(terms.ORGANISER_ROLE)
    said.concept(terms.TASK, "task", record.task)
    said.link(terms.FOR_PLACE, said.of("place", record.place))
    said.link(terms.ORGANISER, said.of("org", record.organisation))
    said.date(terms.START_DATE, record.start)
    said.date(terms.END_DATE, record.end)
    return said


def site(record: Site, source: str) -> Statements:
    """Return what a source says of a place where an organisation gives services to the public."""
    said = Statements(record, source)
    said.types(terms.SITE, terms.FEATURE)
    said.names(record.names)
    said.link(terms.SITE_OF, said.of("org", record.organiser))
    said.text(terms.ORGANISER_KIND, record.organiser_kind)
    said.address(record.address, terms.SITE_ADDRESS)
    said.link(terms.HOMEPAGE, record.homepage and iris.web(record.homepage))
    said.note(record.note)
    return said


def _classes(kind: str | None) -> list[str]:
    table = (
        (PUBLIC, terms.PUBLIC_ORGANISATION),
        (EDUCATION, terms.E_HIGHER_EDUCATION),
        (RESEARCH, terms.E_RESEARCH_ORGANISATION),
        (COMPANY, terms.LEGAL_ENTITY),
    )
    return [found for kinds, found in table if kind in kinds]
