"""The files of the vocabulary and the code lists in them."""

import csv
from collections import Counter
from importlib.resources import files
from typing import NamedTuple
from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF, SKOS

from graph.rdf.iris import scheme
from ontology.files import codes, concept_files, context, ontology_file
from ontology.terms import ID, VK

FACTS = files("ingest.sources.facts") / "data"
EOSC_TRL = "https://vocabs.sshopencloud.eu/vocabularies/eosc-technology-readiness-level/trl-"


class Column(NamedTuple):
    """A column of a fact table whose values are codes of one kind; `unsaid` are values that stand for no concept."""

    table: str
    name: str
    kind: str
    unsaid: frozenset[str] = frozenset()


COLUMNS = [
    Column("institutions", "kind", "actor-kind"),
    Column("organisations", "kind", "actor-kind"),
    Column("companies", "agreement_focus_area", "focus-area", frozenset({"none"})),
    Column("testbeds", "agreement_focus_area", "focus-area", frozenset({"none"})),
    Column("services", "agreement_focus_area", "focus-area", frozenset({"none"})),
    Column("projects", "agreement_focus_area", "focus-area", frozenset({"none"})),
    Column("projects", "method_group", "method-group", frozenset({"none"})),
    Column("participations", "role", "role"),
    Column("testbeds", "kind", "testbed-kind"),
    Column("testbeds", "access_mode", "access-mode", frozenset({"unknown"})),
    Column("services", "kind", "service-kind"),
    Column("testbeds", "confidence", "confidence"),
    Column("participations", "confidence", "confidence"),
]


@pytest.fixture(scope="module")
def concepts() -> Graph:
    graph = Graph()
    for _, content in concept_files():
        graph.parse(data=content, format="turtle")
    return graph


def values(table: str, column: str) -> set[str]:
    rows = csv.DictReader((FACTS / f"{table}.csv").read_text("utf-8").splitlines())
    return {value.strip() for row in rows for value in row[column].split(";") if value.strip()}


def in_scheme(concepts: Graph, name: str) -> set[str]:
    found = concepts.subjects(SKOS.inScheme, URIRef(f"{ID}scheme/{name}"))
    return {str(one).rsplit("/", 1)[-1] for one in found}


@pytest.mark.parametrize(
    ("scheme", "size"),
    [
        ("focus-areas", 4),
        ("sub-themes", 24),
        ("method-groups", 3),
        ("instruments", 6),
        ("means", 7),
        ("resources", 7),
        ("roles", 10),
        ("access-types", 4),
        ("trl", 9),
        ("testbed-kinds", 52),
        ("statuses", 4),
        ("identifier-schemes", 15),
        ("actor-statuses", 3),
        ("project-statuses", 4),
        ("activity-types", 5),
        ("ror-types", 9),
        ("confidences", 4),
    ],
)
def test_a_code_list_has_as_many_concepts_as_its_source_names(concepts: Graph, scheme: str, size: int) -> None:
    assert len(in_scheme(concepts, scheme)) == size


def test_cross_cutting_and_coordination_are_flags_and_no_focus_areas(concepts: Graph) -> None:
    assert in_scheme(concepts, "focus-areas") == {"4.1", "4.2", "4.3", "4.4"}
    assert in_scheme(concepts, "focus-area-flags") == {"cross", "coordination"}
    assert in_scheme(concepts, "method-group-flags") == {"coordination"}


def test_the_agreement_names_ten_kinds_of_actors(concepts: Graph) -> None:
    members = concepts.objects(URIRef(ID + "collection/agreement-actor-kinds"), SKOS.member)
    assert {str(one).removeprefix(ID + "actor-kind/") for one in members} == {
        "city", "company", "hei", "research-institute", "school", "healthcare-org", "startup-community", "resident",
        "talent", "company-intl",
    }  # fmt: skip


