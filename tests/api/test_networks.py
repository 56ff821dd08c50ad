"""`/api/graph/network`, `/api/graph/ego` and `/api/testbeds.geojson` over the release built from the data we ship."""

import io
from typing import Any

import networkx as nx
import pytest
from fastapi.testclient import TestClient

from api.geojson import feature_collection
from graph.listing.reading import Item, Page

AALTO = "org/fi-2228357-4"


@pytest.mark.parametrize("path", ["/api/graph/network", f"/api/graph/ego/{AALTO}"], ids=["network", "ego"])
def test_all_formats_hold_the_same_network(client: TestClient, path: str) -> None:
    told = client.get(f"{path}.json?lang=en").json()
    graphs = {
        "gexf": nx.read_gexf(io.BytesIO(client.get(f"{path}.gexf?lang=en").content)),
        "graphml": nx.read_graphml(io.BytesIO(client.get(f"{path}.graphml?lang=en").content)),
    }
    for graph in graphs.values():
        assert set(graph) == {one["id"] for one in told["nodes"]}
        assert {frozenset(edge) for edge in graph.edges} == {
            frozenset((one["source"], one["target"])) for one in told["edges"]
        }
        assert graph.nodes[AALTO]["label"] == "Aalto University"
    rows = client.get(f"{path}.csv?lang=en").text.splitlines()
    assert len(rows) == 1 + len(told["edges"])


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/gexf+xml", "application/gexf+xml"),
        ("application/graphml+xml", "application/graphml+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("*/*", "application/json"),
    ],
    ids=str,
)
def test_a_format_is_negotiated(client: TestClient, accept: str, media_type: str) -> None:
    found = client.get("/api/graph/network?limit=5", headers={"accept": accept})
    assert found.headers["content-type"] == media_type


def test_an_actor_stands_first_and_every_other_is_its_partner(client: TestClient) -> None:
    told = client.get("/api/graph/ego", params={"actor": "fi-2228357-4"}).json()
    others = {one["id"] for one in told["nodes"][1:]}
    assert told["nodes"][0]["id"] == AALTO
    partners = {one["source"] for one in told["edges"]} | {one["target"] for one in told["edges"]}
    assert partners - {AALTO} == others
    assert told["actors"] == told["nodes"][0]["partners"] + 1


def test_filters_make_the_network_of_some_projects_and_actors(client: TestClient) -> None:
    asked: dict[str, Any] = {"focus-area": "4.1", "city": ["Esbo", "Helsinki"], "kind": "university", "from": 2015}
    told = client.get("/api/graph/network", params=asked).json()
    assert {one["city"] for one in told["nodes"]} <= {"place/fi-049", "place/fi-091"}
    assert all(one["kind"] in ("university", "uas") for one in told["nodes"])
    assert 0 < told["actors"] < client.get("/api/graph/network").json()["actors"]


def test_at_least_so_many_shared_projects(client: TestClient) -> None:
    told = client.get("/api/graph/network?min-shared=3").json()
    assert told["edges"]
    assert min(one["projects"] for one in told["edges"]) >= 3


def test_what_is_left_out_is_told(client: TestClient) -> None:
    found = client.get("/api/graph/network?limit=7")
    told = found.json()
    assert (told["truncated"], len(told["nodes"])) == (True, 7)
    assert f"the 7 of {told['actors']} actors that come first" in found.headers["verkosto-note"]


@pytest.mark.parametrize(
    ("path", "status", "field"),
    [
        ("/api/graph/network?kind=zebra", 422, "kind"),
        ("/api/graph/network?min-shared=0", 422, "min-shared"),
        ("/api/graph/network?limit=5001", 422, "limit"),
        ("/api/graph/network?color=red", 422, "color"),
        ("/api/graph/ego", 422, "actor"),
        ("/api/graph/ego?actor=nobody", 404, None),
        ("/api/graph/ego/nobody.gexf", 404, None),
        ("/api/testbeds.geojson?fields=id", 422, "fields"),
        ("/api/testbeds.geojson?city=Atlantis", 422, "city"),
    ],
    ids=str,
)
def test_what_cannot_be_had_is_told(client: TestClient, path: str, status: int, field: str | None) -> None:
    found = client.get(path)
    assert (found.status_code, found.json().get("field")) == (status, field)


def test_test_beds_are_features_by_the_rules_of_rfc_7946(client: TestClient) -> None:
    found = client.get("/api/testbeds.geojson?lang=sv")
    told = found.json()
    assert found.headers["content-type"] == "application/geo+json"
    assert told["type"] == "FeatureCollection"
    assert len(told["features"]) == client.get("/api/testbeds?limit=1").json()["total"]
    assert len({one["id"] for one in told["features"]}) == len(told["features"])
    assert {one["type"] for one in told["features"]} == {"Feature"}
    assert all(set(one) >= {"type", "geometry", "properties"} for one in told["features"])
    # no source that ships states where a test bed lies, and a district is no point
    assert {one["geometry"] for one in told["features"]} == {None}
    assert "crs" not in told


def test_a_position_is_longitude_before_latitude() -> None:
    placed = Item(address="testbed/x", labels={"fi": "X"}, values={"longitude": 24.94, "latitude": 60.17})
    told = feature_collection(Page(items=(placed,), total=1, following=None), "fi", "r1").decode()
    assert '"geometry": {"type": "Point", "coordinates": [24.94, 60.17]}' in told
    assert '"longitude"' not in told


def test_features_that_are_left_out_are_told(client: TestClient) -> None:
    found = client.get("/api/testbeds.geojson?limit=2")
    assert len(found.json()["features"]) == 2
    assert found.headers["verkosto-note"] == "90 of 92 are left out; raise limit"
