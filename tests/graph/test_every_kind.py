"""Records of every kind go through the gate, whatever a source may say in good faith."""

from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from pyoxigraph import DefaultGraph, NamedNode, QuerySolutions, Store

from graph.build import Plan, build
from graph.named import named_query
from graph.rdf.gate.coverage import uncovered
from graph.rdf.release import open_store
from graph.readings import Reading, SourceInfo
from graph.records import Address, Classification, Names, Organisation, Point, Record
from ontology import terms
from ontology.files import shapes_file
from tests.conftest import NOW
from tests.graph.every_kind import CONCEPT, ORGANISATION, PARTICIPATION, PLACE, PROJECT, RECORDS, row

PLAN = Plan(decisions=(), issued=NOW, version="0.0.0")
ELSEWHERE = Point(lat=Decimal("59.3"), lon=Decimal("18.0"))


def reading(source: str, *records: Record) -> Reading:
    info = SourceInfo(name=source, title=source, publisher="Tests", homepage="https://example.org/")
    return Reading(source=info, records=records, rejected=(), files=(), started=NOW, ended=NOW)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mapping[str, object], Store]:
    release = build([reading("toy", *RECORDS)], tmp_path_factory.mktemp("data"), PLAN)
    return release.manifest, open_store(release)


@pytest.mark.parametrize("kind", get_args(Record))
def test_the_records_of_a_kind_set_every_field_of_it(kind: type[Record]) -> None:
    unset = {
        field.name
        for field in fields(kind)
        if all(getattr(one, field.name) in (None, (), False) for one in RECORDS if isinstance(one, kind))
    }
    assert unset == set()


def test_records_of_every_kind_conform(built: tuple[Mapping[str, object], Store]) -> None:
    gate = built[0]["gate"]
    assert isinstance(gate, Mapping)
    assert (gate["conforms"], gate["findings"]) == (True, {})


def test_every_property_of_every_kind_is_covered_by_a_shape(built: tuple[Mapping[str, object], Store]) -> None:
    assert uncovered(built[1], shapes_file()) == ()


def test_every_thing_of_ours_that_a_record_refers_to_is_described(built: tuple[Mapping[str, object], Store]) -> None:
    found = built[1].query(
        "SELECT DISTINCT ?thing { ?s ?p ?thing FILTER(STRSTARTS(STR(?thing), STR(id:)))"
        " FILTER(?p NOT IN (prov:wasDerivedFrom, skos:broader, dct:subject, vk:concept, vk:assignedBy))"
        " FILTER NOT EXISTS { ?thing ?q ?o } }",
        prefixes={**terms.PREFIXES, "id": terms.ID},
    )
    assert isinstance(found, QuerySolutions)
    assert [one["thing"].value for one in found] == []


def test_of_every_statement_of_every_kind_it_is_told_who_says_so(built: tuple[Mapping[str, object], Store]) -> None:
    question = named_query("cq32-provenance").sparql.replace("SELECT DISTINCT ", "SELECT DISTINCT ?subject ", 1)
    told = built[1].query(question)
    assert isinstance(told, QuerySolutions)
    stated = built[1].quads_for_pattern(None, None, None, DefaultGraph())
    missing = {str(one.triple) for one in stated} - {
        f"{one['subject']} {one['predicate']} {one['object']}" for one in told
    }
    assert missing == set()


OTHERS: dict[str, tuple[Record, str, set[str]]] = {
    "an organisation": (
        replace(
            ORGANISATION,
            names=Names(fi="Toinen nimi", und="TOINEN"),
            kind="university",
            address=Address(country="SE", locality="Solna", point=ELSEWHERE),
            homepage="http://example.org/elsewhere",
            legal_form="Oy",
            founded="2001",
            ended="2024-01",
            status="active",
            note="Another note",
        ),
        "org/fi-0112038-9",
        {"Actor-founded-once.maxCount", "Actor-dissolved-once.maxCount", "Actor-status-once.maxCount"},
    ),
    "a project": (
        replace(
            PROJECT,
            names=Names(fi="Toinen nimi"),
            programme="H2020",
            start="2021-12-01",
            end="2025",
            under_agreement=False,
            status="active",
            call="CALL-2",
            funding_scheme="RIA",
            legal_basis="HORIZON.1",
            homepage="https://example.org/elsewhere",
        ),
        "project/cordis-101000001",
        {
            "Project-startDate-once.maxCount",
            "Project-endDate-once.maxCount",
            "Project-status-once.maxCount",
            "Project-underAgreement-once.maxCount",
        },
    ),
    "a place": (
        replace(
            PLACE, names=Names(fi="Espoon kaupunki"), nuts3="FI1C1", outline="POLYGON((24 60, 25 60, 25 62, 24 60))"
        ),
        "place/fi-049",
        {"Place-isPartOf-once.maxCount"},
    ),
    "a concept": (
        replace(CONCEPT, names=Names(fi="Ohjelmointi"), official=None, broader=("63",)),
        "tol-2008/62100",
        set(),
    ),
}
"""What a second source says of the same things, all of it otherwise, the address of each thing,
and what the gate warns of."""


@pytest.mark.parametrize(("record", "address", "warnings"), OTHERS.values(), ids=OTHERS)
def test_sources_that_disagree_on_everything_do_not_close_the_gate(
    record: Record, address: str, warnings: set[str], tmp_path: Path
) -> None:
    beside = [replace(PARTICIPATION, project="id:project/cordis-101000001", organisation="id:org/fi-0112038-9")]
    release = build([reading("toy", *RECORDS), reading("other", record, *beside)], tmp_path, PLAN)
    made_of = open_store(release).quads_for_pattern(
        NamedNode(terms.ID + address), NamedNode(terms.WAS_DERIVED_FROM), None
    )
    assert {quad.object.value.split("/")[-1].split("-")[0] for quad in made_of} == {"toy", "other"}  # type: ignore[union-attr]
    assert release.manifest["gate"]["conforms"] is True
    assert set(release.manifest["gate"]["findings"]) == warnings


def test_the_oldest_university_may_say_when_it_was_founded(tmp_path: Path) -> None:
    founded = Organisation(key="q", origin=row(2), names=Names(en="Al-Qarawiyyin"), founded="0859")
    release = build([reading("toy", founded)], tmp_path, PLAN)
    assert release.manifest["gate"]["findings"] == {}


def test_a_type_that_a_register_adds_does_not_close_the_gate(tmp_path: Path) -> None:
    added = (Classification(scheme="ror-type", concept="observatory", by="publisher"),)
    typed = Organisation(key="q", origin=row(2), names=Names(en="Observatory"), classifications=added)
    assert build([reading("toy", typed)], tmp_path, PLAN).manifest["gate"]["findings"] == {}
