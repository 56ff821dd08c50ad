"""The shapes as Python values: SHACL Core, as far as the gate can compile it.

Whatever the gate does not know, a constraint, a target, a kind of path, raises `UnknownShape`: a rule that is read
and not checked would be worse than none. Known are class targets, paths of one step (forward or inverse), and the
constraints in `KNOWN`. Beyond SHACL there is one annotation: `vk:checkedGraph` names the graph a shape is for.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Dataset, Literal, NamedNode, RdfFormat, Triple, parse

from ontology import terms

Term = NamedNode | BlankNode | Literal

CHECKED_GRAPH = terms.VK + "checkedGraph"
VALUES = frozenset(
    "class datatype nodeKind minCount maxCount minInclusive maxInclusive minExclusive maxExclusive minLength "
    "maxLength pattern languageIn uniqueLang lessThan lessThanOrEquals equals hasValue in".split()
)
"""Constraints whose parameter is a value or a list of values."""

NESTED = frozenset("or and not node qualifiedMinCount qualifiedMaxCount".split())
"""Constraints that hold other shapes."""

KNOWN = VALUES | NESTED
LISTS = frozenset({"in", "languageIn", "or", "and"})
BESIDE = frozenset("targetClass path property message severity flags qualifiedValueShape".split())
"""What a shape has beside its constraints, or what belongs to another constraint."""

ANNOTATIONS = frozenset({terms.A, CHECKED_GRAPH, terms.LABEL, terms.RDFS + "comment"})
SHAPE_CLASSES = frozenset({terms.SH + "NodeShape", terms.SH + "PropertyShape"})


class UnknownShape(ValueError):
    """A shape asks for what the gate cannot check, or does not say what it must."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One step from a node to its values, against the arrow where `inverse`."""

    predicate: str
    inverse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """One constraint: `name` is the parameter of SHACL that states it, without prefix.

    `values` are its terms, `shapes` the shapes it holds, `flags` those of a pattern.
    """

    name: str
    values: tuple[Term, ...] = ()
    shapes: tuple["Shape", ...] = ()
    flags: str = ""

    @property
    def component(self) -> str:
        """Return the IRI of the constraint component."""
        return f"{terms.SH}{self.name[0].upper()}{self.name[1:]}ConstraintComponent"

    @property
    def number(self) -> int:
        """Return the parameter of a constraint that counts."""
        return int(self.values[0].value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A node shape, or a property shape where it has a path. `graph` is None for the default graph."""

    iri: str
    message: str
    severity: str
    path: Path | None = None
    targets: tuple[str, ...] = ()
    graph: str | None = None
    constraints: tuple[Constraint, ...] = ()
    properties: tuple["Shape", ...] = ()


def node_shapes(shapes: bytes) -> tuple[Shape, ...]:
    """Return the shapes that have a target, in order of IRI.

    Raises
    ------
    UnknownShape
        If anything in `shapes` would go unchecked.
    """
    reader = _Reader(Dataset(parse(shapes, format=RdfFormat.TURTLE)))
    found = tuple(sorted((reader.shape(node) for node in reader.targeted()), key=lambda shape: shape.iri))
    reader.done()
    return found


class _Reader:
    """A graph of shapes that must be used up: a shape that nothing leads to is an error."""

    def __init__(self, graph: Dataset) -> None:
        self.graph, self.read = graph, set[Term]()

    def targeted(self) -> set[NamedNode | BlankNode]:
        """Return the nodes that have a target."""
        quads = self.graph.quads_for_predicate(NamedNode(terms.SH + "targetClass"))
        return {quad.subject for quad in quads if not isinstance(quad.subject, Triple)}

    def shape(self, node: Term, *, nested: bool = False) -> Shape:
        """Read one shape and all it holds."""
        said = self._said(node)
        self.read.add(node)
        self._know(node, said)
        if not nested and (not isinstance(node, NamedNode) or "message" not in said):
            raise UnknownShape(f"the shape {node} needs an IRI and an sh:message of its own")
        if nested and not set(said) & (KNOWN | {"property"}):
            raise UnknownShape(f"the nested shape {node} says nothing")
        return Shape(
            iri=node.value,
            message=_only(said, "message", ""),
            severity=_only(said, "severity", terms.SH + "Violation"),
            path=self._path(said["path"][0]) if "path" in said else None,
            targets=tuple(sorted(one.value for one in said.get("targetClass", ()))),
            graph=_only(said, CHECKED_GRAPH, "") or None,
            constraints=tuple(self._constraints(said)),
            properties=self._properties(said, nested=nested),
        )

    def done(self) -> None:
        """Raise if there is a shape that was not reached."""
        for quad in self.graph:
            if quad.predicate.value == terms.A and quad.object.value in SHAPE_CLASSES and quad.subject not in self.read:
                raise UnknownShape(f"nothing leads to the shape {quad.subject}; give it an sh:targetClass or remove it")

    def _said(self, node: Term) -> dict[str, list[Term]]:
        said: dict[str, list[Term]] = {}
        if isinstance(node, NamedNode | BlankNode):
            for quad in self.graph.quads_for_subject(node):
                assert isinstance(quad.object, NamedNode | BlankNode | Literal)
                said.setdefault(quad.predicate.value.removeprefix(terms.SH), []).append(quad.object)
        return {name: sorted(values, key=str) for name, values in sorted(said.items())}

    def _know(self, node: Term, said: dict[str, list[Term]]) -> None:
        unknown = sorted(set(said) - KNOWN - BESIDE - ANNOTATIONS)
        if unknown:
            raise UnknownShape(f"the shape {node} uses {', '.join(unknown)}, which the gate cannot check")
        if "path" in said and "targetClass" in said:
            raise UnknownShape(f"the property shape {node} has a target of its own; put it into a node shape")
        if any(one.value != "true" for one in said.get("uniqueLang", ())):
            raise UnknownShape(f"the shape {node} has an sh:uniqueLang that is not true; leave it out")
        if any(one.value not in SHAPE_CLASSES for one in said.get(terms.A, ())):
            raise UnknownShape(f"the shape {node} is a class as well, which the gate does not take for a target")

    def _path(self, node: Term) -> Path:
        if isinstance(node, NamedNode):
            return Path(predicate=node.value)
        match self._said(node):
            case {"inversePath": [NamedNode() as step], **others} if not others:
                return Path(predicate=step.value, inverse=True)
        raise UnknownShape(f"the path {node} is neither a property nor the inverse of one")

    def _properties(self, said: dict[str, list[Term]], *, nested: bool) -> tuple[Shape, ...]:
        found = [self.shape(node, nested=nested) for node in said.get("property", ())]
        if found and "path" in said:
            raise UnknownShape(f"{found[0].iri} is within a property shape; give the class of the value its own shape")
        if any(shape.path is None for shape in found):
            raise UnknownShape("an sh:property has no sh:path")
        return tuple(sorted(found, key=lambda shape: shape.iri))

    def _constraints(self, said: dict[str, list[Term]]) -> Iterator[Constraint]:
        for name in said:
            if name in KNOWN:
                for value in said[name]:
                    yield self._constraint(name, value, said)

    def _constraint(self, name: str, value: Term, said: dict[str, list[Term]]) -> Constraint:
        values = tuple(self._list(value)) if name in LISTS else (value,)
        if name.startswith("qualified"):
            return Constraint(name=name, values=values, shapes=self._nested(said.get("qualifiedValueShape", ())))
        if name in NESTED:
            return Constraint(name=name, shapes=self._nested(values))
        return Constraint(name=name, values=values, flags=_only(said, "flags", "") if name == "pattern" else "")

    def _nested(self, nodes: "tuple[Term, ...] | list[Term]") -> tuple[Shape, ...]:
        if not nodes:
            raise UnknownShape("a qualified count has no sh:qualifiedValueShape")
        return tuple(self.shape(node, nested=True) for node in nodes)

    def _list(self, head: Term) -> Iterator[Term]:
        while head != NamedNode(terms.RDF + "nil"):
            said = self._said(head)
            yield said[terms.RDF + "first"][0]
            head = said[terms.RDF + "rest"][0]


def _only(said: dict[str, list[Term]], name: str, otherwise: str) -> str:
    found = said.get(name, ())
    if len(found) > 1:
        raise UnknownShape(f"sh:{name} is stated {len(found)} times in one shape")
    return found[0].value if found else otherwise
