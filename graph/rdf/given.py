"""RDF files of anyone's own as a store, so that they can be served as a release is.

A file of triples goes into the default graph, or into the named graph that it is given with. A dataset (TriG,
N-Quads, JSON-LD) keeps its own named graphs; its default graph goes where triples would go. Relative IRIs are read
against the name of the graph. Nothing is resolved, checked or merged: what is served is what the files say.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir, mkdtemp

from pyoxigraph import DefaultGraph, NamedNode, QuerySolutions, RdfFormat, Store

from graph.errors import FileError, ReleaseError
from graph.locks import lock
from graph.rdf.workers import Served

SYNTAXES = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}
"""What a file is written in, by how its name ends."""

SMALL = 4 * 1024 * 1024
"""Up to how many bytes a file is inserted as such; a larger one becomes files of its own in the store, and faster."""


FOLDER, WORK = "verkosto-rdf-", "serve"
"""How the name of a folder begins, and what its lock is for."""

NAMED = re.compile(r"(?P<graph>[A-Za-z][A-Za-z0-9+.-]*:.*)=(?P<path>[^=]+)", re.DOTALL)
"""A file given with its graph: an IRI begins with its scheme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RdfFile:
    """A file and the named graph it goes into; None is the default graph."""

    path: Path
    graph: str | None = None

    @classmethod
    def parse(cls, text: str) -> "RdfFile":
        """Return the file that somebody gave as FILE or as GRAPH_IRI=FILE.

        >>> RdfFile.parse("http://example.org/g?a=b=files/a.ttl").graph
        'http://example.org/g?a=b'
        >>> RdfFile.parse("a=b.ttl").graph is None
        True
        """
        found = NAMED.fullmatch(text)
        return cls(path=Path(text)) if found is None else cls(path=Path(found["path"]), graph=found["graph"])


@contextmanager
def serving(files: Iterable[RdfFile], *, at: datetime) -> Iterator[Served]:
    """Give a store of `files` for as long as it is needed; its name depends on what they say, not on when.

    Raises
    ------
    FileError
        If one cannot be read, or is not written in what its name says; told with its line.
    """
    with _folder() as folder:
        place = folder / "store"
        store, digest = Store(str(place)), hashlib.sha256()
        for one in files:
            digest.update(f"{one.graph or ''} {_digest(one.path)} ".encode())
            _load(store, one)
        store.optimize()
        triples = _triples(store)
        del store  # a store is open for writing only once, and for reading not meanwhile
        yield Served(id=f"rdf-{digest.hexdigest()[:12]}", store=place, issued=at.isoformat(), triples=triples)


@contextmanager
def _folder() -> Iterator[Path]:
    """Give a folder for as long as it is needed, after removing those of services that were killed."""
    for one in Path(gettempdir()).glob(f"{FOLDER}*/.{WORK}.lock"):
        _remove(one.parent)
    made = Path(mkdtemp(prefix=f"new-{FOLDER}"))
    with lock(made, WORK):
        # It has its name only once it is locked: nobody takes it for one that was left behind.
        folder = made.rename(made.with_name(made.name.removeprefix("new-")))
        try:
            yield folder
        finally:
            rmtree(folder, ignore_errors=True)


def _remove(folder: Path) -> None:
    """Remove a folder of ours that no service uses any more."""
    with suppress(OSError, ReleaseError):
        if folder.lstat().st_uid == os.getuid():
            with lock(folder, WORK):
                rmtree(folder)


def _load(store: Store, file: RdfFile) -> None:
    syntax = SYNTAXES.get(file.path.suffix.lower())
    if syntax is None:
        raise FileError(f"{file.path}: RDF files end in {', '.join(SYNTAXES)}, by what they are written in")
    graph = DefaultGraph() if file.graph is None else _name(file.graph)
    insert = store.load if file.path.stat().st_size <= SMALL else store.bulk_load
    try:
        insert(path=str(file.path), format=syntax, base_iri=file.graph, to_graph=graph)
    except SyntaxError as error:
        hint = "; give its graph, as in --rdf IRI=FILE" if file.graph is None and _is_relative(error) else ""
        raise FileError(f"{file.path}{_line(error)}: {error.msg}{hint}") from error
    except OSError as error:
        raise FileError(f"{file.path} cannot be read: {error.strerror or error}") from error


def _name(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise FileError(f"{iri!r} is not the name of a graph: {error}") from error


def _is_relative(error: SyntaxError) -> bool:
    return "No scheme found" in error.msg


def _line(error: SyntaxError) -> str:
    return "" if error.lineno is None else f", line {error.lineno}"


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}; name another file") from error


def _triples(store: Store) -> int:
    found = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert isinstance(found, QuerySolutions)
    return int(next(iter(found))["n"].value)
