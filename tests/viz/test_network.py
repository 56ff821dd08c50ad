import re
from dataclasses import replace
from importlib.resources import files
from itertools import combinations
from xml.etree import ElementTree

import pytest

from viz.labels import Label, Point, labels
from viz.network import Edge, Network, Node, ego, network
from viz.palette import FAMILIES, INK, LINK, OTHER, PAPER, QUIET, SERIES, STEPS, Colour, contrast, family_of
from viz.picture import Picture, html, svg

HOSTILE = {
    "marks of HTML": "<script>alert(1)</script>",
    "quotes": "\"Paja\" & 'Verstas' Oy",
    "right to left": "\u202eשלום עולם",
    "two hundred characters": "Pitkänimisten yhdistysten liitto " * 6 + "ry",
    "emoji": "🚀 Rocket 👩🏽\u200d🔬",
    "what XML cannot hold": "a\x00b\x1bc\ufffe",
    "an attribute": '" onload="alert(1)',
    "the end of a style": "</style></svg><img src=x onerror=alert(1)>",
}

SVG = "{http://www.w3.org/2000/svg}"


def node(number: int, **changes: object) -> Node:
    made = Node(
        id=f"org/{number}",
        label=f"Toimija {number}",
        x=float(number % 12),
        y=float(number // 12),
        partners=number % 7 + 1,
        projects=2,
        kind="company",
        kind_label="yritys",
        city="Espoo",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # names of its own fields


def crowd(count: int) -> Network:
    nodes = [node(number, x=number % 8 * 1.0, y=number // 8 * 1.0) for number in range(count)]
    edges = [Edge(one=f"org/{at}", other=f"org/{at + 1}", projects=at % 3 + 1) for at in range(count - 1)]
    return Network(title="Verkko", language="fi", nodes=nodes, edges=edges, note="Laskettu 5 toimijasta.")


def parsed(picture: Picture) -> ElementTree.Element:
    return ElementTree.fromstring(svg(picture))


def texts(picture: Picture) -> list[str]:
    return ["".join(one.itertext()) for one in parsed(picture).iter(f"{SVG}text")]


def titles(picture: Picture) -> str:
    return " ".join("".join(one.itertext()) for one in parsed(picture).iter(f"{SVG}title"))


def overlap(one: Label, other: Label) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_a_name_is_shown_as_text_whatever_is_in_it(name: str) -> None:
    given = Network(title=name, language="fi", nodes=[node(0, label=name, city=name), node(1)], edges=[], note=name)
    picture = network(given)
    known = {"svg", "title", "desc", "style", "rect", "g", "circle", "polygon", "text", "line"}
    assert {one.tag.removeprefix(SVG) for one in parsed(picture).iter()} <= known
    assert not [key for one in parsed(picture).iter() for key in one.attrib if key.startswith("on")]
    assert "<script" not in html(picture)
    assert "onerror=alert(1)>" not in html(picture).replace("&gt;", "")


def test_marks_of_html_are_read_as_they_were_written() -> None:
    picture = network(replace(crowd(1), nodes=[node(0, label="<script>\"R&D\" 'x'</script>")]))
    assert "<script>\"R&D\" 'x'</script>" in texts(picture)
    assert "<script>\"R&D\" 'x'</script>" in titles(picture)


def test_a_long_name_is_cut_in_the_picture_and_whole_in_its_title_and_in_the_table() -> None:
    name = "Pitkänimisten yhdistysten liitto " * 6 + "ry"
    picture = network(replace(crowd(1), nodes=[node(0, label=name)]))
    assert max(len(one) for one in texts(picture) if one.startswith("Pitkä")) <= 34
    assert name in titles(picture)
    assert f"<td dir=auto>{name}" in html(picture)


def test_signs_that_turn_the_direction_of_text_are_left_out() -> None:
    assert "\u202e" not in html(network(replace(crowd(1), nodes=[node(0, label="a\u202eb")])))


@pytest.mark.parametrize("count", [30, 64, 200])
def test_no_two_names_overlap_and_the_first_thirty_all_stand(count: int) -> None:
    points = [
        Point(x=400 + at % 8 * 30.0, y=300 + at // 8 * 14.0, radius=8, width=150, height=15, must=at < 30)
        for at in range(count)
    ]
    found = labels(points, (0, 0, 1200, 900))
    assert [one.point for one in found if one.point < 30] == list(range(30))
    assert [(one.point, other.point) for one, other in combinations(found, 2) if overlap(one, other)] == []


def test_the_first_thirty_actors_of_a_crowd_are_named() -> None:
    shown = texts(network(crowd(120)))
    assert [f"Toimija {number}" for number in range(30) if f"Toimija {number}" not in shown] == []


def test_a_name_without_room_is_left_out_and_the_actor_still_has_its_title() -> None:
    picture = network(crowd(400))
    assert "Toimija 399" not in texts(picture) or len(texts(picture)) < 400
    assert "Toimija 399" in titles(picture)


def test_kinds_differ_in_shape_as_well_as_in_colour() -> None:
    every = (*FAMILIES, OTHER)
    assert len({one.shape for one in every}) == len({one.colour for one in every}) == len(every)


def test_the_legend_counts_what_is_drawn() -> None:
    given = replace(crowd(3), nodes=[node(0), node(1), node(2, kind="university")])
    assert {"Yritys (2)", "Korkeakoulu (1)"} <= set(texts(network(given)))


def test_a_kind_that_is_not_known_is_drawn_as_such() -> None:
    assert "Muu tai ei tiedossa (1)" in texts(network(replace(crowd(1), nodes=[node(0, kind=None, kind_label=None)])))


@pytest.mark.parametrize("side", ["light", "dark"])
@pytest.mark.parametrize(
    "colour",
    [INK, QUIET, LINK, *SERIES, *(one.colour for one in (*FAMILIES, OTHER))],
    ids=lambda one: one.light if isinstance(one, Colour) else one,
)
def test_what_is_drawn_stands_out_from_its_paper(colour: Colour, side: str) -> None:
    assert contrast(getattr(colour, side), getattr(PAPER, side)) >= 4.5


@pytest.mark.parametrize("side", ["light", "dark"])
@pytest.mark.parametrize("step", range(len(STEPS)))
def test_numbers_can_be_read_on_every_step(step: int, side: str) -> None:
    on = PAPER if step >= 3 else INK
    assert contrast(getattr(on, side), getattr(STEPS[step], side)) >= 4.5


def test_a_picture_is_dark_where_the_screen_is() -> None:
    drawn = svg(network(crowd(3)))
    assert "@media screen and (prefers-color-scheme: dark)" in drawn
    assert PAPER.dark in drawn


def test_a_theme_writes_its_colours_out() -> None:
    drawn = svg(network(crowd(3)), "dark")
    assert "var(" not in drawn
    assert PAPER.light not in drawn


def test_nothing_is_loaded_from_anywhere() -> None:
    page = html(network(crowd(30)))
    assert re.findall(r"""(?:src|href|url|@import)[=(\s]""", page) == []
    assert "<script" not in page
    assert set(re.findall(r"https?://[^\s\"<]+", page)) == {"http://www.w3.org/2000/svg"}


def test_the_page_has_the_same_facts_as_a_table() -> None:
    page = html(network(crowd(200)))
    assert page.count("<tr>") == 201
    assert "<td dir=auto>Toimija 199" in page


def test_marks_do_not_cover_one_another() -> None:
    circles = [
        tuple(float(one.get(name, "0")) for name in ("cx", "cy", "r"))
        for one in parsed(network(crowd(150))).iter(f"{SVG}circle")
    ][:150]
    near = [
        (a, b) for a, b in combinations(circles, 2) if ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 < a[2] + b[2]
    ]
    assert near == []


def test_a_network_of_nobody_says_so() -> None:
    assert "Yksikään toimija ei täytä ehtoja." in texts(network(replace(crowd(0), nodes=[], edges=[])))


def test_an_ego_tells_how_many_projects_each_partner_shares_with_it() -> None:
    page = html(ego(crowd(3)))
    assert "<th scope=col class=n>Yhteisiä hankkeita" in page
    assert page.split("<td dir=auto>Toimija 1")[1].split("<tr>")[0].endswith("<td dir=auto class=n>1\n")


def test_links_are_there_where_they_are_given() -> None:
    picture = network(replace(crowd(1), nodes=[node(0, href='/doc/org/1?a="b"')]))
    assert [one.get("href") for one in parsed(picture).iter(f"{SVG}a")] == ['/doc/org/1?a="b"']
    assert 'role="group"' in svg(picture)


def test_every_kind_of_organisation_has_a_family() -> None:
    concepts = (files("ontology") / "concepts" / "actor-kinds.ttl").read_text("utf-8")
    kinds = re.findall(r"^<actor-kind/([a-z-]+)>", concepts, re.MULTILINE)
    assert [kind for kind in kinds if family_of(kind) is OTHER] == ["resident", "talent"]


def test_family_of_a_kind_nobody_thought_of_is_other() -> None:
    assert family_of("spaceport") is OTHER


def test_actors_with_as_many_partners_are_drawn_alike_where_they_stand_close_together() -> None:
    nodes = [node(at, x=float(at), y=0.0, partners=5) for at in range(3)] + [node(9, x=40.0, partners=1)]
    radii = [float(one.get("r", 0)) for one in parsed(network(replace(crowd(1), nodes=nodes))).iter(f"{SVG}circle")]
    assert radii[1] == radii[2] == radii[3]
