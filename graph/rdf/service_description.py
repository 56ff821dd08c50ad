"""What the SPARQL endpoint says of itself: SPARQL 1.1 Service Description, with its limits in words and as numbers."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from graph.rdf.guard import DEEPEST, LARGEST, MOST_PATTERNS
from graph.rdf.iris import node
from graph.rdf.question import MIB, Limits
from ontology import terms

ENTAILMENT = "http://www.w3.org/ns/entailment/Simple"
FORMATS = "http://www.w3.org/ns/formats/"
RESULT_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)
"""What W3C calls the formats of `graph.rdf.question`: https://www.w3.org/ns/formats/."""

GEOSPARQL = "http://www.opengis.net/def/function/geosparql/"
FUNCTIONS = tuple(
    GEOSPARQL + name
    for name in (
        *("asGeoJSON", "centroid", "convexHull", "difference", "dimension", "distance"),
        *("ehContains", "ehCoveredBy", "ehCovers", "ehDisjoint", "ehEquals", "ehInside", "ehMeet", "ehOverlap"),
        *("envelope", "getSRID", "intersection", "isEmpty", "length"),
        *("rcc8dc", "rcc8ec", "rcc8eq", "rcc8ntpp", "rcc8ntppi", "rcc8po", "rcc8tpp", "rcc8tppi", "relate"),
        *("sfContains", "sfCrosses", "sfDisjoint", "sfEquals", "sfIntersects", "sfOverlaps", "sfTouches", "sfWithin"),
        *("symDifference", "union"),
    )
)
"""The functions beside those of SPARQL that the engine knows; a test asks it for each."""

TITLES = {
    "fi": "Verkoston SPARQL-palvelu",
    "sv": "Verkostos SPARQL-tjänst",
    "en": "The SPARQL service of Verkosto",
}

SENTENCES = {
    "fi": (
        "Yksi kysely saa kestää {deadline} sekuntia ja käyttää {memory} Mt muistia; sen yli menevä saa vastauksen 503, "
        "tai jos vastausta on jo alettu lähettää, yhteys katkeaa.",
        "Yhdessä vastauksessa on enintään {rows} riviä tai väitettä ja {size} Mt. Pidempi päättyy kokonaiseen riviin "
        "ja sanoo lopussaan olevansa kesken (truncated); lyhyt sanoo sen myös otsakkeessa Verkosto-Truncated.",
        "Kyselyn tekstissä on enintään {longest} tavua, {patterns} kolmikkokuviota ja {deepest} yhtä aikaa auki olevaa "
        "sulkua.",
        "Päivityksiä ei oteta vastaan, eikä kysely pääse tältä koneelta muualle: SERVICE torjutaan.",
    ),
    "sv": (
        "En fråga får ta {deadline} sekunder och använda {memory} MB minne; en som behöver mer får svaret 503, eller "
        "om svaret redan har börjat sändas bryts förbindelsen.",
        "Ett svar har högst {rows} rader eller påståenden och {size} MB. Ett längre slutar med en hel rad och säger i "
        "slutet att det är avkortat (truncated); ett kort säger det också i huvudet Verkosto-Truncated.",
        "Texten i en fråga har högst {longest} byte, {patterns} trippelmönster och {deepest} samtidigt öppna "
        "parenteser.",
        "Uppdateringar tas inte emot, och en fråga når inte utanför den här datorn: SERVICE avvisas.",
    ),
    "en": (
        "One query may take {deadline} seconds and {memory} MiB of memory; one that needs more is answered 503, or, "
        "where an answer has begun to be sent, the connection is cut.",
        "One answer has at most {rows} rows or statements and {size} MiB. A longer one ends after a whole row and says "
        "at its end that it was cut (truncated); a short one says so in the header Verkosto-Truncated, too.",
        "The text of a query has at most {longest} bytes, {patterns} triple patterns, and {deepest} brackets open at a "
        "time.",
        "No update is taken, and no query gets out of this machine: SERVICE is refused.",
    ),
}

