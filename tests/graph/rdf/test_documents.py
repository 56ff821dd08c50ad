"""A small graph as a document: the same triples in each syntax, in the same order each time."""

import json

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

from graph.rdf.documents import document

SYNTAXES = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD}
FIRST = "https://w3id.org/verkosto/id/testbed/b"
TRIPLES = f"""
<https://w3id.org/verkosto/id/place/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "Esbo"@sv .
<https://w3id.org/verkosto/id/place/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "Espoo"@fi .
<{FIRST}> <https://w3id.org/verkosto/def#startDate> "2016"^^<http://www.w3.org/2001/XMLSchema#gYear> .
<{FIRST}> <https://w3id.org/verkosto/def#startDate> "2016-02-30"^^<http://www.w3.org/2001/XMLSchema#date> .
<{FIRST}> <https://w3id.org/verkosto/def#leadOnly> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .
<{FIRST}> <https://w3id.org/verkosto/def#minTRL> "03"^^<http://www.w3.org/2001/XMLSchema#integer> .
<{FIRST}> <http://purl.org/dc/terms/spatial> <https://w3id.org/verkosto/id/place/a> .
<{FIRST}> <http://purl.org/dc/terms/relation> _:list .
_:list <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> "z" .
_:list <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .
""".encode()
LINES = TRIPLES.splitlines(keepends=True)


def read(content: bytes, form: str) -> Dataset:
    found = Dataset(parse(content, format=SYNTAXES[form]))
    found.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return found


@pytest.mark.parametrize("form", sorted(SYNTAXES))
def test_a_document_says_what_it_was_made_of(form: str) -> None:
    assert read(document(TRIPLES, form), form) == read(TRIPLES, "ntriples")


@pytest.mark.parametrize("form", sorted(SYNTAXES))
def test_the_order_in_which_triples_come_makes_no_difference(form: str) -> None:
    named = b"".join(line for line in LINES if b"_:" not in line)
    turned = b"".join(line for line in reversed(LINES) if b"_:" not in line)
    assert document(named, form, first=FIRST) == document(turned, form, first=FIRST)


def test_the_thing_itself_comes_first() -> None:
    assert document(TRIPLES, "ntriples", first=FIRST).startswith(f"<{FIRST}>".encode())
    assert document(TRIPLES, "ntriples").startswith(b"<https://w3id.org/verkosto/id/place/a>")
    assert json.loads(document(TRIPLES, "jsonld", first=FIRST))["@graph"][0]["@id"] == FIRST


def test_turtle_declares_only_the_prefixes_it_uses() -> None:
    prefixes = [line for line in document(TRIPLES, "turtle").decode().splitlines() if line.startswith("@prefix")]
    assert sorted(line.split()[1] for line in prefixes) == ["dct:", "id:", "rdf:", "skos:", "vk:", "xsd:"]


def test_one_node_is_a_graph_of_one_in_json_ld() -> None:
    found = json.loads(
        document(
            LINES[1] + b'<https://w3id.org/verkosto/id/place/a> <https://w3id.org/verkosto/def#table> "t" .', "jsonld"
        )
    )
    assert found["@graph"] == [
        {
            "@id": "https://w3id.org/verkosto/id/place/a",
            "prefLabel": {"@language": "sv", "@value": "Esbo"},
            "table": "t",
        }
    ]
