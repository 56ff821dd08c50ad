"""Tables in Markdown that can be read as plain text too."""

from collections.abc import Sequence

from benchmarks.matching.intervals import Difference, Interval


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table, columns aligned, the first to the left.

    >>> table(["of", "is"], [["one", "1.0"]])
    ['| of  |  is |', '|:----|----:|', '| one | 1.0 |']
    """
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    rule = "|".join(
        (":" if place == 0 else "-") + "-" * width + ("-" if place == 0 else ":") for place, width in enumerate(widths)
    )
    return [_row(head, widths), f"|{rule}|", *(_row(row, widths) for row in rows)]


def mean(found: Interval) -> str:
    """Return a mean with its interval.

    >>> mean(Interval(mean=0.25, low=0.2, high=0.3, units=9))
    '0.250 [0.200, 0.300]'
    """
    return f"{found.mean:.3f} [{found.low:.3f}, {found.high:.3f}]"


def above(found: Difference) -> str:
    """Return a difference with its interval and p.

    >>> above(Difference(mean=-0.05, low=-0.1, high=0.01, p=0.2, units=9))
    '-0.050 [-0.100, +0.010] p 0.2000'
    """
    return f"{found.mean:+.3f} [{found.low:+.3f}, {found.high:+.3f}] p {found.p:.4f}"


def share(value: float | None) -> str:
    """Return a share in two digits, a dash where there is none."""
    return "-" if value is None else f"{value:.2f}"


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    aligned = [
        cell.ljust(width) if place == 0 else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"| {' | '.join(aligned)} |"
