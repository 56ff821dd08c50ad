"""What a SPARQL service says of itself, in the terms of SPARQL 1.1 Service Description."""

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from graph.rdf.question import GRAPHS, MIB, RESULTS, Limits
from ontology.terms import DCT, RDF, RDFS, XSD

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
VOID = "http://rdfs.org/ns/void#"
PREFIXES = {"sd": SD, "formats": FORMATS, "void": VOID, "rdfs": RDFS, "dct": DCT, "xsd": XSD}

A = NamedNode(RDF + "type")
LANGUAGES = ("SPARQL10Query", "SPARQL11Query")
NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
}
"""What the W3C calls each format of an answer."""

SYNTAXES = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}


def service_description(form: str, *, endpoint: str, graphs: Iterable[str], triples: int, limits: Limits) -> bytes:
    """Return the description of the service at `endpoint`, in one of the `GRAPHS` formats.

    `graphs` are the names of its named graphs, `triples` the size of its default graph.
    """
    made = serialize(_triples(endpoint, graphs, triples, limits), format=SYNTAXES[form], prefixes=PREFIXES)
    assert made is not None, "serialize returns bytes when it is given no output"
    return made


def _triples(endpoint: str, graphs: Iterable[str], triples: int, limits: Limits) -> Iterator[Triple]:
    service, dataset, default = BlankNode("service"), BlankNode("dataset"), BlankNode("default")
    yield Triple(service, A, NamedNode(SD + "Service"))
    yield Triple(service, NamedNode(SD + "endpoint"), NamedNode(endpoint))
    for language in LANGUAGES:
        yield Triple(service, NamedNode(SD + "supportedLanguage"), NamedNode(SD + language))
    for form in (*RESULTS, *GRAPHS):
        yield Triple(service, NamedNode(SD + "resultFormat"), NamedNode(FORMATS + NAMES[form.name]))
    for language, text in told(limits).items():
        yield Triple(service, NamedNode(RDFS + "comment"), Literal(text, language=language))
    yield Triple(service, NamedNode(SD + "defaultDataset"), dataset)
    yield Triple(dataset, A, NamedNode(SD + "Dataset"))
    yield Triple(dataset, NamedNode(SD + "defaultGraph"), default)
    yield Triple(default, A, NamedNode(SD + "Graph"))
    yield Triple(default, NamedNode(VOID + "triples"), Literal(triples))
    for number, name in enumerate(graphs):
        named = BlankNode(f"graph{number}")
        yield Triple(dataset, NamedNode(SD + "namedGraph"), named)
        yield Triple(named, A, NamedNode(SD + "NamedGraph"))
        yield Triple(named, NamedNode(SD + "name"), NamedNode(name))


def told(limits: Limits) -> dict[str, str]:
    """Return what one question may take, in words, by language.

    >>> told(Limits(deadline=2.5, rows=1000))["en"].split(". ")[0]
    'A query has 2.5 seconds and 1024 MiB of memory'
    """
    seconds, memory, rows, size = f"{limits.deadline:g}", limits.memory_mb, limits.rows, limits.size // MIB
    return {
        "fi": f"Kyselyllä on {seconds} sekuntia aikaa ja {memory} MiB muistia. Vastaus, jossa on yli {rows} riviä tai "
        f"kolmikkoa taikka yli {size} MiB, katkaistaan rivin lopusta, ja se kertoo sen itse. Tietoja ei voi muuttaa, "
        "eikä kysely pääse toisiin palveluihin (SERVICE).",
        "sv": f"En fråga har {seconds} sekunder och {memory} MiB minne. Ett svar på mer än {rows} rader eller tripler "
        f"eller mer än {size} MiB kortas av i slutet av en rad och säger det själv. Inget kan ändras, och en fråga "
        "når inga andra tjänster (SERVICE).",
        "en": f"A query has {seconds} seconds and {memory} MiB of memory. An answer of more than {rows} rows or "
        f"triples or more than {size} MiB is cut at the end of a row and says so itself. Nothing can be changed, and "
        "no query reaches other services (SERVICE).",
    }
