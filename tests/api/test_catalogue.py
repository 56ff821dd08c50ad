"""`/data`, `/.well-known/void` and the files below `/export`."""

import gzip
import hashlib
from base64 import b64encode
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

from api.app import create_app
from api.settings import Settings
from graph.build import Plan, build
from graph.rdf.downloads import FOLDER, files_of
from graph.rdf.release import Release
from graph.readings import Reading
from ontology import terms
from tests.api.html import Page
from tests.conftest import NOW

BROWSER = {"accept": "text/html,*/*;q=0.8"}
WHOLE = "/export/verkosto.nq.gz"


@pytest.fixture(scope="module")
def described(client: TestClient) -> Store:
    store = Store()
    store.load(client.get("/.well-known/void").content, format=RdfFormat.TURTLE)
    return store


def values(store: Store, sparql: str) -> list[str]:
    prefixes = {name: iri for name, iri in terms.PREFIXES.items() if name != "id"}
    found = store.query(sparql, prefixes={**prefixes, "spdx": "http://spdx.org/rdf/terms#"})
    assert isinstance(found, QuerySolutions)
    return [row[0].value for row in found if row[0] is not None]


def test_the_description_is_the_same_at_both_addresses(client: TestClient) -> None:
    assert client.get("/.well-known/void").content == client.get("/data", headers={"accept": "text/turtle"}).content


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_the_description_comes_in_each_syntax(client: TestClient, accept: str) -> None:
    response = client.get("/.well-known/void", headers={"accept": accept})
    assert response.headers["content-type"].partition(";")[0] == accept


def test_it_tells_endpoint_licences_sources_and_release_date(described: Store, release: Release) -> None:
    dataset = f"<{terms.ID}dataset/verkosto>"
    assert values(described, f"SELECT ?e {{ {dataset} void:sparqlEndpoint ?e }}") == ["http://testserver/sparql"]
    assert values(described, f"SELECT ?t {{ {dataset} dct:issued ?t }}") == ["2026-11-24T12:00:00Z"]
    assert values(described, f"SELECT ?v {{ {dataset} dcat:version ?v }}") == [release.id]
    runs = f"""SELECT ?source {{ {dataset} prov:wasDerivedFrom ?source . ?source vk:compilationLicence "CC-BY-4.0" ;
        prov:wasGeneratedBy ?run . ?run prov:used/vk:sha256 ?digest }}"""
    assert set(values(described, runs)) == {f"{terms.ID}source/{name}" for name in ("agreement", "facts")}


def test_each_file_is_a_distribution_with_its_size_and_checksum(described: Store, release: Release) -> None:
    told = """SELECT (CONCAT(?address, " ", STR(?size), " ", STR(?sum)) AS ?all) {
        ?of dcat:distribution ?file . ?file dcat:downloadURL ?url ; dcat:byteSize ?size ;
            spdx:checksum/spdx:checksumValue ?sum BIND(STRAFTER(STR(?url), "/export/") AS ?address) }"""
    expected = {f"{one.path} {one.size} {one.sha256}" for one in files_of(release.manifest)}
    assert set(values(described, told)) == expected


def test_everything_of_ours_that_it_names_leads_somewhere(client: TestClient, described: Store) -> None:
    named = {one.value for quad in described for one in quad if isinstance(one, NamedNode)}
    here = sorted(one.removeprefix("http://testserver").partition("#")[0] for one in named if "testserver/" in one)
    assert [path for path in here if client.head(path).status_code != 200] == []


@pytest.mark.parametrize(
    ("prefix", "heading"), [("", "Näin viittaat"), ("/sv", "Så här hänvisar du"), ("/en", "How to cite")]
)
def test_a_browser_gets_a_page_that_lists_the_files(client: TestClient, prefix: str, heading: str) -> None:
    shown = Page(client.get(f"{prefix}/data", headers=BROWSER).text)
    assert heading in shown.text
    assert {WHOLE, "/export/tables/participation.csv.gz", "/export/source/facts.ttl.gz"} <= set(shown.hrefs)
    assert "Curated facts about the innovation ecosystem" in shown.text


def test_a_file_comes_whole_with_its_checksum_as_tag(client: TestClient, release: Release) -> None:
    response = client.get(WHOLE)
    content = (release.path / FOLDER / "verkosto.nq.gz").read_bytes()
    assert response.headers["content-type"] == "application/gzip"
    assert "content-encoding" not in response.headers
    assert response.content == content
    assert response.headers["etag"] == f'"{hashlib.sha256(content).hexdigest()[:40]}"'
    assert gzip.decompress(response.content).count(b"\n") > 100_000


def test_a_download_that_broke_off_goes_on(client: TestClient) -> None:
    whole = client.get(WHOLE)
    rest = client.get(WHOLE, headers={"range": "bytes=1000-", "if-range": whole.headers["etag"]})
    assert (rest.status_code, rest.content) == (206, whole.content[1000:])
    assert rest.headers["content-range"] == f"bytes 1000-{len(whole.content) - 1}/{len(whole.content)}"
    other = client.get(WHOLE, headers={"range": "bytes=1000-", "if-range": '"of another release"'})
    assert (other.status_code, other.content) == (200, whole.content)


def test_a_part_that_is_not_there_is_refused(client: TestClient) -> None:
    assert client.get(WHOLE, headers={"range": "bytes=999999999-"}).status_code == 416


def test_a_file_that_a_client_has_is_not_sent_again(client: TestClient) -> None:
    for condition in (client.head(WHOLE).headers["etag"], "*"):
        response = client.get(WHOLE, headers={"if-none-match": condition})
        assert (response.status_code, response.content) == (304, b"")


def test_the_digest_is_that_of_the_whole_file_as_it_is_sent(client: TestClient) -> None:
    content = client.get("/export/SHA256SUMS").content
    told = f"sha-256=:{b64encode(hashlib.sha256(content).digest()).decode()}:"
    assert client.get("/export/SHA256SUMS").headers["repr-digest"] == told
    assert client.get("/export/SHA256SUMS", headers={"range": "bytes=0-9"}).headers["repr-digest"] == told
    packed = client.get("/export/SHA256SUMS", headers={"accept-encoding": "br"})
    assert (packed.headers["content-encoding"], "repr-digest" in packed.headers) == ("br", False)


@pytest.mark.parametrize("path", ["nothing.nq.gz", "..%2fmanifest.json", "%2Fetc%2Fpasswd", "tables", ""])
def test_nothing_but_the_files_of_the_release_can_be_had(client: TestClient, path: str) -> None:
    response = client.get(f"/export/{path}")
    assert response.status_code == 404
    assert "/data lists those it has" in response.json()["title"]


def test_a_release_without_files_says_so(readings: list[Reading], tmp_path: Path) -> None:
    build(readings[:1], tmp_path, Plan(decisions=(), issued=NOW, version="0.0.0"))
    with TestClient(create_app(tmp_path, Settings())) as bare:
        assert "No files were made of this release" in bare.get("/en/data", headers=BROWSER).text
        assert bare.get(WHOLE).status_code == 404
        assert b"dcat:Distribution" not in bare.get("/.well-known/void").content
