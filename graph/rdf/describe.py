"""One thing: its facts, each with its sources, and what links to it.

Nothing here asks anything: a caller (a worker of the service, a store in a notebook) asks the questions of
`graph.rdf.describing` and brings the results.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ontology import terms
from ontology.turtle import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What stands at the end of a statement: an IRI or a text; `label` names the thing that an IRI stands for."""

    text: str
    is_iri: bool
    language: str | None = None
    label: Text | None = None
    datatype: str | None = None


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
    predicate_label: Text
    value: Value
    sources: tuple[Provenance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A statement in which the thing is the value."""

    predicate: str
    predicate_label: Text
    thing: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement about a trial; `confidence` is None where it is as sure as its row."""

    predicate: str
    value: Value
    confidence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One trial at the thing, a test bed: all that is said of it."""

    trial: str
    label: Text
    said: tuple[Said, ...]

    def of(self, *predicates: str) -> tuple[Said, ...]:
        """Return what is said of it under any of `predicates`."""
        return tuple(one for one in self.said if one.predicate in predicates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """All that a page about a thing shows.

    `link_count` counts the links that are not in `links` too. `trials` are those at a test bed; None where the thing
    is none.
    """

    iri: str
    label: Text
    facts: tuple[Fact, ...]
    links: tuple[Link, ...]
    link_count: int
    trials: tuple[Tried, ...] | None = None


def holds(answer: bytes) -> bool:
    """Return what the answer (SPARQL JSON) to a yes-or-no question says."""
    return bool(json.loads(answer)["boolean"])


def mentioned(iri: str, answers: Mapping[str, bytes]) -> list[str]:
    """Return `iri` and every other IRI that its page shows, each once: what needs a name."""
    rows = [row for answer in answers.values() for row in _rows(answer)]
    cells = (row[name] for row in rows for name in ("predicate", "object", "thing") if name in row)
    return list(dict.fromkeys([iri, *(str(cell["value"]) for cell in cells if cell["type"] == "uri")]))


def description(iri: str, answers: Mapping[str, bytes], names: Iterable[bytes], language: str = "fi") -> Description:
    """Return the description of `iri` that the answers to `page_sparql` and `names_sparql` hold.

    Things are called by their names in `language` where they have one, else in another.
    """
    called = _names((row for answer in names for row in _rows(answer)), language)
    return Description(
        iri=iri,
        label=_name(iri, called),
        facts=tuple(_facts(_rows(answers["facts"]), called)),
        links=tuple(_links(_rows(answers["links"]), called)),
        link_count=int(_rows(answers["count"])[0]["n"]["value"]),
        trials=tuple(_trials(_rows(answers["trials"]), called)) if "trials" in answers else None,
    )


def short(iri: str) -> str:
    """Return an IRI as people write it: a thing or graph of ours by kind and key, a term with its prefix.

    >>> short("https://w3id.org/verkosto/def#theme"), short("https://w3id.org/verkosto/id/place/fi-091")
    ('vk:theme', 'place/fi-091')
    """
    for namespace in (terms.ID, terms.GRAPH):
        if iri.startswith(namespace):
            return iri.removeprefix(namespace)
    for prefix, namespace in terms.PREFIXES.items():
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _rows(answer: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(answer)["results"]["bindings"]
    return found


def _names(rows: Iterable[Mapping[str, Any]], language: str) -> dict[str, Text]:
    ranked: dict[str, tuple[int, str, str]] = {}
    order = (language, "fi", "en", "sv")
    for row in rows:
        spoken = row["label"].get("xml:lang", "")
        rank = order.index(spoken) if spoken in order else len(order)
        thing = row["thing"]["value"]
        ranked[thing] = min(ranked.get(thing, (99, "", "")), (rank, row["label"]["value"], spoken))
    return {thing: Text(value=label, language=spoken) for thing, (_, label, spoken) in ranked.items()}


def _name(iri: str, names: Mapping[str, Text]) -> Text:
    return names.get(iri) or Text(value=short(iri), language="")


def _facts(rows: Iterable[Mapping[str, Any]], names: Mapping[str, Text]) -> Iterator[Fact]:
    statements: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        key = row["predicate"]["value"], json.dumps(row["object"], sort_keys=True)
        found = statements.setdefault(key, {"object": row["object"], "said": {}})
        said = tuple((name, _cell(row, name)) for name in SAID)
        found["said"].setdefault(said, []).extend(filter(None, [_cell(row, "page")]))
    for (predicate, _), found in statements.items():
        yield Fact(
            predicate=predicate,
            predicate_label=_name(predicate, names),
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


def _links(rows: Iterable[Mapping[str, Any]], names: Mapping[str, Text]) -> Iterator[Link]:
    for row in rows:
        predicate, thing = row["predicate"]["value"], row["thing"]["value"]
        yield Link(
            predicate=predicate,
            predicate_label=_name(predicate, names),
            thing=thing,
            label=_name(thing, names),
        )


def _trials(rows: Iterable[Mapping[str, Any]], names: Mapping[str, Text]) -> Iterator[Tried]:
    said: dict[str, list[Said]] = {}
    for row in rows:
        statement = Said(
            predicate=row["predicate"]["value"],
            value=_value(row["object"], names),
            confidence=_cell(row, "confidence"),
        )
        said.setdefault(row["thing"]["value"], []).append(statement)
    for trial, statements in said.items():
        yield Tried(trial=trial, label=_name(trial, names), said=tuple(dict.fromkeys(statements)))


def _value(term: Mapping[str, Any], names: Mapping[str, Text]) -> Value:
    is_iri = term["type"] == "uri"
    text = term["value"]
    label = _name(text, names) if is_iri else None
    language, datatype = term.get("xml:lang"), term.get("datatype")
    return Value(text=text, is_iri=is_iri, language=language, label=label, datatype=datatype)


def _cell(row: Mapping[str, Any], name: str) -> str | None:
    return str(row[name]["value"]) if name in row else None
