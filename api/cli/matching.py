"""`match`: from a need to the test beds that suit it, with reasons."""

import json
from pathlib import Path
from typing import Any

import click

from api.cli.console import DATA, Command, folder_of
from graph.rdf.release import current, open_store

LIMIT = click.IntRange(1, 100)


@click.command(cls=Command)
@click.argument("text", nargs=-1)
@DATA
@click.option("--actor", help="Who asks: an actor of the graph, by address, Business ID or whole name.")
@click.option("--city", "cities", multiple=True, help="Only in this city, by name or address. May be repeated.")
@click.option("--theme", help="A theme, sub-theme or focus area, by name, code (4.1.e) or address.")
@click.option("--trl", type=int, help="The technology readiness level of what is to be tried, 1 to 9.")
@click.option("--access", help="How test beds are got into, e.g. open-call.")
@click.option("--user-group", "user_group", help="Who it is for, e.g. SMEs.")
@click.option(
    "--when", metavar="FROM[/TO]", help="When something is to be tried: years, months or days (2026-05/2026-12)."
)
@click.option("--service-lang", "service_language", help="In which language one must be served: fi, sv or en.")
@click.option(
    "--lang",
    "language",
    type=click.Choice(["fi", "sv", "en"]),
    default="fi",
    show_default=True,
    help="The language of the answer; that of TEXT is told by itself.",
)
@click.option("--limit", type=LIMIT, default=10, show_default=True, help="How many test beds at the most.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "ttl"]),
    default="table",
    show_default=True,
    help="How to print the answer.",
)
def match(
    text: tuple[str, ...], data: Path | None, when: str | None, language: Any, limit: int, form: str, **given: Any
) -> None:
    """Find the test beds that suit the need TEXT, or an actor, each with its reasons.

    What a source states decides: a test bed that does not meet a constraint is told apart, and what nobody states is
    unknown and counts as met nowhere. Where nothing suits, that is the answer, with what comes nearest.
    """
    # what compares words takes its time to start, which no other command shall pay
    from graph.matching.telling import answer_csv, answer_json, answer_lines
    from graph.rdf.matches import answer_turtle
    from graph.rdf.matching import Asking, matched, matcher_of

    release = current(folder_of(data))
    store = open_store(release)
    first, _, last = (when or "").partition("/")
    asked = Asking(text=" ".join(text), first=first or None, last=last or None, limit=limit, language=language, **given)
    found = matched(release, store, matcher_of(release, store), asked)
    if form == "json":
        click.echo(json.dumps(answer_json(found), ensure_ascii=False, indent=1))
    elif form == "csv":
        click.echo(answer_csv(found), nl=False)
    elif form == "ttl":
        click.echo(answer_turtle(found, " ".join(text)), nl=False)
    else:
        for line in answer_lines(found):
            click.echo(line)
