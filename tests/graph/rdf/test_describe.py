"""What the graph says of one thing, over the release built from the data we ship."""

import json

import pytest
from pyoxigraph import QueryResultsFormat, QueryTriples, Store

from graph.rdf.describe import Description, Fact, description, holds, mentioned
from graph.rdf.describing import TOGETHER, exists_sparql, names_sparql, page_sparql, stands_sparql
from ontology.terms import ID, LONG_TERM, PREF_LABEL, PRIMARY_SOURCE, SPATIAL, SUBJECT, VK, WAS_DERIVED_FROM, YEAR
from ontology.turtle import Text
from tests.graph.queries.toy import toy

KYKY = f"{ID}testbed/facts-kyky"
RECORD = f"{ID}record/facts-testbed-kyky"


def asked(store: Store, sparql: str) -> bytes:
    found = store.query(sparql)
    assert not isinstance(found, QueryTriples)
    serialised = found.serialize(format=QueryResultsFormat.JSON)
    assert serialised is not None
    return serialised


def described(store: Store, iri: str, language: str = "fi") -> Description:
    resolved = holds(asked(store, stands_sparql(iri)))
    answers = {name: asked(store, sparql) for name, sparql in page_sparql(iri, resolved=resolved).items()}
    names = [asked(store, sparql) for sparql in names_sparql(mentioned(iri, answers))]
    return description(iri, answers, names, language)


def facts(found: Description, predicate: str) -> list[Fact]:
    return [fact for fact in found.facts if fact.predicate == predicate]


def test_each_statement_of_the_default_graph_is_a_fact_with_a_source(store: Store) -> None:
    found = described(store, KYKY)
    counted = json.loads(asked(store, f"SELECT (COUNT(*) AS ?n) {{ <{KYKY}> ?p ?o }}"))
    assert len(found.facts) == int(counted["results"]["bindings"][0]["n"]["value"])
    assert all(fact.sources for fact in found.facts)


def test_a_fact_tells_where_it_stands_and_who_assigned_it(store: Store) -> None:
    [subject] = facts(described(store, KYKY), SUBJECT)
    [said] = subject.sources
    assert (said.table, said.line, said.confidence, said.assigned_by) == ("testbeds.csv", "18", "seen", "curator")
    assert (said.retrieved, said.licence, said.compilation_licence) == ("not recorded", "not recorded", "CC-BY-4.0")
    assert len(said.pages) == 2


@pytest.mark.parametrize(("language", "name"), [("fi", "Espoo"), ("sv", "Esbo"), ("en", "Espoo")])
def test_things_are_called_by_their_names_in_the_language_asked_for(store: Store, language: str, name: str) -> None:
    [place] = facts(described(store, KYKY, language), SPATIAL)
    assert place.value.label == Text(value=name, language=language)


def test_a_thing_without_a_name_in_the_language_keeps_another_and_says_which(store: Store) -> None:
    assert described(store, f"{ID}project/kohesio-Q7437836", "sv").label == Text(
        value="Piloting environments for circular economy in construction", language="en"
    )


@pytest.mark.parametrize(
    ("thing", "label"),
    [
        ("identifier/business-id-0201256-6", Text(value="0201256-6", language="")),
        (
            "source/facts",
            Text(value="Curated facts about the innovation ecosystem of the Helsinki metropolitan area", language="en"),
        ),
        ("agent/curator", Text(value="The curators of Verkosto", language="en")),
        ("record/facts-testbed-kyky", Text(value="Espoon koulut living lab (KYKY)", language="fi")),
        ("place/nowhere", Text(value="place/nowhere", language="")),
    ],
    ids=["notation", "title", "label", "name in its source", "none at all"],
)
def test_a_thing_is_called_by_what_it_has(store: Store, thing: str, label: Text) -> None:
    assert described(store, ID + thing).label == label


def test_amounts_and_participations_are_called_by_their_parts(store: Store) -> None:
    amount = described(store, f"{ID}money/facts-participation-fp-eurofusion.tuni.third-party-1", "en")
    part = described(store, f"{ID}participation/facts-fp-betacure.utu.partner", "fi")
    assert amount.label.value.endswith(": 0 EUR")
    assert part.label.value.endswith(" · Turun yliopisto")


def test_a_record_is_told_from_its_source_graph_and_our_own_account(store: Store) -> None:
    found = described(store, RECORD)
    [own, *_] = [fact for fact in found.facts if fact.predicate == f"{VK}recordOf"]
    names = facts(found, PREF_LABEL)
    assert [said.source for said in own.sources] == [""]
    assert [said.graph.rpartition("graph/")[2] for said in own.sources] == ["provenance"]
    assert {(said.table, said.line) for name in names for said in name.sources} == {("testbeds.csv", "18")}
    assert KYKY in {link.thing for link in found.links}


def test_links_to_a_thing_are_counted_beyond_those_that_are_named(store: Store) -> None:
    found = described(store, f"{ID}source/facts")
    assert len(found.links) == 200
    assert found.link_count > 1000


