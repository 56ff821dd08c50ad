"""An answer to a need as RDF: a `vk:Match` for each test bed, with its score, its rank and its reasons."""

from collections.abc import Iterator
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from graph.matching.grounds import Answer, Match
from graph.rdf import iris
from ontology import terms


def answer_turtle(answer: Answer, text: str) -> bytes:
    """Return an answer as Turtle; `text` is the need in the words of who asked."""
    prefixes = {"vk": terms.VK, "id": terms.ID, "xsd": terms.XSD}
    made = serialize(match_triples(answer, text), format=RdfFormat.TURTLE, prefixes=prefixes)
    assert made is not None, "without a file the serialisation is returned"
    return made


def match_triples(answer: Answer, text: str) -> Iterator[Triple]:
    """Yield the statements about each match; the address of one is made of the need, the test bed and the score."""
    for rank, one in enumerate(answer.results, start=1):
        yield from _match(one, rank, text)


def _match(one: Match, rank: int, text: str) -> Iterator[Triple]:
    digest = sha256(f"{text}\n{one.testbed}\n{one.score!r}".encode()).hexdigest()[:16]
    subject = NamedNode(iris.thing("match", digest))
    yield Triple(subject, NamedNode(terms.RDF + "type"), NamedNode(terms.VK + "Match"))
    yield Triple(subject, NamedNode(terms.VK + "need"), Literal(text))
    yield Triple(subject, NamedNode(terms.VK + "testBed"), NamedNode(one.testbed))
    yield Triple(subject, NamedNode(terms.VK + "score"), _decimal(one.score))
    yield Triple(subject, NamedNode(terms.VK + "rank"), Literal(rank))
    for reason in one.reasons:
        words = f"{reason.feature} {reason.points:.4f}: {', '.join(reason.values)}"
        yield Triple(subject, NamedNode(terms.VK + "reason"), Literal(words))
    for verdict in one.constraints:
        yield Triple(subject, NamedNode(terms.VK + "constraintResult"), Literal(f"{verdict.name}: {verdict.verdict}"))


def _decimal(value: float) -> Literal:
    return Literal(f"{value:.6f}", datatype=NamedNode(terms.XSD + "decimal"))
