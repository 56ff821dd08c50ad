"""What a release holds, told in VoID and DCAT, for the graph `g:catalogue`: counts, links, examples, licences.

The counts are of the default graph, but for those of each named graph. Where the release can be had (downloads, the
endpoint) hangs on the host that serves it and is told there. The graph does not count itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from graph.rdf import iris
from graph.rdf.describe import short
from graph.rdf.iris import node
from graph.rdf.provenance import VOCABULARY as SHIPPED
from graph.readings import SourceInfo
from ontology import terms

HERE = NamedNode(terms.G_CATALOGUE)
DATASET = iris.thing("dataset", "verkosto")
CATALOGUE = iris.thing("catalogue", "verkosto")

TITLE = {
    "fi": "Verkosto: Helsingin seudun innovaatioekosysteemin avoin tietoverkko",
    "sv": "Verkosto: öppen kunskapsgraf över innovationsekosystemet i Helsingforsregionen",
    "en": "Verkosto: an open knowledge graph of the innovation ecosystem of the Helsinki region",
}
ABOUT = {
    "fi": "Kaupungit, korkeakoulut, tutkimuslaitokset, yritykset, hankkeet, rahoitus, kehitys- ja kokeiluympäristöt ja "
    "niissä tehdyt kokeilut; jokaisella väitteellä on lähde.",
    "sv": "Städer, högskolor, forskningsinstitut, företag, projekt, finansiering, utvecklings- och försöksmiljöer och "
    "försöken i dem; varje påstående har en källa.",
    "en": "Cities, universities, research institutes, companies, projects, funding, test beds and the trials in them; "
    "every statement has a source.",
}
RIGHTS = {
    "fi": "Verkoston oma kooste on lisensoitu CC BY 4.0 -lisenssillä. Kunkin lähteen lisenssi on lähteen kuvauksessa; "
    "missä sitä ei ole, sitä ei ole kirjattu.",
    "sv": "Verkostos egen sammanställning är licensierad under CC BY 4.0. Varje källas licens står i dess beskrivning; "
    "där ingen står har den inte antecknats.",
    "en": "Verkosto's own compilation is licensed under CC BY 4.0. The licence of each source stands in its "
    "description; where there is none, none was recorded.",
}

LINKING = (
    terms.EXACT_MATCH,
    f"{terms.SKOS}closeMatch",
    f"{terms.SKOS}broadMatch",
    f"{terms.SKOS}narrowMatch",
    f"{terms.SKOS}relatedMatch",
    f"{terms.OWL}sameAs",
    terms.IS_PART_OF,
    terms.REGION,
    terms.LANGUAGE,
    terms.E_CURRENCY,
)
"""Properties whose values, where they are not ours, are things of other data sets (and not web pages)."""

EXAMPLES = (terms.TEST_BED, terms.ORGANIZATION, terms.E_PROJECT, terms.SERVICE, terms.TRIAL, terms.LOCATION)
"""Classes of which one thing is shown as an example, where there is one."""

GRAPHS: Mapping[str, str] = {
    terms.G_ONTOLOGY: "The vocabulary: classes and properties",
    terms.G_CONCEPTS: "The code lists",
    terms.G_PROVENANCE: "Who says so: sources, runs, files, records, doubts and rejected rows",
    terms.G_IDENTITY: "Who is who: of which thing each record is, on what basis, and what took whose place",
    terms.G_ANALYSIS: "The figures of the analyses",
    terms.G_GATE: "The verdict of the shapes on this release",
    terms.G_CATALOGUE: "What this release holds",
}
"""What each named graph holds that is not one source's."""

SIZES = """SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?p) AS ?properties)
    (COUNT(DISTINCT ?o) AS ?objects) { ?s ?p ?o }"""
