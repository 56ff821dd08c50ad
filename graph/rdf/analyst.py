"""The analyst: a process that holds what it made of a release, and analyses or matches for the service.

The service never computes: an analysis takes a core for as long as it lasts, and arrays start threads, which belong
neither in the web server nor in a nursery. The service writes one request a line and reads one answer: its length in
decimal and a line end, then that many bytes. When the service ends, or closes its end, this process ends too; at a
deadline the service kills it. The service has one such process for analyses and another for needs, so that a long
analysis keeps no company waiting.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from graph.analysis.figures import as_json
from graph.analysis.parameters import Asked
from graph.analysis.running import analysed, result_csv, result_json
from graph.errors import BadField, UnknownThing, VerkostoError
from graph.matching.actor_ranking import ActorAnswer
from graph.matching.actor_telling import actors_csv, actors_json
from graph.matching.actors import ActorIndex
from graph.matching.ranking import Matcher
from graph.matching.showing import answer_page
from graph.matching.telling import answer_csv, answer_json
from graph.network_files import WRITERS
from graph.projection import Projection
from graph.rdf import sandbox
from graph.rdf.excerpting import Excerpting, network_file
from graph.rdf.matches import answer_turtle
from graph.rdf.matching import ACTOR, TEST_BED, Asking, matched, matcher_of, thing_at
from graph.rdf.networks import projection_of
from graph.rdf.partnering import Seeking, actors_of, companies, partners_for, similar_to
from graph.rdf.release import open_store, read


def main(arguments: Sequence[str]) -> None:
    """Answer requests until there are no more: the parent's process id, and how many MiB one may take."""
    sandbox.die_with_parent(int(arguments[0]))
    sandbox.limit_memory(int(arguments[1]) * 1024 * 1024)
    sandbox.forbid_sockets()
    releases = _Releases()
    for line in sys.stdin.buffer:
        body = json.dumps(_answer(json.loads(line), releases)).encode()
        sys.stdout.buffer.write(b"%d\n%s" % (len(body), body))
        sys.stdout.buffer.flush()


class _Release:
    """A release, and what is made of it when it is first needed."""

    def __init__(self, path: Path) -> None:
        self.path, self.release = path, read(path)
        self.store = open_store(self.release)
        self.year = int(self.release.issued[:4])

    @cached_property
    def projection(self) -> Projection:
        """Its network."""
        return projection_of(self.release, self.store)

    @cached_property
    def actors(self) -> ActorIndex:
        """The index of its actors."""
        return actors_of(self.store, self.matcher.known)

    @cached_property
    def matcher(self) -> Matcher:
        """What matches needs with its test beds."""
        return matcher_of(self.release, self.store)


class _Releases:
    """The release that was asked about last."""

    def __init__(self) -> None:
        self._found: _Release | None = None

    def at(self, path: Path) -> _Release:
        """Return the release in folder `path`."""
        if self._found is None or path != self._found.path:
            self._found = _Release(path)
        return self._found


def _answer(asked: dict[str, Any], releases: _Releases) -> dict[str, str]:
    try:
        return DOES[asked["do"]](releases.at(Path(asked["release"])), asked)
    except BadField as error:
        return {"error": type(error).__name__, "message": error.what, "field": error.field}
    except UnknownThing as error:
        return {"error": type(error).__name__, "message": error.iri}
    except VerkostoError as error:
        return {"error": type(error).__name__, "message": str(error)}
    except MemoryError:
        return {"error": "OutOfMemory", "message": "it needed more memory than one question may have"}


def _analyse(found: _Release, asked: dict[str, Any]) -> dict[str, str]:
    result = analysed(found.projection.network, asked["name"], msgspec.convert(asked["asked"], Asked), year=found.year)
    coverage = found.projection.coverage
    about = {"release": found.path.name, "coverage": {**as_json(coverage), "text": str(coverage)}}
    body = result_csv(result) if asked["form"] == "csv" else result_json(result, about=about)
    return {"body": body, "note": str(coverage)}


def _match(found: _Release, asked: dict[str, Any]) -> dict[str, str]:
    asking = msgspec.convert(asked["asked"], Asking)
    answer = matched(found.release, found.store, found.matcher, asking)
    bodies: dict[str, Callable[[], str]] = {
        "json": lambda: json.dumps(answer_json(answer), ensure_ascii=False, indent=1),
        "page": lambda: json.dumps(
            answer_page(answer, found.matcher.known, found.matcher.lexicon, text=asking.text, language=asking.language),
            ensure_ascii=False,
        ),
        "csv": lambda: answer_csv(answer),
        "turtle": lambda: answer_turtle(answer, asking.text).decode(),
    }
    return {"body": bodies[asked["form"]](), "note": "; ".join(answer.lacks)}


def _companies(found: _Release, asked: dict[str, Any]) -> dict[str, str]:
    bed = thing_at(found.release, asked["thing"], TEST_BED)
    return _actors(companies(found.actors, bed, _seeking(asked)), asked["form"])


def _partners(found: _Release, asked: dict[str, Any]) -> dict[str, str]:
    return _actors(partners_for(found.actors, _seeking(asked)), asked["form"])


def _similar(found: _Release, asked: dict[str, Any]) -> dict[str, str]:
    actor = thing_at(found.release, asked["thing"], ACTOR)
    return _actors(similar_to(found.store, found.actors, actor, _seeking(asked)), asked["form"])


def _network(found: _Release, asked: dict[str, Any]) -> dict[str, str]:
    file = network_file(found.release, found.projection, msgspec.convert(asked["asked"], Excerpting))
    return {"body": WRITERS[asked["form"]](file).decode(), "note": file.note}


def _seeking(asked: dict[str, Any]) -> Seeking:
    return msgspec.convert(asked["asked"], Seeking)


def _actors(answer: ActorAnswer, form: str) -> dict[str, str]:
    told = actors_csv(answer) if form == "csv" else json.dumps(actors_json(answer), ensure_ascii=False, indent=1)
    return {"body": told, "note": "; ".join(answer.lacks)}


DOES: Mapping[str, Callable[[_Release, dict[str, Any]], dict[str, str]]] = {
    "analyse": _analyse,
    "match": _match,
    "companies": _companies,
    "partners": _partners,
    "similar": _similar,
    "network": _network,
}
"""What it can be asked to do."""
