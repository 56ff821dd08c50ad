from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from graph.errors import SourceChanged
from graph.readings import Reading
from graph.records import Concept, Names, Origin
from ingest.run import read
from ingest.source import OutOfScope
from ingest.sources.yso import INGESTER, parse

FOLDER = Path(__file__).parents[2] / "fixtures" / "yso"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "yso"
ALL = ("p1.jsonld", "yso-en.tsv", "yso-fi.tsv", "yso.ttl")


def reading(*names: str) -> Reading:
    return read(INGESTER, [FOLDER / name for name in names], clock=lambda: datetime(2026, 11, 24, tzinfo=UTC))


def concept(code: str, *names: str) -> Concept:
    [found] = [one for one in reading(*names).records if isinstance(one, Concept) and one.code == code]
    return found


def test_what_several_files_say_of_a_concept_is_told_once() -> None:
    assert concept("p1", *ALL) == Concept(
        key="p1",
        origin=Origin(table="p1.jsonld", line=1),
        scheme="yso",
        code="p1",
        names=Names(
            fi="testausympäristöt",
            sv="testmiljöer",
            en="testing environments",
            marked=(("se", "testabirrasat"), ("fi", "testialustat")),
        ),
        broader=("p2",),
        official="http://www.yso.fi/onto/yso/p1",
    )


def test_a_neighbour_that_comes_along_keeps_what_its_own_file_says() -> None:
    found = concept("p2", *ALL)
    assert (found.names, found.broader) == (Names(fi="kaupungit", sv="städer", en="cities"), ("p4",))


def test_every_row_of_every_file_is_accounted_for() -> None:
    found = reading(*ALL)
    assert (found.rows_read, found.rows_used, found.rows_out_of_scope, found.rows_quarantined) == (9, 3, 5, 1)


def test_a_table_of_labels_stands_alone_too() -> None:
    assert concept("p1", "yso-fi.tsv").names == Names(fi="testausympäristöt")


def test_a_label_whose_language_the_name_of_the_table_does_not_tell_has_none() -> None:
    [found] = parse({"labels.tsv": BytesIO(b"<http://www.yso.fi/onto/yso/p1>\ttest\n")})
    assert isinstance(found, Concept)
    assert found.names == Names(und="test")


def test_a_place_is_no_concept_of_yso() -> None:
    given = {"yso-en.tsv": BytesIO((FOLDER / "yso-en.tsv").read_bytes())}
    assert list(parse(given))[-1] == OutOfScope(table="yso-en.tsv", line=4, reason="is no concept of yso")


def test_a_row_without_a_label_is_set_aside() -> None:
    assert [str(one) for one in reading("yso-en.tsv").rejected] == [
        "yso-en.tsv, line 3: the row is not <IRI>, tab and label in UTF-8"
    ]


def test_a_label_that_is_not_utf_8_is_set_aside() -> None:
    [found] = parse({"a.tsv": BytesIO(b"<http://www.yso.fi/onto/yso/p1>\t\xe5\n")})
    assert str(found) == "a.tsv, line 1: the row is not <IRI>, tab and label in UTF-8"


def test_a_file_without_concepts_stops_the_run() -> None:
    with pytest.raises(SourceChanged, match="no concepts"):
        list(parse({"a.json": BytesIO(b"{}")}))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is absent")
def test_the_genuine_labels_are_all_read() -> None:
    found = read(INGESTER, SHARED / "yso-en.tsv", clock=lambda: datetime(2026, 11, 24, tzinfo=UTC))
    assert (found.rows_read, found.rows_used) == (32265, 32265)
