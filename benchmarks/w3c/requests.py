"""Requests and responses as manifests tell them, in the terms of HTTP in RDF."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from pyoxigraph import BlankNode, NamedNode

from benchmarks.w3c.manifest import MF, Case

HT = "http://www.w3.org/2011/http#"
HTS = "http://www.w3.org/2011/http-statusCodes#"
CNT = "http://www.w3.org/2011/content#"
STATUS = {one.phrase.title().replace(" ", "").replace("-", ""): one for one in HTTPStatus} | {"OK": HTTPStatus.OK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request, and what its response must be. `expected` is the body of the response, where one is told."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    statuses: tuple[range, ...]
    format: str | None = None
    boolean: bool | None = None
    expected: bytes | None = None


def exchanges(test: Case) -> Iterator[Exchange]:
    """Yield what goes back and forth in a test."""
    manifest = test.manifest
    requests = manifest.value(manifest.value(test.node, MF + "action"), HT + "requests")
    for one in manifest.items(requests):
        answer = manifest.value(one, HT + "resp")
        said = manifest.value(answer, MF + "expectedFormat")
        boolean = manifest.value(answer, MF + "expectedBoolean")
        yield Exchange(
            method=manifest.one(one, HT + "methodName"),
            path=manifest.one(one, HT + "absolutePath"),
            headers=tuple(_headers(test, one)),
            body=_body(test, one),
            statuses=tuple(_range(status.value) for status in manifest.values(answer, MF + "expectedStatus")),
            format=None if said is None else said.value,
            boolean=None if boolean is None else boolean.value == "true",
            expected=_body(test, answer),
        )


def _headers(test: Case, node: object) -> Iterator[tuple[str, str]]:
    manifest = test.manifest
    for one in manifest.items(manifest.value(node, HT + "headers")):
        yield manifest.one(one, HT + "fieldName"), manifest.one(one, HT + "fieldValue")


def _body(test: Case, node: object) -> bytes | None:
    manifest = test.manifest
    body = manifest.value(node, HT + "body")
    if not isinstance(body, NamedNode | BlankNode):
        return None
    encoding = manifest.value(body, CNT + "characterEncoding")
    return manifest.one(body, CNT + "chars").encode("utf-8" if encoding is None else encoding.value)


def _range(status: str) -> range:
    name = status.removeprefix(HTS)
    if name.startswith("StatusCode"):
        first = int(name.removeprefix("StatusCode")[0]) * 100
        return range(first, first + 100)
    return range(STATUS[name], STATUS[name] + 1)
