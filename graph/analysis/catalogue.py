"""The analyses by name: what each answers, which parameters it takes, and how it is run.

The command line, the HTTP service and a notebook ask by the same names and get the same fields.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.analysis.density import collaboration_density, density_by
from graph.analysis.figures import as_json
from graph.analysis.network import TwoModeNetwork
from graph.analysis.nulls import Watch
from graph.analysis.parameters import CUTTING, NULL, PARAMETERS, Asked, Parameter, cut
from graph.analysis.tabular import tabular
from graph.errors import NetworkError

Run = Callable[[TwoModeNetwork, Asked, Watch | None], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """An analysis: the questions of the agreement that it answers, and the parameters that it takes beside cuts.

    `by` is what it groups by where nobody says.
    """

    name: str
    summary: str
    run: Run
    takes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    by: str | None = None

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """All parameters that it takes."""
        return tuple(PARAMETERS[name] for name in (*self.takes, *CUTTING))


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What an analysis answered, and how many projects were left out since their years are not known."""

    answer: Any
    undated: int


def _density(network: TwoModeNetwork, asked: Asked, watch: Watch | None) -> Any:
    if asked.by is None:
        return collaboration_density(network, null=asked.null_model, watch=watch)
    return density_by(network, asked.by, null=asked.null_model, watch=watch)


ANALYSES: Mapping[str, Analysis] = {
    one.name: one
    for one in (
        Analysis(
            name="density",
            summary="How tightly actors collaborate, as a whole or within each group",
            run=_density,
            takes=("by", *NULL),
            questions=("CQ08",),
        ),
    )
}


def analysis(name: str) -> Analysis:
    """Return the analysis called `name`.

    Raises
    ------
    NetworkError
        If there is none, with those that there are.
    """
    if name not in ANALYSES:
        raise NetworkError(f"no analysis {name!r}; there are {', '.join(ANALYSES)}")
    return ANALYSES[name]


def analysed(network: TwoModeNetwork, name: str, asked: Asked, *, watch: Watch | None = None) -> Result:
    """Return the answer of the analysis called `name`.

    Raises
    ------
    NetworkError
        If there is no such analysis, or the network lacks a group, a label or an actor that is asked for.
    """
    made = cut(network, asked)
    return Result(answer=analysis(name).run(made.network, asked, watch), undated=made.undated)


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
