"""The projection of a two-mode network to actors: who shares projects with whom, and how strongly.

Three weights of a tie, over the projects p that two actors share, with s_p the number of actors in p:

    count       1 for each p
    Newman      1 / (s_p - 1): a project of any size gives each actor 1 in all (Newman 2001)
    fractional  1 / (s_p (s_p - 1)): a project of any size gives the whole network 1/2 in all, 1 in both directions
                (Perianes-Rodriguez, Waltman and van Eck 2016)

A project with one actor makes no tie.
"""

from dataclasses import dataclass, replace

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.analysis.compiled import compiled
from graph.analysis.network import Indices, TwoModeNetwork, rows_of

Floats = NDArray[np.float64]
Starts = NDArray[np.int64]

STABLE = 2
"""From how many shared projects on a tie is stable."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ties:
    """The ties of `actors` actors, each once: tie `k` is between `one[k]` and the greater `other[k]`, in that order."""

    actors: int
    one: Indices
    other: Indices
    count: Indices
    newman: Floats
    fractional: Floats

    @property
    def size(self) -> int:
        """How many ties there are."""
        return len(self.one)

    @property
    def keys(self) -> NDArray[np.int64]:
        """One number for each tie, ascending: that of the pair of actors, whatever they share."""
        return self.one.astype(np.int64) * max(self.actors, 1) + self.other

    def shared(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many projects the pairs of actors of these `keys` share, 0 where they have no tie."""
        if not self.size:
            return np.zeros(len(keys), np.int64)
        own = self.keys
        at = np.minimum(np.searchsorted(own, keys), self.size - 1)
        return np.where(own[at] == keys, self.count[at], 0).astype(np.int64)

    @property
    def degrees(self) -> NDArray[np.int64]:
        """How many partners each actor has."""
        return self._ends(None).astype(np.int64)

    @property
    def strengths(self) -> Floats:
        """The Newman strength of each actor: the number of its projects that have a second actor."""
        return self._ends(self.newman)

    @property
    def active(self) -> NDArray[np.bool_]:
        """Which actors have a partner."""
        mask = np.zeros(self.actors, np.bool_)
        mask[self.one] = True
        mask[self.other] = True
        return mask

    def matrix(self, weights: NDArray[np.float64] | Indices | None = None) -> csr_array:
        """Return the symmetric adjacency matrix; the weight of a tie is 1, or that of `weights`."""
        values = np.ones(self.size) if weights is None else weights.astype(np.float64)
        rows, columns = np.concatenate([self.one, self.other]), np.concatenate([self.other, self.one])
        return csr_array((np.concatenate([values, values]), (rows, columns)), shape=(self.actors, self.actors))

    def neighbours(self) -> tuple[Starts, Indices]:
        """Return the partners of each actor as rows (CSR), each row in ascending order."""
        owners, values = np.concatenate([self.other, self.one]), np.concatenate([self.one, self.other])
        return rows_of(owners, values, self.actors)

    def keeping(self, mask: NDArray[np.bool_]) -> "Ties":
        """Return the ties that `mask` keeps, of the same actors."""
        return Ties(
            actors=self.actors,
            one=self.one[mask],
            other=self.other[mask],
            count=self.count[mask],
            newman=self.newman[mask],
            fractional=self.fractional[mask],
        )

    def among(self, actors: NDArray[np.bool_]) -> "Ties":
        """Return the ties between the actors that the mask `actors` keeps, who are numbered anew in their order."""
        kept = self.keeping(actors[self.one] & actors[self.other])
        places = (np.cumsum(actors) - 1).astype(np.int32)
        return replace(kept, actors=int(actors.sum()), one=places[kept.one], other=places[kept.other])

    def stable(self) -> "Ties":
        """Return the ties of at least two shared projects."""
        return self.keeping(self.count >= STABLE)

    def _ends(self, weights: Floats | None) -> Floats:
        ends = np.bincount(self.one, weights, self.actors) + np.bincount(self.other, weights, self.actors)
        return ends.astype(np.float64)


def ties_of(network: TwoModeNetwork) -> Ties:
    """Return the ties between the actors of `network`.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> ties = ties_of(network_of([("a", "p"), ("b", "p"), ("c", "p"), ("a", "q"), ("b", "q")]))
    >>> ties.count.tolist(), ties.newman.tolist()
    ([2, 1, 1], [1.5, 0.5, 0.5])
    """
    return projected(network.actor, network.project, len(network.actors), len(network.projects))


