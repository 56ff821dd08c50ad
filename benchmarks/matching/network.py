"""Baselines that look at who was in a project with whom: Adamic-Adar, and random walks with restart.

An actor that is not in the network has no neighbours: there both fall back on the popularity of hosts in its theme, as
docs/matching-evaluation.md did.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from benchmarks.matching.asks import Answer, Ask, Method, Past, Ranker, Task
from benchmarks.matching.popularity import ANY, theme_popularity
from benchmarks.matching.remembered import remembered

RESTART = 0.15
STEPS = 60
"""The walk has forgotten all but 0.85 to the 60th of where it began by then: less than 1 in 10,000."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Network:
    """Nodes and the groups they are in, as a matrix of ones: `rows` are the places of the nodes."""

    rows: Mapping[str, int]
    incidence: Any
    """A scipy CSR matrix, nodes × groups; scipy has no types."""


def network(past: Past) -> Network:
    """Return the network of the groups of `past`."""
    rows: dict[str, int] = {}
    members = [[rows.setdefault(one, len(rows)) for one in sorted(group)] for group in past.groups.values()]
    places = [row for group in members for row in group]
    columns = [column for column, group in enumerate(members) for _ in group]
    shape = (len(rows), len(members))
    return Network(rows=rows, incidence=sparse.csr_matrix((np.ones(len(places)), (places, columns)), shape=shape))


def adamic_adar() -> Method:
    """Return the ranking by Adamic-Adar: the neighbours in common, each by one over the log of its own neighbours."""

    def prepare(_: Task) -> Ranker:
        made = remembered(_ties)

        def ranker(ask: Ask) -> Answer:
            net, ties, log_degrees = made(ask.past)
            row = net.rows.get(ask.actor or "")
            if row is None:
                return Answer(points=theme_popularity(ask))
            weighted = ties[row].multiply(1 / log_degrees)
            rows = [net.rows.get(host) for host in ask.candidates]
            known = [one for one in rows if one is not None]
            found = iter(np.asarray((ties[known] @ weighted.T).todense()).ravel())
            return _answer(ask, [0.0 if one is None else float(next(found)) for one in rows])

        return ranker

    return Method(name="Adamic-Adar", prepare=prepare)


def random_walk(restart: float = RESTART) -> Method:
    """Return the ranking by random walks over actors and projects that return to who asks (Tong et al. 2006)."""

    def prepare(_: Task) -> Ranker:
        made = remembered(_transitions)

        def ranker(ask: Ask) -> Answer:
            net, there, back = made(ask.past)
            row = net.rows.get(ask.actor or "")
            if row is None:
                return Answer(points=theme_popularity(ask))
            found = _walked(there, back, row, restart)
            return _answer(ask, [float(found[net.rows[host]]) if host in net.rows else 0.0 for host in ask.candidates])

        return ranker

    return Method(name="random walk with restart", prepare=prepare)


def _ties(past: Past) -> tuple[Network, Any, Floats]:
    net = network(past)
    together = (net.incidence @ net.incidence.T).tocsr()
    together.setdiag(0)
    together.eliminate_zeros()
    together.data[:] = 1.0
    degrees = np.asarray(together.sum(axis=1)).ravel()
    return net, together, np.log(np.maximum(degrees, 2.0))


def _transitions(past: Past) -> tuple[Network, Any, Any]:
    net = network(past)
    sizes = np.asarray(net.incidence.sum(axis=0)).ravel()
    projects = np.asarray(net.incidence.sum(axis=1)).ravel()
    there = sparse.diags(1 / projects) @ net.incidence
    back = sparse.diags(1 / sizes) @ net.incidence.T
    return net, there.T.tocsr(), back.T.tocsr()


def _walked(there: Any, back: Any, row: int, restart: float) -> Floats:
    start = np.zeros(there.shape[1])
    start[row] = 1.0
    here = start
    for _ in range(STEPS):
        here = (1 - restart) * (back @ (there @ here)) + restart * start
    return here


def _answer(ask: Ask, found: Sequence[float]) -> Answer:
    """Return the points; hosts out of reach come after all others, in the order of their popularity in the theme."""
    popular = theme_popularity(ask)
    scale = ANY * min((one for one in found if one > 0), default=1.0) / (1 + max(popular.values(), default=0.0))
    return Answer(points={host: one + scale * popular[host] for host, one in zip(ask.candidates, found, strict=True)})
