"""What a release's store holds of records that speak of a thing which is not their own."""

from datetime import UTC, datetime

from pyoxigraph import DefaultGraph, NamedNode, Store

from graph.account import Account
from graph.build import Plan, contents
from graph.rdf.assembly import assembled
from graph.readings import Reading, SourceInfo
from graph.records import Concept, Names, Origin, Record, Service, ServiceLink, TestBed
from ontology import terms

NOW = datetime(2026, 3, 1, tzinfo=UTC)
BED = NamedNode(terms.ID + "testbed/toy-b")
LINK = NamedNode(terms.ID + "record/toy-service-link-l")


def row(line: int) -> Origin:
    return Origin(table="t.csv", line=line)


RECORDS: list[Record] = [
    TestBed(key="b", origin=row(2), names=Names(und="Paja"), kind="pilot-plant"),
    Service(key="s", origin=row(3), names=Names(fi="Neuvonta"), kind="incubator"),
    ServiceLink(key="l", origin=row(4), testbed="b", service="s"),
    ServiceLink(key="n", origin=row(5), testbed="id:testbed/toy-nowhere", service="s"),
    Concept(key="p1", origin=row(6), scheme="yso", code="p1", names=Names(fi="kokeilu"), broader=("p2",)),
]


def store(*records: Record) -> Store:
    source = SourceInfo(name="toy", title="Toy", publisher="Nobody", homepage="https://example.org/")
    readings = [Reading(source=source, records=records, rejected=(), files=(), started=NOW, ended=NOW)]
    plan = Plan(decisions=[], issued=NOW, version="0")
    found = Store()
    found.extend(assembled(contents(readings, plan), Account(readings), lambda _: None))
    return found


def objects(found: Store, subject: NamedNode, predicate: str, graph: str | None = None) -> set[str]:
    name = NamedNode(graph) if graph else DefaultGraph()
    quads = found.quads_for_pattern(subject, NamedNode(predicate), None, name)
    return {quad.object.value for quad in quads}  # type: ignore[union-attr]


def test_a_link_to_a_service_is_said_of_its_test_bed() -> None:
    assert objects(store(*RECORDS), BED, terms.OFFERS_SERVICE) == {terms.ID + "service/toy-s"}


def test_the_row_of_a_link_to_a_service_is_a_record_of_the_test_bed() -> None:
    found = store(*RECORDS)
    assert objects(found, BED, terms.WAS_DERIVED_FROM) == {terms.ID + "record/toy-testbed-b", LINK.value}
    assert objects(found, LINK, terms.LINE, terms.G_PROVENANCE) == {"4"}
    assert objects(found, LINK, terms.SPECIALIZATION_OF, terms.G_IDENTITY) == {BED.value}


def test_a_link_of_a_test_bed_that_is_not_there_says_nothing() -> None:
    nowhere = NamedNode(terms.ID + "testbed/toy-nowhere")
    assert objects(store(*RECORDS), nowhere, terms.OFFERS_SERVICE) == set()


def test_what_a_source_says_of_a_concept_is_said_of_the_concept_itself() -> None:
    found = store(*RECORDS)
    concept = NamedNode(terms.ID + "yso/p1")
    assert objects(found, concept, terms.PREF_LABEL) == {"kokeilu"}
    assert objects(found, concept, terms.BROADER) == {terms.ID + "yso/p2"}
    assert objects(found, concept, terms.WAS_DERIVED_FROM) == {terms.ID + "record/toy-scheme-concept-p1"}


def test_a_concept_that_two_records_describe_has_one_preferred_name() -> None:
    other = Concept(key="p1-again", origin=row(7), scheme="yso", code="p1", names=Names(fi="Kokeilu", sv="försök"))
    found = store(*RECORDS, other)
    concept = NamedNode(terms.ID + "yso/p1")
    assert objects(found, concept, terms.PREF_LABEL) == {"Kokeilu", "försök"}
    assert objects(found, concept, terms.ALT_LABEL) == {"kokeilu"}
    assert len(objects(found, concept, terms.WAS_DERIVED_FROM)) == 2
    record = NamedNode(terms.ID + "record/toy-scheme-concept-p1-again")
    assert objects(found, record, terms.SPECIALIZATION_OF, terms.G_IDENTITY) == {concept.value}
