"""How each test is put to a server over HTTP, and what is said of its answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal as OneOf

import httpx
from pyoxigraph import RdfFormat, parse

from benchmarks.w3c.manifest import DATASETS, DESCRIPTION, EVALUATION, NEGATIVE, POSITIVE, PROTOCOL, Case
from benchmarks.w3c.reads import HOST, Read
from benchmarks.w3c.requests import Exchange, exchanges
from benchmarks.w3c.results import actual, compared, expected, graph_result, reduced

SD = "http://www.w3.org/ns/sparql-service-description#"
NOTHING = "urn:w3c:nothing"
"""The name of a graph that is not there: who asks it asks nothing."""

ACCEPT = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}
USUAL = "application/sparql-results+json, application/n-triples"
FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ),
    "RDF": (
        "text/turtle",
        "application/n-triples",
        "application/n-quads",
        "application/trig",
        "application/rdf+xml",
        "application/ld+json",
    ),
}
DIRECT = "application/sparql-query"
UNKNOWN = "custom function"
FROM = re.compile(r"\bFROM\s+(NAMED\s+)?(<|\w*:)", re.IGNORECASE)

PrimitiveData = str | int | float | bool | None
"""What httpx takes as the value of a parameter."""

Outcome = OneOf["passed", "passed by value", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a test, and why it failed."""

    test: Case
    outcome: Outcome
    why: str = ""

    @property
    def is_passed(self) -> bool:
        """Whether it passed, be it by the value of numbers only."""
        return self.outcome != "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server under test: where it answers queries, and where graphs are: by parameter, and by their own path."""

    name: str
    client: httpx.Client
    sparql: str
    store: str
    direct: str

    def verdict(self, test: Case) -> Verdict:
        """Return what becomes of a test."""
        how = {
            EVALUATION: self._evaluated,
            POSITIVE: self._taken,
            NEGATIVE: self._refused,
            PROTOCOL: self._exchanged,
            DESCRIPTION: self._described,
        }
        try:
            outcome, why = how[test.kind](test)
        except (httpx.HTTPError, ValueError, SyntaxError, AssertionError) as error:
            outcome, why = "failed", f"{type(error).__name__}: {error}"
        return Verdict(test=test, outcome=outcome, why=why)

    def trouble(self, read: Read) -> str | None:
        """Return what is wrong with the answer to a read of a graph; None where it is as it must be."""
        where = read.path.replace("/gsp", self.direct if read.is_direct else self.store, 1)
        # A connection each: what a server may wrongly send after a HEAD is then not taken for the next answer.
        headers = {"host": HOST, "accept": read.accept, "connection": "close"}
        response = self.client.request(read.method, where, headers=headers)
        if response.status_code != (httpx.codes.NOT_FOUND if read.content is None else httpx.codes.OK):
            return f"{read.method} {where}: {_told(response)}"
        if read.content is None:
            return None
        if (media_type := _media_type(response)) != "text/turtle":
            return f"{read.method} {where}: answered with {media_type or 'no content type'}"
        if read.method == "HEAD":
            return None if not response.content else f"HEAD {where}: a body"
        wanted, found = (graph_result(one, RdfFormat.TURTLE) for one in (read.content, response.content))
        return None if compared(wanted, found) == "same" else f"GET {where}: another graph"

    def _evaluated(self, test: Case) -> tuple[Outcome, str]:
        assert test.query is not None
        assert test.result is not None
        address = test.manifest.address
        query = f"BASE <{address(test.query)}>\n{_query(test)}"
        response = self._ask(query, test, ACCEPT.get(test.result.suffix, USUAL))
        if response.status_code != httpx.codes.OK:
            return "failed", _told(response)
        wanted = expected(test.result, address(test.result))
        found = actual(response.content, _media_type(response))
        how = compared(reduced(wanted), reduced(found)) if test.is_lax else compared(wanted, found)
        if how == "other":
            return "failed", "another result"
        return ("passed" if how == "same" else "passed by value"), ""

    def _taken(self, test: Case) -> tuple[Outcome, str]:
        response = self._ask(_query(test), test, USUAL)
        # What the parser takes may still be something that cannot be evaluated: a function nobody knows.
        is_taken = response.is_success or response.is_server_error or UNKNOWN in response.text
        return ("passed" if is_taken else "failed"), "" if is_taken else _told(response)

    def _refused(self, test: Case) -> tuple[Outcome, str]:
        response = self._ask(_query(test), test, USUAL)
        is_refused = response.status_code == httpx.codes.BAD_REQUEST
        return ("passed" if is_refused else "failed"), "" if is_refused else f"answered with {response.status_code}"

    def _exchanged(self, test: Case) -> tuple[Outcome, str]:
        for exchange in exchanges(test):
            path = exchange.path.replace("/sparql/", self.sparql, 1)
            response = self.client.request(exchange.method, path, headers=list(exchange.headers), content=exchange.body)
            if trouble := _trouble(exchange, response):
                return "failed", f"{exchange.method} {trouble}"
        return "passed", ""

    def _described(self, test: Case) -> tuple[Outcome, str]:
        response = self.client.get(self.sparql, headers={"accept": "text/turtle"})
        endpoint = str(response.url)
        triples = [quad.triple for quad in parse(response.content, format=RdfFormat.TURTLE, base_iri=endpoint)]
        said = {one.predicate.value.removeprefix(SD): one.object for one in triples}
        checks = {
            "returns-rdf": bool(triples),
            "has-endpoint-triple": f"<{endpoint}>" == str(said.get("endpoint")),
            "conforms-to-schema": {"endpoint", "supportedLanguage", "resultFormat"} <= set(said)
            and any(str(one.object) == f"<{SD}Service>" for one in triples),
        }
        found = checks[test.name.rpartition("#")[2]]
        return ("passed" if found else "failed"), "" if found else response.text[:200]

    def _ask(self, query: str, test: Case, accept: str) -> httpx.Response:
        named = (*test.named, *(name for one in test.default for name in _own_graphs(test, one)))
        params: list[tuple[str, PrimitiveData]] = [("default-graph-uri", one) for one in test.default]
        params += [("named-graph-uri", one) for one in named]
        if FROM.search(query):
            params = []  # else they would go before what the query says
        elif not params:
            params = [("default-graph-uri", NOTHING)]
        return self.client.post(
            self.sparql, params=params, content=query.encode(), headers={"accept": accept, "content-type": DIRECT}
        )


def _query(test: Case) -> str:
    assert test.query is not None
    return test.query.read_text("utf-8")


def _own_graphs(test: Case, iri: str) -> Sequence[str]:
    """Return the named graphs of a dataset that is given as one file."""
    path = test.manifest.file(iri)
    if path.suffix not in DATASETS:
        return []
    found = {quad.graph_name.value for quad in parse(path=str(path), base_iri=iri) if hasattr(quad.graph_name, "value")}
    return sorted(one for one in found if one)


def _told(response: httpx.Response) -> str:
    return f"{response.status_code}: {' '.join(response.text.split())[:160]}"


def _media_type(response: httpx.Response) -> str:
    return str(response.headers.get("content-type", "")).partition(";")[0]


def _trouble(exchange: Exchange, response: httpx.Response) -> str | None:
    if not any(response.status_code in statuses for statuses in exchange.statuses):
        return f"answered with {_told(response)}"
    media_type = _media_type(response)
    if exchange.format is not None and media_type not in FORMATS[exchange.format]:
        return f"answered with {media_type}"
    if exchange.boolean is not None and actual(response.content, media_type).boolean != exchange.boolean:
        return "answered otherwise"
    return None
