"""The cube of a release: well-formed by the rules of RDF Data Cube, and the same figures as the functions give."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryBoolean, QuerySolutions, RdfFormat, Store

from graph.analysis.cube import Observation, null_of, observations
from graph.analysis.figures import Figure
from graph.projection import Coverage, Projection
from graph.rdf.cube import Computed, cube_quads, places_of, written
from graph.rdf.networks import projection_of
from graph.rdf.release import Release
from ontology import terms
from tests.conftest import NOW
from tests.graph.queries.toy import PREFIXES

DIMENSION = (
    "?figure qb:dataSet/qb:structure/qb:component/qb:componentProperty ?dimension . ?dimension a qb:DimensionProperty"
)

RULES = {
    "IC-1 one data set": """ASK { { ?figure a qb:Observation FILTER NOT EXISTS { ?figure qb:dataSet ?one } }
        UNION { ?figure a qb:Observation ; qb:dataSet ?one, ?other FILTER(?one != ?other) } }""",
    "IC-2 one structure": """ASK { { ?set a qb:DataSet FILTER NOT EXISTS { ?set qb:structure ?one } }
        UNION { ?set a qb:DataSet ; qb:structure ?one, ?other FILTER(?one != ?other) } }""",
    "IC-3 a structure has a measure": """ASK { ?structure a qb:DataStructureDefinition
        FILTER NOT EXISTS { ?structure qb:component/qb:componentProperty/a qb:MeasureProperty } }""",
    "IC-4 dimensions have a range": """ASK { ?dimension a qb:DimensionProperty
        FILTER NOT EXISTS { ?dimension rdfs:range ?range } }""",
    "IC-5 dimensions of concepts have a code list": """ASK { ?dimension a qb:DimensionProperty ; rdfs:range skos:Concept
        FILTER NOT EXISTS { ?dimension qb:codeList ?list } }""",
    "IC-6 only attributes are optional": """ASK { ?component qb:componentRequired false ; qb:componentProperty ?property
        FILTER NOT EXISTS { ?property a qb:AttributeProperty } }""",
    "IC-11 all dimensions": f"ASK {{ {DIMENSION} FILTER NOT EXISTS {{ ?figure ?dimension ?value }} }}",
    "IC-12 no two of the same place": f"""ASK {{ SELECT ?set ?place {{
        {{ SELECT ?figure ?set (GROUP_CONCAT(?part; separator="|") AS ?place) {{
            {{ SELECT ?figure ?set ?part {{ ?figure qb:dataSet ?set ; ?dimension ?value . {DIMENSION}
                BIND(CONCAT(STR(?dimension), STR(?value)) AS ?part) }} ORDER BY ?figure ?part }}
        }} GROUP BY ?figure ?set }}
    }} GROUP BY ?set ?place HAVING(COUNT(*) > 1) }}""",
    "IC-13 required attributes": """ASK { ?figure qb:dataSet/qb:structure/qb:component ?component .
        ?component qb:componentRequired true ; qb:componentProperty ?attribute
        FILTER NOT EXISTS { ?figure ?attribute ?value } }""",
    "IC-14 all measures, or a reason": """ASK { ?figure qb:dataSet/qb:structure/qb:component/qb:componentProperty ?m .
        ?m a qb:MeasureProperty
        FILTER NOT EXISTS { ?figure ?m ?value } FILTER NOT EXISTS { ?figure vk:reason ?reason } }""",
    "IC-19 codes of the code list": """ASK { ?dimension a qb:DimensionProperty ; qb:codeList ?list .
        ?figure ?dimension ?code FILTER NOT EXISTS { ?code a skos:Concept ; skos:inScheme ?list } }""",
    "nothing that the structure does not have": """ASK { ?figure a vk:Figure ; qb:dataSet/qb:structure ?structure ;
        ?used ?value FILTER(?used NOT IN (rdf:type, qb:dataSet))
        FILTER NOT EXISTS { ?structure qb:component/qb:componentProperty ?used } }""",
}
"""Rules of RDF Data Cube (W3C Recommendation, section 11.1): each asks whether anything breaks it."""

FIGURE = "<figure/density--ties>"
BROKEN = {
    "IC-1 one data set": f"{FIGURE} qb:dataSet <analysis/brokers> .",
    "IC-2 one structure": "<analysis/density> qb:structure <structure/brokers> .",
    "IC-3 a structure has a measure": "<structure/x> a qb:DataStructureDefinition ; qb:component <component/unit> .",
    "IC-4 dimensions have a range": "vk:x a qb:DimensionProperty .",
    "IC-5 dimensions of concepts have a code list": "vk:x a qb:DimensionProperty ; rdfs:range skos:Concept .",
    "IC-6 only attributes are optional": "<component/group> qb:componentRequired false .",
    "IC-11 all dimensions": "<figure/x> a vk:Figure ; qb:dataSet <analysis/density> .",
    "IC-12 no two of the same place": "<figure/x> qb:dataSet <analysis/density> ; vk:measure <measure/ties> .",
    "IC-13 required attributes": "<figure/x> qb:dataSet <analysis/density> ; vk:measure <measure/x> .",
    "IC-14 all measures, or a reason": "<figure/x> qb:dataSet <analysis/density> ; vk:measure <measure/x> .",
    "IC-19 codes of the code list": f"{FIGURE} vk:measure <group/region> .",
    "nothing that the structure does not have": f"{FIGURE} vk:partial 'the year is not over' .",
}
"""For each rule what breaks it."""


@pytest.fixture(scope="module")
def cube(store: Store) -> Store:
    """Return a store whose default graph is the cube, the ontology and the code lists."""
    made = Store()
    for graph in (terms.G_ANALYSIS, terms.G_ONTOLOGY, terms.G_CONCEPTS):
        made.extend(
            Quad(one.subject, one.predicate, one.object, DefaultGraph())
            for one in store.quads_for_pattern(None, None, None, NamedNode(graph))
        )
    return made


@pytest.fixture(scope="module")
def projection(release: Release, store: Store) -> Projection:
    return projection_of(release, store)


@pytest.fixture(scope="module")
def found(projection: Projection) -> list[Observation]:
    return list(observations(projection.network, null=null_of(projection.network), today_year=NOW.year))


def ask(store: Store, sparql: str) -> bool:
    answer = store.query(sparql, prefixes=terms.PREFIXES)
    assert isinstance(answer, QueryBoolean)
    return bool(answer)


def rows(store: Store, sparql: str) -> list[tuple[str | None, ...]]:
    answer = store.query(sparql, prefixes=terms.PREFIXES)
    assert isinstance(answer, QuerySolutions)
    return [tuple(None if one is None else one.value for one in row) for row in answer]


@pytest.mark.parametrize("rule", RULES)
def test_the_cube_keeps_the_rules_of_rdf_data_cube(cube: Store, rule: str) -> None:
    assert not ask(cube, RULES[rule])


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_that_is_broken_is_found(cube: Store, rule: str) -> None:
    broken = Store()
    broken.extend(cube)
    broken.load((PREFIXES + BROKEN[rule]).encode(), format=RdfFormat.TURTLE)
    assert ask(broken, RULES[rule])


NUMBERS = {
    terms.OBSERVED_VALUE: lambda figure: figure.value,
    terms.NULL_MEAN: lambda figure: figure.null and figure.null.mean,
    terms.NULL_DEVIATION: lambda figure: figure.null and figure.null.sd,
    terms.NULL_RATIO: lambda figure: figure.null and figure.null.ratio,
    terms.NULL_LOW: lambda figure: figure.null and figure.null.low,
    terms.NULL_HIGH: lambda figure: figure.null and figure.null.high,
    terms.Z_SCORE: lambda figure: figure.null and figure.null.z,
    terms.P_VALUE: lambda figure: figure.null and figure.null.p,
    terms.ACTOR_COUNT: lambda figure: figure.counts.get("actors"),
    terms.TIE_COUNT: lambda figure: figure.counts.get("ties"),
    terms.PAIR_COUNT: lambda figure: figure.counts.get("pairs"),
}


@pytest.mark.parametrize("predicate", NUMBERS, ids=lambda one: one.removeprefix(terms.VK))
def test_the_numbers_of_the_store_are_those_of_the_functions(
    cube: Store, found: list[Observation], predicate: str
) -> None:
    stored = rows(cube, f"SELECT ?set ?value {{ ?figure qb:dataSet ?set ; <{predicate}> ?value }}")
    given = [(one.data_set, NUMBERS[predicate](one.figure)) for one in found]
    told = [(str(data_set).rpartition("/")[2], Decimal(str(value))) for data_set, value in stored]
    assert sorted(told) == sorted((name, Decimal(written(value))) for name, value in given if value is not None)


def test_every_figure_is_at_its_place(cube: Store, found: list[Observation]) -> None:
    stored = rows(
        cube,
        """SELECT ?value ?p { ?figure qb:dataSet id:analysis\\/mixing-by-kind ; vk:measure id:measure\\/ties ;
            vk:group id:actor-kind\\/city ; vk:otherGroup id:actor-kind\\/company ;
            vk:observedValue ?value ; vk:pValue ?p }""",
    )
    [one] = [
        one.figure
        for one in found
        if (one.data_set, one.measure) == ("mixing-by-kind", "ties")
        and tuple(one.dimensions.values()) == ("city", "company")
    ]
    assert one.value is not None
    assert one.null is not None
    assert stored == [(written(one.value), written(one.null.p))]


def test_a_figure_without_value_has_its_reason(cube: Store, found: list[Observation]) -> None:
    stored = rows(cube, "SELECT ?reason { ?figure a vk:Figure ; vk:reason ?reason }")
    assert sorted(str(row[0]) for row in stored) == sorted(one.figure.reason for one in found if one.figure.reason)
    assert rows(cube, "SELECT ?f { ?f vk:reason ?reason ; vk:observedValue ?value }") == []


def test_each_data_set_says_from_what_it_was_computed(cube: Store, projection: Projection, release: Release) -> None:
    stored = rows(
        cube,
        """SELECT ?coverage ?used ?known ?graph ?run { ?set a vk:AnalysisDataSet ; vk:coverage ?coverage ;
            vk:actorsUsed ?used ; vk:actorsKnown ?known ; prov:wasDerivedFrom ?graph ; prov:wasGeneratedBy ?run }""",
    )
    made = projection.coverage
    assert len(stored) == 7
    assert {row[1:] for row in stored} == {
        (
            str(made.actors),
            str(made.known_actors),
            f"{terms.G_SOURCE}facts",
            f"{terms.ID}analysis-run/{release.id}",
        )
    }
    assert all(str(row[0]).startswith(str(made)) for row in stored)


def test_the_null_model_stands_at_the_data_sets_that_are_compared(cube: Store, found: list[Observation]) -> None:
    stored = rows(cube, "SELECT ?set ?n { ?set vk:nullModel ?model ; vk:nullSamples ?n ; vk:nullSeed 1 }")
    assert {str(row[0]).rpartition("/")[2] for row in stored} == {one.data_set for one in found if one.figure.null}
    assert {row[1] for row in stored} == {"200"}


def test_the_default_graph_has_no_figure(store: Store) -> None:
    assert not ask(store, "ASK { ?figure a vk:Figure }")
    assert not ask(store, "ASK { ?set a vk:AnalysisDataSet }")


def test_groups_are_things_that_the_graph_describes(store: Store) -> None:
    assert not ask(
        store,
        """ASK { GRAPH g:analysis { ?figure vk:group|vk:otherGroup|vk:forFocusArea|vk:forActor|vk:measure ?thing }
            FILTER NOT EXISTS { ?thing a ?class } }""",
    )


COVERAGE = Coverage(
    actors=1,
    known_actors=1,
    projects=1,
    known_projects=1,
    lead_only_projects=0,
    participations=1,
    cooperations=0,
    roleless=0,
    sources=(),
)
COMPUTED = Computed(release="r", version="1", coverage=COVERAGE, notes={})
PLACES = {"Espoo": f"{terms.ID}place/fi-049"}


def figure_of(dimensions: Mapping[str, str | int], data_set: str) -> dict[str, str]:
    one = Observation(
        data_set=data_set, measure="ties", figure=Figure(value=1, unit="ties"), dimensions=dimensions, error=0.25
    )
    quads = cube_quads([one], COMPUTED, PLACES)
    return {
        quad.predicate.value: str(quad.object)
        for quad in quads
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(f"{terms.ID}figure/")
    }


@pytest.mark.parametrize(
    ("data_set", "label", "thing"),
    [
        ("mixing-by-kind", "city", "actor-kind/city"),
        ("mixing-by-kind", "unknown", "group/unknown"),
        ("mixing-by-city", "Espoo", "place/fi-049"),
        ("mixing-by-city", "several", "group/several"),
        ("mixing-by-city", "all others", "group/all-others"),
        ("mixing-by-origin", "abroad", "group/abroad"),
    ],
)
def test_a_group_is_an_address(data_set: str, label: str, thing: str) -> None:
    found = figure_of({"group": label, "other-group": label}, data_set)
    assert found[terms.GROUP] == found[terms.OTHER_GROUP] == f"<{terms.ID}{thing}>"


def test_an_actor_and_the_error_of_its_figure() -> None:
    found = figure_of({"actor": f"{terms.ID}org/fi-0112038-9"}, "brokers")
    assert found[terms.FOR_ACTOR] == f"<{terms.ID}org/fi-0112038-9>"
    assert found[terms.STANDARD_ERROR] == f'"0.25"^^<{terms.XSD}decimal>'


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('<place/a> skos:prefLabel "Espoo"@fi, "Esbo"@sv .', {"Espoo": "place/a"}),
        ('<place/a> skos:prefLabel "Esbo"@sv .', {"Esbo": "place/a"}),
        ('<place/a> skos:prefLabel "Genk" .', {"Genk": "place/a"}),
        ('<place/a> skos:prefLabel "A"@fi, "B"@fi .', {}),
        (
            '<place/a> skos:prefLabel "A"@fi . <place/b> skos:prefLabel "A"@fi . <org/y> dct:spatial <place/b> .',
            {"A": "place/a"},
        ),
        ('<place/b> skos:prefLabel "B"@fi .', {}),
    ],
    ids=["Finnish", "Swedish alone", "no language", "two names", "two places of one name", "nobody there"],
)
def test_a_place_is_found_by_its_name(text: str, place: dict[str, str]) -> None:
    store = Store()
    actors = "<org/x> a vk:Actor ; dct:spatial <place/a> . <org/y> a vk:Actor ."
    store.load(f"{PREFIXES} {actors} {text}".encode(), format=RdfFormat.TURTLE)
    assert places_of(store) == {name: terms.ID + iri for name, iri in place.items()}


def test_the_same_observations_make_the_same_statements(found: list[Observation], store: Store) -> None:
    places = places_of(store)
    assert list(cube_quads(found, COMPUTED, places)) == list(cube_quads(found, COMPUTED, places))


def test_every_data_set_of_the_ontology_has_figures(cube: Store) -> None:
    assert rows(cube, "SELECT ?s { ?s a vk:AnalysisDataSet FILTER NOT EXISTS { ?f qb:dataSet ?s } }") == []
