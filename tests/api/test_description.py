"""`/openapi.json` is valid, whole and exact, as far as can be told without asking: schemathesis asks, too."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from starlette.routing import Route

from api.app import ROUTERS
from api.problems import MEDIA_TYPE

SELECT = "/sparql?query=" + quote("SELECT * { ?s ?p ?o OPTIONAL { ?o ?none ?nobody } } LIMIT 50")
TRIPLE = "/sparql?query=" + quote('SELECT (<<( <urn:a> <urn:b> "c"@en--ltr )>> AS ?t) ("x"@en--ltr AS ?x) {}')
ASK = "/sparql?query=" + quote("ASK { ?s ?p ?o }")
UNDESCRIBED = {"/openapi.json"}


@pytest.fixture(scope="module")
def described(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def operations(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_it_is_valid(described: dict[str, Any]) -> None:
    validate(described)


def test_every_route_is_described(described: dict[str, Any], client: TestClient) -> None:
    bare = [route for route in client.app.router.routes if isinstance(route, Route)]  # type: ignore[attr-defined]
    framed = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    also = {path for _, _, operation in operations(described) for path in operation.get("x-also-at", ())}
    known = set(described["paths"]) | UNDESCRIBED | {path.replace(":path}", "}") for path in also}
    assert {route.path.replace(":path}", "}") for route in (*bare, *framed)} == known


def test_every_answer_has_a_schema(described: dict[str, Any]) -> None:
    without = [
        (path, status, media)
        for path, _, operation in operations(described)
        for status, response in operation["responses"].items()
        for media, content in response.get("content", {}).items()
        if "schema" not in content
    ]
    assert without == []


def test_every_error_is_a_problem_and_none_is_the_frameworks_own(described: dict[str, Any]) -> None:
    errors = [
        response["content"][MEDIA_TYPE]["schema"]
        for path, _, operation in operations(described)
        for status, response in operation["responses"].items()
        if int(status) >= 400 and (path, status) != ("/export/{name}", "416")  # which the framework tells
    ]
    assert errors
    assert {one["$ref"] for one in errors} == {"#/components/schemas/Problem"}
    assert "HTTPValidationError" not in described["components"]["schemas"]


def test_every_parameter_is_told_in_words(described: dict[str, Any]) -> None:
    untold = [
        (path, one["name"])
        for path, _, operation in operations(described)
        for one in operation.get("parameters", ())
        if not one.get("description") and not path.startswith("/reconcile")
    ]
    assert untold == []


@pytest.mark.parametrize(
    "path",
    [
        "/api/match?q=robotti",
        "/api/partners?q=robotti",
        "/api/testbeds.geojson",
        "/api/search?q=vesi",
        SELECT,
        TRIPLE,
        ASK,
    ],
    ids=["match", "partners", "map", "search", "select", "a triple", "ask"],
)
def test_an_answer_has_the_members_that_are_described(described: dict[str, Any], client: TestClient, path: str) -> None:
    contents = described["paths"][path.partition("?")[0]]["get"]["responses"]["200"]["content"]
    found = client.get(path)
    assert found.status_code == 200, found.text
    schema = contents[found.headers["content-type"].partition(";")[0]]["schema"]
    assert [error.message[:300] for error in Draft202012Validator(schema).iter_errors(found.json())] == []


def loose(schema: Any, at: str) -> Iterator[str]:
    """Yield where something is called an object, or nothing at all, and no more is said of it."""
    if isinstance(schema, list):
        for place, one in enumerate(schema):
            yield from loose(one, f"{at}/{place}")
    elif isinstance(schema, dict):
        if schema.get("type") == "object" and not {"properties", "additionalProperties"} & set(schema):
            yield at
        for name, one in schema.items():
            yield from loose(one, f"{at}/{name}")


def test_no_object_is_described_without_its_members(described: dict[str, Any]) -> None:
    assert list(loose(described["paths"], "")) == []
    assert list(loose(described["components"], "")) == []


def test_no_two_operations_have_one_name(described: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, _, operation in operations(described)]
    assert len(names) == len(set(names))


ONLY_REGISTERS_TELL = {("/api/actors", "country"), ("/api/graph/network", "country"), ("/api/actors", "status")} | {
    ("/api/projects", name) for name in ("subject", "status")
}
"""Facts that no source which ships has."""

LISTED = ["/api/actors", "/api/projects", "/api/testbeds", "/api/services", "/api/themes", "/api/graph/network"]


@pytest.mark.parametrize("path", LISTED, ids=str)
def test_every_example_of_a_parameter_is_one_that_works(
    described: dict[str, Any], client: TestClient, path: str
) -> None:
    for one in described["paths"][path]["get"]["parameters"]:
        if "example" in one and (path, one["name"]) not in ONLY_REGISTERS_TELL:
            [value, *_] = one["example"] if isinstance(one["example"], list) else [one["example"]]
            found = client.get(f"{path}?{one['name']}={quote(str(value))}")
            assert (found.status_code, one["name"]) == (200, one["name"]), found.text


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/reconcile", "GET, OPTIONS, POST"),
        ("/api/actors", "GET, HEAD, OPTIONS"),
        ("/queries/cq02-shares", "GET, HEAD, OPTIONS"),
        ("/openapi.json", "GET, HEAD, OPTIONS"),
    ],
    ids=str,
)
def test_a_method_that_is_not_offered_is_told_with_those_that_are(client: TestClient, path: str, methods: str) -> None:
    found = client.delete(path)
    assert (found.status_code, found.headers["allow"]) == (405, methods)
    assert found.headers["content-type"] == MEDIA_TYPE


@pytest.mark.parametrize("path", ["/reconcile", "/api/actors", "/doc/testbed/facts-kyky", "/openapi.json", "/data"])
def test_options_tell_what_an_address_can_be_asked_and_that_any_page_may(client: TestClient, path: str) -> None:
    asked = {"origin": "https://e.org", "access-control-request-method": "GET"}
    found = client.options(path, headers={**asked, "access-control-request-headers": "if-none-match"})
    assert (found.status_code, found.content, found.headers["access-control-allow-origin"]) == (204, b"", "*")
    assert found.headers["allow"] == found.headers["access-control-allow-methods"] == client.put(path).headers["allow"]
    assert "if-none-match" in found.headers["access-control-allow-headers"].lower()


def test_there_is_nothing_to_ask_where_there_is_nothing(client: TestClient) -> None:
    assert client.options("/nothing").status_code == 404


def test_the_description_is_for_any_page_and_sent_once(client: TestClient) -> None:
    found = client.get("/openapi.json")
    assert found.headers["access-control-allow-origin"] == "*"
    again = client.get("/openapi.json", headers={"if-none-match": found.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
