"""Commands that bring sources in and keep them fresh: `sources`, `forget`, `fetch`, `refresh`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from api.cli.building import ACCEPT, EVERYTHING, REFUSED, REGION, Choice, plan, publish, region_chosen
from api.cli.console import DATA, Command, Told, folder_of, print_table, progress
from graph.errors import SourceError, UnknownSource
from graph.locks import lock
from graph.rdf.release import current
from ingest.fetch.fetching import Fetched, fetch, on_shelf, was_fetched
from ingest.kept import forget, kept_sources, last_reading
from ingest.registry import INGESTERS, ingester
from ingest.source import Source


@click.command("sources", cls=Command)
@DATA
def sources_command(data: Path | None) -> None:
    """List the sources: whether their data ship, were fetched or were read, and when."""
    folder = folder_of(data)
    known = {one.source.name: one for one in INGESTERS}
    names = [*known, *(name for name in kept_sources(folder / "readings") if name not in known)]
    print_table(
        ["source", "title", "licence", "ships", "fetched", "read", "rows", "records"],
        (_source_row(name, known[name].source if name in known else None, folder) for name in names),
    )


@click.command("forget", cls=Command)
@click.argument("name", metavar="SOURCE")
@DATA
def forget_command(name: str, data: Path | None) -> None:
    """Drop what earlier builds have read of SOURCE, so that the next release is made without it."""
    folder = folder_of(data)
    with lock(folder, "reading"):
        if not forget(name, folder / "readings"):
            raise UnknownSource(f"nothing is kept of a source {name!r}; see verkosto sources")
    click.echo(f"{name}: forgotten; the next build has it only if it ships, was fetched or is given again", err=True)


@click.command("fetch", cls=Command)
@click.argument("names", metavar="SOURCE...", nargs=-1, required=True)
@DATA
def fetch_command(names: tuple[str, ...], data: Path | None) -> None:
    """Fetch the current files of each SOURCE; the next build reads them. What has not changed is not fetched again."""
    chosen = [ingester(name).source for name in names]
    with progress() as told:
        failed = [error for one in chosen for error in _fetched(one, folder_of(data) / "fetched", told)]
    for error in failed:
        click.echo(f"Error: {error}", err=True)
    if failed:
        raise click.exceptions.Exit(1)


@click.command(cls=Command)
@click.argument("names", metavar="[SOURCE]...", nargs=-1)
@DATA
@ACCEPT
@REGION
@EVERYTHING
def refresh(
    names: tuple[str, ...], data: Path | None, accept: tuple[str, ...], region: Path | None, *, everything: bool
) -> None:
    """Fetch what changed of each SOURCE (else of all that were fetched before), build and publish.

    Safe to run from a timer: two at once are refused, and whatever fails leaves the live release and the last good
    files as they are. A source that cannot be fetched or trusted is told, its last good data are used, and the exit
    code is 3.
    """
    folder = folder_of(data)
    with lock(folder, "refresh"), lock(folder, "reading"), progress() as told:
        chosen = [ingester(name).source for name in names] or _fetched_before(folder)
        failed = [error for one in chosen for error in _fetched(one, folder / "fetched", told)]
        for error in failed:
            click.echo(f"not fetched: {error}", err=True)
        choice = Choice(given={}, accept=frozenset(accept))
        publish(folder, choice, plan(folder, region_chosen(region, everything=everything)), told, if_changed=True)
    click.echo(f"{current(folder).id} is live in {folder}")
    if failed:
        raise click.exceptions.Exit(REFUSED)


def _fetched(source: Source, shelf: Path, told: Told | None) -> Iterator[SourceError]:
    """Fetch a source and say what came; yield the error where it could not be had."""

    def tell(_: str, file: str, done: int, total: int | None) -> None:
        if told is not None:
            told(f"{source.name} {file}", done, total or 0)

    try:
        _say_fetched(fetch(source, shelf, progress=tell))
    except SourceError as error:
        yield error


def _say_fetched(found: Fetched) -> None:
    size = sum(one.size for one in found.files)
    state = "unchanged" if found.unchanged else "fetched"
    click.echo(f"{found.source}: {len(found.files)} files, {size / 1e6:.1f} MB, {state}", err=True)
    for note in found.notes:
        click.echo(f"  {note}", err=True)


def _fetched_before(folder: Path) -> Sequence[Source]:
    return [one.source for one in INGESTERS if was_fetched(one.source.name, folder / "fetched")]


def _source_row(name: str, source: Source | None, folder: Path) -> list[str]:
    last, files = last_reading(name, folder / "readings"), on_shelf(name, folder / "fetched")
    info = source or (last.source if last else None)
    ships = next((one.default is not None for one in INGESTERS if one.source.name == name), False)
    return [
        name,
        info.title if info else "",
        (info.licence if info else None) or "not recorded",
        "yes" if ships else "",
        f"{max(one.checked for one in files.files):%Y-%m-%d}" if files else "",
        f"{last.ended:%Y-%m-%d}" if last else "",
        str(last.rows_read) if last else "",
        str(len(last.records)) if last else "",
    ]
