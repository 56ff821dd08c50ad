"""The query itself, put to a few statements in the layout of Wikidata's RDF."""

from io import BytesIO

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store

from graph.records import Address, Names, Organisation, Origin
from ingest.source import Outcome, Select
from ingest.sources.wikidata.ingester import INGESTER, parse

PREFIXES = """
@prefix p: <http://www.wikidata.org/prop/> .
@prefix pq: <http://www.wikidata.org/prop/qualifier/> .
@prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix psv: <http://www.wikidata.org/prop/statement/value/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix wikibase: <http://wikiba.se/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

STATEMENTS = """
wd:Q1757 wdt:P1203 "091" ; rdfs:label "Helsinki"@fi .
wd:Q47034 wdt:P1203 "049" .
wd:Q40840 wdt:P1203 "837" .
wd:Q33 wdt:P297 "FI" .
wd:Q9001 rdfs:label "Kuvitelma Oy"@fi , "Vorstellung"@de ; skos:altLabel "Kuvitelma"@fi ;
    wdt:P17 wd:Q33 ; wdt:P159 wd:Q1757 ; wdt:P3608 "FI99900104" ; wdt:P856 <https://www.kuvitelma.example/> ;
    p:P159 [ a wikibase:BestRank ; ps:P159 wd:Q1757 ] ,
        [ a wikibase:BestRank ; ps:P159 wd:Q47034 ; pq:P582 "2014-01-01T00:00:00Z"^^xsd:dateTime ] ;
    p:P571 [ a wikibase:BestRank ; psv:P571 [
        wikibase:timeValue "1990-01-01T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision 9 ] ] .
wd:Q9002 rdfs:label "Etunimi Sukunimi"@fi ; wdt:P31 wd:Q5 ; wdt:P159 wd:Q1757 .
wd:Q9003 rdfs:label "Tamperelainen"@fi ; wdt:P17 wd:Q33 ; wdt:P159 wd:Q40840 .
wd:Q9004 rdfs:label "Tampereen laitos"@fi ; wdt:P17 wd:Q33 ; wdt:P159 wd:Q40840 ; wdt:P6782 "0kvv00117" .
wd:Q9005 rdfs:label "Svenska kontoret"@sv ; wdt:P3608 "FI99900278" .
wd:Q9006 rdfs:label "Utländsk"@sv ; wdt:P3608 "SE556016068001" ; wdt:P6782 "0kvv00214" .
"""


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    [select] = INGESTER.source.downloads
    assert isinstance(select, Select)
    store = Store()
    store.load((PREFIXES + STATEMENTS).encode(), format=RdfFormat.TURTLE)
    found = store.query(select.query)
    assert isinstance(found, QuerySolutions)
    return list(parse({"a.json": BytesIO(found.serialize(format=QueryResultsFormat.JSON) or b"")}))


def test_the_answer_holds_the_organisations_of_the_region_and_the_numbered_ones_of_the_country(
    outcomes: list[Outcome],
) -> None:
    assert [one.key for one in outcomes if isinstance(one, Organisation)] == ["Q9001", "Q9004", "Q9005"]


def test_the_answer_says_all_of_an_organisation(outcomes: list[Outcome]) -> None:
    assert outcomes[0] == Organisation(
        key="Q9001",
        origin=Origin(table="a.json", line=1, rows=tuple(("a.json", line) for line in range(2, 8))),
        names=Names(fi="Kuvitelma Oy", marked=(("fi", "Kuvitelma"),)),
        business_id="9990010-4",
        wikidata="Q9001",
        address=Address(country="FI", municipality="091"),
        homepage="https://www.kuvitelma.example/",
        founded="1990",
    )


def test_every_fact_has_a_row_of_its_own(outcomes: list[Outcome]) -> None:
    assert sum(len(one.origin.rows) for one in outcomes if isinstance(one, Organisation) and one.key == "Q9001") == 6
