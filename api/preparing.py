"""What most visitors ask for, asked by the service itself as soon as it serves a release: nobody has to wait for it.

The first who searches waits for a dictionary, the first who asks for a match or a network for a process and for what
that makes of the release, the first who opens a named query for its answer: seconds each, at a million statements.
The service asks for all of that one after another, as any client would; the answers are kept like all others.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Scope

from api.addresses import PREFIX
from api.delivery import SUFFIXES
from api.pages.render import HTML
from api.queries import path_of
from graph.listing.kinds import LISTINGS
from graph.named import named_queries
from graph.rdf.workers import Workers

LOG = logging.getLogger(__name__)

LOOK_EVERY = 0.5
"""How many seconds pass between two looks at whether another release is served."""

WORD = "testi"
"""What is searched for and matched; any word will do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """An address, and what of it is taken: a page, or what programs get.

    With `settled` it is made only once the release lies where it stays: from memory much is answered much faster.
    """

    address: str
    accept: str = "*/*"
    settled: bool = False


WAKING = (
    f"/api/search?q={WORD}",
    f"/api/match?q={WORD}",
    f"/api/partners?q={WORD}",
    "/api/graph/network",
    *(f"/api/{name}" for name in LISTINGS),
    "/api/testbeds.geojson",
)
"""Addresses whose first answer wakes a process or reads a file for all that come after it."""


PAGES = ("/", "/match", "/testbeds", "/actors", "/projects", "/services", "/queries", "/data", "/def/")
"""Pages that lead on, in any language."""


def usual() -> tuple[Visit, ...]:
    """Return what is made ready: the addresses and pages above, and each query that needs no parameter.

    Pages come in each language; the one that most ask for comes first.
    """
    free = [name for name, query in named_queries().items() if not query.required]
    paths = (*PAGES, *(f"/queries/{name}" for name in free))
    return (
        *(Visit(address=one) for one in WAKING),
        *(
            Visit(address=prefix + path, accept=HTML.media_type, settled=True)
            for prefix in PREFIX.values()
            for path in paths
        ),
        *(Visit(address=path_of(name, {}, suffix=SUFFIXES["json"]), settled=True) for name in free),
    )


class Preparation:
    """Makes `visits` to `app` for whatever release `workers` serve. `ready_for` is the release they were made to."""

    def __init__(self, app: ASGIApp, workers: Workers, visits: Sequence[Visit]) -> None:
        self._app, self._workers, self._visits = app, workers, visits
        self.ready_for: str | None = None

    async def run(self) -> None:
        """Make all visits, and again whenever another release is served; until it is cancelled."""
        while True:
            release = self._workers.release
            if release is not None and release.id != self.ready_for:
                for visit in self._visits:
                    while visit.settled and not self._workers.is_settled:
                        await asyncio.sleep(LOOK_EVERY)
                    await self._make(visit)
                if self._workers.release == release:
                    self.ready_for = release.id
            await asyncio.sleep(LOOK_EVERY)

    async def _make(self, visit: Visit) -> None:
        """Make one visit. That it fails is told in the log, and to whoever comes next; it hinders nothing else."""
        path, _, query = visit.address.partition("?")
        scope: Scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(b"host", b"localhost"), (b"accept", visit.accept.encode()), (b"accept-encoding", b"br")],
            "client": None,
            "server": ("localhost", 80),
        }
        statuses: list[int] = []

        async def receive() -> Message:
            await asyncio.Event().wait()  # this client neither sends anything nor goes away
            raise AssertionError

        async def send(message: Message) -> None:
            statuses.extend([message["status"]] if "status" in message else [])

        try:
            await self._app(scope, receive, send)
        except Exception:
            LOG.exception("%s could not be made ready", visit.address)
        else:
            if statuses != [200]:
                LOG.warning("%s could not be made ready: it answers %s", visit.address, statuses)
