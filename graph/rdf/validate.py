"""The gate itself: every check run over a whole store, and the verdict.

A *violation* closes the gate; what is only a warning, such as two sources that disagree, is counted and published
with the release. Of each check the first few findings are kept, in order of focus, and all are counted.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store

from graph.errors import GateClosed
from graph.rdf.gate.compile import Check, checks
from graph.rdf.gate.shapes import Path, Term, UnknownShape
from ontology import terms

LIMIT = 20
"""How many findings of one check are kept."""

TOLD = 5
"""How many findings the error tells."""

VIOLATION = terms.SH + "Violation"
SUBCLASS_OF = NamedNode(terms.RDFS + "subClassOf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One node that breaks one check, and the value that does, where it is one value."""

    check: Check
    focus: NamedNode | BlankNode | Literal
    value: Term | None

    def __str__(self) -> str:
        found = f" (found {self.value})" if self.value not in (None, self.focus) else ""
        return f"{self.focus}: {self.check.message}{found} [{self.check.name}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What breaks one check: how many there are, and the first of them."""

    check: Check
    total: int
    first: tuple[Violation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateReport:
    """The verdict on a store: how many checks were made, and what was found, in order of shape."""

    checks: int
    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether the gate is open: nothing found, or only warnings."""
        return not self.violations

    @property
    def violations(self) -> int:
        """How many findings close the gate."""
        return sum(one.total for one in self.findings if one.check.severity == VIOLATION)

    @property
    def warnings(self) -> int:
        """How many findings do not close it."""
        return sum(one.total for one in self.findings) - self.violations

    @property
    def counts(self) -> Mapping[str, int]:
        """Number of findings for each check that has any, by its name."""
        return {one.check.name: one.total for one in self.findings}

    def manifest(self) -> dict[str, object]:
        """Return the report as it stands in `manifest.json`."""
        return {
            "conforms": self.conforms,
            "checks": self.checks,
            "violations": self.violations,
            "warnings": self.warnings,
            "findings": dict(self.counts),
        }


def gate_report(store: Store, shapes: bytes, *, limit: int = LIMIT) -> GateReport:
    """Return the verdict of `shapes` (Turtle) on the whole `store`, which is not changed."""
    made = checks(shapes)
    _refuse_subclasses(store, made)
    found = (_finding(store, check, limit) for check in made)
    return GateReport(checks=len(made), findings=tuple(one for one in found if one.total))


def violations(store: Store, shapes: bytes, *, limit: int = LIMIT) -> tuple[Violation, ...]:
    """Return what breaks `shapes`, warnings too, at most `limit` for each check, in order of shape and focus."""
    return tuple(one for finding in gate_report(store, shapes, limit=limit).findings for one in finding.first)


def pass_gate(store: Store, shapes: bytes) -> GateReport:
    """Return the report on a store that may be published.

    Raises
    ------
    GateClosed
        If anything breaks a shape; the error tells the first few and how many there are.
    """
    report = gate_report(store, shapes)
    if not report.conforms:
        raise GateClosed(in_words(report))
    return report


def in_words(report: GateReport) -> str:
    """Return the violations of `report` as lines for a person: one line a node, the first few of all."""
    broken = [one for one in report.findings if one.check.severity == VIOLATION]
    # One of each check comes before a second of any: twenty findings of one kind would hide the others.
    ranked = sorted((rank, number) for number, one in enumerate(broken) for rank in range(len(one.first)))
    told = [str(broken[number].first[rank]) for rank, number in ranked[:TOLD]]
    rest = report.violations - len(told)
    more = [f"and {rest} more; counts: " + ", ".join(f"{one.check.name} {one.total}" for one in broken)] if rest else []
    return "\n".join([f"the new graph breaks {len(broken)} of {report.checks} checks", *told, *more])


def validation_report(report: GateReport, name: NamedNode, graph: NamedNode | DefaultGraph) -> Iterator[Quad]:
    """Yield `report` as an `sh:ValidationReport` called `name` in `graph`; it has the findings that were kept."""
    yield Quad(name, NamedNode(terms.A), _sh("ValidationReport"), graph)
    yield Quad(name, _sh("conforms"), Literal(not report.findings), graph)
    kept = (violation for finding in report.findings for violation in finding.first)
    for number, violation in enumerate(kept, start=1):
        result = NamedNode(f"{name.value}#result-{number}")
        yield Quad(name, _sh("result"), result, graph)
        for subject, predicate, value in _result(violation, result):
            yield Quad(subject, predicate, value, graph)


def _finding(store: Store, check: Check, limit: int) -> Finding:
    solutions = store.query(check.sparql)
    assert isinstance(solutions, QuerySolutions)
    counter = count()
    rows = ((str(one["focus"]), str(one["value"]), next(counter), one["focus"], one["value"]) for one in solutions)
    first = tuple(Violation(check=check, focus=row[3], value=row[4]) for row in heapq.nsmallest(limit, rows))
    return Finding(check=check, total=next(counter), first=first)


def _refuse_subclasses(store: Store, made: Iterable[Check]) -> None:
    for graph in {check.graph for check in made}:
        named = NamedNode(graph) if graph else DefaultGraph()
        if next(iter(store.quads_for_pattern(None, SUBCLASS_OF, None, named)), None):
            where = graph or "the default graph"
            raise UnknownShape(
                f"{where} states rdfs:subClassOf, which the gate does not follow; keep classes in {terms.G_ONTOLOGY}"
            )


def _result(violation: Violation, result: NamedNode) -> Iterator[tuple[NamedNode | BlankNode, NamedNode, Term]]:
    check = violation.check
    yield result, NamedNode(terms.A), _sh("ValidationResult")
    yield result, _sh("focusNode"), violation.focus
    yield result, _sh("sourceShape"), NamedNode(check.shape)
    yield result, _sh("sourceConstraintComponent"), NamedNode(check.constraint.component)
    yield result, _sh("resultSeverity"), NamedNode(check.severity)
    yield result, _sh("resultMessage"), Literal(check.message, language="en")
    if violation.value is not None:
        yield result, _sh("value"), violation.value
    if check.path is not None:
        yield from _path(check.path, result)


def _path(path: Path, result: NamedNode) -> Iterator[tuple[NamedNode | BlankNode, NamedNode, Term]]:
    if not path.inverse:
        yield result, _sh("resultPath"), NamedNode(path.predicate)
        return
    step = BlankNode()
    yield result, _sh("resultPath"), step
    yield step, _sh("inversePath"), NamedNode(path.predicate)


def _sh(name: str) -> NamedNode:
    return NamedNode(terms.SH + name)
