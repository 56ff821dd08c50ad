"""Test beds that suit, and sub-themes that none serves: cq05 and cq19."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import Graph
from rdflib.namespace import SKOS

from graph.ask import NOTHING
from tests.graph.queries.shipped import FOLDER, ID, listed, table
from tests.graph.queries.toy import Row, answer, bed, columns, project, toy

THEMES = Path(__file__).parents[3] / "ontology/concepts/themes.ttl"
STEMS = FOLDER.parent / "sub_themes.csv"


def links() -> dict[str, set[str]]:
    """Return the sub-themes that the curators linked to each theme, read by another library."""
    graph = Graph().parse(THEMES)
    found: dict[str, set[str]] = {}
    for theme, _, target in graph.triples((None, SKOS.broadMatch, None)):
        found.setdefault(str(graph.value(theme, SKOS.notation)), set()).add(str(target).removeprefix(f"{ID}sub-theme/"))
    return found


@cache
def beds_by_sub_theme() -> dict[str, set[str]]:
    linked = links()
    found: dict[str, set[str]] = {code: set() for codes in linked.values() for code in codes}
    for row in table("testbeds"):
        for code in {code for theme in listed(row["themes"]) for code in linked.get(theme, ())}:
            found[code].add(row["id"])
    return found


def projects_by_sub_theme() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    rows = {(row["name_fi"], row["name_en"]): row for row in table("projects")}
    with STEMS.open(encoding="utf-8", newline="") as file:
        for stem in csv.DictReader(file):
            for names, row in rows.items():
                name = names[0] if stem["language"] == "fi" else names[1]
                hit = re.search(r"\b" + re.escape(stem["term"]), name, re.IGNORECASE)
                if hit and row["agreement_focus_area"] == stem["sub_theme"][:3]:
                    found.setdefault(stem["sub_theme"], set()).add(row["id"])
    return found


def gaps() -> Iterator[Row]:
    ended = {row["id"] for row in table("testbeds") if row["status"].startswith("ended")}
    beds, served = beds_by_sub_theme(), projects_by_sub_theme()
    for code in sorted(sub_themes()):
        found, counted = beds.get(code), str(len(served.get(code, ())))
        counts = (None, None) if found is None else (str(len(found)), str(len(found & ended)))
        yield f"sub-theme/{code}", *counts, counted


def sub_themes() -> set[str]:
    counts = {"4.1": "abcdefg", "4.2": "abcde", "4.3": "abcdef", "4.4": "abcdef"}
    return {f"{area}.{letter}" for area, letters in counts.items() for letter in letters}


def test_sub_themes_are_served_as_the_shipped_rows_tell(store: Store) -> None:
    assert columns(store, "cq19-gaps", "subTheme", "testbeds", "testbedsEnded", "projects") == list(gaps())


def test_no_sub_theme_of_4_1_is_a_gap(store: Store) -> None:
    found = columns(store, "cq19-gaps", "subTheme", "verdict", focusArea="focus-area/4.1")
    assert found == [(f"sub-theme/4.1.{letter}", "served") for letter in "abcdefg"]


SERVES = "<theme/x> skos:broadMatch <sub-theme/4.1.e> .\n<theme/y> skos:broadMatch <sub-theme/4.1.e> .\n"
X, Y = "vk:theme <theme/x> ;", "vk:theme <theme/y> ;"
ENDED = "adms:status <status/ended> ;"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (SERVES, ("0", "0", "0", "gap")),
        (SERVES + bed("b", X + Y), ("1", "0", "0", "test beds only")),
        (SERVES + bed("b", X) + bed("c", Y + ENDED), ("2", "1", "0", "test beds only")),
        (SERVES + bed("b", X + ENDED), ("1", "1", "0", "test beds only; all its test beds have ended")),
        (SERVES + project("p", rest="dct:subject <sub-theme/4.1.e> ;"), ("0", "0", "1", "projects only")),
        (SERVES + bed("b", X) + project("p", rest="dct:subject <sub-theme/4.1.e> ;"), ("1", "0", "1", "served")),
        (
            "<theme/z> skos:broader <theme/x> .\n" + SERVES + bed("b", "vk:theme <theme/z> ;"),
            ("1", "0", "0", "test beds only"),
        ),
    ],
    ids=["nothing", "two themes of one bed", "one of two ended", "ended", "project", "both", "narrower theme"],
)
def test_a_sub_theme_is_judged_by_what_is_found_under_it(text: str, row: Row) -> None:
    found = columns(toy(text), "cq19-gaps", "subTheme", "testbeds", "testbedsEnded", "projects", "verdict")
    assert {one[0]: one[1:] for one in found}["sub-theme/4.1.e"] == row


def test_a_sub_theme_that_no_theme_is_linked_to_is_no_gap(store: Store) -> None:
    found = columns(store, "cq19-gaps", "subTheme", "testbeds", "verdict")
    assert {one[0]: one[1:] for one in found}["sub-theme/4.2.b"] == (
        None,
        "cannot tell: no theme is linked to it, so test beds are not known; no project is found",
    )


def test_every_test_bed_is_listed_once(store: Store) -> None:
    found = columns(store, "cq05-testbeds", "testbed", "meets")
    assert sorted(found) == sorted((f"testbed/facts-{row['id']}", "yes") for row in table("testbeds"))
    assert len(found) == 92


def meeting(theme: str, city: str) -> set[str]:
    return {
        f"testbed/facts-{row['id']}"
        for row in table("testbeds")
        if theme in listed(row["themes"]) and city in listed(row["all_cities"])
    }


def test_a_filter_by_theme_and_city_finds_the_shipped_rows(store: Store) -> None:
    found = columns(store, "cq05-testbeds", "testbed", theme="theme/automated-driving", city="place/fi-091")
    assert {row[0] for row in found} == meeting("automated driving", "Helsinki")
    assert len(found) == len({*found}) == 3


def under_sub_theme(code: str, mode: str) -> set[Row]:
    told = {mode: "yes", "unknown": "cannot tell: not known: access mode"}
    return {
        (f"testbed/facts-{row['id']}", told[row["access_mode"]])
        for row in table("testbeds")
        if row["id"] in beds_by_sub_theme()[code] and row["access_mode"] in told
    }


def test_a_filter_by_sub_theme_and_access_tells_the_unknown_apart(store: Store) -> None:
    given = {"theme": "sub-theme/4.1.e", "accessMode": "access-mode/open-call"}
    found = columns(store, "cq05-testbeds", "testbed", "meets", **given)
    assert set(found) == under_sub_theme("4.1.e", "open_call")
    assert [str(row[1]) for row in found] == sorted((str(row[1]) for row in found), reverse=True)


def test_no_shipped_test_bed_meets_a_readiness_level(store: Store) -> None:
    found = answer(store, "cq05-testbeds", trl="5")
    assert {row[2] for row in found.rows} == {"cannot tell: not known: readiness levels"}
    assert found.notes == ("cannot tell: no source states which technology readiness levels a test bed serves",)


LEVELS = (
    bed("four-to-six", "vk:minTRL 4 ; vk:maxTRL 6 ;")
    + bed("seven-up", "vk:minTRL 7 ; vk:maxTRL 9 ;")
    + bed("from-five", "vk:minTRL 5 ;")
    + bed("to-three", "vk:maxTRL 3 ;")
    + bed("unknown")
)


@pytest.mark.parametrize(
    ("level", "met", "open_to"),
    [
        ("4", ["four-to-six"], ["unknown"]),
        ("5", ["four-to-six"], ["from-five", "unknown"]),
        ("6", ["four-to-six"], ["from-five", "unknown"]),
        ("9", ["seven-up"], ["from-five", "unknown"]),
        ("3", [], ["to-three", "unknown"]),
    ],
)
def test_an_unknown_readiness_level_never_counts_as_met(level: str, met: list[str], open_to: list[str]) -> None:
    found = columns(toy(LEVELS), "cq05-testbeds", "label", "meets", trl=level)
    lacking = "cannot tell: not known: readiness levels"
    assert found == [(one, "yes") for one in met] + [(one, lacking) for one in open_to]


def test_a_known_fact_against_a_condition_rules_a_test_bed_out() -> None:
    facts = "vk:userGroup <user-group/startups> ; adms:status <status/ended> ;"
    store = toy(bed("b", facts) + "<status/active> a skos:Concept .\n")
    assert columns(store, "cq05-testbeds", "meets", userGroup="user-group/startups") == [("yes",)]
    found = columns(store, "cq05-testbeds", "testbed", userGroup="user-group/startups", status="status/active")
    assert found == [(NOTHING,)]


def test_all_that_is_not_known_is_named() -> None:
    given = {
        "theme": "theme/edtech",
        "city": "place/fi-091",
        "userGroup": "user-group/startups",
        "accessMode": "access-mode/free",
        "status": "status/active",
        "trl": "5",
    }
    things = "".join(f"<{one}> skos:prefLabel 'x'@en .\n" for one in given.values() if "/" in one)
    assert columns(toy(bed("b") + things), "cq05-testbeds", "meets", **given) == [
        ("cannot tell: not known: theme, city, user groups, access mode, status, readiness levels",)
    ]


def test_a_theme_is_met_by_its_narrower_ones_and_its_area() -> None:
    text = SERVES + bed("b", X) + bed("c", "dct:subject <focus-area/4.1> ;")
    store = toy(text)
    assert [row[0] for row in columns(store, "cq05-testbeds", "label", theme="sub-theme/4.1.e")] == ["b"]
    assert [row[0] for row in columns(store, "cq05-testbeds", "label", theme="focus-area/4.1")] == ["b", "c"]


def test_two_values_from_two_sources_make_one_row() -> None:
    doubled = (
        "vk:operatedBy <org/a> , <org/b> ; vk:operatorName 'B' , 'A' ;"
        " foaf:page <https://b.example/> , <https://a.example/> ;"
        " vk:lastSeen '2023'^^xsd:gYear , '2024-05'^^xsd:gYearMonth ; adms:status <status/active> , <status/ended> ;"
    )
    found = columns(
        toy(bed("b", doubled)), "cq05-testbeds", "operator", "operatorLabel", "statusLabel", "lastSeen", "contact"
    )
    assert found == [(f"org/a {ID}org/b", "A; B", "Active; Ended", "2024-05", "https://a.example/ https://b.example/")]


@pytest.mark.parametrize(
    ("names", "label"),
    [('"Koe"@fi , "Test"@en', "Koe"), ('"Prov"@sv , "Test"@en', "Test"), ('"Prov"@sv', "Prov")],
    ids=["Finnish first", "then English", "then any"],
)
def test_no_test_bed_is_lost_for_want_of_a_language(names: str, label: str) -> None:
    store = toy(bed("b").replace('"b"@fi', names))
    assert columns(store, "cq05-testbeds", "label") == [(label,)]


def test_a_test_bed_whose_only_name_is_in_no_language_is_called_by_it() -> None:
    kind = "vk:testBedKind <testbed-kind/pilot-site>"
    text = f'<testbed/b> a vk:TestBed ; skos:prefLabel "PAJA" ; {kind} ; vk:mainCity <place/p> .\n'
    found = toy(text + '<place/p> a dct:Location ; skos:prefLabel "Esbo" .')
    assert columns(found, "cq05-testbeds", "testbed", "label", "cityLabel") == [("testbed/b", "PAJA", "Esbo")]
