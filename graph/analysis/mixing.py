"""Who collaborates with whom: the ties between groups of actors, or between labels of their projects, as a matrix.

With the null model each cell says how many ties chance would make there: its ratio is the lift, which unlike a density
does not grow with the size of consortia. Actors whose group is unknown are a group. Where there are more than `MOST`
groups, the smaller ones are put together as `all others`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Literal

import numpy as np

from graph.analysis.assortativity import NO_TIE, ONE_GROUP, ei_index, index_figure, nominal_assortativity
from graph.analysis.cells import Floats, Sums, sums_of
from graph.analysis.figures import Figure, ratio
from graph.analysis.network import TwoModeNetwork
from graph.analysis.nulls import Null, Watch
from graph.analysis.tables import MEASURES, Drawn, Layout, Table, drawn_tables, layout_of, permuted_tables
from graph.analysis.ties import Ties, ties_of

Weight = Literal["ties", "count", "newman"]

MOST = 30
"""How many groups the matrix has at the most, beside those of no one group."""

UNITS = {"ties": "ties", "stable": "ties", "count": "shared projects", "newman": "Newman weight"}

LONE = "a group of one actor: no pair of it could have a tie"
NOBODY_ELSE = "one actor alone is all there is of both groups: no pair could have a tie"
NO_END = "no actor of the group has a partner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The ties between the actors of two groups, or within one where both are the same.

    `pairs` could have a tie. `ties` have one, `stable_ties` share two projects or more, `shared_projects` is the sum of
    the projects that pairs share and `newman` that of Newman's weights. `density` is the chosen weight of the ties over
    `pairs`. `share` is the part of the ends of ties in `group` whose other end is in `other`, and `other_share` that of
    the ends in `other` whose other end is in `group`: the rows of the matrix, each of which sums to 1. `expected` are
    the ties that there would be if they fell on all pairs of the network alike.

    Between labels of projects all numbers are fractional (see `Mixing`).
    """

    group: str
    other: str
    ties: Figure
    stable_ties: Figure
    shared_projects: Figure
    newman: Figure
    pairs: float
    density: Figure
    share: Figure
    other_share: Figure
    expected: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixing:
    """The ties between all groups: `sizes` are the actors of each, `folded` how many groups `all others` stands for.

    Where `by` groups actors, each is in one group. Where it labels projects, `fractional` is true: an actor belongs to
    each label with the mean, over its projects, of 1 / labels of the project (if the project has the label), all in all
    1, and to `unknown` with 1 if it has no project. A tie of i and j then counts w_ir w_js + w_is w_jr between the
    labels r and s and w_ir w_jr within r, 1 in all. So does every pair of actors in `pairs`: n_r n_s - sum w_ir w_is
    and (n_r^2 - sum w_ir^2) / 2, which for groups without overlap is n_r n_s and n_r (n_r - 1) / 2.

    `ei` (external less internal ties over all) and `assortativity` (Newman 2003) are of the groups as they stand here,
    by the chosen `weight`.
    """

    by: str
    fractional: bool
    weight: Weight
    actors: int
    ties: int
    folded: int
    sizes: Mapping[str, float]
    ei: Figure
    assortativity: Figure
    cells: tuple[Cell, ...]


