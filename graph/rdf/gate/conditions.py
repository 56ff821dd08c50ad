"""The constraints that one value alone can meet or break, as expressions of SPARQL.

An expression is true where the value conforms and false where it does not; it is never an error, so that it can be
negated.

`sh:datatype` is checked by a cast that must succeed: `DATATYPE("2026-02-30"^^xsd:date)` is xsd:date all the same.
Integers and decimals go by their form instead, since the store's cast refuses long ones.
"""

from collections.abc import Iterable

from pyoxigraph import Literal

from graph.rdf.gate.shapes import Constraint, Shape, Term, UnknownShape
from ontology import terms

FORMS = {
    terms.XSD + "integer": r"^[+-]?[0-9]+$",
    terms.XSD + "decimal": r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$",
}
"""Datatypes whose values are told by their form."""

CAST = frozenset(
    terms.XSD + name for name in ("boolean", "date", "dateTime", "double", "float", "gYear", "gYearMonth", "time")
)
"""Datatypes whose values are told by a cast."""

UNFORMED = frozenset({terms.XSD + "string", terms.XSD + "anyURI", terms.WKT_LITERAL})
"""Datatypes of which any string is a value, as far as the gate is concerned."""

KINDS = {
    "IRI": "isIRI({0})",
    "BlankNode": "isBlank({0})",
    "Literal": "isLiteral({0})",
    "BlankNodeOrIRI": "!isLiteral({0})",
    "BlankNodeOrLiteral": "!isIRI({0})",
    "IRIOrLiteral": "!isBlank({0})",
}
COMPARED = {"minInclusive": ">=", "maxInclusive": "<=", "minExclusive": ">", "maxExclusive": "<"}
LENGTHS = {"minLength": ">=", "maxLength": "<="}


def condition(constraint: Constraint, value: str) -> str | None:
    """Return the expression that the variable `value` meets `constraint`, or None where no expression can say it."""
    name, values = constraint.name, constraint.values
    if name in COMPARED:
        return f"COALESCE({value} {COMPARED[name]} {values[0]}, false)"
    if name in LENGTHS:
        return f"COALESCE(!isBlank({value}) && STRLEN(STR({value})) {LENGTHS[name]} {values[0].value}, false)"
    match name:
        case "datatype":
            return _has_datatype(value, values[0])
        case "nodeKind":
            return KINDS[values[0].value.removeprefix(terms.SH)].format(value)
        case "pattern":
            return _matches(value, constraint)
        case "languageIn":
            return _any(f"COALESCE(LANGMATCHES(LANG({value}), {one}), false)" for one in values)
        case "in" | "hasValue":
            return _any(f"sameTerm({value}, {one})" for one in values)
    return _logical(constraint, value)


def _has_datatype(value: str, datatype: Term) -> str:
    iri = datatype.value
    if iri == terms.RDF + "langString":
        return f'COALESCE(LANG({value}) != "", false)'
    if iri in UNFORMED:
        return f"COALESCE(DATATYPE({value}) = {datatype}, false)"
    if iri in FORMS:
        return f"COALESCE(DATATYPE({value}) = {datatype} && REGEX(STR({value}), {Literal(FORMS[iri])}), false)"
    if iri in CAST:
        return f"COALESCE(DATATYPE({value}) = {datatype} && DATATYPE({datatype}({value})) = {datatype}, false)"
    raise UnknownShape(f"the gate does not know how values of {iri} are written; teach graph/rdf/gate/conditions.py")


def _matches(value: str, constraint: Constraint) -> str:
    flags = f", {Literal(constraint.flags)}" if constraint.flags else ""
    return f"COALESCE(!isBlank({value}) && REGEX(STR({value}), {constraint.values[0]}{flags}), false)"


def _logical(constraint: Constraint, value: str) -> str | None:
    parts = [_conforms(shape, value) for shape in constraint.shapes]
    known = [one for one in parts if one is not None]
    if not known or len(known) < len(parts):
        return None
    match constraint.name:
        case "or":
            return _any(known)
        case "and" | "node":
            return _all(known)
        case "not":
            return f"!({known[0]})"
    return None


def _conforms(shape: Shape, value: str) -> str | None:
    if shape.path is not None or shape.properties or not shape.constraints:
        return None
    parts = [condition(one, value) for one in shape.constraints]
    known = [one for one in parts if one is not None]
    return _all(known) if len(known) == len(parts) else None


def _any(expressions: Iterable[str]) -> str:
    return " || ".join(f"({one})" for one in expressions)


def _all(expressions: Iterable[str]) -> str:
    return " && ".join(f"({one})" for one in expressions)
