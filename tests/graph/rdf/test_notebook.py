"""A release as a researcher has it in a notebook."""

from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyoxigraph import Store
from rdflib.namespace import RDF, SKOS

from graph.ask import ask
from graph.errors import BadParameter, NoRelease, UnknownQuery
from graph.named import named_queries, named_query
from graph.rdf.notebook import OpenRelease
from graph.rdf.release import Release, open_release
from ontology import terms

pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # of rdflib about itself

KYKY = rdflib.URIRef(f"{terms.ID}testbed/facts-kyky")
REQUIRED = {
    "cq06-services": {"testbed": "testbed/facts-urbanfarmlab"},
    "cq32-provenance": {"subject": "testbed/facts-kyky"},
}


@pytest.fixture(scope="module")
def opened(data: Path) -> OpenRelease:
    return open_release(data)


def test_a_release_opens_by_its_data_folder_or_its_own(opened: OpenRelease, data: Path, release: Release) -> None:
    assert opened.release.id == open_release(str(release.path)).release.id == release.id


def test_where_nothing_was_built_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoRelease, match="run: verkosto build"):
        open_release(tmp_path)


def test_the_dataset_is_one_of_rdflib_and_its_default_graph_the_resolved_one(
    opened: OpenRelease, release: Release
) -> None:
    dataset = opened.dataset
    assert isinstance(dataset, rdflib.Dataset)
    assert (KYKY, RDF.type, rdflib.URIRef(terms.TEST_BED)) in dataset
    rows: Any = dataset.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    [row] = rows
    assert int(row[0]) == release.triples
    assert {str(one) for one in dataset.objects(KYKY, SKOS.prefLabel)} >= {"Espoon koulut living lab (KYKY)"}


def test_a_named_graph_is_one_of_rdflib(opened: OpenRelease, release: Release) -> None:
    assert len(opened.graph("source/facts")) == release.manifest["triples"]["source/facts"]
    assert len(opened.graph(terms.G_GATE)) == release.manifest["triples"]["gate"]
    with pytest.raises(BadParameter, match=r"no graph source/nothing; there are .*source/facts"):
        opened.graph("source/nothing")


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_a_frame_holds_the_rows_of_its_named_query(opened: OpenRelease, name: str) -> None:
    given = REQUIRED.get(name, {"by": "whole"} if name == "cq08-density" else {})
    frame, told = opened.frame(name, **given), ask(opened.store, named_query(name), given)
    assert tuple(frame.columns) == told.columns
    assert len(frame) == len(told.rows)
    assert frame.attrs["notes"] == told.notes


class Counting:
    """A store that notes what it is asked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.asked: list[str] = []

    def query(self, sparql: str) -> object:
        self.asked.append(sparql)
        return self._store.query(sparql)


def test_a_named_query_is_evaluated_once(opened: OpenRelease, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Counting(opened.store)
    monkeypatch.setattr(opened, "store", store)
    opened.frame("cq10-cities")
    assert store.asked == [named_query("cq10-cities").sparql, named_query("cq10-cities").gaps_sparql({})]


def test_numbers_are_numbers_and_what_is_not_known_is_not(opened: OpenRelease) -> None:
    frame = opened.select(
        """SELECT ?whole ?part ?flag ?code ?none {
            VALUES (?whole ?part ?flag ?code ?none) { (1 1.5 true "01" UNDEF) (UNDEF 2e0 false "4.1" UNDEF) } }"""
    )
    assert [str(kind) for kind in frame.dtypes] == ["Int64", "Float64", "boolean", "string", "string"]
    assert frame["whole"].isna().tolist() == [False, True]
    assert frame["code"].tolist() == ["01", "4.1"]
    assert frame["none"].isna().tolist() == [True, True]


def test_a_query_without_rows_is_an_empty_frame(opened: OpenRelease) -> None:
    frame = opened.select("SELECT ?a ?b { ?a vk:nothing ?b }")
    assert (list(frame.columns), len(frame)) == (["a", "b"], 0)


def test_other_questions_are_told_where_to_go(opened: OpenRelease) -> None:
    with pytest.raises(BadParameter, match="SELECT"):
        opened.select("ASK {}")
    with pytest.raises(UnknownQuery, match="cq05-testbeds"):
        opened.frame("cq99-nothing")
    with pytest.raises(BadParameter, match="knows no city"):
        opened.frame("cq05-testbeds", city="place/nowhere")


def test_nothing_can_be_written(opened: OpenRelease) -> None:
    with pytest.raises(RuntimeError):
        opened.dataset.add((KYKY, RDF.type, KYKY))
