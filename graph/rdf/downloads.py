"""The files of a release that anyone may take away: all of it and each source's graph, as RDF and as tables.

    downloads/verkosto.nq.gz .trig.gz .jsonld.gz     every graph
    downloads/verkosto.ttl.gz                        the default graph: resolved knowledge
    downloads/tables/{kind}.csv.gz                   the default graph, one table for each kind of thing
    downloads/lists/{name}.csv.gz                    actors, projects, test beds, services and themes, with names
    downloads/source/{name}.nq.gz .ttl.gz .jsonld.gz what one source says
    downloads/source/{name}/{kind}.csv.gz            the same as tables
    downloads/csv-metadata.json                      what the columns of all tables mean (CSV on the Web)
    downloads/CITATION.cff  downloads/SHA256SUMS     how to cite the release; checksums of all other files

They are made once, by the build, so that to fetch one costs the service a read from disk. The same graph gives the
same bytes: a gzip file here has no time in it.
"""

import gzip
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from graph.listing.kinds import LISTINGS, Field
from graph.listing.reading import MOST, Listed, Lists
from graph.listing.telling import BETWEEN, LISTS, columns_of, rows_csv
from graph.rdf.tables import Columns, columns, table_group, write_tables
from ontology import terms

FOLDER = "downloads"
NAME = "verkosto"
CITATION, SUMS, METADATA = "CITATION.cff", "SHA256SUMS", "csv-metadata.json"

LEVEL = 6
"""How hard gzip tries: 9 takes three times as long and saves two per cent."""

BLOCK = 1 << 20

SYNTAXES = {
    "nq": ("N-Quads", "application/n-quads", RdfFormat.N_QUADS),
    "trig": ("TriG", "application/trig", RdfFormat.TRIG),
    "ttl": ("Turtle", "text/turtle", RdfFormat.TURTLE),
    "jsonld": ("JSON-LD", "application/ld+json", RdfFormat.JSON_LD),
}
"""By the ending of a file: what people call its syntax, its media type, and the engine's name for it."""

ABOUT_CITING = "If you use Verkosto, please cite the release, and the sources that its statements come from."


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file: its path below the folder, what it is of (`graph`: the end of its name, "" for all, "default") and in.

    `media_type` is that of the content; `size` counts the bytes of the file as it is.
    """

    path: str
    graph: str
    format: str
    media_type: str
    size: int
    sha256: str

    @property
    def is_packed(self) -> bool:
        """Whether it is compressed by gzip."""
        return self.path.endswith(".gz")


def write_downloads(
    store: Store, lists: Path, folder: Path, *, release: str, issued: datetime, told: Callable[[int, int], None]
) -> list[dict[str, Any]]:
    """Write all files of the release to `folder`; return what the manifest tells of each."""
    graphs = sorted(str(one.value) for one in store.named_graphs() if str(one.value).startswith(terms.G_SOURCE))
    steps = 3 + len(graphs)
    folder.mkdir()
    shapes: dict[str, Columns] = {}
    told(0, steps)
    found = list(_whole(store, folder))
    told(1, steps)
    found.extend(_tables(store, DefaultGraph(), folder, "tables", "default", shapes))
    found.extend(_lists(lists, folder))
    for done, graph in enumerate(graphs, start=3):
        told(done, steps)
        found.extend(_source(store, graph, folder, shapes))
    (folder / METADATA).write_bytes(
        table_group(shapes, lambda place, kind: f"{place}/{kind}.csv.gz", _described_lists())
    )
    found.append(_told(folder, METADATA, "", "CSVW", "application/csvm+json"))
    (folder / CITATION).write_text(citation(release, issued), "utf-8")
    found.append(_told(folder, CITATION, "", "Citation", "text/yaml"))
    (folder / SUMS).write_text("".join(f"{one.sha256}  {one.path}\n" for one in found), "utf-8")
    found.append(_told(folder, SUMS, "", "SHA-256", "text/plain"))
    told(steps, steps)
    return [asdict(one) for one in found]


def _described_lists() -> Iterator[dict[str, Any]]:
    """Yield the description of each list as a table, in the words of CSV on the Web."""
    for listing in LISTINGS.values():
        columns = [column for field in listing.fields for column in _described_columns(field)]
        yield {
            "url": f"lists/{listing.name}.csv.gz",
            "dc:title": listing.name,
            "tableSchema": {"columns": columns, "primaryKey": "id"},
        }


def _described_columns(field: Field) -> Iterator[dict[str, Any]]:
    several = {"separator": BETWEEN} if field.shape in LISTS else {}
    for name in columns_of(field):
        about = field.help if name == field.name else f"{field.help}: by name"
        required = {"required": True} if name == "id" else {}
        yield {"name": name, "titles": name, "dc:description": about, **several, **required}


def files_of(manifest: Mapping[str, Any]) -> tuple[File, ...]:
    """Return the files that the manifest of a release tells of; none where it was built without."""
    return tuple(File(**one) for one in manifest.get("downloads", ()))


def citation(release: str, issued: datetime) -> str:
    """Return how to cite a release (Citation File Format 1.2)."""
    return f"""cff-version: 1.2.0
