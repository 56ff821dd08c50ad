"""Links between test beds and services, and the path from one to the other: cq06 and cq07."""

from collections.abc import Iterator

import pytest
from pyoxigraph import Store

from graph.errors import BadParameter
from tests.graph.queries.shipped import AREAS, listed, table, words
from tests.graph.queries.toy import Row, answer, bed, columns, service, toy

UNKNOWN = "cannot tell: no source states links"
FUNDS = {"funding", "pilot_funding"}


def shared_themes(one: dict[str, str], other: dict[str, str]) -> list[str]:
    texts = [words(other["name_en"]), words(other["description_en_own_words"])]
    return sorted(
        (theme for theme in listed(one["themes"]) if any(words(theme) in text for text in texts)), key=str.lower
    )


def rules(one: dict[str, str], other: dict[str, str]) -> str | None:
    """Return the rules that join a test bed and a service, from their rows."""
    found = []
    if one["operator_id"] and one["operator_id"] == other["operator_id"]:
        found.append("same operator")
    if themes := shared_themes(one, other):
        found.append(f"same theme: {', '.join(themes)}")
    area = one["agreement_focus_area"]
    if other["city"] in listed(one["all_cities"]) and area == other["agreement_focus_area"] and area in AREAS:
        found.append("same city and focus area")
    return f"candidate by rule: {'; '.join(found)}" if found else None


def pairs() -> Iterator[Row]:
    for one in table("testbeds"):
        for other in table("services"):
            if rule := rules(one, other):
                bed_, service_ = f"testbed/facts-{one['id']}", f"service/facts-{other['id']}"
                yield "test bed", bed_, service_, rule
                yield "service", service_, bed_, rule


def lonely() -> set[Row]:
    joined = {row[1] for row in pairs()}
    beds = {("test bed", f"testbed/facts-{row['id']}", None, None) for row in table("testbeds")}
    services = {("service", f"service/facts-{row['id']}", None, None) for row in table("services")}
    return {row for row in beds | services if row[1] not in joined}


def test_candidates_are_those_that_the_rules_find_in_the_shipped_rows(store: Store) -> None:
    found = columns(store, "cq07-links", "list", "thing", "candidate", "rule")
    assert len(found) == len(set(found)) == 1186
    assert set(found) == set(pairs()) | lonely()


def test_no_link_can_be_told_while_no_source_states_one(store: Store) -> None:
    assert set(columns(store, "cq07-links", "linked")) == {(UNKNOWN,)}
    assert answer(store, "cq07-links").notes == ("cannot tell: no source states links between test beds and services",)


def test_every_test_bed_and_service_is_listed(store: Store) -> None:
    found = set(columns(store, "cq07-links", "list", "thing"))
    assert len([row for row in found if row[0] == "test bed"]) == 92
    assert len([row for row in found if row[0] == "service"]) == 42


def test_where_a_link_is_stated_the_others_have_none() -> None:
    store = toy(
        bed("joined", "vk:offersService <service/joined> ;") + bed("alone") + service("joined") + service("alone")
    )
    assert columns(store, "cq07-links", "list", "label", "linked") == [
        ("test bed", "alone", "no link is stated"),
        ("service", "alone", "no link is stated"),
    ]
    assert answer(store, "cq07-links").notes == ()


RUN = "vk:operatedBy <org/a> ;"
FOOD = "vk:theme <theme/food> ; dct:subject <focus-area/4.1> ; dct:spatial <place/x> , <place/y> ;"
LISTED = '<theme/food> skos:inScheme <scheme/themes> ; skos:prefLabel "food"@en .\n'


@pytest.mark.parametrize(
    ("of_bed", "of_service", "rule"),
    [
        (RUN, RUN, "candidate by rule: same operator"),
        (RUN + "vk:operatedBy <org/b> ;", RUN + "vk:operatedBy <org/b> ;", "candidate by rule: same operator"),
        (FOOD, 'dct:description "Helps (FOOD) companies."@en ;', "candidate by rule: same theme: food"),
        (FOOD, 'dct:description "Helps seafood companies."@en ;', None),
        (FOOD, 'skos:prefLabel "Food advice" ;', "candidate by rule: same theme: food"),
        (FOOD, "dct:subject <focus-area/4.1> ; dct:spatial <place/y> ;", "candidate by rule: same city and focus area"),
        (FOOD, "dct:subject <focus-area/4.2> ; dct:spatial <place/y> ;", None),
        (FOOD, "dct:subject <focus-area/4.1> ;", None),
        ("dct:subject <focus-area/cross> ; dct:spatial <place/x> ;",) * 2 + (None,),
        (
            RUN + FOOD,
            RUN + 'dct:description "Food."@en ; dct:subject <focus-area/4.1> ; dct:spatial <place/x> ;',
            "candidate by rule: same operator; same theme: food; same city and focus area",
        ),
    ],
    ids=[
        "operator",
        "two operators, one rule",
        "theme as a word",
        "theme inside a word",
        "theme in a name whose language is not told",
        "city and area",
        "city alone",
        "area alone",
        "cross-cutting is no area",
        "all three",
    ],
)
def test_a_candidate_is_found_by_the_rules_and_no_others(of_bed: str, of_service: str, rule: str | None) -> None:
    store = toy(LISTED + bed("b", of_bed) + service("s", of_service))
    assert columns(store, "cq07-links", "label", "candidateLabel", "rule") == [
        ("b", "s" if rule else None, rule),
        ("s", "b" if rule else None, rule),
    ]


