"""Every term we define is defined in full, and every term we use is defined."""

import re
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDFS, SKOS
from rdflib.term import Node

from ontology import terms
from ontology.files import ontology_file

GRAPH = Graph().parse(data=ontology_file(), format="turtle")
VALUED = sorted(GRAPH.subjects(RDF.type, OWL.DatatypeProperty), key=str)
PROPERTIES = sorted([*VALUED, *GRAPH.subjects(RDF.type, OWL.ObjectProperty)], key=str)
TERMS = sorted(GRAPH.subjects(RDFS.isDefinedBy), key=str)
MODEL = (Path(__file__).parents[2] / "docs/model.md").read_text("utf-8")
CONSTANTS = sorted(
    value
    for value in vars(terms).values()
    if isinstance(value, str) and value.startswith(terms.VK) and value != terms.VK
)
PARENTS = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch)
ONTOLOGY = URIRef("https://w3id.org/verkosto/def")


def name(term: Node) -> str:
    return str(term).removeprefix(terms.VK)


def texts(term: Node, predicate: URIRef) -> dict[str | None, str]:
    return {one.language: str(one) for one in GRAPH.objects(term, predicate) if isinstance(one, Literal)}


def domain(term: Node) -> list[Node]:
    found = GRAPH.value(term, RDFS.domain)
    assert found is not None
    union = GRAPH.value(found, OWL.unionOf)
    return [found] if union is None else list(Collection(GRAPH, union))


@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition], ids=["label", "definition"])
@pytest.mark.parametrize("term", TERMS, ids=name)
def test_a_term_has_a_label_and_a_definition_in_each_language(term: Node, predicate: URIRef) -> None:
    found = texts(term, predicate)
    assert set(found) == {"fi", "sv", "en"}
    assert all(text.strip() for text in found.values())


@pytest.mark.parametrize("term", TERMS, ids=name)
def test_a_term_is_linked_to_a_term_outside_it(term: Node) -> None:
    linked = {one for predicate in PARENTS for one in GRAPH.objects(term, predicate)}
    assert linked - {term}


@pytest.mark.parametrize("term", PROPERTIES, ids=name)
def test_a_property_has_a_domain_and_one_range(term: Node) -> None:
    assert domain(term)
    assert len(list(GRAPH.objects(term, RDFS.range))) == 1


@pytest.mark.parametrize("term", VALUED, ids=name)
def test_a_property_of_values_has_a_datatype_as_range(term: Node) -> None:
    found = str(GRAPH.value(term, RDFS.range))
    texts_or_dates = {terms.RDF + "langString", terms.RDFS + "Literal", terms.VK + "PartialDate"}
    assert found.startswith(terms.XSD) or found in texts_or_dates


@pytest.mark.parametrize("term", PROPERTIES, ids=name)
def test_a_domain_or_range_of_ours_is_defined(term: Node) -> None:
    named = {*domain(term), *GRAPH.objects(term, RDFS.range)}
    assert {one for one in named if str(one).startswith(terms.VK)} <= set(TERMS)


def test_everything_in_our_namespace_is_defined_by_the_ontology() -> None:
    ours = {one for one in GRAPH.subjects() if str(one).startswith(terms.VK)}
    assert ours == set(TERMS)
    assert set(GRAPH.objects(None, RDFS.isDefinedBy)) == {ONTOLOGY}


def test_the_ontology_says_its_title_version_and_licence() -> None:
    assert set(texts(ONTOLOGY, URIRef(terms.TITLE))) == {"fi", "sv", "en"}
    assert set(texts(ONTOLOGY, URIRef(terms.DESCRIPTION))) == {"fi", "sv", "en"}
    assert GRAPH.value(ONTOLOGY, URIRef(terms.LICENSE)) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert re.fullmatch(r"\d+\.\d+\.\d+", str(GRAPH.value(ONTOLOGY, OWL.versionInfo)))


@pytest.mark.parametrize("term", sorted(set(re.findall(r"\bvk:([A-Za-z0-9]+)", MODEL))))
def test_a_term_named_in_the_model_is_defined(term: str) -> None:
    assert URIRef(terms.VK + term) in TERMS


@pytest.mark.parametrize("term", CONSTANTS, ids=lambda one: one.removeprefix(terms.VK))
def test_a_term_used_in_the_code_is_defined(term: str) -> None:
    assert URIRef(term) in TERMS


@pytest.mark.parametrize(
    "term",
    ["Adoption", "OpenChallenge", "Procurement", "IndicatorSeries", "SteeringGroupDecision", "ActionPlanLine", "Match"],
)
def test_a_class_that_has_no_data_yet_has_properties_to_say_it_with(term: str) -> None:
    assert {one for one in PROPERTIES if URIRef(terms.VK + term) in domain(one)}
