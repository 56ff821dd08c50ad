"""The HTTP service: the addresses it answers, and the workers it answers from."""

import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Route

from api.cache import AnswerCache
from api.problems import tell, tell_http, tell_invalid
from api.routes import definitions, documents, front, health, queries
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
    definitions.router,
    front.router,
)
"""The families of addresses, beside `/sparql`."""


def create_app(data: Path, settings: Settings, *, routers: Iterable[APIRouter] = ROUTERS) -> FastAPI:
    """Return the service over the releases in folder `data`. Opens nothing before it is started."""
    workers = Workers(lambda: live(data), limits=settings.limits)
    app = FastAPI(
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
    # First, and with no framework around it: it has most requests to answer.
    app.router.routes.insert(0, Route("/sparql", Sparql(workers, AnswerCache(settings.cache_mb * MIB))))
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
        await workers.stop()
