import pytest

from graph.errors import UnknownSource
from ingest.registry import INGESTERS, ingester
from ingest.source import Ingester


@pytest.mark.parametrize("one", INGESTERS, ids=lambda one: one.source.name)
def test_each_source_is_found_by_its_name(one: Ingester) -> None:
    assert ingester(one.source.name) is one


def test_an_unknown_source_is_told_the_known_ones() -> None:
    with pytest.raises(UnknownSource) as caught:
        ingester("nobody")
    assert str(caught.value).startswith("no source 'nobody'; there are agreement, facts, ")


@pytest.mark.parametrize("one", INGESTERS, ids=lambda one: one.source.name)
def test_each_source_is_described(one: Ingester) -> None:
    assert one.source.title
    assert one.source.publisher
    assert one.source.homepage.startswith("https://")
    assert one.source.at_least or one.configured


@pytest.mark.parametrize("one", INGESTERS, ids=lambda one: one.source.name)
def test_each_source_has_data_that_ship_or_says_where_they_are_fetched_from(one: Ingester) -> None:
    assert one.default or one.source.downloads or one.configured
