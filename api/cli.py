"""The command line: read arguments, call one function, print its result.

Results go to standard output, progress and notes to standard error. Our own errors are one line and exit code 1; any
other error keeps its traceback, for it is a bug.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from api.settings import Settings
from graph.ask import Answer, answer_csv, answer_json, ask
from graph.build import Plan, build, is_made_of
from graph.coverage import ASPECTS, Coverage, coverage, coverage_json
from graph.errors import BadParameter, VerkostoError
from graph.identity.decisions import shipped_decisions
from graph.named import named_queries, named_query
from graph.rdf.export import EXPORT_FORMATS, export
from graph.rdf.release import current, open_store, releases
from graph.readings import Reading
from ingest.listing import record_json
from ingest.registry import INGESTERS, ingester
from ingest.run import read, refuse_unsound, shortfalls
from ontology import terms

DATA = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the releases; else $VERKOSTO_DATA, else ./data.",
)


class Command(click.Command):
    """A command that turns the project's own errors into one line, and no other error."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except VerkostoError as error:
            raise click.ClickException(str(error)) from error


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("verkosto"))
def main() -> None:
    """Build, ask and serve the knowledge graph of an innovation ecosystem."""


@main.command("build", cls=Command)
@DATA
@click.option(
    "--source",
    "given",
    multiple=True,
    metavar="NAME=FILE",
    help="Read source NAME from FILE (a file, folder or zip) instead of the data we ship. May be repeated.",
)
@click.option("--if-changed", is_flag=True, help="Do nothing where the live release was made of the same input.")
def build_command(data: Path | None, given: tuple[str, ...], *, if_changed: bool) -> None:
    """Read the sources, check the graph, and publish a release."""
    folder = _folder(data)
    readings = [_reading(name, path) for name, path in _inputs(given).items()]
    plan = Plan(decisions=shipped_decisions(), issued=datetime.now(UTC), version=version("verkosto"))
    if if_changed and is_made_of(readings, plan, folder):
        click.echo(f"{current(folder).id} is made of the same input already", err=True)
        return
    with _progress() as told:
        release = build(readings, folder, plan, progress=told)
    for reading in readings:
        _say_reading(reading)
    click.echo(f"{release.id}: {release.triples} triples, checked and live in {folder}")


@main.command(cls=Command)
@DATA
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
def serve(data: Path | None, host: str, port: int) -> None:
    """Serve the live release over HTTP, and each later one as soon as it is live."""
    from api.serve import run

    folder = _folder(data)
    current(folder)
    run(folder, Settings.from_environment(), host=host, port=port)


@main.command(cls=Command)
@click.argument("name", required=False)
@DATA
@click.option("--param", "-p", "given", multiple=True, metavar="NAME=VALUE", help="Bind a parameter. May be repeated.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How to print the answer.",
)
def query(name: str | None, data: Path | None, given: tuple[str, ...], form: str) -> None:
    """Answer the named query NAME; without NAME, list the named queries."""
    if name is None:
        _print_table(["name", "summary"], ((one.name, one.summary) for one in named_queries().values()))
        return
    asked = named_query(name)
    found = ask(open_store(current(_folder(data))), asked, dict(_pair(one) for one in given))
    ANSWERS[form](found)
    for note in found.notes:
        click.echo(note, err=True)


@main.command("coverage", cls=Command)
@DATA
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print it.",
)
def coverage_command(data: Path | None, form: str) -> None:
    """Say how much is known: for each class what its things have, for each source what became of its rows."""
    release = current(_folder(data))
    found = coverage(release, open_store(release))
    if form == "json":
        click.echo(json.dumps(coverage_json(found), ensure_ascii=False, indent=2))
    else:
        _print_coverage(found)


@main.command(cls=Command)
@click.argument("name", metavar="SOURCE")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--strict", is_flag=True, help="A new column is an error, not a remark.")
def check(name: str, file: Path, *, strict: bool) -> None:
    """Read FILE as SOURCE would be read, and say what it holds and what is wrong with it."""
    one = ingester(name)
    reading = read(one, file, clock=_now, strict=strict)
    _say_reading(reading, err=False)
    if one.default is not None and one.default().is_dir() and len(reading.files) == 1:
        click.echo("one table of several: whether the source is whole is not judged")
        return
    for shortfall in shortfalls(one.source, reading):
        click.echo(f"below at_least: {shortfall}")


