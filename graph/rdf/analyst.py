"""The analyst: a process that holds the network of a release and analyses it for the service.

The service never computes: an analysis takes a core for as long as it lasts, and arrays start threads, which belong
neither in the web server nor in a nursery. The service writes one request a line and reads one answer: its length in
decimal and a line end, then that many bytes. When the service ends, or closes its end, this process ends too; at a
deadline the service kills it.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from graph.analysis.figures import as_json
from graph.analysis.parameters import Asked
from graph.analysis.running import analysed, result_csv, result_json
from graph.errors import VerkostoError
from graph.projection import Projection
from graph.rdf import sandbox
from graph.rdf.networks import projection_of
from graph.rdf.release import open_store, read


def main(arguments: Sequence[str]) -> None:
    """Answer requests until there are no more: the parent's process id, and how many MiB one may take."""
    sandbox.die_with_parent(int(arguments[0]))
    sandbox.limit_memory(int(arguments[1]) * 1024 * 1024)
    sandbox.forbid_sockets()
    networks = _Networks()
    for line in sys.stdin.buffer:
        body = json.dumps(_answer(json.loads(line), networks)).encode()
        sys.stdout.buffer.write(b"%d\n%s" % (len(body), body))
        sys.stdout.buffer.flush()


class _Networks:
    """The network of the release that was asked about last."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._found: Projection | None = None
        self.year: int | None = None

    def of(self, path: Path) -> Projection:
        """Return the network of the release in folder `path`."""
        if self._found is None or path != self._path:
            release = read(path)
            self._path, self._found = path, projection_of(release, open_store(release))
            self.year = int(release.issued[:4])
        return self._found


def _answer(asked: dict[str, Any], networks: _Networks) -> dict[str, str]:
    try:
        path = Path(asked["release"])
        found = networks.of(path)
        result = analysed(found.network, asked["name"], msgspec.convert(asked["asked"], Asked), year=networks.year)
    except VerkostoError as error:
        return {"error": type(error).__name__, "message": str(error)}
    except MemoryError:
        return {"error": "OutOfMemory", "message": "the analysis needed more memory than one may have"}
    about = {"release": path.name, "coverage": {**as_json(found.coverage), "text": str(found.coverage)}}
    return {
        "body": result_csv(result) if asked["form"] == "csv" else result_json(result, about=about),
        "note": str(found.coverage),
    }