def mixing(
    network: TwoModeNetwork,
    by: str,
    *,
    null: Null | None = None,
    weight: Weight = "ties",
    permutations: int = 0,
    seed: int = 1,
    watch: Watch | None = None,
) -> Mixing:
    """Return how many ties there are between the groups `by`, of actors or of projects.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    by
        The name of a grouping of actors, or of a tagging of projects.
    null
        The null model with fixed degrees that `ties`, `stable_ties`, the chosen weight, `density` and the indices stand
        beside. Between labels of projects actors belong to what they draw, too.
    weight
        What `density`, the shares and the indices count: each tie once, once for each shared project, or by Newman's
        weight.
    permutations, seed
        How many permutations of the groups the same figures stand beside where there is no null model, and their seed.
    watch
        Told of each draw.

    Returns
    -------
    Mixing
        A cell for each pair of groups, in the order of the groups: alphabetical, then `unknown`, then
        `all others`.

    Raises
    ------
    NetworkError
        If neither actors nor projects are grouped by `by`.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> network = network_of([("a", "p"), ("b", "p"), ("c", "p")], groups={"city": {"a": "Espoo", "b": "Espoo"}})
    >>> [(one.group, one.other, one.ties.value, one.pairs) for one in mixing(network, "city").cells]
    [('Espoo', 'Espoo', 1, 1), ('Espoo', 'unknown', 2, 2), ('unknown', 'unknown', 0, 0)]
    """
    layout = layout_of(network, by, MOST)
    ties = ties_of(network)
    observed = layout.table(ties, MEASURES)
    drawn = _drawn(network, layout, ties, weight, null, permutations, seed, watch)
    sums, drawn_sums = sums_of(observed[weight]), sums_of(drawn.tables[weight]) if drawn.tables else None

    def index(of: Callable[[Sums], Floats], reason: str) -> Figure:
        return drawn.beside(index_figure(of(sums), reason), of(drawn_sums) if drawn_sums else None)

    return Mixing(
        by=by,
        fractional=layout.tagging is not None,
        weight=weight,
        actors=len(network.actors),
        ties=ties.size,
        folded=layout.groups.folded,
        sizes={
            label: _whole(size, layout, "actors")
            for label, size in zip(layout.groups.labels, layout.sizes.tolist(), strict=True)
        },
        ei=index(ei_index, NO_TIE),
        assortativity=index(nominal_assortativity, ONE_GROUP if ties.size else NO_TIE),
        cells=tuple(_rows(layout, observed, weight, drawn)),
    )


def _drawn(
    network: TwoModeNetwork,
    layout: Layout,
    ties: Ties,
    weight: Weight,
    null: Null | None,
    permutations: int,
    seed: int,
    watch: Watch | None,
) -> Drawn:
    measures = dict.fromkeys(("ties", "stable", weight))
    if null is not None:
        vary = ("pairs",) if layout.tagging is not None else ()
        return drawn_tables(network, layout, (*measures, *vary), null, watch)
    if permutations:
        return permuted_tables(ties, layout, tuple(measures), permutations, seed, watch)
    return Drawn()


def _rows(layout: Layout, observed: Table, weight: Weight, drawn: Drawn) -> Iterator[Cell]:
    labels = layout.groups.labels
    ends, pairs = sums_of(observed[weight]).ends, observed["pairs"]
    all_ties, all_pairs = observed["ties"].sum(), len(layout.codes) * (len(layout.codes) - 1) / 2

    def counted(measure: str, row: int, column: int) -> Figure:
        value = float(observed[measure][row, column])
        figure = Figure(value=_whole(value, layout, measure), unit=UNITS[measure])
        return drawn.beside(figure, drawn.cell(measure, row, column))

    for row, column in combinations_with_replacement(range(len(labels)), 2):
        both = float(observed[weight][row, column]) * (2 if row == column else 1)
        yield Cell(
            group=labels[row],
            other=labels[column],
            ties=counted("ties", row, column),
            stable_ties=counted("stable", row, column),
            shared_projects=counted("count", row, column),
            newman=counted("newman", row, column),
            pairs=_whole(float(pairs[row, column]), layout, "pairs"),
            density=_density(observed, weight, drawn, row, column),
            share=ratio(both, float(ends[row]), "share of ends of ties", NO_END),
            other_share=ratio(both, float(ends[column]), "share of ends of ties", NO_END),
            expected=float(all_ties * pairs[row, column] / all_pairs) if all_pairs else None,
        )


def _density(observed: Table, weight: Weight, drawn: Drawn, row: int, column: int) -> Figure:
    value, pairs = float(observed[weight][row, column]), float(observed["pairs"][row, column])
    unit = "share of pairs" if weight == "ties" else f"{UNITS[weight]} a pair"
    figure = ratio(value, pairs, unit, LONE if row == column else NOBODY_ELSE, counts={"weight": value, "pairs": pairs})
    values, possible = drawn.cell(weight, row, column), drawn.cell("pairs", row, column)
    if values is None or not pairs:
        return figure
    if possible is None:
        return drawn.beside(figure, values / pairs)
    there = possible > 0
    return drawn.beside(figure, np.divide(values, possible, out=np.full(len(values), np.nan), where=there))


def _whole(value: float, layout: Layout, measure: str) -> float:
    """Return a count as a whole number; what is shared out over labels, and a weight, stay as they are."""
    return value if layout.tagging is not None or measure == "newman" else int(value)
