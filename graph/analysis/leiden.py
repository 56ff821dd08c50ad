"""Communities of the greatest modularity that can be found: the algorithm of Leiden (Traag, Waltman and van Eck 2019).

Actors move, in random order, to where modularity gains most. Each community is then *refined*: it is taken apart, and
actors are put together again only with what they are well connected to, so that no community ever falls into pieces
that have no tie. What was put together becomes one node, and the same is done with the nodes, until nothing moves.

Actors without a tie stay alone. Given the same random numbers the answer is the same; there is no state besides, and
between its steps the search can be interrupted. (That of NetworKit keeps its seed and number of threads for the whole
process, which ends at once when somebody interrupts the search.)
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from graph.analysis.compiled import compiled
from graph.analysis.network import Indices, rows_of
from graph.analysis.ties import Floats, Starts, Ties

ROUNDS = 5
"""How often the whole is done over at most, each time from where the last one ended. The first two gain most."""

GAIN = 1e-10
"""What a move must gain, in weight: less is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Level:
    """Nodes and the ties between them: those of node `i` are from `starts[i]` on, `strengths` with those inside it."""

    starts: Starts
    others: Indices
    values: Floats
    strengths: Floats

    @property
    def nodes(self) -> int:
        return len(self.strengths)


def leiden(ties: Ties, weights: Floats, random: np.random.Generator) -> Indices:
    """Return the community of each actor, numbered from 0 in the order of their first actors.

    >>> from graph.analysis.network import network_of
    >>> from graph.analysis.ties import ties_of
    >>> ties = ties_of(network_of([("a", "p"), ("b", "p"), ("c", "q"), ("d", "q")], actors=["e"]))
    >>> leiden(ties, ties.newman, np.random.default_rng(1)).tolist()
    [0, 0, 1, 1, 2]
    """
    ground = _ground(ties, weights)
    codes = np.arange(ties.actors, dtype=np.int32)
    for _ in range(ROUNDS):
        before, codes = codes, _round(ground, codes, random)
        if np.array_equal(before, codes):
            break
    return _in_one_piece(ties, codes)


def _round(ground: _Level, codes: Indices, random: np.random.Generator) -> Indices:
    """Return communities after moving and refining, level by level, from those that `codes` gives."""
    twice = float(ground.strengths.sum())
    level, member, community = ground, np.arange(ground.nodes, dtype=np.int32), codes.copy()
    while twice:
        order = random.permutation(level.nodes).astype(np.int32)
        _move(level.starts, level.others, level.values, level.strengths, twice, order, community)
        order = random.permutation(level.nodes).astype(np.int32)
        refined = numbered(_refined(level.starts, level.others, level.values, level.strengths, twice, order, community))
        groups = int(refined.max()) + 1
        if groups == level.nodes:
            break
        first = np.empty(groups, np.int32)
        first[refined] = community
        community, member = numbered(first), refined[member]
        level = _together(level, refined, groups)
    return numbered(community[member])


def _in_one_piece(ties: Ties, codes: Indices) -> Indices:
    """Return the communities with each that is in pieces taken apart: the last round may leave one so."""
    kept = codes[ties.one] == codes[ties.other]
    inside = csr_array(
        (np.ones(int(kept.sum()), np.int8), (ties.one[kept], ties.other[kept])), shape=(ties.actors, ties.actors)
    )
    _, pieces = connected_components(inside, directed=False)
    return numbered(pieces.astype(np.int32))


def numbered(codes: Indices) -> Indices:
    """Return the same groups, numbered from 0 in the order in which they are first met.

    >>> numbered(np.array([7, 2, 7], np.int32)).tolist()
    [0, 1, 0]
    """
    _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    places = np.empty(len(first), np.int32)
    places[np.argsort(first)] = np.arange(len(first), dtype=np.int32)
    return places[inverse]


def _ground(ties: Ties, weights: Floats) -> _Level:
    starts, places = rows_of(
        np.concatenate([ties.other, ties.one]), np.arange(2 * ties.size, dtype=np.int32), ties.actors
    )
    ends, values = np.concatenate([ties.one, ties.other]), np.concatenate([weights, weights])
    strengths = np.bincount(ties.one, weights, ties.actors) + np.bincount(ties.other, weights, ties.actors)
    return _Level(starts=starts, others=ends[places], values=values[places], strengths=strengths.astype(np.float64))


def _together(level: _Level, codes: Indices, groups: int) -> _Level:
    """Return the level whose nodes are groups of those of `level`."""
    member_starts, members = rows_of(codes, np.arange(level.nodes, dtype=np.int32), groups)
    starts, others, values = _merged(level.starts, level.others, level.values, codes, member_starts, members)
    strengths = np.bincount(codes, level.strengths, groups).astype(np.float64)
    return _Level(starts=starts, others=others, values=values, strengths=strengths)


