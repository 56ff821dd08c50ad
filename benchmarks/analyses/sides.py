"""The pairs that are timed: ours, and what a person would otherwise take, each on data that lie ready for it.

What each side is given is made before the clock runs: two-mode and projected graphs of NetworkX, graphs of networkit.
Ours starts from the arrays of the two-mode network each time.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

import networkit as nk
import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from benchmarks.analyses.pairs import Pair
from graph.analysis.centrality import sources_of
from graph.analysis.clustering import Clustering, clustering
from graph.analysis.components import component_labels
from graph.analysis.cores import core_numbers
from graph.analysis.distances import Distances, distances
from graph.analysis.network import Indices, TwoModeNetwork
from graph.analysis.nulls import THIN, Null, draws, holders, trade
from graph.analysis.ties import STABLE, Tally, Ties, tally, ties_of

SOURCES = 64
"""From how many actors distances are followed."""

SEED = 1

Cells = NDArray[np.int64]


class Sides:
    """A network as each side takes it, made when it is first asked for."""

    def __init__(self, network: TwoModeNetwork) -> None:
        self.network = network
        self.actors, self.projects = len(network.actors), len(network.projects)

    @cached_property
    def two_mode(self) -> "nx.Graph[int]":
        """The two-mode graph of NetworkX: actors from 0, then projects."""
        graph: nx.Graph[int] = nx.Graph()
        graph.add_nodes_from(range(self.actors), bipartite=0)
        graph.add_nodes_from(range(self.actors, self.actors + self.projects), bipartite=1)
        graph.add_edges_from(
            zip(self.network.actor.tolist(), (self.network.project + self.actors).tolist(), strict=True)
        )
        return graph

    @cached_property
    def one_mode(self) -> "nx.Graph[int]":
        """The projected graph of NetworkX."""
        graph: nx.Graph[int] = nx.Graph()
        graph.add_nodes_from(range(self.actors))
        graph.add_edges_from(zip(self.ties.one.tolist(), self.ties.other.tolist(), strict=True))
        return graph

    @cached_property
    def ties(self) -> Ties:
        """Our ties."""
        return ties_of(self.network)

    def pairs(self) -> Iterator[Pair]:
        """Yield the pairs."""
        yield self.projection()
        yield self.null_sample()
        yield self.global_curveball()
        yield self.curveball()
        yield self.clustering()
        yield self.cores()
        yield self.distances()

    def projection(self) -> Pair:
        """Return the projection with Newman's weights."""
        two_mode, actors = self.two_mode, list(range(self.actors))
        return Pair(
            figure="Newman projection",
            peer="NetworkX collaboration_weighted_projected_graph",
            bar=50,
            ours=lambda: ties_of(self.network),
            theirs=lambda: nx.bipartite.collaboration_weighted_projected_graph(two_mode, actors),
            agree=same_ties,
        )

    def null_sample(self) -> Pair:
        """Return what is counted of one network that the null model has drawn."""
        actor, project = next(draws(self.network, Null(samples=1, seed=SEED)))
        kind = self.network.grouping("kind")
        groups = len(kind.labels)
        return Pair(
            figure="statistics of a null sample",
            peer="scipy B @ B.T, numpy bincount",
            bar=4,
            ours=lambda: tally(actor, project, self.actors, self.projects, kind.codes, groups),
            theirs=lambda: mixing_of_matrix(actor, project, (self.actors, self.projects), kind.codes, groups),
            agree=same_counts,
            stoppable=False,
        )

    def global_curveball(self) -> Pair:
        """Return as many trades as between two samples; networkit is given actors and projects as rows and columns.

        A graph with loops in which actor i is the node i, and so is project i, is any matrix of participations. A round
        of networkit lets each node trade once, half a trade for each.
        """
        side = max(self.actors, self.projects)
        graph = nk.GraphFromCoo((self.network.actor, self.network.project), n=side, directed=True)

        def theirs() -> Any:
            traded = nk.randomization.GlobalCurveball(graph, 2 * THIN, True, False)
            traded.run()
            return traded.getGraph

        return self._trades("networkit GlobalCurveball", theirs, lambda found: (_out(found), _in(found)))

    def curveball(self) -> Pair:
        """Return the same against single trades; who trades is drawn for networkit before the clock runs."""
        members = self.network.project + self.actors
        graph = nk.GraphFromCoo((self.network.actor, members), n=self.actors + self.projects)
        count = THIN * len(np.unique(self.network.actor))
        trades = nk.randomization.CurveballUniformTradeGenerator(count, self.actors).generate()
        traded, kept = nk.randomization.Curveball(graph), [graph]  # which does not keep its graph alive by itself

        def theirs() -> Any:
            assert kept, "the graph is there"
            traded.run(trades)
            return traded.getGraph

        return self._trades("networkit Curveball", theirs, lambda found: np.split(_out(found), [self.actors]))

    def _trades(self, peer: str, theirs: Callable[[], Any], degrees: Callable[[Any], Any]) -> Pair:
        """Return trades whose two sides agree where both keep the degrees of actors and projects."""
        actor, project, starts, groups = holders(
            self.network.actor, self.network.project, np.zeros(self.projects, np.int16)
        )
        places, random = np.full(self.projects, -1, np.int64), np.random.default_rng(SEED)

        def ours() -> tuple[Indices, Indices]:
            trade(starts, project, groups, places, THIN, random)
            return actor, project

        def agree(mine: tuple[Indices, Indices], other: Callable[[], Any]) -> bool:
            rows, columns = degrees(other())
            sides = csr_array((np.ones(len(actor)), mine), shape=(self.actors, self.projects))
            return (
                sides.nnz == self.network.size
                and np.array_equal(np.diff(sides.indptr), self.network.degrees)
                and np.array_equal(np.bincount(sides.indices, minlength=self.projects), self.network.consortium_sizes)
                and np.array_equal(rows[: self.actors], self.network.degrees)
                and np.array_equal(columns[: self.projects], self.network.consortium_sizes)
            )

        return Pair(
            figure=f"curveball, {THIN} trades an actor",
            peer=peer,
            bar=1,
            ours=ours,
            theirs=theirs,
            agree=agree,
            stoppable=False,
        )

    def clustering(self) -> Pair:
        """Return three coefficients of clustering; ours gives all of `Clustering` with them."""
        two_mode, one_mode = self.two_mode, self.one_mode
        return Pair(
            figure="clustering, two-mode and of ties",
            peer="NetworkX robins_alexander_clustering, transitivity, average_clustering",
            bar=50,
            ours=lambda: clustering(self.network),
            theirs=lambda: (
                nx.bipartite.robins_alexander_clustering(two_mode),
                nx.transitivity(one_mode),
                nx.average_clustering(one_mode),
            ),
            agree=same_clustering,
        )

    def cores(self) -> Pair:
        """Return core numbers, by ties that both sides have ready."""
        one_mode = self.one_mode
        return Pair(
            figure="core numbers",
            peer="NetworkX core_number",
            bar=50,
            ours=lambda: core_numbers(self.ties),
            theirs=lambda: nx.core_number(one_mode),
            agree=lambda mine, other: mine.tolist() == [other[one] for one in range(self.actors)],
        )

    def distances(self) -> Pair:
        """Return the distances from the same few actors to all others."""
        labels = component_labels(self.network.actor, self.network.project, self.actors, self.projects)
        chosen, _ = sources_of(np.flatnonzero(labels == 0).astype(np.int32), SOURCES, 0, SEED)
        one_mode, sources = self.one_mode, chosen.tolist()
        return Pair(
            figure=f"distances from {SOURCES} actors",
            peer="NetworkX single_source_shortest_path_length",
            bar=50,
            ours=lambda: distances(self.network, sources=SOURCES, exact=0, seed=SEED),
            theirs=lambda: [nx.single_source_shortest_path_length(one_mode, source) for source in sources],
            agree=same_distances,
        )