NAMED = "SELECT ?key (COUNT(*) AS ?n) { GRAPH ?key { ?s ?p ?o } } GROUP BY ?key ORDER BY ?key"
CLASSES = "SELECT ?key (COUNT(DISTINCT ?s) AS ?n) { ?s a ?key } GROUP BY ?key ORDER BY ?key"
USED = "SELECT ?key (COUNT(*) AS ?n) { ?s ?key ?o } GROUP BY ?key ORDER BY ?key"
ENTITIES = f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), '{terms.ID}')) }}"
LINKS = f"""SELECT ?predicate ?space (COUNT(*) AS ?n) {{
    VALUES ?predicate {{ {" ".join(f"<{one}>" for one in LINKING)} }}
    ?s ?predicate ?o
    FILTER(ISIRI(?o) && !STRSTARTS(STR(?o), "{terms.ID}"))
    BIND(REPLACE(STR(?o), "[^/#]*$", "") AS ?space)
}} GROUP BY ?predicate ?space ORDER BY ?predicate ?space"""
EXAMPLE = "SELECT (MIN(?s) AS ?example) {{ ?s a <{}> }}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogued:
    """What is told of a release beside what its store tells itself."""

    release: str
    issued: datetime
    sources: tuple[SourceInfo, ...]


def catalogue_quads(store: Store, given: Catalogued) -> Iterator[Quad]:
    """Yield what the default graph of `store` holds, and of which sources it is made."""
    yield from _dataset(store, given)
    yield from _partitions(store)
    yield from _linksets(store)
    yield from _types(CATALOGUE, terms.CATALOGUE)
    yield from _texts(CATALOGUE, terms.TITLE, TITLE)
    yield _typed(CATALOGUE, terms.ISSUED, given.issued.isoformat(), "dateTime")
    yield _link(CATALOGUE, terms.HAS_DATASET, DATASET)
    for source in (*given.sources, SHIPPED):
        yield _link(CATALOGUE, terms.HAS_DATASET, iris.thing("source", source.name))


def _dataset(store: Store, given: Catalogued) -> Iterator[Quad]:
    yield from _types(DATASET, terms.VOID_DATASET, terms.DATASET, terms.ENTITY)
    for predicate, told in ((terms.TITLE, TITLE), (terms.DESCRIPTION, ABOUT), (terms.RIGHTS, RIGHTS)):
        yield from _texts(DATASET, predicate, told)
    yield _text(DATASET, terms.PUBLISHER, SHIPPED.publisher)
    yield _text(DATASET, terms.COMPILATION_LICENCE, str(SHIPPED.compilation_licence))
    yield _text(DATASET, terms.VERSION, given.release)
    yield _typed(DATASET, terms.ISSUED, given.issued.isoformat(), "dateTime")
    yield _text(DATASET, terms.URI_SPACE, terms.ID)
    for source in (*given.sources, SHIPPED):
        yield _link(DATASET, terms.WAS_DERIVED_FROM, iris.thing("source", source.name))
    [sizes] = _rows(store, SIZES)
    [(entities,)] = _rows(store, ENTITIES)
    counted = (terms.TRIPLES, terms.DISTINCT_SUBJECTS, terms.PROPERTIES, terms.DISTINCT_OBJECTS)
    for predicate, number in (*zip(counted, sizes, strict=True), (terms.ENTITIES, entities)):
        yield _typed(DATASET, predicate, number, "integer")
    for one in EXAMPLES:
        for (example,) in _rows(store, EXAMPLE.format(one)):
            yield _link(DATASET, terms.EXAMPLE_RESOURCE, example)


def _partitions(store: Store) -> Iterator[Quad]:
    classes, used = list(_rows(store, CLASSES)), list(_rows(store, USED))
    yield _typed(DATASET, terms.CLASSES, str(len(classes)), "integer")
    for key, number in classes:
        part = iris.thing("partition", f"class-{_word(key)}")
        yield _link(DATASET, terms.CLASS_PARTITION, part)
        yield from _types(part, terms.VOID_DATASET)
        yield _link(part, terms.VOID_CLASS, key)
        yield _typed(part, terms.ENTITIES, number, "integer")
    for key, number in used:
        part = iris.thing("partition", f"property-{_word(key)}")
        yield _link(DATASET, terms.PROPERTY_PARTITION, part)
        yield from _types(part, terms.VOID_DATASET)
        yield _link(part, terms.VOID_PROPERTY, key)
        yield _typed(part, terms.TRIPLES, number, "integer")
    terms_used = [key for key, _ in (*classes, *used)]
    for space in sorted(
        {space for space in terms.PREFIXES.values() if any(one.startswith(space) for one in terms_used)}
    ):
        yield _link(DATASET, terms.VOCABULARY, space)


