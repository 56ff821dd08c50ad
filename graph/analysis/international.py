"""How actors at home are tied to partners abroad: by country, by what the projects are about, and who to whom.

Home and abroad are groups of a grouping of actors (their origin), and partners are told by another (their country).
Actors whose origin is not known are neither: ties to them are counted apart, and a share leaves them out. Most partners
abroad are known through one project of a programme that publishes its consortia, so that a network of few sources shows
few countries.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.figures import Figure, ratio
from graph.analysis.foreign import NO_FOREIGN_TIE, Sides, sides
from graph.analysis.network import Grouping, Indices, TwoModeNetwork
from graph.analysis.ties import STABLE, Ties, ties_of
from graph.analysis.years import ties_within

NO_TIE = "no actor at home has a tie to an actor whose origin is known"
NO_PROJECT = "no actor at home takes part in a project"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryTies:
    """The ties of actors at home to `partners` in one country, or of unknown country.

    `home_actors` have such a tie, which `projects` make. `stable_ties` are of two projects or more. `share` is that of
    all ties abroad. With a tagging, only ties count that projects of the `label` make, and shares are among them.
    """

    country: str
    label: str | None
    home_actors: int
    partners: int
    ties: int
    stable_ties: int
    projects: int
    share: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class International:
    """How actors of the group `home` of the grouping `origin` are tied to those `abroad`.

    `tied_actors` of the `home_actors` have one of the `ties` to one of the `partners` abroad. They have `ties_at_home`
    among themselves, `ties_elsewhere` to actors of other known origin, `ties_unknown` to those of unknown origin.
    `share` is `ties` over all of these whose origin is known; `project_share` the share of the `home_projects` (with an
    actor at home) that have one abroad. The rows are those of most ties first, then by country and label.
    """

    origin: str
    home: str
    abroad: str
    by: str
    tagging: str | None
    home_actors: int
    tied_actors: int
    partners: int
    ties: int
    stable_ties: int
    ties_at_home: int
    ties_elsewhere: int
    ties_unknown: int
    share: Figure
    home_projects: int
    projects: int
    project_share: Figure
    rows: tuple[CountryTies, ...]


def international(
    network: TwoModeNetwork,
    *,
    origin: str = "origin",
    home: str = "region",
    abroad: str = "abroad",
    by: str = "country",
    tagging: str | None = None,
) -> International:
    """Return how actors at home are tied to partners abroad.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    origin
        The grouping of actors by where they are.
    home, abroad
        Which of its groups is at home, and which abroad.
    by
        The grouping of actors that tells partners abroad apart.
    tagging
        With one, there is a row for each country and label of projects.

    Raises
    ------
    NetworkError
        If there is no such grouping or tagging, nobody is at home, or that group is the one abroad too.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> groups = {"origin": {"vtt": "region", "tno": "abroad"}, "country": {"tno": "NL"}}
    >>> found = international(network_of([("vtt", "p"), ("tno", "p")], groups=groups))
    >>> [(row.country, row.ties, row.projects) for row in found.rows], found.share.value
    ([('NL', 1, 1)], 1.0)
    """
    side = sides(network, origin=origin, home=home, abroad=abroad)
    countries, ties = network.grouping(by), ties_of(network)
    every = np.ones(len(network.projects), np.bool_)
    parts = [(None, every, ties)] if tagging is None else _parts(network, tagging)
    rows = [row for label, mask, some in parts for row in _rows(network, side, countries, label, mask, some)]
    there, joined = (int(one.sum()) for one in side.projects(network, every))
    between = side.between(ties)
    across, at_home = len(between.at_home), int(np.count_nonzero(side.home[ties.one] & side.home[ties.other]))
    touching = side.home[ties.one] | side.home[ties.other]
    known = int(np.count_nonzero(touching & side.known[ties.one] & side.known[ties.other]))
    return International(
        origin=origin,
        home=home,
        abroad=abroad,
        by=by,
        tagging=tagging,
        home_actors=int(np.count_nonzero(side.home)),
        tied_actors=len(np.unique(between.at_home)),
        partners=len(np.unique(between.partner)),
        ties=across,
        stable_ties=int(np.count_nonzero(between.count >= STABLE)),
        ties_at_home=at_home,
        ties_elsewhere=known - across - at_home,
        ties_unknown=int(np.count_nonzero(touching)) - known,
        share=ratio(across, known, "share of ties", NO_TIE, counts={"abroad": across, "known": known}),
        home_projects=there,
        projects=joined,
        project_share=ratio(joined, there, "share of projects", NO_PROJECT, counts={"abroad": joined, "home": there}),
        rows=tuple(sorted(rows, key=lambda row: (-row.ties, row.country, row.label or ""))),
    )


def _parts(network: TwoModeNetwork, tagging: str) -> list[tuple[str | None, NDArray[np.bool_], Ties]]:
    """Return, for each label, the projects that have it and their ties."""
    labels = network.tagging(tagging).labels
    masks = {label: network.tagging(tagging).having(label, len(network.projects)) for label in labels}
    return [(label, mask, ties_within(network, mask)) for label, mask in masks.items()]


def _rows(
    network: TwoModeNetwork,
    side: Sides,
    countries: Grouping,
    label: str | None,
    mask: NDArray[np.bool_],
    ties: Ties,
) -> Iterator[CountryTies]:
    found = side.between(ties)
    many, actors = len(countries.labels), len(network.actors)
    country = countries.codes[found.partner].astype(np.int64)
    _, joined = side.projects(network, mask)
    rows = joined[network.project] & side.abroad[network.actor]
    project_countries = countries.codes[network.actor[rows]].astype(np.int64)
    counted = {
        "home_actors": _distinct(country, found.at_home, actors, many),
        "partners": _distinct(country, found.partner, actors, many),
        "ties": np.bincount(country, minlength=many),
        "stable_ties": np.bincount(country[found.count >= STABLE], minlength=many),
        "projects": _distinct(project_countries, network.project[rows], len(network.projects), many),
    }
    total = len(country)
    for place in np.flatnonzero(counted["ties"]).tolist():
        numbers = {name: int(some[place]) for name, some in counted.items()}
        share = ratio(numbers["ties"], total, "share of ties abroad", NO_FOREIGN_TIE, counts={"ties": total})
        yield CountryTies(country=countries.labels[place], label=label, share=share, **numbers)


def _distinct(country: NDArray[np.int64], thing: Indices, things: int, countries: int) -> NDArray[np.int64]:
    """Return how many different things there are for each country."""
    pairs = np.unique(country * max(things, 1) + thing)
    return np.bincount(pairs // max(things, 1), minlength=countries).astype(np.int64)
