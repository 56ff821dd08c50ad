"""Commands that make and serve releases: `build`, `serve`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import click

from api.cli.console import DATA, Command, Told, folder_of, now, pair, progress
from api.cli.reading import refusal, say_reading
from api.settings import Settings
from graph.account import Account
from graph.build import Plan, build, is_made_of
from graph.errors import BadParameter, GateClosed, SourceError
from graph.identity.deciding import FILE, all_decisions
from graph.locks import lock
from graph.profile import Region, default_region, region_of
from graph.rdf.given import RdfFile
from graph.rdf.release import Release, current
from graph.readings import Reading
from ingest.fetch.fetching import on_shelf
from ingest.kept import came_by_hand, kept_reading, kept_sources, last_reading, settle, take_back
from ingest.registry import INGESTERS, ingester
from ingest.run import place
from ingest.source import Ingester

REFUSED = 3
"""Exit code of a build that published, with the last good data of a source that it refused."""

REGION = click.option(
    "--region",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Profile of another region (TOML); see graph/profiles/helsinki.toml.",
)
EVERYTHING = click.option("--all", "everything", is_flag=True, help="Keep everything, wherever it lies.")
DOWNLOADS = click.option(
    "--downloads/--no-downloads",
    default=True,
    show_default=True,
    help="Make the files that anyone may take away: the release and each source's graph as RDF and CSV.",
)
ACCEPT = click.option(
    "--accept", multiple=True, metavar="NAME", help="Take source NAME even if it is small, or lost much of what it had."
)


@click.command("build", cls=Command)
@DATA
@click.option(
    "--source",
    "given",
    multiple=True,
    metavar="NAME=FILE",
    help="Read source NAME from FILE (a file, folder or zip). May be repeated, for one source too.",
)
@click.option(
    "--without", multiple=True, metavar="NAME", help="Leave source NAME out; what was read of it before stays kept."
)
@ACCEPT
@REGION
@EVERYTHING
@DOWNLOADS
@click.option("--if-changed", is_flag=True, help="Do nothing where the live release was made of the same input.")
def build_command(
    data: Path | None,
    given: tuple[str, ...],
    without: tuple[str, ...],
    accept: tuple[str, ...],
    region: Path | None,
    *,
    everything: bool,
    downloads: bool,
    if_changed: bool,
) -> None:
    """Read the sources, check the graph, and publish a release.

    The sources are those that ship with the program, those that were fetched, those that an earlier build has read, and
    those that --source names.
    """
    folder = folder_of(data)
    chosen = Choice(given=inputs(given), without=frozenset(without), accept=frozenset(accept))
    with lock(folder, "reading"), progress() as told:
        publish(
            folder,
            chosen,
            plan(folder, region_chosen(region, everything=everything), downloads=downloads),
            told,
            if_changed=if_changed,
        )


@click.command(cls=Command)
@DATA
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option(
    "--rdf",
    multiple=True,
    metavar="[GRAPH_IRI=]FILE",
    help="Serve RDF files instead of a release: .ttl, .nt, .nq, .trig, .rdf, .jsonld. May be repeated.",
)
def serve(data: Path | None, host: str, port: int, rdf: tuple[str, ...]) -> None:
    """Serve the live release over HTTP, and each later one as soon as it is live; or RDF files of yours."""
    from api.serve import run, run_rdf

    settings = Settings.from_environment()
    if rdf:
        if data is not None:
            raise BadParameter("--rdf serves files and --data a release; give one of them")
        run_rdf([RdfFile.parse(one) for one in rdf], settings, at=now(), host=host, port=port)
        return
    folder = folder_of(data)
    current(folder)
    run(folder, settings, host=host, port=port)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which sources a build reads: `given` by name and place, beside those it knows anyway."""

    given: Mapping[str, Sequence[Path]]
    without: frozenset[str] = frozenset()
    accept: frozenset[str] = frozenset()


def inputs(given: Iterable[str]) -> dict[str, list[Path]]:
    """Return the places of each source that --source names.

    Raises
    ------
    UnknownSource
        If there is no such source.
    BadParameter
        If it is not NAME=FILE.
    """
    found: dict[str, list[Path]] = {}
    for name, path in (pair(one, "NAME=FILE") for one in given):
        ingester(name)
        if not path:
            # else it would be the folder one happens to be in
            raise BadParameter(f"'{name}=' names no file")
        found.setdefault(name, []).append(Path(path))
    return found


def region_chosen(profile: Path | None, *, everything: bool) -> Region | None:
    """Return the region of a profile, else the one that ships; None where everything is kept."""
    if everything:
        return None
    return default_region() if profile is None else region_of(profile)


