"""`search`: everything that has a name, by name, alias, number and text."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from api.cli.console import DATA, Command, folder_of, print_table
from graph.rdf.release import current

KINDS = ("actor", "project", "testbed", "service", "theme")


@click.command(cls=Command)
@click.argument("words", nargs=-1, required=True)
@DATA
@click.option("--kind", multiple=True, type=click.Choice(KINDS), help="Only things of this kind. May be repeated.")
@click.option("--city", multiple=True, help="Only in this city, by address or name. May be repeated.")
@click.option("--focus-area", multiple=True, help="Only of this focus area, by code (4.1), address or name.")
@click.option("--year", multiple=True, type=int, help="Only what began in this year. May be repeated.")
@click.option("--source", multiple=True, help="Only what this source tells of, e.g. cordis. May be repeated.")
@click.option(
    "--lang",
    "language",
    type=click.Choice(["fi", "sv", "en"]),
    help="The language of the answer; else that of WORDS, or Finnish.",
)
@click.option("--limit", type=click.IntRange(1, 100), default=20, show_default=True, help="How many at the most.")
@click.option("--offset", type=click.IntRange(0, 10_000), default=0, show_default=True, help="How many to leave out.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="How to print the answer.",
)
def search(
    words: tuple[str, ...], data: Path | None, language: Any, limit: int, offset: int, form: str, **chosen: Any
) -> None:
    """Find actors, projects, test beds, services and themes by WORDS: of a name, a number or a text, in any form."""
    # what compares words takes its time to start, which no other command shall pay
    from graph.search.finding import Search, SearchIndex
    from graph.search.schema import FILE
    from graph.search.telling import answer_csv, answer_json, answer_notes, answer_rows

    facets = {name.replace("_", "-"): [*map(str, values)] for name, values in chosen.items()}
    asked: Any = {"text": " ".join(words), "chosen": facets, "language": language, "limit": limit, "offset": offset}
    with closing(SearchIndex(current(folder_of(data)).path / FILE)) as index:
        found = index.find(Search(**asked))
    if form == "json":
        click.echo(json.dumps(answer_json(found), ensure_ascii=False, indent=1))
    elif form == "csv":
        click.echo(answer_csv(found), nl=False)
    else:
        print_table(["thing", "kind", "label", "city", "found in"], answer_rows(found))
    for note in answer_notes(found):
        click.echo(note, err=True)
