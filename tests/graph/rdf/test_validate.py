"""What the gate tells of what it finds: counts, words, and a report in RDF."""

import json

import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, serialize
from rdflib import RDF, SH, Graph, Literal, URIRef

from graph.errors import GateClosed
from graph.rdf.gate.shapes import UnknownShape
from graph.rdf.validate import GateReport, gate_report, pass_gate, validation_report, violations
from ontology import terms

EX = "https://example.org/"
PREFIXES = f"""
PREFIX : <{EX}>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX vk: <{terms.VK}>
PREFIX g: <{terms.GRAPH}>
"""
SHAPES = f"""{PREFIXES}
:Bed sh:targetClass :TestBed ; sh:message "beds have names" ; sh:property :Bed-name, :Bed-level, :Bed-city .
:Bed-name sh:path :name ; sh:minCount 1 ; sh:message "a bed has a name; give it one" .
:Bed-level sh:path :level ; sh:maxInclusive 9 ; sh:message "a level is at most 9; correct it" .
:Bed-city sh:path :city ; sh:maxCount 1 ; sh:severity sh:Warning ; sh:message "sources disagree; find out" .
:Record sh:targetClass :Record ; sh:message "records" ; vk:checkedGraph g:provenance ; sh:property :Record-of .
:Record-of sh:path [ sh:inversePath :said ] ; sh:minCount 1 ; sh:message "a record says something; link it" .
""".encode()


def store_of(text: str, graph: str | None = None) -> Store:
    store = Store()
    named = NamedNode(graph) if graph else DefaultGraph()
    store.load(f"{PREFIXES} {text}", format=RdfFormat.TURTLE, to_graph=named)
    return store


def rdf(report: GateReport) -> Graph:
    quads = validation_report(report, NamedNode(EX + "report"), DefaultGraph())
    return Graph().parse(data=serialize(quads, format=RdfFormat.N_TRIPLES), format="nt")


def test_a_graph_without_faults_passes() -> None:
    report = pass_gate(store_of(":a a :TestBed ; :name 'a' ; :level 9 ; :city :x ."), SHAPES)
    assert report == GateReport(checks=4, findings=())
    assert report.manifest() == {"conforms": True, "checks": 4, "violations": 0, "warnings": 0, "findings": {}}


def test_a_warning_is_counted_and_does_not_close_the_gate() -> None:
    report = pass_gate(store_of(":a a :TestBed ; :name 'a' ; :city :x, :y ."), SHAPES)
    assert report.conforms
    assert (report.violations, report.warnings) == (0, 1)
    assert report.manifest()["findings"] == {"https://example.org/Bed-city.maxCount": 1}


def test_the_manifest_can_be_written_as_json() -> None:
    report = gate_report(store_of(":a a :TestBed ."), SHAPES)
    assert json.loads(json.dumps(report.manifest())) == report.manifest()


def test_a_violation_tells_focus_rule_value_and_check() -> None:
    [found] = violations(store_of(":a a :TestBed ; :name 'a' ; :level 10 ."), SHAPES)
    assert str(found) == (
        "<https://example.org/a>: a level is at most 9; correct it "
        '(found "10"^^<http://www.w3.org/2001/XMLSchema#integer>) [https://example.org/Bed-level.maxInclusive]'
    )


def test_a_missing_value_is_told_without_one() -> None:
    [found] = violations(store_of(":a a :TestBed ."), SHAPES)
    assert found.value is None
    assert (
        str(found) == "<https://example.org/a>: a bed has a name; give it one [https://example.org/Bed-name.minCount]"
    )


def test_findings_come_in_order_of_shape_and_focus() -> None:
    store = store_of(":b a :TestBed . :a a :TestBed ; :level 11 . :c a :TestBed ; :level 12, 10 .")
    told = [(one.check.shape[len(EX) :], one.focus.value[len(EX) :]) for one in violations(store, SHAPES)]
    assert told == [
        ("Bed-level", "a"),
        ("Bed-level", "c"),
        ("Bed-level", "c"),
        ("Bed-name", "a"),
        ("Bed-name", "b"),
        ("Bed-name", "c"),
    ]


