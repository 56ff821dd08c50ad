"""The named queries as SHACL SPARQL executables, so that clients find what there is to ask and how.

Each is told as https://www.w3.org/TR/shacl-af/#SPARQLExecutable and the collections of examples of other endpoints tell
theirs: `sh:select` is the text, `rdfs:comment` what it answers in a line, `schema:target` the endpoint to ask. The last
part of the path of an `sh:parameter` is the variable that takes its value.
"""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from graph.named import Query
from graph.rdf.guard import inspect
from graph.rdf.iris import node
from graph.rdf.question import BASE
from ontology import terms

QUERIES = f"{BASE}queries"
"""The list of the queries; each has its name after a hash."""

FORMS = {"select": "Select", "ask": "Ask", "construct": "Construct"}


def executables(queries: Iterable[Query], base: str) -> bytes:
    """Return the description of `queries`, to be asked of the service at `base`, as N-Triples."""
    written = serialize(_triples(queries, base), format=RdfFormat.N_TRIPLES)
    assert written is not None, "serialize returns bytes when it is given no output"
    return written


def _triples(queries: Iterable[Query], base: str) -> Iterator[Triple]:
    for query in queries:
        this, form = f"{QUERIES}#{query.name}", inspect(query.sparql).kind
        yield _link(this, terms.A, f"{terms.SH}SPARQLExecutable")
        yield _link(this, terms.A, f"{terms.SH}SPARQL{FORMS[form]}Executable")
        yield _told(this, terms.SH + form, query.bare)
        yield _told(this, f"{terms.RDFS}comment", query.summary, "en")
        yield _told(this, terms.DESCRIPTION, query.description, "en")
        yield _told(this, f"{terms.DCT}identifier", query.name)
        yield _link(this, f"{terms.SCHEMA}target", f"{base}/sparql")
        yield _link(this, terms.PAGE, f"{base}/queries/{query.name}")
        for name, text in query.params.items():
            yield from _parameter(this, name, text, is_optional=name not in query.required)


def _parameter(query: str, name: str, text: str, *, is_optional: bool) -> Iterator[Triple]:
    this = f"{query}/{name}"
    yield _link(query, f"{terms.SH}parameter", this)
    yield _link(this, terms.A, f"{terms.SH}Parameter")
    yield _link(this, f"{terms.SH}path", this)
    yield _told(this, f"{terms.SH}name", name)
    yield _told(this, f"{terms.SH}description", text.removeprefix("(required) "), "en")
    flag = Literal("true" if is_optional else "false", datatype=node(f"{terms.XSD}boolean"))
    yield Triple(NamedNode(this), node(f"{terms.SH}optional"), flag)


def _link(this: str, predicate: str, target: str) -> Triple:
    return Triple(NamedNode(this), node(predicate), NamedNode(target))


def _told(this: str, predicate: str, value: str, language: str | None = None) -> Triple:
    literal = Literal(value, language=language) if language else Literal(value)
    return Triple(NamedNode(this), node(predicate), literal)
