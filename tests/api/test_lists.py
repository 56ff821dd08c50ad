"""The lists over the release built from the data we ship, beside what the same graph says to SPARQL."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph.listing.kinds import LISTINGS, Listing

COUNTS = {
    "actors": "?x a vk:Actor",
    "projects": "?x a eurio:Project",
    "testbeds": "?x a vk:TestBed",
    "services": "?x a vk:Service",
    "themes": "VALUES ?s { 'themes' 'sub-themes' 'focus-areas' } BIND(IRI(CONCAT(STR(id:), 'scheme/', ?s)) AS ?scheme) "
    "?x skos:inScheme ?scheme",
}
PREFIXES = (
    "PREFIX vk: <https://w3id.org/verkosto/def#> PREFIX eurio: <http://data.europa.eu/s66#> "
    "PREFIX id: <https://w3id.org/verkosto/id/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    "PREFIX dct: <http://purl.org/dc/terms/> PREFIX adms: <http://www.w3.org/ns/adms#> "
)
every_list = pytest.mark.parametrize("listing", LISTINGS.values(), ids=lambda one: one.name)


def counted(client: TestClient, pattern: str) -> int:
    query = f"{PREFIXES} SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}"
    found = client.get("/sparql", params={"query": query}, headers={"accept": "application/sparql-results+json"})
    return int(found.json()["results"]["bindings"][0]["n"]["value"])


def pages(client: TestClient, path: str, **asked: Any) -> Iterator[dict[str, Any]]:
    page = client.get(path, params=asked).json()
    yield page
    while page["next"] is not None:
        page = client.get(page["next"]).json()
        yield page


@every_list
def test_a_list_has_everything_once(client: TestClient, listing: Listing) -> None:
    found = list(pages(client, f"/api/{listing.name}", limit=100, fields="id"))
    ids = [one["id"] for page in found for one in page["items"]]
    assert len(ids) == len(set(ids)) == found[0]["total"] == counted(client, COUNTS[listing.name])


@pytest.mark.parametrize(
    ("path", "asked", "pattern"),
    [
        (
            "/api/testbeds",
            {"city": "Esbo"},
            "?x a vk:TestBed ; dct:spatial <https://w3id.org/verkosto/id/place/fi-049>",
        ),
        (
            "/api/testbeds",
            {"status": "active", "focus-area": "4.1"},
            "?x a vk:TestBed ; adms:status <https://w3id.org/verkosto/id/status/active> ; "
            "dct:subject <https://w3id.org/verkosto/id/focus-area/4.1>",
        ),
        (
            "/api/testbeds",
            {"theme": "4.1.e"},
            "?x a vk:TestBed ; vk:theme|dct:subject ?t . ?t (skos:broader|skos:broadMatch)* "
            "<https://w3id.org/verkosto/id/sub-theme/4.1.e>",
        ),
        (
            "/api/testbeds",
            {"access": "open-call"},
            "?x a vk:TestBed ; vk:accessMode|vk:accessType <https://w3id.org/verkosto/id/access-mode/open-call>",
        ),
        ("/api/testbeds", {"free": "true"}, "?x a vk:TestBed ; vk:freeOfCharge true"),
        (
            "/api/projects",
            {"actor": "fi-2228357-4"},
            "?p eurio:isInvolvedIn ?x ; eurio:isRoleOf <https://w3id.org/verkosto/id/org/fi-2228357-4>",
        ),
        ("/api/projects", {"under-agreement": "true"}, "?x a eurio:Project ; vk:underAgreement true"),
        (
            "/api/actors",
            {"kind": "company"},
            "?x a vk:Actor ; vk:actorKind ?k . ?k skos:broader* <https://w3id.org/verkosto/id/actor-kind/company>",
        ),
        (
            "/api/actors",
            {"focus-area": "4.2"},
            "?x a vk:Actor . { ?x dct:subject ?a } UNION { ?p eurio:isRoleOf ?x ; eurio:isInvolvedIn/dct:subject ?a } "
            "FILTER(?a = <https://w3id.org/verkosto/id/focus-area/4.2>)",
        ),
        (
            "/api/themes",
            {"kind": "sub-theme"},
            "?x skos:inScheme <https://w3id.org/verkosto/id/scheme/sub-themes>",
        ),
    ],
    ids="city status-and-area theme-below access free actor under-agreement kind-below area-by-project kind".split(),
)
def test_a_filter_finds_what_the_graph_says(client: TestClient, path: str, asked: dict[str, str], pattern: str) -> None:
    total = client.get(path, params=asked).json()["total"]
    assert total == counted(client, pattern)
    assert total > 0


def test_years_choose_what_is_known_to_reach_into_them(client: TestClient) -> None:
    found = client.get("/api/projects?from=2022&to=2023&limit=1000&fields=start,end").json()["items"]
    assert found
    assert all(int(min(one["start"] or "9999", one["end"] or "9999")[:4]) <= 2023 for one in found)
    assert all(int(max(one["start"] or "0", one["end"] or "0")[:4]) >= 2022 for one in found)


def test_words_find_what_search_finds_in_its_order(client: TestClient) -> None:
    searched = client.get("/api/search?q=testaus&kind=testbed&limit=100").json()
    listed = client.get("/api/testbeds?q=testaus&limit=100").json()
    assert [one["iri"] for one in listed["items"]] == [one["iri"] for one in searched["results"]]
    assert listed["sort"] == "relevance"


def test_a_page_tells_where_the_next_one_is_in_a_header_too(client: TestClient) -> None:
    found = client.get("/api/actors.csv?limit=2&sort=-projects&fields=id,projects")
    [following] = [found.headers["link"].partition(">")[0].removeprefix("<")]
    rows = list(csv.reader(io.StringIO(found.text + client.get(following).text)))
    assert rows[0] == rows[3] == ["id", "projects"]
    numbers = [int(row[1]) for row in (*rows[1:3], *rows[4:6])]
    assert numbers == sorted(numbers, reverse=True)
    assert found.headers["verkosto-total"] == str(client.get("/api/actors?limit=1").json()["total"])


@every_list
def test_csv_and_json_tell_the_same(client: TestClient, listing: Listing) -> None:
    told = client.get(f"/api/{listing.name}?limit=20&lang=en").json()["items"]
    rows = list(csv.DictReader(io.StringIO(client.get(f"/api/{listing.name}.csv?limit=20&lang=en").text)))
    assert [row["label"] for row in rows] == [one["label"] for one in told]
    assert [row["sources"] for row in rows] == ["|".join(one["sources"]) for one in told]


@every_list
def test_a_thing_alone_is_the_same_as_in_its_list(client: TestClient, listing: Listing) -> None:
    [first] = client.get(f"/api/{listing.name}?limit=1&lang=sv").json()["items"]
    assert client.get(first["href"], params={"lang": "sv"}).json() == first
    assert client.get(f"{first['href']}.csv").text.startswith("id,iri,href,label")


def test_names_come_in_the_language_asked_for(client: TestClient) -> None:
    names = {lang: client.get(f"/api/actors/fi-2228357-4?lang={lang}").json()["label"] for lang in ("fi", "sv", "en")}
    assert names == {"fi": "Aalto-yliopisto", "sv": "Aalto-universitetet", "en": "Aalto University"}


def test_a_page_that_the_client_has_is_not_sent_again(client: TestClient) -> None:
    found = client.get("/api/testbeds")
    again = client.get("/api/testbeds", headers={"if-none-match": found.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_head_tells_the_same_as_get(client: TestClient) -> None:
    found, told = client.get("/api/services"), client.head("/api/services")
    assert told.content == b""
    assert told.headers == found.headers


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("town=Espoo", "town"),
        ("city=Atlantis", "city"),
        ("city=", "city"),
        ("status=maybe", "status"),
        ("sort=size", "sort"),
        ("sort=relevance", "sort"),
        ("fields=id,height", "fields"),
        ("lang=de", "lang"),
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("limit=many", "limit"),
        ("limit=1&limit=2", "limit"),
        ("from=soon", "from"),
        ("trl=10", "trl"),
        ("cursor=x", "cursor"),
        ("q=%21", "q"),
        ("q=" + "x" * 1001, "q"),
        ("operator=nobody", "operator"),
    ],
    ids=str,
)
def test_what_cannot_be_listed_is_told_with_its_field(client: TestClient, asked: str, field: str) -> None:
    found = client.get(f"/api/testbeds?{asked}")
    assert found.status_code == 422
    assert found.headers["content-type"] == "application/problem+json"
    assert found.json()["field"] == field


def test_a_thing_that_there_is_not_is_told(client: TestClient) -> None:
    found = client.get("/api/actors/nobody")
    assert (found.status_code, found.headers["content-type"]) == (404, "application/problem+json")


def test_a_format_that_there_is_not_is_told(client: TestClient) -> None:
    assert client.get("/api/actors", headers={"accept": "text/turtle"}).status_code == 406


def test_similar_actors_are_still_found_beside_the_list(client: TestClient) -> None:
    assert client.get("/api/actors/fi-2228357-4/similar").status_code == 200


def test_who_leads_is_told_and_chosen_by(client: TestClient) -> None:
    role = "eurio:isInvolvedIn ?x ; eurio:isRoleOf <https://w3id.org/verkosto/id/org/fi-2228357-4>"
    roles = "<https://w3id.org/verkosto/id/role/lead>, <https://w3id.org/verkosto/id/role/coordinator>"
    org = "PREFIX org: <http://www.w3.org/ns/org#>"
    query = f"{PREFIXES} {org} SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?p {role} ; org:role ?r FILTER(?r IN ({roles})) }}"
    found = client.get("/sparql", params={"query": query}, headers={"accept": "application/sparql-results+json"})
    expected = int(found.json()["results"]["bindings"][0]["n"]["value"])
    listed = client.get("/api/projects?lead=fi-2228357-4&limit=1000").json()
    assert listed["total"] == expected > 0
    assert all("org/fi-2228357-4" in [lead["id"] for lead in one["leads"]] for one in listed["items"])
