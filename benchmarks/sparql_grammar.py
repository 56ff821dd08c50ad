"""SPARQL by its grammar, for hypothesis: queries that are valid by construction, and texts that only nearly are.

The productions are those of SPARQL 1.1 Query, §19.8, and the triple terms of 1.2, in the order of that page; the terms
are ones that the release has, so that queries find something. Small on purpose: at most three elements of a group and
two levels of groups, since it is the service that is tried and not the patience of the engine.
"""

from collections.abc import Sequence

from hypothesis import strategies as st

from graph.named import named_queries
from ontology import terms

PREFIXES = "".join(
    f"PREFIX {name}: <{terms.PREFIXES[name]}>\n" for name in ("vk", "id", "g", "skos", "dct", "geo", "xsd")
)
PREDICATES = (
    "a",
    "vk:theme",
    "vk:mainCity",
    "vk:operatedBy",
    "skos:prefLabel",
    "dct:spatial",
    "skos:broader",
    "vk:year",
)
THINGS = ("vk:TestBed", "vk:Trial", "id:place\\/fi-091", "id:theme\\/edtech", f"<{terms.ID}testbed/facts-kyky>")
GRAPHS = ("g:concepts", "g:provenance", f"<{terms.GRAPH}source/facts>", "<urn:nothing>")
STRINGS = ('"Espoo"', "'x'", '"""a "b" c"""', "'''\\n'''", '"\\u00e4\\U0001F600"', '"Esbo"@sv', '"x"@en-GB', '""')
NUMBERS = ("0", "-1", "+2.5", "1e9", ".5", "1E-300", "99999999999999999999", "true", "false")
TYPED = ('"2020"^^xsd:gYear', '"x"^^xsd:integer', '"1"^^xsd:decimal', '"POINT(24 60)"^^geo:wktLiteral', '"a"^^<urn:t>')
UNARY = (
    *(
        "STR",
        "LANG",
        "DATATYPE",
        "BOUND_",
        "ABS",
        "CEIL",
        "FLOOR",
        "ROUND",
        "STRLEN",
        "UCASE",
        "LCASE",
        "ENCODE_FOR_URI",
    ),
    *("YEAR", "MONTH", "DAY", "HOURS", "MINUTES", "SECONDS", "TIMEZONE", "TZ", "MD5", "SHA1", "SHA256", "SHA512"),
    *("isIRI", "isBLANK", "isLITERAL", "isNUMERIC", "IRI", "BNODE", "xsd:integer", "xsd:dateTime", "xsd:boolean"),
)
BINARY = (
    "CONTAINS",
    "STRSTARTS",
    "STRENDS",
    "STRBEFORE",
    "STRAFTER",
    "LANGMATCHES",
    "sameTerm",
    "STRDT",
    "STRLANG",
    "REGEX",
)
NULLARY = ("NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()")
AGGREGATES = (
    "COUNT(*)",
    "COUNT(DISTINCT ?a)",
    "SUM(?b)",
    "MIN(?c)",
    "MAX(?a)",
    "AVG(?b)",
    "SAMPLE(?c)",
    'GROUP_CONCAT(?a;separator="|")',
)

variables = st.sampled_from(("?a", "?b", "?c", "$d"))
literals = st.sampled_from((*STRINGS, *NUMBERS, *TYPED))
iris = st.sampled_from(THINGS)
predicates = st.sampled_from(PREDICATES)


def _joined(parts: Sequence[str], between: str = " ") -> str:
    return between.join(parts)


