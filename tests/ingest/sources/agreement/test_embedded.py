"""The account of the agreement that ships with the program."""

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.readings import Reading
from graph.records import Agreement, ConceptMention, GovernanceBody, Provision
from ingest.run import read, refuse_unsound
from ingest.sources.agreement.ingester import INGESTER, SOURCE
from ontology.files import codes

SEED = Path(__file__).parents[5] / "shared" / "agreement" / "agreement-fi.txt"
LONGEST_COMMON_RUN = 6


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(INGESTER, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC), strict=True)


def provisions(reading: Reading) -> list[Provision]:
    return [one for one in reading.records if isinstance(one, Provision)]


def test_nothing_is_in_quarantine(reading: Reading) -> None:
    assert reading.rejected == ()
    assert reading.rows_read == reading.rows_used == 71
    refuse_unsound(SOURCE, reading)


def test_what_the_agreement_lays_down(reading: Reading) -> None:
    assert Counter(one.kind for one in provisions(reading)) == {
        "funding-rule": 8,
        "duty": 11,
        "goal": 11,
        "monitoring-duty": 6,
        "agreement-date": 6,
    }


def test_each_of_the_five_bodies_has_duties(reading: Reading) -> None:
    bodies = {one.key for one in reading.records if isinstance(one, GovernanceBody)}
    assert len(bodies) == 5
    assert {one.body for one in provisions(reading) if one.kind == "duty"} == bodies


def test_the_concepts_that_the_agreement_names(reading: Reading) -> None:
    assert Counter(one.scheme for one in reading.records if isinstance(one, ConceptMention)) == {
        "focus-area": 4,
        "sub-theme": 24,
        "method-group": 3,
        "instrument": 6,
        "actor-kind": 10,
        "means": 7,
    }


@pytest.mark.parametrize("scheme", ["sub-theme", "instrument", "means"])
def test_every_concept_of_a_list_of_the_agreement_is_named(reading: Reading, scheme: str) -> None:
    named = {one.concept for one in reading.records if isinstance(one, ConceptMention) and one.scheme == scheme}
    assert named == codes(scheme)


def test_every_record_has_its_section(reading: Reading) -> None:
    assert [one.key for one in reading.records if one.origin.section is None] == []


def test_every_provision_is_told_in_three_languages(reading: Reading) -> None:
    assert [one.key for one in provisions(reading) if not (one.text_fi and one.text_sv)] == []


def test_the_parties_and_the_ministries_that_co_operate(reading: Reading) -> None:
    [agreement] = [one for one in reading.records if isinstance(one, Agreement)]
    assert agreement.parties == ("tem", "helsinki", "espoo", "vantaa")
    assert agreement.cooperating == ("okm", "ym")
    assert (agreement.start, agreement.end) == ("2021", "2027-12-31")


def test_the_figures_of_the_goals(reading: Reading) -> None:
    figures = {
        one.key: (one.baseline, one.target, one.unit, one.year)
        for one in provisions(reading)
        if one.kind == "goal" and (one.target or one.year)
    }
    assert {key: tuple(map(str, known)) for key, known in figures.items()} == {
        "rd-4pct": ("2.7", "4", "% of GDP", "2030"),
        "innovative-procurement-10pct": ("None", "10", "% of public procurement", "None"),
        "best-env-2030": ("None", "None", "None", "2030"),
    }


@pytest.mark.shared
@pytest.mark.skipif(not SEED.exists(), reason="the text of the agreement is not at hand")
def test_no_sentence_of_the_agreement_is_copied(reading: Reading) -> None:
    seed = words(SEED.read_text("utf-8"))
    runs = {tuple(seed[at : at + LONGEST_COMMON_RUN]) for at in range(len(seed))}
    own = [words(one.text_fi or "") for one in provisions(reading)]
    copied = [
        text[at : at + LONGEST_COMMON_RUN]
        for text in own
        for at in range(len(text) - LONGEST_COMMON_RUN + 1)
        if tuple(text[at : at + LONGEST_COMMON_RUN]) in runs
    ]
    assert copied == [["uudistuva", "ja", "osaava", "suomi", "2021", "2027"]]  # the name of the EU programme


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
