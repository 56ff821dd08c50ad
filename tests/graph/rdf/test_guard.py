"""What the guard refuses, lets through and tells apart."""

import pytest
from pyoxigraph import Store

from graph.errors import Refused, TooLarge
from graph.named import named_queries, named_query
from graph.rdf.guard import DEEPEST, LARGEST, MOST_GROUPS, MOST_PATTERNS, inspect

CALLS = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://127.0.0.1:9/> {} }",
    "SELECT * {SERVICE<http://127.0.0.1:9/>{}}",
    "SELECT * { FILTER(true)SERVICE<http://127.0.0.1:9/>{} }",
    "SELECT * { ?s ?p trueSERVICE<http://127.0.0.1:9/>{} }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x {} }",
    "PREFIX SERVICE: <http://127.0.0.1:9/> SELECT * { SERVICE SERVICE:x {} }",
    "SELECT * { # '\n SERVICE <http://127.0.0.1:9/> {} }",
    "SELECT * { FILTER(1<2) SERVICE <http://127.0.0.1:9/> {} FILTER(2>1) }",
    'SELECT * { BIND("""a"b\'""" AS ?x) SERVICE <http://127.0.0.1:9/> {} }',
    "SELECT * { BIND('\\\\' AS ?x) SERVICE <http://127.0.0.1:9/> {} BIND('\\\\' AS ?y) }",
    "SELECT * { FILTER EXISTS { SERVICE <http://127.0.0.1:9/> {} } }",
    "SELECT * { VALUES ?x { <http://127.0.0.1:9/> } SERVICE ?x {} }",
    "SELECT * { { SELECT * { SERVICE <http://127.0.0.1:9/> {} } } }",
]
NAMES = [
    "SELECT * { ?s ?p 'SERVICE <http://e.org/> { }' }",
    "SELECT * { ?s ?p ?o } # SERVICE <http://e.org/> {}",
    "SELECT * { ?s <http://e.org/SERVICE> ?o }",
    "PREFIX e: <http://e.org/> SELECT * { ?service a e:SERVICE ; e:service ?o }",
    "PREFIX SERVICE: <http://e.org/> SELECT * { GRAPH SERVICE:x { ?s ?p ?o } }",
]


@pytest.mark.parametrize("sparql", CALLS)
def test_a_call_of_another_server_is_refused_however_it_is_spelled(sparql: str) -> None:
    with pytest.raises(Refused, match="SERVICE would ask another server"):
        inspect(sparql)


@pytest.mark.parametrize("sparql", NAMES)
def test_a_mere_name_is_no_call(sparql: str) -> None:
    assert inspect(sparql).kind == "select"
    assert list(Store().query(sparql)) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sparql",
    [
        "LOAD <file:///etc/passwd>",
        "PREFIX e: <http://e.org/> INSERT DATA { e:a e:b e:c }",
        "# SELECT\nDELETE WHERE { ?s ?p ?o }",
        "drop all",
        "WITH <http://e.org/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_an_update_is_refused(sparql: str) -> None:
    with pytest.raises(Refused, match="would change the graph"):
        inspect(sparql)


def nested(opening: str, closing: str, depth: int) -> str:
    return f"SELECT * {{ FILTER({opening * depth}1{closing * depth}) }}"


def test_size_depth_groups_and_patterns_have_a_limit_that_is_allowed() -> None:
    inspect(f"SELECT * {{ ?s ?p '{'å' * (LARGEST // 2 - 11)}' }}")
    inspect(nested("(", ")", DEEPEST - 2))
    inspect(f"SELECT * {{ {'{} ' * (MOST_GROUPS - 1)} }}")
    inspect(f"SELECT * {{ {'?s ?p ?o . ' * MOST_PATTERNS} }}")
    inspect(f"SELECT DISTINCT ?a ?b ?c {{ {'?s ?p ?o . ' * MOST_PATTERNS} }} ORDER BY ?a ?b ?c LIMIT 1")
    inspect(f"SELECT * {{ VALUES ?x {{ {'<http://e.org/> ' * 3000} }} ?x ?p ?o }}")


@pytest.mark.parametrize("name", named_queries())
def test_our_own_queries_are_within_measure(name: str) -> None:
    assert inspect(named_query(name).sparql).kind == "select"


@pytest.mark.parametrize(
    ("sparql", "said"),
    [
        (nested("(", ")", DEEPEST - 1), "brackets are nested more than 199 deep"),
        (nested("(", ")", 5000), "brackets are nested more than 199 deep"),
        (f"SELECT * {'{' * 200}{'}' * 200}", "brackets are nested more than 199 deep"),
        (f"SELECT * {{ ?s ?p {'[ ?p ' * 200}{']' * 200} }}", "brackets are nested more than 199 deep"),
        (f"SELECT * {{ {'{} ' * MOST_GROUPS} }}", "the query has more than 200 groups in braces"),
        (f"SELECT * {{ {'{} ' * 21_000} }}", "the query has more than 200 groups in braces"),
        (f"SELECT * {{ {'?s ?p ?o . ' * 61} }}", "the query has 61 triple patterns, more than 60"),
        (f"SELECT * {{ ?s ?p ?o {'; ?p ?o ' * 60} }}", "the query has 61 triple patterns, more than 60"),
        (f"SELECT * {{ ?s ?p ?o {', ?o ' * 60} }}", "the query has 61 triple patterns, more than 60"),
    ],
    ids=["deep", "5,000 deep", "groups deep", "nodes deep", "wide", "21,000 wide", "patterns", "predicates", "objects"],
)
def test_what_is_beyond_measure_is_refused(sparql: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        inspect(sparql)


def test_a_query_is_measured_in_bytes() -> None:
    with pytest.raises(TooLarge, match="more than 65536 bytes"):
        inspect(f"SELECT * {{ ?s ?p '{'å' * (LARGEST // 2)}' }}")


@pytest.mark.parametrize(
    ("sparql", "kind", "repeatable"),
    [
        ("SELECT * { ?s ?p ?o }", "select", True),
        ("base <http://e.org/> prefix ask: <http://e.org/> ask { ?s ?p ?o }", "ask", True),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "construct", True),
        ("DESCRIBE <http://e.org/>", "describe", True),
        ("SELECT (NOW() AS ?x) {}", "select", False),
        ("SELECT (rand () AS ?x) {}", "select", False),
        ("SELECT (UUID() AS ?x) {}", "select", False),
        ("SELECT (STRUUID() AS ?x) {}", "select", False),
        ("SELECT (BNODE('a') AS ?x) {}", "select", False),
        ("SELECT ('NOW()' AS ?now) {} # RAND()", "select", True),
        ("CONSTRUCT { ?s ?p [] } WHERE { ?s ?p ?o }", "construct", False),
        ("CONSTRUCT { _:x ?p ?o } WHERE { ?s ?p ?o }", "construct", False),
        ("CONSTRUCT { ?s ?p (1) } WHERE { ?s ?p ?o }", "construct", False),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . _:b ?q ?s }", "construct", True),
        ("nonsense", "select", True),
    ],
)
def test_the_form_and_whether_it_can_be_asked_again_are_seen(sparql: str, kind: str, repeatable: bool) -> None:
    reading = inspect(sparql)
    assert (reading.kind, reading.repeatable) == (kind, repeatable)
