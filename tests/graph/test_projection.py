"""What counts as taking part, asked of small graphs and of the release that we ship."""

import csv
from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.analysis.network import TwoModeNetwork
from graph.projection import Projection
from graph.rdf.networks import projection_of, store_projection
from graph.rdf.release import Release
from ontology import terms
from tests.graph.queries.toy import toy

FACTS = Path(__file__).parents[2] / "ingest/sources/facts/data"


def actor(key: str, rest: str = "") -> str:
    return f'<org/{key}> a vk:Actor ; {rest} skos:prefLabel "{key}"@fi .\n'


def project(key: str, rest: str = "") -> str:
    return f'<project/{key}> a eurio:Project ; {rest} skos:prefLabel "{key}"@fi .\n'


def part(who: str, what: str, role: str | None = "partner") -> str:
    said = f"; org:role <role/{role}>" if role else ""
    return f"[] a eurio:OrganisationRole ; eurio:isRoleOf <org/{who}> ; eurio:isInvolvedIn <project/{what}> {said} .\n"


def found(*said: str, region: tuple[str, ...] = ()) -> Projection:
    return store_projection(toy("".join(said)), region=region, sources=("toy",))


def pairs(network: TwoModeNetwork) -> set[tuple[str, str]]:
    return {
        (
            network.actors[one].removeprefix(f"{terms.ID}org/"),
            network.projects[other].removeprefix(f"{terms.ID}project/"),
        )
        for one, other in zip(network.actor, network.project, strict=True)
    }


def group(made: Projection, by: str, key: str) -> str:
    grouping = made.network.grouping(by)
    code = int(grouping.codes[made.network.index(f"{terms.ID}org/{key}")])
    return grouping.labels[code]


TWO = actor("a") + actor("b")


def test_who_has_a_funded_role_takes_part() -> None:
    made = found(TWO, project("p"), part("a", "p", "lead"), part("b", "p"))
    assert pairs(made.network) == {("a", "p"), ("b", "p")}
    assert made.network.lead.tolist() == [True, False]


@pytest.mark.parametrize("role", ["collaborator", "member", "funder", "third-party"])
def test_who_only_cooperates_is_counted_apart(role: str) -> None:
    made = found(TWO, project("p"), part("a", "p"), part("b", "p", role))
    assert pairs(made.network) == {("a", "p")}
    assert (made.coverage.participations, made.coverage.cooperations) == (1, 1)


def test_who_takes_part_in_two_roles_takes_part_once() -> None:
    made = found(TWO, project("p"), part("a", "p"), part("a", "p", "lead"), part("a", "p", "member"))
    assert made.network.size == 1
    assert made.network.lead.tolist() == [True]


def test_a_role_that_no_source_states_makes_no_tie_and_is_told() -> None:
    made = found(TWO, project("p"), part("a", "p"), part("b", "p", None))
    assert pairs(made.network) == {("a", "p")}
    assert made.coverage.roleless == 1


def test_a_project_of_which_only_the_lead_is_known_is_no_project_of_one_actor() -> None:
    made = found(TWO, project("p", "vk:leadOnly true ;"), project("q"), part("a", "p", "lead"), part("a", "q", "lead"))
    assert pairs(made.network) == {("a", "q")}
    assert (made.coverage.projects, made.coverage.lead_only_projects) == (1, 1)


def test_a_project_that_another_source_gives_a_partner_is_whole() -> None:
    made = found(TWO, project("p", "vk:leadOnly true ;"), part("a", "p", "lead"), part("b", "p"))
    assert pairs(made.network) == {("a", "p"), ("b", "p")}
    assert made.coverage.lead_only_projects == 0


def test_a_project_of_members_alone_is_not_measured() -> None:
    made = found(TWO, project("p"), part("a", "p", "member"))
    assert made.network.projects == ()
    assert (made.coverage.projects, made.coverage.known_projects) == (0, 1)


def test_an_actor_without_a_project_stays() -> None:
    made = found(TWO, project("p"), part("a", "p"))
    assert len(made.network.actors) == 2
    assert (made.coverage.actors, made.coverage.known_actors) == (1, 2)


def test_years_are_those_of_the_earliest_start_and_the_latest_end() -> None:
    years = 'eurio:startDate "2021-05"^^xsd:gYearMonth , "2020"^^xsd:gYear ; eurio:endDate "2023-01-31"^^xsd:date ;'
    made = found(TWO, project("p", years), project("q"), part("a", "p"), part("a", "q"))
    assert made.network.start.tolist() == [2020, -1]
    assert made.network.end.tolist() == [2023, -1]