def test_each_sub_theme_lies_under_the_focus_area_that_its_number_says(concepts: Graph) -> None:
    broader = {str(one): str(above) for one, above in concepts.subject_objects(SKOS.broader)}
    expected = {f"{ID}sub-theme/{code}": f"{ID}focus-area/{code[:3]}" for code in codes("sub-theme")}
    assert expected.items() <= broader.items()


def test_each_readiness_level_matches_the_published_one(concepts: Graph) -> None:
    matches = {str(one): str(concepts.value(URIRef(f"{ID}trl/{one}"), SKOS.exactMatch)) for one in codes("trl")}
    assert matches == {str(level): f"{EOSC_TRL}{level}" for level in range(1, 10)}


def test_only_roles_with_money_or_work_of_their_own_are_funded_ties(concepts: Graph) -> None:
    tied = {
        str(role).rsplit("/", 1)[-1]: str(tie) == "true"
        for role, tie in concepts.subject_objects(URIRef(VK + "fundedTie"))
    }
    assert {role for role, funded in tied.items() if funded} == {"lead", "coordinator", "partner", "implementer"}
    assert set(tied) == codes("role")


def test_every_concept_has_one_name_in_each_language(concepts: Graph) -> None:
    found = set(concepts.subjects(RDF.type, SKOS.Concept))
    unnamed = {
        (str(one), language)
        for one in found
        for language in ("fi", "sv", "en")
        if [label.language for label in concepts.objects(one, SKOS.prefLabel)].count(language) != 1  # type: ignore[attr-defined]
    }
    assert len(found) > 600
    assert not unnamed


def test_no_two_concepts_of_a_code_list_have_the_same_name(concepts: Graph) -> None:
    named = Counter(
        (str(scheme), label.language, label.lower())  # type: ignore[attr-defined]
        for one, scheme in concepts.subject_objects(SKOS.inScheme)
        for label in concepts.objects(one, SKOS.prefLabel)
    )
    assert {name for name, times in named.items() if times > 1} == set()


def test_no_other_name_of_a_keyword_is_the_name_of_a_keyword_of_its_list(concepts: Graph) -> None:
    preferred, other = (
        {
            (str(scheme), label.language, label.lower())  # type: ignore[attr-defined]
            for one, scheme in concepts.subject_objects(SKOS.inScheme)
            for label in concepts.objects(one, predicate)
        }
        for predicate in (SKOS.prefLabel, SKOS.altLabel)
    )
    assert len(other) > 1000
    assert preferred & other == set()


def test_every_concept_has_its_notation_and_a_code_list_that_exists(concepts: Graph) -> None:
    found = set(concepts.subjects(RDF.type, SKOS.Concept))
    schemes = set(concepts.subjects(RDF.type, SKOS.ConceptScheme))
    assert {one for one in found if len(list(concepts.objects(one, SKOS.notation))) != 1} == set()
    assert {one for one in found if set(concepts.objects(one, SKOS.inScheme)) - schemes} == set()
    assert found == set(concepts.subjects(SKOS.inScheme))


def test_every_concept_but_a_flag_lies_in_the_code_list_of_its_kind(concepts: Graph) -> None:
    elsewhere = {
        str(one).removeprefix(ID)
        for one in concepts.subjects(RDF.type, SKOS.Concept)
        if URIRef(scheme(str(one).removeprefix(ID).split("/")[0])) not in set(concepts.objects(one, SKOS.inScheme))
    }
    assert elsewhere == {"focus-area/cross", "focus-area/coordination", "method-group/coordination"}


def test_a_classification_that_others_publish_has_its_scheme_here_and_its_concepts_in_its_source(
    concepts: Graph,
) -> None:
    empty = set(concepts.subjects(RDF.type, SKOS.ConceptScheme)) - set(concepts.objects(None, SKOS.inScheme))
    assert empty == {
        URIRef(scheme(kind)) for kind in ("euroscivoc", "nace-2", "nace-2.1", "tol-2008", "tol-2025", "yso")
    }


