"""What a document holds in RDF, and what a page tells search engines."""

import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store

from ontology import terms
from ontology.terms import ID

KYKY = "testbed/facts-kyky"
NAMING = (terms.PREF_LABEL, terms.LABEL, terms.TITLE, terms.XL_LITERAL_FORM)
BORROWED = ("http://www.w3.org/", "http://purl.org/", "http://xmlns.com/", "http://rdfs.org/", "http://vivoweb.org/")


def document(client: TestClient, thing: str) -> Store:
    store = Store()
    store.load(client.get(f"/doc/{thing}.nt").content, format=RdfFormat.N_TRIPLES)
    return store


def rows(store: Store, sparql: str) -> list[str]:
    found = store.query(sparql, prefixes={name: iri for name, iri in terms.PREFIXES.items() if name != "id"})
    assert isinstance(found, QuerySolutions)
    return [row[0].value for row in found if row[0] is not None]


def test_each_record_of_a_thing_stands_in_its_document_with_source_table_and_line(client: TestClient) -> None:
    store = document(client, KYKY)
    told = f"""SELECT ?title {{ <{ID}{KYKY}> prov:wasDerivedFrom ?record .
        ?record vk:source/dct:title ?title ; vk:recordOf ?graph ; vk:table "testbeds.csv" ; vk:line 18 ;
            vk:confidence <{ID}confidence/seen> . ?record vk:source/vk:compilationLicence "CC-BY-4.0" }}"""
    assert rows(store, told) == ["Curated facts about the innovation ecosystem of the Helsinki metropolitan area"]


def test_every_fact_is_said_by_a_record_that_is_there_too(client: TestClient, store: Store) -> None:
    this, found = NamedNode(ID + KYKY), document(client, KYKY)
    records = rows(found, f"SELECT ?record {{ <{ID}{KYKY}> prov:wasDerivedFrom ?record }}")
    said = {(quad.predicate, str(quad.object)) for one in records for quad in about(found, one)}
    facts = [quad for quad in about(found, this.value) if quad.predicate.value != terms.WAS_DERIVED_FROM]
    literal = [one for one in facts if isinstance(one.object, Literal)]
    assert len(literal) > 10
    assert [one for one in literal if (one.predicate, str(one.object)) not in said] == []
    assert {one.predicate for one in facts} <= {predicate for predicate, _ in said}


def about(store: Store, iri: str) -> list[Any]:
    return list(store.quads_for_pattern(NamedNode(iri), None, None, None))


def test_everything_of_ours_that_is_named_has_its_names(client: TestClient, store: Store) -> None:
    found = document(client, KYKY)
    named = {one.value for quad in found for one in quad if isinstance(one, NamedNode) and one.value.startswith(ID)}
    nameable = {one for one in named if any(labels(store, one))}
    assert len(nameable) > 20
    assert [one for one in sorted(nameable) if labels(found, one) != labels(store, one)] == []


def labels(store: Store, iri: str) -> set[str]:
    return {
        str(quad.object)
        for predicate in NAMING
        for quad in store.quads_for_pattern(NamedNode(iri), NamedNode(predicate), None, None)
    }


def test_links_to_a_thing_are_there_and_the_document_says_where_some_are_not(client: TestClient) -> None:
    store = document(client, "source/facts")
    inward = rows(store, f"SELECT DISTINCT ?thing {{ ?thing vk:source <{ID}source/facts> }}")
    [comment] = rows(store, "SELECT ?comment { ?document a foaf:Document ; rdfs:comment ?comment }")
    assert 100 < len(inward) <= 200
    assert re.fullmatch(r"of \d+ links to this thing, the first 200 are here; ask at /sparql for the others", comment)
    assert client.get("/doc/source/facts.ttl").headers["verkosto-note"] == comment


def test_a_document_whose_links_are_all_there_says_nothing_of_the_kind(client: TestClient) -> None:
    store, response = document(client, KYKY), client.get(f"/doc/{KYKY}.ttl")
    assert rows(store, "SELECT ?comment { ?document rdfs:comment ?comment }") == []
    assert rows(store, "SELECT ?thing { ?document foaf:primaryTopic ?thing }") == [ID + KYKY]
    assert "verkosto-note" not in response.headers


def test_a_document_is_the_same_bytes_whoever_asks(client: TestClient) -> None:
    here, there = (client.get(f"/doc/{KYKY}.ttl", headers={"host": host}) for host in ("one.example", "two.example"))
    assert here.content == there.content


@pytest.mark.parametrize(
    ("thing", "kind"),
    [
        ("doc/testbed/facts-kyky", "Place"),
        ("doc/org/fi-0201256-6", "GovernmentOrganization"),
        ("doc/project/facts-foodwaste", "ResearchProject"),
        ("doc/theme/edtech", "DefinedTerm"),
        ("doc/scheme/themes", "DefinedTermSet"),
        ("doc/place/fi-091", "Place"),
        ("doc/source/facts", "Dataset"),
        ("graph/source/facts", "Dataset"),
        ("doc/agent/curator", "Thing"),
    ],
)
def test_a_page_tells_search_engines_what_its_thing_is(client: TestClient, thing: str, kind: str) -> None:
    found = embedded(client, f"/{thing}")
    assert (found["@context"], found["@type"]) == ("https://schema.org", kind)
    assert found["name"]


def test_a_page_tells_them_its_facts_in_their_words(client: TestClient) -> None:
    found = embedded(client, f"/en/doc/{KYKY}")
    assert found["name"] == "School community living lab in Espoo (KYKY)"
    assert found["alternateName"] == {"@value": "Espoon koulut living lab (KYKY)", "@language": "fi"}
    assert found["additionalType"] == [terms.FACILITY, terms.TEST_BED]
    assert found["mainEntityOfPage"] == f"https://w3id.org/verkosto/doc/{KYKY}"
    assert "location" not in found


def embedded(client: TestClient, path: str) -> dict[str, Any]:
    html = client.get(path, headers={"accept": "text/html,*/*;q=0.8"}).text
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    found: dict[str, Any] = json.loads(block)
    return found
