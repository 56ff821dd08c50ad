"""Do actors collaborate within their own group: E-I index and assortativity, each beside what chance would give.

Two kinds of chance answer two questions. With the degrees fixed (`null`) who is in a project is drawn anew: do actors
choose their like more than the sizes of projects and the numbers of their projects make them? With the ties fixed
(`permutations`) the groups are dealt out anew: has being in a group to do with where in the network an actor is? The
first is the one to report; the second is often taken for it, and can differ much.
"""

from dataclasses import dataclass

import numpy as np

from graph.analysis.assortativity import (
    NO_TIE,
    ONE_DEGREE,
    ONE_GROUP,
    degree_assortativity,
    ei_index,
    ei_index_of_groups,
    index_figure,
    modularity,
    nominal_assortativity,
)
from graph.analysis.cells import Floats, Sums, sums
from graph.analysis.figures import Figure
from graph.analysis.labels import PERMUTED, permutations_of
from graph.analysis.network import Grouping, TwoModeNetwork
from graph.analysis.nulls import Null, Watch, compared, draws, part_of
from graph.analysis.ties import Ties, projected, ties_of

ALONE = "fewer than two actors: no pair could have a tie"
NO_KNOWN_TIE = "there is no tie between actors whose groups are known"

INDICES = ("ei", "ei_known", "ei_count", "ei_newman", "assortativity", "modularity", "degree_assortativity")
"""The figures of `Homophily` that a null model stands beside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTies:
    """The ties of the actors of one group: `external` to other groups, `internal` within; and their E-I index."""

    group: str
    actors: int
    external: int
    internal: int
    ei: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Homophily:
    """Whether actors tie within their group.

    `external` and `internal` are ties between and within groups and `ei` is (E - I) / (E + I), -1 if all are internal;
    `ei_count` counts a tie once for each shared project, `ei_newman` by Newman's weight. Actors whose group is unknown
    are a group here; `ei_known` is the index of the ties between actors whose one group is known.

    `ei_labels` is `ei` beside the same ties with permuted groups (where permutations are asked for), and `ei_expected`
    what these are on average, exactly: the index of all possible pairs. Every other figure is beside the null model.
    """

    by: str
    actors: int
    ties: int
    external: int
    internal: int
    ei: Figure
    ei_labels: Figure
    ei_expected: Figure
    ei_known: Figure
    ei_count: Figure
    ei_newman: Figure
    assortativity: Figure
    modularity: Figure
    degree_assortativity: Figure
    groups: tuple[GroupTies, ...]


def homophily(
    network: TwoModeNetwork,
    by: str,
    *,
    null: Null | None = None,
    permutations: int = 0,
    seed: int = 1,
    watch: Watch | None = None,
) -> Homophily:
    """Return whether the actors of `network` tie within the groups of the grouping `by`.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    by
        The name of a grouping of actors.
    null
        The null model with fixed degrees to compare with.
    permutations, seed
        How many permutations of the groups to compare `ei_labels` with, and their seed.
    watch
        Told of each draw.

    Returns
    -------
    Homophily
        Groups in the order of the grouping, alphabetical and `unknown` last; each with an actor.

    Raises
    ------
    NetworkError
        If actors are not grouped by `by`.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> cities = {"aalto": "Espoo", "vtt": "Espoo", "hkr": "Helsinki"}
    >>> pairs = [("aalto", "p"), ("vtt", "p"), ("hkr", "p"), ("aalto", "q"), ("vtt", "q")]
    >>> found = homophily(network_of(pairs, groups={"city": cities}), "city")
    >>> found.external, found.internal, round(found.ei.value, 4), found.ei_count.value
    (2, 1, 0.3333, 0.0)
    """
    grouping, ties = network.grouping(by), ties_of(network)
    total = permutations + (null.samples if null else 0)
    observed = _values(ties, grouping)
    drawn = _drawn(network, grouping, null, part_of(watch, 0, total)) if null else np.empty((0, len(observed)))

    def beside(place: int, reason: str, **counts: float) -> Figure:
        figure = index_figure(observed[place], reason, **counts)
        return compared(figure, drawn[:, place], null.model, null.seed) if null else figure

    found = sums(ties, grouping.codes, len(grouping.labels))
    internal, sizes = int(found.inside.sum()), grouping.sizes
    reasons = {**dict.fromkeys(INDICES, NO_TIE), "ei_known": NO_KNOWN_TIE}
    if ties.size:
        reasons |= {"assortativity": ONE_GROUP, "degree_assortativity": ONE_DEGREE}
    return Homophily(
        by=by,
        actors=len(network.actors),
        ties=ties.size,
        external=ties.size - internal,
        internal=internal,
        ei_labels=_by_labels(ties, grouping, permutations, seed, part_of(watch, total - permutations, total)),
        ei_expected=_expected(grouping),
        groups=tuple(
            GroupTies(
                group=label,
                actors=int(sizes[code]),
                external=int(found.ends[code] - 2 * found.inside[code]),
                internal=int(found.inside[code]),
                ei=beside(len(INDICES) + code, "no actor of the group has a partner"),
            )
            for code, label in enumerate(grouping.labels)
            if sizes[code]
        ),
        **{name: beside(place, reasons[name]) for place, name in enumerate(INDICES)},
    )


def _values(ties: Ties, grouping: Grouping) -> Floats:
    """Return the `INDICES` of ties, in their order, and then the E-I index of each group; NaN where there is none."""
    codes, groups = grouping.codes, len(grouping.labels)
    found = sums(ties, codes, groups)
    mask = grouping.known
    known = ties if mask.all() else ties.keeping(mask[ties.one] & mask[ties.other])
    degree = degree_assortativity(ties)
    indices = [
        ei_index(found),
        ei_index(sums(known, codes, groups)),
        ei_index(sums(ties, codes, groups, ties.count)),
        ei_index(sums(ties, codes, groups, ties.newman)),
        nominal_assortativity(found),
        modularity(found),
        np.nan if degree is None else degree,
    ]
    return np.concatenate([np.array(indices, np.float64), ei_index_of_groups(found)])


def _drawn(network: TwoModeNetwork, grouping: Grouping, null: Null, watch: Watch | None) -> Floats:
    actors, projects = len(network.actors), len(network.projects)
    found = [
        _values(projected(actor, project, actors, projects), grouping) for actor, project in draws(network, null, watch)
    ]
    return np.array(found, np.float64)


def _by_labels(ties: Ties, grouping: Grouping, samples: int, seed: int, watch: Watch | None) -> Figure:
    groups = len(grouping.labels)
    observed = ei_index(sums(ties, grouping.codes, groups))
    permuted = permutations_of(grouping.codes, samples, seed, watch)
    drawn = np.array([ei_index(sums(ties, codes, groups)) for codes in permuted], np.float64)
    return compared(index_figure(observed, NO_TIE), drawn, PERMUTED, seed)


def _expected(grouping: Grouping) -> Figure:
    """Return the index of all pairs of actors: what that of any ties is on average if the groups are permuted."""
    sizes = grouping.sizes.astype(np.float64)
    actors = len(grouping.codes)
    possible = Sums(inside=sizes * (sizes - 1) / 2, ends=sizes * (actors - 1))
    return index_figure(ei_index(possible), ALONE)
