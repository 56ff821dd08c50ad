"""`/api/match` and `verkosto match` over the release built from the data we ship."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse

from api.cli import main
from ontology import terms

NEED = "We build a 5G sensor for street lights"
LUXTURRIM = f"{terms.ID}testbed/facts-luxturrim"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["match", *map(str, arguments)])


def test_what_suits_comes_with_reasons_that_sum_to_the_score(client: TestClient) -> None:
    found = client.get("/api/match", params={"q": NEED, "city": "espoo", "lang": "en"}).json()
    best = found["results"][0]
    assert (best["testbed"], best["label"]) == (LUXTURRIM, "LuxTurrim5G smart pole test bed")
    assert best["score"] == pytest.approx(sum(one["points"] for one in best["reasons"]))
    assert {"name": "city", "verdict": "yes"}.items() <= best["constraints"][0].items()
    assert not found["abstained"]


def test_a_match_leads_to_whom_to_ask_and_to_services(client: TestClient) -> None:
    [best] = client.get("/api/match", params={"q": NEED, "limit": 1}).json()["results"]
    assert best["page"].startswith("https://")
    assert client.get(best["service_path"]).json()["query"] == "cq06-services"


def test_each_statement_of_a_reason_stands_in_the_graph(client: TestClient) -> None:
    found = client.get("/api/match", params={"q": NEED}).json()
    stated = [one for reason in found["results"][0]["reasons"] for one in reason["statements"]]
    asked = "ASK {{ <{subject}> <{predicate}> ?value FILTER(STR(?value) = {object}) }}"
    answers = [
        client.get(
            "/sparql",
            params={"query": asked.format(**{**one, "object": json.dumps(one["object"], ensure_ascii=False)})},
            headers={"accept": "application/sparql-results+json"},
        ).json()["boolean"]
        for one in stated
    ]
    assert answers == [True] * len(stated)


def test_the_command_line_gives_the_same_fields(client: TestClient, data: Path) -> None:
    told = run(NEED, "--city", "espoo", "--data", data, "--format", "json")
    assert json.loads(told.stdout) == client.get("/api/match", params={"q": NEED, "city": "espoo"}).json()


def test_a_match_can_be_had_as_csv_and_as_rdf(client: TestClient) -> None:
    rows = client.get("/api/match.csv", params={"q": NEED}).text.splitlines()
    assert rows[0] == "rank,testbed,label,score,feature,points,values"
    found = list(parse(client.get("/api/match.ttl", params={"q": NEED}).content, format=RdfFormat.TURTLE))
    assert LUXTURRIM in {one.object.value for one in found if one.predicate.value == terms.VK + "testBed"}


def test_a_test_bed_that_has_ended_is_excluded_and_told_why(client: TestClient) -> None:
    found = client.get("/api/match", params={"q": "robot bus in Helsinki", "limit": 100}).json()
    names = [[one["name"] for one in bed["constraints"] if one["verdict"] == "no"] for bed in found["excluded"]]
    assert names == [["open"]] * len(names)
    assert names


def test_who_asks_may_be_named(client: TestClient) -> None:
    found = client.get("/api/match", params={"actor": "Nokia Oyj"}).json()
    assert found["results"][0]["testbed"] == LUXTURRIM
    assert "network" in {one["feature"] for one in found["results"][0]["reasons"]}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "q"),
        ({"q": "x" * 30_000}, "q"),
        ({"q": "x", "city": "Oulu"}, "city"),
        ({"q": "x", "trl": 12}, "trl"),
        ({"q": "x", "trl": "high"}, "trl"),
        ({"q": "x", "theme": "alchemy"}, "theme"),
        ({"q": "x", "access": "magic"}, "access"),
        ({"q": "x", "from": "soon"}, "from"),
        ({"q": "x", "service_lang": "la"}, "service_lang"),
        ({"actor": "Nobody at all Oy"}, "actor"),
        ({"q": "x", "lang": "de"}, "lang"),
        ({"q": "x", "limit": 0}, "limit"),
        ({"q": ["x", "y"]}, "q"),
        ({"q": "x", "colour": "red"}, "colour"),
    ],
    ids=("nothing long city readiness number theme access day served actor language limit twice unknown".split()),
)
def test_a_need_that_cannot_be_used_is_422_and_names_the_field(
    client: TestClient, given: dict[str, Any], field: str
) -> None:
    found = client.get("/api/match", params=given)
    assert (found.status_code, found.json()["field"]) == (422, field)
    assert found.json()["title"].startswith(f"{field}: ")


@pytest.mark.parametrize(
    "text", ["😀😀", "ja on se", "<script></script>", "???"], ids=["faces", "stop words", "markup", "signs"]
)
def test_a_need_without_words_is_answered_with_silence(client: TestClient, text: str) -> None:
    found = client.get("/api/match", params={"q": text}).json()
    assert (found["abstained"], found["results"]) == (True, [])


def test_what_is_wrong_is_one_line_on_the_command_line(data: Path) -> None:
    result = run("x", "--trl", "12", "--data", data)
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: trl: 12 is no technology readiness level; they are 1 to 9\n",
    )


def test_the_answer_reads_as_lines(data: Path) -> None:
    lines = run(NEED, "--lang", "en", "--limit", "1", "--data", data).stdout.splitlines()
    assert lines[0].startswith(" 1. LuxTurrim5G smart pole test bed  ")
    assert any(line.strip().startswith("text ") for line in lines)
