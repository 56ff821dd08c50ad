"""Whether the service can answer, and from what."""

import time

from fastapi import APIRouter, Request
from pydantic import BaseModel

from api.deps import WorkersDep
from api.routes.reading import UNSERVED
from graph.errors import NoRelease, Overloaded

router = APIRouter(tags=["Service"])


class Health(BaseModel):
    """The release being served and who serves it."""

    release: str
    issued: str
    triples: int
    in_memory: bool
    workers: int
    uptime: float


@router.head("/health", include_in_schema=False)
@router.get("/health", summary="Whether the service can answer, and from which release", responses=UNSERVED)
async def health(request: Request, workers: WorkersDep) -> Health:
    """Return which release is served, by how many workers, and for how many seconds the service has run."""
    release = workers.release
    if release is None:
        raise NoRelease("no release is being served yet; run: verkosto build")
    if not workers.is_well:
        raise Overloaded("the workers are being replaced; try again in a moment")
    return Health(
        release=release.id,
        issued=release.issued,
        triples=release.triples,
        in_memory=workers.in_memory,
        workers=len(workers.pids),
        uptime=round(time.monotonic() - request.app.state.started, 3),
    )
