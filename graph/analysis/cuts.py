"""Which actors hold a network together: into what it would fall if one of them left, for all actors in one go.

An actor without whom its component falls into several is a cut vertex of the two-mode network. One search, depth first,
finds all of them (Hopcroft and Tarjan 1973): what was found from an actor on, and has no link to what was found before
it, is a piece of its own. `splits` says the same of one actor or a few by taking them out.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.compiled import compiled
from graph.analysis.network import Indices, TwoModeNetwork, rows_of
from graph.analysis.ties import Starts

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cuts:
    """What becomes of each actor's component if it leaves; `pairs_disconnected` are pairs of those who remain.

    `pieces` is into how many it falls, 0 where nobody else was in it, and `largest` how many actors the largest has.
    """

    pieces: Counts
    largest: Counts
    pairs_disconnected: Counts


def cuts(network: TwoModeNetwork) -> Cuts:
    """Return what becomes of each actor's component if it leaves.

    >>> from graph.analysis.network import network_of
    >>> found = cuts(network_of([("a", "p"), ("b", "p"), ("b", "q"), ("c", "q")]))
    >>> found.pieces.tolist(), found.largest.tolist(), found.pairs_disconnected.tolist()
    ([1, 2, 1], [2, 1, 2], [0, 1, 0])
    """
    actors, projects = len(network.actors), len(network.projects)
    starts, others = rows_of(
        np.concatenate([network.actor, network.project + np.int32(actors)]),
        np.concatenate([network.project + np.int32(actors), network.actor]),
        actors + projects,
    )
    pieces, largest, pairs = _found(starts, others, actors)
    return Cuts(pieces=pieces, largest=largest, pairs_disconnected=pairs)


@compiled
def _found(starts: Starts, others: Indices, actors: int) -> tuple[Counts, Counts, Counts]:
    """Return pieces, the largest of them, and pairs disconnected, of nodes the first of which are actors.

    `first[i]` is when node `i` was found and `low[i]` the earliest that a link leads back to from what was found from
    it on; `size[i]` is how many actors that is, `apart[i]` how many of them are in pieces of their own, `kept[i]` how
    many pairs are within these.
    """
    nodes = len(starts) - 1
    first, low = np.full(nodes, -1, np.int64), np.zeros(nodes, np.int64)
    parent, at = np.full(nodes, -1, np.int64), starts[:-1].copy()
    size, apart, kept = np.zeros(nodes, np.int64), np.zeros(nodes, np.int64), np.zeros(nodes, np.int64)
    pieces, largest = np.zeros(nodes, np.int64), np.zeros(nodes, np.int64)
    order, stack = np.empty(nodes, np.int64), np.empty(nodes, np.int64)
    clock = 0
    for root in range(actors):
        if first[root] >= 0:
            continue
        begin, depth = clock, 1
        stack[0] = root
        while depth:
            node = stack[depth - 1]
            if first[node] < 0:
                first[node] = low[node] = clock
                order[clock] = node
                size[node] = 1 if node < actors else 0
                clock += 1
            if at[node] < starts[node + 1]:
                other = others[at[node]]
                at[node] += 1
                if first[other] < 0:
                    parent[other] = node
                    stack[depth] = other
                    depth += 1
                elif other != parent[node]:
                    low[node] = min(low[node], first[other])
                continue
            depth -= 1
            above = int(parent[node])
            if above >= 0:
                low[above] = min(low[above], low[node])
                size[above] += size[node]
                if low[node] >= first[above]:
                    _add(above, int(size[node]), pieces, largest, apart, kept)
        whole = size[root]
        for k in range(begin, clock):
            node = int(order[k])
            _add(node, int(whole - 1 - apart[node]), pieces, largest, apart, kept)
            kept[node] = (whole - 1) * (whole - 2) // 2 - kept[node]
    return pieces[:actors], largest[:actors], kept[:actors]


@compiled
def _add(node: int, actors: int, pieces: Counts, largest: Counts, apart: Counts, kept: Counts) -> None:
    """Add a piece of some actors to what is left without a node; a piece of projects alone is none."""
    if actors > 0:
        pieces[node] += 1
        largest[node] = max(largest[node], actors)
        apart[node] += actors
        kept[node] += actors * (actors - 1) // 2