@pytest.mark.parametrize(
    ("by", "said", "label"),
    [
        ("kind", "vk:actorKind <actor-kind/university-hospital> ;", "healthcare-org"),
        ("stated-kind", "vk:actorKind <actor-kind/university-hospital> ;", "university-hospital"),
        ("kind", "", "unknown"),
        ("kind", "vk:actorKind <actor-kind/city> , <actor-kind/company> ;", "several"),
        ("city", "dct:spatial <place/fi-049> ;", "Espoo"),
        ("origin", "dct:spatial <place/fi-049> ;", "region"),
        ("origin", "dct:spatial <place/fi-837> ;", "finland"),
        ("origin", 'locn:address [ locn:adminUnitL1 "SE" ] ;', "abroad"),
        ("origin", "vk:actorKind <actor-kind/foreign-university> ;", "abroad"),
        ("origin", "", "unknown"),
        ("country", "dct:spatial <place/fi-049> ;", "FI"),
        ("country", 'locn:address [ locn:adminUnitL1 "SE" ] ;', "SE"),
        ("sector", "dct:subject <tol-2025/62010> , <tol-2008/72110> ;", "62"),
    ],
    ids=[
        "the widest kind",
        "the stated kind",
        "no kind",
        "two kinds",
        "a city in Finnish",
        "in the region",
        "elsewhere in Finland",
        "abroad by address",
        "abroad by kind",
        "nowhere known",
        "a country by municipality",
        "a country by address",
        "an industry of the newest list",
    ],
)
def test_actors_are_grouped_by_what_is_stated(by: str, said: str, label: str) -> None:
    places = (
        '<place/fi-049> vk:municipalityCode "049" ; skos:prefLabel "Esbo"@sv , "Espoo"@fi .\n'
        '<place/fi-837> vk:municipalityCode "837" ; skos:prefLabel "Tampere"@fi .\n'
        '<tol-2025/62010> skos:inScheme <scheme/tol-2025> ; skos:notation "62010" .\n'
        '<tol-2008/72110> skos:inScheme <scheme/tol-2008> ; skos:notation "72110" .\n'
    )
    made = found(places, actor("a", said), actor("b"), project("p"), part("a", "p"), region=("049", "091"))
    assert group(made, by, "a") == label


def test_projects_are_labelled_by_what_is_stated() -> None:
    said = 'dct:subject <focus-area/4.1> , <focus-area/4.2> ; vk:programme "6Aika" ;'
    trial = "<trial/t> vk:underProject <project/p> ; vk:trialAt <testbed/kera> .\n"
    made = found(TWO, trial, project("p", said), part("a", "p"))
    assert made.network.tagging("focus-area").labels == ("4.1", "4.2")
    assert made.network.tagging("programme").labels == ("6Aika",)
    assert made.network.tagging("test-bed").labels == (f"{terms.ID}testbed/kera",)
    assert made.network.tagging("sub-theme").labels == ("unknown",)


def test_a_graph_without_participations_is_an_empty_network_of_its_actors() -> None:
    made = found(TWO)
    assert (len(made.network.actors), made.network.size, made.coverage.sources) == (2, 0, ("toy",))


@pytest.fixture(scope="module")
def shipped(release: Release, store: Store) -> Projection:
    return projection_of(release, store)


def rows(table: str) -> list[dict[str, str]]:
    with (FACTS / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_shipped_facts_give_every_funded_participation_and_no_other(shipped: Projection) -> None:
    funded = {"lead", "coordinator", "partner", "implementer"}
    told = {(row["org_id"], row["project_id"]) for row in rows("participations.csv") if row["role"] in funded}
    assert shipped.coverage.participations == len(told)
    assert shipped.coverage.projects == len({project for _, project in told})
    assert shipped.coverage.cooperations == sum(row["role"] not in funded for row in rows("participations.csv"))
    assert shipped.coverage.sources == ("facts",)


def test_the_coverage_reads_as_a_sentence(shipped: Projection) -> None:
    assert str(shipped.coverage) == (
        "computed from 176 of 290 actors and 156 of 244 projects (82 of which only the lead is known), "
        "from these sources: facts"
    )


def test_the_three_cities_are_in_the_region_by_the_municipalities_of_the_release(shipped: Projection) -> None:
    assert shipped.network.grouping("city").labels[:2] == ("Espoo", "Helsinki")