def plan(folder: Path, region: Region | None, *, downloads: bool = True) -> Plan:
    """Return the plan of a build that is issued now, with the decisions that ship and those of the data folder."""
    return Plan(
        decisions=all_decisions(folder / FILE),
        issued=now(),
        version=version("verkosto"),
        region=region,
        downloads=downloads,
    )


def publish(folder: Path, chosen: Choice, made: Plan, told: Told | None, *, if_changed: bool = False) -> None:
    """Read what is chosen, build and publish; the command ends with `REFUSED` where a source was refused."""
    found = list(readings(folder, chosen, told))
    if if_changed and is_made_of(found, made, folder):
        for reading in found:
            if reading.refused is not None:
                click.echo(f"{reading.source.name}: {refusal(reading)}", err=True)
        click.echo(f"{current(folder).id} is made of the same input already", err=True)
    else:
        account = Account(found)
        release = _built(found, folder, made, told, account)
        for reading in found:
            say_reading(account.settled(reading), account.kinds(reading.source.name))
        click.echo(f"{release.id}: {release.triples} triples, checked and live in {folder}")
    if any(one.refused for one in found):
        raise click.exceptions.Exit(REFUSED)


def _built(found: Sequence[Reading], folder: Path, made: Plan, told: Told | None, account: Account) -> Release:
    """Return the release of what was found; where the gate closes, the readings before it count again."""
    try:
        release = build(found, folder, made, progress=told, account=account)
    except GateClosed as error:
        taken = take_back(folder / "readings")
        hint = f"\nnot taken over: the new readings of {', '.join(taken)}" if taken else ""
        raise GateClosed(f"{error}{hint}") from error
    settle(folder / "readings")
    return release


def readings(folder: Path, chosen: Choice, told: Told | None) -> Iterator[Reading]:
    """Yield the reading of each source of a build: those we ship first, then in alphabetical order.

    Raises
    ------
    UnknownSource
        If what is to be left out or accepted is no source.
    SourceError
        If mappings cannot be read or describe sources of one name, or else sources cannot be had: it tells of each.
    """
    shelf = folder / "readings"
    parts = dict(_parts(chosen, shelf, folder / "fetched"))
    kept = kept_sources(shelf)
    for name in sorted((chosen.without | chosen.accept) - {*parts, *kept}):
        ingester(name)
    refused: list[SourceError] = []
    for name, (one, where) in parts.items():
        if name in chosen.without:
            continue
        try:
            yield kept_reading(
                one,
                where,
                shelf,
                clock=now,
                accept=name in chosen.accept,
                progress=None if told is None else lambda source, rows: told(f"read {source}", rows, 0),
            )
        except SourceError as error:
            # the others are read all the same, so that all that is wrong is told at once
            refused.append(error)
    _raise(refused)
    for name in kept:
        if name not in chosen.without.union(parts) and (last := last_reading(name, shelf)) is not None:
            yield last


Part = tuple[str, tuple[Ingester, Sequence[Path] | None]]
"""What is read at a time: the name of the source, and what reads it from where."""


def _parts(chosen: Choice, shelf: Path, fetched: Path) -> Iterator[Part]:
    for one in INGESTERS:
        name = one.source.name
        places = chosen.given.get(name)
        if one.configured is not None:
            yield from _configured(one, places or ())
        elif places is not None or one.default is not None:
            yield name, (one, places)
        elif (files := on_shelf(name, fetched)) is not None:
            # what was downloaded by hand since stands until the source can be fetched again
            checked = max(file.checked for file in files.files)
            if not came_by_hand(name, shelf, fetched, checked):
                # the folder of these very files: a fetch that ends meanwhile puts others in its place
                yield name, (one, [files.folder])


def _configured(one: Ingester, places: Iterable[Path]) -> Iterator[Part]:
    """Yield what each configuration describes: it is a source of its own, and has a name of its own."""
    known: dict[str, Path] = {}
    refused: list[SourceError] = []
    for path in places:
        try:
            name = place(one, path)[0].source.name
        except SourceError as error:
            refused.append(error)
            continue
        if name in known:
            both = f"{known[name]} and {path} both describe a source of this name"
            refused.append(SourceError(f"{name}: {both}; rename one"))
            continue
        known[name] = path
        yield name, (one, [path])
    _raise(refused)


def _raise(refused: Sequence[SourceError]) -> None:
    """Raise one error that tells of all; the one itself where there is no other."""
    if len(refused) == 1:
        raise refused[0]
    if refused:
        raise SourceError("\n".join(map(str, refused)))
