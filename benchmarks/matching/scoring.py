"""Methods asked all cases of a task, and what that is worth, by slice and by unit (company or need)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.matching.asks import SUITS, Answer, Case, Method, Task
from benchmarks.matching.measures import MEASURES, groups

ALL, NEW, COLD, WARM = "all", "new links", "cold", "warm"
"""The whole; hosts that the company had used before left out, in the ranking too; companies not seen before; the
new links of those that were seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The answers of one method to all cases of a task, in their order."""

    method: Method
    task: Task
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What one method is worth on one slice: for each measure the mean of each unit, units in alphabetical order."""

    method: str
    task: str
    slice: str
    units: tuple[str, ...]
    cases: int
    values: Mapping[str, tuple[float, ...]]


def asked(method: Method, task: Task) -> Asked | None:
    """Return the answers of `method` to `task`, or None where it has nothing to go by."""
    ranker = method.prepare(task)
    if ranker is None:
        return None
    return Asked(method=method, task=task, answers=tuple(ranker(case.ask) for case in task.cases))


def slices(task: Task) -> dict[str, Callable[[Case], bool]]:
    """Return which cases are in which slice: all, new links, cold and warm, and one for each mark that cases carry."""
    found: dict[str, Callable[[Case], bool]] = {ALL: lambda _: True}
    if any(case.known for case in task.cases):
        found[NEW] = lambda _: True
    if len({case.cold for case in task.cases}) == 2:
        found |= {COLD: lambda case: case.cold, WARM: lambda case: not case.cold}
    return found | {
        mark: _marked(mark) for mark in sorted(frozenset[str]().union(*(case.marks for case in task.cases)))
    }


def scored(found: Asked, name: str = ALL, among: Callable[[Case], bool] | None = None) -> Scored:
    """Return what the answers are worth on the cases `among` those that are answerable.

    On the slices of new links and of warm companies, the hosts known before are left out, and cases that then have no
    right answer left.
    """
    by_unit: defaultdict[str, list[dict[str, float]]] = defaultdict(list)
    for case, answer in zip(found.task.cases, found.answers, strict=True):
        if among is not None and not among(case):
            continue
        candidates = [one for one in case.ask.candidates if name not in {NEW, WARM} or one not in case.known]
        if any(case.grades.get(one, 0) >= SUITS for one in candidates):
            by_unit[case.unit].append(_measured(case, answer, candidates))
    units = tuple(sorted(by_unit))
    return Scored(
        method=found.method.name,
        task=found.task.name,
        slice=name,
        units=units,
        cases=sum(map(len, by_unit.values())),
        values={measure: tuple(_mean(one[measure] for one in by_unit[unit]) for unit in units) for measure in MEASURES},
    )


def all_scored(found: Asked) -> list[Scored]:
    """Return what the answers are worth on each slice that has cases."""
    worth = [scored(found, name, among) for name, among in slices(found.task).items()]
    return [one for one in worth if one.cases]


def _marked(mark: str) -> Callable[[Case], bool]:
    return lambda case: mark in case.marks


def _measured(case: Case, answer: Answer, candidates: Sequence[str]) -> dict[str, float]:
    shown = groups(answer.points, case.grades, candidates)
    possible = [case.grades.get(one, 0) for one in candidates]
    return {name: measure(shown, possible) for name, measure in MEASURES.items()}


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)
