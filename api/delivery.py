"""How a page or document goes out: in the format asked for, with an ETag, and only if the client lacks it.

All of it is a function of the release, the address and the format, so an ETag is known before anything is evaluated.
"""

import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import Response

from api.addresses import language_of
from api.cache import AnswerCache, Kept
from api.negotiation import choose, matches, matches_any
from api.pages.render import HTML, SAFE, look
from api.problems import Problem
from api.sitting import Sitting, of_one_release
from graph.rdf.question import GRAPHS, Format
from graph.rdf.workers import Workers

STYLE = Format(name="css", media_type="text/css")
DOCUMENTS = (*(one for one in GRAPHS if one.name != "rdfxml"), HTML)
"""How the description of a thing can be had, the usual first."""

SUFFIXES: Mapping[str, str] = {
    "turtle": ".ttl",
    "ntriples": ".nt",
    "jsonld": ".jsonld",
    "html": ".html",
    "json": ".json",
    "csv": ".csv",
    "sparql": ".rq",
    "gexf": ".gexf",
    "graphml": ".graphml",
    "geojson": ".geojson",
}
"""What an address may end in instead of an `Accept` header, by the name of the format."""

CHARSET = frozenset({"html", "turtle", "csv", "css"})
"""Formats whose media type leaves the encoding open; ours is UTF-8."""

LONGEST_LINK = 2000

OPEN: Mapping[str, str] = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Link, Retry-After, Verkosto-Note, Verkosto-Total",
    "vary": "Accept",
    "cache-control": "public, no-cache",
}
"""Anybody's page may read what is here; a cache may keep it, but asks whether the release is still the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What was made for one request, and the notes (in ASCII) and headers that only the making could tell."""

    content: bytes
    notes: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def wanted(name: str, request: Request, offered: tuple[Format, ...]) -> tuple[str, Format]:
    """Return `name` without its suffix, and the format that the suffix, or else the client's `Accept`, asks for.

    Raises
    ------
    Problem
        If the client takes none of those offered.
    """
    for one in offered:
        if name.endswith(SUFFIXES[one.name]):
            return name.removesuffix(SUFFIXES[one.name]), one
    return name, negotiated(request, offered)


def negotiated(request: Request, offered: tuple[Format, ...]) -> Format:
    """Return the format that the client's `Accept` asks for; raise as `wanted`."""
    found = choose(request.headers.get("accept"), offered)
    if found is None:
        on_offer = [one.media_type for one in offered]
        raise Problem(406, f"this can be had as {', '.join(on_offer)}", members={"available": on_offer})
    return found


async def deliver(
    request: Request,
    workers: Workers,
    form: Format,
    make: Callable[[Sitting], Awaitable[Body]],
    *,
    headers: Mapping[str, str] | None = None,
    marks: Sequence[str] = (),
) -> Response:
    """Return the response that holds what `make` makes of the current release, or 304 where the client has it.

    What was made is kept for the next asker, with all other answers. `marks` are what it hangs on beside the release,
    the address and the format.
    """
    answers = request.app.state.cache
    assert isinstance(answers, AnswerCache)

    async def made(sitting: Sitting) -> Response:
        tag = etag(sitting.release.id, str(request.url.path), request.url.query, form.name, *marks)
        condition = request.headers.get("if-none-match")
        unchanged = Response(status_code=304, headers={**OPEN, **(headers or {}), "etag": tag})
        if matches(condition, tag):
            return unchanged
        kept = answers.get(tag)
        if kept is None:
            kept = _kept(await make(sitting))
            answers.put(tag, kept)
        if matches_any(condition):
            return unchanged
        told = {name: value for name, value in (headers or {}).items() if name not in dict(kept.headers)}
        response = reply(request, form, kept.content, {**told, "etag": tag})
        for name, value in kept.headers:
            response.headers.append(name, value)
        return response

    return await of_one_release(workers, made)


def _kept(body: Body) -> Kept:
    return Kept(body.content, (*body.headers.items(), *(("verkosto-note", one) for one in body.notes)))


def reply(request: Request, form: Format, content: bytes, headers: Mapping[str, str]) -> Response:
    """Return `content` with its headers; to HEAD, the headers only."""
    page = {**SAFE, "content-language": language_of(request.url.path)} if form == HTML else {}
    media_type = f"{form.media_type}; charset=utf-8" if form.name in CHARSET else form.media_type
    return Response(
        b"" if request.method == "HEAD" else content,
        headers={**OPEN, **page, "content-type": media_type, "content-length": str(len(content)), **headers},
    )


def unchanging(request: Request, form: Format, content: bytes, headers: Mapping[str, str]) -> Response:
    """Return what does not depend on the release, or 304 where the client has it."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:40]}"'
    condition = request.headers.get("if-none-match")
    if matches(condition, tag) or matches_any(condition):
        return Response(status_code=304, headers={**OPEN, **headers, "etag": tag})
    return reply(request, form, content, {**headers, "etag": tag})


def etag(release: str, *what: str) -> str:
    """Return the ETag of something made of `release` by this version of the program."""
    return f'"{hashlib.sha256(" ".join([_program(), release, *what]).encode()).hexdigest()[:40]}"'


def alternates(links: Sequence[tuple[str, Format]], *, but: Format) -> dict[str, str]:
    """Return the `Link` header to the other formats of a document: path (in ASCII) and format each.

    A path with parameters too long for a header is left out; clients refuse long ones.
    """
    others = [(path, one) for path, one in links if one != but and len(path) <= LONGEST_LINK]
    told = ", ".join(f'<{path}>; rel="alternate"; type="{one.media_type}"' for path, one in others)
    return {"link": told} if told else {}


@cache
def _program() -> str:
    return f"{version('verkosto')} {look()}"
