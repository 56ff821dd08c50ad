"""Analyses, run: the network is cut to what is asked for, measured, and the answer written as JSON or CSV."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.analysis.catalogue import Analysis, analysis
from graph.analysis.cutting import cut
from graph.analysis.figures import as_json
from graph.analysis.network import TwoModeNetwork
from graph.analysis.nulls import Watch
from graph.analysis.parameters import YEAR, Asked
from graph.analysis.runs import NOTES, RUNS, Setting
from graph.analysis.tabular import tabular


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What an analysis answered; `notes` are told beside it, by name.

    `undated` projects were left out since their years are not known.
    """

    analysis: Analysis
    answer: Any
    undated: int
    notes: Mapping[str, str] = field(default_factory=dict)


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
    setting = Setting(watch=watch, year=year)
    answer = RUNS[wanted.name](made.network, asked, setting)
    told = [NOTES[wanted.name]] if wanted.name in NOTES else []
    notes = {name: note(made.network, asked, setting) for name, note in told}
    return Result(analysis=wanted, answer=answer, undated=made.undated, notes=notes)


def result_json(result: Result, *, about: Mapping[str, Any] | None = None) -> str:
    """Return an answer as JSON: its fields, and what `about` says of where it comes from."""
    undated = {"undated_projects_left_out": result.undated} if result.undated else {}
    whole = {**as_json(result.answer), **undated, **result.notes, **(about or {})}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def result_csv(result: Result) -> str:
    """Return an answer as CSV (RFC 4180): its rows, or the one row of what it says once; what is unknown is empty."""
    table = tabular(result.answer)
    columns, rows = (table.columns, table.rows) if table.columns else (table.facts, (tuple(table.facts.values()),))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()
