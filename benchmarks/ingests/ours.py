"""Our own way: the program's reading of CORDIS, and its statements as the graph of that source.

`python -m benchmarks.ingests.ours FOLDER FILE`. All statements are made, and those that are not compared then left
out: we do more for the same file than the others.
"""

import json
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from benchmarks.building import peak_mb
from benchmarks.ingests.compared import compared
from graph.rdf import iris
from graph.rdf.write import statements
from graph.records import Record
from ingest.run import read
from ingest.sources.cordis.ingester import INGESTER

NAME = INGESTER.source.name


def main(folder: Path, file: Path) -> None:
    """Read, write and print what was measured."""
    start = time.perf_counter()
    found = read(INGESTER, folder, clock=lambda: datetime.now(UTC))
    done = time.perf_counter()
    graph = SourceGraph()
    serialize(graph.quads(found.records), str(file), RdfFormat.N_QUADS)
    end = time.perf_counter()
    measured = {"records": len(found.records), "read": done - start, "written": end - done, "peak_mb": peak_mb()}
    print(json.dumps({**measured, "made": graph.made}))


class SourceGraph:
    """The graph of what CORDIS says; `made` counts all statements that were made for it."""

    def __init__(self) -> None:
        self.made = 0

    def quads(self, records: Iterable[Record]) -> Iterator[Quad]:
        """Yield what is compared of what the records say."""
        name = NamedNode(iris.source_graph(NAME))
        for record in records:
            triples = statements(record, NAME).triples
            self.made += len(triples)
            for subject, predicate, value in compared(triples):
                yield Quad(subject, predicate, value, name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
