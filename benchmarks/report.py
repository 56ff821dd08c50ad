"""What was measured, as ratios: more than 1 means that we are faster."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import exp, log
from typing import Any

from benchmarks.asking import Asker, BenchQuery, Series
from benchmarks.building import Built
from benchmarks.plain import Added

OURS, CACHED, OXIGRAPH, RDFLIB = "ours", "cached", "oxigraph", "rdflib-endpoint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """How many times longer another engine takes than we do. `at_least` where it was stopped before it was done."""

    value: float
    at_least: bool = False

    def __str__(self) -> str:
        shown = f"{self.value:.2f}" if self.value < 10 else f"{self.value:.0f}"
        return f"≥ {shown}" if self.at_least else shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One query: the rows of each engine that answered, its seconds, and our ratio to each other engine."""

    query: str
    rows: Mapping[str, int]
    seconds: Mapping[str, float]
    uncached: Ratio | None
    cached: Ratio | None
    plain: Ratio | None

    @property
    def is_mismatch(self) -> bool:
        """Whether two engines gave different numbers of rows."""
        return len(set(self.rows.values())) > 1


def lines(askers: Iterable[Asker], queries: Iterable[BenchQuery]) -> list[Line]:
    """Return a line for each query."""
    by_name = {asker.name: asker for asker in askers}
    return [line(query.name, {name: one.series(query) for name, one in by_name.items()}) for query in queries]


def line(query: str, series: Mapping[str, Series]) -> Line:
    """Return the line of one query, from the series of each asker."""
    return Line(
        query=query,
        rows={name: one.rows for name, one in series.items() if one.rows is not None},
        seconds={name: one.seconds for name, one in series.items()},
        uncached=ratio(series.get(OXIGRAPH), series[OURS]),
        cached=ratio(series.get(OXIGRAPH), series[CACHED]),
        plain=ratio(series.get(RDFLIB), series[OURS]),
    )


def ratio(theirs: Series | None, ours: Series) -> Ratio | None:
    """Return the ratio of two series, or None where the other engine was not asked."""
    if theirs is None:
        return None
    return Ratio(value=theirs.seconds / ours.seconds, at_least=theirs.capped)


def percentile(found: Iterable[float], share: int) -> float:
    """Return what `share` of 100 stay under, or the greatest; infinite where there is none.

    >>> percentile([3.0, 1.0, 2.0], 50), percentile([], 99)
    (2.0, inf)
    """
    ordered = sorted(found)
    return ordered[min(len(ordered) * share // 100, len(ordered) - 1)] if ordered else float("inf")


def geometric_mean(ratios: Iterable[Ratio | None]) -> Ratio | None:
    """Return the geometric mean, a lower bound where any of them is, or None where there are none.

    >>> print(geometric_mean([Ratio(value=0.5), Ratio(value=8, at_least=True)]))
    ≥ 2.00
    """
    known = [one for one in ratios if one is not None]
    if not known:
        return None
    value = exp(sum(log(one.value) for one in known) / len(known))
    return Ratio(value=value, at_least=any(one.at_least for one in known))


def means(found: Sequence[Line]) -> dict[str, Ratio | None]:
    """Return the geometric mean of each kind of ratio."""
    return {
        "uncached": geometric_mean(one.uncached for one in found),
        "cached": geometric_mean(one.cached for one in found),
        "plain": geometric_mean(one.plain for one in found),
    }


def query_table(found: Sequence[Line]) -> list[str]:
    """Return the table of queries, with the geometric means last."""
    head = ("query", "rows", "ours ms", "oxigraph/ours uncached", "oxigraph/ours cached", "rdflib-endpoint/ours")
    body = [
        (one.query, _rows(one), f"{one.seconds[OURS] * 1000:.2f}", *map(_shown, (one.uncached, one.cached, one.plain)))
        for one in found
    ]
    return table([head, *body, ("geometric mean", "", "", *map(_shown, means(found).values()))])


def build_table(built: Built, added: Added | None) -> list[str]:
    """Return the table of the build: ours, rdflib's, and the ratio of their rates."""
    loaded = "records to statements to a loaded store; rdflib: the same statements added to a Dataset"
    kept = "the whole build, gate and publication too; rdflib: the same adds, written as N-Quads, unchecked"
    adds = "the whole build; rdflib: only the adds, without the time of making the statements"
    theirs = (None, None, None) if added is None else (added.added, added.written, added.added - added.mapping)
    return table(
        [
            ("build", "ours s", "rdflib s", "rdflib/ours", "what it covers"),
            ("load", *_against(built.loaded, theirs[0]), loaded),
            ("kept", *_against(built.published, theirs[1]), kept),
            ("strict", *_against(built.published, theirs[2]), adds),
        ]
    )


def build_words(built: Built, added: Added | None) -> list[str]:
    """Return the rates, the memory and the gate's time as sentences."""
    said = [
        f"ours: {built.records} records, {built.quads} statements ({built.triples} of them the default graph); "
        f"{built.quads / built.published:.0f} statements a second, gate included",
        f"gate: {built.checks} checks in {built.gate:.1f} s",
        f"peak memory of our build: {built.peak_mb:.0f} MiB (records {built.records_mb:.0f}, "
        f"by the end of the load {built.loaded_mb:.0f}, of the gate {built.gated_mb:.0f})",
    ]
    if added is not None:
        said.append(
            f"rdflib: {added.quads} statements, {added.quads / added.added:.0f} a second, "
            f"peak memory {added.peak_mb:.0f} MiB"
        )
    return said


def as_json(built: Built, added: Added | None, found: Sequence[Line]) -> dict[str, Any]:
    """Return all that was measured, for a file."""
    return {
        "build": asdict(built),
        "rdflib": asdict(added) if added is not None else None,
        "queries": [asdict(one) for one in found],
        "geometric_means": {name: one and asdict(one) for name, one in means(found).items()},
    }


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return `rows` as lines with aligned columns: the first and the last to the left if it is long text."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(_aligned(row, widths)).rstrip() for row in rows]


def _aligned(row: Sequence[str], widths: Sequence[int]) -> Iterable[str]:
    for number, (cell, width) in enumerate(zip(row, widths, strict=True)):
        yield cell.ljust(width) if number == 0 or width > 40 else cell.rjust(width)


def _against(ours: float, theirs: float | None) -> tuple[str, str, str]:
    if theirs is None:
        return f"{ours:.1f}", "-", "-"
    return f"{ours:.1f}", f"{theirs:.1f}", str(Ratio(value=theirs / ours))


def _rows(one: Line) -> str:
    if one.is_mismatch:
        return "MISMATCH " + " ".join(f"{name}={count}" for name, count in one.rows.items())
    return str(next(iter(one.rows.values())))


def _shown(one: Ratio | None) -> str:
    return "-" if one is None else str(one)