def path(key: str) -> set[Row]:
    [one] = [row for row in table("testbeds") if row["id"] == key]
    return {
        ("2", f"service/facts-{row['id']}", rule)
        for row in table("services")
        if row["kind"] not in FUNDS and (rule := rules(one, row))
    }


@pytest.mark.parametrize("key", ["urbanfarmlab", "helsinki-xr", "circular-buildings", "testbed-helsinki"])
def test_the_services_of_a_path_are_those_that_the_rules_find_in_the_shipped_rows(store: Store, key: str) -> None:
    found = columns(store, "cq06-services", "step", "thing", "basis", testbed=f"testbed/facts-{key}")
    assert {row for row in found if row[0] == "2"} == path(key)
    assert len(found) == len(set(found))


@pytest.mark.parametrize("key", ["urbanfarmlab", "circular-buildings"])
def test_both_queries_name_the_same_candidates(store: Store, key: str) -> None:
    thing = f"testbed/facts-{key}"
    listed_ = [row[1:] for row in columns(store, "cq07-links", "thing", "candidate", "rule") if row[0] == thing]
    steps = columns(store, "cq06-services", "step", "thing", "basis", testbed=thing)
    assert [row[1:] for row in steps if row[0] == "2"] == [row for row in listed_ if row[0] not in funding()]


def funding() -> set[str]:
    return {f"service/facts-{row['id']}" for row in table("services") if row["kind"] in FUNDS}


def test_a_path_ends_at_funding(store: Store) -> None:
    steps = columns(store, "cq06-services", "step", "thing", "basis", testbed="testbed/facts-urbanfarmlab")
    assert {row[1] for row in steps if row[2] == "a service that funds"} == funding()
    assert {row[1] for row in steps if row[2] == "an instrument of the agreement"} == {
        f"instrument/{code}" for code in ("akke", "eakr", "esr", "jtf", "rrf", "other")
    }


def test_a_stated_service_comes_first_and_once() -> None:
    text = LISTED + bed("b", RUN + "vk:offersService <service/z> ;") + service("z", RUN) + service("a", RUN)
    assert columns(toy(text), "cq06-services", "step", "label", "basis", testbed="testbed/b") == [
        ("1", "b", "the test bed itself"),
        ("2", "z", "stated"),
        ("2", "a", "candidate by rule: same operator"),
    ]


def test_a_service_that_funds_is_a_step_of_its_own() -> None:
    fund = service("f", RUN).replace("service-kind/incubator", "service-kind/funding")
    assert columns(toy(bed("b", RUN) + fund), "cq06-services", "step", "label", "basis", testbed="testbed/b")[1:] == [
        ("3", "f", "a service that funds")
    ]


def test_a_test_bed_that_the_graph_does_not_know_is_told() -> None:
    with pytest.raises(
        BadParameter, match=r"the graph knows no testbed 'testbed/nowhere'; the test bed, e.g. testbed/"
    ):
        columns(toy(bed("b")), "cq06-services", "step", testbed="testbed/nowhere")


def test_pages_and_notes_of_two_records_make_one_row() -> None:
    records = "prov:wasDerivedFrom <record/a> , <record/b> ; skos:editorialNote 'closed'@en , 'asked'@en ;"
    pages = (
        "GRAPH g:provenance { <record/a> prov:hadPrimarySource <https://b.example/> ."
        " <record/b> prov:hadPrimarySource <https://a.example/> , <https://b.example/> }\n"
    )
    text = bed("b", RUN) + service("s", RUN + records) + pages
    assert columns(toy(text), "cq06-services", "contact", "note", testbed="testbed/b")[1:] == [
        ("https://a.example/ https://b.example/", "asked | closed")
    ]


def test_the_page_of_a_test_bed_itself_goes_before_the_page_it_was_read_on() -> None:
    pages = "GRAPH g:provenance { <record/a> prov:hadPrimarySource <https://read.example/> }\n"
    text = bed("b", "prov:wasDerivedFrom <record/a> ; foaf:page <https://own.example/> ;") + pages
    assert columns(toy(text), "cq06-services", "contact", testbed="testbed/b") == [("https://own.example/",)]
