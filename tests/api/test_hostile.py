"""Hostile queries over HTTP: each gets its own status in time, and nobody else notices."""

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
import pytest

from tests.api.service import Service, serving
from tests.processes import are_gone, is_alive, priority, resident_mb

DEADLINE = 1.0
SMALL = "SELECT ?t { ?t a <https://w3id.org/verkosto/def#TestBed> } LIMIT 5"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
STREAM = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
DOUBLED = " ".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(26))
HUGE = f"SELECT (STRLEN(?a26) AS ?n) {{ BIND('{'a' * 16}' AS ?a0) {DOUBLED} }}"
HOSTILE = {
    "endless": (ENDLESS, 503, "the query was not answered within 1 seconds"),
    "5,000 parentheses": (f"SELECT * {{ FILTER({'(' * 5000}1{')' * 5000}) }}", 403, "brackets are nested more than"),
    "21,000 groups": (f"SELECT * {{ {'{} ' * 21_000} }}", 403, "the query has more than 200 groups"),
    "50,000 groups": (f"SELECT * {{ {'{} ' * 50_000} }}", 413, "the query has more than 65536 bytes"),
    "2^30 characters": (HUGE, 503, "the query "),
    "load": ("LOAD <file:///etc/passwd>", 403, "LOAD would change the graph"),
    "open string": ('"' + '\\"' * 32_000, 400, "line 1, column 1: a string begins here and has no end"),
    "group by": ("SELECT ?s ?o (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c } GROUP BY ?s ?o", 503, "the query "),
    "path": ("SELECT (COUNT(*) AS ?n) { ?s (<a:>|!<a:>)* ?o . ?o (<a:>|!<a:>)* ?x }", 503, "the query "),
}

FORM = {"content-type": "application/x-www-form-urlencoded"}
BODIES = [urlencode({"query": query}).encode() for query, _, _ in HOSTILE.values()]


