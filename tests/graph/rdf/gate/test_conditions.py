"""Literals that are none of their datatype: the gate finds them, and pySHACL those it knows."""

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from ontology import terms
from ontology.files import shapes_file
from tests.graph.rdf.gate.cases import bases, changed
from tests.graph.rdf.gate.verdicts import by_gate, by_pyshacl, shapes_of, store_of

EX = "https://example.org/"
BED, MONEY, ROLE = "testbed/facts-kyky", "money/facts-project-p1-1", "organiser/facts-o1"
BARE_BED, BARE_PROJECT = "testbed/facts-testbed-helsinki", "project/eura-A70259"
RUN, SOURCE, RELEASE = "run/r1-facts", "source/facts", "release/r1"

WELL_TYPED = {
    "boolean": ("true", "false", "1", "0"),
    "date": ("2026-02-28", "2024-02-29", "2026-02-28Z", "2026-02-28+02:00"),
    "dateTime": ("2026-03-01T10:00:00Z", "2026-03-01T10:00:05.25Z", "2026-03-01T10:00:00+02:00"),
    "decimal": ("1", "1.5", "+1.5", "-.5", "1.", "99999999999999999999999999.5"),
    "double": ("1", "1e3", "1E-3", "INF", "-INF", "NaN"),
    "gYear": ("2026", "2026Z", "-0044", "12026"),
    "gYearMonth": ("2026-12", "2026-12Z", "-0044-03"),
    "integer": ("1", "+1", "-1", "007", "99999999999999999999999999"),
    "string": ("x", ""),
    "time": ("10:00:00", "10:00:00Z"),
}

ILL_TYPED = {
    "boolean": ("", "TRUE", "True", "maybe", "yes"),
    "date": ("", "2026-02-30", "2025-02-29", "2026-13-01", "2026-2-1", "26-01-01", "2026", "2026-02", "30.2.2026"),
    "dateTime": ("", "2026-02-30T10:00:00Z", "2026-03-01T25:00:00Z", "2026-03-01T10:60:00Z", "today"),
    "decimal": ("", "abc", "1,5", "1 000", "."),
    "double": ("", "abc", "1,5"),
    "integer": ("", "abc", "1.0", "1e3", "0x1F"),
    "time": ("25:00:00", "noon"),
}

ILL_TYPED_FOR_THE_GATE_ALONE = {
    "date": ("2026-02-28T00:00:00",),
    "dateTime": ("2026-03-01", "2026-03-01 10:00:00", "2026-03-01T10:00Z", "20260301T100000Z"),
    "decimal": ("1e3", "INF", "NaN", "1_0.5"),
    "double": ("1_0",),
    "gYear": ("", "26", "02026", "2026-01", "this year"),
    "gYearMonth": ("", "2026", "2026-1", "2026-13", "2026-00", "202612", "2026-12-01"),
    "integer": (" 1", "1_000", "٣", "１"),
    "time": ("10:00",),
}
"""What pySHACL lets pass: it asks rdflib, which takes whatever Python's own types read, and any text for a year."""

IN_SHAPES = {
    "a day that does not exist": (BED, terms.START_DATE, "2026-02-30", "date"),
    "a month that does not exist": (BED, terms.START_DATE, "2026-13", "gYearMonth"),
    "a month of one digit": (BED, terms.LAST_SEEN, "2026-1", "gYearMonth"),
    "a year of two digits": (BED, terms.LAST_SEEN, "26", "gYear"),
    "a day in words": (ROLE, terms.START_DATE, "1.1.2013", "date"),
    "a year that is none": (MONEY, terms.YEAR, "FY22", "gYear"),
    "a year of a status that is none": (BED, terms.STATUS_YEAR, "20", "gYear"),
    "a whole number in letters": (BARE_BED, terms.MIN_TRL, "abc", "integer"),
    "a number with a comma": (MONEY, terms.E_VALUE, "1,5", "decimal"),
    "a number with a blank": (MONEY, terms.E_VALUE, "1 000", "decimal"),
    "a truth that is neither": (BARE_PROJECT, terms.UNDER_AGREEMENT, "maybe", "boolean"),
}

