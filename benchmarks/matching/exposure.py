"""Which hosts a ranking shows at all, and whether some cities or operators are shown more than they offer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from benchmarks.matching.asks import Host
from benchmarks.matching.measures import DIGITS

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Of a city or operator: its share of what is offered, and of what was shown."""

    name: str
    supply: float
    shown: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """What the first `k` places held, over all asks. `ever_shown` is the share of hosts that were ever among them."""

    k: int
    ever_shown: float
    gini: float
    cities: tuple[Share, ...]
    operators: tuple[Share, ...]


def exposure(hosts: Sequence[Host], shown: Iterable[Mapping[str, float]], k: int = 10) -> Exposure:
    """Return the exposure of `hosts` in the first `k` places of rankings, each given by the points of its hosts.

    Hosts that tie for fewer places than they are share these places evenly; such a share counts as shown from a tenth
    of a place on, all asks taken together.
    """
    places: defaultdict[str, float] = defaultdict(float)
    for points in shown:
        for host, share in _places(points, k).items():
            places[host] += share
    seen = [places[host.id] for host in hosts]
    return Exposure(
        k=k,
        ever_shown=sum(one >= 0.1 for one in seen) / len(hosts),
        gini=gini(seen),
        cities=_shares([(tuple(sorted(host.cities)) or (UNKNOWN,), places[host.id]) for host in hosts]),
        operators=_shares([((host.operator or UNKNOWN,), places[host.id]) for host in hosts]),
    )


def gini(values: Sequence[float]) -> float:
    """Return the Gini coefficient: 0 where all are shown alike, near 1 where one has all; 0 where nothing is shown.

    >>> gini([0, 0, 0, 4])
    0.75
    """
    total, size = sum(values), len(values)
    if not total:
        return 0.0
    ranked = sum(rank * value for rank, value in enumerate(sorted(values), start=1))
    return max(0.0, 2 * ranked / (size * total) - (size + 1) / size)


def _places(points: Mapping[str, float], k: int) -> dict[str, float]:
    ranked = sorted(((round(value, DIGITS), host) for host, value in points.items()), reverse=True)
    left, found = k, {}
    for _, group in groupby(ranked, key=lambda one: one[0]):
        tied = [host for _, host in group]
        given = min(len(tied), left)
        found.update(dict.fromkeys(tied, given / len(tied)))
        left -= given
        if not left:
            break
    return found


def _shares(named: Sequence[tuple[tuple[str, ...], float]]) -> tuple[Share, ...]:
    supply: defaultdict[str, float] = defaultdict(float)
    shown: defaultdict[str, float] = defaultdict(float)
    for names, places in named:
        for name in names:
            supply[name] += 1 / len(names)
            shown[name] += places / len(names)
    total = sum(shown.values()) or 1
    return tuple(
        Share(name=name, supply=count / len(named), shown=shown[name] / total)
        for name, count in sorted(supply.items(), key=lambda one: (-one[1], one[0]))
    )