@compiled
def _move(
    starts: Starts, others: Indices, values: Floats, strengths: Floats, twice: float, order: Indices, community: Indices
) -> None:
    """Move nodes to the community where modularity gains most, in place, until no node would move.

    A node that moved puts its neighbours in other communities at the end of the queue, if they are not in it.
    """
    nodes = len(starts) - 1
    volume, size, vacant, free = _counted(strengths, community)
    weight, met = np.zeros(nodes), np.empty(nodes, np.int32)
    queue, queued = order.copy(), np.ones(nodes, np.bool_)
    at, waiting = 0, nodes
    while waiting:
        one = queue[at]
        at, waiting = (at + 1) % nodes, waiting - 1
        queued[one] = False
        own, groups = community[one], 0
        for k in range(starts[one], starts[one + 1]):
            group = community[others[k]]
            if weight[group] == 0.0:
                met[groups] = group
                groups += 1
            weight[group] += values[k]
        share = strengths[one] / twice
        target, best = own, weight[own] - share * (volume[own] - strengths[one])
        for k in range(groups):
            group = met[k]
            gain = weight[group] - share * volume[group]
            if group != own and gain > best + GAIN:
                target, best = group, gain
            weight[group] = 0.0
        if best < -GAIN and free > 0:
            target = vacant[free - 1]
        if target == own:
            continue
        volume[own] -= strengths[one]
        size[own] -= 1
        if size[target] == 0:
            free -= 1
        if size[own] == 0:
            vacant[free] = own
            free += 1
        volume[target] += strengths[one]
        size[target] += 1
        community[one] = target
        for k in range(starts[one], starts[one + 1]):
            other = others[k]
            if not queued[other] and community[other] != target:
                queue[(at + waiting) % nodes] = other
                queued[other] = True
                waiting += 1


@compiled
def _counted(strengths: Floats, community: Indices) -> tuple[Floats, Indices, Indices, int]:
    """Return the strength and the number of nodes of each community, and a stack of those without, with its height."""
    nodes = len(strengths)
    volume, size = np.zeros(nodes), np.zeros(nodes, np.int32)
    for one in range(nodes):
        volume[community[one]] += strengths[one]
        size[community[one]] += 1
    vacant, free = np.empty(nodes, np.int32), 0
    for group in range(nodes):
        if size[group] == 0:
            vacant[free] = group
            free += 1
    return volume, size, vacant, free


@compiled
def _refined(
    starts: Starts, others: Indices, values: Floats, strengths: Floats, twice: float, order: Indices, community: Indices
) -> Indices:
    """Return a finer partition: each node joins, once, that part of its community with which modularity gains most.

    Only a node that is still alone joins, and only if it, and the part, have at least as much weight with the rest of
    the community as chance would give.
    """
    nodes = len(starts) - 1
    whole, cut = np.zeros(nodes), np.zeros(nodes)
    for one in range(nodes):
        whole[community[one]] += strengths[one]
        for k in range(starts[one], starts[one + 1]):
            if community[others[k]] == community[one]:
                cut[one] += values[k]
    inside = cut.copy()
    volume, alone = strengths.copy(), np.ones(nodes, np.bool_)
    part = np.arange(nodes).astype(np.int32)
    weight, met = np.zeros(nodes), np.empty(nodes, np.int32)
    for one in order:
        total, share = whole[community[one]], strengths[one] / twice
        if not alone[one] or inside[one] < share * (total - strengths[one]) - GAIN:
            continue
        parts = 0
        for k in range(starts[one], starts[one + 1]):
            if community[others[k]] == community[one]:
                group = part[others[k]]
                if weight[group] == 0.0:
                    met[parts] = group
                    parts += 1
                weight[group] += values[k]
        target, best, joint = one, 0.0, 0.0
        for k in range(parts):
            group = met[k]
            gain = weight[group] - share * volume[group]
            if gain > best + GAIN and cut[group] >= volume[group] * (total - volume[group]) / twice - GAIN:
                target, best, joint = group, gain, weight[group]
            weight[group] = 0.0
        if target != one:
            part[one] = target
            alone[one] = alone[target] = False
            volume[target] += strengths[one]
            cut[target] += inside[one] - 2.0 * joint
    return part


@compiled
def _merged(
    starts: Starts, others: Indices, values: Floats, codes: Indices, member_starts: Starts, members: Indices
) -> tuple[NDArray[np.int64], Indices, Floats]:
    """Return the ties between groups of nodes as rows; those inside a group are left out."""
    groups = len(member_starts) - 1
    new_starts = np.zeros(groups + 1, np.int64)
    new_others, new_values = np.empty(len(others), np.int32), np.empty(len(others))
    weight = np.zeros(groups)
    end = 0
    for group in range(groups):
        begin = end
        for j in range(member_starts[group], member_starts[group + 1]):
            one = members[j]
            for k in range(starts[one], starts[one + 1]):
                other = codes[others[k]]
                if other == group:
                    continue
                if weight[other] == 0.0:
                    new_others[end] = other
                    end += 1
                weight[other] += values[k]
        for k in range(begin, end):
            new_values[k] = weight[new_others[k]]
            weight[new_others[k]] = 0.0
        new_starts[group + 1] = end
    return new_starts, new_others[:end].copy(), new_values[:end].copy()
