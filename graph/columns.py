"""Large tables in CSV, column by column: of each its different values, and which of them each row has.

A column of a million rows has far fewer values than cells; only they become strings, and the rest is an array. That is
several times faster than `csv.reader`, and no row is ever a Python object. What is read is the CSV that SPARQL answers
in: commas, quotes doubled within quotes, a line of names first, as many cells in each row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from graph.analysis.compiled import compiled

Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]
Codes = NDArray[np.int32]

COMMA, QUOTE, LINE_FEED, RETURN = b',"\n\r'

SMALLEST = 1024
"""For how many values there is room at first; it doubles when they are more."""

HALF, LOWER = np.uint64(32), np.uint64(0xFFFF_FFFF)
ONE, EIGHT = np.uint64(1), np.uint64(8)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Column:
    """One column: row `k` has the value `values[codes[k]]`. Values are in the order in which they first occur."""

    values: tuple[str, ...]
    codes: Codes


def columns(content: bytes, width: int) -> tuple[Column, ...]:
    r"""Return the `width` columns of a table in CSV, without its first line.

    Raises
    ------
    ValueError
        If a row has more or fewer cells.

    Examples
    --------
    >>> who, what = columns(b'who,what\r\nvtt,p1\r\n"Aalto, Espoo",p1\r\n', 2)
    >>> who.values, what.values, what.codes.tolist()
    (('vtt', 'Aalto, Espoo'), ('p1',), [0, 0])
    """
    data = np.frombuffer(content, np.uint8)
    begins, ends, row = _cells(data, width)
    if row >= 0:
        raise ValueError(f"row {row} of a table in CSV has not {width} cells")
    return tuple(_column(data, begins[number::width], ends[number::width]) for number in range(width))


def _column(data: Bytes, begins: Places, ends: Places) -> Column:
    codes, held, starts = _coded(data, begins, ends)
    return Column(values=tuple(_values(held.tobytes(), starts.tolist())), codes=codes)


def _values(held: bytes, starts: list[int]) -> Iterable[str]:
    text = held.decode("utf-8")
    if held.isascii():
        values = [text[begin:end] for begin, end in pairwise(starts)]
    else:
        values = [held[begin:end].decode("utf-8") for begin, end in pairwise(starts)]
    return [value.replace('""', '"') for value in values] if '""' in text else values


@compiled
def _cells(data: Bytes, width: int) -> tuple[Places, Places, int]:
    """Return where each cell begins and ends, its quotes left out, and which row is not `width` cells long, or -1."""
    rows = 1
    for byte in data:
        rows += byte == LINE_FEED
    begins, ends = np.empty(rows * width, np.int64), np.empty(rows * width, np.int64)
    row, cells, at = 0, 0, 0
    size = len(data)
    while at < size:
        quoted = data[at] == QUOTE
        at += quoted
        begin = end = at
        if quoted:
            while at < size and (data[at] != QUOTE or (at + 1 < size and data[at + 1] == QUOTE)):
                at += 1 + (data[at] == QUOTE)
            end = at
            at += 1
        while at < size and data[at] != COMMA and data[at] != LINE_FEED:
            at += 1
        if not quoted:
            end = at
            if end > begin and data[end - 1] == RETURN and (at == size or data[at] == LINE_FEED):
                end -= 1
        is_last = at >= size or data[at] == LINE_FEED
        if row and cells < width:
            place = (row - 1) * width + cells
            begins[place], ends[place] = begin, end
        cells += 1
        if is_last:
            if row and cells != width:
                return begins, ends, row
            row, cells = row + 1, 0
        at += 1
    filled = max(row - 1, 0) * width
    return begins[:filled], ends[:filled], -1


@compiled
def _coded(data: Bytes, begins: Places, ends: Places) -> tuple[Codes, Bytes, Places]:
    """Return the number of each cell's value, and the values: value `k` is `held[starts[k]:starts[k + 1]]`.

    A value is looked up in a table, at the place that its hash gives or the next that is free. An entry is the upper
    half of the hash, and below it the number of the value, from 1; where it is 0, the place is free.
    """
    codes = np.empty(len(begins), np.int32)
    hashes, starts = np.empty(SMALLEST, np.uint64), np.zeros(SMALLEST + 1, np.int64)
    held, table = np.empty(SMALLEST, np.uint8), np.zeros(2 * SMALLEST, np.uint64)
    found = 0
    for cell in range(len(begins)):
        begin, end = begins[cell], ends[cell]
        hashed = _hashed(data, begin, end)
        place = np.int64(hashed & np.uint64(len(table) - 1))
        while table[place] != 0 and (
            table[place] >> HALF != hashed >> HALF
            or not _is_same(data, begin, end, held, starts, np.int64(table[place] & LOWER) - 1)
        ):
            place = (place + 1) & (len(table) - 1)
        if table[place] != 0:
            codes[cell] = np.int64(table[place] & LOWER) - 1
            continue
        if found == len(hashes):
            hashes, starts = np.concatenate((hashes, hashes)), np.concatenate((starts, starts))
            table = np.zeros(2 * len(hashes), np.uint64)
            for code in range(found):
                table[_free(table, hashes[code])] = _entry(hashes[code], code)
            place = _free(table, hashed)
        while starts[found] + end - begin > len(held):
            held = np.concatenate((held, held))
        for k in range(end - begin):
            held[starts[found] + k] = data[begin + k]
        codes[cell], hashes[found], table[place] = found, hashed, _entry(hashed, found)
        found += 1
        starts[found] = starts[found - 1] + end - begin
    return codes, held[: starts[found]], starts[: found + 1]


@compiled
def _entry(hashed: np.uint64, code: int) -> np.uint64:
    """Return the entry of a value in a table."""
    return np.uint64((hashed >> HALF) << HALF) | np.uint64(code + 1)


@compiled
def _free(table: NDArray[np.uint64], hashed: np.uint64) -> np.int64:
    """Return the first free place of a table from that of a hash on."""
    place = np.int64(hashed & np.uint64(len(table) - 1))
    while table[place] != 0:
        place = (place + 1) & (len(table) - 1)
    return place


@compiled
def _hashed(data: Bytes, begin: int, end: int) -> np.uint64:
    """Return a hash of a cell, in the manner of FNV, by words of eight bytes.

    Short instructions for each cell let the processor wait for the memory of several cells at once.
    """
    hashed = np.uint64(0xCBF29CE484222325)
    at, last = np.uint64(begin), np.uint64(end)
    while at + EIGHT <= last:
        hashed = (hashed ^ _word(data, at)) * np.uint64(0x9E3779B97F4A7C15)
        hashed ^= hashed >> HALF
        at += EIGHT
    while at < last:
        hashed = (hashed ^ np.uint64(data[at])) * np.uint64(0x100000001B3)
        at += ONE
    return hashed ^ (hashed >> HALF)


@compiled
def _is_same(data: Bytes, begin: int, end: int, held: Bytes, starts: Places, code: np.int64) -> bool:
    """Whether a cell holds the value of a number."""
    if end - begin != starts[code + 1] - starts[code]:
        return False
    at, last, other = np.uint64(begin), np.uint64(end), np.uint64(starts[code])
    while at + EIGHT <= last:
        if _word(data, at) != _word(held, other):
            return False
        at, other = at + EIGHT, other + EIGHT
    while at < last:
        if data[at] != held[other]:
            return False
        at, other = at + ONE, other + ONE
    return True


@compiled
def _word(data: Bytes, at: np.uint64) -> np.uint64:
    """Return eight bytes as one number, which the compiler reads as one."""
    found = np.uint64(0)
    for k in range(8):
        found |= np.uint64(data[at + np.uint64(k)]) << np.uint64(8 * k)
    return found
