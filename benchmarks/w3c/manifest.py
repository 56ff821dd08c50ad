"""Manifests of the W3C's test suites: which tests there are, of what kind, over which data, with which result.

The tests of an entailment regime or of other services (`SERVICE`) are not for a service that answers from its own
graph by simple entailment, and are left out; so are those that write.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from pyoxigraph import BlankNode, Dataset, Literal, NamedNode, Quad, RdfFormat, Triple, parse

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"

SITE = "https://w3c.github.io/rdf-tests/sparql/"
"""Where the suite is published: what its files are called."""

LEFT_OUT = frozenset({"entailment", "service", "http-rdf-update"})
"""Folders of tests that need more than a query service has; the last is what `graph-store-protocol` has replaced."""

EVALUATION, POSITIVE, NEGATIVE = "evaluation", "positive syntax", "negative syntax"
PROTOCOL, DESCRIPTION, STORE = "protocol", "service description", "graph store"
KINDS = {
    "QueryEvaluationTest": EVALUATION,
    "CSVResultFormatTest": EVALUATION,
    "PositiveSyntaxTest": POSITIVE,
    "PositiveSyntaxTest11": POSITIVE,
    "NegativeSyntaxTest": NEGATIVE,
    "NegativeSyntaxTest11": NEGATIVE,
    "ProtocolTest": PROTOCOL,
    "ServiceDescriptionTest": DESCRIPTION,
    "GraphStoreProtocolTest": STORE,
}
"""The kinds of tests that ask, by the types of the manifests; the others write."""

WRITES = re.compile(r"#(bad_)?update_")
"""Protocol tests of updates, by their names."""

DATASETS = (".trig", ".nq")
"""What files that hold named graphs of their own end in."""

Node = NamedNode | BlankNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One test: `default` and `named` are the graphs it asks, by the IRIs of their files. `name` is short and unique.

    Where it `is_lax`, it leaves open how often a row comes.

    `node` is where the manifest's own triples about the test begin, for kinds that tell more there.
    """

    name: str
    suite: str
    kind: str
    manifest: "Manifest"
    node: Node
    query: Path | None = None
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    result: Path | None = None
    is_lax: bool = False


class Manifest:
    """One manifest file as triples. `root` is the folder whose published address is `site`."""

    def __init__(self, path: Path, root: Path, site: str = SITE) -> None:
        self.path, self._root, self._site = path, root, site
        quads = parse(path=str(path), format=RdfFormat.TURTLE, base_iri=site + path.relative_to(root).as_posix())
        self._triples = Dataset(Quad(one.subject, one.predicate, one.object) for one in quads)

    def cases(self) -> Iterator[Case]:
        """Yield its tests that ask, in its order."""
        for quad in list(self._triples.quads_for_predicate(NamedNode(MF + "entries"))):
            for entry in self.items(quad.object):
                kind = KINDS.get(self.one(entry, RDF + "type").removeprefix(MF))
                test = kind and self._test(entry, kind)
                if test and not WRITES.search(test.name) and (test.query is None or test.query.suffix != ".ru"):
                    yield test

    def values(self, subject: object, predicate: str) -> list[NamedNode | BlankNode | Literal]:
        """Return what the manifest says of a node, in no order."""
        assert isinstance(subject, NamedNode | BlankNode)
        found = [one.object for one in self._triples.quads_for_subject(subject) if one.predicate.value == predicate]
        return [one for one in found if not isinstance(one, Triple)]

    def value(self, subject: object, predicate: str) -> NamedNode | BlankNode | Literal | None:
        """Return the one thing the manifest says, or None."""
        return next(iter(self.values(subject, predicate)), None)

    def one(self, subject: object, predicate: str) -> str:
        """Return the text or IRI that the manifest must give."""
        found = self.value(subject, predicate)
        assert found is not None, f"{self.path}: {subject} lacks {predicate}"
        return found.value

    def items(self, node: object) -> Iterator[NamedNode | BlankNode | Literal]:
        """Yield the members of a list."""
        while isinstance(node, BlankNode):
            first = self.value(node, RDF + "first")
            assert first is not None
            yield first
            node = self.value(node, RDF + "rest")

    def file(self, iri: str) -> Path:
        """Return the file that is published as `iri`."""
        return self._root / unquote(iri.removeprefix(self._site))

    def address(self, path: Path) -> str:
        """Return what a file is published as."""
        return self._site + path.relative_to(self._root).as_posix()

    def graph_data(self, node: object) -> Iterator[tuple[str, str]]:
        """Yield name and file (as an IRI) of each named graph that a test is given."""
        for vocabulary in (QT, UT):
            for one in self.values(node, vocabulary + "graphData"):
                if isinstance(one, NamedNode):
                    yield one.value, one.value
                else:
                    graph = self.value(one, vocabulary + "graph") or self.value(one, vocabulary + "data")
                    assert graph is not None
                    label = self.value(one, RDFS + "label")
                    yield (graph if label is None else label).value, graph.value

    def _test(self, entry: object, kind: str) -> Case:
        assert isinstance(entry, NamedNode | BlankNode)
        folder = self.path.parent.relative_to(self._root)
        action = self.value(entry, MF + "action")
        query = action if isinstance(action, NamedNode) else action and self.value(action, QT + "query")
        result = self.value(entry, MF + "result")
        asks = kind == EVALUATION
        return Case(
            name=f"{folder.as_posix()}#{entry.value.rpartition('#')[2]}",
            suite=folder.parts[0] if folder.parts else "own",
            kind=kind,
            manifest=self,
            node=entry,
            query=self.file(query.value) if isinstance(query, NamedNode) else None,
            default=tuple(sorted(one.value for one in self.values(action, QT + "data"))) if asks else (),
            named=tuple(sorted(name for name, _ in self.graph_data(action))) if asks else (),
            result=self.file(result.value) if isinstance(result, NamedNode) else None,
            is_lax=self.value(entry, MF + "resultCardinality") == NamedNode(MF + "LaxCardinality"),
        )


def manifests(root: Path, site: str = SITE) -> Iterator[Manifest]:
    """Yield the manifests under folder `root`, in alphabetical order."""
    for path in sorted(root.rglob("manifest*.ttl")):
        if LEFT_OUT.isdisjoint(path.relative_to(root).parts):
            yield Manifest(path, root, site)


def cases(root: Path, site: str = SITE) -> list[Case]:
    """Return all tests under folder `root` that ask; one that two manifests list comes once."""
    return list({one.name: one for each in manifests(root, site) for one in each.cases()}.values())


def graphs(root: Path, site: str = SITE) -> dict[str, Path]:
    """Return every graph that a test under `root` may ask, but for datasets: its name and its file."""
    found = {
        site + path.relative_to(root).as_posix(): path
        for suffix in ("ttl", "nt", "rdf")
        for path in sorted(root.rglob(f"*.{suffix}"))
        if not path.name.startswith("manifest")
    }
    for manifest in manifests(root, site):
        for test in manifest.cases():
            for node in (test.node, manifest.value(test.node, MF + "action")):
                if isinstance(node, BlankNode | NamedNode):
                    found |= {name: manifest.file(file) for name, file in manifest.graph_data(node)}
    return found
