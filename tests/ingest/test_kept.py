from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.errors import SourceTooSmall
from graph.readings import Reading
from graph.records import Names, Origin, Place
from ingest.kept import forget, kept_reading, kept_sources, last_reading, settle, take_back
from ingest.source import Files, Ingester, Outcome, Source

SOURCE = Source(
    name="towns", title="Towns", publisher="us", homepage="https://example.org/", at_least={"Place": 1}, max_lost=0.5
)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Counting:
    """A parser of one town a line that knows how often it was asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, given: Files) -> Iterator[Outcome]:
        self.times += 1
        for table in given:
            for line, word in enumerate(given[table].read().decode().split(), start=1):
                yield Place(key=word, origin=Origin(table=table, line=line), names=Names(fi=word))


@pytest.fixture
def parser() -> Counting:
    return Counting()


@pytest.fixture
def ingester(parser: Counting) -> Ingester:
    return Ingester(SOURCE, parser)


def reading(ingester: Ingester, folder: Path, text: str, *, accept: bool = False) -> Reading:
    file = folder / "towns.txt"
    file.write_text(text)
    return kept_reading(ingester, [file], folder / "readings", clock=lambda: NOW, accept=accept)


def test_a_source_that_has_not_changed_is_not_parsed_again(
    ingester: Ingester, parser: Counting, tmp_path: Path
) -> None:
    first = reading(ingester, tmp_path, "espoo vantaa")
    again = reading(ingester, tmp_path, "espoo vantaa")
    assert parser.times == 1
    assert (list(again.records), again.files, again.ended) == (list(first.records), first.files, first.ended)


def test_a_row_that_is_gone_at_the_source_is_gone(ingester: Ingester, parser: Counting, tmp_path: Path) -> None:
    reading(ingester, tmp_path, "espoo vantaa")
    assert [one.key for one in reading(ingester, tmp_path, "vantaa").records] == ["vantaa"]
    assert parser.times == 2


def test_a_source_that_lost_too_much_is_refused_and_its_last_good_data_stay(ingester: Ingester, tmp_path: Path) -> None:
    reading(ingester, tmp_path, "espoo vantaa helsinki")
    found = reading(ingester, tmp_path, "espoo")
    assert [one.key for one in found.records] == ["espoo", "vantaa", "helsinki"]
    assert found.refused is not None
    assert "towns yielded 1 Place records and 3 the last time" in found.refused
    assert "--accept towns" in found.refused


def test_a_loss_can_be_accepted(ingester: Ingester, tmp_path: Path) -> None:
    reading(ingester, tmp_path, "espoo vantaa helsinki")
    found = reading(ingester, tmp_path, "espoo", accept=True)
    assert ([one.key for one in found.records], found.refused) == (["espoo"], None)


def test_a_source_below_its_minimum_is_refused(ingester: Ingester, tmp_path: Path) -> None:
    reading(ingester, tmp_path, "espoo")
    refused = reading(ingester, tmp_path, "").refused
    assert refused is not None
    assert "expected at least 1" in refused
    assert "--accept towns" in refused


def test_without_earlier_data_the_error_is_raised(ingester: Ingester, tmp_path: Path) -> None:
    with pytest.raises(SourceTooSmall):
        reading(ingester, tmp_path, "")


def test_what_is_kept_is_known_by_name_and_can_be_forgotten(ingester: Ingester, tmp_path: Path) -> None:
    reading(ingester, tmp_path, "espoo")
    shelf = tmp_path / "readings"
    assert kept_sources(shelf) == ["towns"]
    last = last_reading("towns", shelf)
    assert last is not None
    assert [one.key for one in last.records] == ["espoo"]
    assert forget("towns", shelf)
    assert not forget("towns", shelf)
    assert (kept_sources(shelf), last_reading("towns", shelf)) == ([], None)


def test_only_the_last_reading_takes_room_once_it_is_settled(ingester: Ingester, tmp_path: Path) -> None:
    reading(ingester, tmp_path, "espoo vantaa")
    reading(ingester, tmp_path, "espoo helsinki")
    settle(tmp_path / "readings")
    assert len([one for one in (tmp_path / "readings" / "towns").iterdir() if one.is_dir()]) == 1
    assert take_back(tmp_path / "readings") == []


def test_a_new_reading_can_be_taken_back(ingester: Ingester, tmp_path: Path) -> None:
    reading(ingester, tmp_path, "espoo vantaa")
    settle(tmp_path / "readings")
    reading(ingester, tmp_path, "espoo helsinki")
    reading(ingester, tmp_path, "espoo oulu")
    assert take_back(tmp_path / "readings") == ["towns"]
    last = last_reading("towns", tmp_path / "readings")
    assert last is not None
    assert [one.key for one in last.records] == ["espoo", "vantaa"]


def test_the_first_reading_of_a_source_that_is_taken_back_leaves_nothing(ingester: Ingester, tmp_path: Path) -> None:
    reading(ingester, tmp_path, "espoo vantaa")
    assert take_back(tmp_path / "readings") == ["towns"]
    assert kept_sources(tmp_path / "readings") == []
