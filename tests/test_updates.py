"""A source that changed: exactly what was added and removed at the source changes in the graph.

What is expected is worked out from the two files alone, with the csv module.
"""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from tests.api.command import FIXTURES, build, rows_of

MAPPING = FIXTURES / "table/cordis-plus.toml"
TABLE = "cordis-plus-2022.csv"
SHARED = Path(__file__).resolve().parents[2] / "shared/data/participations"
GENUINE = [TABLE.replace(".csv", end) for end in (".snapA.csv", ".snapB.csv", ".csv")]
MAPPED = (
    "project_id pic partner_role ec_contribution net_ec_contribution legal_name legal_short_name country_code "
    "project_acronym framework_programme start_date end_date"
).split()

BEFORE = f"""\
{",".join(MAPPED)}
900001,900009001,Coordinator,1000.50,900,EXAMPLE UNIVERSITY,EXU,FI,EX-ONE,H2020,2022-01-01,2024-12-31
900001,900009002,Participant,2000,NA,EXAMPLE INSTITUTE,NA,EL,EX-ONE,H2020,2022-01-01,2024-12-31
900001,900009003,Participant,3000,3000,GONE EXAMPLE,NA,SE,EX-ONE,H2020,2022-01-01,2024-12-31
900002,900009001,Coordinator,4000,4000,EXAMPLE UNIVERSITY,EXU,FI,EX-TWO,H2020,2022-01-01,2024-12-31
900003,900009004,Coordinator,5000,5000,ALONE EXAMPLE,NA,SE,EX-THREE,H2020,2022-01-01,2024-12-31
"""
AFTER = f"""\
{",".join(MAPPED)}
900004,900009005,Coordinator,6000,6000,NEW EXAMPLE,NA,FI,EX-FOUR,H2020,2022-06-01,2024-12-31
900002,900009001,Coordinator,4444,4000,EXAMPLE UNIVERSITY,EXU,FI,EX-TWO,H2020,2022-01-01,2024-12-31
900001,900009002,Participant,2000,NA,EXAMPLE INSTITUTE,NA,EL,EX-ONE,H2020,2022-01-01,2024-12-31
900001,900009001,Coordinator,1000.50,900,EXAMPLE UNIVERSITY,EXU,FI,EX-ONE,H2020,2022-01-01,2024-12-31
900001,900009005,Participant,7000,7000,NEW EXAMPLE,NA,FI,EX-ONE,H2020,2022-01-01,2024-12-31
"""
"""One row is at another place, one has another amount, two are gone, two are new."""

FACTS = """
PREFIX eurio: <http://data.europa.eu/s66#>
SELECT ?role ?fact WHERE { GRAPH <https://w3id.org/verkosto/graph/source/cordis-plus> {
  ?role a eurio:OrganisationRole .
  { ?role ?p ?o BIND(CONCAT(STR(?p), " ", STR(?o)) AS ?fact) } UNION
  { ?role <https://w3id.org/verkosto/def#money> ?money . ?money ?p ?o BIND(CONCAT(STR(?p), " ", STR(?o)) AS ?fact) }
} }"""
MONEY = """
PREFIX eurio: <http://data.europa.eu/s66#>
PREFIX vk: <https://w3id.org/verkosto/def#>
SELECT ?role ?kind ?value WHERE { GRAPH <https://w3id.org/verkosto/graph/source/cordis-plus> {
  ?role a eurio:OrganisationRole ; vk:money ?money . ?money eurio:value ?value ; vk:moneyKind ?kind } }"""
PROJECTS = """
PREFIX eurio: <http://data.europa.eu/s66#>
PREFIX vk: <https://w3id.org/verkosto/def#>
SELECT ?project ?acronym ?start ?end WHERE {
  ?project a eurio:Project ; eurio:startDate ?start ; eurio:endDate ?end
  OPTIONAL { ?project vk:acronym ?acronym } }"""
