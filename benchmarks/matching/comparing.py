"""All methods on one task, side by side: means with intervals, paired differences, slices, exposure and abstention."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.matching.abstention import Abstention, abstention, judgements, separation
from benchmarks.matching.asks import Method, Task
from benchmarks.matching.exposure import Exposure, exposure
from benchmarks.matching.intervals import Difference, Interval, difference, interval
from benchmarks.matching.measures import MEASURES
from benchmarks.matching.overlap import Overlap, overlaps
from benchmarks.matching.scoring import Asked, Scored, all_scored, asked

MAIN = ("nDCG@10", "nDCG@5")
"""The measures by which methods are compared; the others stand beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One method on one slice. `to_bar` has, for each main measure, how far it is above the bar; None for the bar."""

    method: str
    slice: str
    cases: int
    means: Mapping[str, Interval]
    to_bar: Mapping[str, Difference] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """How far a ranking that ships is above another method, on one slice, by one measure."""

    method: str
    other: str
    slice: str
    measure: str
    difference: Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstained:
    """What abstaining by one method's confidence is worth. `separation` is the area under the ROC curve."""

    method: str
    found: Abstention
    separation: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One task: everything that the report tells of it. `silent` are the methods that had nothing to go by."""

    task: str
    part: str
    title: str
    notes: tuple[str, ...]
    hosts: int
    cases: int
    lines: tuple[Line, ...]
    against: tuple[Against, ...]
    exposures: Mapping[str, Exposure]
    abstentions: tuple[Abstained, ...]
    overlaps: Mapping[str, tuple[Overlap, ...]]
    silent: tuple[str, ...]


def comparison(task: Task, methods: Iterable[Method], bar: str) -> Comparison:
    """Return what `methods` are worth on `task`, each compared with the method called `bar`."""
    told = {method.name: asked(method, task) for method in methods}
    answered = [found for found in told.values() if found is not None]
    silent = [name for name, found in told.items() if found is None]
    worth = {found.method.name: {one.slice: one for one in all_scored(found)} for found in answered}
    return Comparison(
        task=task.name,
        part=task.part,
        title=task.title,
        notes=task.notes,
        hosts=len(task.hosts),
        cases=len(task.cases),
        lines=tuple(
            _line(one, worth[bar][name] if method != bar else None)
            for method, by_slice in worth.items()
            for name, one in by_slice.items()
        ),
        against=tuple(_against([found.method.name for found in answered if found.method.ships], worth)),
        exposures={found.method.name: _exposure(found) for found in answered},
        abstentions=tuple(_abstained(answered)),
        overlaps={found.method.name: overlaps(found) for found in answered},
        silent=tuple(silent),
    )


def _line(one: Scored, bar: Scored | None) -> Line:
    to_bar = None
    if bar is not None:
        to_bar = {measure: difference(one.values[measure], bar.values[measure]) for measure in MAIN}
    return Line(
        method=one.method,
        slice=one.slice,
        cases=one.cases,
        means={measure: interval(one.values[measure]) for measure in MEASURES},
        to_bar=to_bar,
    )


def _against(ours: Sequence[str], worth: Mapping[str, Mapping[str, Scored]]) -> Iterable[Against]:
    for method in ours:
        for other in worth.keys() - set(ours):
            for name, one in worth[method].items():
                for measure in MAIN:
                    found = difference(one.values[measure], worth[other][name].values[measure])
                    yield Against(method=method, other=other, slice=name, measure=measure, difference=found)


def _exposure(found: Asked) -> Exposure:
    shown = [
        {host: points for host, points in answer.points.items() if host in case.ask.candidates}
        for case, answer in zip(found.task.cases, found.answers, strict=True)
    ]
    return exposure(found.task.hosts, shown)


def _abstained(answered: Iterable[Asked]) -> Iterable[Abstained]:
    for found in answered:
        if found.method.knows_more or all(case.is_answerable for case in found.task.cases):
            continue
        judged = judgements(found)
        yield Abstained(method=found.method.name, found=abstention(judged), separation=separation(judged))
