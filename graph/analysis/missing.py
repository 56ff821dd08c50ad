"""Missing ties: pairs of actors who never met in a project and have most in common.

By common partners (scores on the ties), or by the labels of their projects (the score `content`), which also finds
pairs with no partner in common. A score says who resembles those who do collaborate; whether it foretells who will is
measured in `evaluation`, and should be told beside any list made here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from graph.analysis.alphabetical import alphabetical
from graph.analysis.heap import BestPairs
from graph.analysis.likeness import Excluded, Holdings, best_pairs, holdings, things_of_both
from graph.analysis.network import UNKNOWN, Tagging, TwoModeNetwork
from graph.analysis.nulls import Watch
from graph.analysis.ties import Floats, Ties, ties_of
from graph.errors import NetworkError

Score = Literal["adamic-adar", "resource-allocation", "common-neighbours", "jaccard", "content"]

DEFINITIONS: Mapping[Score, str] = {
    "adamic-adar": "the sum over common partners of 1 / ln of how many partners they have",
    "resource-allocation": "the sum over common partners of 1 / how many partners they have",
    "common-neighbours": "how many partners both have",
    "jaccard": "partners that both have / partners that either has",
    "content": "the sum over labels that projects of both have of 1 / ln of how many actors have such a project",
}
SCORES: tuple[Score, ...] = get_args(Score)

THEMES = ("focus-area", "theme", "sub-theme", "field", "test-bed")
"""Taggings of projects that say what a project is about, of which those count that a network has."""

NAMED = 5
"""How many of the things in common a row names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingTie:
    """Two actors without a tie, the first of them the one whose identifier comes first.

    `shared` partners (or labels, where the score is `content`) are common to both, of which `through` names those that
    count most. `groups` and `other_groups` are theirs, in the order of the `groupings` of the answer.
    """

    actor: str
    name: str
    other: str
    other_name: str
    score: float
    shared: int
    through: tuple[str, ...]
    groups: tuple[str, ...]
    other_groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingTies:
    """The pairs without a tie that score highest, best first, equal ones by identifier.

    `definition` is that of the score. `untied_pairs` are all pairs of actors without a tie. Where only pairs across
    groups are asked for, `unknown_group_actors` are in none of them, since their group is not known. `equal_to_last`
    further pairs have the score of the last row. `reason` says why there is no row.
    """

    score: Score
    definition: str
    by: str | None
    groupings: tuple[str, ...]
    actors: int
    ties: int
    untied_pairs: int
    unknown_group_actors: int
    equal_to_last: int
    reason: str | None
    rows: tuple[MissingTie, ...]


def missing_ties(
    network: TwoModeNetwork,
    *,
    score: Score = "adamic-adar",
    by: str | None = None,
    taggings: Sequence[str] | None = None,
    limit: int = 50,
    watch: Watch | None = None,
) -> MissingTies:
    """Return the pairs of actors without a tie that have most in common.

    Adamic and Adar 2003, resource allocation Zhou, Lü and Zhang 2009; `content` is the score of Adamic and Adar with
    labels in the place of partners. A partner (or label) of one actor only is common to no pair and counts nothing.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    score
        By what pairs are ranked.
    by
        Only pairs in two groups of this grouping of actors, both known.
    taggings
        By which labels of projects `content` compares; those of `THEMES` that the network has, where None.
    limit
        How many pairs to return at most.
    watch
        Told how far the search is.

    Raises
    ------
    NetworkError
        If there is no such score, grouping or tagging.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> [row] = missing_ties(network_of([("h", "p"), ("a", "p"), ("a", "q"), ("n", "q")])).rows
    >>> row.actor, row.other, row.through
    ('h', 'n', ('a',))
    """
    if score not in SCORES:
        raise NetworkError(f"no score {score!r}; there are {', '.join(SCORES)}")
    ordered = alphabetical(network)
    ties = ties_of(ordered)
    labels = themes(ordered, taggings) if score == "content" else ()
    have = held(ordered, ties, score, labels)
    groups = ordered.grouping(by) if by else None
    starts, partners = ties.neighbours()
    excluded = Excluded(
        starts=starts,
        barred=partners,
        codes=groups.codes if groups else None,
        known=groups.known if groups else None,
    )
    best = best_pairs(have, excluded, limit, jaccard=score == "jaccard", watch=watch)
    groupings = (by,) if by else tuple(ordered.groupings)
    named = [f"{one.name} {ordered.name(label)}" for one in labels for label in one.labels] if labels else None
    return MissingTies(
        score=score,
        definition=DEFINITIONS[score],
        by=by,
        groupings=groupings,
        actors=ties.actors,
        ties=ties.size,
        untied_pairs=ties.actors * (ties.actors - 1) // 2 - ties.size,
        unknown_group_actors=int(np.count_nonzero(~groups.known)) if groups else 0,
        equal_to_last=best.equal,
        reason=None if len(best.score) else _reason(score, by, labels),
        rows=_rows(ordered, have, best, named, groupings),
    )


