import pytest
from pyoxigraph import QuerySolutions, Store

from graph.errors import BadParameter, UnknownQuery
from graph.named import PARAMETERS, Query, bound, named_queries, named_query, read_query

QUERIES = list(named_queries().values())
WITH_PARAMETERS = [query for query in QUERIES if query.params]

TOY = """#+ summary: Things in a city
#+ description: One row for each thing.
#+ params:
#+   city: (required) the place, e.g. place/fi-091
#+   name: its name
#+ columns:
#+   thing: the thing
#+ needs:
#+   vk:TestBed: no source knows a test bed
SELECT ?thing WHERE {
  VALUES (?city ?name) { (UNDEF UNDEF) }
  ?thing <http://purl.org/dc/terms/spatial> ?city .
}
"""


def toy() -> Query:
    return read_query("toy", TOY)


def solutions(sparql: str) -> QuerySolutions:
    found = Store().query(sparql)
    assert isinstance(found, QuerySolutions)
    return found


def test_a_header_is_read_whole() -> None:
    query = toy()
    assert (query.summary, query.description) == ("Things in a city", "One row for each thing.")
    assert query.params == {"city": "(required) the place, e.g. place/fi-091", "name": "its name"}
    assert query.required == ("city",)
    assert query.needs == {"vk:TestBed": "no source knows a test bed"}


def test_a_short_address_is_bound_as_an_iri_and_what_is_not_given_stays_open() -> None:
    assert "{ (<https://w3id.org/verkosto/id/place/fi-091> UNDEF) }" in bound(toy(), {"city": "place/fi-091"})


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ('"Espoo"@fi', '"Espoo"@fi'),
        ('x" } DROP ALL #', '"x\\" } DROP ALL #"'),
        ("back\\slash\nand line", '"back\\\\slash\\nand line"'),
        ('"5"^^xsd:integer', '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("https://example.org/a", "<https://example.org/a>"),
    ],
    ids=["text in a language", "an attempt to break out", "backslash and newline", "typed", "address"],
)
def test_what_a_person_types_reaches_the_query_only_as_a_term(value: str, written: str) -> None:
    assert f"(<https://w3id.org/verkosto/id/place/fi-091> {written})" in bound(
        toy(), {"city": "place/fi-091", "name": value}
    )


def test_an_address_that_no_iri_can_be_is_refused() -> None:
    with pytest.raises(BadParameter, match="is not a term"):
        bound(toy(), {"city": "https://example.org/a b"})


def test_a_missing_parameter_is_told_with_an_example() -> None:
    with pytest.raises(BadParameter, match=r"toy needs city: the place, e.g. place/fi-091"):
        bound(toy(), {})


def test_an_unknown_parameter_is_told_with_those_there_are() -> None:
    with pytest.raises(BadParameter, match="toy has no parameter 'town'; it has city, name"):
        bound(toy(), {"town": "Espoo"})


def test_a_name_where_a_thing_is_meant_is_told_with_an_example() -> None:
    with pytest.raises(BadParameter, match=r"city is 'Helsinki', which is no address of a thing; .*place/fi-091"):
        bound(toy(), {"city": "Helsinki"})


def test_an_unknown_query_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownQuery, match="no named query 'cq99-nothing'; there are cq01-funding, "):
        named_query("cq99-nothing")


@pytest.mark.parametrize("query", QUERIES, ids=lambda one: one.name)
def test_every_query_documents_what_it_selects(query: Query) -> None:
    assert query.summary
    assert query.description
    assert list(query.columns) == [one.value for one in solutions(query.sparql).variables]


@pytest.mark.parametrize("query", WITH_PARAMETERS, ids=lambda one: one.name)
def test_every_parameter_has_a_place_in_its_query(query: Query) -> None:
    blocks = [block[1].split() for block in PARAMETERS.finditer(query.sparql)]
    assert {name for block in blocks for name in block} == {f"?{name}" for name in query.params}


@pytest.mark.parametrize("query", QUERIES, ids=lambda one: one.name)
def test_every_query_ends_in_a_fixed_order(query: Query) -> None:
    assert query.sparql.rstrip().splitlines()[-1].startswith("ORDER BY")


@pytest.mark.parametrize("query", QUERIES, ids=lambda one: one.name)
def test_what_a_query_needs_can_be_asked(query: Query) -> None:
    assert [int(row["n"].value) for row in solutions(query.gaps_sparql({}))] == list(range(len(query.needs)))
