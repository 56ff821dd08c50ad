"""Commands that ask a release: `query`, `coverage`, `releases`, `export`."""

import json
from collections.abc import Callable
from pathlib import Path

import click

from api.cli.console import DATA, Command, folder_of, pair, print_table, writing_bytes
from graph.ask import Answer, answer_csv, answer_json, ask
from graph.coverage import ASPECTS, Coverage, coverage, coverage_json
from graph.named import named_queries, named_query
from graph.rdf.export import EXPORT_FORMATS, export
from graph.rdf.release import current, open_store, releases
from ontology import terms


@click.command(cls=Command)
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
        print_table(["name", "summary"], ((one.name, one.summary) for one in named_queries().values()))
        return
    asked = named_query(name)
    found = ask(open_store(current(folder_of(data))), asked, dict(pair(one) for one in given))
    ANSWERS[form](found)
    for note in found.notes:
        click.echo(note, err=True)


@click.command("coverage", cls=Command)
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
    release = current(folder_of(data))
    found = coverage(release, open_store(release))
    if form == "json":
        click.echo(json.dumps(coverage_json(found), ensure_ascii=False, indent=2))
    else:
        _print_coverage(found)


@click.command("releases", cls=Command)
@DATA
def releases_command(data: Path | None) -> None:
    """List the releases, the newest first; the live one is marked."""
    folder = folder_of(data)
    live = current(folder).id
    print_table(
        ["release", "issued", "triples", "live"],
        ((one.id, one.issued, str(one.triples), "live" if one.id == live else "") for one in releases(folder)),
    )


@click.command("export", cls=Command)
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
    store = open_store(current(folder_of(data)))
    with writing_bytes(out) as file:
        export(store, file, form, graph=graph)


def _print_answer_table(found: Answer) -> None:
    """Print an answer for a person: things of ours by the short address that parameters take too."""
    print_table(found.columns, ([(cell or "").removeprefix(terms.ID) for cell in row] for row in found.rows))


ANSWERS: dict[str, Callable[[Answer], None]] = {
    "table": _print_answer_table,
    "csv": lambda found: click.echo(answer_csv(found), nl=False),
    "json": lambda found: click.echo(json.dumps(answer_json(found), ensure_ascii=False, indent=2)),
}


def _print_coverage(found: Coverage) -> None:
    click.echo(f"release {found.release}, issued {found.issued}\n")
    print_table(
        ["class", "total", *ASPECTS],
        (
            [
                one.name,
                str(one.total),
                *("" if (known := one.known[aspect]) is None else str(known) for aspect in ASPECTS),
            ]
            for one in found.classes
        ),
    )
    click.echo("a blank means that the class has no such property\n")
    for one in found.classes:
        if one.own:
            print_table(
                [f"of {one.total} {one.name}", "known"], ([aspect, str(known)] for aspect, known in one.own.items())
            )
            click.echo()
    print_table(
        ["source", "rows read", "used", "out of scope", "quarantined"],
        ([one.name, *map(str, (one.read, one.used, one.out_of_scope, one.quarantined))] for one in found.sources),
    )