def test_a_thing_of_the_default_graph_is_not_told_again_from_the_source_graphs(store: Store) -> None:
    found = described(store, f"{ID}place/fi-049")
    assert {link.thing.removeprefix(ID).split("/")[0] for link in found.links}.isdisjoint({"record", "doubt"})
    assert [fact.value.text for fact in facts(found, WAS_DERIVED_FROM)] == [f"{ID}record/facts-place-espoo"]


@pytest.mark.parametrize(
    ("thing", "known"),
    [
        ("testbed/facts-kyky", True),
        ("record/facts-testbed-kyky", True),
        ("rejected/nothing", False),
        ("testbed/nothing", False),
    ],
    ids=["default graph", "named graphs", "of a kind that has no things", "nowhere"],
)
def test_a_thing_is_known_wherever_it_is_spoken_of(store: Store, thing: str, known: bool) -> None:
    assert holds(asked(store, exists_sparql(ID + thing))) is known


def test_many_names_are_asked_for_in_batches() -> None:
    iris = [f"{ID}theme/{number}" for number in range(TOGETHER + 1)]
    assert [text.count(f"<{ID}theme/0>") for text in names_sparql(iris)] == [5, 0]
    assert names_sparql([]) == []


def test_an_iri_cannot_break_out_of_its_question() -> None:
    with pytest.raises(ValueError, match="Invalid IRI"):
        exists_sparql("https://example.org/> ?p ?o } #")


def called(turtle: str, thing: str) -> dict[str, str]:
    """Return the names of `thing` in a store made of `turtle`, by language."""
    rows = [
        row
        for sparql in names_sparql([ID + thing])
        for row in json.loads(asked(toy(turtle), sparql))["results"]["bindings"]
    ]
    return {row["label"].get("xml:lang", ""): row["label"]["value"] for row in rows}


@pytest.mark.parametrize(
    ("project", "actor", "expected"),
    [
        ('"Ilma"@fi, "Air"@en', '"AIRY OY"', {"fi": "Ilma · AIRY OY", "en": "Air · AIRY OY"}),
        ('"AIR"', '"Ilmava"@fi', {"fi": "AIR · Ilmava"}),
        ('"AIR"', '"AIRY OY"', {"": "AIR · AIRY OY"}),
        ('"Ilma"@fi, "Air"@en', '"Ilmava"@fi', {"fi": "Ilma · Ilmava"}),
    ],
    ids=["an actor in no language", "a project in no language", "both in no language", "both in a language"],
)
def test_a_participation_is_called_by_names_in_one_language_or_in_none(
    project: str, actor: str, expected: dict[str, str]
) -> None:
    turtle = f"""<participation/p> eurio:isInvolvedIn <project/p> ; eurio:isRoleOf <org/a> .
        <project/p> skos:prefLabel {project} . <org/a> skos:prefLabel {actor} ."""
    assert called(turtle, "participation/p") == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            'locn:thoroughfare "Tie 1" ; locn:postCode "02150" ; locn:postName "ESPOO" ; locn:adminUnitL1 "FI"',
            "Tie 1, 02150 ESPOO, FI",
        ),
        ('locn:postName "ESPOO"', "ESPOO"),
        ('locn:adminUnitL1 "SE"', "SE"),
    ],
    ids=["whole", "town", "country"],
)
def test_an_address_is_called_by_the_parts_that_are_known(parts: str, expected: str) -> None:
    assert called(f"<address/a> a locn:Address ; {parts} .", "address/a") == {"": expected}


def test_a_name_of_some_time_is_called_by_itself() -> None:
    assert called('<name/n> a skosxl:Label ; skosxl:literalForm "Mallitehdas Oy"@fi .', "name/n") == {
        "fi": "Mallitehdas Oy"
    }


def test_a_test_bed_tells_what_was_tried_there_and_how_sure_that_is(store: Store) -> None:
    trials = described(store, f"{ID}testbed/facts-robobus-helsinki").trials
    assert trials is not None
    [kivikko] = [one for one in trials if one.trial == f"{ID}trial/facts-rob-kivikko"]
    assert [(one.value.text, one.confidence) for one in kivikko.of(LONG_TERM)] == [("true", "inferred")]
    assert [(one.value.text, one.confidence) for one in kivikko.of(YEAR)] == [("2018", None)]
    assert [one.value.text for one in kivikko.of(PRIMARY_SOURCE)] == [
        "https://forumvirium.fi/en/robot-buses-taking-over-new-areas-in-helsinki-2/"
    ]
    assert len(trials) == 6


def test_only_a_test_bed_has_trials(store: Store) -> None:
    assert described(store, KYKY).trials == ()
    assert described(store, f"{ID}place/fi-091").trials is None
    assert described(store, RECORD).trials is None


def test_of_a_trial_nobody_tells_more_of_than_its_place_there_is_still_an_entry() -> None:
    store = toy('<testbed/b> a vk:TestBed . <trial/t> a vk:Trial ; skos:prefLabel "T"@en ; vk:trialAt <testbed/b> .\n')
    trials = described(store, f"{ID}testbed/b").trials
    assert trials is not None
    [found] = trials
    assert (found.label, found.of(YEAR)) == (Text(value="T", language="en"), ())
