"""The HTTP service: the addresses it answers, and the workers it answers from."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from api.addresses import PREFIX
from api.analysing import Analyst
from api.cache import AnswerCache
from api.compression import Compressed
from api.delivery import unchanging
from api.description import described
from api.graph_store import GraphStore, by_address, by_path, indirectly
from api.graphs import graph_page
from api.listing import Lister
from api.preparing import Preparation, Visit
from api.problems import tell, tell_http, tell_invalid
from api.routes import (
    analysis,
    catalogue,
    definitions,
    documents,
    front,
    health,
    lists,
    matching,
    networks,
    pages,
    partnering,
    queries,
    reconcile,
    searching,
)
from api.searching import Searcher
from api.service_description import PAGES
from api.settings import Settings
from api.sparql import Sparql
from graph.errors import VerkostoError
from graph.rdf.question import GRAPHS as GRAPH_FORMATS
from graph.rdf.question import MIB, Format
from graph.rdf.release import current
from graph.rdf.workers import Served, Workers

ROUTERS: tuple[APIRouter, ...] = (
    health.router,
    documents.router,
    queries.router,
    analysis.router,
    matching.router,
    partnering.router,
    searching.router,
    networks.router,
    lists.router,
    reconcile.router,
    definitions.router,
    catalogue.router,
    front.router,
    pages.router,
)
"""The families of addresses, beside `/sparql`."""


SPARQL = "/sparql"
GRAPH_STORE = "/rdf-graph-store"
GRAPHS = "/graph/{name:path}"
DESCRIPTION = "/openapi.json"

NO_RELEASE = "RDF files are served here and no release, so there is nothing but /sparql, /rdf-graph-store and /health"


class Service(FastAPI):
    """The application, but for `/sparql`: that has most requests to answer, and no framework goes around it."""

    def openapi(self) -> dict[str, Any]:
        """Return the description of the interface."""
        if not self.openapi_schema:
            self.openapi_schema = described(self)
        return self.openapi_schema

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await Compressed(self._answer, self.state.cache)(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == SPARQL:
            scope["app"] = self
            await self.state.sparql(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_app(
    data: Path, settings: Settings, *, routers: Iterable[APIRouter] = ROUTERS, prepared: Sequence[Visit] = ()
) -> FastAPI:
    """Return the service over the releases in folder `data`. Opens nothing before it is started.

    What is `prepared` it asks itself for, as soon as it serves a release.
    """
    app = _service(lambda: live(data), settings, prepared=prepared)
    store = GraphStore(app.state.workers, app.state.sparql, by_path, page=graph_page)
    for prefix in PREFIX.values():
        app.router.routes.append(Route(prefix + GRAPHS, store))
    app.state.routers = tuple(routers)
    for router in app.state.routers:
        app.include_router(router)
    return app


def create_rdf_app(served: Served, settings: Settings) -> FastAPI:
    """Return the service over RDF files that are `served` without a release: what needs one says that there is none."""
    app = _service(lambda: served, settings, described=GRAPH_FORMATS)
    app.state.routers = (health.router,)
    app.include_router(health.router)
    app.router.routes.append(Route("/", RedirectResponse(SPARQL, 303)))
    store = GraphStore(app.state.workers, app.state.sparql, by_address, hint=NO_RELEASE)
    app.router.routes.append(Route("/{path:path}", store))
    return app


def _service(
    find: Callable[[], Served],
    settings: Settings,
    *,
    described: tuple[Format, ...] = PAGES,
    prepared: Sequence[Visit] = (),
) -> FastAPI:
    """Return what is served of a release and of files alike; `described` are the formats of the description."""
    workers = Workers(find, limits=settings.limits)
    app = Service(
        title="Verkosto",
        # The framework's own pages of documentation fetch scripts from another host; its description has no ETag.
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        exception_handlers={
            VerkostoError: tell,
            HTTPException: tell_http,
            RequestValidationError: tell_invalid,
        },
    )
    app.state.workers = workers
    app.state.analyst = Analyst(deadline=settings.analysis_deadline)
    app.state.searcher = Searcher()
    app.state.lister = Lister(app.state.searcher)
    app.state.matchmaker = Analyst(deadline=settings.analysis_deadline)
    app.state.cache = AnswerCache(settings.cache_mb * MIB)
    app.state.sparql = Sparql(workers, app.state.cache, offered=described)
    app.state.preparation = Preparation(app, workers, prepared)
    app.router.routes.insert(0, Route(SPARQL, app.state.sparql))
    app.router.routes.insert(1, Route(GRAPH_STORE, GraphStore(workers, app.state.sparql, indirectly)))
    app.router.routes.insert(2, Route(DESCRIPTION, _description))
    return app


def _description(request: Request) -> Response:
    content = json.dumps(request.app.openapi(), ensure_ascii=False).encode()
    return unchanging(request, Format(name="json", media_type="application/json"), content, {})


def live(data: Path) -> Served:
    """Return the release to serve from folder `data`.

    Raises
    ------
    NoRelease
        If nothing has been built there.
    """
    release = current(data)
    return Served(id=release.id, store=release.store, issued=release.issued, triples=release.triples)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    workers: Workers = app.state.workers
    app.state.started = time.monotonic()
    await workers.start()
    preparing = asyncio.create_task(app.state.preparation.run())
    try:
        yield
    finally:
        preparing.cancel()
        await asyncio.gather(preparing, return_exceptions=True)
        app.state.lister.close()
        app.state.searcher.close()
        await app.state.analyst.stop()
        await app.state.matchmaker.stop()
        await workers.stop()
