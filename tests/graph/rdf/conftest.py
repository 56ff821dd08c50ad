"""A small store on disk, and a pool of workers over it, for what shows how questions are answered."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.rdf.pool import Pool
from graph.rdf.question import Limits

LIMITS = Limits(deadline=2.0, memory_mb=256, workers=6)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Return the event loop that the service runs in."""
    return "asyncio"


@pytest.fixture(scope="session")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store of a thousand triples: cheap to read, endless to multiply."""
    folder = tmp_path_factory.mktemp("thousand") / "store"
    store = Store(str(folder))
    value = NamedNode("https://example.org/value")
    store.bulk_extend(Quad(NamedNode(f"https://example.org/{n}"), value, Literal(f"value {n}")) for n in range(1000))
    store.flush()
    return folder


@pytest.fixture(scope="module", params=[False, True], ids=["on disk", "in memory"])
async def pool(anyio_backend: str, thousand: Path, request: pytest.FixtureRequest) -> AsyncIterator[Pool]:
    """Give a running pool over that store."""
    pool = Pool("toy", thousand, limits=LIMITS, in_memory=request.param)
    await pool.start()
    yield pool
    await pool.stop()
