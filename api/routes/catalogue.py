"""What is here to be had: `/data`, `/.well-known/void`, and the files themselves below `/export`."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.catalogue import OFFERED, catalogue
from api.deps import WorkersDep
from api.downloads import file_response
from api.routes.reading import CHANGED, UNKNOWN, UNSERVED, UNWANTED, Responses, contents, readable
from api.sitting import current

router = APIRouter(tags=["Data"])

BYTES = {"schema": {"type": "string", "format": "binary"}}
WHOLE = dict.fromkeys(("application/gzip", "text/plain", "text/yaml"), BYTES)
SAID = {"text/plain": {"schema": {"type": "string"}}}
FILE: Responses = {
    200: {"description": "The file", "content": WHOLE},
    206: {"description": "A part of it, or several", "content": {**WHOLE, "multipart/byteranges": BYTES}},
    400: {"description": "The header `Range` cannot be read", "content": SAID},
    416: {"description": "The file has no such part", "content": SAID},
}

Name = Annotated[
    str, Path(description="The path of a file, as `/data` lists them", examples=["verkosto.nq.gz", "SHA256SUMS"])
]


@readable(
    router,
    "/data",
    *("/sv/data", "/en/data", "/.well-known/void"),
    summary="What the release holds and where to have it: VoID and DCAT, for browsers a page",
    responses=contents(OFFERED) | CHANGED | UNWANTED | UNSERVED,
)
async def data(request: Request, workers: WorkersDep) -> Response:
    """Return the catalogue of the release."""
    return await catalogue(request, workers)


@readable(
    router,
    "/export/{name:path}",
    summary="A file of the release, compressed by gzip; in part where a Range asks for it",
    responses=FILE | CHANGED | UNKNOWN | UNSERVED,
)
async def export(request: Request, workers: WorkersDep, name: Name) -> Response:
    """Return one file of the release."""
    return await run_in_threadpool(file_response, request, current(workers), name)
