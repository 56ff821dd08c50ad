"""`companies`, `partners`, `similar`: actors that suit a test bed, an idea or another actor, with reasons."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.cli.console import DATA, Command, folder_of
from graph.rdf.release import Release, current, open_store

if TYPE_CHECKING:
    from pyoxigraph import Store

    from graph.matching.actor_ranking import ActorAnswer
    from graph.matching.actors import ActorIndex

LIMIT = click.option(
    "--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="How many actors at the most."
)
KIND = click.option("--kind", "kinds", multiple=True, help="Only of this kind, e.g. company. May be repeated.")
LANGUAGE = click.option(
    "--lang",
    "language",
    type=click.Choice(["fi", "sv", "en"]),
    default="fi",
    show_default=True,
    help="The language of names in the answer.",
)
FORM = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="How to print the answer.",
)


@click.command(cls=Command)
@click.argument("testbed")
@DATA
@LANGUAGE
@LIMIT
@FORM
def companies(testbed: str, data: Path | None, language: Any, limit: int, form: str) -> None:
    """Find companies that might try something at TESTBED (an address or whole name), each with its reasons.

    Those that are known to have tried something there are marked. That a company is known from projects and trials is
    what it is ranked by: of others too little is stated.
    """
    from graph.rdf.matching import TEST_BED, thing_of
    from graph.rdf.partnering import Seeking
    from graph.rdf.partnering import companies as found_for

    release = current(folder_of(data))
    bed, asked = thing_of(release, testbed, TEST_BED), Seeking(language=language, limit=limit)
    _print(release, form, lambda _, index: found_for(index, bed, asked))


@click.command(cls=Command)
@click.argument("text", nargs=-1)
@DATA
@KIND
@click.option("--city", "cities", multiple=True, help="Only in this city, by name or address. May be repeated.")
@LANGUAGE
@LIMIT
@FORM
def partners(
    text: tuple[str, ...],
    data: Path | None,
    kinds: tuple[str, ...],
    cities: tuple[str, ...],
    language: Any,
    limit: int,
    form: str,
) -> None:
    """Find partners for a project about TEXT: actors with projects, trials or test beds about it.

    A kind or city that is not stated is unknown and counts as met nowhere. Where nobody suits, that is the answer, with
    who comes nearest.
    """
    from graph.rdf.partnering import Seeking, partners_for

    asked = Seeking(text=" ".join(text), kinds=kinds, cities=cities, language=language, limit=limit)
    _print(current(folder_of(data)), form, lambda _, index: partners_for(index, asked))


@click.command(cls=Command)
@click.argument("actor")
@DATA
@KIND
@click.option("--piloted", is_flag=True, help="Only those that are known to have tried something.")
@LANGUAGE
@LIMIT
@FORM
def similar(
    actor: str, data: Path | None, kinds: tuple[str, ...], piloted: bool, language: Any, limit: int, form: str
) -> None:
    """Find actors similar to ACTOR (address, Business ID or whole name): what they have tried, where, whom to ask."""
    from graph.rdf.matching import actor_of
    from graph.rdf.partnering import Seeking, similar_to

    release = current(folder_of(data))
    one, asked = actor_of(release, actor), Seeking(kinds=kinds, piloted=piloted, language=language, limit=limit)
    _print(release, form, lambda store, index: similar_to(store, index, one, asked))


def _print(release: Release, form: str, answer: Callable[["Store", "ActorIndex"], "ActorAnswer"]) -> None:
    # what compares words takes its time to start, which no other command shall pay
    from graph.matching.actor_telling import actors_csv, actors_json, actors_lines
    from graph.rdf.matching import knowledge_of
    from graph.rdf.partnering import actors_of

    store = open_store(release)
    found = answer(store, actors_of(store, knowledge_of(store)))
    if form == "json":
        click.echo(json.dumps(actors_json(found), ensure_ascii=False, indent=1))
    elif form == "csv":
        click.echo(actors_csv(found), nl=False)
    else:
        for line in actors_lines(found):
            click.echo(line)
