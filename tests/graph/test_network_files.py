"""Networks as files: what NetworkX reads back is what was written, and the same excerpt is the same bytes."""

import csv
import io
import json
from xml.etree import ElementTree

import networkx as nx
import pytest

from graph.excerpt import Excerpt, Member, Tie
from graph.network_files import WRITERS, NetworkFile, Told, network_csv, network_gexf, network_graphml, network_json

EXCERPT = Excerpt(
    actors=(Member(actor="iri:a", projects=3, partners=1), Member(actor="iri:b", projects=2, partners=1)),
    ties=(Tie(one="iri:a", other="iri:b", projects=2, newman=1.5),),
    all_actors=5,
    all_ties=7,
)
FILE = NetworkFile(
    excerpt=EXCERPT,
    actors={
        "iri:a": Told(address="org/a", label="Räksmörgås & \x0b<söner>", kind="company", kind_label="Yritys"),
        "iri:b": Told(address="org/b", label="B, Oy", city="place/fi-049", city_label="Espoo"),
    },
    release="r1",
    issued="2026-11-24T12:00:00+00:00",
    language="fi",
    note="a part",
)
NODES = {
    "org/a": {
        "label": "Räksmörgås & �<söner>",
        "kind": "company",
        "kind_label": "Yritys",
        "projects": 3,
        "partners": 1,
    },
    "org/b": {"label": "B, Oy", "city": "place/fi-049", "city_label": "Espoo", "projects": 2, "partners": 1},
}


def test_gexf_is_read_back_as_it_was_written() -> None:
    graph = nx.read_gexf(io.BytesIO(network_gexf(FILE)))
    assert dict(graph.nodes(data=True)) == NODES
    [(one, other, found)] = graph.edges(data=True)
    assert {one, other} == {"org/a", "org/b"}
    assert {name: found[name] for name in ("weight", "projects", "newman")} == {
        "weight": 2,
        "projects": 2,
        "newman": 1.5,
    }


def test_gexf_is_dated_by_its_release_and_not_by_the_day() -> None:
    meta = ElementTree.fromstring(network_gexf(FILE)).find("{http://www.gexf.net/1.2draft}meta")
    assert meta is not None
    assert meta.get("lastmodifieddate") == "2026-11-24"
    assert [one.text for one in meta] == ["Verkosto", "a part (release r1)"]


def test_graphml_is_read_back_as_it_was_written() -> None:
    graph = nx.read_graphml(io.BytesIO(network_graphml(FILE)))
    assert dict(graph.nodes(data=True)) == NODES
    assert list(graph.edges(data=True)) == [("org/a", "org/b", {"weight": 2, "projects": 2, "newman": 1.5})]
    assert graph.graph["release"] == "r1"


def test_csv_has_the_ties() -> None:
    rows = list(csv.reader(io.StringIO(network_csv(FILE).decode())))
    assert rows[1] == ["org/a", "org/b", "Räksmörgås & \x0b<söner>", "B, Oy", "2", "1.5"]


def test_json_says_how_much_was_left_out() -> None:
    told = json.loads(network_json(FILE))
    assert (told["actors"], told["ties"], told["truncated"], len(told["nodes"])) == (5, 7, True, 2)
    assert told["nodes"][0]["city"] is None


@pytest.mark.parametrize("form", WRITERS)
def test_an_empty_network_is_a_file_too(form: str) -> None:
    empty = Excerpt(actors=(), ties=(), all_actors=0, all_ties=0)
    file = NetworkFile(excerpt=empty, actors={}, release="r", issued="2026-11-24", language="fi", note="nothing")
    assert WRITERS[form](file)
