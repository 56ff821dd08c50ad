"""The whole suite against a server: one for most tests, and one more for each state of graphs that others need."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.w3c.asking import Server, Verdict
from benchmarks.w3c.manifest import DATASETS, STORE, Case
from benchmarks.w3c.reads import Round, rounds

Files = Mapping[str, Path]
"""Files by the graph they go into; the default graph has no name."""

Serve = Callable[[Files], AbstractContextManager[Server]]
"""Runs a server over some files."""


def run(serve: Serve, tests: Sequence[Case], graphs: Mapping[str, Path], *, direct: str) -> Iterator[Verdict]:
    """Yield what becomes of each test at the servers `serve` runs; `direct` is where graphs have their own path."""
    asks = [one for one in tests if one.kind != STORE]
    plain = [one for one in asks if _dataset(one) is None]
    with serve(graphs) as server:
        yield from map(server.verdict, plain)
    for dataset in sorted({found for one in asks if (found := _dataset(one)) is not None}):
        some = [one for one in asks if _dataset(one) == dataset]
        with serve({dataset: some[0].manifest.file(dataset)}) as server:
            yield from map(server.verdict, some)
    yield from _stored(serve, [one for one in tests if one.kind == STORE], direct)


def _dataset(test: Case) -> str | None:
    """Return the dataset that a test asks as one file: its named graphs would mingle with those of others."""
    return next((one for one in test.default if one.endswith(DATASETS)), None)


def _stored(serve: Serve, tests: Sequence[Case], direct: str) -> Iterator[Verdict]:
    troubles: dict[str, str] = {}
    read = set()
    for one in rounds(tests):
        with TemporaryDirectory(prefix="verkosto-w3c-") as folder, serve(_written(one, Path(folder), direct)) as server:
            for each in one.reads:
                read.add(each.test.name)
                if trouble := server.trouble(each):
                    troubles[each.test.name] = trouble
    for test in tests:
        if test.name in read:
            why = troubles.get(test.name, "")
            yield Verdict(test=test, outcome="failed" if why else "passed", why=why)


def _written(one: Round, folder: Path, direct: str) -> Files:
    files: dict[str, Path] = {}
    for number, read in enumerate(one.reads):
        if read.content is not None:
            path = folder / f"{number}.ttl"
            path.write_bytes(read.content)
            files[read.graph(direct) or ""] = path
    return files
