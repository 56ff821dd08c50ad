from collections import Counter
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from graph.errors import SourceChanged
from graph.readings import Reading
from graph.records import Concept, Names, Origin
from ingest.run import read
from ingest.sources.euroscivoc import INGESTER, OFFICIAL, parse

FOLDER = Path(__file__).parents[2] / "fixtures" / "euroscivoc"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "euroscivoc"
UUID = "00000000-0000-0000-0000-0000000000"


def reading(*places: Path) -> Reading:
    return read(INGESTER, places, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC))


def concept(code: str, *names: str) -> Concept:
    given = {name: BytesIO((FOLDER / name).read_bytes()) for name in names or ("EuroSciVoc.rdf",)}
    [found] = [one for one in parse(given) if isinstance(one, Concept) and one.code == code]
    return found


def test_a_concept_has_its_number_its_labels_and_what_is_broader() -> None:
    assert concept("97") == Concept(
        key="97",
        origin=Origin(table="EuroSciVoc.rdf", line=2),
        scheme="euroscivoc",
        code="97",
        names=Names(en="political sciences", marked=(("de", "Politikwissenschaften"), ("en", "politology"))),
        broader=("29",),
        official=OFFICIAL + UUID + "97",
    )


def test_labels_of_skos_xl_are_read_like_plain_ones() -> None:
    assert concept("29").names == Names(en="social sciences", marked=(("fr", "sciences sociales"),))


def test_a_deprecated_concept_says_so() -> None:
    assert (concept("543").deprecated, concept("97").deprecated) == (True, False)


def test_a_concept_is_not_under_one_that_is_set_aside() -> None:
    found = reading(FOLDER / "EuroSciVoc.rdf")
    assert concept("543").broader == ("97",)
    assert found.drift == ("EuroSciVoc.rdf: 1 links lead to broader concepts that no file describes",)


def test_a_concept_without_label_or_number_is_set_aside() -> None:
    assert [str(one) for one in reading(FOLDER / "EuroSciVoc.rdf").rejected] == [
        "EuroSciVoc.rdf, line 4: prefLabel is missing in Finnish, Swedish and English",
        "EuroSciVoc.rdf, line 5: notation '00000000-0000-0000-0000-000000009999' has 0 numbers, not one",
    ]


def test_a_copy_in_turtle_tells_the_official_address() -> None:
    assert concept("29", "copy.ttl").official == OFFICIAL + UUID + "29"


def test_a_concept_of_two_files_is_told_once() -> None:
    found = reading(FOLDER / "EuroSciVoc.rdf", FOLDER / "copy.ttl")
    assert (found.rows_read, found.rows_used, found.rows_out_of_scope, found.rows_quarantined) == (6, 3, 1, 2)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<!DOCTYPE html><html><body>", "not RDF"),
        (b"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .", "no concepts"),
        (b"<http://example.org/a> <http://example.org/b>", "not RDF"),
    ],
    ids=["page of HTML", "no concept", "cut short"],
)
def test_a_file_that_is_no_vocabulary_stops_the_run(data: bytes, message: str) -> None:
    with pytest.raises(SourceChanged, match=message):
        list(parse({"a.ttl": BytesIO(data)}))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is absent")
def test_the_genuine_copy_is_read_whole() -> None:
    found = reading(SHARED / "TopicsEuroSciVoc.ttl.zip")
    assert Counter(type(one).__name__ for one in found.records) == {"Concept": 1031}
    assert found.rows_quarantined == 0


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is absent")
def test_of_the_official_sample_the_concept_whose_label_was_cut_out_is_set_aside() -> None:
    found = reading(SHARED / "official-skosxl-sample.rdf")
    assert (found.rows_used, [one.line for one in found.rejected]) == (1, [2])