paths = st.recursive(
    predicates,
    lambda inner: st.one_of(
        st.tuples(inner, inner, st.sampled_from("/|")).map(lambda two: f"({two[0]}{two[2]}{two[1]})"),
        inner.map(lambda one: f"^({one})"),
        st.tuples(inner, st.sampled_from("*+?")).map(lambda one: f"({one[0]}){one[1]}"),
        st.lists(predicates, min_size=1, max_size=2).map(lambda some: f"!({'|'.join(some)})"),
    ),
    max_leaves=3,
)
verbs = st.one_of(predicates, variables, paths)
nodes = st.recursive(
    st.one_of(variables, iris, literals, st.just("[]"), st.just("()"), st.just("_:x")),
    lambda inner: st.one_of(
        st.tuples(predicates, inner).map(lambda one: f"[ {one[0]} {one[1]} ]"),
        st.lists(inner, min_size=1, max_size=2).map(lambda some: f"( {_joined(some)} )"),
        st.tuples(variables, predicates, variables).map(lambda three: f"<<( {_joined(three)} )>>"),
    ),
    max_leaves=2,
)
subjects = st.one_of(variables, variables, iris)
triples = st.tuples(
    subjects, verbs, nodes, st.lists(st.tuples(st.sampled_from(";,"), predicates, nodes), max_size=1)
).map(
    lambda one: (
        f"{one[0]} {one[1]} {one[2]} "
        + _joined([f"; {verb} {node}" if mark == ";" else f", {node}" for mark, verb, node in one[3]])
        + " . "
    )
)
expressions = st.recursive(
    st.one_of(variables, variables, literals, st.sampled_from(THINGS), st.sampled_from(NULLARY)),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(("=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "&&", "||")), inner).map(
            lambda three: f"({_joined(three)})"
        ),
        st.tuples(st.sampled_from(UNARY), inner).map(
            lambda one: f"{one[0]}({one[1]})" if one[0] != "BOUND_" else "BOUND(?a)"
        ),
        st.tuples(st.sampled_from(BINARY), inner, inner).map(lambda two: f"{two[0]}({two[1]}, {two[2]})"),
        st.tuples(st.sampled_from("!-+"), inner).map(lambda one: f"({one[0]}({one[1]}))"),
        st.tuples(inner, inner, inner).map(lambda three: f"IF({_joined(three, ', ')})"),
        st.lists(inner, min_size=1, max_size=3).map(lambda some: f"COALESCE({_joined(some, ', ')})"),
        st.lists(inner, min_size=1, max_size=3).map(lambda some: f"CONCAT({_joined(some, ', ')})"),
        st.tuples(inner, st.sampled_from(("IN", "NOT IN")), inner).map(lambda one: f"({one[0]} {one[1]} ({one[2]}))"),
        st.tuples(st.sampled_from(("EXISTS", "NOT EXISTS")), triples).map(lambda one: f"({one[0]} {{ {one[1]} }})"),
        st.tuples(inner, inner, inner).map(lambda three: f'REPLACE({three[0]}, "[aeiou", {three[2]})'),
    ),
    max_leaves=4,
)
values = st.lists(st.sampled_from((*THINGS, *STRINGS, *NUMBERS, "UNDEF")), max_size=3).map(
    lambda some: f"VALUES ?a {{ {_joined(some)} }} "
)