def _linksets(store: Store) -> Iterator[Quad]:
    for predicate, space, number in _rows(store, LINKS):
        target = iris.thing("dataset", space.partition("://")[2].strip("/#").replace("/", "-"))
        this = iris.thing("linkset", f"{_word(predicate)}--{target.rpartition('/')[2]}")
        yield from _types(this, terms.LINKSET)
        yield _link(DATASET, terms.SUBSET, this)
        yield _link(this, terms.SUBJECTS_TARGET, DATASET)
        yield _link(this, terms.LINK_PREDICATE, predicate)
        yield _link(this, terms.OBJECTS_TARGET, target)
        yield _typed(this, terms.TRIPLES, number, "integer")
        yield from _types(target, terms.VOID_DATASET)
        yield _text(target, terms.URI_SPACE, space)


def graph_quads(store: Store, sources: Iterable[SourceInfo]) -> Iterator[Quad]:
    """Yield what named graphs `store` has, how large all but this one are, and whose they are."""
    infos = {iris.source_graph(one.name): one for one in sources}
    sizes = {row[0]: row[1] for row in _rows(store, NAMED)}
    sizes.pop(terms.G_CATALOGUE, None)
    for graph in (terms.G_CATALOGUE, *sizes):
        yield _link(DATASET, terms.SUBSET, graph)
        yield from _types(graph, terms.NAMED_GRAPH, terms.VOID_DATASET)
        if graph in sizes:
            yield _typed(graph, terms.TRIPLES, sizes[graph], "integer")
        if (info := infos.get(graph)) is not None:
            yield from _of_source(graph, info)
        elif graph in GRAPHS:
            yield _text(graph, terms.TITLE, GRAPHS[graph], "en")
            yield _text(graph, terms.COMPILATION_LICENCE, str(SHIPPED.compilation_licence))


def _of_source(graph: str, info: SourceInfo) -> Iterator[Quad]:
    yield _link(graph, terms.WAS_DERIVED_FROM, iris.thing("source", info.name))
    yield _text(graph, terms.TITLE, info.title, "en")
    if info.licence:
        yield _text(graph, terms.LICENSE, info.licence)
    if info.compilation_licence:
        yield _text(graph, terms.COMPILATION_LICENCE, info.compilation_licence)


def _word(iri: str) -> str:
    return short(iri).replace(":", "-")


def _rows(store: Store, sparql: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows that are bound; an aggregate over nothing is not."""
    found = store.query(sparql)
    assert isinstance(found, QuerySolutions), "the questions of this page are SELECT queries"
    for row in found:
        values = [value.value for value in row if value is not None]
        if len(values) == len(found.variables):
            yield tuple(values)


def _types(this: str, *classes: str) -> Iterator[Quad]:
    for one in classes:
        yield _link(this, terms.A, one)


def _link(this: str, predicate: str, target: str) -> Quad:
    return Quad(NamedNode(this), node(predicate), NamedNode(target), HERE)


def _texts(this: str, predicate: str, told: Mapping[str, str]) -> Iterator[Quad]:
    for language, value in told.items():
        yield _text(this, predicate, value, language)


def _text(this: str, predicate: str, value: str, language: str | None = None) -> Quad:
    literal = Literal(value, language=language) if language else Literal(value)
    return Quad(NamedNode(this), node(predicate), literal, HERE)


def _typed(this: str, predicate: str, value: str, datatype: str) -> Quad:
    return Quad(NamedNode(this), node(predicate), Literal(value, datatype=node(terms.XSD + datatype)), HERE)
