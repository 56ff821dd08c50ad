"""What the commands share: options, errors as one line, progress, tables."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from api.settings import Settings
from graph.errors import BadParameter, VerkostoError

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


def pair(text: str) -> tuple[str, str]:
    """Return the two sides of NAME=VALUE.

    Raises
    ------
    BadParameter
        If it has no name or no equals sign.
    """
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise BadParameter(f"{text!r} is not NAME=VALUE")
    return name, value


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
