"""Communities: groups of actors that have more ties inside than chance would give, as far as there are any.

Found by the greatest modularity of the Newman weights, so that one large consortium does not make a community by its
size alone. The search ends elsewhere each time it is run, with about as good an answer: it is run many times, and how
far the runs agree stands beside the answer, which is the partition nearest to all others. Where they hardly agree, the
network has no communities worth a name, whatever its modularity: a random network has a modularity of its own, too, and
a projection most of all. Compare it with the null model, whose samples are searched once each.

Actors without a partner are in no community. They are counted apart, and in no measure of agreement.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graph.analysis.figures import Figure
from graph.analysis.leiden import leiden
from graph.analysis.network import Grouping, Indices, TwoModeNetwork
from graph.analysis.nulls import Null, Watch, draws, summary
from graph.analysis.partition import NO_COMMUNITY, modularity_of, partition
from graph.analysis.ranking import ranking
from graph.analysis.ties import Floats, Ties, projected, ties_of

SHOWN = 5
"""How many actors of a community are named."""

LABELS = 3
"""How many labels of each grouping are given for a community."""

NO_TIES = "no actor has a partner"
ONE_RUN = "the search was run once: there is nothing that it could agree with"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityRow:
    """One community.

    `ties` are those inside it, `ties_out` those to others, `inside` the share of its actors' Newman strength that stays
    in it. `mix` has the most frequent labels of each grouping, with how many actors have them; `top_actors` are those
    of the greatest strength.
    """

    community: int
    actors: int
    ties: int
    ties_out: int
    inside: float
    mix: tuple[str, ...]
    top_actors: tuple[str, ...]
    top_names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Communities:
    """The communities of a network, and how far they can be relied on.

    `modularity` is the median over the runs and `chosen_modularity` that of the partition in the rows; `communities` is
    how many that has, `fewest` and `most` how many the runs have. `nmi` and `ari` are means over pairs of runs. Rows:
    the largest first, then by first identifier.
    """

    actors: int
    isolates: int
    runs: int
    seed: int
    communities: int
    fewest: int
    most: int
    modularity: Figure
    chosen_modularity: Figure
    nmi: Figure
    ari: Figure
    rows: tuple[CommunityRow, ...]


def communities(
    network: TwoModeNetwork,
    *,
    runs: int = 20,
    seed: int = 1,
    by: Iterable[str] | None = None,
    limit: int | None = 20,
    null: Null | None = None,
    watch: Watch | None = None,
) -> Communities:
    """Return the communities of the actors of `network`.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    runs
        How many times the search is run, at least once.
    seed
        Of the runs, and of those on samples of the null model.
    by
        The groupings whose labels are given for each community; None for all in which the group of anybody is known.
    limit
        How many rows to give at most; None for all communities.
    null
        The null model to compare the modularity with.
    watch
        Told of each run, and then of each sample.

    Raises
    ------
    NetworkError
        If actors are not grouped by one of `by`.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> found = communities(network_of([("a", "p"), ("b", "p"), ("c", "q"), ("d", "q")], actors=["e"]), runs=2)
    >>> found.communities, found.isolates, found.modularity.value, [row.top_actors for row in found.rows]
    (2, 1, 0.5, [('a', 'b'), ('c', 'd')])
    """
    told = [name for name, one in network.groupings.items() if one.known.any()] if by is None else by
    groupings = [network.grouping(name) for name in told]
    ties = ties_of(network)
    isolates = ties.actors - int(np.count_nonzero(ties.active))
    if not ties.size:
        return _none(ties.actors, runs, seed)
    found = partition(ties, runs=runs, seed=seed, watch=watch)
    counts = {"ties": ties.size, "actors": ties.actors - isolates, "runs": runs}
    modularity = Figure(value=float(np.median(found.modularities)), unit="Q", population="active", counts=counts)
    if null is not None and modularity.value is not None:
        drawn = _drawn(network, null, seed, watch)
        modularity = replace(modularity, null=summary(modularity.value, drawn, null.model, null.seed))
    return Communities(
        actors=ties.actors,
        isolates=isolates,
        runs=runs,
        seed=seed,
        communities=int(found.codes.max()) + 1,
        fewest=int(found.counts.min()),
        most=int(found.counts.max()),
        modularity=modularity,
        chosen_modularity=Figure(value=found.modularity, unit="Q", population="active", counts=counts),
        nmi=_mean(found.nmi, "normalised mutual information"),
        ari=_mean(found.ari, "adjusted Rand index"),
        rows=tuple(_rows(network, ties, found.codes, groupings, limit)),
    )


def _none(actors: int, runs: int, seed: int) -> Communities:
    modularity, nmi, ari = (
        Figure(value=None, unit=unit, population="active", reason=NO_TIES)
        for unit in ("Q", "normalised mutual information", "adjusted Rand index")
    )
    return Communities(
        actors=actors,
        isolates=actors,
        runs=runs,
        seed=seed,
        communities=0,
        fewest=0,
        most=0,
        modularity=modularity,
        chosen_modularity=modularity,
        nmi=nmi,
        ari=ari,
        rows=(),
    )


def _drawn(network: TwoModeNetwork, null: Null, seed: int, watch: Watch | None) -> Floats:
    found = []
    for number, (actor, project) in enumerate(draws(network, null, watch)):
        ties = projected(actor, project, len(network.actors), len(network.projects))
        codes = leiden(ties, ties.newman, np.random.default_rng((seed, number)))
        found.append(modularity_of(ties, ties.newman, codes))
    return np.array(found)


def _mean(values: Floats, unit: str) -> Figure:
    if not len(values):
        return Figure(value=None, unit=unit, population="active", reason=ONE_RUN)
    return Figure(value=float(values.mean()), unit=unit, population="active", counts={"pairs of runs": len(values)})


def _rows(
    network: TwoModeNetwork, ties: Ties, codes: Indices, groupings: Iterable[Grouping], limit: int | None
) -> Iterator[CommunityRow]:
    """Yield communities, the largest first; actors without a partner are in none, at the end of the order by size."""
    some = int(codes.max()) + 1
    own = np.where(codes == NO_COMMUNITY, some, codes)
    within = own[ties.one] == own[ties.other]
    inside = np.bincount(own[ties.one[within]], minlength=some)
    ends = np.bincount(own, ties.degrees, some + 1)
    kept = np.bincount(own[ties.one[within]], ties.newman[within], some)
    strengths = ties.strengths
    whole = np.bincount(own, strengths, some + 1)
    order = np.array(ranking(network.actors, -own, np.round(strengths, 9)), np.int64)
    starts = np.concatenate([[0], np.cumsum(np.bincount(own, minlength=some + 1))])
    members = [order[starts[place] : starts[place + 1]] for place in range(some)]
    named = [min(network.actors[one] for one in some_members) for some_members in members]
    shown = sorted(range(some), key=lambda place: (-len(members[place]), named[place]))[:limit]
    for number, place in enumerate(shown):
        first = [network.actors[one] for one in members[place][:SHOWN]]
        yield CommunityRow(
            community=number + 1,
            actors=len(members[place]),
            ties=int(inside[place]),
            ties_out=int(ends[place]) - 2 * int(inside[place]),
            inside=float(2 * kept[place] / whole[place]),
            mix=tuple(_mix(one, members[place]) for one in groupings),
            top_actors=tuple(first),
            top_names=tuple(network.name(one) for one in first),
        )


def _mix(grouping: Grouping, members: NDArray[np.int64]) -> str:
    """Return the most frequent labels of some actors, as in `city: Espoo 12, Helsinki 3`."""
    counts = np.bincount(grouping.codes[members], minlength=len(grouping.labels))
    most = [place for place in np.argsort(-counts, kind="stable")[:LABELS] if counts[place]]
    return f"{grouping.name}: {', '.join(f'{grouping.labels[place]} {counts[place]}' for place in most)}"
