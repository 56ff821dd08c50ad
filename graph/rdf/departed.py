"""Addresses that an earlier release had and this one has no more: what took their place, and since when.

An address that was given once is never given to anything else, and never forgotten: in the graph `g:identity` it is
`dct:isReplacedBy` the thing that its records speak of now, or, where no source speaks of it any more, only
`prov:invalidatedAtTime`. Each build takes over what the release before it knew; an address that is back is back.

Addresses that hold the id of a release (runs, verdicts, rejected rows) end with it and are not listed.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, Store

from graph.rdf import iris
from graph.rdf.iris import node
from ontology import terms

HERE = NamedNode(terms.G_IDENTITY)

PER_RELEASE = tuple(iris.thing(kind, "") for kind in ("analysis-run", "gate", "rejected", "release", "run"))
"""How addresses begin that hold the id of a release."""

RELEASE_ID = re.compile(r"\d{8}T\d{12}Z-[0-9a-f]{8}")

MINTED = f"""SELECT DISTINCT ?s {{
    {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }}
    FILTER(STRSTARTS(STR(?s), "{terms.ID}"))
}}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departed:
    """An address that is no more; `since` is when the first release without it was issued."""

    iri: str
    since: str
    successors: tuple[str, ...]


def departed(store: Store, previous: Store, issued: datetime) -> Iterator[Departed]:
    """Yield what `store`, issued at `issued`, no longer has of all that `previous` had or knew to be no more."""
    known = {one.iri: one for one in _known(previous)}
    gone = set(_minted(previous)) - known.keys()
    gone.difference_update(_minted(store))
    left = sorted(one for one in gone if not _is_there(store, one))
    now = {
        iri: Departed(iri=iri, since=issued.isoformat(), successors=_successors(iri, store, previous)) for iri in left
    }
    yield from now.values()
    for one in known.values():
        if not _is_there(store, one.iri):
            successors = dict.fromkeys(chain.from_iterable(_followed(each, store, now) for each in one.successors))
            yield Departed(iri=one.iri, since=one.since, successors=tuple(successors))


def departed_quads(found: Iterable[Departed]) -> Iterator[Quad]:
    """Yield what is told of each, for the graph `g:identity`."""
    for one in found:
        this = NamedNode(one.iri)
        time = Literal(one.since, datatype=node(terms.XSD + "dateTime"))
        yield Quad(this, node(terms.INVALIDATED_AT), time, HERE)
        for successor in one.successors:
            yield Quad(this, node(terms.IS_REPLACED_BY), NamedNode(successor), HERE)


def departed_sparql(iri: str) -> str:
    """Return the question since when `iri` is no more (`?since`), and what took its place (`?successor`), if any."""
    this = str(NamedNode(iri))
    return (
        f"SELECT ?since ?successor {{ GRAPH <{terms.G_IDENTITY}> {{ {this} <{terms.INVALIDATED_AT}> ?since "
        f"OPTIONAL {{ {this} <{terms.IS_REPLACED_BY}> ?successor }} }} }} ORDER BY ?successor"
    )


def ended_with(iri: str, release: str) -> str | None:
    """Return the id of the release with which `iri` ended, where that is an earlier one than `release`.

    >>> ended_with("https://w3id.org/verkosto/id/run/20250101T000000000000Z-00000000-cordis", "20260101T…")
    '20250101T000000000000Z-00000000'
    """
    found = RELEASE_ID.search(iri) if iri.startswith(PER_RELEASE) else None
    return found[0] if found and found[0] < release else None


def _minted(store: Store) -> Iterator[str]:
    found, written = store.query(MINTED), io.BytesIO()
    assert isinstance(found, QuerySolutions), "MINTED is a SELECT query"
    found.serialize(written, format=QueryResultsFormat.TSV)
    written.seek(0)
    next(written)
    for line in written:
        iri = line.decode().strip().strip("<>")
        if not iri.startswith(PER_RELEASE):
            yield iri


def _known(previous: Store) -> Iterator[Departed]:
    for quad in previous.quads_for_pattern(None, node(terms.INVALIDATED_AT), None, HERE):
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, Literal)
        successors = previous.quads_for_pattern(quad.subject, node(terms.IS_REPLACED_BY), None, HERE)
        yield Departed(
            iri=quad.subject.value,
            since=quad.object.value,
            successors=tuple(sorted(one.object.value for one in successors if isinstance(one.object, NamedNode))),
        )


def _is_there(store: Store, iri: str) -> bool:
    this = NamedNode(iri)
    said = chain(store.quads_for_pattern(this, None, None, None), store.quads_for_pattern(None, None, this, None))
    return next(said, None) is not None


def _successors(iri: str, store: Store, previous: Store) -> tuple[str, ...]:
    """Return what the records that spoke of `iri` speak of now."""
    speaks = node(terms.SPECIALIZATION_OF)
    records = [quad.subject for quad in previous.quads_for_pattern(None, speaks, NamedNode(iri), HERE)]
    found = {
        quad.object.value
        for record in records
        for quad in store.quads_for_pattern(record, speaks, None, HERE)
        if isinstance(quad.object, NamedNode)
    }
    return tuple(sorted(found))


def _followed(iri: str, store: Store, now: Mapping[str, Departed]) -> tuple[str, ...]:
    """Return what stands for `iri`, which took another's place: itself, or what has taken its own place since."""
    if iri in now:
        return now[iri].successors
    return (iri,) if _is_there(store, iri) else ()
