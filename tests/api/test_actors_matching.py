"""Companies for a test bed, partners for an idea, similar actors: over HTTP and on the command line."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fastapi.testclient import TestClient

from api.cli import main
from ontology import terms

NOKIA, SCHOOLS = f"{terms.ID}org/fi-0112038-9", "facts-helsinki-schools"
IDEA = "less food waste in restaurants"

ASKED: dict[str, tuple[str, dict[str, Any], tuple[str, ...]]] = {
    "companies": (f"/api/testbeds/{SCHOOLS}/companies", {"limit": 5}, ("companies", SCHOOLS, "--limit", "5")),
    "partners": (
        "/api/partners",
        {"q": IDEA, "kind": "uas", "city": ["Helsinki", "esbo"], "lang": "en"},
        ("partners", *IDEA.split(), "--kind", "uas", "--city", "Helsinki", "--city", "esbo", "--lang", "en"),
    ),
    "similar": (
        "/api/actors/fi-0112038-9/similar",
        {"piloted": "true", "kind": "company"},
        ("similar", "Nokia Oyj", "--piloted", "--kind", "company"),
    ),
}
BOTH = pytest.mark.parametrize(("path", "given", "arguments"), ASKED.values(), ids=ASKED)
WEB = pytest.mark.parametrize(("path", "given"), [one[:2] for one in ASKED.values()], ids=ASKED)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def answer(client: TestClient, path: str, given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = client.get(path, params=given).json()
    return found


@WEB
def test_actors_come_best_first_with_reasons_that_sum_to_the_score(
    client: TestClient, path: str, given: dict[str, Any]
) -> None:
    found = answer(client, path, given)["results"]
    scores = [one["score"] for one in found]
    assert scores == sorted(scores, reverse=True)
    assert scores == pytest.approx([sum(each["points"] for each in one["reasons"]) for one in found])
    assert found[0]["reasons"][0]["statements"]


@BOTH
def test_the_command_line_gives_the_same_fields(
    client: TestClient, data: Path, path: str, given: dict[str, Any], arguments: tuple[str, ...]
) -> None:
    assert json.loads(run(*arguments, "--data", data, "--format", "json").stdout) == answer(client, path, given)


@BOTH
def test_the_csv_is_the_same_over_http_and_on_the_command_line(
    client: TestClient, data: Path, path: str, given: dict[str, Any], arguments: tuple[str, ...]
) -> None:
    found = client.get(f"{path}.csv", params=given)
    assert found.headers["content-type"] == "text/csv; charset=utf-8"
    assert found.text.startswith("rank,actor,label,score,feature,points,values,tried,piloted,testbeds,years,pages\r\n")
    assert run(*arguments, "--data", data, "--format", "csv").stdout_bytes == found.content


@WEB
def test_an_answer_that_the_client_has_is_not_made_again(client: TestClient, path: str, given: dict[str, Any]) -> None:
    found = client.get(path, params=given)
    again = client.get(path, params=given, headers={"if-none-match": found.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(path, params=given).headers["etag"] == found.headers["etag"]


@WEB
def test_it_says_who_is_not_ranked(client: TestClient, path: str, given: dict[str, Any]) -> None:
    found = client.get(path, params=given)
    assert found.headers["verkosto-note"].startswith("only actors with a project, a trial or a test bed are ranked")
    assert found.json()["coverage"].keys() == {"actors", "projects", "trials"}


def test_companies_that_have_tried_something_at_the_test_bed_are_marked(client: TestClient) -> None:
    found = answer(client, f"/api/testbeds/{SCHOOLS}/companies", {"limit": 100})["results"]
    tried = {one["actor"].removeprefix(terms.ID): one["tried"] for one in found}
    assert tried["org/facts-exove"] == "yes"
    assert "unknown" in tried.values()


def test_similar_companies_tell_where_they_have_piloted_when_and_whom_to_ask(client: TestClient) -> None:
    found = answer(client, "/api/actors/facts-siukkula/similar", {"piloted": "true", "lang": "en"})["results"]
    [redono] = [one for one in found if one["label"] == "Redono Oy"]
    [pilot] = redono["pilots"]
    assert (pilot["testbed_label"], pilot["years"]) == ("Metropolia Urbanfarmlab", ["2019"])
    assert pilot["page"] == "https://urbanfarmlab.metropolia.fi/international/"
    assert {one["piloted"] for one in found} == {"yes"}


def test_a_city_or_kind_that_is_not_stated_is_unknown_and_one_that_is_another_excludes(client: TestClient) -> None:
    found = answer(client, "/api/partners", {"q": IDEA, "city": "Vantaa", "limit": 100})
    verdicts = {one["constraints"][0]["verdict"] for one in found["results"]}
    assert verdicts == {"yes", "unknown"}
    assert {one["constraints"][0]["verdict"] for one in found["excluded"]} == {"no"}


def test_where_nobody_suits_that_is_the_answer(client: TestClient, data: Path) -> None:
    idea = "deep sea mining of manganese nodules"
    found = answer(client, "/api/partners", {"q": idea})
    assert (found["results"], found["abstained"]) == ([], True)
    assert found["nearest"]["actor"]
    assert "nobody suits well enough" in run("partners", idea, "--data", data).stdout


@pytest.mark.parametrize(
    "path",
    ["/api/actors/org/fi-0112038-9/similar", f"/api/actors/{NOKIA}/similar"],
    ids=["a short address", "a whole address"],
)
def test_an_actor_may_be_named_by_its_address(client: TestClient, path: str) -> None:
    assert answer(client, path) == answer(client, "/api/actors/fi-0112038-9/similar")


def test_an_actor_without_a_project_is_compared_by_what_is_stated_of_it(client: TestClient) -> None:
    rovio = "fi-1863026-2"
    assert rovio not in client.get("/api/partners.csv", params={"q": "Rovio"}).text
    found = answer(client, f"/api/actors/{rovio}/similar")["results"]
    assert found[0]["kinds"] == ["Yritys"]
    assert "kind" in [each["feature"] for each in found[0]["reasons"]]


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/api/actors/nobody/similar", 404, f"the graph says nothing of {terms.ID}org/nobody;"),
        ("/api/testbeds/nothing/companies", 404, f"the graph says nothing of {terms.ID}testbed/nothing;"),
        ("/api/actors/testbed/facts-kera/similar", 404, f"the graph says nothing of {terms.ID}org/testbed/facts-kera;"),
        ("/api/partners?q=x&colour=red", 422, "colour: there is no such parameter here; there are q, kind, city, "),
        ("/api/partners?q=x&limit=0", 422, "limit: it is 0; it must lie from 1 to 100"),
        ("/api/actors/fi-0112038-9/similar?piloted=maybe", 422, "piloted: there is no 'maybe'; there are true, false"),
        ("/api/testbeds/facts-kera/companies?limit=0", 422, "limit: it is 0; it must lie from 1 to 100"),
        ("/api/partners", 422, "q: it is missing"),
        (f"/api/partners?q={'x' * 20_001}", 422, "q: it has 20001 characters"),
        ("/api/partners?q=x&kind=dragon", 422, "kind: there is no 'dragon' here; there are "),
        ("/api/partners?q=x&city=Atlantis", 422, "city: there is no 'Atlantis' here; there are "),
        ("/api/actors/fi-0112038-9/similar?kind=dragon", 422, "kind: there is no 'dragon' here; there are "),
    ],
    ids=("actor|test bed|a test bed|parameter|limit|flag|companies|text|long text|kind|city|similar kind".split("|")),
)
def test_what_is_wrong_is_told(client: TestClient, path: str, status: int, title: str) -> None:
    found = client.get(path)
    assert (found.status_code, found.headers["content-type"]) == (status, "application/problem+json")
    assert found.json()["title"].startswith(title)
    assert status != 422 or found.json()["field"] == title.partition(":")[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("similar", "Nobody at all"), "Error: actor: there is no actor 'Nobody at all' by that name alone"),
        (("companies", "facts-nothing"), "Error: testbed: there is no test bed 'facts-nothing' by that name alone"),
        (("partners",), "Error: q: there is nothing to match: say what the project is about"),
        (("partners", "x", "--kind", "dragon"), "Error: kind: there is no 'dragon' here; there are "),
    ],
    ids=["actor", "test bed", "text", "kind"],
)
def test_the_command_line_tells_it_in_one_line(data: Path, arguments: tuple[str, ...], message: str) -> None:
    found = run(*arguments, "--data", data)
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr.startswith(message)
    assert found.stderr.count("\n") == 1


def test_a_person_reads_who_has_tried_what_and_whom_to_ask(data: Path) -> None:
    told = run("companies", "Urbanfarmlab", "--limit", "3", "--data", data).stdout
    assert "tried something here: yes" in told
    assert "; ask " in told
    assert "note: only actors with a project, a trial or a test bed are ranked" in told


def test_the_interface_is_described(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    described = {
        path: ([one["name"] for one in paths[path]["get"]["parameters"]], set(paths[path]["get"]["responses"]))
        for path in ("/api/testbeds/{id}/companies", "/api/partners", "/api/actors/{id}/similar")
    }
    assert described == {
        "/api/testbeds/{id}/companies": (
            ["id", "lang", "limit", "If-None-Match"],
            {"200", "304", "400", "404", "406", "422", "503"},
        ),
        "/api/partners": (
            ["q", "kind", "city", "lang", "limit", "If-None-Match"],
            {"200", "304", "400", "406", "422", "503"},
        ),
        "/api/actors/{id}/similar": (
            ["id", "kind", "piloted", "lang", "limit", "If-None-Match"],
            {"200", "304", "400", "404", "406", "422", "503"},
        ),
    }
