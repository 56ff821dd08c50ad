"""Baselines that look at how often a host was used, not at what is asked: chance, popularity, theme × place."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from benchmarks.matching.asks import Answer, Ask, Host, Method, Past, Ranker, Task, Use
from benchmarks.matching.remembered import remembered

HALF_LIFE = 2.0
"""After so many years a use counts half."""

PLACE_AND_THEME, THEME, ANY = 1.0, 0.1, 0.001
"""What a use counts in theme × place popularity: with both in common, with the theme, with neither."""

BELONGS = ANY / 10
"""What a host gets for its own theme or city, which only orders hosts that were used alike."""


def chance() -> Method:
    """Return the ranking in which all hosts tie: what a measure gives to random orders, exactly."""

    def prepare(_: Task) -> Ranker:
        return lambda ask: Answer(points=dict.fromkeys(ask.candidates, 0.0))

    return Method(name="random", prepare=prepare)


def popularity() -> Method:
    """Return the ranking by number of uses."""

    def prepare(_: Task) -> Ranker:
        counted = remembered(_counted)
        return lambda ask: _answer(ask, counted(ask.past))

    return Method(name="popularity", prepare=prepare)


def recent_popularity() -> Method:
    """Return the ranking by uses that fade by half every two years before the ask, or before the newest use known.

    Uses without a year only order hosts that are equal otherwise.
    """

    def prepare(_: Task) -> Ranker:
        def ranker(ask: Ask) -> Answer:
            now = _now(ask)
            points: defaultdict[str, float] = defaultdict(float)
            for use in ask.past.uses:
                points[use.host] += ANY if use.year is None else 0.5 ** ((now - use.year) / HALF_LIFE)
            return _answer(ask, points)

        return ranker

    return Method(name="recent popularity", prepare=prepare)


def theme_place_popularity(
    name: str = "theme × place popularity", told: Mapping[str, frozenset[str]] | None = None
) -> Method:
    """Return the ranking by uses that share the theme and the place of the ask, then its theme, then by all uses.

    Where an ask tells neither, this is popularity. `told` has themes by ask that are to be known besides: with them
    this becomes a baseline that knows more than a ranking may; it answers only tasks that these asks are of.
    """

    def prepare(task: Task) -> Ranker | None:
        if told is not None and told.keys().isdisjoint(case.ask.id for case in task.cases):
            return None
        hosts = {host.id: host for host in task.hosts}

        def ranker(ask: Ask) -> Answer:
            themes = ask.themes | (told or {}).get(ask.id, frozenset())
            points: defaultdict[str, float] = defaultdict(float)
            for use in ask.past.uses:
                points[use.host] += _weight(use, themes, ask.place)
            for one in ask.candidates:
                points[one] += BELONGS * _belongs(hosts[one], themes, ask.place)
            return _answer(ask, points)

        return ranker

    return Method(name=name, prepare=prepare, knows_more=told is not None)


def theme_popularity(ask: Ask) -> dict[str, float]:
    """Return the uses of each host that share a theme with the ask, then all uses: what graph methods fall back on."""
    points: defaultdict[str, float] = defaultdict(float)
    for use in ask.past.uses:
        points[use.host] += 1.0 if use.themes & ask.themes else ANY
    return {host: points[host] for host in ask.candidates}


def _counted(past: Past) -> dict[str, float]:
    points: defaultdict[str, float] = defaultdict(float)
    for use in past.uses:
        points[use.host] += 1
    return dict(points)


def _weight(use: Use, themes: frozenset[str], place: str | None) -> float:
    in_theme, in_place = bool(use.themes & themes), place is not None and place in use.places
    weight = ANY
    if in_theme and in_place:
        weight += PLACE_AND_THEME
    elif in_place and not themes:
        weight += THEME
    if in_theme:
        weight += THEME
    return weight


def _belongs(host: Host, themes: frozenset[str], place: str | None) -> int:
    return 2 * bool(host.themes & themes) + (place is not None and place in host.cities)


def _answer(ask: Ask, points: Mapping[str, float]) -> Answer:
    return Answer(points={host: points.get(host, 0.0) for host in ask.candidates})


def _now(ask: Ask) -> int:
    day: date | None = ask.when
    return day.year if day else max((use.year for use in ask.past.uses if use.year), default=0)
