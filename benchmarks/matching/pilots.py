"""Task (a): the pilots of the facts. Given the title of a trial and who made it, which test bed was it?

What a ranking may know is the title, and of the actor its focus areas and city where known: not the trial's city,
project, year or outcome, which were filled in afterwards. Three ways of hiding, from lenient to strict:

- *by company*: all trials of the actor are hidden, and its part in the projects they belong to;
- *by time*: only trials of earlier years, and projects that began before that year, are known; what is undated is not;
- *by campaign*: as by company, and all trials of anybody in the same project, on the same source page or under the
  same title: else the companions of a trial in one call tell where it was.

What cannot be undone: the records of the test beds were written after the trials and sometimes tell of them, and a
title sometimes names its place. Cases of which no long word of the title is in a name or address of the test bed
carry the mark `unnamed`.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

from benchmarks.matching.asks import RIGHT, Ask, Case, Past, Task
from benchmarks.matching.facts import Facts, host, past, themes
from graph.records import Participation, TestBed, Trial

UNNAMED = "unnamed"
LONG = 4
NOTES = (
    "One test bed is right for each trial; others that would have suited as well count as wrong.",
    "Records of test beds were written after the trials, and some tell of them: text methods gain from that.",
)


def pilots(known: Facts) -> tuple[Task, ...]:
    """Return the pilots, hidden by company, by time and by campaign."""
    hosts = tuple(map(host, known.testbeds.values()))
    asked = [trial for trial in known.trials if trial.testbed in known.testbeds]
    ways = (
        ("pilots-company", "pilots, each company's own hidden", _cases(known, asked, _by_company(known))),
        (
            "pilots-time",
            "pilots, only earlier years known",
            _cases(known, [trial for trial in asked if trial.year], _by_time(known), dated=True),
        ),
        ("pilots-campaign", "pilots, whole campaigns hidden", _cases(known, asked, _by_campaign(known))),
    )
    return tuple(
        Task(name=name, part="a", title=title, hosts=hosts, cases=cases, notes=NOTES) for name, title, cases in ways
    )


def campaign(trial: Trial, others: Iterable[Trial]) -> frozenset[str]:
    """Return the keys of `others` that share the project, the source page or the title of `trial`."""
    return frozenset(
        other.key
        for other in others
        if (trial.project is not None and other.project == trial.project)
        or (trial.origin.url is not None and other.origin.url == trial.origin.url)
        or other.title == trial.title
    )


def _cases(
    known: Facts, asked: Iterable[Trial], seen: Callable[[Trial], Past], *, dated: bool = False
) -> tuple[Case, ...]:
    return tuple(_case(known, trial, seen(trial), dated=dated) for trial in asked)


def _case(known: Facts, trial: Trial, seen: Past, *, dated: bool) -> Case:
    actor = known.organisations.get(trial.actor or "")
    bed = known.testbeds[trial.testbed or ""]
    used = frozenset(use.host for use in seen.uses if trial.actor in use.actors)
    return Case(
        ask=Ask(
            id=trial.key,
            past=seen,
            candidates=tuple(known.testbeds),
            text=trial.title,
            language="en",
            actor=trial.actor,
            themes=themes(actor.classifications) if actor else frozenset(),
            place=actor.city if actor else None,
            when=date(trial.year, 1, 1) if dated and trial.year else None,
        ),
        unit=trial.actor or f"trial/{trial.key}",
        grades={bed.key: RIGHT},
        known=used,
        cold=not any(trial.actor in members for members in seen.groups.values()),
        marks=frozenset() if names_place(trial.title, bed) else frozenset({UNNAMED}),
    )


def names_place(title: str, bed: TestBed) -> bool:
    """Say whether a word of at least four letters is both in `title` and in a name, district or address of `bed`."""
    told = (bed.names.fi, bed.names.sv, bed.names.en, bed.district, bed.address)
    return bool(_words(title) & _words(" ".join(filter(None, told))))


def _by_company(known: Facts) -> Callable[[Trial], Past]:
    @cache
    def seen(actor: str | None, unnamed: str | None) -> Past:
        hidden = {trial.key for trial in known.trials if (actor and trial.actor == actor) or trial.key == unnamed}
        return _without(known, hidden, actor)

    return lambda trial: seen(trial.actor, None if trial.actor else trial.key)


def _by_campaign(known: Facts) -> Callable[[Trial], Past]:
    def seen(trial: Trial) -> Past:
        own = [other for other in known.trials if other is trial or (trial.actor and other.actor == trial.actor)]
        hidden = {other.key for other in own}.union(*(campaign(one, known.trials) for one in own))
        return _without(known, hidden, trial.actor)

    return seen


def _without(known: Facts, hidden: set[str], actor: str | None) -> Past:
    shown = [trial for trial in known.trials if trial.key not in hidden]
    theirs = {trial.project for trial in known.trials if trial.key in hidden}
    parts = [one for one in known.participations if one.organisation != actor or one.project not in theirs]
    return past(known, shown, parts)


def _by_time(known: Facts) -> Callable[[Trial], Past]:
    @cache
    def seen(year: int) -> Past:
        earlier = [trial for trial in known.trials if trial.year is not None and trial.year < year]
        return past(known, earlier, [part for part in known.participations if _began_before(known, part, year)])

    return lambda trial: seen(trial.year or 0)


def _began_before(known: Facts, part: Participation, year: int) -> bool:
    project = known.projects.get(part.project)
    start = None if project is None else project.start
    return start is not None and int(start[:4]) < year


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) >= LONG}
