"""Task (c): the judged needs, asked of all test beds.

Grades are about content, constraints stand apart (`GUIDELINE.md`): a test bed whose record says *no* to a constraint
may not be shown, and leaves the ideal list too; where the record does not say, it stays. The task comes twice: with all
test beds graded as if open, and with those left out that have ended. All trials are known to a ranking, for no grade
rests on them. A need counts once, in however many languages it is told.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from benchmarks.matching.asks import Ask, Case, Task
from benchmarks.matching.facts import Facts, host, past, themes
from benchmarks.matching.needs import Constraints, Grade, Need
from graph.records import TestBed

NOTES = ("One grader, no agreement between people; 2 and 3 are right where a measure wants yes or no.",)
ENDED, PLANNED = "ended", "planned"


def judged(known: Facts, asked: Iterable[Need], graded: Iterable[Grade]) -> tuple[Task, ...]:
    """Return the needs over all test beds, and over those that have not ended."""
    told = tuple(asked)
    grades = _by_need(graded)
    still = {key: bed for key, bed in known.testbeds.items() if bed.status != ENDED}
    return (
        _task(known, told, grades, known.testbeds, "needs", "judged needs, all test beds as if open"),
        _task(known, told, grades, still, "needs-open", "judged needs, test beds that have ended left out"),
    )


def refuses(bed: TestBed, asks: Constraints) -> bool:
    """Say whether the record answers *no* to one of the constraints; not knowing is no refusal."""
    return any(says_no(bed, asks) for says_no in REFUSALS)


def elsewhere(bed: TestBed, asks: Constraints) -> bool:
    """Say whether the test bed is known to be in other cities only."""
    cities = bed.cities or tuple(filter(None, [bed.city]))
    return asks.city is not None and bool(cities) and asks.city.casefold() not in cities


def off_theme(bed: TestBed, asks: Constraints) -> bool:
    """Say whether the test bed is known to be about other themes only."""
    told = themes(bed.classifications) | {theme.replace(" ", "-") for theme in bed.themes}
    return asks.theme is not None and bool(told) and asks.theme not in told


def out_of_readiness(bed: TestBed, asks: Constraints) -> bool:
    """Say whether the test bed is known to be for lower or higher readiness."""
    if asks.trl is None:
        return False
    return (bed.trl_min is not None and asks.trl < bed.trl_min) or (bed.trl_max is not None and asks.trl > bed.trl_max)


def other_access(bed: TestBed, asks: Constraints) -> bool:
    """Say whether the way in is known to be another."""
    return asks.access is not None and bed.access_mode is not None and asks.access != bed.access_mode


def out_of_time(bed: TestBed, asks: Constraints) -> bool:
    """Say whether the test bed is known to end before the dates asked about, or to start after them."""
    ends = asks.start is not None and (bed.status == ENDED or _is_before(bed.end, asks.start))
    starts = asks.end is not None and bed.start is not None and _first(bed.start) > asks.end.isoformat()
    return ends or starts


def other_language(bed: TestBed, asks: Constraints) -> bool:
    """Say whether the test bed is known to serve in other languages only."""
    return asks.service_lang is not None and bool(bed.languages) and asks.service_lang not in bed.languages


REFUSALS: tuple[Callable[[TestBed, Constraints], bool], ...] = (
    elsewhere,
    off_theme,
    out_of_readiness,
    other_access,
    out_of_time,
    other_language,
)


def _task(
    known: Facts,
    asked: Iterable[Need],
    grades: Mapping[str, Mapping[str, int]],
    beds: Mapping[str, TestBed],
    name: str,
    title: str,
) -> Task:
    seen = past(known, known.trials, known.participations)
    cases = []
    for need in asked:
        candidates = tuple(key for key, bed in beds.items() if not refuses(bed, need.constraints))
        ask = Ask(
            id=need.id,
            past=seen,
            candidates=candidates,
            text=need.text,
            language=need.language,
            themes=frozenset(filter(None, [need.constraints.theme])),
            place=need.constraints.city.casefold() if need.constraints.city else None,
            constraints=need.constraints,
        )
        marks = {need.language, f"area {need.area}"}
        cases.append(Case(ask=ask, unit=need.pair or need.id, grades=grades.get(need.id, {}), marks=frozenset(marks)))
    hosts = tuple(map(host, beds.values()))
    return Task(name=name, part="c", title=title, hosts=hosts, cases=tuple(cases), notes=NOTES)


def _by_need(graded: Iterable[Grade]) -> dict[str, dict[str, int]]:
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for one in graded:
        found[one.need][one.testbed] = one.grade
    return dict(found)


def _is_before(end: str | None, day: date) -> bool:
    """Say whether `end`, a partial date, is over before `day`: 2026-05 ends on its last day."""
    return end is not None and end < day.isoformat()[: len(end)]


def _first(start: str) -> str:
    return (start + "-01-01")[:10]
