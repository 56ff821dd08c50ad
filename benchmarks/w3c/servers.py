"""The servers that the suite is run against: ours over RDF files, and the engine's own over the same statements."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from pyoxigraph import RdfFormat, Store

from benchmarks import engines
from benchmarks.w3c import manifest
from benchmarks.w3c.asking import Server, Verdict
from benchmarks.w3c.manifest import SITE
from benchmarks.w3c.running import Files, run
from graph.rdf import given
from graph.rdf.given import RdfFile

DIRECT = {"ours": "/gsp", "oxigraph": "/store"}
"""Where graphs that are named by their own address are, at each server."""


@contextmanager
def ours(files: Files) -> Iterator[Server]:
    """Run `verkosto serve --rdf …` over some files."""
    named = [f"{graph}={path}" if graph else f"{path}" for graph, path in files.items()]
    port = engines.free_port()
    command = [sys.executable, "-m", "api", "serve", "--port", str(port)]
    with (
        engines.running([*command, *(word for one in named for word in ("--rdf", one))], port),
        _client(port) as client,
    ):
        yield Server(name="ours", client=client, sparql="/sparql", store="/rdf-graph-store", direct=DIRECT["ours"])


@contextmanager
def oxigraph(files: Files) -> Iterator[Server]:
    """Run `oxigraph serve-read-only` over the same statements."""
    rdf = [RdfFile(path=path, graph=graph or None) for graph, path in files.items()]
    with TemporaryDirectory(prefix="verkosto-w3c-") as folder:
        dump = Path(folder) / "dump.nq"
        with given.serving(rdf, at=datetime.now(UTC)) as served:
            Store.read_only(str(served.store)).dump(str(dump), RdfFormat.N_QUADS)
        with engines.oxigraph(dump, Path(folder) / "store") as engine, _client(engine.port) as client:
            yield Server(name="oxigraph", client=client, sparql="/query", store="/store", direct=DIRECT["oxigraph"])


@contextmanager
def _client(port: int) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        yield client


def both(root: Path, site: str = SITE) -> tuple[list[Verdict], list[Verdict]]:
    """Return what becomes of every test under `root` at our service, and at the engine's own server."""
    tests, graphs = manifest.cases(root, site), manifest.graphs(root, site)
    return (
        list(run(ours, tests, graphs, direct=DIRECT["ours"])),
        list(run(oxigraph, tests, graphs, direct=DIRECT["oxigraph"])),
    )