def themes(network: TwoModeNetwork, taggings: Sequence[str] | None = None) -> tuple[Tagging, ...]:
    """Return the taggings of these names; those of `THEMES` that there are, where None."""
    names = [name for name in THEMES if name in network.taggings] if taggings is None else taggings
    return tuple(network.tagging(name) for name in names)


def held(network: TwoModeNetwork, ties: Ties, score: Score, labels: Sequence[Tagging]) -> Holdings:
    """Return what actors can have in common by a score, and what each of it counts: partners, or `labels`."""
    if score == "content":
        return _labels_held(network, labels)
    starts, partners = ties.neighbours()
    return Holdings(
        starts=starts, things=partners, owner_starts=starts, owners=partners, weights=_weights(score, ties.degrees)
    )


def _weights(score: Score, owners: NDArray[np.int64]) -> Floats:
    """Return what a thing counts that so many have."""
    many = np.maximum(owners, 2).astype(np.float64)
    if score in ("adamic-adar", "content"):
        weights = 1 / np.log(many)
    elif score == "resource-allocation":
        weights = 1 / many
    else:
        weights = np.ones(len(owners))
    return np.where(owners > 1, weights, 0.0)


def _labels_held(network: TwoModeNetwork, taggings: Sequence[Tagging]) -> Holdings:
    """Return the known labels of the projects of each actor, those of all taggings one after another."""
    actors, labels, before = len(network.actors), 0, [np.zeros(0, np.int64)]
    for one in taggings:
        known = np.array([label != UNKNOWN for label in one.labels], np.bool_)[one.tags]
        order = np.argsort(one.projects[known], kind="stable")
        projects, tags = one.projects[known][order], one.tags[known][order]
        first = np.searchsorted(projects, network.project)
        many = np.searchsorted(projects, network.project, "right") - first
        at = np.repeat(first - np.cumsum(many) + many, many) + np.arange(many.sum())
        before.append(np.repeat(network.actor, many).astype(np.int64) + actors * (tags[at].astype(np.int64) + labels))
        labels += len(one.labels)
    pairs = np.unique(np.concatenate(before))
    actor, label = (pairs % max(actors, 1)).astype(np.int32), (pairs // max(actors, 1)).astype(np.int32)
    return holdings(actor, label, actors, _weights("content", np.bincount(label, minlength=labels).astype(np.int64)))


def _rows(
    network: TwoModeNetwork, have: Holdings, best: BestPairs, named: Sequence[str] | None, groupings: Sequence[str]
) -> tuple[MissingTie, ...]:
    grouped = [network.grouping(name) for name in groupings]
    rows = []
    for one, other, score, shared in zip(best.one, best.other, best.score, best.shared, strict=True):
        things: list[int] = things_of_both(have, one, other)[:NAMED].tolist()
        actor, partner = network.actors[one], network.actors[other]
        rows.append(
            MissingTie(
                actor=actor,
                name=network.name(actor),
                other=partner,
                other_name=network.name(partner),
                score=float(score),
                shared=int(shared),
                through=tuple(named[thing] if named else network.name(network.actors[thing]) for thing in things),
                groups=tuple(group.labels[group.codes[one]] for group in grouped),
                other_groups=tuple(group.labels[group.codes[other]] for group in grouped),
            )
        )
    return tuple(rows)


def _reason(score: Score, by: str | None, labels: Sequence[Tagging]) -> str:
    if score == "content" and not labels:
        return f"projects have no labels to compare actors by: none of {', '.join(THEMES)}"
    common = "label of a project" if score == "content" else "partner"
    across = f" and are known to differ by {by}" if by else ""
    return f"no two actors without a tie have a {common} in common{across}"
