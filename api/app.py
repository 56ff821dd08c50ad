"""The HTTP service: the addresses it answers, and the workers it answers from."""

import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from api.analysing import Analyst
from api.cache import AnswerCache
from api.problems import tell, tell_http, tell_invalid
from api.routes import (
    analysis,
    definitions,
    documents,
    front,
    health,
    matching,
    partnering,
    queries,
    reconcile,
    searching,
)
from api.searching import Searcher
from api.settings import Settings
from api.sparql import Sparql
from graph.errors import VerkostoError
from graph.rdf.question import MIB
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
    reconcile.router,
    definitions.router,
    front.router,
)
"""The families of addresses, beside `/sparql`."""


SPARQL = "/sparql"


class Service(FastAPI):
    """The application, but for `/sparql`: that has most requests to answer, and no framework goes around it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["path"] == SPARQL:
            await self.state.sparql(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_app(data: Path, settings: Settings, *, routers: Iterable[APIRouter] = ROUTERS) -> FastAPI:
    """Return the service over the releases in folder `data`. Opens nothing before it is started."""
    workers = Workers(lambda: live(data), limits=settings.limits)
    app = Service(
        title="Verkosto",
        # The framework's own pages of documentation fetch scripts from another host.
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
    app.state.matchmaker = Analyst(deadline=settings.analysis_deadline)
    app.state.sparql = Sparql(workers, AnswerCache(settings.cache_mb * MIB))
    app.router.routes.insert(0, Route(SPARQL, app.state.sparql))
    for router in routers:
        app.include_router(router)
    return app


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
    try:
        yield
    finally:
        app.state.searcher.close()
        await app.state.analyst.stop()
        await app.state.matchmaker.stop()
        await workers.stop()
