"""Who says so: cq32, for every statement of the default graph and for the traps among them."""

import csv

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, QuerySolutions, Store, Triple

from graph.ask import NOTHING
from graph.named import named_query
from tests.conftest import NOW
from tests.graph.queries.shipped import FOLDER
from tests.graph.queries.toy import Row, columns

DCT = "http://purl.org/dc/terms/"
VK = "https://w3id.org/verkosto/def#"
Statement = tuple[NamedNode | BlankNode | Triple, NamedNode, NamedNode | BlankNode | Literal | Triple]


@pytest.fixture(scope="module")
def everything(store: Store) -> list[dict[str, str]]:
    """Return the whole answer with no subject given, `?subject` among the columns, as strings."""
    sparql = named_query("cq32-provenance").sparql.replace("SELECT DISTINCT ", "SELECT DISTINCT ?subject ", 1)
    found = store.query(sparql)
    assert isinstance(found, QuerySolutions)
    names = [one.value for one in found.variables]
    return [{name: str(row[name]) for name in names if row[name] is not None} for row in found]


def statements(store: Store) -> set[tuple[str, str, str]]:
    found = store.quads_for_pattern(None, None, None, DefaultGraph())
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in found}


@pytest.mark.slow
def test_every_statement_of_the_default_graph_has_a_provenance(store: Store, everything: list[dict[str, str]]) -> None:
    assert {(row["subject"], row["predicate"], row["object"]) for row in everything} == statements(store)


@pytest.mark.slow
def test_every_provenance_is_whole(everything: list[dict[str, str]]) -> None:
    needed = {"graph", "sourceTitle", "record", "retrieved", "licence", "released"}
    assert [row for row in everything if not needed <= set(row)] == []
    assert {row["released"].split("^^")[0] for row in everything} == {f'"{NOW:%Y-%m-%dT%H:%M:%SZ}"'}


def licences(rows: list[dict[str, str]], column: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["graph"].rpartition("/")[2].rstrip(">"), set()).add(row.get(column, "none"))
    return found


@pytest.mark.slow
def test_the_licence_of_our_compilation_is_never_the_cited_pages(everything: list[dict[str, str]]) -> None:
    assert licences(everything, "licence")["facts"] == {'"not recorded"'}
    assert licences(everything, "compilationLicence")["facts"] == {'"CC-BY-4.0"'}
    assert licences(everything, "licence")["agreement"] == {'"not recorded"'}


@pytest.mark.slow
def test_curated_facts_cite_a_page_or_a_reference_and_a_confidence(everything: list[dict[str, str]]) -> None:
    facts = [row for row in everything if row["graph"].endswith("source/facts>")]
    assert [row for row in facts if not {"table", "line", "confidence"} <= set(row)] == []
    assert [row for row in facts if not {"page", "citation", "section"} & set(row)] == []
    assert {row["retrieved"] for row in facts} == {'"not recorded"'}


@pytest.mark.slow
def test_statements_of_the_agreement_tell_their_section(everything: list[dict[str, str]]) -> None:
    found = [row for row in everything if row["graph"].endswith("source/agreement>")]
    assert found
    assert {row["record"] for row in found if "section" not in row} <= WHOLE


WHOLE = {
    f"<https://w3id.org/verkosto/id/record/agreement-{thing}>"
    for thing in ("agreement-helsinki-metropolitan-2021-2027",)
}
"""Records of the agreement as a whole, which no section lays down."""


def said(store: Store, subject: str, predicate: str, *wanted: str) -> list[Row]:
    return columns(store, "cq32-provenance", *wanted, subject=subject, predicate=predicate)


def line_of(table: str, key: str) -> int:
    with (FOLDER / table).open(encoding="utf-8", newline="") as file:
        return next(number for number, row in enumerate(csv.DictReader(file), start=2) if row["id"] == key)


def test_a_statement_tells_the_row_and_the_page_it_was_read_from(store: Store) -> None:
    found = said(
        store, "testbed/facts-tukkutori", f"{DCT}spatial", "object", "table", "line", "confidence", "retrieved"
    )
    assert found[0] == (
        "place/fi-091",
        "testbeds.csv",
        str(line_of("testbeds.csv", "tukkutori")),
        "seen",
        "not recorded",
    )


def test_a_cell_from_memory_is_weaker_than_its_row(store: Store) -> None:
    district = said(store, "testbed/facts-helsinki-xr", VK + "district", "object", "confidence", "assignedBy")
    assert set(district) == {("Arabia", "from-memory", "curator")}
    assert {row[0] for row in said(store, "testbed/facts-helsinki-xr", VK + "operatedBy", "confidence")} == {"seen"}


def test_a_city_from_memory_is_a_curators_assertion(store: Store) -> None:
    remembered = "org/" + next(iter(remembered_cities()))
    found = said(store, remembered, f"{DCT}spatial", "confidence", "assignedBy")
    assert set(found) == {("from-memory", "curator")}


def remembered_cities() -> list[str]:
    with (FOLDER / "institutions.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["city_confidence"] == "from-memory" and row["city"]]
    return [f"fi-{row['business_id']}" for row in rows if row["business_id"]]


@pytest.mark.parametrize(
    ("subject", "concept", "by"),
    [
        ("project/facts-foodwaste", "focus-area/4.1", "publisher"),
        ("project/facts-foodwaste", "method-group/2", "curator"),
        ("project/facts-sparcs", "focus-area/4.1", "curator"),
        ("project/facts-circhubs", "sub-theme/4.1.e", "rule"),
        ("testbed/facts-tukkutori", "focus-area/4.1", "curator"),
    ],
)
def test_a_classification_tells_who_assigned_it(store: Store, subject: str, concept: str, by: str) -> None:
    found = said(store, subject, f"{DCT}subject", "object", "assignedBy")
    assert {row[1] for row in found if row[0] == concept} == {by}


def test_the_agreement_tells_the_section_of_a_rule(store: Store) -> None:
    found = said(store, "provision/agreement-split-60-40", VK + "euStateShare", "object", "section", "sourceTitle")
    assert [row[:2] for row in found] == [("60", "5")]


def test_a_code_list_comes_from_us(store: Store) -> None:
    found = columns(store, "cq32-provenance", "graph", subject="access-mode/open-call")
    assert set(found) == {("https://w3id.org/verkosto/graph/concepts",)}


def test_a_merged_thing_tells_each_of_its_records(store: Store) -> None:
    ends = said(store, "project/eura-S20420", "http://data.europa.eu/s66#endDate", "object", "table")
    assert set(ends) == {("2017-12-31", "projects.csv"), ("2017-10-31", "eura_lead_only.csv")}
    party = said(store, "org/fi-0201256-6", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "graph")
    assert {str(row[0]).rpartition("/")[2] for row in party} == {"facts", "agreement"}


def test_one_statement_can_be_asked_for(store: Store) -> None:
    given = {"subject": "testbed/facts-tukkutori", "predicate": f"{DCT}spatial", "object": "place/fi-091"}
    found = columns(store, "cq32-provenance", "predicate", "object", **given)
    assert set(found) == {(f"{DCT}spatial", "place/fi-091")}


def test_what_nobody_says_has_no_provenance(store: Store) -> None:
    given = {"subject": "testbed/facts-tukkutori", "predicate": f"{DCT}spatial", "object": "place/fi-049"}
    assert columns(store, "cq32-provenance", "predicate", **given) == [(NOTHING,)]
