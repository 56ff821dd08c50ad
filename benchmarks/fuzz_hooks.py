"""What schemathesis is told of our formats: addresses that there are, and queries that are SPARQL or nearly so."""

import schemathesis
from hypothesis import strategies

from graph.named import named_queries

ADDRESSES = (
    *("fi-2228357-4", "org/fi-0112038-9", "place/fi-049", "Esbo", "helsinki", "4.1", "4.1.e", "focus-area/4.2", "FI"),
    *("company", "university", "actor-kind/city", "facts", "agreement", "active", "true", "open-call", "companies"),
    *("facts-kyky", "facts-kera.csv", "facts-luxturrim5g", "testbed/facts-kyky", "theme/5G", "sub-theme/4.1.a.json"),
    *("method-group/1", "esr", "6Aika", "en", "fi-2228357-4.gexf", "org/fi-2228357-4.graphml", "facts-hiv"),
)
PIECES = (
    *("SELECT ", "ASK ", "CONSTRUCT ", "DESCRIBE ", "* ", "?s ", "?p ", "?o ", "{ ", "} ", ". ", "; ", "WHERE ", "a "),
    *("FILTER(", ") ", "OPTIONAL ", "UNION ", "GRAPH ", "SERVICE ", "VALUES ", "BIND(", " AS ", "COUNT(", "LIMIT 5 "),
    *("<https://w3id.org/verkosto/def#TestBed> ", "<", ">", '"x"@fi ', "'", "# ", "\n", "\\u0000", "(" * 250, "é"),
)
SMALL = (
    "SELECT ?t { ?t a <https://w3id.org/verkosto/def#TestBed> } LIMIT 5",
    "ASK { ?s ?p ?o }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3",
    "DESCRIBE <https://w3id.org/verkosto/id/testbed/facts-kyky>",
    "SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 2",
    "INSERT DATA { <a:a> <a:b> <a:c> }",
    "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }",
)

queries = strategies.one_of(
    strategies.sampled_from(SMALL),
    strategies.sampled_from([one.sparql for one in named_queries().values()]),
    strategies.lists(strategies.sampled_from(PIECES), max_size=20).map("".join),
    strategies.tuples(strategies.sampled_from(SMALL), strategies.text(max_size=20), strategies.integers(0, 60)).map(
        lambda found: found[0][: found[2]] + found[1] + found[0][found[2] :]
    ),
)
addresses = strategies.one_of(
    strategies.sampled_from(ADDRESSES), strategies.sampled_from(ADDRESSES), strategies.text(min_size=1, max_size=40)
)

schemathesis.openapi.format("sparql-query", queries)
schemathesis.openapi.format("address", addresses)


@schemathesis.serializer("application/sparql-query")
def query_body(_: schemathesis.SerializationContext, value: object) -> bytes:
    """Return a query as it is posted."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
