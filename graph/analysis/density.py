"""How tightly actors collaborate: ties of the pairs that could have one, beside the counts that explain the figure.

A project of s actors makes s (s - 1) / 2 ties at once, so a density alone says how large consortia are as much as how
tightly actors work together. Compare it with its null model, and years by mean degree rather than by density, which
falls as 1 / n where every actor keeps as many partners.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from graph.analysis.compiled import compiled
from graph.analysis.figures import Figure, Population, ratio
from graph.analysis.network import Indices, TwoModeNetwork
from graph.analysis.nulls import Null, Watch, draws, part_of, summary
from graph.analysis.ties import Ties, tally, ties_of

ALONE = "fewer than two actors: no pair could have a tie"
NOBODY = "there is no actor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Density:
    """How tightly the actors of one network collaborate.

    `single_actor_projects` are projects with one actor, `ties` pairs of actors that share a project, `stable_ties`
    those that share two or more, `isolates` actors without a partner, `giant_component` the actors of the largest
    component. `density_all` is 2m / (n (n - 1)) over all actors, `density_active` over those with a partner.
    `mean_degree` is the mean number of partners, `newman_strength` the mean number of an actor's projects that have a
    second actor, both over all actors.
    """

    actors: int
    projects: int
    participations: int
    single_actor_projects: int
    ties: int | Figure
    stable_ties: int | Figure
    isolates: int
    giant_component: int | Figure
    density_all: Figure
    density_active: Figure
    mean_degree: Figure
    newman_strength: Figure


def collaboration_density(network: TwoModeNetwork, *, null: Null | None = None, watch: Watch | None = None) -> Density:
    """Return how tightly the actors of `network` collaborate.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    null
        The null model to compare with. Without one no figure has a null summary.
    watch
        Told of each sample.

    Returns
    -------
    Density
        `ties`, `stable_ties` and `giant_component` are plain numbers, and figures where there is a null model.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> found = collaboration_density(network_of([("a", "p"), ("b", "p"), ("c", "q")]))
    >>> found.ties, found.isolates, found.density_active.value
    (1, 1, 1.0)
    """
    ties = ties_of(network)
    observed = observation(network, ties)
    drawn = _drawn(network, null, watch) if null else {}

    def compared(figure: Figure, name: str) -> Figure:
        if null is None or figure.value is None or name not in drawn:
            return figure
        return Figure(
            value=figure.value,
            unit=figure.unit,
            population=figure.population,
            counts=figure.counts,
            null=summary(figure.value, drawn[name], null.model, null.seed),
        )

    def number(name: str, unit: str) -> int | Figure:
        value = int(observed[name])
        return compared(Figure(value=value, unit=unit), name) if null else value

    return Density(
        actors=len(network.actors),
        projects=len(network.projects),
        participations=network.size,
        single_actor_projects=int(np.count_nonzero(network.consortium_sizes == 1)),
        ties=number("ties", "ties"),
        stable_ties=number("stable", "ties"),
        isolates=len(network.actors) - int(observed["active"]),
        giant_component=number("giant", "actors"),
        density_all=compared(one_mode_density(ties.size, len(network.actors), "all"), "density"),
        density_active=compared(one_mode_density(ties.size, int(observed["active"]), "active"), "density_active"),
        mean_degree=compared(mean_degree(ties), "degree"),
        newman_strength=compared(mean_strength(ties), "strength"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDensity:
    """The figures of the network of one group alone."""

    group: str
    figures: Density


@dataclass(frozen=True, slots=True, kw_only=True)
class DensityBy:
    """The density of the network of each group alone, each with its own numbers of actors and projects.

    `of` says what a group is: `actors` of it and the projects among them, or `projects` of it and those who take part.
    """

    by: str
    of: Literal["actors", "projects"]
    groups: tuple[GroupDensity, ...]


def density_by(network: TwoModeNetwork, by: str, *, null: Null | None = None, watch: Watch | None = None) -> DensityBy:
    """Return the density within each group of actors, or among those who take part in each group of projects.

    A project with several labels is in the network of each of them, so the groups do not add up to the whole. Within a
    group of actors all its actors count; among those who take part in a group of projects only they do.

    Raises
    ------
    NetworkError
        If neither actors nor projects are grouped by `by`.
    """
    labels = network.taggings[by].labels if by in network.taggings else network.grouping(by).labels
    samples = null.samples if null else 0
    told = (part_of(watch, number * samples, len(labels) * samples) for number in range(len(labels)))
    groups = tuple(
        GroupDensity(group=label, figures=collaboration_density(part, null=null, watch=watch))
        for (label, part), watch in zip(_parts(network, by), told, strict=True)
    )
    return DensityBy(by=by, of="projects" if by in network.taggings else "actors", groups=groups)


def _parts(network: TwoModeNetwork, by: str) -> Iterator[tuple[str, TwoModeNetwork]]:
    if by in network.taggings:
        for label in network.taggings[by].labels:
            yield label, network.keeping(network.taggings[by].having(label, len(network.projects)), idle=False)
        return
    grouping = network.grouping(by)
    for code, label in enumerate(grouping.labels):
        yield label, network.without(np.flatnonzero(grouping.codes != code).tolist())


def one_mode_density(ties: int, actors: int, population: Population) -> Figure:
    """Return the share of the pairs of `actors` actors that have a tie; None where there is no pair.

    >>> one_mode_density(4, 6, "all").value
    0.26666666666666666
    """
    pairs = actors * (actors - 1) // 2
    counts = {"ties": ties, "pairs": pairs, "actors": actors}
    return ratio(ties, pairs, "share of pairs", ALONE, population=population, counts=counts)


def two_mode_density(network: TwoModeNetwork) -> Figure:
    """Return participations / (actors x projects): how full the two-mode network is."""
    cells = len(network.actors) * len(network.projects)
    counts = {"participations": network.size, "cells": cells}
    return ratio(network.size, cells, "share of cells", "there is no actor or no project", counts=counts)


def mean_degree(ties: Ties) -> Figure:
    """Return the mean number of partners over all actors, 2m / n."""
    counts = {"ties": ties.size, "actors": ties.actors}
    return ratio(2 * ties.size, ties.actors, "partners an actor", NOBODY, counts=counts)


def mean_strength(ties: Ties) -> Figure:
    """Return the mean Newman strength over all actors: the number of an actor's projects that have a second one.

    It depends on the degrees alone: no null model with fixed degrees changes it.
    """
    total = round(2 * float(ties.newman.sum()))
    counts = {"total": total, "actors": ties.actors}
    return ratio(total, ties.actors, "projects with a partner an actor", NOBODY, counts=counts)


def mean_tie_value(ties: Ties, weights: NDArray[np.float64] | Indices) -> Figure:
    """Return the weighted density: the sum of the `weights` of all ties over the pairs of actors.

    With the degrees fixed the sum of counts is the same in every network, and so is that of Newman weights.
    """
    pairs = ties.actors * (ties.actors - 1) // 2
    total = float(weights.sum())
    return ratio(total, pairs, "weight a pair", ALONE, counts={"weight": total, "pairs": pairs})


def observation(network: TwoModeNetwork, ties: Ties) -> Mapping[str, float]:
    """Return the numbers of the observed network by the names under which they are drawn."""
    active = int(np.count_nonzero(ties.active))
    giant = giant_component(network.actor, network.project, len(network.actors), len(network.projects))
    return {"ties": ties.size, "stable": ties.stable().size, "active": active, "giant": giant}


def giant_component(actor: Indices, project: Indices, actors: int, projects: int) -> int:
    """Return how many actors the largest component has; an actor alone is one of one.

    >>> giant_component(np.array([0, 1, 2]), np.array([0, 0, 1]), 4, 2)
    2
    """
    return int(_largest(actor, project, actors, projects)) if actors else 0


@compiled
def _largest(actor: Indices, project: Indices, actors: int, projects: int) -> int:
    """Return the greatest number of actors that hang together; each set has a leader, to which its others lead."""
    leader = np.arange(actors + projects)
    sizes = np.zeros(actors + projects, np.int64)
    sizes[:actors] = 1
    for k in range(len(actor)):
        one, other = np.int64(actor[k]), actors + np.int64(project[k])
        while leader[one] != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        while leader[other] != other:
            leader[other] = leader[leader[other]]
            other = leader[other]
        if one != other:
            if sizes[one] < sizes[other]:
                one, other = other, one
            leader[other] = one
            sizes[one] += sizes[other]
    return int(sizes.max())


def _drawn(network: TwoModeNetwork, null: Null, watch: Watch | None) -> Mapping[str, NDArray[np.float64]]:
    actors, projects = len(network.actors), len(network.projects)
    rows = []
    for actor, project in draws(network, null, watch):
        counted = tally(actor, project, actors, projects)
        rows.append((counted.ties, counted.stable, counted.active, giant_component(actor, project, actors, projects)))
    ties, stable, active, giant = np.array(rows, np.float64).reshape(-1, 4).T
    strength = mean_strength(ties_of(network)).value or 0.0
    return {
        "ties": ties,
        "stable": stable,
        "giant": giant,
        "density": 2 * ties / max(actors * (actors - 1), 1),
        "density_active": 2 * ties / np.maximum(active * (active - 1), 1),
        "degree": 2 * ties / max(actors, 1),
        "strength": np.full(len(ties), strength),
    }
