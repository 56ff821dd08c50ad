"""Search over the release that is built from the data we ship."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from graph.errors import BadSearch, NoRelease
from graph.rdf.release import Release
from graph.search.documents import Facet
from graph.search.facets import FacetCount
from graph.search.finding import Search, SearchAnswer, SearchIndex
from graph.search.schema import FILE
from ontology.terms import ID

AALTO = f"{ID}org/fi-2228357-4"


@pytest.fixture(scope="module")
def index(release: Release) -> Iterator[SearchIndex]:
    with closing(SearchIndex(release.path / FILE)) as index:
        yield index


def found(index: SearchIndex, text: str, **given: Any) -> SearchAnswer:
    return index.find(Search(text=text, **given))


def labels(answer: SearchAnswer) -> list[str]:
    return [hit.label for hit in answer.hits]


def facet(answer: SearchAnswer, name: Facet) -> FacetCount:
    return next(one for one in answer.facets if one.name == name)


@pytest.mark.parametrize(
    "text",
    ["aalto", "Aalto University", "AALTO-YLIOPISTO", "aaltoyliopisto", "2228357-4", "FI22283574", "aallto", "aatlo"],
)
def test_a_thing_is_found_by_whatever_it_is_called(index: SearchIndex, text: str) -> None:
    assert found(index, text).hits[0].iri == AALTO


def test_a_number_is_told_as_what_was_matched(index: SearchIndex) -> None:
    [hit] = found(index, "2228357-4").hits
    assert (hit.iri, hit.matched) == (AALTO, "identifier")


def test_the_number_of_a_project_finds_it(index: SearchIndex) -> None:
    assert found(index, "S20361").hits[0].iri == f"{ID}project/eura-S20361"


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ("kiertotaloudesta", "Kiertotalous"),
        ("Otaniemessä", "Smart Otaniemi (Otaniemi–Keilaniemi)"),
        ("droonilla", "Droonikuljetusten koereitti Kyläsaari–Laajasalo"),
        ("Kalasatamaan", "Fiksu Kalasatama (6Aika)"),
        ("energipiloter", "Heka Kalasatama Kaljaasi Fortunankatu -energiapilotti"),
    ],
)
def test_an_inflected_word_finds_its_base_form(index: SearchIndex, asked: str, label: str) -> None:
    assert label in labels(found(index, asked, limit=50))


def test_what_is_called_exactly_so_comes_first(index: SearchIndex) -> None:
    assert labels(found(index, "kiertotalouden"))[0].casefold() == "kiertotalous"


def test_a_part_of_a_compound_finds_it(index: SearchIndex) -> None:
    assert "Keran kehitysympäristö" in labels(found(index, "ympäristö", limit=100, chosen={"kind": ["testbed"]}))


def test_a_compound_that_nobody_wrote_finds_its_parts(index: SearchIndex) -> None:
    answer = found(index, "robottikampus")
    assert answer.corrected == {}
    assert answer.total > 0


def test_a_word_that_is_not_at_its_end_finds_what_begins_so(index: SearchIndex) -> None:
    assert "Kiertotalous" in labels(found(index, "kiertota"))


def test_a_misspelt_word_is_set_right_and_said(index: SearchIndex) -> None:
    assert found(index, "tekoaly").corrected == {"tekoaly": "tekoäly"}


def test_a_word_that_is_known_is_not_set_right(index: SearchIndex) -> None:
    assert found(index, "kiertotalous Espoossa").corrected == {}


def test_all_words_are_looked_for_before_any(index: SearchIndex) -> None:
    assert found(index, "design factory").every
    assert labels(found(index, "design factory"))[0] == "Aalto Design Factory"


def test_where_nothing_has_all_words_those_with_some_are_told_apart(index: SearchIndex) -> None:
    answer = found(index, "nanofab elefantti")
    assert not answer.every
    assert "Aalto Nanofab" in labels(answer)


def test_nothing_found_is_an_answer(index: SearchIndex) -> None:
    answer = found(index, "xyzzyq")
    assert (answer.hits, answer.total) == ((), 0)


def test_names_go_before_texts(index: SearchIndex) -> None:
    assert [hit.matched for hit in found(index, "Kalasatama", limit=5).hits] == ["name"] * 5


@pytest.mark.parametrize(
    ("language", "label", "city"),
    [("fi", "Aalto-yliopisto", "Espoo"), ("sv", "Aalto-universitetet", "Esbo"), ("en", "Aalto University", "Espoo")],
)
def test_the_answer_is_in_the_language_of_the_asker(index: SearchIndex, language: str, label: str, city: str) -> None:
    hit = found(index, "2228357-4", language=language).hits[0]
    assert (hit.label in (label, "Aalto-yliopisto"), hit.city) == (True, city)


def test_the_answer_is_in_the_language_of_the_question_where_none_is_asked(index: SearchIndex) -> None:
    assert found(index, "circular economy in construction").language == "en"
    assert found(index, "cirkulär ekonomi inom byggande").language == "sv"
    assert found(index, "5G").language == "fi"


def test_the_words_are_marked_in_a_passage(index: SearchIndex) -> None:
    [hit] = found(index, "ahtojäävallit").hits
    assert hit.snippet is not None
    assert "**ahtojäävallia**" in hit.snippet
    assert len(hit.snippet) < 300


def test_kinds_add_up_to_all_hits(index: SearchIndex) -> None:
    answer = found(index, "ympäristö")
    assert sum(one.count for one in facet(answer, "kind").counts) == answer.total
    assert facet(answer, "kind").unknown == 0


def test_what_has_no_value_is_counted_as_unknown(index: SearchIndex) -> None:
    years = facet(found(index, "ympäristö"), "year")
    assert sum(one.count for one in years.counts) + years.unknown == found(index, "ympäristö").total


@pytest.mark.parametrize("name", ["kind", "city", "focus-area", "year", "source"])
def test_a_facet_says_how_many_a_choice_leaves(index: SearchIndex, name: Facet) -> None:
    answer = found(index, "ympäristö")
    first = facet(answer, name).counts[0]
    assert found(index, "ympäristö", chosen={name: [first.value]}).total == first.count
    assert first.count < answer.total or name == "source"


@pytest.mark.parametrize("city", ["place/fi-049", "fi-049", "Espoo", "ESPOO", "esbo"])
def test_a_city_is_chosen_by_address_or_name(index: SearchIndex, city: str) -> None:
    answer = found(index, "aalto", chosen={"city": [city]})
    assert answer.total > 5
    assert {hit.city for hit in answer.hits} == {"Espoo"}


def test_two_values_of_a_facet_are_either_and_two_facets_are_both(index: SearchIndex) -> None:
    both = found(index, "kokeilu", chosen={"kind": ["testbed", "project"]}).total
    each = [found(index, "kokeilu", chosen={"kind": [kind]}).total for kind in ("testbed", "project")]
    assert both == sum(each)
    assert found(index, "kokeilu", chosen={"kind": ["testbed"], "city": ["Vantaa"]}).total < each[0]


def test_a_choice_holds_for_numbers_too(index: SearchIndex) -> None:
    assert found(index, "2228357-4", chosen={"kind": ["project"]}).total == 0


def test_a_year_in_which_nothing_began_has_no_hits(index: SearchIndex) -> None:
    assert found(index, "aalto", chosen={"year": ["1850"]}).total == 0


def test_pages_follow_one_another_in_a_fixed_order(index: SearchIndex) -> None:
    whole = found(index, "ympäristö", limit=30).hits
    pages = [*found(index, "ympäristö", limit=15).hits, *found(index, "ympäristö", limit=15, offset=15).hits]
    assert [hit.iri for hit in pages] == [hit.iri for hit in whole]
    assert len({hit.iri for hit in whole}) == 30
    assert found(index, "ympäristö", offset=10_000).hits == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "q: no word or number to look for in ''"),
        ("\U0001f680\U0001f680", "q: no word or number to look for in '\U0001f680\U0001f680'"),
        ("<p></p>", "q: no word or number to look for in '<p></p>'"),
        ("a" * 100_000, "q: 100000 characters, at most 1000 are read; ask by the words that matter"),
    ],
    ids=["empty", "emoji", "markup", "100 kB"],
)
def test_what_has_no_word_to_look_for_is_told(index: SearchIndex, text: str, said: str) -> None:
    with pytest.raises(BadSearch) as caught:
        found(index, text)
    assert str(caught.value) == said


def test_words_that_say_nothing_are_looked_for_in_names_alone(index: SearchIndex) -> None:
    assert {hit.matched for hit in found(index, "ja", limit=100).hits} <= {"name", "alias"}


@pytest.mark.parametrize(
    "text", ['"', "aalto AND", "NEAR(aalto)", "aalto*", "name:aalto", "-aalto", "' OR 1=1 --", "^a"]
)
def test_the_syntax_of_the_index_is_no_syntax_here(index: SearchIndex, text: str) -> None:
    assert found(index, f"{text} espoo").total >= 0


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"city": ["Atlantis"]}, "city: nothing here has 'Atlantis'; there are "),
        ({"source": ["gossip"]}, "source: nothing here has 'gossip'; there are agreement, facts"),
        ({"focus-area": ["9.9"]}, "focus-area: nothing here has '9.9'; there are focus-area/4.1"),
    ],
    ids=["city", "source", "focus area"],
)
def test_a_choice_that_nothing_has_is_told(index: SearchIndex, chosen: dict[Facet, list[str]], said: str) -> None:
    with pytest.raises(BadSearch, match=said):
        found(index, "aalto", chosen=chosen)


def test_a_release_of_an_older_version_is_to_be_built_again(tmp_path: Path) -> None:
    with pytest.raises(NoRelease, match="has no search index"):
        SearchIndex(tmp_path / FILE)
