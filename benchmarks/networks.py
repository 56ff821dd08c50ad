"""Two-mode networks of any size that are shaped like CORDIS, drawn with a seed.

Of the projects three in five have one actor; the others a dozen on average, a few as many as 150. Half of the actors
take part once, twice or three times, a few in hundreds of projects, and some in none. There are as many projects as
actors, five participations to each, and about 33 ties to an actor, most of them made by the largest consortia. Who
takes part in much is anywhere in the order of actors, as in a release, where they come by identifier.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from graph.analysis.network import UNKNOWN, Grouping, Indices, Tagging, TwoModeNetwork, collapsed

ALONE = 0.6
"""The share of projects with one actor."""

MEAN, SPREAD, LARGEST = 11.0, 8.0, 150
"""Actors in a project that has more than one: mean and standard deviation of a log-normal law, and the most."""

SKEW = 0.8
"""Exponent of the power law by which an actor's share of participations falls with its rank."""

SEATED = 0.97
"""The share of actors that surely take part in something."""

GROUPINGS: Mapping[str, tuple[tuple[str, ...], tuple[float, ...] | None]] = {
    "kind": (
        ("agency", "city", "company", "hospital", "institute", "university", UNKNOWN),
        (0.05, 0.05, 0.55, 0.05, 0.1, 0.15, 0.05),
    ),
    "city": (("Espoo", "Helsinki", "Vantaa", *(f"city {number:02}" for number in range(12)), UNKNOWN), None),
    "country": (("DE", "EE", "FI", "FR", "SE", UNKNOWN), None),
    "origin": (("abroad", "finland", "region", UNKNOWN), None),
}
"""The labels of each grouping, and the share of actors of each; evenly where none are given."""

AREAS = ("4.1", "4.2", "4.3", "4.4")
FIRST, LAST = 2014, 2027


def network(actors: int, *, seed: int = 1) -> TwoModeNetwork:
    """Return a network of so many actors; the same number and seed give the same one."""
    random = np.random.default_rng(seed)
    projects = actors
    sizes = _sizes(projects, actors, random)
    project = np.repeat(np.arange(projects, dtype=np.int32), sizes)
    chosen = _actors(len(project), actors, random)
    leads = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    lead = np.zeros(len(project), np.bool_)
    lead[leads] = True
    actor, project, lead = collapsed(chosen, project, lead, projects)
    start = random.integers(FIRST, LAST, projects).astype(np.int16)
    return TwoModeNetwork(
        actors=tuple(f"actor-{number:06}" for number in range(actors)),
        projects=tuple(f"project-{number:06}" for number in range(projects)),
        actor=actor,
        project=project,
        lead=lead,
        start=start,
        end=start + random.integers(1, 6, projects).astype(np.int16),
        groupings={
            name: Grouping(name=name, labels=labels, codes=_codes(random, labels, actors, shares))
            for name, (labels, shares) in GROUPINGS.items()
        },
        taggings={
            "focus-area": Tagging(
                name="focus-area",
                labels=AREAS,
                projects=np.arange(projects, dtype=np.int32),
                tags=_codes(random, AREAS, projects),
            )
        },
    )


def _sizes(projects: int, actors: int, random: np.random.Generator) -> NDArray[np.int64]:
    variance = np.log1p((SPREAD / MEAN) ** 2)
    sizes = np.rint(random.lognormal(np.log(MEAN) - variance / 2, np.sqrt(variance), projects)).clip(2, LARGEST)
    sizes[random.random(projects) < ALONE] = 1
    sizes[: 1 + projects // 20_000] = LARGEST
    whole: NDArray[np.int64] = np.minimum(sizes, max(actors // 3, 1)).astype(np.int64)
    return whole


def _actors(seats: int, actors: int, random: np.random.Generator) -> Indices:
    """Return who is in each seat: all but a few actors in one of them, the others by popularity."""
    shares = np.cumsum(np.arange(1, actors + 1) ** -SKEW)
    ranked = np.searchsorted(shares, random.random(seats) * shares[-1])
    seated = random.permutation(seats)[: int(SEATED * actors)]
    ranked[seated] = random.permutation(actors)[: len(seated)]
    found: Indices = random.permutation(actors)[ranked].astype(np.int32)
    return found


def _codes(
    random: np.random.Generator, labels: tuple[str, ...], count: int, shares: tuple[float, ...] | None = None
) -> Indices:
    return random.choice(len(labels), count, p=shares).astype(np.int32)
