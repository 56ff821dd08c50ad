"""How complex what groups of actors are specialised in is: many things that few others do.

The second eigenvector of D^-1 M U^-1 M', with M who is specialised in what (`relatedness`), D in how many labels a
group is (diversity) and U how many groups are in each (ubiquity); in standard deviations from the mean, and greater
where diversity is (Hidalgo and Hausmann 2009). The sign is chosen so: some programs choose it otherwise.

It means nothing of a handful of groups: of three cities it is one number told three times. It is given of ten and more.
"""

from dataclasses import dataclass

import numpy as np

from graph.analysis.figures import Figure
from graph.analysis.network import Grouping, TwoModeNetwork
from graph.analysis.relatedness import SAME, Masks, kept, left_out, specialised, table_of, used
from graph.analysis.ties import Floats

LEAST = 10
"""Of how many groups complexity is given at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplexityRow:
    """How many labels a group is specialised in, how many groups are in these on average, and how complex that is."""

    group: str
    diversity: int
    mean_ubiquity: float
    complexity: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Complexity:
    """How complex what groups are specialised in is.

    `eigenvalue` is that of the complexity, None with the reason where there is none. `left_out_groups` are specialised
    in nothing or are unknown, `left_out_labels` have nobody specialised in them or are unknown. Rows: the greatest
    complexity first, then the greatest diversity, then by group.
    """

    by: str
    tagging: str
    groups: int
    labels: int
    left_out_groups: tuple[str, ...]
    left_out_labels: tuple[str, ...]
    eigenvalue: Figure
    rows: tuple[ComplexityRow, ...]


def complexity(
    network: TwoModeNetwork, *, by: str | None = "city", tagging: str = "focus-area", least: int = LEAST
) -> Complexity:
    """Return how complex what the groups `by` are specialised in is; with None each actor is a group.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    by
        A grouping of actors, or None.
    tagging
        A tagging of projects.
    least
        Of how many groups it is given at least; the rows have the rest in any case.

    Raises
    ------
    NetworkError
        If there is no such grouping or tagging.
    """
    grouping = _each_alone(network) if by is None else network.grouping(by)
    table = table_of(network, grouping, tagging)
    done = specialised(table)
    rows, columns = used(done)
    matrix = done[np.ix_(rows, columns)]
    groups = kept(table.groups, rows)
    eigenvalue, scores = _scored(matrix, least)
    diversity, ubiquity = matrix.sum(axis=1), matrix.sum(axis=0)
    means = (matrix @ ubiquity) / diversity
    found = [
        ComplexityRow(
            group=group,
            diversity=int(diversity[place]),
            mean_ubiquity=float(means[place]),
            complexity=None if scores is None else float(scores[place]),
        )
        for place, group in enumerate(groups)
    ]
    return Complexity(
        by=by or "actor",
        tagging=tagging,
        groups=len(groups),
        labels=int(columns.sum()),
        left_out_groups=table.idle_groups + left_out(table.groups, rows),
        left_out_labels=table.idle_labels + left_out(table.labels, columns),
        eigenvalue=eigenvalue,
        rows=tuple(sorted(found, key=lambda row: (-round(row.complexity or 0.0, 9), -row.diversity, row.group))),
    )


def eigenvector(done: Masks) -> tuple[Floats, Floats]:
    """Return the eigenvalues of D^-1 M U^-1 M', greatest first, and its second eigenvector, of no row or column of 0.

    From the singular vectors of D^-1/2 M U^-1/2, which has the same and stays as small as M.
    """
    diversity, ubiquity = done.sum(axis=1), done.sum(axis=0)
    left, values, _ = np.linalg.svd(done / np.sqrt(diversity)[:, None] / np.sqrt(ubiquity), full_matrices=False)
    return values**2, left[:, 1] / np.sqrt(diversity)


def _scored(done: Masks, least: int) -> tuple[Figure, Floats | None]:
    groups, labels = done.shape
    counts = {"groups": groups, "labels": labels}
    if groups < least:
        return _no_value(f"fewer than {least} groups are specialised in anything", counts), None
    if min(groups, labels) < 2:
        return _no_value("fewer than two groups, or labels, are left: there is no second axis", counts), None
    values, vector = eigenvector(done)
    if values[1] > 1 - SAME:
        return _no_value(
            "groups fall into parts that share no specialisation: each has an axis of its own", counts
        ), None
    if values[1] < SAME:
        return _no_value("all groups are specialised in the same: nothing tells them apart", counts), None
    if len(values) > 2 and values[1] - values[2] < SAME:
        return _no_value("two axes tell groups apart equally well: there is no one order", counts), None
    scores = (vector - vector.mean()) / vector.std()
    diversity = done.sum(axis=1)
    if float(scores @ (diversity - diversity.mean())) < 0:
        scores = -scores
    return Figure(value=float(values[1]), unit="eigenvalue", counts=counts), scores


def _no_value(reason: str, counts: dict[str, int]) -> Figure:
    return Figure(value=None, unit="eigenvalue", counts=counts, reason=reason)


def _each_alone(network: TwoModeNetwork) -> Grouping:
    return Grouping(name="actor", labels=network.actors, codes=np.arange(len(network.actors), dtype=np.int32))
