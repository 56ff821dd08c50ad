"""The shapes are SHACL, speak of the whole model, and tell people what to do.

That each of them is broken by a case of its own, for the gate and for pySHACL, is held by `tests/graph/rdf/gate`.
"""

import re
from collections import defaultdict
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import Triple, parse
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from graph.rdf.gate.compile import Check, checks
from graph.rdf.gate.coverage import uncovered
from graph.rdf.validate import VIOLATION
from ontology import terms
from ontology.files import ontology_file, shapes_file
from tests.graph.rdf.gate.cases import FOLDER, bases, changed, changes
from tests.graph.rdf.gate.verdicts import by_gate, by_pyshacl, shapes_of, store_of

SHAPES = shapes_file()
GRAPH = Graph().parse(data=SHAPES, format="turtle")
VOCABULARY = Graph().parse(data=ontology_file(), format="turtle")
CHECKS = checks(SHAPES)
BROKEN = {name for name, _ in changes()}
SHAPED = set(GRAPH.objects()) | set(GRAPH.predicates())
OWN = sorted({str(one) for triple in GRAPH for one in triple if str(one).startswith(terms.VK)})
MODEL = (Path(__file__).parents[2] / "docs/model.md").read_text("utf-8").partition("## Things")[2]
BESIDE_SHAPES = {
    "cv:PublicOrganisation",
    "eurio:HigherOrSecondaryEducation",
    "eurio:ResearchOrganisation",
    "legal:LegalEntity",
    "vk:PartialDate",
    "vk:Provision",
}
"""Classes that stand beside one that has a shape, and parents that nothing is written out to be of."""


def several() -> dict[str, frozenset[Triple]]:
    """Return the changes that break several constraints at once, by their names."""
    found: defaultdict[str, set[Triple]] = defaultdict(set)
    for quad in parse(path=FOLDER / "several/several.trig"):
        found[str(quad.graph_name).rpartition("#")[2].rstrip(">")].add(quad.triple)
    return {name: frozenset(change) for name, change in found.items()}


@pytest.mark.parametrize("change", several().values(), ids=several())
def test_the_gate_and_pyshacl_agree_where_several_constraints_are_broken(change: frozenset[Triple]) -> None:
    broken = changed(bases()[None], change)
    found = by_gate(store_of({None: broken}), SHAPES)
    assert found
    assert found == by_pyshacl(broken, shapes_of(SHAPES, None))


@pytest.mark.parametrize("shape", sorted(GRAPH.subjects(RDF.type, SH.PropertyShape), key=str), ids=str)
def test_every_property_shape_has_a_case_that_breaks_it(shape: Node) -> None:
    assert any(name.startswith(f"{str(shape).rpartition('#')[2]}.") for name in BROKEN)


def test_the_shapes_are_shapes_by_the_shapes_of_shacl() -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=GRAPH, meta_shacl=True, advanced=False)
    assert conforms, text


@pytest.mark.parametrize("check", CHECKS, ids=[check.name for check in CHECKS])
def test_every_message_tells_the_rule_and_what_to_do(check: Check) -> None:
    rule, _, remedy = check.message.partition("; ")
    assert rule
    assert remedy


def test_every_property_of_the_graph_that_conforms_is_covered() -> None:
    assert uncovered(store_of(bases()), SHAPES) == ()


@pytest.mark.parametrize("term", sorted(set(re.findall(r"`((?!id:|g:)\w+:\w+)", MODEL)) - BESIDE_SHAPES))
def test_every_term_of_the_model_has_a_place_in_the_shapes(term: str) -> None:
    prefix, _, name = term.partition(":")
    assert URIRef(terms.PREFIXES[prefix] + name) in SHAPED


@pytest.mark.parametrize("term", OWN)
def test_every_term_of_ours_in_the_shapes_is_defined(term: str) -> None:
    assert (URIRef(term), RDF.type, None) in VOCABULARY


def test_nothing_but_disagreement_between_sources_is_let_through() -> None:
    warnings = {check.shape.rpartition("#")[2] for check in CHECKS if check.severity != VIOLATION}
    assert {name for name in warnings if not name.endswith("-once")} == {
        "Identifier-of",
        "ProjectPeriod-days",
        "ProjectPeriod-months",
        "ProjectPeriod-years",
    }
