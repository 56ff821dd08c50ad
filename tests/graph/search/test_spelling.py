import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graph.search.documents import Document, Text
from graph.search.schema import FILE
from graph.search.spelling import Vocabulary
from graph.search.writing import write_search_index

TEXT = "aalto kiertotalous kiertotalouden robotti robotit vesi energiatehokkuus 5g testialusta testialusta"


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vocabulary]:
    path: Path = tmp_path_factory.mktemp("search") / FILE
    often = Document(address="org/1", kind="actor", names=(Text("robotti", "fi"),))
    write_search_index(path, [Document(address="org/0", kind="actor", names=(Text(TEXT, "fi"),)), often], {})
    with closing(sqlite3.connect(path)) as database:
        yield Vocabulary(database)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("aallto", "aalto"),
        ("alto", "aalto"),
        ("aatlo", "aalto"),
        ("qalto", "aalto"),
        ("aaltoo", "aalto"),
        ("ksiertotalous", "kiertotalous"),
        ("kierttotalos", "kiertotalous"),
        ("kjertotaloux", "kiertotalous"),
        ("energiathokkus", "energiatehokkuus"),
        ("nergiatehokkuu", "energiatehokkuus"),
        ("robottj", "robotti"),
    ],
)
def test_a_slip_or_two_are_set_right(vocabulary: Vocabulary, typed: str, meant: str) -> None:
    assert vocabulary.nearest(typed) == meant


@pytest.mark.parametrize("typed", ["aaltxx", "ves", "vsi", "6g", "1234", "kiertxxxlous", "", "xyzzyxyzzy"])
def test_what_is_too_short_or_too_far_is_left(vocabulary: Vocabulary, typed: str) -> None:
    assert vocabulary.nearest(typed) is None


def test_of_words_as_near_the_more_frequent_is_meant(vocabulary: Vocabulary) -> None:
    assert vocabulary.nearest("robotii") == "robotti"


def test_the_vocabulary_knows_words_base_forms_and_beginnings(vocabulary: Vocabulary) -> None:
    assert vocabulary.has("kiertotalouden")
    assert "kiertotalous" in vocabulary
    assert "kiertotalouden" not in vocabulary
    assert vocabulary.begins("testial")
    assert not vocabulary.begins("testialu" + "x")


def test_the_forms_of_a_base_form_are_those_that_documents_have(vocabulary: Vocabulary) -> None:
    assert vocabulary.stems("kiertotalouden") == {"fi": "kiertotalous"}
    assert vocabulary.surfaces("kiertotalous") == ["kiertotalouden", "kiertotalous"]
