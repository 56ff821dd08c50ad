from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from benchmarks.matching.asks import Answer, Ask, Case, Host, Method, Past, Ranker, Task, Use
from benchmarks.matching.baselines import BAR, ORACLE, baselines
from benchmarks.matching.bm25 import bm25, index, plain_words
from benchmarks.matching.fusion import fusion
from benchmarks.matching.network import adamic_adar, random_walk
from benchmarks.matching.popularity import chance, popularity, recent_popularity, theme_place_popularity


def use(key: str, host: str, themes: str, place: str, year: int | None = None) -> Use:
    return Use(key=key, host=host, themes=frozenset({themes}), places=frozenset({place}), year=year)


HOSTS = (
    Host(id="street", texts=(("en", "smart lamps and lamps again"),), themes=frozenset({"light"})),
    Host(id="harbour", texts=(("en", "boats in the ice"),), themes=frozenset({"sea"})),
    Host(id="park", texts=(("en", "lamps in a park of trees and trees and more trees"),), themes=frozenset({"light"})),
)
PAST = Past(
    uses=(
        use("1", "street", "light", "espoo", 2019),
        use("2", "harbour", "sea", "espoo", 2014),
        use("3", "harbour", "sea", "helsinki", 2014),
        use("4", "harbour", "sea", "helsinki", None),
        use("5", "park", "light", "helsinki", 2015),
    ),
    groups={},
)
ASK = Ask(id="ask", past=PAST, candidates=("street", "harbour", "park"), text="lamps", language="en")
TASK = Task(name="t", part="a", title="t", hosts=HOSTS, cases=(Case(ask=ASK, unit="u", grades={}),))


def ranked(method: Method, ask: Ask) -> Mapping[str, float]:
    ranker = method.prepare(replace(TASK, cases=(Case(ask=ask, unit="u", grades={}),)))
    assert ranker is not None
    return ranker(ask).points


def order(method: Method, ask: Ask) -> list[str]:
    points = ranked(method, ask)
    return sorted(points, key=lambda host: -points[host])


def test_chance_ties_all() -> None:
    assert ranked(chance(), ASK) == {"street": 0.0, "harbour": 0.0, "park": 0.0}


def test_popularity_counts_uses() -> None:
    assert ranked(popularity(), ASK) == {"street": 1, "harbour": 3, "park": 1}


def test_recent_uses_count_more_and_undated_ones_hardly() -> None:
    points = ranked(recent_popularity(), replace(ASK, when=date(2019, 1, 1)))
    assert points["street"] == 1.0
    assert points["park"] == pytest.approx(0.25)  # four years are two half-lives
    assert points["harbour"] == pytest.approx(2 * 0.5**2.5 + 0.001)


def test_recent_uses_are_told_from_the_newest_where_the_ask_has_no_date() -> None:
    assert ranked(recent_popularity(), ASK)["park"] == pytest.approx(0.25)


def test_theme_and_place_popularity_is_that_of_a_hand_count() -> None:
    points = ranked(theme_place_popularity(), replace(ASK, themes=frozenset({"light"}), place="helsinki"))
    # park: theme and place 1 + theme 0.1 + any 0.001, of its own theme 2 × 0.0001. street: without the place.
    assert points["park"] == pytest.approx(1.1012)
    assert points["street"] == pytest.approx(0.1012)
    assert points["harbour"] == pytest.approx(0.003)


def test_theme_and_place_popularity_is_popularity_where_neither_is_known() -> None:
    assert order(theme_place_popularity(), ASK) == order(popularity(), ASK)


def test_the_place_alone_counts_where_no_theme_is_known() -> None:
    points = ranked(theme_place_popularity(), replace(ASK, place="espoo"))
    assert points["street"] == points["harbour"] - 0.002 == pytest.approx(0.101)


def test_an_area_that_is_told_counts_as_a_theme_and_only_for_asks_that_have_one() -> None:
    told = theme_place_popularity("told", {"ask": frozenset({"light"})})
    assert order(told, ASK)[-1] == "harbour"
    assert told.knows_more
    assert theme_place_popularity("told", {"other": frozenset({"light"})}).prepare(TASK) is None