RESOLVED = "SELECT ?role { ?role a <http://data.europa.eu/s66#OrganisationRole> }"

Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a release says: of each participation its facts and its money, of each project its title and dates."""

    facts: Mapping[str, frozenset[str]]
    money: Mapping[str, Mapping[str, Decimal]]
    projects: Mapping[str, tuple[str, str, str]]
    resolved: frozenset[str]


def released(folder: Path, content: bytes) -> Found:
    """Build the release of a table in `folder`, and return what it says."""
    (folder / MAPPING.name).write_bytes(MAPPING.read_bytes())
    (folder / TABLE).write_bytes(content)
    data = folder / "data"
    result = build(data, "--all", "--source", f"table={folder / MAPPING.name}", "--accept", "cordis-plus")
    assert result.exit_code == 0, result.stderr
    facts: dict[str, set[str]] = defaultdict(set)
    money: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in rows_of(data, FACTS):
        facts[_key(row["role"], "cordis-plus-participation-")].add(row["fact"])
    for row in rows_of(data, MONEY):
        kind = _key(row["kind"], "")
        money[_key(row["role"], "cordis-plus-participation-")][kind] = Decimal(row["value"])
    return Found(
        facts={key: frozenset(found) for key, found in facts.items()},
        money={key: dict(money[key]) for key in facts},
        projects={
            _key(row["project"], "cordis-"): (row.get("acronym", "NA"), row["start"], row["end"])
            for row in rows_of(data, PROJECTS)
        },
        resolved=frozenset(_key(row["role"], "cordis-plus-") for row in rows_of(data, RESOLVED)),
    )


def written(content: bytes) -> dict[str, Row]:
    """Return the rows of a table by key, the first of each, as far as they are mapped."""
    rows: dict[str, Row] = {}
    for row in csv.DictReader(content.decode("utf-8").splitlines()):
        key = f"{row['project_id']}-{row['pic']}-{row['partner_role']}"
        rows.setdefault(key, {name: row[name] for name in MAPPED})
    return rows


def money_of(row: Row) -> dict[str, Decimal]:
    """Return the amounts of a row."""
    columns = {"eu-contribution": "ec_contribution", "eu-contribution-net": "net_ec_contribution"}
    return {kind: Decimal(row[name]) for kind, name in columns.items() if row[name] != "NA"}


def holds_exactly(found: Found, rows: Mapping[str, Row]) -> None:
    """Assert that a release holds the participations of a table and no others, with their money and titles."""
    assert found.facts.keys() == found.resolved == rows.keys()
    assert found.money == {key: money_of(row) for key, row in rows.items()}
    told = {(row["project_id"], row["project_acronym"], row["start_date"], row["end_date"]) for row in rows.values()}
    assert {(key, *said) for key, said in found.projects.items()} == told


def change_alike(folder: Path, before: bytes, after: bytes) -> None:
    """Assert that the graph changes by what was added, removed and rewritten in the table, and by nothing else."""
    rows, later = written(before), written(after)
    first, second = released(folder, before), released(folder, after)
    holds_exactly(first, rows)
    holds_exactly(second, later)
    assert second.facts.keys() - first.facts.keys() == later.keys() - rows.keys()
    assert first.facts.keys() - second.facts.keys() == rows.keys() - later.keys()
    same = [key for key, row in rows.items() if later.get(key) == row]
    assert same
    assert {key: second.facts[key] for key in same} == {key: first.facts[key] for key in same}


def _key(iri: str, prefix: str) -> str:
    return iri.rpartition("/")[2].removeprefix(prefix)


def test_a_table_that_changed_changes_the_graph_alike(tmp_path: Path) -> None:
    change_alike(tmp_path, BEFORE.encode(), AFTER.encode())


def test_a_table_that_changed_back_leaves_nothing_behind(tmp_path: Path) -> None:
    first = released(tmp_path, BEFORE.encode())
    released(tmp_path, AFTER.encode())
    assert released(tmp_path, BEFORE.encode()) == first


def test_organisations_that_no_row_names_any_more_are_gone(tmp_path: Path) -> None:
    text = "SELECT ?name { ?org a <http://www.w3.org/ns/org#Organization> ; "
    text += "<http://www.w3.org/2004/02/skos/core#prefLabel> ?name }"
    released(tmp_path, BEFORE.encode())
    before = {row["name"] for row in rows_of(tmp_path / "data", text)}
    released(tmp_path, AFTER.encode())
    after = {row["name"] for row in rows_of(tmp_path / "data", text)}
    assert before - after == {"GONE EXAMPLE", "ALONE EXAMPLE"}
    assert after - before == {"NEW EXAMPLE"}


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} is absent: no genuine snapshots to read")
@pytest.mark.parametrize(
    ("before", "after", "added", "removed"),
    [(0, 1, None, None), (1, 2, None, None), (0, 2, 427, 1)],
    ids=["the first update", "the second update", "both at once"],
)
def test_genuine_snapshots_change_the_graph_by_their_added_and_removed_rows(
    tmp_path: Path, before: int, after: int, added: int | None, removed: int | None
) -> None:
    old, new = ((SHARED / GENUINE[one]).read_bytes() for one in (before, after))
    rows, later = written(old), written(new)
    assert added in (None, len(later.keys() - rows.keys()))
    assert removed in (None, len(rows.keys() - later.keys()))
    change_alike(tmp_path, old, new)