@main.command(cls=Command)
@click.argument("name", metavar="SOURCE")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
def records(name: str, file: Path) -> None:
    """Print the records that SOURCE reads from FILE, one to a line as JSON."""
    reading = read(ingester(name), file, clock=_now)
    for record in reading.records:
        click.echo(record_json(record))
    _say_reading(reading)


@main.command("releases", cls=Command)
@DATA
def releases_command(data: Path | None) -> None:
    """List the releases, the newest first; the live one is marked."""
    folder = _folder(data)
    live = current(folder).id
    _print_table(
        ["release", "issued", "triples", "live"],
        ((one.id, one.issued, str(one.triples), "live" if one.id == live else "") for one in releases(folder)),
    )


@main.command("export", cls=Command)
@DATA
@click.option("--graph", "graph", metavar="IRI", help="One named graph only, e.g. source/facts; else everything.")
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(EXPORT_FORMATS)),
    default="nquads",
    show_default=True,
    help="The syntax; those without named graphs take the default graph, or the one of --graph.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write; else standard output.")
def export_command(data: Path | None, graph: str | None, form: str, out: Path | None) -> None:
    """Write the live release, or one graph of it, as RDF."""
    store = open_store(current(_folder(data)))
    if out is None:
        export(store, sys.stdout.buffer, form, graph=graph)
    else:
        with out.open("wb") as file:
            export(store, file, form, graph=graph)


def _folder(data: Path | None) -> Path:
    return data or Settings.from_environment().data


def _now() -> datetime:
    return datetime.now(UTC)


def _inputs(given: Iterable[str]) -> dict[str, Path | None]:
    named = {name: Path(path) for name, path in map(_pair, given)}
    for name in named:
        ingester(name)
    shipped = [one.source.name for one in INGESTERS if one.default is not None]
    return {**dict.fromkeys(shipped), **named}


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise BadParameter(f"{text!r} is not NAME=VALUE")
    return name, value


def _reading(name: str, path: Path | None) -> Reading:
    one = ingester(name)
    reading = read(one, path, clock=_now)
    refuse_unsound(one.source, reading)
    return reading


def _say_reading(reading: Reading, *, err: bool = True) -> None:
    click.echo(
        f"{reading.source.name}: {reading.rows_read} rows read = {reading.rows_used} used + "
        f"{reading.rows_out_of_scope} out of scope + {reading.rows_quarantined} quarantined; "
        f"{len(reading.records)} records",
        err=err,
    )
    counts = Counter(type(record).__name__ for record in reading.records)
    click.echo("  " + ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items())), err=err)
    for row in reading.rejected:
        click.echo(f"  quarantined: {row}", err=err)
    for drift in reading.drift:
        click.echo(f"  drift: {drift}", err=err)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """Give a function that shows progress on a terminal, and None where nobody looks."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:.0f}"), TimeElapsedColumn())
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def told(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield told


def _print_answer_table(found: Answer) -> None:
    """Print an answer for a person: things of ours by the short address that parameters take too."""
    _print_table(found.columns, ([(cell or "").removeprefix(terms.ID) for cell in row] for row in found.rows))


ANSWERS: dict[str, Callable[[Answer], None]] = {
    "table": _print_answer_table,
    "csv": lambda found: click.echo(answer_csv(found), nl=False),
    "json": lambda found: click.echo(json.dumps(answer_json(found), ensure_ascii=False, indent=2)),
}


def _print_coverage(found: Coverage) -> None:
    click.echo(f"release {found.release}, issued {found.issued}\n")
    _print_table(
        ["class", "total", *ASPECTS],
        (
            [one.name, str(one.total), *("" if known is None else str(known) for known in one.known.values())]
            for one in found.classes
        ),
    )
    click.echo("a blank means that the class has no such property\n")
    _print_table(
        ["source", "rows read", "used", "out of scope", "quarantined"],
        ([one.name, *map(str, (one.read, one.used, one.out_of_scope, one.quarantined))] for one in found.sources),
    )


def _print_table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    table = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*(cell.replace("[", "\\[") for cell in row))
    console = Console()
    if not console.is_terminal:
        # A pipe has no width: never wrap or cut there.
        console = Console(width=10_000, soft_wrap=True)
    console.print(table)
