"""The files of the release that is served: which there are, and one of them, whole or in part."""

from base64 import b64encode
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from api.delivery import OPEN
from api.negotiation import matches, matches_any
from api.problems import Problem
from graph.rdf.downloads import FOLDER, File, files_of
from graph.rdf.release import read
from graph.rdf.workers import Served

PATH = "/export"


@lru_cache(maxsize=8)
def files(release: Path) -> tuple[File, ...]:
    """Return the files of the release in folder `release`; a release never changes."""
    return files_of(read(release).manifest)


def path_of(file: File) -> str:
    """Return where a file is."""
    return f"{PATH}/{file.path}"


def file_response(request: Request, release: Served, path: str) -> Response:
    """Return one file, or the part of it that a `Range` asks for, or 304 where the client has it.

    The header `Repr-Digest` (RFC 9530) is that of the whole file, also beside a part.

    Raises
    ------
    Problem
        If the release has no such file.
    """
    folder = release.store.parent
    found = next((one for one in files(folder) if one.path == path), None)
    if found is None:
        raise Problem(404, f"the release {release.id} has no file {path}; /data lists those it has")
    headers = {
        **{name: value for name, value in OPEN.items() if name != "vary"},
        "etag": f'"{found.sha256[:40]}"',
        "repr-digest": f"sha-256=:{_base64(found.sha256)}:",
        "x-content-type-options": "nosniff",
    }
    condition = request.headers.get("if-none-match")
    if matches(condition, headers["etag"]) or matches_any(condition):
        return Response(status_code=304, headers=headers)
    media_type = "application/gzip" if found.is_packed else f"{found.media_type}; charset=utf-8"
    return FileResponse(folder / FOLDER / found.path, headers=headers, media_type=media_type)


def _base64(digest: str) -> str:
    return b64encode(bytes.fromhex(digest)).decode()
