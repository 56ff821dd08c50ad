"""How actors collaborate, from a release or from a list of edges: a command for each analysis."""

import sys
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from api.cli.console import DATA, Command, folder_of, print_table, progress
from graph.analysis.catalogue import ANALYSES, Analysis
from graph.analysis.compiled import interruptible
from graph.analysis.figures import as_json
from graph.analysis.network import TwoModeNetwork
from graph.analysis.parameters import Asked, Parameter
from graph.analysis.running import Result, analysed, result_csv, result_json
from graph.analysis.tabular import Cell, Tabular, tabular
from graph.edge_list import edge_network
from graph.errors import FileError
from graph.projection import Coverage
from graph.rdf.networks import projection_of
from graph.rdf.release import current, open_store
from ontology import terms

DIGITS = 4
"""How many significant digits a table shows; JSON and CSV have all."""

REASON = "_reason"
DETAILS = ("_null_mean", "_null_sd", "_null_z", "_null_low", "_null_high", REASON)
"""How the columns end that a table for people leaves out."""

EDGES = click.option(
    "--edges",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="A CSV of your own, actor and project a row (- is standard input), in place of a release.",
)
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="How to print the answer.",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measured:
    """The network that is measured; of a release its id, its year, and from how much of it that is made."""

    network: TwoModeNetwork
    release: str | None = None
    coverage: Coverage | None = None
    year: int | None = None

    @property
    def about(self) -> dict[str, Any]:
        """What JSON says beside an answer."""
        if self.coverage is None:
            return {}
        return {"release": self.release, "coverage": {**as_json(self.coverage), "text": str(self.coverage)}}


def _command(analysis: Analysis) -> click.Command:
    def run(data: Path | None, edges: Path | None, form: str, **given: Any) -> None:
        measured = _measured(data, edges)
        with progress() as told, interruptible():
            watch = None if told is None else lambda done, total: told("draw", done, total)
            result = analysed(measured.network, analysis.name, _asked(given), watch=watch, year=measured.year)
        PRINTERS[form](result, measured)

    command: Callable[..., None] = run
    for parameter in reversed(analysis.parameters):
        command = _option(parameter, analysis)(command)
    asked = f" Answers {' and '.join(analysis.questions)} of the agreement." if analysis.questions else ""
    return click.command(analysis.name, cls=Command, help=f"{analysis.summary}.{asked}")(DATA(EDGES(FORMAT(command))))


def _option(parameter: Parameter, analysis: Analysis) -> Callable[[Callable[..., None]], Callable[..., None]]:
    default = analysis.by if parameter.name == "by" and analysis.by else parameter.default
    return click.option(
        f"--{parameter.spelling}",
        parameter.name,
        type=_type(parameter),
        multiple=parameter.several,
        default=default or None if not parameter.several else (),
        show_default=default not in (None, ()),
        metavar="NAME" if parameter.name == "by" else None,
        help=parameter.help,
    )


def _type(parameter: Parameter) -> click.ParamType[Any]:
    if isinstance(parameter.kind, tuple):
        return click.Choice(list(parameter.kind))
    if parameter.kind is int:
        return click.IntRange(parameter.least, parameter.most)
    return click.STRING


def _asked(given: dict[str, Any]) -> Asked:
    return Asked(**{name: value for name, value in given.items() if value is not None})


def _measured(data: Path | None, edges: Path | None) -> Measured:
    if edges is not None:
        return Measured(network=_edges(edges))
    release = current(folder_of(data))
    found = projection_of(release, open_store(release))
    return Measured(network=found.network, release=release.id, coverage=found.coverage, year=int(release.issued[:4]))


def _edges(path: Path) -> TwoModeNetwork:
    try:
        with nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb") as stream:
            return edge_network(stream, "standard input" if str(path) == "-" else str(path))
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}; name another file") from error


def _print_json(result: Result, measured: Measured) -> None:
    click.echo(result_json(result, about=measured.about))


def _print_csv(result: Result, measured: Measured) -> None:
    click.echo(result_csv(result), nl=False)
    _say_where_from(result, measured, err=True)


def _print_table(result: Result, measured: Measured) -> None:
    table = tabular(result.answer)
    facts = {name: value for name, value in table.facts.items() if value is not None}
    if facts:
        print_table(["figure", "value"], ([name, _shown(value)] for name, value in facts.items()))
    if table.rows:
        if facts:
            click.echo()
        _print_rows(table, result.analysis.quiet)
    _say_where_from(result, measured, err=False)


def _print_rows(table: Tabular, quiet: str | None) -> None:
    rows = [row for row in table.rows if quiet is None or row[table.columns.index(quiet)] != 0]
    columns = [place for place, name in enumerate(table.columns) if _is_worth_a_column(table, place, name)]
    print_table(
        [table.columns[place] for place in columns], ([_shown(row[place]) for place in columns] for row in rows)
    )
    if len(rows) < len(table.rows):
        click.echo(f"left out: {len(table.rows) - len(rows)} rows without {quiet}; JSON and CSV have them")
    for place, name in enumerate(table.columns):
        if name.endswith(REASON):
            for reason in sorted({str(row[place]) for row in rows if row[place] is not None}):
                click.echo(f"no {name.removesuffix(REASON)}: {reason}")


def _is_worth_a_column(table: Tabular, place: int, name: str) -> bool:
    """Whether a column says anything: one that is empty, or a detail that JSON and CSV have, is left out."""
    return not name.endswith(DETAILS) and any(row[place] is not None for row in table.rows)


def _shown(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.{DIGITS}g}" if value % 1 or abs(value) >= 10**DIGITS else f"{value:.0f}"
    return str(value).replace(terms.ID, "")


def _say_where_from(result: Result, measured: Measured, *, err: bool) -> None:
    for name, note in result.notes.items():
        click.echo(f"{name}: {note}", err=err)
    if result.undated:
        click.echo(f"left out: {result.undated} projects whose years are not known", err=err)
    if measured.coverage is not None:
        click.echo(str(measured.coverage), err=err)


PRINTERS: dict[str, Callable[[Result, Measured], None]] = {
    "table": _print_table,
    "csv": _print_csv,
    "json": _print_json,
}

COMMANDS: dict[str, click.Command] = {name: _command(one) for name, one in ANALYSES.items()}
"""A command for each analysis, by its name."""
