"""`python -m benchmarks.fuzz_sparql`: does `/sparql` answer every text rightly, or say honestly why it does not?

Texts come from a grammar (`benchmarks.sparql_grammar`), in every way the protocol knows and with any `Accept`. Of each
answer it is asked whether its status is one that is told of, whether its body is what its media type says, whether a
text that the engine cannot parse was refused and one that it can was not called bad, and whether an error tells
nothing of the machine. Exits with 1 if one was not.
"""

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

import httpx
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store, parse, parse_query_results

from benchmarks.fuzzing import served
from benchmarks.sparql_grammar import anything
from graph.rdf.question import BASE

HONEST = frozenset({200, 304, 400, 403, 406, 413, 503})
RESULTS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
TELLTALE = ("Traceback", "site-packages", '.py"', "/home/", "panicked")
"""What an answer never says: where the program lies, and how it broke."""

UNCHECKED = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)
"""What hypothesis would complain of: that queries are large."""

WAYS = ("get", "form", "direct")
EITHER = (
    "*/*",
    "text/csv, text/turtle;q=0.5",
    "application/sparql-results+xml, application/rdf+xml",
    "application/json",
)
ACCEPTS = (*RESULTS, *GRAPHS, *EITHER, *EITHER, *EITHER, "text/csv", "application/*;q=0.5, text/*", "image/png")
GRAPH_NAMES = ("https://w3id.org/verkosto/graph/concepts", "urn:none", "not an iri")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request to the endpoint: the text, how it is sent, and which graphs it is to be about."""

    text: str
    way: str
    accept: str
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Fuzzed:
    """What was found: how often each status, and what was wrong, with the request that showed it."""

    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[tuple[str, Request]] = field(default_factory=list)
    seconds: float = 0.0


Send = Callable[[Request], Any]

requests = st.builds(
    lambda text, way, accept, parameters: Request(text=text, way=way, accept=accept, parameters=tuple(parameters)),
    anything,
    st.sampled_from(WAYS),
    st.sampled_from(ACCEPTS),
    st.one_of(
        st.just(()),
        st.just(()),
        st.just(()),
        st.lists(
            st.tuples(st.sampled_from(("default-graph-uri", "named-graph-uri")), st.sampled_from(GRAPH_NAMES)),
            max_size=2,
        ),
    ),
)


def fuzz(send: Send, *, examples: int, first: int) -> Fuzzed:
    """Return what is wrong with the answers to `examples` requests; the same `first` seed gives the same requests."""
    found = Fuzzed()

    @seed(first)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=UNCHECKED,
    )
    @given(requests)
    def one(request: Request) -> None:
        response = send(request)
        found.statuses[response.status_code] += 1
        if (what := wrong(request, response)) is not None:
            found.wrong.append((what, request))

    started = time.monotonic()
    one()
    found.seconds = time.monotonic() - started
    return found


def wrong(request: Request, response: httpx.Response) -> str | None:
    """Say what is wrong with an answer, None if nothing is."""
    if response.status_code not in HONEST:
        return f"status {response.status_code}: {response.text[:200]}"
    if any(one in response.text for one in TELLTALE):
        return f"the answer tells of the machine: {response.text[:200]}"
    if response.status_code != httpx.codes.OK:
        return _of_problem(request, response)
    if not parses(request.text):
        return "a text that is no query was answered"
    return _of_body(response)


def parses(text: str) -> bool:
    """Whether the engine takes a text for a query."""
    try:
        Store().query(text, base_iri=BASE)
    except SyntaxError:
        return False
    except (RuntimeError, OSError):  # a function it does not know, or SERVICE: found out only now
        return True
    return True


def _of_problem(request: Request, response: httpx.Response) -> str | None:
    media_type = response.headers["content-type"]
    if media_type != "application/problem+json":
        return f"an error comes as {media_type}"
    told = response.json()
    if told["status"] != response.status_code or not told["title"]:
        return f"an error tells {told}"
    is_bad_syntax = response.status_code == httpx.codes.BAD_REQUEST and "line" in told
    if is_bad_syntax and parses(request.text):
        return f"a query was called no SPARQL: {told['title']}"
    return None


def _of_body(response: httpx.Response) -> str | None:
    media_type = response.headers["content-type"].partition(";")[0]
    try:
        if media_type in GRAPHS:
            sum(1 for _ in parse(response.content, format=GRAPHS[media_type]))
        elif media_type == "application/sparql-results+json":
            _ = json.loads(response.content)["head"]
        elif media_type in RESULTS:
            read = parse_query_results(response.content, format=RESULTS[media_type])
            if isinstance(read, QuerySolutions):
                sum(1 for _ in read)
        elif media_type == "text/csv":
            response.content.decode("utf-8")
        else:
            return f"an answer comes as {media_type}"
    except (SyntaxError, ValueError, KeyError) as error:
        return f"an answer is not {media_type}: {error}"
    return None


def over(client: Any) -> Send:
    """Return how requests are sent over `client`, of httpx or of tests, whose base address is that of the service."""

    def send(request: Request) -> Any:
        # what is no character cannot be sent
        text, headers = request.text.encode("utf-8", "replace").decode(), {"accept": request.accept}
        pairs = [("query", text), *request.parameters]
        if request.way == "get":
            return client.get("/sparql", params=pairs, headers=headers)
        if request.way == "form":
            body = urlencode(pairs)
            form = {**headers, "content-type": "application/x-www-form-urlencoded"}
            return client.post("/sparql", content=body, headers=form)
        direct = {**headers, "content-type": "application/sparql-query"}
        return client.post("/sparql", content=text.encode(), params=list(request.parameters), headers=direct)

    return send


def main(arguments: Sequence[str] | None = None) -> int:
    """Send so many requests to a service of its own; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz_sparql", description=__doc__)
    parser.add_argument("--requests", type=int, default=50_000, help="how many requests to send")
    parser.add_argument("--seed", type=int, default=1, help="the first seed; each thousand requests has one of its own")
    parser.add_argument("--data", type=Path, help="a data folder with a release; else one is built of what ships")
    options = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="verkosto-fuzz-") as name:
        data, log = options.data or Path(name) / "data", Path(name) / "log"
        if options.data is None:
            subprocess.run([sys.executable, "-m", "api", "build", "--data", str(data)], check=True)
        with served(data, log) as url, httpx.Client(base_url=url, timeout=60) as client:
            found = _rounds(over(client), requests=options.requests, first=options.seed)
        tracebacks = log.read_text("utf-8").count("Traceback")
    print(f"{found.statuses.total()} requests in {found.seconds:.0f} s: {dict(sorted(found.statuses.items()))}")
    print(f"{len(found.wrong)} wrong answers, {tracebacks} tracebacks in the log of the service")
    return int(bool(found.wrong) or tracebacks > 0)


def _rounds(send: Send, *, requests: int, first: int) -> Fuzzed:
    whole = Fuzzed()
    while whole.statuses.total() < requests:
        found = fuzz(send, examples=min(1000, requests - whole.statuses.total()), first=first)
        whole.statuses += found.statuses
        whole.seconds += found.seconds
        whole.wrong += found.wrong
        for what, request in found.wrong:
            print(f"seed {first}: {what}\n  {request}", flush=True)
        print(f"seed {first}: {whole.statuses.total()} requests in {whole.seconds:.0f} s", file=sys.stderr, flush=True)
        first += 1
    return whole


if __name__ == "__main__":
    sys.exit(main())
