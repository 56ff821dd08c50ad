"""Actors and places."""

from graph.rdf.write.statements import Statements
from graph.records import Organisation, Organiser, Place
from ontology import terms

NUTS = "http://data.europa.eu/nuts/code/"
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
    """Return what a source says of a municipality as a place."""
    said = Statements(record, source)
    said.types(terms.LOCATION, terms.FEATURE)
    said.names(record.names)
    said.text(terms.MUNICIPALITY_CODE, record.municipality_code)
    said.link(terms.IS_PART_OF, record.nuts3 and NUTS + record.nuts3)
    said.link(terms.EXACT_MATCH, record.wikidata and WIKIDATA + record.wikidata)
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
    said.link(terms.SUB_ORGANIZATION_OF, said.of("org", record.part_of))
    said.link(terms.HOMEPAGE, record.homepage)
    said.classify(record.classifications)
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


def _classes(kind: str | None) -> list[str]:
    table = (
        (PUBLIC, terms.PUBLIC_ORGANISATION),
        (EDUCATION, terms.E_HIGHER_EDUCATION),
        (RESEARCH, terms.E_RESEARCH_ORGANISATION),
        (COMPANY, terms.LEGAL_ENTITY),
    )
    return [found for kinds, found in table if kind in kinds]
