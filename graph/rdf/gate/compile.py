"""From shapes to SPARQL: one query for each constraint, which returns what breaks it.

How it works. A shape is turned into the *set of nodes that break it*, as a pattern: `sh:or` is the join of such
sets, `sh:and` their union, `sh:not` what is left of the candidates after `MINUS`. What one value alone can break is
a `FILTER` (see `conditions`). Only where a single look-up answers is it `NOT EXISTS`. So a query asks once for a
set, not once for each node, and stays fast on a large graph.

`sh:class` and targets look at the types that are written out: nothing is inferred (`docs/model.md`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.rdf.gate.conditions import condition
from graph.rdf.gate.shapes import Constraint, Path, Shape, UnknownShape, node_shapes

ORDERED = {"lessThan": "<", "lessThanOrEquals": "<="}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One constraint of one shape. `sparql` returns each `?focus` that breaks it, and the `?value` that does.

    `path` is None where the constraint is on the node itself; `graph` is None for the default graph.
    """

    shape: str
    path: Path | None
    constraint: Constraint
    message: str
    severity: str
    sparql: str
    graph: str | None

    @property
    def name(self) -> str:
        """Return a short name, such as `TestBed-minTRL.maxInclusive`."""
        return f"{self.shape.rpartition('#')[2]}.{self.constraint.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Values:
    """The values that `node` has along `path`: variables, and a pattern that binds `node` to every candidate."""

    node: str
    among: str
    path: Path
    value: str

    @property
    def step(self) -> str:
        return self.along(self.node, self.value)

    @property
    def all(self) -> str:
        return f"{self.among} {self.step}"

    @property
    def anywhere(self) -> str:
        """Return a pattern that binds `value` to what any node has along the path."""
        return self.along(f"{self.value}_of", self.value)

    def along(self, node: str, value: str) -> str:
        start, end = (value, node) if self.path.inverse else (node, value)
        return f"{start} <{self.path.predicate}> {end} ."


def checks(shapes: bytes) -> tuple[Check, ...]:
    """Return every constraint of `shapes` (Turtle) as a query, in order of shape.

    Raises
    ------
    UnknownShape
        If there is anything in `shapes` that the gate cannot check.
    """
    return tuple(check for shape in node_shapes(shapes) for check in _checks(shape))


def _checks(shape: Shape) -> Iterator[Check]:
    targets = _targets(shape.targets)
    for constraint in shape.constraints:
        broken = f"{_broken_by_node(constraint, '?focus', targets)} BIND(?focus AS ?value)"
        yield _check(shape, constraint, broken, shape.graph)
    for inner in shape.properties:
        for constraint in inner.constraints:
            broken = _broken_along(constraint, _values(inner, "?focus", targets, "?value"))
            yield _check(inner, constraint, broken, shape.graph)


def _check(shape: Shape, constraint: Constraint, broken: str, graph: str | None) -> Check:
    where = f"GRAPH <{graph}> {{ {broken} }}" if graph else broken
    return Check(
        shape=shape.iri,
        path=shape.path,
        constraint=constraint,
        message=shape.message,
        severity=shape.severity,
        sparql=f"SELECT DISTINCT ?focus ?value WHERE {{ {where} }}",
        graph=graph,
    )


def _targets(classes: tuple[str, ...]) -> str:
    if len(classes) == 1:
        return f"?focus a <{classes[0]}> ."
    return f"VALUES ?class {{ {' '.join(f'<{one}>' for one in classes)} }} ?focus a ?class ."


def _values(shape: Shape, node: str, among: str, value: str) -> _Values:
    assert shape.path is not None
    return _Values(node=node, among=among, path=shape.path, value=value)


def _broken(shape: Shape, node: str, among: str) -> str:
    """Return a pattern that binds `node` to the candidates that break `shape`, which stands within another."""
    if shape.path is None:
        sets = [_broken_by_node(one, node, among) for one in shape.constraints]
        sets += [_broken(one, node, among) for one in shape.properties]
    else:
        sets = [_broken_along(one, _values(shape, node, among, f"{node}_")) for one in shape.constraints]
    return _union(sets)


