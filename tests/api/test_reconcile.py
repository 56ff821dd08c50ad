"""`/reconcile` over the release built from the data we ship, asked as OpenRefine asks."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

BATCH = {
    "q0": {"query": "AALTO YLIOPISTO", "type": "actor", "type_strict": "should", "limit": 3},
    "q1": {"query": "Forum Virium", "type": {"id": "actor", "name": "Organisation"}},
    "q2": {"query": "x", "properties": [{"pid": "business-id", "v": "0201256-6"}]},
    "q3": {"query": "Smart Kalasatama", "type": ["testbed", "project"]},
}


def asked(client: TestClient, queries: object) -> dict[str, Any]:
    found: dict[str, Any] = client.post("/reconcile", data={"queries": json.dumps(queries)}).json()
    return found


def test_the_manifest_says_where_everything_is(client: TestClient) -> None:
    found = client.get("/reconcile")
    assert found.headers["access-control-allow-origin"] == "*"
    said = found.json()
    assert "0.2" in said["versions"]
    assert said["identifierSpace"] == "https://w3id.org/verkosto/id/"
    assert said["view"]["url"] == "http://testserver/doc/{{id}}"
    assert {one["id"] for one in said["defaultTypes"]} == {"actor", "project", "testbed", "service"}


def test_every_address_of_the_manifest_answers(client: TestClient) -> None:
    said = client.get("/reconcile").json()
    services = [*said["suggest"].values(), said["extend"]["propose_properties"]]
    paths = [one["service_path"] for one in services]
    assert [client.get(path, params={"prefix": "a"}).status_code for path in paths] == [200] * 4
    preview = said["preview"]["url"].replace("{{id}}", "testbed/facts-kyky").removeprefix("http://testserver")
    view = said["view"]["url"].replace("{{id}}", "testbed/facts-kyky").removeprefix("http://testserver")
    assert (client.get(preview).status_code, client.get(view).status_code) == (200, 200)


def test_a_batch_is_answered_query_by_query(client: TestClient) -> None:
    found = asked(client, BATCH)
    assert list(found) == ["q0", "q1", "q2", "q3"]
    first = found["q0"]["result"][0]
    assert (first["id"], first["name"], first["score"], first["match"]) == (
        "org/fi-2228357-4",
        "Aalto-yliopisto",
        100.0,
        True,
    )
    assert first["type"] == [{"id": "actor", "name": "Organisation"}]
    assert found["q1"]["result"][0]["name"] == "Forum Virium Helsinki Oy"
    assert found["q2"]["result"][0]["id"] == "org/fi-0201256-6"
    assert {one["type"][0]["id"] for one in found["q3"]["result"]} <= {"testbed", "project"}


def test_a_batch_in_the_address_is_answered_the_same(client: TestClient) -> None:
    assert client.get("/reconcile", params={"queries": json.dumps(BATCH)}).json() == asked(client, BATCH)


def test_further_columns_are_told_of_those_that_were_chosen(client: TestClient) -> None:
    wanted = {"ids": ["org/fi-0201256-6", "org/gone"], "properties": [{"id": "business-id"}, {"id": "city"}]}
    found = client.post("/reconcile", data={"extend": json.dumps(wanted)}).json()
    assert [one["id"] for one in found["meta"]] == ["business-id", "city"]
    assert found["rows"] == {
        "org/fi-0201256-6": {"business-id": [{"str": "0201256-6"}], "city": [{"str": "Helsinki"}]},
        "org/gone": {"business-id": [], "city": []},
    }


def test_a_search_box_is_helped(client: TestClient) -> None:
    found = client.get("/reconcile/suggest/entity", params={"prefix": "aalto"}).json()["result"]
    assert "org/fi-2228357-4" in {one["id"] for one in found}
    types = client.get("/reconcile/suggest/type", params={"prefix": "test"}).json()["result"]
    assert types == [{"id": "testbed", "name": "Test bed"}]


def test_an_old_client_gets_its_function_called(client: TestClient) -> None:
    found = client.get("/reconcile", params={"callback": "jQuery1.x"})
    assert found.headers["content-type"].startswith("application/javascript")
    assert found.text.startswith("/**/jQuery1.x({")


@pytest.mark.parametrize(
    ("form", "status", "title"),
    [
        ({"queries": "{"}, 400, "queries: the whole: Invalid JSON"),
        ({"queries": '{"q0": {}}'}, 400, "queries: q0.query: Field required"),
        ({"queries": '{"q0": {"query": "x", "limit": 0}}'}, 400, "queries: q0.limit"),
        ({"queries": json.dumps({f"q{n}": {"query": "x"} for n in range(201)})}, 400, "queries: 201 in a batch"),
        ({"extend": '{"ids": ["a"], "properties": [{"id": "shoe-size"}]}'}, 400, "extend: no property 'shoe-size'"),
        ({"queries": "x" * (1 << 20)}, 413, "a batch is at most"),
    ],
    ids=["not JSON", "no query", "no limit", "too many", "no such column", "too large"],
)
def test_what_cannot_be_answered_is_told(client: TestClient, form: dict[str, str], status: int, title: str) -> None:
    found = client.post("/reconcile", data=form)
    assert found.status_code == status
    assert found.json()["title"].startswith(title)


def test_a_callback_that_is_no_function_is_refused(client: TestClient) -> None:
    assert client.get("/reconcile", params={"callback": "alert(1)//"}).status_code == 400


def test_a_preview_of_nothing_is_not_found(client: TestClient) -> None:
    assert client.get("/reconcile/preview", params={"id": "org/none"}).status_code == 404


def test_a_preview_may_be_framed_by_others(client: TestClient) -> None:
    found = client.get("/reconcile/preview", params={"id": "testbed/facts-kyky"})
    assert "frame-ancestors *" in found.headers["content-security-policy"]
    assert "<strong>" in found.text


EXTENSION = {"ids": ["org/fi-0201256-6"], "properties": [{"id": "business-id"}, {"id": "name"}]}


@pytest.mark.parametrize(
    ("path", "asked", "schema_of"),
    [
        ("/reconcile", {}, 0),
        ("/reconcile", {"extend": json.dumps(EXTENSION)}, 1),
        ("/reconcile", {"queries": json.dumps(BATCH)}, 2),
        ("/reconcile/suggest/entity", {"prefix": "a"}, None),
        ("/reconcile/suggest/type", {}, None),
        ("/reconcile/suggest/property", {}, None),
        ("/reconcile/properties", {"type": "actor"}, None),
    ],
    ids=["manifest", "columns", "batch", "things", "types", "properties", "columns of a type"],
)
def test_an_answer_is_as_the_interface_describes_it(
    client: TestClient, path: str, asked: dict[str, str], schema_of: int | None
) -> None:
    operation = client.get("/openapi.json").json()["paths"][path]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    schema = schema if schema_of is None else schema["anyOf"][schema_of]
    found = client.get(path, params=asked)
    assert found.status_code == 200
    assert [str(error.message)[:300] for error in Draft202012Validator(schema).iter_errors(found.json())] == []
    assert not Draft202012Validator(schema).is_valid({"anything": "else"})


def test_a_place_before_the_first_is_refused(client: TestClient) -> None:
    assert client.get("/reconcile/suggest/entity", params={"prefix": "a", "cursor": -1}).status_code == 400
