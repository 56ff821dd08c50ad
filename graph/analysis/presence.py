"""Where actors of some kind are present: in which focus areas, say, there is any higher education institution.

An actor is present under a label of projects if it takes part in a project that has the label. A label from which the
last such actor goes is left without: this is what an actor's leaving costs beyond its ties.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.analysis.network import UNKNOWN, TwoModeNetwork
from graph.errors import NetworkError


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Whose presence is asked for: of actors who have one of `labels` in `grouping`, under each label of `tagging`."""

    tagging: str
    grouping: str
    labels: tuple[str, ...]


HIGHER_EDUCATION = Presence(tagging="focus-area", grouping="kind", labels=("hei",))
"""Higher education institutions (`hei`): universities and universities of applied sciences, by focus area."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Present:
    """Who is present where: actor `i` under `labels[k]` where `matrix[i, k]` is 1, for those who are asked for."""

    labels: tuple[str, ...]
    matrix: csr_array

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many of the actors are present under each label."""
        return np.asarray(self.matrix.sum(axis=0), np.int64).reshape(-1)

    def remaining(self, removed: Sequence[int]) -> NDArray[np.int64]:
        """Return how many are present under each label once some actors are gone."""
        gone = np.asarray(self.matrix[list(removed)].sum(axis=0), np.int64).reshape(-1)
        return self.counts - gone

    def left_without(self, removed: Sequence[int]) -> tuple[str, ...]:
        """Return the labels from which the last goes with these actors; to be without a label is none."""
        lost = (self.counts > 0) & (self.remaining(removed) == 0)
        return tuple(label for label, is_lost in zip(self.labels, lost, strict=True) if is_lost and label != UNKNOWN)


def answerable(network: TwoModeNetwork, asked: Presence) -> Presence | None:
    """Return what is asked for, or None where the network has no such grouping or tagging, or nobody has the labels."""
    if asked.grouping not in network.groupings or asked.tagging not in network.taggings:
        return None
    labels = tuple(label for label in asked.labels if label in network.groupings[asked.grouping].labels)
    return replace(asked, labels=labels) if labels else None


def present(network: TwoModeNetwork, asked: Presence) -> Present:
    """Return which of the actors who are asked for are present under which labels of projects.

    Raises
    ------
    NetworkError
        If there is no such grouping or tagging, or no actor has one of the labels.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> network = network_of(
    ...     [("aalto", "p"), ("vtt", "p"), ("vtt", "q")],
    ...     groups={"kind": {"aalto": "hei", "vtt": "research-institute"}},
    ...     tags={"focus-area": {"p": ["health"], "q": ["mobility"]}},
    ... )
    >>> found = present(network, HIGHER_EDUCATION)
    >>> found.labels, found.counts.tolist(), found.left_without([network.index("aalto")])
    (('health', 'mobility'), [1, 0], ('health',))
    """
    grouping, tagging = network.grouping(asked.grouping), network.tagging(asked.tagging)
    if missing := [label for label in asked.labels if label not in grouping.labels]:
        raise NetworkError(
            f"no actor has the {asked.grouping} {missing[0]!r}; there are {', '.join(grouping.labels) or 'none'}"
        )
    wanted = np.isin(np.array(grouping.labels), asked.labels)[grouping.codes]
    rows = wanted[network.actor]
    actors, projects, labels = len(network.actors), len(network.projects), len(tagging.labels)
    taking_part = csr_array(
        (np.ones(int(rows.sum()), np.int32), (network.actor[rows], network.project[rows])), shape=(actors, projects)
    )
    having = csr_array(
        (np.ones(len(tagging.projects), np.int32), (tagging.projects, tagging.tags)), shape=(projects, labels)
    )
    found = csr_array(taking_part @ having)
    found.data = np.ones_like(found.data)
    return Present(labels=tagging.labels, matrix=found)
