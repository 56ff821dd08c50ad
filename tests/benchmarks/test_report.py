from dataclasses import replace

import pytest

from benchmarks.asking import Series
from benchmarks.building import Built
from benchmarks.plain import Added
from benchmarks.report import Line, Ratio, build_table, build_words, geometric_mean, line, means, query_table, table

BUILT = Built(
    records=10,
    quads=1000,
    triples=400,
    checks=7,
    loaded=2.0,
    gated=3.5,
    published=4.0,
    records_mb=10,
    loaded_mb=20,
    gated_mb=30,
    peak_mb=40,
)
ADDED = Added(quads=1000, mapping=4.0, added=12.0, written=20.0, peak_mb=99)


def series(seconds: float, *, rows: int | None = 5, capped: bool = False) -> Series:
    return Series(rows=rows, times=[seconds], capped=capped)


def measured(**changed: Series) -> Line:
    usual = {"ours": series(0.002), "cached": series(0.001), "oxigraph": series(0.004)}
    return line("01-one", {**usual, "rdflib-endpoint": series(10, rows=None, capped=True), **changed})


def test_a_ratio_above_one_says_that_we_are_faster() -> None:
    assert measured().uncached == Ratio(value=2)
    assert measured().cached == Ratio(value=4)


def test_an_engine_that_was_stopped_gives_a_lower_bound() -> None:
    assert measured().plain == Ratio(value=5000, at_least=True)
    assert str(measured().plain) == "≥ 5000"


def test_an_engine_that_was_stopped_is_no_mismatch() -> None:
    assert not measured().is_mismatch


def test_another_number_of_rows_is_a_mismatch_and_is_shown() -> None:
    wrong = measured(oxigraph=series(0.004, rows=6))
    assert wrong.is_mismatch
    assert "MISMATCH ours=5 cached=5 oxigraph=6" in query_table([wrong])[1]


def test_the_mean_is_geometric() -> None:
    mean = geometric_mean([Ratio(value=0.5), Ratio(value=2)])
    assert mean is not None
    assert mean.value == pytest.approx(1)


def test_the_mean_of_nothing_is_not_known() -> None:
    assert geometric_mean([None]) is None


def test_an_engine_that_was_left_out_has_no_ratio() -> None:
    alone = line("01-one", {"ours": series(1), "cached": series(1), "oxigraph": series(1)})
    assert alone.plain is None
    assert means([alone])["plain"] is None


def test_the_table_ends_in_the_means() -> None:
    told = query_table([measured(), replace(measured(), uncached=Ratio(value=0.5))])
    assert told[-1].split() == ["geometric", "mean", "1.00", "4.00", "≥", "5000"]


def test_the_build_is_compared_with_rdflib_in_three_ways() -> None:
    assert [row.split()[:4] for row in build_table(BUILT, ADDED)[1:]] == [
        ["load", "2.0", "12.0", "6.00"],
        ["kept", "4.0", "20.0", "5.00"],
        ["strict", "4.0", "8.0", "2.00"],
    ]


def test_the_build_is_told_without_rdflib_too() -> None:
    assert [row.split()[:4] for row in build_table(BUILT, None)[1:]] == [
        ["load", "2.0", "-", "-"],
        ["kept", "4.0", "-", "-"],
        ["strict", "4.0", "-", "-"],
    ]


def test_the_gate_and_the_memory_are_told() -> None:
    told = build_words(BUILT, None)
    assert "gate: 7 checks in 1.5 s" in told
    assert told[-1].startswith("peak memory of our build: 40 MiB")


def test_columns_are_aligned() -> None:
    assert table([("a", "1"), ("bbb", "10")]) == ["a     1", "bbb  10"]