def mixing_of_matrix(
    actor: Indices, project: Indices, shape: tuple[int, int], codes: Indices, groups: int
) -> tuple[int, Cells, Cells]:
    """Return four-cycles, and the ties and stable ties between groups, from the upper half of B @ B.T."""
    matrix = csr_array((np.ones(len(actor), np.int32), (actor, project)), shape=shape)
    shared = triu(matrix @ matrix.T, k=1, format="coo")
    first, second = codes[shared.row], codes[shared.col]
    cell = np.minimum(first, second) * groups + np.maximum(first, second)
    count = shared.data.astype(np.int64)
    return (
        int((count * (count - 1) // 2).sum()),
        np.bincount(cell, minlength=groups**2).reshape(groups, groups),
        np.bincount(cell[count >= STABLE], minlength=groups**2).reshape(groups, groups),
    )


def same_ties(mine: Ties, other: "nx.Graph[int]") -> bool:
    """Whether the ties are the same, and their Newman weights up to rounding."""
    edges = np.array([*other.edges(data="weight")], np.float64).reshape(-1, 3)
    ends = np.sort(edges[:, :2].astype(np.int64), axis=1)
    keys = ends[:, 0] * max(mine.actors, 1) + ends[:, 1]
    order = np.argsort(keys)
    return np.array_equal(keys[order], mine.keys) and np.allclose(edges[order, 2], mine.newman)


def same_counts(mine: Tally, other: tuple[int, Cells, Cells]) -> bool:
    """Whether all counts of a sample are the same."""
    four_cycles, cells, stable_cells = other
    return (
        mine.four_cycles == four_cycles
        and np.array_equal(mine.cells, cells)
        and np.array_equal(mine.stable_cells, stable_cells)
    )


def same_clustering(mine: Clustering, other: tuple[float, float, float]) -> bool:
    """Whether the three coefficients are the same; NetworkX has 0 where we have none."""
    figures = (mine.robins_alexander, mine.transitivity, mine.mean_local_all)
    return np.allclose([one.value or 0.0 for one in figures], other)


def same_distances(mine: Distances, other: list[dict[int, int]]) -> bool:
    """Whether as many actors are as far away."""
    lengths = np.array([length for one in other for length in one.values() if length])
    return {row.distance: row.pairs for row in mine.rows} == {
        int(length): int(count) for length, count in zip(*np.unique(lengths, return_counts=True), strict=True)
    }


def _out(graph: Any) -> NDArray[np.int64]:
    return np.array([graph.degree(node) for node in graph.iterNodes()])


def _in(graph: Any) -> NDArray[np.int64]:
    return np.array([graph.degreeIn(node) for node in graph.iterNodes()])
