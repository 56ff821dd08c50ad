"""One thing: the questions that gather what the graph says of it, and its facts with their sources.

Nothing here asks anything: a caller (a worker of the service, a store in a notebook) does, and brings the results.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import NamedNode

from graph.named import bound, named_query
from ontology import terms

INCOMING = 200
"""How many links to a thing are named; the rest are only counted."""

DESCRIPTION = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
CONSTRUCT {{ {this} ?p ?o . ?o skos:prefLabel ?label . ?s ?q {this} . ?s skos:prefLabel ?name }} WHERE {{
  {{ {this} ?p ?o OPTIONAL {{ ?o skos:prefLabel ?label }} }}
  UNION {{
    {{ SELECT ?s ?q {{ ?s ?q {this} }} ORDER BY ?q ?s LIMIT {incoming} }}
    OPTIONAL {{ ?s skos:prefLabel ?name }}
  }}
}}"""

LABELS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?thing ?label {{
  {{ {this} ?p ?thing . ?thing skos:prefLabel ?label }}
  UNION {{ {this} ?thing ?o . GRAPH <{ontology}> {{ ?thing rdfs:label ?label }} }}
  UNION {{ {this} a ?thing . GRAPH <{ontology}> {{ ?thing rdfs:label ?label }} }}
  UNION {{ {this} skos:prefLabel ?label . BIND({this} AS ?thing) }}
  UNION {{ ?s ?thing {this} . GRAPH <{ontology}> {{ ?thing rdfs:label ?label }} }}
}} ORDER BY ?thing ?label"""

LINKS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?predicate ?thing (SAMPLE(?name) AS ?label) {{
  {{ SELECT DISTINCT ?predicate ?thing {{ ?thing ?predicate {this} }} ORDER BY ?predicate ?thing LIMIT {incoming} }}
  OPTIONAL {{ ?thing skos:prefLabel ?name }}
}} GROUP BY ?predicate ?thing ORDER BY ?predicate ?thing"""

LINK_COUNT = "SELECT (COUNT(*) AS ?n) {{ ?s ?p {this} }}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What stands at the end of a statement: an IRI or a text; `label` names the thing that an IRI stands for."""

    text: str
    is_iri: bool
    language: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """One source of one statement. What nobody recorded is "not recorded"; other fields are None where they are not."""

    source: str
    graph: str
    record: str | None
    pages: tuple[str, ...]
    citation: str | None
    table: str | None
    line: str | None
    section: str | None
    confidence: str | None
    assigned_by: str | None
    retrieved: str
    licence: str
    compilation_licence: str | None
    released: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One statement about a thing, and who says so."""

    predicate: str
    predicate_label: str
    value: Value
    sources: tuple[Provenance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A statement in which the thing is the value."""

    predicate: str
    predicate_label: str
    thing: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """All that a page about a thing shows. `link_count` counts the links that are not in `links` too."""

    iri: str
    label: str
    facts: tuple[Fact, ...]
    links: tuple[Link, ...]
    link_count: int
    names: Mapping[str, str] = field(default_factory=dict)


def exists_sparql(iri: str) -> str:
    """Return the question whether the default graph says anything of `iri`."""
    this = NamedNode(iri)
    return f"ASK {{ {{ {this} ?p ?o }} UNION {{ ?s ?q {this} }} }}"


def description_sparql(iri: str) -> str:
    """Return the question for the symmetric description of `iri`: both directions, and the names of what it names."""
    return DESCRIPTION.format(this=NamedNode(iri), incoming=INCOMING)


def page_sparql(iri: str) -> dict[str, str]:
    """Return the questions whose answers (SPARQL JSON) `description` takes, by name."""
    this = NamedNode(iri)
    return {
        "facts": bound(named_query("cq32-provenance"), {"subject": iri}),
        "labels": LABELS.format(this=this, ontology=terms.G_ONTOLOGY),
        "links": LINKS.format(this=this, incoming=INCOMING),
        "count": LINK_COUNT.format(this=this),
    }