def test_of_many_findings_the_first_are_kept_and_all_are_counted() -> None:
    store = store_of("".join(f":bed{number:03} a :TestBed . " for number in range(150)))
    [finding] = gate_report(store, SHAPES, limit=20).findings
    assert finding.total == 150
    assert [one.focus.value for one in finding.first] == [f"{EX}bed{number:03}" for number in range(20)]


def test_the_error_tells_one_of_each_check_before_a_second_of_any() -> None:
    beds = "".join(f":bed{number} a :TestBed . " for number in range(7))
    with pytest.raises(GateClosed) as caught:
        pass_gate(store_of(beds + ":z a :TestBed ; :name 'z' ; :level 12 ; :city :x, :y ."), SHAPES)
    lines = str(caught.value).splitlines()
    assert lines[0] == "the new graph breaks 2 of 4 checks"
    assert lines[1].startswith("<https://example.org/z>: a level is at most 9; correct it")
    assert lines[2].startswith("<https://example.org/bed0>: a bed has a name; give it one")
    assert lines[3:6] == [f"<{EX}bed{n}>: a bed has a name; give it one [{EX}Bed-name.minCount]" for n in (1, 2, 3)]
    assert lines[6] == f"and 3 more; counts: {EX}Bed-level.maxInclusive 1, {EX}Bed-name.minCount 7"


def test_a_shape_looks_at_its_own_graph_only() -> None:
    text = ":r a :Record . :b a :TestBed ."
    assert gate_report(store_of(text), SHAPES).counts == {EX + "Bed-name.minCount": 1}
    assert gate_report(store_of(text, terms.G_PROVENANCE), SHAPES).counts == {EX + "Record-of.minCount": 1}


def test_subclasses_in_a_checked_graph_are_refused() -> None:
    text = ":City rdfs:subClassOf :TestBed . :a a :City ."
    with pytest.raises(UnknownShape, match="the default graph states rdfs:subClassOf"):
        gate_report(store_of(text), SHAPES)
    with pytest.raises(UnknownShape, match="graph/provenance states rdfs:subClassOf"):
        gate_report(store_of(text, terms.G_PROVENANCE), SHAPES)
    assert gate_report(store_of(text, terms.G_ONTOLOGY), SHAPES).findings == ()


def test_the_store_is_not_changed() -> None:
    store = store_of(":a a :TestBed ; :level 12 .")
    before = set(store)
    gate_report(store, SHAPES)
    assert set(store) == before


def test_the_report_in_rdf_tells_what_was_found() -> None:
    graph = rdf(gate_report(store_of(":a a :TestBed ; :name 'a' ; :level 10 ."), SHAPES))
    report = URIRef(EX + "report")
    [result] = graph.objects(report, SH.result)
    assert set(graph.predicate_objects(report)) == {
        (RDF.type, SH.ValidationReport),
        (SH.conforms, Literal(False)),
        (SH.result, result),
    }
    assert set(graph.predicate_objects(result)) == {
        (RDF.type, SH.ValidationResult),
        (SH.focusNode, URIRef(EX + "a")),
        (SH.resultPath, URIRef(EX + "level")),
        (SH.sourceShape, URIRef(EX + "Bed-level")),
        (SH.sourceConstraintComponent, SH.MaxInclusiveConstraintComponent),
        (SH.resultSeverity, SH.Violation),
        (SH.resultMessage, Literal("a level is at most 9; correct it", lang="en")),
        (SH.value, Literal(10)),
    }


def test_the_report_in_rdf_writes_a_path_against_the_arrow() -> None:
    graph = rdf(gate_report(store_of(":r a :Record .", terms.G_PROVENANCE), SHAPES))
    [path] = graph.objects(None, SH.resultPath)
    assert set(graph.predicate_objects(path)) == {(SH.inversePath, URIRef(EX + "said"))}


def test_the_report_in_rdf_of_a_graph_without_faults_conforms() -> None:
    graph = rdf(gate_report(store_of(":a a :TestBed ; :name 'a' ."), SHAPES))
    assert set(graph) == {
        (URIRef(EX + "report"), RDF.type, SH.ValidationReport),
        (URIRef(EX + "report"), SH.conforms, Literal(True)),
    }
