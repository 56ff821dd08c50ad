"""The files of a release hold what its store holds."""

import csv
import gzip
import hashlib
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from graph.build import Plan, build
from graph.rdf.downloads import FOLDER, files_of
from graph.rdf.release import Release
from graph.rdf.tables import kind_of
from graph.readings import Reading
from ontology import terms
from tests.conftest import NOW

FACTS = NamedNode(f"{terms.G_SOURCE}facts")
SYNTAXES = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD, "ttl": RdfFormat.TURTLE}


def unpacked(release: Release, path: str) -> bytes:
    return gzip.decompress((release.path / FOLDER / path).read_bytes())


def rows(release: Release, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(unpacked(release, path).decode(), newline="")))


@pytest.mark.parametrize("ending", ["nq", "trig", "jsonld"])
def test_each_file_of_the_whole_holds_every_statement(release: Release, store: Store, ending: str) -> None:
    found = set(parse(unpacked(release, f"verkosto.{ending}.gz"), format=SYNTAXES[ending]))
    assert found == set(store)


def test_the_turtle_holds_the_resolved_graph(release: Release, store: Store) -> None:
    found = set(parse(unpacked(release, "verkosto.ttl.gz"), format=RdfFormat.TURTLE))
    assert found == set(store.quads_for_pattern(None, None, None, DefaultGraph()))


@pytest.mark.parametrize("ending", ["nq", "ttl", "jsonld"])
def test_each_source_has_files_of_what_it_says(release: Release, store: Store, ending: str) -> None:
    found = parse(unpacked(release, f"source/facts.{ending}.gz"), format=SYNTAXES[ending])
    graph = FACTS if ending == "nq" else DefaultGraph()
    expected = store.quads_for_pattern(None, None, None, FACTS)
    assert set(found) == {Quad(quad.subject, quad.predicate, quad.object, graph) for quad in expected}


def test_each_thing_has_one_row_in_the_table_of_its_kind(release: Release, store: Store) -> None:
    subjects = {quad.subject for quad in store.quads_for_pattern(None, None, None, DefaultGraph())}
    expected = Counter(kind_of(one, DefaultGraph()) for one in subjects)
    tables = {one.path for one in files_of(release.manifest) if one.path.startswith("tables/")}
    found = {path: Counter(row["id"] for row in rows(release, path)) for path in tables}
    assert {path: len(ids) for path, ids in found.items()} == {
        f"tables/{kind}.csv.gz": number for kind, number in expected.items() if kind is not None
    }
    assert {number for ids in found.values() for number in ids.values()} == {1}


def test_a_cell_holds_all_values_of_a_property(release: Release) -> None:
    [kyky] = [row for row in rows(release, "tables/testbed.csv.gz") if row["id"] == "testbed/facts-kyky"]
    assert kyky["skos:prefLabel"] == "Espoon koulut living lab (KYKY)@fi|School community living lab in Espoo (KYKY)@en"
    assert kyky["vk:mainCity"] == "place/fi-049"
    assert kyky["rdf:type"] == "vivo:Facility|vk:TestBed"
    assert kyky["vk:cost"] == ""


def test_the_tables_of_a_source_are_by_what_its_records_describe(release: Release) -> None:
    found = rows(release, "source/facts/testbed.csv.gz")
    assert len(found) == 92
    assert {row["id"].partition("-testbed-")[0] for row in found} == {"record/facts"}


@pytest.mark.parametrize(("name", "least"), [("actors", 250), ("projects", 200), ("testbeds", 92), ("services", 42)])
def test_the_lists_name_what_they_list(release: Release, name: str, least: int) -> None:
    found = rows(release, f"lists/{name}.csv.gz")
    assert len(found) >= least
    assert all(row["label"] for row in found)
    assert len({row["id"] for row in found}) == len(found)


def test_the_columns_of_every_table_are_described(release: Release) -> None:
    described = json.loads((release.path / FOLDER / "csv-metadata.json").read_bytes())
    titles = {one["url"]: [column["titles"] for column in one["tableSchema"]["columns"]] for one in described["tables"]}
    tables = [one.path for one in files_of(release.manifest) if one.format == "CSV"]
    assert set(titles) == set(tables)
    assert [path for path in tables if list(rows(release, path)[0]) != titles[path]] == []


def test_the_checksums_are_those_of_the_files(release: Release) -> None:
    folder = release.path / FOLDER
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    on_disk = {str(one.relative_to(folder)): one for one in folder.rglob("*") if one.is_file()}
    assert set(sums) == set(on_disk) - {"SHA256SUMS"}
    assert {path: hashlib.sha256(on_disk[path].read_bytes()).hexdigest() for path in sums} == sums
    assert {one.path for one in files_of(release.manifest)} == set(on_disk)


def test_the_citation_names_release_date_and_licence_and_no_doi(release: Release) -> None:
    citation = (release.path / FOLDER / "CITATION.cff").read_text("utf-8")
    assert f'version: "{release.id}"' in citation
    assert "date-released: 2026-11-24" in citation
    assert "license: CC-BY-4.0" in citation
    assert "doi" not in citation


def test_a_build_may_do_without(readings: list[Reading], tmp_path: Path) -> None:
    made = build(readings[:1], tmp_path, Plan(decisions=(), issued=NOW, version="0.0.0"))
    assert files_of(made.manifest) == ()
    assert not (made.path / FOLDER).exists()
