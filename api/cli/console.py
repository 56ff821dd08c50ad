"""What the commands share: options, errors as one line, progress, tables."""

import csv
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from api.settings import Settings
from graph.errors import BadParameter, FileError, VerkostoError
from ingest.inputs import WEB_PAGE
from ingest.opening import BYTES, MARK, NOT_UTF8, is_utf16, is_web_page

Told = Callable[[str, int, int], None]
"""Told a stage, how much of it is done, and how much there is; 0 where that is not known."""

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


def folder_of(data: Path | None) -> Path:
    """Return the data folder that was named, or that of the settings."""
    return data or Settings.from_environment().data


def now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def pair(text: str, form: str = "NAME=VALUE") -> tuple[str, str]:
    """Return the two sides of NAME=VALUE, which an error calls by its `form`.

    Raises
    ------
    BadParameter
        If it has no name or no equals sign.
    """
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise BadParameter(f"{text!r} is not {form}")
    return name, value


@contextmanager
def reading_csv(path: Path) -> Iterator[IO[str]]:
    """Open a CSV file that somebody named, in UTF-8; what is wrong with it while it is read is told as one line.

    Raises
    ------
    FileError
        If it cannot be read, is a web page or no text in UTF-8, or is not CSV.
    """
    try:
        with path.open("rb") as binary:
            # looked at and not read, so that a pipe will do
            if is_web_page(binary.peek(BYTES).removeprefix(MARK).lstrip()):
                raise FileError(f"{path}: {WEB_PAGE}")
            with TextIOWrapper(binary, "utf-8-sig", newline="") as file:
                yield file
    except UnicodeDecodeError as error:
        what = NOT_UTF8 if is_utf16(error.object) else "is not text in UTF-8; save it as CSV in UTF-8"
        raise FileError(f"{path}: {what}") from error
    except csv.Error as error:
        raise FileError(f"{path}: not CSV: {error}; save it as CSV in UTF-8") from error
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}; name another file") from error


@contextmanager
def writing_bytes(path: Path | None) -> Iterator[IO[bytes]]:
    """Open a file that somebody named for writing; standard output where that is None.

    Raises
    ------
    FileError
        If it cannot be written.
    """
    if path is None:
        yield sys.stdout.buffer
        return
    try:
        with path.open("wb") as file:
            yield file
    except OSError as error:
        if error.errno is None:
            # not the system's word on this file: what was to be written could not be had
            raise
        raise FileError(
            f"{path} cannot be written: {error.strerror}; name another file, where you may write and there is room"
        ) from error


@contextmanager
def writing_text(path: Path | None) -> Iterator[IO[str]]:
    """Open a file that somebody named for text in UTF-8, as `writing_bytes` does."""
    if path is None:
        yield sys.stdout
        return
    with writing_bytes(path) as binary, TextIOWrapper(binary, "utf-8", newline="") as file:
        yield file


@contextmanager
def progress() -> Iterator[Told | None]:
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
                tasks[stage] = bars.add_task(stage, total=total or None)
            bars.update(tasks[stage], completed=done, total=total or None)

        yield told


def print_table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Print a table, as wide as it is where nobody's terminal cuts it."""
    table = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*(cell.replace("[", "\\[") for cell in row))
    console = Console()
    if not console.is_terminal:
        # A pipe has no width: never wrap or cut there.
        console = Console(width=10_000, soft_wrap=True)
    console.print(table)
