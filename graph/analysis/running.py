"""Analyses, run: the network is cut to what is asked for, measured, and the answer written as JSON or CSV."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.analysis.catalogue import Analysis, analysis
from graph.analysis.changes import changes
from graph.analysis.clustering import clustering
from graph.analysis.cutting import cut
from graph.analysis.density import collaboration_density, density_by
from graph.analysis.figures import as_json
from graph.analysis.mixing import mixing
from graph.analysis.network import TwoModeNetwork
from graph.analysis.nulls import Null, Watch
from graph.analysis.parameters import BY_YEAR, LABELS, YEAR, Asked
from graph.analysis.tabular import tabular
from graph.analysis.windows import Windows, windows
from graph.errors import NetworkError


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is beside the question: who watches, and the current year, which is not over (None where nobody says)."""

    watch: Watch | None = None
    year: int | None = None


Run = Callable[[TwoModeNetwork, Asked, Setting], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What an analysis answered, and how many projects were left out since their years are not known."""

    analysis: Analysis
    answer: Any
    undated: int


def _null(asked: Asked) -> Null | None:
    """Return the null model that is asked for, None where none is."""
    if asked.null is None:
        return None
    if asked.null == LABELS:
        raise NetworkError("the null model labels is one of groups: ask for it with mixing")
    return Null(samples=asked.samples, seed=asked.seed, by_year=asked.null == BY_YEAR)


def _density(network: TwoModeNetwork, asked: Asked, setting: Setting) -> Any:
    if asked.by is None:
        return collaboration_density(network, null=_null(asked), watch=setting.watch)
    if asked.by == YEAR:
        return _windows(network, replace(asked, by=None), setting)
    return density_by(network, asked.by, null=_null(asked), watch=setting.watch)


def _mixing(network: TwoModeNetwork, asked: Asked, setting: Setting) -> Any:
    by_labels = asked.null == LABELS
    return mixing(
        network,
        asked.by or "kind",
        null=None if by_labels else _null(asked),
        weight=asked.weight,
        permutations=asked.samples if by_labels else 0,
        seed=asked.seed,
        watch=setting.watch,
    )


def _windows(network: TwoModeNetwork, asked: Asked, setting: Setting) -> Windows:
    return windows(
        network,
        width=asked.width,
        activity=asked.activity,
        first=asked.first,
        last=asked.last,
        by=asked.by,
        null=_null(asked),
        today_year=setting.year,
        watch=setting.watch,
    )


def _changes(network: TwoModeNetwork, asked: Asked, _: Setting) -> Any:
    latest = int(network.start.max()) if len(network.start) else 0
    year = latest if asked.year is None else asked.year
    return changes(network, year, width=asked.width, activity=asked.activity, limit=asked.limit)


def _clustering(network: TwoModeNetwork, asked: Asked, setting: Setting) -> Any:
    return clustering(network, null=_null(asked), watch=setting.watch)


RUNS: Mapping[str, Run] = {
    "density": _density,
    "mixing": _mixing,
    "windows": _windows,
    "changes": _changes,
    "clustering": _clustering,
}
"""How each analysis of the catalogue is run."""


def analysed(
    network: TwoModeNetwork, name: str, asked: Asked, *, watch: Watch | None = None, year: int | None = None
) -> Result:
    """Return the answer of the analysis called `name`; `year` is the current one.

    Raises
    ------
    NetworkError
        If there is no such analysis, or the network lacks a group, a label or an actor that is asked for.
    """
    wanted = analysis(name)
    first, last = (None, None) if wanted.spans or asked.by == YEAR else (asked.first, asked.last)
    made = cut(network, within=asked.within, first=first, last=last)
    answer = RUNS[wanted.name](made.network, asked, Setting(watch=watch, year=year))
    return Result(analysis=wanted, answer=answer, undated=made.undated)


def result_json(result: Result, *, about: Mapping[str, Any] | None = None) -> str:
    """Return an answer as JSON: its fields, and what `about` says of where it comes from."""
    undated = {"undated_projects_left_out": result.undated} if result.undated else {}
    return json.dumps({**as_json(result.answer), **undated, **(about or {})}, ensure_ascii=False, indent=1)


def result_csv(result: Result) -> str:
    """Return an answer as CSV (RFC 4180): its rows, or the one row of what it says once; what is unknown is empty."""
    table = tabular(result.answer)
    columns, rows = (table.columns, table.rows) if table.columns else (table.facts, (tuple(table.facts.values()),))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()
