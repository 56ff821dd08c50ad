"""From readings of sources to a published release.

    readings → statements → source graphs → identity → resolved default graph → gate → release

Everything is written into a fresh store, in batches that bound the memory it takes; whatever fails before `publish`
leaves the live release as it was.
"""

import csv
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

from graph.errors import ReleaseError
from graph.identity.decisions import Decision
from graph.identity.identifiers import KINDS, strong
from graph.identity.resolve import Identified, Resolution, resolve
from graph.rdf import iris, provenance
from graph.rdf.iris import node
from graph.rdf.release import KEEP, Release, current, draft, publish
from graph.rdf.resolved import resolved
from graph.rdf.validate import pass_gate, validation_report
from graph.rdf.write import statements
from graph.rdf.write.statements import Statements
from graph.readings import Reading
from graph.records import Record
from ontology import terms
from ontology.files import concept_files, ontology_file, shapes_file

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""

TRIPLES = (
    "SELECT ?g (COUNT(*) AS ?n) { { ?s ?p ?o BIND('default' AS ?g) } UNION { GRAPH ?g { ?s ?p ?o } } } GROUP BY ?g"
)

BATCH = 400_000
"""How many statements are loaded at a time: two and a half million at once took 2.1 GB, by half millions 1.0 GB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a build is given beside its readings: decisions, the time it counts as, the program's version."""

    decisions: Sequence[Decision]
    issued: datetime
    version: str
    keep: int = KEEP


def build(readings: Sequence[Reading], data: Path, plan: Plan, *, progress: Progress | None = None) -> Release:
    """Build a release from `readings` and make it the live one of `data`.

    Raises
    ------
    IdentityError
        If a decision contradicts another, or an identifier.
    GateClosed
        If the graph breaks a shape.
    ReleaseError
        If another build of `data` is under way.
    """
    told = progress or _tell_nobody
    release = release_id(readings, plan)
    resolution = resolve(identified(readings), plan.decisions)
    with draft(data) as folder:
        store = Store(str(folder / "store"))
        _load(store, _counted(quads(readings, resolution, plan), told, _expected(readings)))
        told("check", 0, 1)
        gate = pass_gate(store, shapes_file())
        store.extend(validation_report(gate, NamedNode(iris.thing("gate", release)), NamedNode(terms.G_GATE)))
        told("check", 1, 1)
        store.optimize()
        counts = _triples(store)
        store.flush()
        del store
        _write_quarantine(folder / "quarantine.csv", readings)
        manifest = {
            "id": release,
            "issued": plan.issued.isoformat(),
            "triples": counts,
            "sources": [_source_manifest(one) for one in readings],
            "identity": _identity_manifest(resolution),
            "gate": gate.manifest(),
            "versions": _versions(plan),
        }
        return publish(folder, data, manifest, keep=plan.keep)


def release_id(readings: Iterable[Reading], plan: Plan) -> str:
    """Return the id of a release: when it was issued, and a digest of what it is made of."""
    digest = sha256(plan.version.encode())
    for one in readings:
        for file in one.files:
            digest.update(f"{one.source.name} {file.name} {file.sha256}\n".encode())
    for decision in plan.decisions:
        digest.update(f"{decision}\n".encode())
    return f"{plan.issued:%Y%m%dT%H%M%S%fZ}-{digest.hexdigest()[:8]}"


def is_made_of(readings: Iterable[Reading], plan: Plan, data: Path) -> bool:
    """Whether the live release of `data` was made of this input, by this version of the program."""
    try:
        live = current(data)
    except ReleaseError:
        return False
    return live.id.rpartition("-")[2] == release_id(readings, plan).rpartition("-")[2]


def identified(readings: Iterable[Reading]) -> Iterator[Identified]:
    """Yield each record as identity sees it."""
    for reading in readings:
        source = reading.source.name
        for record in reading.records:
            kind = KINDS[type(record)]
            yield Identified(
                record=f"{source}-{kind}-{record.key}", kind=kind, own=f"{source}-{record.key}", strong=strong(record)
            )


def quads(readings: Sequence[Reading], resolution: Resolution, plan: Plan) -> Iterator[Quad]:
    """Yield everything that a release's store holds."""
    release = release_id(readings, plan)
    yield from vocabulary_quads()
    yield from provenance.release_quads(release, plan.issued, plan.version)
    yield from provenance.vocabulary_quads()
    yield from provenance.decision_quads(plan.decisions)
    for reading in readings:
        yield from provenance.reading_quads(reading, release, plan.version)
    things = canonical_nodes(resolution)
    for members in _members(readings, things):
        yield from thing_quads([statements(record, source) for record, source in members], things)


