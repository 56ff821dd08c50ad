"""How often the partners of an actor are partners too, said in ways that one large consortium does and does not fool.

A consortium of three is a triangle of the projection, without any choice of the three. Transitivity and local
clustering count it; Opsahl's coefficient wants a further project for the third side, the exclusive one three projects
with two of the three each, and Robins and Alexander's asks for pairs that meet twice. So a network can be transitive
by .6 and 0 by Opsahl. Compare all of them with a null model: consortia alone make transitivity high.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.census import Census, census, reach
from graph.analysis.figures import Figure, ratio
from graph.analysis.network import TwoModeNetwork
from graph.analysis.nulls import Null, Watch, compared, draws
from graph.analysis.ties import tally, ties_of

NO_THREE_PATH = "no actor with another project has a project with another actor: there is no path of length three"
NO_PATH = "no actor has two projects with a different partner in each: there is no path that could be closed"
NO_EXCLUSIVE = "no actor meets each of two others without the other: there is no pair that could be closed"
NO_PAIR = "no actor has two partners"
NOBODY = "there is no actor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustering:
    """How clustered a network is as a whole.

    `four_cycles` are the pairs of actors with two projects in common, each such pair of projects once (C4 = sum of
    C(w, 2) over the ties), `three_paths` the paths of length three, L3 = sum of (k - 1)(s - 1) over participations.

    `robins_alexander` is 4 C4 / L3 (2004). `opsahl` (2013) is the share of paths actor, project, actor in the middle,
    other project, other actor that are closed: the two outer actors share a third project. `exclusive` (Brunson 2015)
    is the share of pairs of partners whom an actor meets without the other each that meet without the actor too.
    `transitivity` is the share of pairs of partners of an actor that are tied, all actors together, `mean_local` the
    mean of that share over the actors with two partners, `mean_local_all` over all, of whom the rest count as 0.
    """

    actors: int
    ties: int
    four_cycles: Figure
    three_paths: int
    robins_alexander: Figure
    opsahl: Figure
    exclusive: Figure
    transitivity: Figure
    mean_local: Figure
    mean_local_all: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorClustering:
    """How clustered the surroundings of one actor are; each share is None where nothing could be closed.

    `local` is the share of pairs of its partners that are tied, `opsahl` and `exclusive` the coefficients with the
    actor in the middle, and `pairwise` the mean over its partners of shared projects / projects of either (Latapy,
    Magnien and Del Vecchio 2008); it is None without a partner, where NetworkX says 0.
    """

    actor: str
    name: str
    partners: int
    local: float | None
    opsahl: float | None
    exclusive: float | None
    pairwise: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalClustering:
    """The clustering around each actor, in the order of the network."""

    actors: int
    rows: tuple[ActorClustering, ...]


def clustering(network: TwoModeNetwork, *, null: Null | None = None, watch: Watch | None = None) -> Clustering:
    """Return how clustered `network` is.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    null
        The null model to compare with. The paths of length three depend on the degrees alone, so that
        `robins_alexander` varies only with `four_cycles`.
    watch
        Told of each sample; without a null model, of the actors whose triangles are counted.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> members = {"P1": "HAV", "P2": "AV", "P3": "AN"}
    >>> found = clustering(network_of([(actor, project) for project in members for actor in members[project]]))
    >>> found.transitivity.value, found.opsahl.value, round(found.robins_alexander.value, 4)
    (0.6, 0.0, 0.3636)
    """
    places = reach(network)
    counted = census(network.actor, network.project, places, len(network.projects), None if null else watch)
    ties = ties_of(network)
    shared = ties.count.astype(np.int64)
    four_cycles = int((shared * (shared - 1) // 2).sum())
    three_paths = _three_paths(network)
    drawn = _drawn(network, null, three_paths, watch) if null else {}

    def beside(figure: Figure, name: str) -> Figure:
        return compared(figure, drawn[name], null.model, null.seed) if null else figure

    figures = _figures(counted, four_cycles, three_paths)
    return Clustering(
        actors=len(network.actors),
        ties=ties.size,
        three_paths=three_paths,
        **{name: beside(figure, name) for name, figure in figures.items()},
    )


def local_clustering(network: TwoModeNetwork, *, watch: Watch | None = None) -> LocalClustering:
    """Return the clustering around each actor of `network`."""
    counted = census(network.actor, network.project, reach(network), len(network.projects), watch)
    shares = zip(
        _shares(counted.triangles, _pairs(counted)),
        _shares(counted.closed_paths, counted.paths),
        _shares(counted.closed_exclusive, counted.exclusive),
        _shares(pairwise_overlap(network), counted.partners),
        strict=True,
    )
    rows = tuple(
        ActorClustering(
            actor=actor,
            name=network.name(actor),
            partners=int(partners),
            local=local,
            opsahl=opsahl,
            exclusive=exclusive,
            pairwise=pairwise,
        )
        for actor, partners, (local, opsahl, exclusive, pairwise) in zip(
            network.actors, counted.partners, shares, strict=True
        )
    )
    return LocalClustering(actors=len(rows), rows=rows)


def pairwise_overlap(network: TwoModeNetwork) -> NDArray[np.float64]:
    """Return, for each actor, the sum over its partners of shared projects / projects that either takes part in."""
    ties, degrees = ties_of(network), network.degrees
    overlap = ties.count / (degrees[ties.one] + degrees[ties.other] - ties.count)
    both = np.bincount(ties.one, overlap, ties.actors) + np.bincount(ties.other, overlap, ties.actors)
    return both.astype(np.float64)


def _figures(counted: Census, four_cycles: int, three_paths: int) -> dict[str, Figure]:
    paths, closed = int(counted.paths.sum()), int(counted.closed_paths.sum())
    exclusive, closed_exclusive = int(counted.exclusive.sum()), int(counted.closed_exclusive.sum())
    pairs = _pairs(counted)
    tied, able = int(counted.triangles.sum()), int(np.count_nonzero(pairs))
    actors = len(pairs)
    total = float((counted.triangles[pairs > 0] / pairs[pairs > 0]).sum())
    share = "share of paths"
    return {
        "four_cycles": Figure(value=four_cycles, unit="four-cycles"),
        "robins_alexander": ratio(
            4 * four_cycles, three_paths, share, NO_THREE_PATH, counts={"closed": 4 * four_cycles, "paths": three_paths}
        ),
        "opsahl": ratio(closed, paths, share, NO_PATH, counts={"closed": closed, "paths": paths}),
        "exclusive": ratio(
            closed_exclusive,
            exclusive,
            "share of pairs of partners",
            NO_EXCLUSIVE,
            counts={"closed": closed_exclusive, "pairs": exclusive},
        ),
        "transitivity": ratio(
            tied,
            int(pairs.sum()),
            "share of pairs of partners",
            NO_PAIR,
            counts={"tied": tied, "pairs": int(pairs.sum())},
        ),
        "mean_local": ratio(
            total, able, "mean share of pairs of partners", NO_PAIR, population="active", counts={"actors": able}
        ),
        "mean_local_all": ratio(total, actors, "mean share of pairs of partners", NOBODY, counts={"actors": actors}),
    }


def _drawn(
    network: TwoModeNetwork, null: Null, three_paths: int, watch: Watch | None
) -> Mapping[str, NDArray[np.float64]]:
    """Return the figures of each sample by name; NaN is one that the sample does not have."""
    places, actors, projects = reach(network), len(network.actors), len(network.projects)
    found: dict[str, list[float]] = {}
    for actor, project in draws(network, null, watch):
        four_cycles = tally(actor, project, actors, projects).four_cycles
        figures = _figures(census(actor, project, places, projects), four_cycles, three_paths)
        for name, figure in figures.items():
            found.setdefault(name, []).append(np.nan if figure.value is None else figure.value)
    return {name: np.array(values) for name, values in found.items()}


def _three_paths(network: TwoModeNetwork) -> int:
    return int(((network.degrees[network.actor] - 1) * (network.consortium_sizes[network.project] - 1)).sum())


def _pairs(counted: Census) -> NDArray[np.int64]:
    return counted.partners * (counted.partners - 1) // 2


def _shares(parts: NDArray[np.int64] | NDArray[np.float64], wholes: NDArray[np.int64]) -> list[float | None]:
    return [part / whole if whole else None for part, whole in zip(parts.tolist(), wholes.tolist(), strict=True)]
