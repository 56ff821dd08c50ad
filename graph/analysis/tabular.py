"""An answer as a table: what is said once, and rows. A figure becomes a column, with others for what is beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, cast

from graph.analysis.figures import Figure, NullSummary

Cell = str | int | float | bool | None

NULL_COLUMNS = ("mean", "sd", "ratio", "z", "p", "low", "high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabular:
    """`facts` are what an answer says once, by name; `rows` have a cell for each of `columns`, None where unknown."""

    facts: Mapping[str, Cell]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tabular(answer: Any) -> Tabular:
    """Return an answer of an analysis as a table: its tuple of dataclasses are the rows, all else are facts."""
    facts: dict[str, Cell] = {}
    rows: Sequence[Any] = ()
    for one in fields(answer):
        value = getattr(answer, one.name)
        if isinstance(value, tuple) and value and is_dataclass(value[0]):
            rows = value
        else:
            facts.update(_cells(one.name, value))
    flat = [dict(_row(row)) for row in rows]
    columns = tuple(dict.fromkeys(name for row in flat for name in row))
    return Tabular(
        facts=facts, columns=columns, rows=tuple(tuple(row.get(column) for column in columns) for row in flat)
    )


def _row(row: Any) -> Iterator[tuple[str, Cell]]:
    for one in fields(row):
        value = getattr(row, one.name)
        if is_dataclass(value) and not isinstance(value, Figure | NullSummary | type):
            yield from _row(value)
        else:
            yield from _cells(one.name, value)


def _cells(name: str, value: Any) -> Iterator[tuple[str, Cell]]:
    if isinstance(value, Figure):
        yield name, value.value
        if value.reason is not None:
            yield f"{name}_reason", value.reason
        if value.null is not None:
            yield from _null_cells(name, value.null)
    elif isinstance(value, NullSummary):
        yield from _null_cells(name, value)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _cells(f"{name}_{key}", inner)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _cells(f"{name}_{one.name}", getattr(value, one.name))
    elif isinstance(value, tuple | list):
        yield name, "; ".join(map(str, value))
    else:
        yield name, cast("Cell", value)  # a number or a word: nothing else is left


def _null_cells(name: str, null: NullSummary) -> Iterator[tuple[str, Cell]]:
    for column in NULL_COLUMNS:
        yield f"{name}_null_{column}", getattr(null, column)
    if null.reason is not None:
        yield f"{name}_null_reason", null.reason