@pytest.fixture(scope="module")
def service(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Give a service with a short deadline."""
    log = tmp_path_factory.mktemp("hostile") / "log"
    with serving(data, log, deadline=str(DEADLINE), memory_mb="256", in_memory_mb="100") as service:
        yield service


@pytest.fixture
def patient(data: Path, tmp_path: Path) -> Iterator[Service]:
    """Give a service that has a minute for each query."""
    with serving(data, tmp_path / "log", deadline="60") as service:
        yield service


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Give a socket that listens and would notice a caller."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def ask(service: Service, query: str, accept: str = "*/*") -> httpx.Response:
    return httpx.post(service.url, data={"query": query}, headers={"accept": accept}, timeout=20)


def begin(service: Service, query: str) -> socket.socket:
    """Return a connection on which a query was asked and nothing is read."""
    line = f"GET /sparql?query={quote(query, safe='')} HTTP/1.1\r\nHost: localhost\r\n\r\n"
    connection = socket.create_connection(("127.0.0.1", service.port))
    connection.sendall(line.encode())
    return connection


def is_turned_away(connection: socket.socket) -> bool:
    """Send on and on; say whether the service ended that, with an answer or by hanging up."""
    try:
        for _ in range(100):
            connection.sendall(b"x" * 100_000)
        return b"400 Bad Request" in connection.recv(4096)
    except ConnectionError:
        return True


def slow_worker(service: Service) -> int:
    """Ask small questions until a worker gives way to them, and return its process id."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        ask(service, f"{SMALL} # {time.monotonic()}")
        if slow := [pid for pid in service.workers if is_alive(pid) and priority(pid) == 19]:
            return slow[0]
        time.sleep(0.01)
    raise AssertionError("no worker became slow")


async def latencies(service: Service, stop: asyncio.Event) -> list[float]:
    """Ask small queries, none of them twice, until `stop`; return how many seconds each took."""
    found = []
    async with httpx.AsyncClient() as client:
        while not stop.is_set():
            started = time.perf_counter()
            response = await client.get(service.url, params={"query": f"{SMALL} # {started}"})
            found.append(time.perf_counter() - started)
            assert response.status_code == 200
            await asyncio.sleep(0.005)
    return found


async def while_attacked(service: Service, *, rounds: int) -> list[float]:
    stop = asyncio.Event()
    asking = asyncio.create_task(latencies(service, stop))
    async with httpx.AsyncClient(timeout=20) as client:
        for _ in range(rounds):
            attacks = [client.post(service.url, content=body, headers=FORM) for body in BODIES]
            await asyncio.gather(*attacks)
    stop.set()
    return await asking


@pytest.mark.parametrize(("query", "status", "title"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_query_is_told_what_is_wrong_in_time(service: Service, query: str, status: int, title: str) -> None:
    started = time.monotonic()
    response = ask(service, query)
    assert time.monotonic() - started < DEADLINE + 1
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert response.json()["title"].startswith(title)
    assert ("retry-after" in response.headers) == (status == 503)


def test_a_file_is_no_graph(service: Service) -> None:
    response = ask(service, "SELECT ?s FROM <file:///etc/passwd> { ?s ?p ?o }", "text/csv")
    assert (response.status_code, response.text) == (200, "s\r\n")


def test_no_other_server_is_asked(service: Service, listener: socket.socket) -> None:
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    assert ask(service, f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}").status_code == 403
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_an_answer_that_is_not_done_at_the_deadline_cuts_the_connection(service: Service) -> None:
    started = time.monotonic()
    with (
        pytest.raises(httpx.RemoteProtocolError),
        httpx.stream("GET", service.url, params={"query": STREAM}, timeout=20) as response,
    ):
        assert response.status_code == 200
        response.read()
    assert time.monotonic() - started < DEADLINE + 1


@pytest.mark.slow
def test_small_queries_are_answered_while_hostile_ones_are_asked(service: Service) -> None:
    # How fast they are is measured in `benchmarks`; here it only matters that none waits for a hostile one to end.
    attacked = asyncio.run(while_attacked(service, rounds=4))
    assert len(attacked) > 100
    assert max(attacked) < DEADLINE


def test_memory_returns_to_where_it_was(service: Service) -> None:
    ask(service, SMALL)
    before = resident_mb([service.process.pid, *service.workers])
    asyncio.run(while_attacked(service, rounds=1))
    time.sleep(0.5)
    assert resident_mb([service.process.pid, *service.workers]) < before + 64


@pytest.mark.parametrize("head", [b"GET /sparql?query=", b"GET / HTTP/1.1\r\nX-Long: "], ids=["address", "header"])
def test_a_request_whose_head_has_no_end_is_refused(service: Service, head: bytes) -> None:
    with socket.create_connection(("127.0.0.1", service.port), timeout=5) as connection:
        connection.sendall(head + b"x" * 100_000)
        assert is_turned_away(connection)
    assert ask(service, SMALL).status_code == 200


def test_many_requests_may_come_over_one_connection(service: Service) -> None:
    # Together they are longer than one head may be.
    with httpx.Client() as client:
        told = {client.get(service.url, params={"query": f"{SMALL} # {'x' * 10_000}"}).status_code for _ in range(60)}
    assert told == {200}


def test_a_client_that_hangs_up_frees_its_worker(patient: Service) -> None:
    with begin(patient, ENDLESS):
        busy = slow_worker(patient)
    assert are_gone([busy], within=2)
    assert ask(patient, SMALL).status_code == 200


def test_a_service_that_is_killed_leaves_no_worker(patient: Service) -> None:
    with begin(patient, ENDLESS), begin(patient, STREAM):
        slow_worker(patient)
        below = patient.workers
        patient.process.kill()
        assert are_gone(below, within=2)
    assert len(below) >= 3


@pytest.mark.parametrize(
    ("limit", "cut"), [({"rows": "1000"}, "rows"), ({"size_mb": "1"}, "bytes")], ids=["rows", "bytes"]
)
def test_an_answer_cut_within_the_first_mebibyte_says_so_in_its_header(
    data: Path, tmp_path: Path, limit: dict[str, str], cut: str
) -> None:
    with serving(data, tmp_path / "log", **limit) as service:
        response = ask(service, STREAM)
    assert (response.status_code, response.headers["verkosto-truncated"]) == (200, cut)
    assert json.loads(response.content)["truncated"] == cut
    assert len(response.content) <= 1024 * 1024 + 100


def test_an_answer_cut_later_says_so_at_its_end(data: Path, tmp_path: Path) -> None:
    with serving(data, tmp_path / "log", rows="20000", deadline="20") as service:
        response = ask(service, STREAM)
    found = json.loads(response.content)
    assert (len(found["results"]["bindings"]), found["truncated"]) == (20_000, "rows")
    assert len(response.content) > 1024 * 1024
    assert "verkosto-truncated" not in response.headers
