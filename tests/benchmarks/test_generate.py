import re

import pytest
from pyoxigraph import NamedNode, QuerySolutions, QueryTriples
from stdnum.fi import ytunnus

from benchmarks.asking import BenchQuery, bench_queries
from benchmarks.generate import business_id, funding, register, ror
from graph.identity.identifiers import strong
from graph.rdf.release import Release, open_store
from graph.records import Organisation, Participation
from ontology import terms
from tests.benchmarks.conftest import PARTICIPATIONS

QUERIES = bench_queries()


def test_a_generated_graph_passes_the_gate_with_nothing_found(made: Release) -> None:
    assert made.manifest["gate"]["conforms"] is True
    assert made.manifest["gate"]["findings"] == {}


def test_there_are_as_many_participations_as_were_asked_for(made: Release) -> None:
    asked = "SELECT (COUNT(DISTINCT ?role) AS ?n) { ?role a <http://data.europa.eu/s66#OrganisationRole> }"
    found = open_store(made).query(asked)
    assert isinstance(found, QuerySolutions)
    assert int(next(found)["n"].value) == PARTICIPATIONS


def test_identity_joins_what_the_register_knows_too(made: Release) -> None:
    records = sum(1 for _ in register(PARTICIPATIONS)) + sum(1 for _ in funding(PARTICIPATIONS))
    assert made.manifest["identity"]["records"] == records
    assert made.manifest["identity"]["things"] < records
    assert made.manifest["identity"]["refused"] == []


def test_the_same_seed_gives_the_same_records() -> None:
    assert list(funding(50, seed=3)) == list(funding(50, seed=3))
    assert list(funding(50, seed=3)) != list(funding(50, seed=4))


def test_a_larger_graph_has_the_same_actors_and_more() -> None:
    small = [one.business_id for one in funding(50) if isinstance(one, Organisation)]
    large = [one.business_id for one in funding(2000) if isinstance(one, Organisation)]
    assert large[: len(small)] == small
    assert len(large) > len(small)


def test_a_few_actors_are_in_many_projects() -> None:
    busiest = sum(
        one.organisation in {"o0", "o1", "o2", "o3"} for one in funding(2000) if isinstance(one, Participation)
    )
    assert busiest > 2000 / 10


@pytest.mark.parametrize("number", [0, 1, 5, 10, 38, 9999])
def test_every_business_id_has_the_right_check_digit(number: int) -> None:
    assert ytunnus.is_valid(business_id(number))


def test_research_organisations_are_told_by_a_ror_that_identity_takes() -> None:
    research = next(one for one in funding(50) if isinstance(one, Organisation) and one.ror)
    assert ("ror", research.ror) in strong(research)


def test_rors_differ() -> None:
    assert len(set(map(ror, range(500)))) == 500


def test_there_are_fifteen_queries_each_with_a_summary() -> None:
    assert len(QUERIES) == 15
    assert [one.name for one in QUERIES if not one.sparql.startswith("#+ summary: ")] == []


@pytest.mark.parametrize("query", QUERIES, ids=lambda one: one.name)
def test_a_query_names_only_actors_that_every_size_has(query: BenchQuery) -> None:
    ids = {business_id(number) for number in range(40)}
    assert set(re.findall(r"\b2\d{6}-\d\b", query.sparql)) <= ids


@pytest.mark.parametrize("query", QUERIES, ids=lambda one: one.name)
def test_a_query_speaks_only_of_terms_that_the_ontology_has(query: BenchQuery, made: Release) -> None:
    used = set(re.findall(r"\bvk:(\w+)", query.sparql)) - {"participant"}  # made by the CONSTRUCT itself
    ontology = open_store(made).quads_for_pattern(None, NamedNode(terms.A), None, NamedNode(terms.G_ONTOLOGY))
    assert {f"<{terms.VK}{name}>" for name in used} <= {str(quad.subject) for quad in ontology}


@pytest.mark.parametrize("name", ["01", "02", "05", "07", "08", "13", "14", "15"])
def test_a_query_of_a_well_known_thing_has_rows_even_in_a_small_graph(name: str, made: Release) -> None:
    [query] = bench_queries([name])
    found = open_store(made).query(query.sparql)
    assert isinstance(found, QuerySolutions | QueryTriples)
    assert next(found, None) is not None
