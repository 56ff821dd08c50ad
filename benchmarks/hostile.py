"""How long a small query takes while others ask what is hostile: its 99th percentile, against its own when idle."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import quote

from benchmarks.engines import Engine
from benchmarks.report import percentile

SMALL = "SELECT ?t { ?t a <https://w3id.org/verkosto/def#TestBed> } LIMIT 5"
DOUBLED = " ".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(26))
HOSTILE = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    f"SELECT (STRLEN(?a26) AS ?n) {{ BIND('{'a' * 16}' AS ?a0) {DOUBLED} }}",
    f"SELECT * {{ FILTER({'(' * 5000}1{')' * 5000}) }}",
    "SELECT ?s ?o (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c } GROUP BY ?s ?o",
)
ASKERS = 2
"""How many clients ask small queries at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderAttack:
    """Seconds that 99 of 100 small queries stayed under: alone, and beside hostile ones."""

    idle: float
    attacked: float

    @property
    def ratio(self) -> float:
        """How many times longer a small query takes beside hostile ones."""
        return self.attacked / self.idle


def under_attack(engine: Engine, *, seconds: float = 5.0, rounds: int = 2) -> UnderAttack:
    """Return how a small query fares at `engine`, idle for `seconds` and then while `rounds` of hostile ones run."""
    calm, storm = threading.Event(), threading.Event()
    with ThreadPoolExecutor(ASKERS + len(HOSTILE)) as pool:
        idle = [pool.submit(_small, engine, calm) for _ in range(ASKERS)]
        time.sleep(seconds)
        calm.set()
        alone = percentile((one for asked in idle for one in asked.result()), 99)
        beside = [pool.submit(_small, engine, storm) for _ in range(ASKERS)]
        for _ in range(rounds):
            list(pool.map(lambda query: _ask(engine, query), HOSTILE))
        storm.set()
        return UnderAttack(idle=alone, attacked=percentile((one for asked in beside for one in asked.result()), 99))


def _small(engine: Engine, stop: threading.Event) -> list[float]:
    found = []
    connection = HTTPConnection("127.0.0.1", engine.port, timeout=60)
    while not stop.is_set():
        started = time.perf_counter()
        # A comment makes each a query of its own, so that none is answered from a cache.
        connection.request("GET", f"{engine.path}?query={quote(f'{SMALL} # {started}')}")
        connection.getresponse().read()
        found.append(time.perf_counter() - started)
        time.sleep(0.005)
    connection.close()
    return found


def _ask(engine: Engine, query: str) -> None:
    connection = HTTPConnection("127.0.0.1", engine.port, timeout=60)
    try:
        connection.request("POST", engine.path, query.encode(), {"content-type": "application/sparql-query"})
        response = connection.getresponse()
        while response.read(1 << 20):
            pass
    except (HTTPException, OSError):
        return  # cut off at the deadline, as it should be
    finally:
        connection.close()