def projected(actor: Indices, project: Indices, actors: int, projects: int) -> Ties:
    """Return the ties that participations make: pairs of actor and project, each once, ascending within a project."""
    own_starts, own = rows_of(actor, project, actors)
    member_starts, members = rows_of(project, actor, projects)
    ahead = _partners_ahead(own_starts, own, member_starts, members)
    starts = np.concatenate([[0], np.cumsum(ahead)])
    other, count, newman, fractional = _ties_ahead(own_starts, own, member_starts, members, starts)
    return Ties(
        actors=actors,
        one=np.repeat(np.arange(actors, dtype=np.int32), ahead),
        other=other,
        count=count,
        newman=newman,
        fractional=fractional,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally:
    """What can be counted of ties without keeping them, for as many networks as a null model draws.

    `four_cycles` is the sum of C(w, 2) over the ties, w the shared projects. `cells[r, s]` with r <= s is the number of
    ties between the groups r and s, `stable_cells` of those that are stable.
    """

    ties: int
    stable: int
    four_cycles: int
    active: int
    cells: NDArray[np.int64]
    stable_cells: NDArray[np.int64]


def tally(
    actor: Indices, project: Indices, actors: int, projects: int, codes: Indices | None = None, groups: int = 1
) -> Tally:
    """Return the counts of the ties that participations make (as for `projected`), between `groups` of actors."""
    own_starts, own = rows_of(actor, project, actors)
    member_starts, members = rows_of(project, actor, projects)
    group = np.zeros(actors, np.int32) if codes is None else codes
    four_cycles, active, cells, stable_cells = _tally(own_starts, own, member_starts, members, group, groups)
    return Tally(
        ties=int(cells.sum()),
        stable=int(stable_cells.sum()),
        four_cycles=four_cycles,
        active=active,
        cells=_upper(cells),
        stable_cells=_upper(stable_cells),
    )


def one_mode_graph(network: TwoModeNetwork, ties: Ties | None = None) -> "nx.Graph[str]":
    """Return the ties as a NetworkX graph over the identifiers of all actors; edges have `count` and `newman`."""
    found = ties or ties_of(network)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(network.actors)
    for one, other, count, newman in zip(found.one, found.other, found.count, found.newman, strict=True):
        graph.add_edge(network.actors[one], network.actors[other], count=int(count), newman=float(newman))
    return graph


@compiled
def _partners_ahead(own_starts: Starts, own: Indices, member_starts: Starts, members: Indices) -> NDArray[np.int64]:
    """Return how many partners of a greater place each actor has."""
    actors = len(own_starts) - 1
    found = np.zeros(actors, np.int64)
    met = np.full(actors, -1, np.int32)
    for one in range(actors):
        for k in range(own_starts[one], own_starts[one + 1]):
            last = member_starts[own[k] + 1]
            for j in range(last - 1, member_starts[own[k]] - 1, -1):
                other = members[j]
                if other <= one:
                    break
                if met[other] != one:
                    met[other] = one
                    found[one] += 1
    return found


@compiled
def _ties_ahead(
    own_starts: Starts, own: Indices, member_starts: Starts, members: Indices, starts: Starts
) -> tuple[Indices, Indices, Floats, Floats]:
    """Return the partners of a greater place of each actor, in order, and the three weights of each tie."""
    actors = len(own_starts) - 1
    others = np.empty(starts[-1], np.int32)
    counts = np.empty(starts[-1], np.int32)
    newmans = np.empty(starts[-1], np.float64)
    fractionals = np.empty(starts[-1], np.float64)
    count = np.zeros(actors, np.int32)
    newman = np.zeros(actors, np.float64)
    fractional = np.zeros(actors, np.float64)
    for one in range(actors):
        at = starts[one]
        for k in range(own_starts[one], own_starts[one + 1]):
            first, last = member_starts[own[k]], member_starts[own[k] + 1]
            size = last - first
            for j in range(last - 1, first - 1, -1):
                other = members[j]
                if other <= one:
                    break
                if count[other] == 0:
                    others[at] = other
                    at += 1
                count[other] += 1
                newman[other] += 1.0 / (size - 1)
                fractional[other] += 1.0 / (size * (size - 1))
        others[starts[one] : at] = np.sort(others[starts[one] : at])
        for k in range(starts[one], at):
            other = others[k]
            counts[k], newmans[k], fractionals[k] = count[other], newman[other], fractional[other]
            count[other], newman[other], fractional[other] = 0, 0.0, 0.0
    return others, counts, newmans, fractionals


@compiled
def _tally(
    own_starts: Starts, own: Indices, member_starts: Starts, members: Indices, group: Indices, groups: int
) -> tuple[int, int, NDArray[np.int64], NDArray[np.int64]]:
    """Return four-cycles, actors with a partner, and ties and stable ties from the group of the lesser to the other's.

    `marks` spares a second look at the partners: that of one is `base` when it is met first, one more at each further
    project that it shares, and less than `base` for the next actor. None exceeds the number of participations.
    """
    four_cycles, active, base = 0, 0, 1
    marks = np.zeros(len(own_starts) - 1, np.int32)
    cells = np.zeros((groups, groups), np.int64)
    stable_cells = np.zeros((groups, groups), np.int64)
    for one in range(len(own_starts) - 1):
        has_partner = False
        for k in range(own_starts[one], own_starts[one + 1]):
            first, last = member_starts[own[k]], member_starts[own[k] + 1]
            has_partner = has_partner or last - first > 1
            for j in range(last - 1, first - 1, -1):
                other = members[j]
                if other <= one:
                    break
                mark = marks[other]
                if mark < base:
                    marks[other] = base
                    cells[group[one], group[other]] += 1
                    continue
                marks[other] = mark + 1
                shared_before = int(mark) + 1 - base
                four_cycles += shared_before
                if shared_before == STABLE - 1:
                    stable_cells[group[one], group[other]] += 1
        base += int(own_starts[one + 1] - own_starts[one])
        active += int(has_partner)
    return four_cycles, active, cells, stable_cells


def _upper(cells: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return cells with what is below the diagonal added above it."""
    return np.triu(cells) + np.tril(cells, -1).T
