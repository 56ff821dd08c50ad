"""What may be asked of the graph, in which formats it may be answered, and how much one question may take."""

import json
from dataclasses import dataclass
from typing import Literal

from pyoxigraph import NamedNode

from graph.errors import BadParameter
from ontology import terms

Kind = Literal["select", "ask", "construct", "describe"]
"""The four forms of a SPARQL query."""

MIB = 1024 * 1024

BASE = terms.GRAPH.removesuffix("graph/")
"""What relative IRIs of a query are read against: the same on every host, so that the same query asks the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to write an answer; `also` are further media types that ask for it."""

    name: str
    media_type: str
    also: tuple[str, ...] = ()


RESULTS = (
    Format(name="json", media_type="application/sparql-results+json", also=("application/json",)),
    Format(name="xml", media_type="application/sparql-results+xml", also=("application/xml", "text/xml")),
    Format(name="csv", media_type="text/csv"),
    Format(name="tsv", media_type="text/tab-separated-values"),
)
"""How the answer to a SELECT or an ASK can be written, the usual first."""

GRAPHS = (
    Format(name="turtle", media_type="text/turtle", also=("application/x-turtle",)),
    Format(name="ntriples", media_type="application/n-triples", also=("text/plain",)),
    Format(name="jsonld", media_type="application/ld+json", also=("application/json",)),
    Format(name="rdfxml", media_type="application/rdf+xml", also=("application/xml", "text/xml")),
)
"""How the answer to a CONSTRUCT or a DESCRIBE can be written, the usual first."""


def formats(kind: Kind) -> tuple[Format, ...]:
    """Return the formats that an answer to a query of form `kind` can have, the usual first."""
    return RESULTS if kind in ("select", "ask") else GRAPHS


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one question may take, and how many workers answer at a time.

    `rows` counts triples where the answer is a graph; `size` counts bytes. A worker that has been at one question
    for `slow_after` seconds is slow: at most one slow worker for each core runs, the others pause. A release whose
    store needs at most `in_memory_mb` is held in memory.
    """

    deadline: float = 10.0
    memory_mb: int = 1024
    rows: int = 1_000_000
    size: int = 256 * MIB
    slow_after: float = 0.1
    workers: int = 8
    waiting: int = 64
    in_memory_mb: int = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One SPARQL query and how to answer it.

    `default_graphs` and `named_graphs` are the IRIs of the dataset where the asker names one: they replace what the
    query says after FROM. Where either is given, the other is empty unless given too. `rows` and `size`
    lower the limits of the service; they never raise them, but where the service asks `for_itself`: what it must know
    does not hang on how much others may have.
    """

    sparql: str
    format: str = "json"
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    rows: int | None = None
    size: int | None = None
    for_itself: bool = False


def encode(question: Question, limits: Limits) -> bytes:
    """Return `question`, its limits settled, as a worker reads it.

    Raises
    ------
    BadParameter
        If the name of a graph is not an IRI.
    """
    return json.dumps(
        {
            "sparql": question.sparql,
            "format": question.format,
            "dataset": _dataset(question),
            "rows": _least(question.rows, limits.rows, question),
            "size": _least(question.size, limits.size, question),
        }
    ).encode()


def _least(wanted: int | None, allowed: int, question: Question) -> int:
    if wanted is None:
        return allowed
    return wanted if question.for_itself else min(wanted, allowed)


def _dataset(question: Question) -> list[list[str]] | None:
    if question.default_graphs is None and question.named_graphs is None:
        return None
    return [[_iri(one) for one in names or ()] for names in (question.default_graphs, question.named_graphs)]


def _iri(text: str) -> str:
    try:
        return NamedNode(text).value
    except ValueError as error:
        raise BadParameter(f"{text!r} is not the name of a graph: {error}") from error
