"""`/api/analysis` over the release built from the data we ship."""

import json
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

from api.app import create_app
from api.cli import main
from api.settings import Settings
from graph.analysis.catalogue import ANALYSES
from tests.api.service import serving
from tests.processes import are_gone, descendants

GIVEN: dict[str, dict[str, list[str]]] = {
    "consortium": {"actor": ["Aalto-yliopisto", "Forum Virium Helsinki Oy"], "newcomer": ["Uusi Oy"]}
}


@pytest.mark.parametrize("name", list(ANALYSES))
def test_an_analysis_has_the_same_fields_as_on_the_command_line(client: TestClient, data: Path, name: str) -> None:
    given = GIVEN.get(name, {})
    options = [part for key, values in given.items() for value in values for part in (f"--{key}", value)]
    told = CliRunner().invoke(main, ["analyse", name, "--data", str(data), "--format", "json", *options])
    found = client.get(f"/api/analysis/{name}", params=given)
    assert found.headers["content-type"] == "application/json"
    assert found.json() == json.loads(told.stdout)


def test_parameters_mean_what_they_mean_on_the_command_line(client: TestClient) -> None:
    given: dict[str, str | int] = {"by": "focus-area", "from": 2021, "null": "curveball", "samples": 10}
    [first, *_] = client.get("/api/analysis/density", params=given).json()["groups"]
    assert first["figures"]["density_all"]["null"]["samples"] == 10


@pytest.mark.parametrize("path", ["/api/analysis/density.csv", "/api/analysis/density"], ids=["by suffix", "by header"])
def test_an_analysis_can_be_had_as_csv(client: TestClient, path: str) -> None:
    found = client.get(path, headers={"accept": "text/csv"})
    assert found.headers["content-type"] == "text/csv; charset=utf-8"
    assert found.text.splitlines()[0].startswith("actors,projects,participations")
    assert found.headers["verkosto-note"].startswith("computed from 176 of 290 actors")


def test_an_answer_that_the_client_has_is_not_made_again(client: TestClient) -> None:
    found = client.get("/api/analysis/density")
    again = client.get("/api/analysis/density", headers={"if-none-match": found.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_head_tells_the_same_as_get(client: TestClient) -> None:
    found, told = client.get("/api/analysis/density"), client.head("/api/analysis/density")
    assert (told.status_code, told.content) == (200, b"")
    assert told.headers["content-length"] == found.headers["content-length"]


@pytest.mark.parametrize(
    ("path", "title"),
    [
        (
            "density?by=colour",
            "actors are not grouped by 'colour'; there are kind, stated-kind, city, sector, country, origin",
        ),
        ("density?from=2022&to=2021", "from 2022 to 2021 is no span of years; exchange them"),
    ],
    ids=["an unknown group", "no span of years"],
)
def test_what_the_network_lacks_is_told(client: TestClient, path: str, title: str) -> None:
    found = client.get(f"/api/analysis/{path}")
    assert found.headers["content-type"] == "application/problem+json"
    assert found.json() == {"title": title, "status": 400}


@pytest.mark.parametrize(
    ("path", "title"),
    [
        (
            "density?colour=red",
            "colour: there is no such parameter here; there are by, null, samples, seed, within, from, to",
        ),
        ("density?samples=0", "samples: it is 0; it must lie from 1 to 10000"),
        ("density?null=magic", "null: there is no 'magic'; there are curveball, curveball-by-year, labels"),
        ("density?seed=1&seed=2", "seed: it is given more than once; give it one value"),
    ],
    ids=["an unknown parameter", "no sample", "an unknown model", "two seeds"],
)
def test_a_parameter_of_the_wrong_form_is_422_and_named(client: TestClient, path: str, title: str) -> None:
    found = client.get(f"/api/analysis/{path}")
    assert found.headers["content-type"] == "application/problem+json"
    assert found.json() == {"title": title, "status": 422, "field": title.partition(":")[0]}


def test_an_analysis_that_there_is_not_is_not_found(client: TestClient) -> None:
    assert client.get("/api/analysis/alchemy").status_code == 404


def test_an_analysis_that_takes_too_long_is_ended_and_the_next_one_answered(data: Path) -> None:
    with TestClient(create_app(data, Settings(analysis_deadline=0.01))) as hurried:
        found = hurried.get("/api/analysis/density")
        assert found.status_code == 503
        assert found.json()["title"].startswith("it took longer than 0.01 seconds")
        assert found.headers["retry-after"] == "30"
        hurried.app.state.analyst._deadline = 60.0  # type: ignore[attr-defined] # an application has a state
        assert hurried.get("/api/analysis/density").status_code == 200


def test_the_process_that_analyses_ends_with_the_service(data: Path, tmp_path: Path) -> None:
    with serving(data, tmp_path / "log") as service:
        assert httpx.get(f"http://127.0.0.1:{service.port}/api/analysis/density", timeout=60).status_code == 200
        below = descendants(service.process.pid)
        service.process.kill()
    assert are_gone(below, within=5)


def test_the_list_names_every_analysis_with_its_parameters(client: TestClient) -> None:
    found = client.get("/api/analysis").json()["analyses"]
    assert [one["name"] for one in found] == list(ANALYSES)
    assert [one["name"] for one in found[0]["parameters"]][:2] == ["by", "null"]


@pytest.mark.parametrize("name", list(ANALYSES))
def test_the_description_of_the_interface_has_exactly_the_parameters(client: TestClient, name: str) -> None:
    described = client.get("/openapi.json").json()["paths"][f"/api/analysis/{name}"]["get"]["parameters"]
    assert [one["name"] for one in described if one["in"] == "query"] == [
        one.spelling for one in ANALYSES[name].parameters
    ]


NOKIA, VTT = "fi-0112038-9", "fi-2647375-4"


@pytest.mark.parametrize(
    "asked",
    [
        *(f"{name}?limit=3" for name, one in ANALYSES.items() if "limit" in one.takes),
        *(name for name, one in ANALYSES.items() if "limit" not in one.takes and name != "consortium"),
        "density?by=kind&null=curveball&samples=3",
        "density?by=year",
        "density?from=2021&to=2022",
        "mixing?null=labels&samples=3",
        "windows?null=curveball&samples=3&width=3",
        "clustering?null=curveball&samples=3",
        f"robustness?actor={NOKIA}",
        f"consortium?actor={NOKIA}&actor={VTT}",
    ],
    ids=str,
)
def test_an_answer_is_as_the_interface_describes_it(client: TestClient, asked: str) -> None:
    described, name = client.get("/openapi.json").json(), asked.partition("?")[0]
    answers = described["paths"][f"/api/analysis/{name}"]["get"]["responses"]["200"]["content"]["application/json"]
    validator = Draft202012Validator({**answers["schema"], "components": described["components"]})
    found = client.get(f"/api/analysis/{asked}")
    assert found.status_code == 200, found.text
    assert [f"{error.json_path}: {error.message}"[:300] for error in validator.iter_errors(found.json())] == []