IN_SHAPES_OF_PROVENANCE = {
    "a day of retrieval that does not exist": (SOURCE, terms.RETRIEVED, "2026-02-30", "date"),
    "a time that does not exist": (RUN, terms.STARTED_AT, "2026-03-01T25:00:00Z", "dateTime"),
    "a time on a day that does not exist": (RELEASE, terms.ISSUED, "2026-02-30T10:00:00Z", "dateTime"),
    "a number of rows in letters": (RUN, terms.ROWS_READ, "three", "integer"),
}


def literals(datatype: str, *forms: str) -> frozenset[Triple]:
    """Return a thing for each of `forms`, which it has as its value."""
    a, p, kind = NamedNode(terms.A), NamedNode(EX + "p"), NamedNode(EX + "C")
    things = [(NamedNode(f"{EX}{number}"), form) for number, form in enumerate(forms)]
    typed = {Triple(thing, a, kind) for thing, _ in things}
    return frozenset(typed | {Triple(thing, p, _literal(form, datatype)) for thing, form in things})


def shape(datatype: str) -> bytes:
    """Return a shape whose values are of `datatype`."""
    return f"""PREFIX : <{EX}> PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX xsd: <{terms.XSD}>
        :S sh:targetClass :C ; sh:message "m" ; sh:property :P .
        :P sh:path :p ; sh:datatype xsd:{datatype} ; sh:message "m" .""".encode()


def _literal(form: str, datatype: str) -> Literal:
    return Literal(form, datatype=NamedNode(terms.XSD + datatype))


def focuses(count: int) -> set[str]:
    return {f"{EX}{number}" for number in range(count)}


@pytest.mark.parametrize(("datatype", "forms"), WELL_TYPED.items(), ids=WELL_TYPED)
def test_what_is_of_its_datatype_passes_both(datatype: str, forms: tuple[str, ...]) -> None:
    triples, shapes = literals(datatype, *forms), shape(datatype)
    assert by_gate(store_of({None: triples}), shapes) == set()
    assert by_pyshacl(triples, shapes_of(shapes, None)) == set()


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
@pytest.mark.parametrize(("datatype", "forms"), ILL_TYPED.items(), ids=ILL_TYPED)
def test_what_is_not_of_its_datatype_is_found_by_both(datatype: str, forms: tuple[str, ...]) -> None:
    triples, shapes = literals(datatype, *forms), shape(datatype)
    found = by_gate(store_of({None: triples}), shapes)
    assert {one.focus for one in found} == focuses(len(forms))
    assert found == by_pyshacl(triples, shapes_of(shapes, None))


@pytest.mark.parametrize(("datatype", "forms"), ILL_TYPED_FOR_THE_GATE_ALONE.items(), ids=ILL_TYPED_FOR_THE_GATE_ALONE)
def test_what_pyshacl_lets_pass_is_found_by_the_gate(datatype: str, forms: tuple[str, ...]) -> None:
    triples, shapes = literals(datatype, *forms), shape(datatype)
    assert {one.focus for one in by_gate(store_of({None: triples}), shapes)} == focuses(len(forms))
    assert by_pyshacl(triples, shapes_of(shapes, None)) == set()


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
@pytest.mark.parametrize(
    ("graph", "thing", "predicate", "form", "datatype"),
    [(None, *case) for case in IN_SHAPES.values()]
    + [(terms.G_PROVENANCE, *case) for case in IN_SHAPES_OF_PROVENANCE.values()],
    ids=[*IN_SHAPES, *IN_SHAPES_OF_PROVENANCE],
)
def test_the_shapes_find_an_ill_typed_literal_whoever_reads_them(
    graph: str | None, thing: str, predicate: str, form: str, datatype: str
) -> None:
    change = Triple(NamedNode(terms.ID + thing), NamedNode(predicate), _literal(form, datatype))
    broken = changed(bases()[graph], frozenset({change}))
    found = by_gate(store_of(bases() | {graph: broken}), shapes_file())
    assert {(one.focus, one.path) for one in found} == {(terms.ID + thing, predicate)}
    assert found == by_pyshacl(broken, shapes_of(shapes_file(), graph))


def test_a_literal_of_another_datatype_is_not_taken_for_its_text() -> None:
    triples = frozenset(
        quad.triple
        for quad in parse(
            f"PREFIX : <{EX}> :0 a :C ; :p '1' . :1 a :C ; :p 1.0 . :2 a :C ; :p :x .", format=RdfFormat.TURTLE
        )
    )
    assert {one.focus for one in by_gate(store_of({None: triples}), shape("integer"))} == focuses(3)