def test_every_broader_and_related_concept_exists(concepts: Graph) -> None:
    found = set(concepts.subjects(RDF.type, SKOS.Concept))
    inner = (SKOS.broader, SKOS.related, SKOS.broadMatch, SKOS.member)
    assert {one for link in inner for one in concepts.objects(None, link)} <= found


def test_a_code_list_is_labelled_in_each_language(concepts: Graph) -> None:
    labels = {
        one: sorted(str(label.language) for label in concepts.objects(one, SKOS.prefLabel))  # type: ignore[attr-defined]
        for one in concepts.subjects(RDF.type, SKOS.ConceptScheme)
    }
    assert set(map(tuple, labels.values())) == {("en", "fi", "sv")}


@pytest.mark.parametrize("column", COLUMNS, ids=lambda one: f"{one.table}.{one.name}")
def test_every_code_of_the_shipped_facts_is_a_concept(column: Column) -> None:
    found = {value.replace("_", "-") for value in values(column.table, column.name)}
    assert found
    assert found - column.unsaid <= codes(column.kind)


def test_every_status_of_the_shipped_facts_is_a_concept_and_years() -> None:
    found = {value.split("_")[0] for value in values("testbeds", "status")}
    assert found - {"unknown"} == codes("status")


@pytest.mark.parametrize(("column", "kind"), [("themes", "theme"), ("user_groups", "user-group")])
def test_the_open_keywords_are_just_those_of_the_shipped_facts(column: str, kind: str) -> None:
    assert {quote(value.replace(" ", "-")) for value in values("testbeds", column)} == codes(kind)


@pytest.mark.parametrize(
    ("keyword", "sub_theme"),
    [("circular-economy", "4.1.e"), ("edtech", "4.3.a"), ("automated-driving", "4.1.g"), ("culture", None)],
)
def test_a_keyword_points_to_a_sub_theme_only_where_it_clearly_belongs(
    concepts: Graph, keyword: str, sub_theme: str | None
) -> None:
    broad = [str(one).rsplit("/", 1)[-1] for one in concepts.objects(URIRef(f"{ID}theme/{keyword}"), SKOS.broadMatch)]
    assert broad == list(filter(None, [sub_theme]))


def test_a_kind_without_concepts_is_an_error() -> None:
    with pytest.raises(KeyError, match="testbed"):
        codes("testbed")


def test_the_code_lists_come_in_order_of_name() -> None:
    names = [name for name, _ in concept_files()]
    assert names == sorted(names)
    assert {"focus-areas.ttl", "money-kinds.ttl", "themes.ttl"} <= set(names)


def test_the_context_covers_every_property_of_ours() -> None:
    graph = Graph().parse(data=ontology_file(), format="turtle")
    properties = {*graph.subjects(RDF.type, OWL.ObjectProperty), *graph.subjects(RDF.type, OWL.DatatypeProperty)}
    entries = context()["@context"]
    assert isinstance(entries, dict)
    named = {entry["@id"] if isinstance(entry, dict) else entry for entry in entries.values()}
    assert {str(one).replace(VK, "vk:") for one in properties} <= named


def test_a_test_bed_survives_the_compact_form() -> None:
    turtle = f"""
        @prefix vk: <{VK}> . @prefix skos: <{SKOS}> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <{ID}testbed/facts-kera> a vk:TestBed ; skos:prefLabel "Kera"@fi, "Kera"@en ; vk:minTRL 4 ;
            vk:statusYear "2023"^^xsd:gYear ; vk:startDate "2023-02"^^xsd:gYearMonth ;
            vk:operatedBy <{ID}org/fi-1234567-1> ; vk:canBeTested "energy"@en .
    """
    graph = Graph().parse(data=turtle, format="turtle")
    compact = graph.serialize(format="json-ld", context=context()["@context"])
    read_again = serialize(parse(compact, format=RdfFormat.JSON_LD), format=RdfFormat.N_TRIPLES)
    assert '"minTRL": "4"' in compact
    assert f'"operatedBy": "{ID}org/fi-1234567-1"' in compact
    assert isomorphic(Graph().parse(data=read_again, format="nt"), graph)
