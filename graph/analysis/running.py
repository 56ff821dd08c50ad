"""Analyses, run: the network is cut to what is asked for, measured, and the answer written as JSON or CSV."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.analysis.catalogue import analysis
from graph.analysis.density import collaboration_density, density_by
from graph.analysis.figures import as_json
from graph.analysis.network import NO_YEAR, TwoModeNetwork
from graph.analysis.nulls import Null, Watch
from graph.analysis.parameters import BY_YEAR, Asked
from graph.analysis.tabular import tabular
from graph.errors import NetworkError

Run = Callable[[TwoModeNetwork, Asked, Watch | None], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What an analysis answered, and how many projects were left out since their years are not known."""

    answer: Any
    undated: int


def _null(asked: Asked) -> Null | None:
    """Return the null model that is asked for, None where none is."""
    if asked.null is None:
        return None
    return Null(samples=asked.samples, seed=asked.seed, by_year=asked.null == BY_YEAR)


def _density(network: TwoModeNetwork, asked: Asked, watch: Watch | None) -> Any:
    if asked.by is None:
        return collaboration_density(network, null=_null(asked), watch=watch)
    return density_by(network, asked.by, null=_null(asked), watch=watch)


RUNS: Mapping[str, Run] = {
    "density": _density,
}
"""How each analysis of the catalogue is run."""


def analysed(network: TwoModeNetwork, name: str, asked: Asked, *, watch: Watch | None = None) -> Result:
    """Return the answer of the analysis called `name`.

    Raises
    ------
    NetworkError
        If there is no such analysis, or the network lacks a group, a label or an actor that is asked for.
    """
    made = cut(network, asked)
    return Result(answer=RUNS[analysis(name).name](made.network, asked, watch), undated=made.undated)


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CutNetwork:
    """The network of the projects that are asked for, and how many were left out since their years are not known."""

    network: TwoModeNetwork
    undated: int


def cut(network: TwoModeNetwork, asked: Asked) -> CutNetwork:
    """Return the network that is to be measured; all its actors stay, also those left without a project.

    Where years are asked for, a project whose start is not known is left out, and counted. One without an end runs in
    its start year.

    Raises
    ------
    NetworkError
        If a label is none, or the years are in the wrong order.
    """
    keep = np.ones(len(network.projects), np.bool_)
    for one in asked.within:
        name, equals, label = one.partition("=")
        if not equals:
            raise NetworkError(f"within is {one!r}, not NAME=LABEL such as focus-area=4.1")
        keep &= network.tagging(name).having(label, len(network.projects))
    undated = 0
    if asked.first is not None or asked.last is not None:
        if asked.first is not None and asked.last is not None and asked.first > asked.last:
            raise NetworkError(f"from {asked.first} to {asked.last} is no span of years; exchange them")
        unknown = network.start == NO_YEAR
        undated = int(np.count_nonzero(unknown & keep))
        end = np.maximum(network.start, network.end)
        keep &= ~unknown
        keep &= end >= (asked.first if asked.first is not None else NO_YEAR)
        keep &= network.start <= (asked.last if asked.last is not None else np.iinfo(np.int16).max)
    kept = network if keep.all() else network.keeping(keep, idle=True)
    return CutNetwork(network=kept, undated=undated)