def description(iri: str, answers: Mapping[str, bytes], language: str = "fi") -> Description:
    """Return the description of `iri` that the answers to `page_sparql` hold, with names in `language` first."""
    rows = {name: json.loads(answer)["results"]["bindings"] for name, answer in answers.items()}
    names = _names(rows["labels"], language)
    return Description(
        iri=iri,
        label=names.get(iri, iri),
        facts=tuple(_facts(rows["facts"], names)),
        links=tuple(_links(rows["links"], names)),
        link_count=int(rows["count"][0]["n"]["value"]),
        names=names,
    )


def short(iri: str) -> str:
    """Return an IRI as people write it: with a prefix where it has one of ours.

    >>> short("https://w3id.org/verkosto/def#theme"), short("https://example.org/x")
    ('vk:theme', 'https://example.org/x')
    """
    for prefix, namespace in terms.PREFIXES.items():
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _names(rows: Iterable[Mapping[str, Any]], language: str) -> dict[str, str]:
    ranked: dict[str, tuple[int, str]] = {}
    order = (language, "fi", "en", "sv")
    for row in rows:
        spoken = row["label"].get("xml:lang", "")
        rank = order.index(spoken) if spoken in order else len(order)
        thing = row["thing"]["value"]
        ranked[thing] = min(ranked.get(thing, (99, "")), (rank, row["label"]["value"]))
    return {thing: label for thing, (_, label) in ranked.items()}


def _facts(rows: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> Iterator[Fact]:
    statements: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        key = row["predicate"]["value"], json.dumps(row["object"], sort_keys=True)
        found = statements.setdefault(key, {"object": row["object"], "said": {}})
        said = tuple((name, _cell(row, name)) for name in SAID)
        found["said"].setdefault(said, []).extend(filter(None, [_cell(row, "page")]))
    for (predicate, _), found in statements.items():
        yield Fact(
            predicate=predicate,
            predicate_label=names.get(predicate, short(predicate)),
            value=_value(found["object"], names),
            sources=tuple(_provenance(dict(said), pages) for said, pages in found["said"].items()),
        )


SAID = (
    "sourceTitle",
    "graph",
    "record",
    "citation",
    "table",
    "line",
    "section",
    "confidence",
    "assignedBy",
    "retrieved",
    "licence",
    "compilationLicence",
    "released",
)
"""The columns of cq32-provenance that tell one source of a statement from another."""


def _provenance(said: Mapping[str, str | None], pages: Iterable[str]) -> Provenance:
    return Provenance(
        source=said["sourceTitle"] or "",
        graph=said["graph"] or "",
        record=said["record"],
        pages=tuple(dict.fromkeys(pages)),
        citation=said["citation"],
        table=said["table"],
        line=said["line"],
        section=said["section"],
        confidence=said["confidence"],
        assigned_by=said["assignedBy"],
        retrieved=said["retrieved"] or "not recorded",
        licence=said["licence"] or "not recorded",
        compilation_licence=said["compilationLicence"],
        released=said["released"] or "",
    )


def _links(rows: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> Iterator[Link]:
    for row in rows:
        predicate, thing = row["predicate"]["value"], row["thing"]["value"]
        yield Link(
            predicate=predicate,
            predicate_label=names.get(predicate, short(predicate)),
            thing=thing,
            label=_cell(row, "label") or short(thing),
        )


def _value(term: Mapping[str, Any], names: Mapping[str, str]) -> Value:
    is_iri = term["type"] == "uri"
    text = term["value"]
    label = names.get(text, short(text)) if is_iri else None
    return Value(text=text, is_iri=is_iri, language=term.get("xml:lang"), label=label)


def _cell(row: Mapping[str, Any], name: str) -> str | None:
    return str(row[name]["value"]) if name in row else None