def test_bm25_is_that_of_a_hand_count() -> None:
    # Three texts of 2, 1 and 1 words, so 4/3 on the mean; "a" in two of them: idf ln(1 + 1.5/2.5) = 0.470.
    found = index([["a", "a"], ["a"], ["b"]]).scores(["a", "a", "c"])
    # tf 2, length 1.5 times the mean: 2 × 2.2 / (2 + 1.2 (0.25 + 0.75 × 1.5)); tf 1, length 0.75 times the mean.
    assert found == pytest.approx([0.470004 * 4.4 / 3.65, 0.470004 * 2.2 / 1.975, 0])


def test_bm25_ranks_by_the_words_of_the_ask() -> None:
    assert order(bm25("words", plain_words()), ASK) == ["street", "park", "harbour"]


def test_bm25_has_nothing_to_go_by_without_text() -> None:
    bare = replace(TASK, cases=(Case(ask=replace(ASK, text=None), unit="u", grades={}),))
    assert bm25("words", plain_words()).prepare(bare) is None


NETWORK = Past(
    uses=(use("1", "street", "light", "espoo"),),
    groups={
        "one": frozenset({"lumo", "johto"}),
        "two": frozenset({"johto", "street"}),
        "three": frozenset({"johto", "vene", "harbour"}),
        "four": frozenset({"park", "vene"}),
    },
)
ASKS = replace(ASK, past=NETWORK, actor="lumo")


def test_adamic_adar_is_that_of_a_hand_count() -> None:
    points = ranked(adamic_adar(), ASKS)
    # johto, the one neighbour of lumo, has four: lumo, street, vene, harbour. 1 / ln 4 for both it leads to.
    assert points["street"] == pytest.approx(0.7213, abs=1e-3)
    assert points["harbour"] == pytest.approx(0.7213, abs=1e-3)
    assert points["park"] == pytest.approx(0, abs=1e-3)


def test_hosts_that_adamic_adar_does_not_tell_apart_come_by_popularity() -> None:
    assert order(adamic_adar(), ASKS) == ["street", "harbour", "park"]


def test_a_walk_ends_nearby_more_often_than_far_away() -> None:
    points = ranked(random_walk(), ASKS)
    assert points["street"] > points["harbour"] > points["park"] > 0


def test_a_walk_between_two_is_that_of_a_hand_count() -> None:
    # From either, half of the steps lead to street, and 15 of 100 start anew at lumo: 0.85 / 2.
    pair = Past(uses=(), groups={"one": frozenset({"lumo", "street"})})
    assert ranked(random_walk(), replace(ASKS, past=pair))["street"] == pytest.approx(0.425, abs=1e-4)


def test_who_is_not_in_the_network_gets_what_is_popular_in_its_theme() -> None:
    stranger = replace(ASK, actor="nobody", themes=frozenset({"light"}))
    assert ranked(adamic_adar(), stranger) == ranked(random_walk(), stranger)
    assert ranked(adamic_adar(), stranger)["park"] == 1
    assert ranked(adamic_adar(), stranger)["harbour"] == pytest.approx(0.003)


def fixed(name: str, points: Mapping[str, float]) -> Method:
    def prepare(_: Task) -> Ranker:
        return lambda _: Answer(points=points)

    return Method(name=name, prepare=prepare)


SILENT = Method(name="silent", prepare=lambda _: None)


def test_fusion_adds_up_reciprocal_ranks_and_leaves_out_who_has_nothing_to_say() -> None:
    one, other = fixed("one", {"street": 3, "harbour": 2, "park": 1}), fixed("other", {"harbour": 1, "park": 1})
    points = ranked(fusion([one, other, SILENT]), ASK)
    assert points == {
        "street": pytest.approx(1 / 61),
        "harbour": pytest.approx(1 / 62 + 1 / 61.5),
        "park": pytest.approx(1 / 63 + 1 / 61.5),
    }
    assert fusion([SILENT]).prepare(TASK) is None


def test_all_baselines_of_the_protocol_are_there() -> None:
    names = [one.name for one in baselines([])]
    assert {"random", "popularity", "recent popularity", BAR, ORACLE, "BM25, lemmatised", "Adamic-Adar"} <= set(names)
    assert {"random walk with restart", "rank fusion"} <= set(names)
    assert len(set(names)) == len(names)
