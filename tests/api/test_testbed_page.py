"""The page of a test bed: every field of the record, known or openly not known, and the trials there."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from api.pages.fields import FIELDS
from api.pages.thing import thing_page
from api.pages.trials import trials
from api.pages.words import named
from graph.rdf.describe import Description, Fact, Provenance, Said, Tried, Value
from graph.rdf.gate.shapes import node_shapes
from ontology import terms
from ontology.files import shapes_file
from ontology.turtle import Language, Text
from tests.api.html import Page

BED, TRIAL = f"{terms.ID}testbed/facts-x", f"{terms.ID}trial/facts-t"
SAID = Provenance(
    source="facts",
    graph=f"{terms.GRAPH}source/facts",
    record=f"{terms.ID}record/facts-testbed-x",
    pages=("https://example.org/",),
    citation=None,
    table="testbeds.csv",
    line="2",
    section=None,
    confidence="seen",
    assigned_by=None,
    retrieved="not recorded",
    licence="not recorded",
    compilation_licence="CC-BY-4.0",
    released="2026-11-24",
)
BESIDE = {terms.PART_OF_TEST_BED}
"""Most test beds are part of no other: that nobody says so tells nothing."""


def page(client: TestClient, path: str) -> Page:
    return Page(client.get(path, headers={"accept": "text/html"}).text)


def section(shown: Page, heading: str, following: str) -> str:
    """Return the text between two headings."""
    return shown.text.split(f" {heading} ")[1].split(f" {following} ")[0]


def fact(predicate: str, text: str, *, datatype: str | None = None) -> Fact:
    return Fact(
        predicate=predicate,
        predicate_label=Text(value=predicate, language=""),
        value=Value(text=text, is_iri=False, datatype=datatype),
        sources=(SAID,),
    )


def described(*facts: Fact, iri: str = BED) -> Description:
    return Description(iri=iri, label=Text(value="X", language="fi"), facts=facts, links=(), link_count=0)


def unknown(found: Description) -> set[str]:
    return {group.predicate for group in thing_page(found, "en").groups if not group.rows}


@pytest.mark.parametrize(("kind", "iri"), [("testbed", terms.TEST_BED), ("trial", terms.TRIAL)])
def test_every_property_of_a_test_bed_and_a_trial_is_a_field_of_its_page(kind: str, iri: str) -> None:
    shaped = {
        inner.path.predicate
        for shape in node_shapes(shapes_file())
        if shape.targets == (iri,)
        for inner in shape.properties
        if inner.path and inner.path.predicate != terms.A
    }
    fields = {predicate for field in FIELDS[kind] for predicate in field}
    assert shaped - fields - BESIDE == set()
    assert len(shaped) >= 10


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_field_has_a_name_in_each_language(language: Language) -> None:
    fields = {predicate for each in FIELDS.values() for field in each for predicate in field}
    assert {one for one in fields if named(language)[one].language != language} == set()


def test_a_field_is_not_known_where_none_of_its_properties_tells_it() -> None:
    free = fact(terms.FREE_OF_CHARGE, "true", datatype=f"{terms.XSD}boolean")
    found = unknown(described(fact(terms.DISTRICT, "Kera"), free, fact(terms.OPERATOR_NAME, "City")))
    assert {terms.LAST_VERIFIED, terms.MIN_TRL, terms.LEAD_TIME, terms.ACCESS_TYPE} <= found
    assert not found & {terms.DISTRICT, terms.COST, terms.FREE_OF_CHARGE, terms.OPERATED_BY, terms.LEAD_TIME_DAYS}


def test_fields_stand_in_the_order_in_which_a_company_asks() -> None:
    found = described(
        fact(terms.WAS_DERIVED_FROM, "r"),
        fact(terms.LAST_SEEN, "2024"),
        fact(terms.PART_OF_TEST_BED, "y"),
        fact(terms.CAN_BE_TESTED, "robots"),
        fact(terms.PREF_LABEL, "X"),
    )
    told = [group.predicate for group in thing_page(found, "en").groups if group.rows]
    assert told == [
        terms.PREF_LABEL,
        terms.CAN_BE_TESTED,
        terms.LAST_SEEN,
        terms.PART_OF_TEST_BED,
        terms.WAS_DERIVED_FROM,
    ]


def test_what_other_kinds_of_things_lack_is_not_listed() -> None:
    assert unknown(described(fact(terms.PREF_LABEL, "X"), iri=f"{terms.ID}place/fi-091")) == set()
    assert unknown(described(fact(terms.PREF_LABEL, "X"), iri=f"{terms.ID}record/facts-testbed-x")) == set()


@pytest.mark.parametrize(
    ("prefix", "not_known", "nobody_says", "lead_time"),
    [
        ("", "ei tiedossa", "mikään lähde ei kerro", "valmisteluaika"),
        ("/sv", "inte känt", "ingen källa säger det", "ledtid"),
        ("/en", "not known", "no source states it", "lead time"),
    ],
)
def test_what_is_not_known_is_said_in_the_language_of_the_page(
    client: TestClient, prefix: str, not_known: str, nobody_says: str, lead_time: str
) -> None:
    shown = page(client, f"{prefix}/doc/testbed/facts-kyky")
    assert f"{lead_time} {not_known} {nobody_says}" in shown.text
    assert f"{prefix}/def/#leadTime" in shown.hrefs


def test_what_is_known_of_cost_and_access_has_its_source(client: TestClient) -> None:
    text = page(client, "/en/doc/testbed/facts-helsinki-3d").text
    assert "cost Free of charge. en [1] Curated facts" in text
    assert "free of charge yes [1] Curated facts" in text
    assert "access type Virtual [1] Curated facts" in text
    assert "assigned by the curators of Verkosto" in text.split("access type Virtual")[1][:250]


def test_the_trials_at_a_test_bed_are_listed_with_who_when_project_and_outcome(client: TestClient) -> None:
    told = section(page(client, "/en/doc/testbed/facts-robobus-helsinki"), "Trials here (6)", "Sources")
    assert "FABULOS robot bus fleet, line 29R Who Sensible 4 When 2020-04-14 – 2020-07-03 Project FABULOS" in told
    assert "On-demand ride app for robot buses Who Shotl When 2020 Project FABULOS Outcome not known" in told
    assert "Long-term test yes (inferred) Public reference not known" in told
    assert told.index("FABULOS robot bus fleet") < told.index("Helsinki RobobusLine in Kivikko")
    assert "/en/doc/trial/facts-rob-kivikko" in page(client, "/en/doc/testbed/facts-robobus-helsinki").hrefs


def test_a_test_bed_without_trials_says_so(client: TestClient) -> None:
    text = page(client, "/sv/doc/testbed/facts-kyky").text
    assert "Försök här (0) Ingen källa berättar om ett försök här." in text


def test_what_is_no_test_bed_has_no_list_of_trials(client: TestClient) -> None:
    assert "Trials here" not in page(client, "/en/doc/org/fi-0201256-6").text


def test_the_page_of_a_trial_tells_what_is_not_known_of_it(client: TestClient) -> None:
    text = page(client, "/doc/trial/facts-rob-kivikko").text
    assert "pitkäkestoinen testi kyllä [1]" in text
    assert "julkinen referenssi ei tiedossa mikään lähde ei kerro" in text
    assert "päättymispäivä ei tiedossa mikään lähde ei kerro" in text


def tried(key: str, **said: str) -> Tried:
    """Return a trial of which `said` tells, by the last part of each property of ours."""
    statements = (
        Said(predicate=terms.VK + name, value=Value(text=text, is_iri=False), confidence=None)
        for name, text in said.items()
    )
    return Tried(trial=f"{TRIAL}-{key}", label=Text(value=key, language="en"), said=tuple(statements))


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ({"startDate": "2024-05", "endDate": "2025", "year": "2024"}, ["2024-05 – 2025"]),
        ({"startDate": "2024-05-01", "endDate": "2024-05-01"}, ["2024-05-01"]),
        ({"startDate": "2024-05"}, ["2024-05 – not known"]),
        ({"endDate": "2024-05"}, ["not known – 2024-05"]),
        ({"year": "2024"}, ["2024"]),
        ({}, []),
    ],
    ids=["both", "one day", "still open", "start not known", "year", "not known"],
)
def test_when_a_trial_was_is_told_as_precisely_as_it_is_known(said: dict[str, str], when: list[str]) -> None:
    [found] = trials([tried("t", **said)], "en")
    assert [one.value.text for one in dict(found.fields)["trial_when"]] == when


def test_the_newest_trial_comes_first_and_those_without_a_date_last() -> None:
    found = trials([tried("b"), tried("a"), tried("old", year="2019"), tried("new", startDate="2024-05")], "en")
    assert [one.label.value for one in found] == ["new", "old", "a", "b"]


def test_a_reference_is_told_with_its_page_and_a_doubt_about_it() -> None:
    flag = Said(
        predicate=terms.PUBLIC_REFERENCE,
        value=Value(text="true", is_iri=False, datatype=f"{terms.XSD}boolean"),
        confidence="inferred",
    )
    at = Said(predicate=terms.REFERENCE_PAGE, value=Value(text="https://example.org/r", is_iri=True), confidence=None)
    [found] = trials([replace(tried("t"), said=(flag, at))], "sv")
    told = dict(found.fields)["trial_reference"]
    assert [(one.value.text, one.confidence) for one in told] == [("ja", "inferred"), ("https://example.org/r", None)]