def _broken_by_node(constraint: Constraint, node: str, among: str) -> str:
    """Return a pattern that binds `node` to the candidates that break `constraint` themselves."""
    meets = condition(constraint, node)
    if meets is not None:
        return f"{among} FILTER(!({meets}))"
    sets = [_broken(shape, node, among) for shape in constraint.shapes]
    match constraint.name:
        case "class":
            return f"{among} FILTER NOT EXISTS {{ {node} a {constraint.values[0]} }}"
        case "or":
            return " ".join(_only(node, one) for one in sets)
        case "and" | "node":
            return _union(sets)
        case "not":
            return f"{among} MINUS {{ {_only(node, sets[0])} }}"
    raise UnknownShape(f"sh:{constraint.name} needs an sh:path")


def _broken_along(constraint: Constraint, values: _Values) -> str:
    """Return a pattern that binds the node to the candidates whose values break `constraint`."""
    match constraint.name:
        case "minCount" | "qualifiedMinCount":
            return _too_few(constraint, values)
        case "maxCount" | "qualifiedMaxCount":
            return _grouped(
                values.node, _counted(constraint, values), f"COUNT(DISTINCT {values.value}) > {constraint.number}"
            )
        case "hasValue":
            return f"{values.among} FILTER NOT EXISTS {{ {values.along(values.node, str(constraint.values[0]))} }}"
        case "uniqueLang":
            return _twice_in_a_language(values)
        case "lessThan" | "lessThanOrEquals":
            return _out_of_order(constraint, values)
        case "equals":
            return _unequal(constraint, values)
    if constraint.shapes and condition(constraint, values.value) is None:
        return f"{values.all} {{ {_broken_by_node(constraint, values.value, values.anywhere)} }}"
    return _broken_by_node(constraint, values.value, values.all)


def _too_few(constraint: Constraint, values: _Values) -> str:
    if constraint.name == "minCount" and constraint.number == 1:
        return f"{values.among} FILTER NOT EXISTS {{ {values.step} }}"
    enough = f"COUNT(DISTINCT {values.value}) >= {constraint.number}"
    return f"{values.among} MINUS {{ {_grouped(values.node, _counted(constraint, values), enough)} }}"


def _counted(constraint: Constraint, values: _Values) -> str:
    if not constraint.shapes:
        return values.all
    unfit = _only(values.value, _broken(constraint.shapes[0], values.value, values.anywhere))
    return f"{values.all} MINUS {{ {unfit} }}"


def _twice_in_a_language(values: _Values) -> str:
    language = f"{values.value}_lang"
    tagged = f'{values.all} BIND(LCASE(LANG({values.value})) AS {language}) FILTER({language} != "")'
    return _grouped(values.node, tagged, f"COUNT(DISTINCT {values.value}) > 1", language)


def _out_of_order(constraint: Constraint, values: _Values) -> str:
    other = f"{values.value}_other"
    in_order = f"COALESCE({values.value} {ORDERED[constraint.name]} {other}, false)"
    return f"{values.all} {values.node} {constraint.values[0]} {other} . FILTER(!{in_order})"


def _unequal(constraint: Constraint, values: _Values) -> str:
    other = f"{values.node} {constraint.values[0]} {values.value} ."
    return _union(
        [
            f"{values.all} FILTER NOT EXISTS {{ {other} }}",
            f"{values.among} {other} FILTER NOT EXISTS {{ {values.step} }}",
        ]
    )


def _only(node: str, pattern: str) -> str:
    return f"{{ SELECT DISTINCT {node} WHERE {{ {pattern} }} }}"


def _grouped(node: str, pattern: str, having: str, *by: str) -> str:
    return f"{{ SELECT {node} WHERE {{ {pattern} }} GROUP BY {' '.join((node, *by))} HAVING({having}) }}"


def _union(patterns: Sequence[str]) -> str:
    return patterns[0] if len(patterns) == 1 else " UNION ".join(f"{{ {one} }}" for one in patterns)
