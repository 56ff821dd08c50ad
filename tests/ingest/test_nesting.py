"""JSON that is nested too deep, told before it fills the memory."""

from io import BytesIO

import pytest

from graph.errors import SourceChanged
from ingest.nesting import DEEPEST, Shallow


def nested(depth: int, within: bytes = b"") -> bytes:
    return b"[" * depth + within + b"]" * depth


def read(data: bytes, size: int) -> bytes:
    stream = Shallow("tests", "a.json", BytesIO(data))
    return b"".join(iter(lambda: stream.read(size), b""))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1 << 16])
@pytest.mark.parametrize(
    "data",
    [
        nested(DEEPEST),
        b"[" + b",".join([nested(DEEPEST - 1)] * 3) + b"]",
        b'{"a":' * DEEPEST + b"1" + b"}" * DEEPEST,
        b'["' + b"[" * 1000 + b'"]',
        rb'["\"' + b"[" * 1000 + rb'\\"]',
        rb'["\\", "' + b"{" * 1000 + b'"]',
        b"[" + b"[]," * 1000 + b"[]]",
    ],
    ids=["deep", "deep thrice", "objects", "in a text", "behind an escape", "behind a backslash", "side by side"],
)
def test_what_is_as_deep_as_allowed_comes_as_it_is_in_blocks_of_any_size(data: bytes, size: int) -> None:
    assert read(data, size) == data


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1 << 16])
@pytest.mark.parametrize(
    "data",
    [
        nested(DEEPEST + 1),
        b'{"a":' * (DEEPEST + 1),
        b"[" + b"[]," * 1000 + nested(DEEPEST) + b"]",
        rb'["\\",' + nested(DEEPEST),
        rb'["\"",' + nested(DEEPEST),
        b"[" * 200_000,
    ],
    ids=["closed", "open", "late", "after a backslash", "after an escape", "hostile"],
)
def test_one_deeper_is_refused_in_blocks_of_any_size(data: bytes, size: int) -> None:
    with pytest.raises(SourceChanged) as caught:
        read(data, size)
    assert str(caught.value) == "tests, a.json: nested more than 64 deep; no such file is read"


def test_a_block_that_only_looks_too_deep_is_counted_exactly() -> None:
    data = nested(40) + b"[" * 40
    assert read(data, 1 << 16) == data