def thing_quads(said: Sequence[Statements], things: Mapping[NamedNode, NamedNode]) -> Iterator[Quad]:
    """Yield all about one thing: what each source says, where its records stand, and what holds by default."""
    for record in said:
        graph = node(iris.source_graph(record.source))
        for subject, predicate, value in record.triples:
            yield Quad(subject, predicate, value, graph)
        for thing in _spoken_of(record, things):
            yield Quad(record.subject, node(terms.SPECIALIZATION_OF), thing, node(terms.G_IDENTITY))
        yield from provenance.record_quads(record)
    for subject, predicate, value in resolved(said, things):
        yield Quad(subject, predicate, value, DefaultGraph())


def _spoken_of(record: Statements, things: Mapping[NamedNode, NamedNode]) -> Iterable[NamedNode]:
    """Return what a record speaks of: its thing, or, where it says nothing of one, the nodes it speaks about."""
    return [things[record.subject]] if record.speaks else record.owned


def canonical_nodes(resolution: Resolution) -> dict[NamedNode, NamedNode]:
    """Return the canonical node of each record's node."""
    return {
        NamedNode(iris.thing("record", record)): NamedNode(iris.thing(kind, key))
        for record, (kind, key) in resolution.things.items()
    }


def vocabulary_quads() -> Iterator[Quad]:
    """Yield the ontology in its graph, and the code lists in theirs and in the default graph."""
    ontology, concepts = NamedNode(terms.G_ONTOLOGY), NamedNode(terms.G_CONCEPTS)
    for quad in parse(ontology_file(), format=RdfFormat.TURTLE):
        yield Quad(quad.subject, quad.predicate, quad.object, ontology)
    for _, content in concept_files():
        for quad in parse(content, format=RdfFormat.TURTLE):
            yield Quad(quad.subject, quad.predicate, quad.object, concepts)
            yield Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())


def _members(readings: Iterable[Reading], things: Mapping[NamedNode, NamedNode]) -> Iterable[list[tuple[Record, str]]]:
    members: dict[NamedNode, list[tuple[Record, str]]] = {}
    for reading in readings:
        source = reading.source.name
        for record in reading.records:
            this = NamedNode(iris.record(source, KINDS[type(record)], record.key))
            members.setdefault(things[this], []).append((record, source))
    return members.values()


def _load(store: Store, found: Iterator[Quad]) -> None:
    while batch := list(islice(found, BATCH)):
        store.bulk_extend(batch)


def _counted(found: Iterator[Quad], told: Progress, expected: int) -> Iterator[Quad]:
    for number, quad in enumerate(found):
        if number % 5000 == 0:
            told("load", number, max(number, expected))
        yield quad


def _expected(readings: Iterable[Reading]) -> int:
    return 40 * sum(len(one.records) for one in readings)


def _triples(store: Store) -> dict[str, int]:
    found = store.query(TRIPLES)
    assert isinstance(found, QuerySolutions), "TRIPLES is a SELECT query"
    counts = {row["g"].value.removeprefix(terms.GRAPH): int(row["n"].value) for row in found}
    return dict(sorted(counts.items()))


def _source_manifest(reading: Reading) -> dict[str, Any]:
    return {
        "name": reading.source.name,
        "title": reading.source.title,
        "publisher": reading.source.publisher,
        "licence": reading.source.licence,
        "compilation_licence": reading.source.compilation_licence,
        "retrieved": reading.source.retrieved,
        "rows": {
            "read": reading.rows_read,
            "used": reading.rows_used,
            "out_of_scope": reading.rows_out_of_scope,
            "quarantined": reading.rows_quarantined,
        },
        "records": len(reading.records),
        "drift": list(reading.drift),
        "files": [{"name": one.name, "sha256": one.sha256, "rows_read": one.rows_read} for one in reading.files],
    }


def _identity_manifest(resolution: Resolution) -> dict[str, Any]:
    return {
        "records": len(resolution.things),
        "things": len(set(resolution.things.values())),
        "refused": list(resolution.refused),
    }


def _versions(plan: Plan) -> dict[str, str]:
    return {"verkosto": plan.version, "pyoxigraph": version("pyoxigraph"), "python": platform.python_version()}


def _write_quarantine(path: Path, readings: Iterable[Reading]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["source", "table", "line", "field", "value", "reason"])
        for reading in readings:
            for row in reading.rejected:
                writer.writerow([reading.source.name, row.table, row.line, row.field, row.value, row.reason])


def _tell_nobody(stage: str, done: int, total: int) -> None:
    """Take progress and say nothing."""
