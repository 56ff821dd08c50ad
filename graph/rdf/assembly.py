"""Everything that a release's store holds, as one stream of statements in bounded memory.

Most things have one record and are written as they are read. Only the records of things that several speak of are held
until all are there.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from graph.account import Account
from graph.identity.decisions import Decision
from graph.identity.identifiers import KINDS
from graph.identity.resolve import Resolution
from graph.rdf import iris, provenance
from graph.rdf.iris import node
from graph.rdf.resolved import resolved
from graph.rdf.write import statements
from graph.rdf.write.doubts import Triple
from graph.rdf.write.statements import Statements
from graph.readings import Reading, SourceInfo
from graph.record_files import of_kind
from graph.records import Concept, Project, Record, ServiceLink
from graph.references import ABROAD, unknown
from graph.scope import Scope, Thing, thing_of
from ontology import terms
from ontology.files import concept_files, ontology_file

RECORD = iris.thing("record", "")
OPTIONAL = (iris.thing("place", ""), iris.thing("agreement", ""))
"""Kinds of things that a record may name, by a code or a profile, whether a source describes them or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a release is assembled from; `things` is the thing of each record that others may speak of too.

    `agreement` is the address of the region's agreement, `agreement/…`, None where there is none.
    """

    readings: Sequence[Reading]
    things: Mapping[str, Thing]
    scope: Scope
    decisions: Sequence[Decision]
    resolution: Resolution
    agreement: str | None
    release: str
    issued: datetime
    version: str


class CanonicalNodes:
    """The canonical node of each record's node; of a record that is left out, or not there, none."""

    def __init__(self, contents: Contents) -> None:
        kept = contents.scope.kept
        scoped = {"org", "project", "place"}
        self._nodes = {
            iris.thing("record", record): iris.thing(*thing)
            for record, thing in contents.things.items()
            if kept is None or thing[0] not in scoped or thing in kept
        }
        self._optional = {target for target in self._nodes.values() if target.startswith(OPTIONAL)}

    def have(self, *records: str) -> bool:
        """Say whether all of `records` are in the graph."""
        return all(iris.thing("record", one) in self._nodes for one in records)

    def lacks(self, target: str) -> bool:
        """Say whether `target` is a place or an agreement that no source describes."""
        return target.startswith(OPTIONAL) and target not in self._optional

    def get(self, target: NamedNode) -> NamedNode | None:
        """Return the canonical node of a record's node, None where it has none."""
        found = self._nodes.get(target.value)
        return None if found is None else NamedNode(found)


def assembled(contents: Contents, account: Account, told: Callable[[int], None]) -> Iterator[Quad]:
    """Yield everything that the store holds; `account` and `told` (the number of records) hear of each record."""
    yield from vocabulary_quads()
    yield from provenance.release_quads(contents.release, contents.issued, contents.version)
    yield from provenance.vocabulary_quads()
    nodes = CanonicalNodes(contents)
    yield from provenance.decision_quads(one for one in contents.decisions if nodes.have(one.left, one.right))
    yield from _record_quads(contents, nodes, account, told)
    yield from provenance.link_quads(one for one in contents.resolution.links if nodes.have(one.left, one.right))
    for reading in contents.readings:
        yield from provenance.reading_quads(account.settled(reading), contents.release, contents.version)


def _record_quads(
    contents: Contents, nodes: "CanonicalNodes", account: Account, told: Callable[[int], None]
) -> Iterator[Quad]:
    speakers = Counter(contents.things.values())
    known = frozenset(speakers)
    speakers.update(_concepts(contents.readings))
    waiting: dict[Thing, list[tuple[Record, str]]] = {}
    for number, (stated, source) in enumerate(_records(contents.readings), start=1):
        told(number)
        record = _under_agreement(stated, contents.agreement)
        if not contents.scope.has(record, source.name, curated=source.curated):
            continue
        if (bad := unknown(record, known)) is not None:
            account.reject(record, source.name, *bad)
            continue
        account.keep(record, source.name)
        thing = thing_of_record(record, source.name, contents.things)
        if speakers[thing] > 1:
            waiting.setdefault(thing, []).append((record, source.name))
        else:
            yield from thing_quads([statements(record, source.name)], thing, nodes)
    for thing, members in waiting.items():
        yield from thing_quads([statements(record, source) for record, source in members], thing, nodes)


