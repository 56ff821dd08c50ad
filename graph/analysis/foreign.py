"""Ties between actors at home and partners abroad, and the strongest of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.alphabetical import alphabetical
from graph.analysis.network import Indices, TwoModeNetwork
from graph.analysis.ties import Ties, ties_of
from graph.errors import NetworkError

NO_FOREIGN_TIE = "no actor at home has a tie abroad"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Between:
    """Ties between an actor at home and a partner abroad."""

    at_home: Indices
    partner: Indices
    count: Indices
    newman: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sides:
    """Which actors are at home, which abroad, and of which the origin is known."""

    home: NDArray[np.bool_]
    abroad: NDArray[np.bool_]
    known: NDArray[np.bool_]

    def between(self, ties: Ties) -> Between:
        """Return the ties between both sides."""
        first = self.home[ties.one] & self.abroad[ties.other]
        some = ties.keeping(first | (self.abroad[ties.one] & self.home[ties.other]))
        at_home = np.where(self.home[some.one], some.one, some.other)
        partner = np.where(self.home[some.one], some.other, some.one)
        return Between(at_home=at_home, partner=partner, count=some.count, newman=some.newman)

    def projects(self, network: TwoModeNetwork, mask: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return which projects of a mask have an actor at home, and which of these have one abroad."""
        at_home, abroad = (np.zeros(len(network.projects), np.bool_) for _ in range(2))
        at_home[network.project[self.home[network.actor]]] = True
        abroad[network.project[self.abroad[network.actor]]] = True
        return mask & at_home, mask & at_home & abroad


def sides(network: TwoModeNetwork, *, origin: str, home: str, abroad: str) -> Sides:
    """Return who is at home and who abroad: in the groups of these labels of the grouping `origin`.

    Raises
    ------
    NetworkError
        If there is no such grouping, nobody is at home, or both are the same.
    """
    grouping = network.grouping(origin)
    if home == abroad:
        raise NetworkError(f"home and abroad are both {home!r}")
    if grouping.labels and home not in grouping.labels:
        raise NetworkError(f"no actor is of the {origin} {home!r}; there are {', '.join(grouping.labels)}")
    places = {label: place for place, label in enumerate(grouping.labels)}
    return Sides(
        home=grouping.codes == places.get(home, -1),
        abroad=grouping.codes == places.get(abroad, -1),
        known=grouping.known,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignTie:
    """An actor at home and a partner abroad, the `projects` that they share, and their Newman weight."""

    actor: str
    name: str
    partner: str
    partner_name: str
    country: str
    projects: int
    newman: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignTies:
    """The ties abroad of most projects, then of the greatest Newman weight, equal ones by identifier, of `ties` in all.

    The Newman weight of a tie is the sum over its projects of 1 / (actors - 1): a small project makes a closer tie.
    """

    home: str
    abroad: str
    by: str
    ties: int
    reason: str | None
    rows: tuple[ForeignTie, ...]


def foreign_ties(
    network: TwoModeNetwork,
    *,
    origin: str = "origin",
    home: str = "region",
    abroad: str = "abroad",
    by: str = "country",
    limit: int = 50,
) -> ForeignTies:
    """Return the strongest ties of actors at home to partners abroad.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    origin, home, abroad, by
        As for `international`.
    limit
        How many ties to return at most.

    Raises
    ------
    NetworkError
        If there is no such grouping, or nobody is at home.
    """
    ordered = alphabetical(network)
    countries = ordered.grouping(by)
    found = sides(ordered, origin=origin, home=home, abroad=abroad).between(ties_of(ordered))
    order = np.lexsort((found.partner, found.at_home, -np.round(found.newman, 12), -found.count))[:limit]
    rows = []
    for at in order.tolist():
        one, other = ordered.actors[found.at_home[at]], ordered.actors[found.partner[at]]
        rows.append(
            ForeignTie(
                actor=one,
                name=ordered.name(one),
                partner=other,
                partner_name=ordered.name(other),
                country=countries.labels[countries.codes[found.partner[at]]],
                projects=int(found.count[at]),
                newman=float(found.newman[at]),
            )
        )
    ties = len(found.at_home)
    reason = None if ties else NO_FOREIGN_TIE
    return ForeignTies(home=home, abroad=abroad, by=by, ties=ties, reason=reason, rows=tuple(rows))
