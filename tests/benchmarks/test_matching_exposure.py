import pytest

from benchmarks.matching.asks import Host
from benchmarks.matching.exposure import Share, exposure, gini

HOSTS = [
    Host(id="street", cities=frozenset({"espoo", "vantaa"}), operator="espoo"),
    Host(id="harbour", cities=frozenset({"espoo"}), operator="espoo"),
    Host(id="park"),
    Host(id="tank", cities=frozenset({"espoo"}), operator="aalto"),
]


def test_gini_is_nought_where_all_are_alike_and_largest_where_one_has_all() -> None:
    assert gini([2, 2, 2]) == 0
    assert gini([0, 0, 6]) == pytest.approx(2 / 3)
    assert gini([0, 0]) == 0


def test_only_the_first_places_count() -> None:
    found = exposure(HOSTS, [{"street": 3, "harbour": 2, "park": 1}, {"street": 3, "tank": 2}], k=1)
    assert found.ever_shown == 0.25
    assert found.gini == 0.75


def test_shares_of_cities_are_split_where_a_test_bed_is_in_several() -> None:
    found = exposure(HOSTS, [{"street": 2.0, "park": 1.0}], k=2)
    assert found.cities == (
        Share(name="espoo", supply=2.5 / 4, shown=0.25),
        Share(name="unknown", supply=0.25, shown=0.5),
        Share(name="vantaa", supply=0.125, shown=0.25),
    )
    assert found.operators[0] == Share(name="espoo", supply=0.5, shown=0.5)


def test_hosts_that_tie_share_the_places_left() -> None:
    found = exposure(HOSTS, [{"street": 2.0, "harbour": 1.0, "park": 1.0}], k=2)
    assert {one.name: one.shown for one in found.operators} == {"espoo": 0.75, "unknown": 0.25, "aalto": 0}


def test_nothing_shown_is_no_error() -> None:
    assert exposure(HOSTS, []).ever_shown == 0
