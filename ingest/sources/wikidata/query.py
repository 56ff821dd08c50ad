"""What is asked of Wikidata: Finnish organisations with a headquarters in the region, a ROR identifier or a VAT number.

Of the properties, P159 (headquarters), P17 (country), P31 (instance of), P213 (ISNI), P571 (inception), P856 (website),
P2427 (GRID) and P6782 (ROR), and as qualifiers P281 (postcode), P625 (point) and P6375 (street), were seen on an item;
P3608 (EU VAT number) was seen in public code. From memory are P297 (country code), P576 (dissolved), P582 (end time),
P1203 (Finnish municipality number) and P1278 (LEI), the item Q5 (human), and the cities Q47034 (Espoo) and Q125606
(Vantaa); Q33 (Finland) and Q1757 (Helsinki) were seen.

Every branch of the union says one thing, so that an item with three names and two websites yields five rows, not six
combinations. Dates come with their precision, for Wikidata writes a year as its first of January.
"""

URL = "https://query.wikidata.org/sparql"

QUERY = """\
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX psv: <http://www.wikidata.org/prop/statement/value/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX wikibase: <http://wikiba.se/ontology#>

SELECT ?item ?label ?alias ?seat ?municipality ?country ?ror ?vat ?lei ?grid ?isni ?website
       ?inception ?inceptionPrecision ?dissolved ?dissolvedPrecision
WHERE {
  { SELECT DISTINCT ?item WHERE {
      { VALUES ?code { "091" "049" "092" "235" } ?town wdt:P1203 ?code . ?item wdt:P159 ?town }
      UNION { VALUES ?town { wd:Q1757 wd:Q47034 wd:Q125606 } ?item wdt:P159 ?town }
      UNION { ?item wdt:P6782 ?registered ; wdt:P17 wd:Q33 }
      UNION { ?item wdt:P3608 ?taxed . FILTER(STRSTARTS(?taxed, "FI")) }
      FILTER NOT EXISTS { ?item wdt:P31 wd:Q5 }
  } }
  { ?item rdfs:label ?label . FILTER(LANG(?label) IN ("fi", "sv", "en", "mul")) }
  UNION { ?item skos:altLabel ?alias . FILTER(LANG(?alias) IN ("fi", "sv", "en", "mul")) }
  UNION {
    ?item p:P159 ?told . ?told a wikibase:BestRank ; ps:P159 ?seat . FILTER NOT EXISTS { ?told pq:P582 ?until }
    OPTIONAL { ?seat wdt:P1203 ?municipality }
  }
  UNION { ?item wdt:P17/wdt:P297 ?country }
  UNION { ?item wdt:P6782 ?ror }
  UNION { ?item wdt:P3608 ?vat }
  UNION { ?item wdt:P1278 ?lei }
  UNION { ?item wdt:P2427 ?grid }
  UNION { ?item wdt:P213 ?isni }
  UNION { ?item wdt:P856 ?website }
  UNION {
    ?item p:P571 ?begun . ?begun a wikibase:BestRank ; psv:P571 ?first .
    ?first wikibase:timeValue ?inception ; wikibase:timePrecision ?inceptionPrecision
  }
  UNION {
    ?item p:P576 ?ended . ?ended a wikibase:BestRank ; psv:P576 ?last .
    ?last wikibase:timeValue ?dissolved ; wikibase:timePrecision ?dissolvedPrecision
  }
}
ORDER BY ?item
"""
