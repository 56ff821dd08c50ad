import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode
from rdflib import Graph

from benchmarks.engines import EngineFailed
from benchmarks.ingesting import measure, measured, morph_python, refuse_unequal
from benchmarks.ingests.compared import PREDICATES, compared
from benchmarks.ingests.report import MORPH, OURS, RDFLIB, Ingested, Run, Way, ingest_table, ingest_words, ratios, way
from benchmarks.ingests.rml import MAPPING
from benchmarks.report import Ratio
from graph.rdf.write import statements
from graph.records import Address, Money, Names, Organisation, Origin, Participation, Project
from ontology import terms

WHERE = Origin(table="organization.csv", line=2)
WAY = Way(read=1.0, written=1.0, seconds=2.0, cpu=2.0, peak_mb=100)
FOUND = Ingested(
    participations=50,
    rounds=3,
    records=1000,
    made=9000,
    quads=4000,
    ways={
        OURS: WAY,
        RDFLIB: replace(WAY, read=0.5, written=9.5, seconds=10.0),
        MORPH: replace(WAY, read=None, written=1.0, seconds=1.0),
    },
)


def test_ours_and_the_plain_script_say_the_same_of_a_small_bundle(tmp_path: Path) -> None:
    found = measured(tmp_path, 60, rounds=1, with_morph=False)
    assert list(found.ways) == [OURS, RDFLIB]
    assert found.records > 60
    assert found.made > found.quads > 60 * 15
    assert [one.name for one in tmp_path.iterdir()] == ["bundle"]


def test_a_way_that_says_something_else_ends_the_run() -> None:
    with pytest.raises(EngineFailed, match="morph-kgc makes 2 statements, ours 3, and 1 are the same"):
        refuse_unequal({OURS: frozenset({1, 2, 3}), MORPH: frozenset({3, 4})})


def test_ways_that_say_the_same_are_left_in_peace() -> None:
    refuse_unequal({OURS: frozenset({1, 2}), MORPH: frozenset({2, 1})})


def test_a_way_that_fails_ends_the_run_and_says_why(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('no such mapping')"]
    with pytest.raises(EngineFailed, match="plain ended with code 1: no such mapping"):
        measure("plain", command, tmp_path, tmp_path / "out.nq")


def test_processor_time_is_that_of_the_way_alone(tmp_path: Path) -> None:
    said = '{"read": null, "written": 2.5, "peak_mb": 7}'
    run = measure("quick", [sys.executable, "-S", "-c", f"print('{said}')"], tmp_path, tmp_path / "out.nq")
    assert replace(run, cpu=0) == Run(read=None, written=2.5, cpu=0, peak_mb=7)
    assert 0 < run.cpu < 2


def test_without_an_index_morph_kgc_is_missing_with_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, returncode=1, stdout="", stderr="a\nERROR: no network\n")

    monkeypatch.setattr(subprocess, "run", failing)
    _, missing = morph_python(tmp_path)
    assert missing == "it could not be installed (ERROR: no network)"


def test_an_installation_that_takes_too_long_is_missing_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        raise subprocess.TimeoutExpired(command, 600)

    monkeypatch.setattr(subprocess, "run", slow)
    _, missing = morph_python(tmp_path)
    assert missing is not None
    assert "timed out after 600 seconds" in missing


def test_the_report_says_why_morph_kgc_is_missing() -> None:
    told = ingest_words(replace(FOUND, ways={OURS: WAY}, missing="it was left out"))
    assert told[-1] == "morph-kgc is not compared: it was left out."


def test_what_the_others_cannot_make_is_left_out() -> None:
    said = statements(
        Organisation(
            key="900000001",
            origin=WHERE,
            names=Names(und="ESIMERKKI Oy"),
            kind="company",
            business_id="2000000-8",
            other_ids=(("pic", "900000001"),),
            address=Address(country="FI", nuts="FI1B1"),
            homepage="https://www.example.org/",
        ),
        "cordis",
    )
    kept = list(compared(said.triples))
    assert {value.value for _, predicate, value in kept if predicate == NamedNode(terms.A)} == {
        terms.ORGANIZATION,
        terms.ACTOR,
        terms.IDENTIFIER_CLASS,
    }
    assert {value for _, predicate, value in kept if predicate == NamedNode(terms.NOTATION)} == {Literal("900000001")}
    assert len(kept) == 7
    assert len(said.triples) > len(kept)


def test_every_property_that_is_compared_is_said_of_some_record() -> None:
    money = (Money(kind="eu-grant", value=Decimal(1)),)
    made = (
        Project(
            key="1",
            origin=WHERE,
            names=Names(und="Example"),
            code=("cordis", "1"),
            programme="HORIZON",
            start="2024-01-01",
            end="2025-01-01",
            money=money,
        ),
        Participation(key="1-2", origin=WHERE, project="1", organisation="2", role="partner"),
    )
    said = {predicate for one in made for _, predicate, _ in compared(statements(one, "cordis").triples)}
    assert said >= PREDICATES


def test_the_mapping_is_turtle_and_speaks_of_the_same_properties() -> None:
    mapping = Graph().parse(MAPPING, format="turtle")
    used = {str(one) for one in mapping.objects(None, None)} & {one.value for one in PREDICATES}
    assert used == {one.value for one in PREDICATES}


def test_a_way_is_the_median_of_its_runs_and_the_most_of_their_memory() -> None:
    runs = [Run(read=1.0, written=one, cpu=one, peak_mb=one) for one in (5.0, 2.0, 3.0)]
    assert way(runs) == Way(read=1.0, written=3.0, seconds=4.0, cpu=3.0, peak_mb=5.0)


def test_a_way_without_a_stage_of_reading_has_none() -> None:
    assert way([Run(read=None, written=2.0, cpu=1.0, peak_mb=1.0)]).read is None


def test_ratios_are_of_the_whole_way_from_file_to_file() -> None:
    assert ratios(FOUND) == {RDFLIB: Ratio(value=5.0), MORPH: Ratio(value=0.5)}


def test_the_table_has_rates_ratios_and_bars() -> None:
    assert [" ".join(row.split()) for row in ingest_table(FOUND)[1:]] == [
        "ours 2.0 500 2,000 2.0 100",
        "pandas + rdflib 10.0 100 400 2.0 100 5.00 5",
        "morph-kgc 1.0 1,000 4,000 2.0 100 0.50 4",
    ]


def test_stages_are_told_apart_where_a_way_has_them() -> None:
    told = [" ".join(row.split()) for row in ingest_words(FOUND)[-5:]]
    assert told == [
        "read ours 1.0 1,000 records/s",
        "write ours 1.0 4,000 quads/s",
        "read pandas + rdflib 0.5 2,000 records/s 0.50",
        "write pandas + rdflib 9.5 421 quads/s 9.50",
        "write morph-kgc (reading too) 1.0 4,000 quads/s 1.00",
    ]
