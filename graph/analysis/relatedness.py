"""In what groups of actors specialise, how near to it what they do not do yet lies, and how complex what they do is.

From a table of participations, group by label of projects (city by focus area, say); a project of several labels is
split evenly over them, so that the sum of the table is the number of participations.

    advantage    (x_ct / x_c.) / (x_.t / x_..): how much more of t a group does than all do (Balassa 1965)
    specialised  an advantage of at least 1
    proximity    of two labels: how many groups are specialised in both, by the greater number in one of them, which is
                 the lesser of the two conditional probabilities (Hidalgo and others 2007)
    relatedness  of a group and a label: the share of the label's proximity to others that the group is specialised in

`unknown` and `several` are rows and columns like any other in advantage, but they are no region and no theme: nobody is
specialised in them, and they in nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.analysis.network import SEVERAL, UNKNOWN, Grouping, TwoModeNetwork
from graph.analysis.ties import Floats

Masks = NDArray[np.bool_]

SAME = 1e-9
"""Up to what difference two numbers are the same, rounded otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialisationRow:
    """What one group does under one label. `relatedness` is None of what is unknown, and of a label near no other."""

    group: str
    label: str
    participations: float
    advantage: float
    specialised: bool
    relatedness: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Specialisation:
    """In what groups of actors specialise.

    `idle_groups` take part in nothing and `idle_labels` have nobody: no advantage can be computed of them, and they are
    in no row. Rows: by group and label.
    """

    by: str
    tagging: str
    participations: int
    idle_groups: tuple[str, ...]
    idle_labels: tuple[str, ...]
    rows: tuple[SpecialisationRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """Participations, group by label; rows and columns that are all 0 have been taken out and are named."""

    groups: tuple[str, ...]
    labels: tuple[str, ...]
    counts: Floats
    idle_groups: tuple[str, ...]
    idle_labels: tuple[str, ...]


def specialisation(network: TwoModeNetwork, *, by: str = "city", tagging: str = "focus-area") -> Specialisation:
    """Return in what labels of `tagging` the groups `by` specialise.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    by
        A grouping of actors.
    tagging
        A tagging of projects.

    Raises
    ------
    NetworkError
        If there is no such grouping or tagging.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> network = network_of(
    ...     [("a", "p"), ("a", "q"), ("b", "q")],
    ...     groups={"city": {"a": "Espoo", "b": "Vantaa"}},
    ...     tags={"focus-area": {"p": ["health"], "q": ["energy"]}},
    ... )
    >>> [(row.group, row.label, row.advantage) for row in specialisation(network).rows if row.specialised]
    [('Espoo', 'health', 1.5), ('Vantaa', 'energy', 1.5)]
    """
    table = table_of(network, network.grouping(by), tagging)
    gains = advantage(table.counts)
    done = specialised(table)
    near, defined = relatedness(done)
    return Specialisation(
        by=by,
        tagging=tagging,
        participations=network.size,
        idle_groups=table.idle_groups,
        idle_labels=table.idle_labels,
        rows=tuple(
            SpecialisationRow(
                group=group,
                label=label,
                participations=float(table.counts[row, column]),
                advantage=float(gains[row, column]),
                specialised=bool(done[row, column]),
                relatedness=float(near[row, column]) if defined[row, column] and not is_vague(group, label) else None,
            )
            for row, group in enumerate(table.groups)
            for column, label in enumerate(table.labels)
        ),
    )


def table_of(network: TwoModeNetwork, grouping: Grouping, tagging: str) -> Table:
    """Return the participations of each group under each label, a project split evenly over its labels."""
    tags = network.tagging(tagging)
    projects = len(network.projects)
    parts = 1 / np.bincount(tags.projects, minlength=projects)[tags.projects]
    having = csr_array((parts, (tags.projects, tags.tags)), shape=(projects, len(tags.labels)))
    taking = csr_array(
        (np.ones(network.size), (grouping.codes[network.actor], network.project)),
        shape=(len(grouping.labels), projects),
    )
    counts: Floats = csr_array(taking @ having).toarray()
    rows, columns = used(counts > 0)
    return Table(
        groups=kept(grouping.labels, rows),
        labels=kept(tags.labels, columns),
        counts=counts[np.ix_(rows, columns)],
        idle_groups=left_out(grouping.labels, rows),
        idle_labels=left_out(tags.labels, columns),
    )


def used(done: Masks) -> tuple[Masks, Masks]:
    """Return which rows and which columns have anything in them."""
    return np.asarray(done.any(axis=1), np.bool_), np.asarray(done.any(axis=0), np.bool_)


def advantage(counts: Floats) -> Floats:
    """Return the revealed comparative advantage of each row in each column; none of them is all 0.

    >>> advantage(np.array([[4.0, 2, 1], [1, 5, 0], [1, 0, 3]])).round(3)[0].tolist()
    [1.619, 0.694, 0.607]
    """
    rows, columns = counts.sum(axis=1, keepdims=True), counts.sum(axis=0, keepdims=True)
    return np.asarray(counts * counts.sum() / (rows * columns), np.float64)


def specialised(table: Table) -> Masks:
    """Return who is specialised in what: an advantage of at least 1, and neither group nor label unknown."""
    known_rows = np.array([not is_vague(group) for group in table.groups], np.bool_)
    known_columns = np.array([not is_vague(label) for label in table.labels], np.bool_)
    return np.asarray((advantage(table.counts) >= 1 - SAME) & known_rows[:, None] & known_columns, np.bool_)


def proximity(done: Masks) -> Floats:
    """Return how near each two labels are; 0 of a label with itself, and of one that nobody is specialised in."""
    together = done.T.astype(np.float64) @ done
    ubiquity = np.diag(together)
    most = np.maximum(ubiquity[:, None], ubiquity)
    near: Floats = np.divide(together, most, out=np.zeros_like(together), where=most > 0)
    np.fill_diagonal(near, 0)
    return near


def relatedness(done: Masks) -> tuple[Floats, Masks]:
    """Return the relatedness of each group and label, and where it is defined: not of a label that is near no other."""
    near = proximity(done)
    whole = np.broadcast_to(near.sum(axis=0), done.shape)
    defined = whole > 0
    return np.divide(done @ near, whole, out=np.zeros(done.shape), where=defined), defined


def is_vague(*labels: str) -> bool:
    """Return whether any of these labels stands for what is unknown, or for several at once."""
    return any(label in (UNKNOWN, SEVERAL) for label in labels)


def kept(labels: Sequence[str], mask: Masks) -> tuple[str, ...]:
    """Return the labels that a mask keeps."""
    return tuple(label for label, stays in zip(labels, mask, strict=True) if stays)


def left_out(labels: Sequence[str], mask: Masks) -> tuple[str, ...]:
    """Return the labels that a mask leaves out."""
    return kept(labels, ~mask)
