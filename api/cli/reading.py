"""Commands that read a file as a source would be read: `check` and `records`; and how a reading is told."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from api.cli.console import Command, now
from graph.readings import Reading
from graph.record_files import count_kinds
from ingest.listing import reading_json, record_json
from ingest.registry import ingester
from ingest.run import excess, place, read, shortfalls

SHOWN = 20
"""How many rows in quarantine a person is shown at once; all of them are in the JSON and in the release."""

FILES = click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)


@click.command(cls=Command)
@click.argument("name", metavar="SOURCE")
@FILES
@click.option("--strict", is_flag=True, help="A new column is an error, not a remark.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print it.",
)
def check(name: str, files: tuple[Path, ...], form: str, *, strict: bool) -> None:
    """Read each FILE (or folder, or zip) as SOURCE would be read, and say what it holds and what is wrong with it.

    Rows are counted before anything is left out because of where it lies.
    """
    one, _, among = place(ingester(name), files)
    reading = read(ingester(name), files, clock=now, strict=strict)
    missing = [] if among is not None else shortfalls(one.source, reading)
    broken = None if among is not None else excess(one.source, reading)
    if form == "json":
        found: dict[str, Any] = {**reading_json(reading), "below_at_least": missing, "too_many_quarantined": broken}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    say_reading(reading, err=False)
    if among is not None:
        click.echo("one table of several: whether the source is whole is not judged")
    for shortfall in missing:
        click.echo(f"below at_least: {shortfall}")
    if broken is not None:
        click.echo(f"too many quarantined, a build refuses this: {broken}")


@click.command(cls=Command)
@click.argument("name", metavar="SOURCE")
@FILES
@click.option(
    "--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True, help="How to print them."
)
def records(name: str, files: tuple[Path, ...], form: str) -> None:  # noqa: ARG001 (there is one form yet)
    """Print the records that SOURCE reads from each FILE, one to a line as JSON."""
    reading = read(ingester(name), files, clock=now)
    for record in reading.records:
        click.echo(record_json(record))
    say_reading(reading)


def say_reading(reading: Reading, kinds: Mapping[str, int] | None = None, *, err: bool = True) -> None:
    """Tell what came out of a reading: how many records of each kind, or of those the kinds that are given."""
    counts = count_kinds(reading.records) if kinds is None else kinds
    click.echo(
        f"{reading.source.name}: {reading.rows_read} rows read = {reading.rows_used} used + "
        f"{reading.rows_out_of_scope} out of scope + {reading.rows_quarantined} quarantined; "
        f"{sum(counts.values())} records",
        err=err,
    )
    if reading.refused is not None:
        click.echo(f"  {refusal(reading)}", err=err)
    if counts:
        click.echo("  " + ", ".join(f"{kind} {count}" for kind, count in counts.items()), err=err)
    for row in reading.rejected[:SHOWN]:
        click.echo(f"  quarantined: {row}", err=err)
    if (left := len(reading.rejected) - SHOWN) > 0:
        click.echo(f"  and {left} more in quarantine", err=err)
    for drift in reading.drift:
        click.echo(f"  drift: {drift}", err=err)


def refusal(reading: Reading) -> str:
    """Return in words that a source was refused, and what stands in for it."""
    return f"refused, and the last good data of {reading.ended:%Y-%m-%d} kept: {reading.refused}"
