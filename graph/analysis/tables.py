"""Tables of the ties between groups, of the observed network and of each that a null model draws.

A table has a matrix of cells (see `cells`) for each measure: the ties, those that are stable, their weights by shared
projects and by Newman, and the pairs of actors that could have a tie.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from graph.analysis.cells import Floats, Weights, cells, possible_cells, possible_cells_of_sizes, shared_cells
from graph.analysis.figures import Figure
from graph.analysis.labels import PERMUTED, Groups, largest, memberships, permutations_of, tag_groups
from graph.analysis.network import Indices, Tagging, TwoModeNetwork
from graph.analysis.nulls import Null, Watch, compared, draws
from graph.analysis.ties import Ties, projected, tally

MEASURES = ("ties", "stable", "count", "newman", "pairs")

Table = Mapping[str, Floats]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layout:
    """The groups of a table, and who is in them.

    `codes` is the group of each actor or, where projects are grouped by a `tagging`, its row of `shares`: how much of
    it belongs to each group.
    """

    groups: Groups
    codes: Indices
    shares: Floats | None = None
    tagging: Tagging | None = None

    @property
    def sizes(self) -> Floats:
        """How many actors each group has."""
        if self.shares is not None:
            return np.asarray(self.shares.sum(axis=0))
        return np.bincount(self.codes, minlength=len(self.groups.labels)).astype(np.float64)

    def of(self, actor: Indices, project: Indices, network: TwoModeNetwork) -> "Layout":
        """Return the layout for other participations: actors belong to the labels of the projects that they then have.

        A grouping of actors stays as it is.
        """
        if self.tagging is None:
            return self
        return replace(self, shares=memberships(actor, project, network, self.tagging, self.groups))

    def table(self, ties: Ties, measures: Iterable[str]) -> Table:
        """Return the matrix of each of some `measures`."""
        return {measure: self._matrix(ties, measure) for measure in measures}

    def _matrix(self, ties: Ties, measure: str) -> Floats:
        groups = len(self.groups.labels)
        if measure == "pairs":
            sizes = self.sizes.astype(np.int64)
            return possible_cells_of_sizes(sizes) if self.shares is None else possible_cells(self.shares)
        counted = ties.stable() if measure == "stable" else ties
        named: Mapping[str, Weights] = {"count": counted.count, "newman": counted.newman}
        weights = named.get(measure)
        if self.shares is None:
            return cells(counted, self.codes, groups, weights)
        return shared_cells(counted, self.shares[self.codes], weights)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawn:
    """For some measures the matrices of all draws (the first axis), by which model and with which seed; or nothing."""

    tables: Table = field(default_factory=dict)
    model: str = ""
    seed: int = 0

    def beside(self, figure: Figure, values: Floats | None) -> Figure:
        """Return `figure` beside the `values` that were drawn of it, if any were."""
        return figure if values is None else compared(figure, values, self.model, self.seed)

    def cell(self, measure: str, row: int, column: int) -> Floats | None:
        """Return what was drawn of one cell of a measure, None where nothing was."""
        return self.tables[measure][:, row, column] if measure in self.tables else None


def layout_of(network: TwoModeNetwork, by: str, most: int) -> Layout:
    """Return the layout for a grouping of actors or a tagging of projects, with at most `most` groups.

    Raises
    ------
    NetworkError
        If neither actors nor projects are grouped by `by`.
    """
    if by in network.taggings:
        tagging = network.taggings[by]
        groups = tag_groups(network, tagging, most)
        rows = np.arange(len(network.actors), dtype=np.int32)
        return Layout(groups=groups, codes=rows, tagging=tagging).of(network.actor, network.project, network)
    grouping = network.grouping(by)
    groups = largest(grouping.labels, grouping.sizes, most)
    return Layout(groups=groups, codes=groups.places[grouping.codes])


def drawn_tables(
    network: TwoModeNetwork, layout: Layout, measures: Iterable[str], null: Null, watch: Watch | None
) -> Drawn:
    """Return the tables of the networks that the null model draws."""
    actors, projects, groups = len(network.actors), len(network.projects), len(layout.groups.labels)
    found: list[Table] = []
    fast = layout.tagging is None and set(measures) <= {"ties", "stable"}
    for actor, project in draws(network, null, watch):
        if fast:
            counted = tally(actor, project, actors, projects, layout.codes, groups)
            found.append({"ties": counted.cells.astype(np.float64), "stable": counted.stable_cells.astype(np.float64)})
        else:
            ties = projected(actor, project, actors, projects)
            found.append(layout.of(actor, project, network).table(ties, measures))
    return Drawn(tables=_stacked(found, measures), model=null.model, seed=null.seed)


def permuted_tables(
    ties: Ties, layout: Layout, measures: Iterable[str], samples: int, seed: int, watch: Watch | None
) -> Drawn:
    """Return the tables of the same ties with the groups dealt out anew."""
    permuted = permutations_of(layout.codes, samples, seed, watch)
    found = [replace(layout, codes=codes).table(ties, measures) for codes in permuted]
    return Drawn(tables=_stacked(found, measures), model=PERMUTED, seed=seed)


def _stacked(found: list[Table], measures: Iterable[str]) -> Table:
    return {measure: np.array([one[measure] for one in found], np.float64) for measure in measures}
