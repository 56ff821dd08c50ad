from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions

from graph.build import Plan, build
from graph.identity.decided import decided_reading
from graph.identity.decisions import Decision, Verdict
from graph.rdf.release import Release, open_store
from graph.readings import FileInfo, Reading, SourceInfo
from graph.records import Names, Organisation, Origin
from ontology import terms
from tests.conftest import NOW

INFO = SourceInfo(name="toy", title="A toy", publisher="Tests", homepage="https://example.org/")
THINGS = {"toy-org-agency": ("org", "fi-0244679-4"), "toy-org-company": ("org", "fi-2647375-4")}


def decision(verdict: Verdict, left: str = "toy-org-agency", right: str = "toy-org-company") -> Decision:
    return Decision(
        left=left, right=right, verdict=verdict, basis="a law", evidence="act 761/2014", who="tests", when="2026-11-24"
    )


@pytest.fixture
def reading() -> Reading:
    records = [
        Organisation(key=key, origin=Origin(table="t.csv", line=line), names=Names(fi=f"VTT {key}"), business_id=number)
        for line, (key, number) in enumerate({"agency": "0244679-4", "company": "2647375-4"}.items(), start=2)
    ]
    file = FileInfo(name="t.csv", sha256="0" * 64, rows_used=2)
    return Reading(source=INFO, records=records, rejected=(), files=(file,), started=NOW, ended=NOW)


def asked(release: Release, sparql: str) -> list[tuple[str, ...]]:
    found = open_store(release).query(sparql, prefixes=terms.PREFIXES)
    assert isinstance(found, QuerySolutions)
    return [tuple(term.value.removeprefix(terms.ID) for term in row) for row in found]


def built(reading: Reading, data: Path, verdict: Verdict) -> Release:
    return build([reading], data, Plan(decisions=(decision(verdict),), issued=NOW, version="0.0.0"))


def test_a_successor_is_told_in_the_graph_with_the_line_that_says_so(reading: Reading, tmp_path: Path) -> None:
    sparql = """SELECT ?before ?after ?evidence {
        ?change org:originalOrganization ?before ; org:resultingOrganization ?after ; prov:wasDerivedFrom ?record .
        GRAPH g:provenance { ?record vk:citation ?evidence } }"""
    release = built(reading, tmp_path, "successor")
    assert asked(release, sparql) == [("org/fi-0244679-4", "org/fi-2647375-4", "act 761/2014")]


def test_a_part_is_told_in_the_graph_and_stays_a_thing_of_its_own(reading: Reading, tmp_path: Path) -> None:
    release = built(reading, tmp_path, "part-of")
    sparql = "SELECT ?part ?whole { ?part org:subOrganizationOf ?whole }"
    assert asked(release, sparql) == [("org/fi-0244679-4", "org/fi-2647375-4")]


def test_what_is_decided_to_be_the_same_or_different_says_nothing_more() -> None:
    for verdict in ("same", "different"):
        assert decided_reading([decision(verdict)], THINGS, lambda _: True, NOW) == (None, {})


def test_a_decision_about_what_is_left_out_says_nothing() -> None:
    assert decided_reading([decision("successor")], THINGS, lambda thing: thing[1] != "fi-2647375-4", NOW)[0] is None
    assert decided_reading([decision("successor", right="toy-org-gone")], THINGS, lambda _: True, NOW)[0] is None
