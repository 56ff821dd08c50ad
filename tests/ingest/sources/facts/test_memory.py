"""What the curators wrote from memory: each note that says so has become a doubt, or a reviewer says why it cannot."""

import csv
import re
from datetime import UTC, datetime

import pytest

from graph.readings import Reading
from ingest.run import read
from ingest.sources.facts.ingester import INGESTER, embedded
from ingest.sources.facts.origins import PHRASES

LATER = "what became of it later; no cell says so"
ELSEWHERE = "a place that no cell of the row tells"
OWNER = "to which legal person it belongs; no cell says so"

REVIEWED = {
    "aalto": "the name of its legal person, which no cell holds",
    "bercman": "why there is no Business ID",
    "energiaviisaat": "a start year that was not entered; its name is doubted by a phrase",
    "espoomarketing": LATER,
    "etla": ELSEWHERE,
    "gnf": ELSEWHERE,
    "hbh": LATER,
    "hus": "its legal form, which is no cell; the Business ID is doubted by a phrase",
    "ktk": LATER,
    "lamk": LATER,
    "netox": "why the row has no city",
    "newco": LATER,
    "posintra": ELSEWHERE,
    "sensible4": LATER,
    "stadinao": OWNER,
    "stara": OWNER,
    "suomenoja-battery": "the year of an article, which was not entered",
    "trafi": LATER,
    "tty": LATER,
    "vantti": OWNER,
    "xedu": LATER,
}
"""Notes in which something is from memory that fills no field of the record, by key, with the reason."""

IN_COLUMN = {
    "ammassuo-pyrolysis",
    "arcada-apslc",
    "arcada-healthtech",
    "espoo-iso-omena",
    "helsinki-xr",
    "heureka-dit",
    "otanano",
    "otaniemi-keilaniemi",
    "sparcs-sello",
    "stadinao-myllypuro",
    "urban-mill",
    "viikki-env-house",
}
"""Test beds, whose table names the remembered cells in a column of its own."""


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(INGESTER, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC))


@pytest.fixture(scope="module")
def remembered() -> dict[tuple[str, str], str]:
    """Return the notes that speak of memory, by table and key."""
    return {
        (table.name, next(iter(row.values()))): row["notes"].lower()
        for table in embedded().iterdir()
        for row in csv.DictReader(table.read_text("utf-8").splitlines())
        if "from memory" in row.get("notes", "").lower()
    }


def without_phrases(table: str, note: str) -> str:
    phrases = sorted({phrase for phrase, _, _ in PHRASES.get(table, ())}, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, phrases)), "", note) if phrases else note


def test_what_no_known_phrase_tells_of_memory_has_been_reviewed(remembered: dict[tuple[str, str], str]) -> None:
    rest = {key for (table, key), note in remembered.items() if "from memory" in without_phrases(table, note)}
    assert rest == set(REVIEWED) | IN_COLUMN


def test_what_is_from_memory_is_doubted(reading: Reading, remembered: dict[tuple[str, str], str]) -> None:
    doubted = {
        (record.origin.table, record.key)
        for record in reading.records
        if "from-memory" in dict(record.origin.doubts).values()
    }
    assert {key for table, key in set(remembered) - doubted} <= set(REVIEWED)


def test_of_keko_the_fund_and_the_programme_are_doubted(reading: Reading) -> None:
    [keko] = [record for record in reading.records if record.key == "keko"]
    assert {field for field, how in keko.origin.doubts if how == "from-memory"} == {"fund", "programme"}
