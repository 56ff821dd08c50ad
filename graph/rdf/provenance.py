"""Who says so: sources, runs, files, records, doubts and rejected rows, for the graph `g:provenance`.

What nobody recorded (the day a page was read, the licence of a cited page) is left out; a view says "not recorded".
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from pyoxigraph import Literal, NamedNode, Quad

from graph.identity.decisions import Decision
from graph.identity.resolve import Link
from graph.rdf import iris
from graph.rdf.iris import node
from graph.rdf.write.statements import Statements
from graph.readings import FileInfo, Reading, Rejected, SourceInfo
from graph.records import Origin
from ontology import terms

HERE = NamedNode(terms.G_PROVENANCE)

AGENTS = {
    "publisher": "The publisher of the page that is cited",
    "curator": "The curators of Verkosto",
    "rule": "A rule of Verkosto",
}
"""Who puts a thing into a class (`graph.records.Assigner`), in words."""

VOCABULARY = SourceInfo(
    name="vocabulary",
    title="Vocabulary and code lists of Verkosto",
    publisher="Verkosto contributors",
    homepage="https://w3id.org/verkosto/def",
    compilation_licence="CC-BY-4.0",
)
"""What ships as the ontology; its licence is in `LICENSE-DATA`."""


def release_quads(release: str, issued: datetime, version: str) -> Iterator[Quad]:
    """Yield what holds for the release as a whole: when it was issued, and the agents."""
    this = iris.thing("release", release)
    yield from _types(this, terms.RELEASE, terms.ENTITY)
    yield _typed(this, terms.ISSUED, issued.isoformat(), "dateTime")
    for agent, label in {**AGENTS, f"verkosto-{version}": f"Verkosto {version}"}.items():
        yield _link(iris.thing("agent", agent), terms.A, terms.AGENT)
        yield _text(iris.thing("agent", agent), terms.LABEL, label, "en")


def vocabulary_quads() -> Iterator[Quad]:
    """Yield whose the ontology and the code lists are."""
    source = iris.thing("source", VOCABULARY.name)
    yield from _source(source, VOCABULARY)
    for graph in (terms.G_ONTOLOGY, terms.G_CONCEPTS):
        yield _link(graph, terms.WAS_DERIVED_FROM, source)


def reading_quads(reading: Reading, release: str, version: str) -> Iterator[Quad]:
    """Yield the account of one reading of a source: its description, its run, its files, its rejected rows."""
    source = iris.thing("source", reading.source.name)
    run = iris.thing("run", f"{release}-{reading.source.name}")
    yield from _source(source, reading.source)
    yield _link(source, terms.A, terms.SOURCE)
    yield _link(source, terms.WAS_GENERATED_BY, run)
    yield _link(iris.source_graph(reading.source.name), terms.WAS_GENERATED_BY, run)
    yield from _types(run, terms.INGEST_RUN, terms.ACTIVITY)
    yield _typed(run, terms.STARTED_AT, reading.started.isoformat(), "dateTime")
    yield _typed(run, terms.ENDED_AT, reading.ended.isoformat(), "dateTime")
    yield _link(run, terms.WAS_ASSOCIATED_WITH, iris.thing("agent", f"verkosto-{version}"))
    yield from _rows(run, reading)
    for file in reading.files:
        yield from _file(run, reading.source.name, file)
    for number, rejected in enumerate(reading.rejected, start=1):
        yield from _rejected(iris.thing("rejected", f"{release}-{reading.source.name}-{number}"), source, rejected)


def record_quads(said: Statements) -> Iterator[Quad]:
    """Yield where a record stands in its source, how sure it is, and which of its statements are weaker."""
    this = said.subject.value
    yield from _types(this, terms.RECORD, terms.ENTITY)
    yield _link(this, terms.FROM_SOURCE, iris.thing("source", said.source))
    yield _link(this, terms.RECORD_OF, iris.source_graph(said.source))
    yield from _origin(this, said.origin)
    for number, (triple, confidence) in enumerate(said.doubted(), start=1):
        doubt = iris.thing("doubt", f"{said.source}-{said.kind}-{said.key}-{number}")
        yield from _types(doubt, terms.DOUBT)
        yield _link(doubt, terms.RDF_SUBJECT, this)
        yield _link(doubt, terms.RDF_PREDICATE, triple[1].value)
        yield Quad(NamedNode(doubt), node(terms.RDF_OBJECT), triple[2], HERE)
        yield _link(doubt, terms.CONFIDENCE, iris.thing("confidence", confidence))
        yield _link(doubt, terms.ASSIGNED_BY, iris.thing("agent", "curator"))


def decision_quads(decisions: Iterable[Decision]) -> Iterator[Quad]:
    """Yield the decisions about who is who, for the graph `g:identity`."""
    graph = NamedNode(terms.G_IDENTITY)
    for one in decisions:
        this = NamedNode(iris.thing("decision", f"{one.left}-{one.verdict}-{one.right}"))
        yield Quad(this, node(terms.A), node(terms.IDENTITY_DECISION), graph)
        yield Quad(this, node(terms.LEFT), NamedNode(iris.thing("record", one.left)), graph)
        yield Quad(this, node(terms.RIGHT), NamedNode(iris.thing("record", one.right)), graph)
        texts = {terms.VERDICT: one.verdict, terms.BASIS: one.basis, terms.EVIDENCE: one.evidence}
        for predicate, text in {**texts, terms.DECIDED_BY: one.who}.items():
            yield Quad(this, node(predicate), Literal(text), graph)
        yield Quad(this, node(terms.DECIDED_ON), Literal(one.when, datatype=node(terms.XSD + "date")), graph)


def link_quads(links: Iterable[Link]) -> Iterator[Quad]:
    """Yield which records are one thing, on what basis and how surely, for the graph `g:identity`."""
    graph = NamedNode(terms.G_IDENTITY)
    for one in links:
        this = NamedNode(iris.thing("identity-link", f"{one.left}--{one.right}"))
        left, right = NamedNode(iris.thing("record", one.left)), NamedNode(iris.thing("record", one.right))
        yield Quad(left, node(terms.EXACT_MATCH), right, graph)
        yield Quad(this, node(terms.A), node(terms.IDENTITY_LINK), graph)
        yield Quad(this, node(terms.LEFT), left, graph)
        yield Quad(this, node(terms.RIGHT), right, graph)
        yield Quad(this, node(terms.BASIS), Literal(one.basis), graph)
        yield Quad(this, node(terms.SCORE), Literal(f"{one.score:.2f}", datatype=node(terms.XSD + "decimal")), graph)


def _source(this: str, info: SourceInfo) -> Iterator[Quad]:
    yield _link(this, terms.A, terms.DATASET)
    yield _text(this, terms.TITLE, info.title, "en")
    yield _text(this, terms.PUBLISHER, info.publisher)
    yield _link(this, terms.LANDING_PAGE, iris.web(info.homepage))
    if info.licence:
        yield _text(this, terms.LICENSE, info.licence)
    if info.compilation_licence:
        yield _text(this, terms.COMPILATION_LICENCE, info.compilation_licence)
    if info.retrieved:
        yield _typed(this, terms.RETRIEVED, info.retrieved, "date")


def _origin(this: str, origin: Origin) -> Iterator[Quad]:
    yield _text(this, terms.TABLE, origin.table)
    if origin.line is not None:
        yield _typed(this, terms.LINE, str(origin.line), "integer")
    for page in filter(None, (origin.url, *origin.also)):
        yield _link(this, terms.PRIMARY_SOURCE, iris.web(page))
    if origin.citation:
        yield _text(this, terms.CITATION, origin.citation)
    if origin.section:
        yield _text(this, terms.SECTION, origin.section)
    if origin.confidence:
        yield _link(this, terms.CONFIDENCE, iris.thing("confidence", origin.confidence))


def _file(run: str, source: str, file: FileInfo) -> Iterator[Quad]:
    # not by its digest alone: two files may be equal, empty ones for example
    this = iris.thing("file", f"{source}-{file.name}-{file.sha256}")
    yield _link(run, terms.USED, this)
    yield _link(this, terms.A, terms.ENTITY)
    yield _text(this, terms.TITLE, file.name)
    yield _text(this, terms.SHA256, file.sha256)
    yield from _rows(this, file)


def _rejected(this: str, source: str, row: Rejected) -> Iterator[Quad]:
    yield _link(this, terms.A, terms.REJECTED_ROW)
    yield _link(this, terms.FROM_SOURCE, source)
    yield _text(this, terms.TABLE, row.table)
    if row.line is not None:
        yield _typed(this, terms.LINE, str(row.line), "integer")
    if row.field is not None:
        yield _text(this, terms.FIELD, row.field)
    if row.value is not None:
        yield _text(this, terms.VALUE, row.value)
    yield _text(this, terms.REASON, row.reason)


def _rows(this: str, counted: Reading | FileInfo) -> Iterator[Quad]:
    yield _typed(this, terms.ROWS_READ, str(counted.rows_read), "integer")
    yield _typed(this, terms.ROWS_USED, str(counted.rows_used), "integer")
    yield _typed(this, terms.ROWS_OUT_OF_SCOPE, str(counted.rows_out_of_scope), "integer")
    yield _typed(this, terms.ROWS_QUARANTINED, str(counted.rows_quarantined), "integer")


def _types(this: str, *classes: str) -> Iterator[Quad]:
    for one in classes:
        yield _link(this, terms.A, one)


def _link(this: str, predicate: str, target: str) -> Quad:
    return Quad(NamedNode(this), node(predicate), NamedNode(target), HERE)


def _text(this: str, predicate: str, value: str, language: str | None = None) -> Quad:
    literal = Literal(value, language=language) if language else Literal(value)
    return Quad(NamedNode(this), node(predicate), literal, HERE)


def _typed(this: str, predicate: str, value: str, datatype: str) -> Quad:
    return Quad(NamedNode(this), node(predicate), Literal(value, datatype=node(terms.XSD + datatype)), HERE)
