import pytest
from pyoxigraph import Store

from graph.rdf.searched import search_documents, search_labels
from graph.search.documents import Document, Text


@pytest.fixture(scope="module")
def documents(store: Store) -> dict[str, Document]:
    return {one.address: one for one in search_documents(store, search_labels(store))}


def test_everything_that_has_a_name_is_there_once_in_order(store: Store, documents: dict[str, Document]) -> None:
    found = [one.address for one in search_documents(store, search_labels(store))]
    assert found == sorted(documents)
    assert {one.kind for one in documents.values()} == {"actor", "project", "testbed", "service", "theme"}
    assert sum(one.kind == "testbed" for one in documents.values()) == 92


def test_an_actor_has_its_names_numbers_city_and_source(documents: dict[str, Document]) -> None:
    aalto = documents["org/fi-2228357-4"]
    assert {Text("Aalto-yliopisto", "fi"), Text("Aalto University", "en")} <= set(aalto.names)
    assert {"2228357-4", "020hwjq30"} <= set(aalto.identifiers)
    assert (aalto.kind, aalto.cities, aalto.sources) == ("actor", ("place/fi-049",), ("facts",))
    assert aalto.popularity > 20


def test_a_test_bed_has_what_can_be_tested_there_its_themes_and_where_it_is(documents: dict[str, Document]) -> None:
    poles = documents["testbed/facts-luxturrim"]
    assert any(text.value.startswith("Street of 19 smart poles") and text.language == "en" for text in poles.texts)
    assert {Text("drones", "en"), Text("5G network", "en")} <= set(poles.keywords)
    assert (poles.year, poles.focus_areas) == (2017, ("focus-area/4.1",))


def test_a_sub_theme_is_of_its_focus_area(documents: dict[str, Document]) -> None:
    assert documents["sub-theme/4.1.e"].focus_areas == ("focus-area/4.1",)
    assert documents["focus-area/4.1"].focus_areas == ("focus-area/4.1",)


def test_cities_are_called_by_all_their_names(store: Store) -> None:
    assert search_labels(store)["place/fi-049"] == {"fi": "Espoo", "sv": "Esbo", "en": "Espoo"}
