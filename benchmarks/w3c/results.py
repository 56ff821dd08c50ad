"""Whether two results of a query are the same: rows, graphs or a yes, whatever their blank nodes are called."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Literal as OneOf

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
NUMERIC = frozenset(
    XSD + name
    for name in "integer decimal float double nonPositiveInteger negativeInteger long int short byte "
    "nonNegativeInteger unsignedLong unsignedInt unsignedShort unsignedByte positiveInteger".split()
)

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")

Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[Term | None, ...]
Sameness = OneOf["same", "same value", "other"]
"""Term by term; by the value of numbers and booleans that are written otherwise (1.0 and 1.00); or not at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A result: rows over the variables `head`, or the triples of a graph where that is empty; or a yes or no."""

    head: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    ordered: bool = False
    boolean: bool | None = None


def expected(path: Path, base: str) -> Result:
    """Return the result that a file of the suite holds."""
    if path.suffix == ".csv":
        return csv_result(path.read_bytes())
    if path.suffix in (".srx", ".srj", ".tsv"):
        forms = {".srx": QueryResultsFormat.XML, ".srj": QueryResultsFormat.JSON, ".tsv": QueryResultsFormat.TSV}
        return _read(path.read_bytes(), forms[path.suffix])
    triples = graph_result(path.read_bytes(), RdfFormat.from_extension(path.suffix[1:]) or RdfFormat.TURTLE, base)
    return _of_vocabulary(triples) or triples


def actual(content: bytes, media_type: str) -> Result:
    """Return the result that an answer holds."""
    if media_type == "text/csv":
        return csv_result(content)
    form = QueryResultsFormat.from_media_type(media_type)
    if form is not None:
        return _read(content, form)
    syntax = RdfFormat.from_media_type(media_type)
    assert syntax is not None, f"nobody reads {media_type}"
    return graph_result(content, syntax)


def csv_result(content: bytes) -> Result:
    """Return rows of plain texts: CSV tells no more."""
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8"), newline=""))
    return Result(head=tuple(head), rows=tuple(tuple(map(_plain, row)) for row in rows))


def graph_result(content: bytes, syntax: RdfFormat, base: str | None = None) -> Result:
    """Return the triples of a document."""
    triples = {quad.triple for quad in parse(content, format=syntax, base_iri=base)}
    return Result(rows=tuple((one.subject, one.predicate, one.object) for one in triples))


def compared(left: Result, right: Result) -> Sameness:
    """Return how far two results are the same."""
    if left.boolean is not None or right.boolean is not None:
        return "same" if left.boolean == right.boolean else "other"
    if left.head and sorted(left.head) != sorted(right.head):
        return "other"
    ordered = left.ordered or right.ordered
    rows, others = _by_head(left), _by_head(right)
    if _match(rows, others, ordered=ordered):
        return "same"
    return "same value" if _match(_valued(rows), _valued(others), ordered=ordered) else "other"


def reduced(result: Result) -> Result:
    """Return a result with each row once: REDUCED leaves open how often it comes."""
    return replace(result, rows=tuple(dict.fromkeys(result.rows)))


def _plain(text: str) -> Term:
    if re.fullmatch(r"_:\w+", text):
        return BlankNode(text[2:])
    # CSV has no datatypes: what looks like a number may be one.
    return Literal(text, datatype=NamedNode(XSD + "decimal")) if NUMBER.fullmatch(text) else Literal(text)


def _read(content: bytes, form: QueryResultsFormat) -> Result:
    found = parse_query_results(content, format=form)
    if isinstance(found, QueryBoolean):
        return Result(boolean=bool(found))
    assert isinstance(found, QuerySolutions)
    head = tuple(one.value for one in found.variables)
    return Result(head=head, rows=tuple(tuple(row[name] for name in head) for row in found))


def _of_vocabulary(triples: Result) -> Result | None:
    """Return the rows that a graph in the result-set vocabulary tells of; None where it is in none."""
    said: dict[Term | None, dict[str, list[Term]]] = {}
    for subject, predicate, value in triples.rows:
        assert isinstance(predicate, NamedNode)
        assert value is not None
        said.setdefault(subject, {}).setdefault(predicate.value, []).append(value)
    found = [one for one in said.values() if NamedNode(RS + "ResultSet") in one.get(RDF_TYPE, ())]
    if not found:
        return None
    [result] = found
    if RS + "boolean" in result:
        [yes] = result[RS + "boolean"]
        assert isinstance(yes, Literal)
        return Result(boolean=yes.value == "true")
    head = tuple(sorted(one.value for one in result.get(RS + "resultVariable", ()) if isinstance(one, Literal)))
    solutions = [said.get(one, {}) for one in result.get(RS + "solution", ())]
    ordered = bool(solutions) and all(RS + "index" in one for one in solutions)
    if ordered:
        solutions.sort(key=lambda one: int(str(getattr(one[RS + "index"][0], "value", 0))))
    return Result(head=head, rows=tuple(_row(one, said, head) for one in solutions), ordered=ordered)


def _row(
    solution: Mapping[str, Sequence[Term]],
    said: Mapping[Term | None, Mapping[str, Sequence[Term]]],
    head: Iterable[str],
) -> Row:
    bound = {}
    for one in solution.get(RS + "binding", ()):
        [name], [value] = said[one][RS + "variable"], said[one][RS + "value"]
        bound[str(getattr(name, "value", name))] = value
    return tuple(bound.get(name) for name in head)


def _by_head(result: Result) -> list[Row]:
    order = sorted(range(len(result.head)), key=lambda place: result.head[place])
    return [tuple(row[place] for place in order) for row in result.rows] if order else list(result.rows)


def _valued(rows: Iterable[Row]) -> list[Row]:
    return [tuple(_value(term) for term in row) for row in rows]


def _value(term: Term | None) -> Term | None:
    """Return a term in the one way to write its value."""
    if isinstance(term, Triple):
        return _with_object(term, _value(term.object))
    if not isinstance(term, Literal) or term.language is not None:
        return term
    if term.datatype.value == XSD + "boolean":
        return Literal({"0": "false", "1": "true"}.get(term.value, term.value), datatype=term.datatype)
    return Literal(_number(term.value), datatype=term.datatype) if term.datatype.value in NUMERIC else term


def _with_object(triple: Triple, value: Term | None) -> Triple:
    assert value is not None
    return Triple(triple.subject, triple.predicate, value)


def _number(text: str) -> str:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return text
    return f"{number.normalize():f}" if number.is_finite() else text


def _match(rows: Sequence[Row], others: Sequence[Row], *, ordered: bool) -> bool:
    """Say whether some naming of blank nodes makes the rows those others, in this order where `ordered`."""
    if len(rows) != len(others):
        return False
    if ordered:
        names: dict[str, str] = {}
        return all(_joined(row, other, names) for row, other in zip(rows, others, strict=True))
    plain = Counter(row for row in rows if not any(map(_nodes, row)))
    if plain != Counter(row for row in others if not any(map(_nodes, row))):
        return False
    left = [row for row in rows if any(map(_nodes, row))]
    right = [row for row in others if any(map(_nodes, row))]
    return Counter(map(_blind, left)) == Counter(map(_blind, right)) and _search(left, right, {})


def _search(rows: list[Row], others: list[Row], names: dict[str, str]) -> bool:
    if not rows:
        return True
    # The row that leaves the least choice comes first.
    choices = [[other for other in others if _joined(row, other, dict(names))] for row in rows]
    place = min(range(len(rows)), key=lambda one: len(set(choices[one])))
    for other in set(choices[place]):
        with_it = dict(names)
        _joined(rows[place], other, with_it)
        left = list(others)
        left.remove(other)
        if _search(rows[:place] + rows[place + 1 :], left, with_it):
            return True
    return False


def _joined(row: Row, other: Row, names: dict[str, str]) -> bool:
    """Say whether one row is the other under `names`, to which it adds the blank nodes it meets."""
    return all(_unified(one, another, names) for one, another in zip(row, other, strict=True))


def _unified(one: Term | None, other: Term | None, names: dict[str, str]) -> bool:
    if isinstance(one, BlankNode) and isinstance(other, BlankNode):
        if one.value not in names and other.value not in names.values():
            names[one.value] = other.value
        return names.get(one.value) == other.value
    if isinstance(one, Triple) and isinstance(other, Triple):
        return _joined(_parts(one), _parts(other), names)
    return one == other


def _parts(triple: Triple) -> Row:
    return triple.subject, triple.predicate, triple.object


def _nodes(term: Term | None) -> bool:
    return isinstance(term, BlankNode) or (isinstance(term, Triple) and any(map(_nodes, _parts(term))))


def _blind(row: Row) -> str:
    return " ".join(
        "_" if isinstance(term, BlankNode) else "t" if isinstance(term, Triple) else str(term) for term in row
    )
