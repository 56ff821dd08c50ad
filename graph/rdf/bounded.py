"""The symmetric concise bounded description of a thing, as RDF: what its document holds in every syntax.

It holds every statement about the thing; the statements in which it is the value, up to a number, and says where that
cut any; every record that the thing was made of, with what the record says, where it stands, how sure it is, and whose
it is under which licence; and a name, in every language, for all that these name.

As in `graph.rdf.describing`, the questions are here as text and whoever has a store asks them.
"""

import json
from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from graph.rdf.catalogue import DATASET
from graph.rdf.describing import INCOMING, LINK_COUNT, LINKS, TOGETHER, about, prefixed
from graph.rdf.iris import node
from ontology import terms

DOCUMENT = "https://w3id.org/verkosto/doc/"
"""How the address of a document begins; the thing has the same with `id` in place of `doc`."""

OUTWARD = "CONSTRUCT { $this ?p ?o } WHERE { $outward }"
INWARD = f"CONSTRUCT {{ ?thing ?predicate $this }} WHERE {{ {LINKS} }}"
SOURCES = """CONSTRUCT { ?record ?p ?o . ?source ?about ?told . ?doubt ?doubted ?how } WHERE {
  $this prov:wasDerivedFrom ?record
  { GRAPH ?graph { ?record ?p ?o } }
  UNION { GRAPH g:provenance { ?record vk:source ?source . ?source ?about ?told } }
  UNION { GRAPH g:provenance { ?doubt rdf:subject ?record ; ?doubted ?how } }
}"""
LABELS = """CONSTRUCT { ?thing ?naming ?label } WHERE {
  VALUES ?thing { $things }
  VALUES ?naming { skos:prefLabel skosxl:literalForm rdfs:label dct:title }
  { ?thing ?naming ?label } UNION { GRAPH ?graph { ?thing ?naming ?label } }
}"""


def bounded_sparql(iri: str, *, resolved: bool) -> dict[str, str]:
    """Return the questions whose answers (N-Triples, `count` as SPARQL JSON) hold the description, by name.

    `resolved` says that the thing stands in the default graph; else the named graphs are read too.
    """
    outward = "$this ?p ?o" if resolved else "GRAPH ?graph { $this ?p ?o }"
    return {
        "outward": about(iri, OUTWARD.replace("$outward", outward)),
        "inward": about(iri, INWARD, anywhere=not resolved),
        "count": about(iri, LINK_COUNT, anywhere=not resolved),
        "sources": about(iri, SOURCES),
    }


def labels_sparql(answers: Iterable[bytes]) -> list[str]:
    """Return the questions for the names of all that `answers` (N-Triples) name, and of the data set."""
    named = sorted({DATASET} | {one for answer in answers for triple in _triples(answer) for one in _iris(triple)})
    batches = (named[start : start + TOGETHER] for start in range(0, len(named), TOGETHER))
    return [prefixed(LABELS.replace("$things", " ".join(f"<{one}>" for one in batch))) for batch in batches]


def described(iri: str, answers: Mapping[str, bytes], labels: Iterable[bytes]) -> bytes:
    """Return the description that `answers` and `labels` hold, as N-Triples; with what the document says of itself."""
    document = NamedNode(DOCUMENT + iri.removeprefix(terms.ID))
    about_it = [
        Triple(document, node(terms.A), node(f"{terms.FOAF}Document")),
        Triple(document, node(f"{terms.FOAF}primaryTopic"), NamedNode(iri)),
        Triple(document, node(f"{terms.VOID}inDataset"), node(DATASET)),
    ]
    if (note := cut(answers["count"])) is not None:
        about_it.append(Triple(document, node(f"{terms.RDFS}comment"), Literal(note, language="en")))
    own = serialize(about_it, format=RdfFormat.N_TRIPLES)
    assert own is not None, "serialize returns bytes when it is given no output"
    return b"".join([answers["outward"], answers["inward"], answers["sources"], *labels, own])


def cut(count: bytes) -> str | None:
    """Return what is to be told where not all links to the thing are there; `count` is the answer to the question."""
    number = int(json.loads(count)["results"]["bindings"][0]["n"]["value"])
    if number <= INCOMING:
        return None
    return f"of {number} links to this thing, the first {INCOMING} are here; ask at /sparql for the others"


def _triples(answer: bytes) -> Iterable[Triple]:
    return (quad.triple for quad in parse(answer, format=RdfFormat.N_TRIPLES))


def _iris(triple: Triple) -> Iterable[str]:
    return (one.value for one in triple if isinstance(one, NamedNode))