def _group(elements: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(elements, min_size=1, max_size=3).map(lambda some: f"{{ {_joined(some)} }}")


_flat = st.one_of(
    triples,
    triples,
    triples,
    values,
    expressions.map(lambda one: f"FILTER({one}) "),
    st.tuples(expressions, st.integers(0, 9)).map(lambda one: f"BIND({one[0]} AS ?made{one[1]}) "),
)


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    group = _group(inner)
    return st.one_of(
        inner,
        group,
        group.map(lambda one: f"OPTIONAL {one} "),
        group.map(lambda one: f"MINUS {one} "),
        st.tuples(group, group).map(lambda two: f"{two[0]} UNION {two[1]} "),
        st.tuples(st.one_of(variables, st.sampled_from(GRAPHS)), group).map(lambda one: f"GRAPH {one[0]} {one[1]} "),
        st.tuples(group, modifiers).map(lambda one: f"{{ SELECT * WHERE {one[0]} {one[1]} }} "),
        st.tuples(group, st.sampled_from(("", "SILENT "))).map(
            lambda one: f"SERVICE {one[1]}<http://localhost:1/> {one[0]} "
        ),
    )


orders = st.one_of(
    variables, st.tuples(st.sampled_from(("ASC", "DESC")), expressions).map(lambda one: f"{one[0]}({one[1]})")
)
modifiers = st.tuples(
    st.lists(orders, max_size=2).map(lambda some: f"ORDER BY {_joined(some)} " if some else ""),
    st.integers(0, 50).map(lambda limit: f"LIMIT {limit} "),
    st.one_of(st.just(""), st.integers(0, 3).map(lambda offset: f"OFFSET {offset} ")),
).map(_joined)
patterns = _group(st.one_of(_flat, _flat, _flat, _nested(_flat), _nested(_flat)))
datasets = st.one_of(
    st.just(""),
    st.just(""),
    st.just(""),
    st.tuples(st.sampled_from(("FROM", "FROM NAMED")), st.sampled_from(GRAPHS)).map(lambda two: f"{_joined(two)} "),
)
selects = st.tuples(
    st.sampled_from(("", "DISTINCT ", "REDUCED ")), datasets, patterns, modifiers, st.one_of(st.just(""), values)
).map(lambda one: f"SELECT {one[0]}* {one[1]}WHERE {one[2]} {one[3]}{one[4]}")
grouped = st.tuples(
    st.lists(st.sampled_from(AGGREGATES), min_size=1, max_size=2),
    datasets,
    patterns,
    st.sampled_from(("", " HAVING (COUNT(*) > 1)")),
).map(
    lambda one: (
        "SELECT ?d "
        + _joined([f"({made} AS ?n{number})" for number, made in enumerate(one[0])])
        + f" {one[1]}WHERE {one[2]} GROUP BY ?d{one[3]} LIMIT 20"
    )
)
projected = st.tuples(expressions, patterns, modifiers).map(
    lambda one: f"SELECT ({one[0]} AS ?made) WHERE {one[1]} {one[2]}"
)
asks = st.tuples(datasets, patterns).map(lambda one: f"ASK {one[0]}{one[1]}")
templates = st.tuples(subjects, predicates, st.one_of(variables, literals, iris, st.just("_:x"))).map(
    lambda one: f"{_joined(one)} . "
)
constructs = st.one_of(
    st.tuples(templates, datasets, patterns, modifiers).map(
        lambda one: f"CONSTRUCT {{ {one[0]}}} {one[1]}WHERE {one[2]} {one[3]}"
    ),
    st.tuples(subjects, predicates, variables).map(lambda one: f"CONSTRUCT WHERE {{ {_joined(one)} }} LIMIT 10"),
)
describes = st.one_of(
    iris.map(lambda one: f"DESCRIBE {one}"),
    st.tuples(patterns, modifiers).map(lambda one: f"DESCRIBE ?a WHERE {one[0]} {one[1]}"),
)

queries = st.one_of(selects, selects, grouped, projected, asks, constructs, describes).map(PREFIXES.__add__)
"""Queries that are SPARQL by construction; but some reach out (SERVICE), or bind a name twice."""

_sound = st.one_of(queries, st.sampled_from(sorted(one.sparql for one in named_queries().values())))
_marks = st.sampled_from(
    (
        "{",
        "}",
        "(",
        ")",
        "<",
        ">",
        '"',
        "'",
        "\\",
        "#",
        ";",
        ".",
        "?",
        "\x00",
        "\ufeff",
        "é",
        "\n",
        "UNION",
        "((((",
        "<<",
    )
)


def _broken(text: str, place: int, length: int, mark: str) -> str:
    at = place % (len(text) + 1)
    return text[:at] + mark + text[at + length :]


texts = st.tuples(_sound, st.integers(0, 9999), st.integers(0, 12), st.one_of(_marks, st.text(max_size=6))).map(
    lambda one: _broken(*one)
)
"""Texts that were SPARQL before a few characters went or came."""

anything = st.one_of(queries, queries, queries, texts, st.text(max_size=60))
"""What is sent: three in five are queries."""