GRAPHS_SPARQL = f"""SELECT ?graph ?triples {{
    GRAPH ?graph {{}}
    OPTIONAL {{ GRAPH <{terms.G_CATALOGUE}> {{ ?graph <{terms.TRIPLES}> ?triples }} }}
}} ORDER BY ?graph"""
"""Which named graphs there are, and how large they are, where the release tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graphs:
    """The graphs of the endpoint: how many triples each named one holds, None where not known, and the default one."""

    named: Mapping[str, int | None]
    default: int


def graphs_of(answer: bytes, triples: int) -> Graphs:
    """Return the graphs that the answer (SPARQL JSON) to `GRAPHS_SPARQL` tells; `triples` are in the default graph."""
    rows = json.loads(answer)["results"]["bindings"]
    counts = {
        row["graph"]["value"]: int(row["triples"]["value"]) if "triples" in row else None
        for row in rows
        if row["graph"]["type"] == "uri"
    }
    return Graphs(default=triples, named=counts)


def limits_in_words(limits: Limits, language: str) -> tuple[str, ...]:
    """Return what the service allows one query, in sentences.

    >>> limits_in_words(Limits(), "en")[2]
    'The text of a query has at most 65536 bytes, 60 triple patterns, and 199 brackets open at a time.'
    """
    told = {
        "deadline": f"{limits.deadline:g}",
        "memory": limits.memory_mb,
        "rows": limits.rows,
        "size": limits.size // MIB,
        "longest": LARGEST,
        "patterns": MOST_PATTERNS,
        "deepest": DEEPEST,
    }
    return tuple(one.format(**told) for one in SENTENCES[language])


def service_description(endpoint: str, limits: Limits, graphs: Graphs, *, see_also: Iterable[str] = ()) -> bytes:
    """Return the description of the endpoint at the address `endpoint`, as N-Triples; `see_also` tells more of it."""
    more = (_link(f"{endpoint}#service", terms.SEE_ALSO, one) for one in see_also)
    written = serialize(chain(_triples(endpoint, limits, graphs), more), format=RdfFormat.N_TRIPLES)
    assert written is not None, "serialize returns bytes when it is given no output"
    return written


def _triples(endpoint: str, limits: Limits, graphs: Graphs) -> Iterator[Triple]:
    this, dataset, default = (f"{endpoint}#{part}" for part in ("service", "dataset", "default-graph"))
    yield _link(this, terms.A, f"{terms.SD}Service")
    yield _link(this, f"{terms.SD}endpoint", endpoint)
    for version in ("SPARQL10Query", "SPARQL11Query"):
        yield _link(this, f"{terms.SD}supportedLanguage", terms.SD + version)
    yield _link(this, f"{terms.SD}defaultEntailmentRegime", ENTAILMENT)
    yield _link(this, f"{terms.SD}defaultDataset", dataset)
    for name in RESULT_FORMATS:
        yield _link(this, f"{terms.SD}resultFormat", FORMATS + name)
    for function in FUNCTIONS:
        yield _link(this, f"{terms.SD}extensionFunction", function)
        yield _link(function, terms.A, f"{terms.SD}Function")
    for language, title in TITLES.items():
        yield _told(this, terms.TITLE, Literal(title, language=language))
        words = " ".join(limits_in_words(limits, language))
        yield _told(this, terms.DESCRIPTION, Literal(words, language=language))
    for predicate, value, datatype in _limits(limits):
        yield _told(this, predicate, Literal(value, datatype=node(terms.XSD + datatype)))
    yield _link(dataset, terms.A, f"{terms.SD}Dataset")
    yield _link(dataset, f"{terms.SD}defaultGraph", default)
    yield _link(default, terms.A, f"{terms.SD}Graph")
    yield from _counted(default, graphs.default)
    for graph, count in graphs.named.items():
        yield _link(dataset, f"{terms.SD}namedGraph", graph)
        yield _link(graph, terms.A, terms.NAMED_GRAPH)
        yield _link(graph, f"{terms.SD}name", graph)
        yield _link(graph, f"{terms.SD}graph", graph)
        yield _link(graph, terms.A, f"{terms.SD}Graph")
        yield from _counted(graph, count)


def _limits(limits: Limits) -> Iterator[tuple[str, str, str]]:
    yield terms.QUERY_DEADLINE, f"{limits.deadline:g}", "decimal"
    yield terms.QUERY_MEMORY, str(limits.memory_mb * MIB), "integer"
    yield terms.MOST_ROWS, str(limits.rows), "integer"
    yield terms.MOST_BYTES, str(limits.size), "integer"
    yield terms.LONGEST_QUERY, str(LARGEST), "integer"
    yield terms.DEEPEST_NESTING, str(DEEPEST), "integer"
    yield terms.MOST_PATTERNS, str(MOST_PATTERNS), "integer"


def _counted(graph: str, count: int | None) -> Iterator[Triple]:
    if count is not None:
        yield _told(graph, terms.TRIPLES, Literal(str(count), datatype=node(terms.XSD + "integer")))


def _link(this: str, predicate: str, target: str) -> Triple:
    return Triple(NamedNode(this), node(predicate), NamedNode(target))


def _told(this: str, predicate: str, value: Literal) -> Triple:
    return Triple(NamedNode(this), node(predicate), value)
