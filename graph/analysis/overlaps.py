"""Pairs of projects that share actors, themes or test beds, and of which no co-operation is recorded.

That none is recorded says no more than that: nothing read so far states one. Two such projects may well work together.
A list made here is of pairs that are worth asking about, not of failings.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.alphabetical import alphabetical
from graph.analysis.heap import BestPairs
from graph.analysis.likeness import Excluded, Holdings, best_pairs, holdings, things_of_both
from graph.analysis.missing import NAMED, themes
from graph.analysis.network import NO_YEAR, UNKNOWN, Tagging, TwoModeNetwork, rows_of
from graph.analysis.nulls import Watch

DEFINITION = "the sum over shared actors and labels of 1 / how many other projects have the same"

NOT_RECORDED = "no co-operation of the two projects is recorded in what has been read; that is not to say there is none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two projects that have something in common, the first the one whose identifier comes first.

    They share `partners` actors and `labels` labels, of which the names are those that count most. `common_years` is
    the number of years in which both run, None where a start or an end is not known.
    """

    project: str
    name: str
    other: str
    other_name: str
    score: float
    partners: int
    partner_names: tuple[str, ...]
    labels: int
    label_names: tuple[str, ...]
    common_years: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlaps:
    """The pairs of projects that have most in common, best first, equal ones by identifier.

    `definition` is that of the score, `meaning` what it means that no co-operation is recorded. `related_pairs` of the
    network's projects are left out, since one is. `equal_to_last` further pairs have the score of the last row.
    `reason` says why there is no row.
    """

    definition: str
    meaning: str
    taggings: tuple[str, ...]
    projects: int
    related_pairs: int
    equal_to_last: int
    reason: str | None
    rows: tuple[Overlap, ...]


def overlaps(
    network: TwoModeNetwork,
    *,
    taggings: Sequence[str] | None = None,
    related: Collection[tuple[str, str]] = (),
    limit: int = 50,
    watch: Watch | None = None,
) -> Overlaps:
    """Return the pairs of projects that have most in common, without those that are `related`.

    The score of a pair is the sum of 1 / (n - 1) over all actors and labels that both have, where n projects have the
    same. It is the expected number of times that one meets the other project, if for each thing that the first has, any
    other project with the same thing is picked by chance. An actor in 100 projects counts 1/99, a test bed of two
    projects 1.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    taggings
        Which labels of projects count; those of `missing.THEMES` that the network has, where None.
    related
        Pairs of projects of which a co-operation is recorded, in any order; projects that the network lacks are none.
    limit
        How many pairs to return at most.
    watch
        Told how far the search is.

    Raises
    ------
    NetworkError
        If there is no such tagging.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> [row] = overlaps(network_of([("a", "p"), ("a", "q"), ("b", "r")])).rows
    >>> row.project, row.other, row.score, row.partner_names
    ('p', 'q', 1.0, ('a',))
    """
    ordered = alphabetical(network)
    labels = themes(ordered, taggings)
    have = _held(ordered, labels)
    apart = _places(ordered, related)
    named = [f"{one.name} {ordered.name(label)}" for one in labels for label in one.labels]
    best = best_pairs(have, _excluded(apart, len(ordered.projects)), limit, watch=watch)
    return Overlaps(
        definition=DEFINITION,
        meaning=NOT_RECORDED,
        taggings=tuple(one.name for one in labels),
        projects=len(ordered.projects),
        related_pairs=len(apart),
        equal_to_last=best.equal,
        reason=None if len(best.score) else "no two projects without a recorded co-operation have anything in common",
        rows=_rows(ordered, have, best, named),
    )


def _held(network: TwoModeNetwork, labels: Sequence[Tagging]) -> Holdings:
    """Return what projects have: actors by their places, then the known labels of all taggings, one after another."""
    projects, things, count = [network.project], [network.actor], len(network.actors)
    for one in labels:
        known = np.array([label != UNKNOWN for label in one.labels], np.bool_)[one.tags]
        projects.append(one.projects[known])
        things.append((one.tags[known] + count).astype(np.int32))
        count += len(one.labels)
    thing = np.concatenate(things)
    having = np.bincount(thing, minlength=count)
    weights = np.where(having > 1, 1 / np.maximum(having - 1, 1), 0.0)
    return holdings(np.concatenate(projects), thing, len(network.projects), weights)


def _places(network: TwoModeNetwork, related: Collection[tuple[str, str]]) -> NDArray[np.int32]:
    """Return the places of the related pairs that the network has, each once, the lesser place first."""
    places = {one: place for place, one in enumerate(network.projects)}
    known = {
        (min(places[one], places[other]), max(places[one], places[other]))
        for one, other in related
        if one != other and one in places and other in places
    }
    return np.array(sorted(known), np.int32).reshape(-1, 2)


def _excluded(pairs: NDArray[np.int32], projects: int) -> Excluded:
    both = np.concatenate([pairs, pairs[:, ::-1]])
    starts, barred = rows_of(both[:, 0].copy(), both[:, 1].copy(), projects)
    return Excluded(starts=starts, barred=barred)


def _rows(network: TwoModeNetwork, have: Holdings, best: BestPairs, labels: Sequence[str]) -> tuple[Overlap, ...]:
    actors, rows = len(network.actors), []
    for one, other, score in zip(best.one.tolist(), best.other.tolist(), best.score.tolist(), strict=True):
        things: list[int] = things_of_both(have, one, other).tolist()
        partners, tags = [thing for thing in things if thing < actors], [thing for thing in things if thing >= actors]
        first, second = network.projects[one], network.projects[other]
        rows.append(
            Overlap(
                project=first,
                name=network.name(first),
                other=second,
                other_name=network.name(second),
                score=score,
                partners=len(partners),
                partner_names=tuple(network.name(network.actors[thing]) for thing in partners[:NAMED]),
                labels=len(tags),
                label_names=tuple(labels[thing - actors] for thing in tags[:NAMED]),
                common_years=_common_years(network, one, other),
            )
        )
    return tuple(rows)


def _common_years(network: TwoModeNetwork, one: int, other: int) -> int | None:
    starts, ends = network.start[[one, other]].tolist(), network.end[[one, other]].tolist()
    if NO_YEAR in starts or NO_YEAR in ends:
        return None
    return max(0, int(min(ends)) - int(max(starts)) + 1)