message: "{ABOUT_CITING}"
type: dataset
title: "Verkosto: an open knowledge graph of the innovation ecosystem of the Helsinki region"
authors:
  - name: "Verkosto contributors"
version: "{release}"
date-released: {issued:%Y-%m-%d}
license: CC-BY-4.0
url: "{terms.ID}dataset/verkosto"
abstract: "The licence is that of Verkosto's own compilation; each source has its own, told in the release."
"""


def _whole(store: Store, folder: Path) -> Iterator[File]:
    for ending in ("nq", "trig", "jsonld"):
        yield _dumped(store, folder, f"{NAME}.{ending}.gz", "", None)
    yield _dumped(store, folder, f"{NAME}.ttl.gz", "default", DefaultGraph())


def _source(store: Store, graph: str, folder: Path, shapes: dict[str, Columns]) -> Iterator[File]:
    name, node = graph.removeprefix(terms.GRAPH), NamedNode(graph)
    for ending in ("ttl", "jsonld"):
        yield _dumped(store, folder, f"{name}.{ending}.gz", name, node)
    yield _quads(store, folder, f"{name}.nq.gz", name, node)
    yield from _tables(store, node, folder, name, name, shapes)


def _dumped(store: Store, folder: Path, path: str, graph: str, node: NamedNode | DefaultGraph | None) -> File:
    called, media_type, syntax = SYNTAXES[path.split(".")[-2]]
    with _packed(folder / path) as out:
        store.dump(out, syntax, from_graph=node, prefixes=terms.PREFIXES)
    return _told(folder, path, graph, called, media_type)


def _quads(store: Store, folder: Path, path: str, graph: str, node: NamedNode) -> File:
    """Write one graph with its name on every line, which a dump of one graph leaves out."""
    called, media_type, _ = SYNTAXES["nq"]
    with _packed(folder / path) as out:
        for quad in store.quads_for_pattern(None, None, None, node):
            out.write(f"{quad} .\n".encode())
    return _told(folder, path, graph, called, media_type)


def _tables(
    store: Store, node: NamedNode | DefaultGraph, folder: Path, place: str, graph: str, shapes: dict[str, Columns]
) -> Iterator[File]:
    shape = shapes[place] = columns(store, node)
    rows = write_tables(store, node, shape, lambda kind: _packed(folder / f"{place}/{kind}.csv.gz"))
    for kind in rows:
        yield _told(folder, f"{place}/{kind}.csv.gz", graph, "CSV", "text/csv")


def _lists(path: Path, folder: Path) -> Iterator[File]:
    lists = Lists(path)
    try:
        for name, listing in LISTINGS.items():
            cursor: str | None = None
            with _packed(folder / f"lists/{name}.csv.gz") as out:
                while True:
                    page = lists.page(Listed(listing=name, sort="id", limit=MOST, cursor=cursor))
                    text = rows_csv(page.items, listing, listing.fields, "fi")
                    out.write((text if cursor is None else text.partition("\r\n")[2]).encode())
                    if (cursor := page.following) is None:
                        break
            yield _told(folder, f"lists/{name}.csv.gz", "default", "CSV", "text/csv")
    finally:
        lists.close()


def _packed(path: Path) -> IO[bytes]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return cast("IO[bytes]", _Packed(path))  # a file in all but its declared type


class _Packed(gzip.GzipFile):
    """A gzip file without a name or time in it, which closes what it writes to."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        super().__init__(filename="", mode="wb", compresslevel=LEVEL, fileobj=self._file, mtime=0)

    def close(self) -> None:
        """Write what is left."""
        super().close()
        self._file.close()


def _told(folder: Path, path: str, graph: str, called: str, media_type: str) -> File:
    place = folder / path
    with place.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return File(path=path, graph=graph, format=called, media_type=media_type, size=place.stat().st_size, sha256=digest)