def _records(readings: Iterable[Reading]) -> Iterator[tuple[Record, SourceInfo]]:
    for reading in readings:
        for record in reading.records:
            yield record, reading.source


def _concepts(readings: Iterable[Reading]) -> Iterator[Thing]:
    """Yield the concept of each record of one: two sources may describe the same."""
    for reading in readings:
        for concept in of_kind(reading.records, Concept):
            yield concept.scheme, concept.code


def _under_agreement(record: Record, agreement: str | None) -> Record:
    """Return a record as it is, but for a project under an agreement that its source does not name: the region's."""
    if agreement is None or not isinstance(record, Project) or not record.under_agreement or record.agreement:
        return record
    return replace(record, agreement=f"{ABROAD}{agreement}")


def thing_of_record(record: Record, source: str, things: Mapping[str, Thing]) -> Thing:
    """Return the thing that a record speaks of; a link of a test bed and a service speaks of the test bed."""
    if isinstance(record, Concept):
        return record.scheme, record.code
    if isinstance(record, ServiceLink) and (testbed := thing_of(things, source, "testbed", record.testbed)):
        return testbed
    kind = KINDS[type(record)]
    return things.get(f"{source}-{kind}-{record.key}") or (kind, f"{source}-{record.key}")


def thing_quads(said: Sequence[Statements], thing: Thing, nodes: CanonicalNodes) -> Iterator[Quad]:
    """Yield all about one thing: what each source says, where its records stand, and what holds by default.

    A link to a record that is left out is left out with it.
    """
    this = NamedNode(iris.thing(*thing))
    canonical: dict[NamedNode, NamedNode] = {}
    for record in said:
        canonical[record.subject] = this
        record.triples = list(_within(record, nodes, canonical))
        graph = node(iris.source_graph(record.source))
        for subject, predicate, value in record.triples:
            yield Quad(subject, predicate, value, graph)
        for spoken_of in _spoken_of(record, this):
            yield Quad(record.subject, node(terms.SPECIALIZATION_OF), spoken_of, node(terms.G_IDENTITY))
        yield from provenance.record_quads(record)
    for subject, predicate, value in resolved(said, canonical):
        yield Quad(subject, predicate, value, DefaultGraph())


def _within(said: Statements, nodes: CanonicalNodes, canonical: dict[NamedNode, NamedNode]) -> Iterator[Triple]:
    for triple in said.triples:
        value = triple[2]
        if isinstance(value, NamedNode) and value != said.subject and value.value.startswith(RECORD):
            target = canonical.get(value) or nodes.get(value)
            if target is None:
                continue
            canonical[value] = target
        elif isinstance(value, NamedNode) and nodes.lacks(value.value):
            continue
        yield triple


def _spoken_of(record: Statements, thing: NamedNode) -> Iterable[NamedNode]:
    """Return what a record speaks of: its thing, or, where it says nothing of one, the nodes it speaks about."""
    return [thing] if record.speaks or thing in record.owned else record.owned


def vocabulary_quads() -> Iterator[Quad]:
    """Yield the ontology in its graph, and the code lists in theirs and in the default graph."""
    ontology, concepts = NamedNode(terms.G_ONTOLOGY), NamedNode(terms.G_CONCEPTS)
    for quad in parse(ontology_file(), format=RdfFormat.TURTLE):
        yield Quad(quad.subject, quad.predicate, quad.object, ontology)
    for _, content in concept_files():
        for quad in parse(content, format=RdfFormat.TURTLE):
            yield Quad(quad.subject, quad.predicate, quad.object, concepts)
            yield Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())
