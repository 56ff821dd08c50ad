"""Test beds, what they and others offer, and what was tried there."""

from collections.abc import Iterator

from graph.rdf import iris
from graph.rdf.write.statements import Statements, wkt_point
from graph.records import Point, Service, ServiceLink, TestBed, Trial
from ontology import terms

LANGUAGES = {
    "fi": "http://publications.europa.eu/resource/authority/language/FIN",
    "sv": "http://publications.europa.eu/resource/authority/language/SWE",
    "en": "http://publications.europa.eu/resource/authority/language/ENG",
}


def testbed(record: TestBed, source: str) -> Statements:
    """Return what a source says of one test bed."""
    said = Statements(record, source)
    said.types(terms.TEST_BED, terms.FACILITY)
    said.names(record.names)
    said.concept(terms.TEST_BED_KIND, "testbed-kind", record.kind)
    _where(said, record)
    said.link(terms.OPERATED_BY, said.of("org", record.operator))
    said.text(terms.OPERATOR_NAME, record.operator_name)
    said.link(terms.PART_OF_TEST_BED, said.of("testbed", record.parent))
    said.classify(record.classifications)
    said.keywords(terms.THEME, "theme", record.themes)
    said.text(terms.CAN_BE_TESTED, record.can_be_tested_en, "en")
    said.text(terms.CAN_BE_TESTED, record.can_be_tested_fi, "fi")
    said.text(terms.CAN_BE_TESTED, record.can_be_tested_sv, "sv")
    _access(said, record)
    said.concept(terms.STATUS, "status", record.status)
    said.years(terms.STATUS_YEAR, record.status_years)
    said.date(terms.START_DATE, record.start)
    said.date(terms.END_DATE, record.end)
    said.date(terms.LAST_SEEN, record.last_seen)
    said.date(terms.LAST_VERIFIED, record.last_verified)
    _terms_of_use(said, record)
    said.note(record.note)
    if record.classified_by:
        for concept in _chosen(record):
            said.assign(concept, record.classified_by)
    return said


def service(record: Service, source: str) -> Statements:
    """Return what a source says of one service for companies."""
    said = Statements(record, source)
    said.types(terms.SERVICE)
    if record.public is not None:
        said.types(terms.PUBLIC_SERVICE if record.public else terms.SCHEMA_SERVICE)
    said.names(record.names)
    said.concept(terms.SERVICE_KIND, "service-kind", record.kind)
    said.link(terms.SPATIAL, said.of("place", record.city))
    said.link(terms.OPERATED_BY, said.of("org", record.operator))
    said.text(terms.DESCRIPTION, record.description_en, "en")
    said.link(terms.PAGE, record.contact_page and iris.web(record.contact_page))
    said.classify(record.classifications)
    said.note(record.note)
    return said


def service_link(record: ServiceLink, source: str) -> Statements:
    """Return that a test bed comes with a service: the record is one more of its test bed, and no thing of its own."""
    said = Statements(record, source)
    said.link(terms.OFFERS_SERVICE, said.of("service", record.service))
    return said


def trial(record: Trial, source: str) -> Statements:
    """Return what a source says of one trial at a test bed."""
    said = Statements(record, source)
    said.types(terms.TRIAL, terms.ACTIVITY)
    said.text(terms.PREF_LABEL, record.title, "en")
    said.link(terms.TRIAL_AT, said.of("testbed", record.testbed))
    said.link(terms.WAS_ASSOCIATED_WITH, said.of("org", record.actor))
    said.link(terms.UNDER_PROJECT, said.of("project", record.project))
    said.years(terms.YEAR, () if record.year is None else (record.year,))
    said.date(terms.START_DATE, record.start)
    said.date(terms.END_DATE, record.end)
    said.link(terms.SPATIAL, said.of("place", record.city))
    said.text(terms.OUTCOME, record.outcome, "en")
    said.typed(terms.LONG_TERM, record.long_term, "boolean")
    said.typed(terms.PUBLIC_REFERENCE, record.reference, "boolean")
    said.link(terms.REFERENCE_PAGE, record.reference_page and iris.web(record.reference_page))
    said.note(record.note)
    return said


def _chosen(record: TestBed) -> Iterator[str]:
    """Yield the concepts that somebody chose for the test bed, beside its classifications."""
    yield iris.thing("testbed-kind", record.kind)
    if record.access_mode:
        yield iris.thing("access-mode", record.access_mode)
    for code in record.access_types:
        yield iris.thing("access-type", code)
    for theme in record.themes:
        yield iris.keyword("theme", theme)
    for group in record.user_groups:
        yield iris.keyword("user-group", group)


def _where(said: Statements, record: TestBed) -> None:
    said.link(terms.MAIN_CITY, said.of("place", record.city))
    for city in dict.fromkeys([*filter(None, [record.city]), *record.cities]):
        said.link(terms.SPATIAL, said.of("place", city))
    said.text(terms.DISTRICT, record.district)
    said.text(terms.ADDRESS, record.address)
    if record.lat is not None and record.lon is not None:
        said.geometry(wkt_point(Point(lat=record.lat, lon=record.lon)))


def _access(said: Statements, record: TestBed) -> None:
    said.text(terms.ACCESS_TERMS, record.access_terms, "en")
    said.concept(terms.ACCESS_MODE, "access-mode", record.access_mode)
    for code in record.access_types:
        said.concept(terms.ACCESS_TYPE, "access-type", code)
    said.keywords(terms.USER_GROUP, "user-group", record.user_groups)
    said.typed(terms.MIN_TRL, record.trl_min, "integer")
    said.typed(terms.MAX_TRL, record.trl_max, "integer")
    for offered in record.offered:
        said.text(terms.OFFERS, offered, "en")
    said.link(terms.PAGE, record.contact_page and iris.web(record.contact_page))
    for language in record.languages:
        said.link(terms.LANGUAGE, LANGUAGES[language])


def _terms_of_use(said: Statements, record: TestBed) -> None:
    spoken = {terms.AVAILABILITY: record.availability, terms.LEAD_TIME: record.lead_time, terms.COST: record.cost}
    for predicate, texts in spoken.items():
        for language, text in texts:
            said.text(predicate, text, language)
    said.typed(terms.LEAD_TIME_DAYS, record.lead_time_days, "integer")
    said.typed(terms.FREE_OF_CHARGE, record.free, "boolean")
