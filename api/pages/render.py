"""From what a page shows to its HTML: Jinja2 templates that escape everything, and one style sheet."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from api.addresses import PREFIX, target
from api.pages.words import NAMES, counted, day, number, words, written
from graph.rdf.describe import short
from graph.rdf.question import Format
from ontology.turtle import Language

STYLE_PATH = "/style.css"

HTML = Format(name="html", media_type="text/html", also=("application/xhtml+xml",))

SAFE: Mapping[str, str] = {
    "content-security-policy": "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
}
"""The headers of every page: ours run no script and fetch nothing but our style sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds a page: its language, its path without the language, and the release it comes from, if any."""

    language: Language
    path: str
    query: str = ""
    release: str | None = None
    issued: str | None = None


def render(template: str, frame: Frame, **shown: Any) -> bytes:
    """Return the page that `template` makes of what is `shown`."""
    language = frame.language
    page = (
        _environment()
        .get_template(f"{template}.html")
        .render(
            frame=frame,
            language=language,
            prefix=PREFIX[language],
            words=words(language),
            names=NAMES,
            paths={other: PREFIX[other] + frame.path + (f"?{frame.query}" if frame.query else "") for other in NAMES},
            style=f"{STYLE_PATH}?{look()}",
            target=lambda iri: target(iri, language),
            short=short,
            host=host,
            counted=lambda key, count: counted(key, count, language),
            day=lambda moment: day(moment, language),
            number=lambda value, form=None: number(value, language, form),
            **shown,
        )
    )
    return page.encode()


def embedded(value: object) -> Markup:
    """Return `value` as JSON that may stand in a `script` element: no character of it ends the element.

    >>> "<" in embedded({"name": "</script>"})
    False
    """
    text = json.dumps(value, ensure_ascii=False)
    return Markup(text.translate({ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}))  # noqa: S704


def host(address: str) -> str:
    """Return the host that a web address names, for a short link.

    >>> host("https://www.hel.fi/fi/uutiset"), host("Esbo 2021")
    ('hel.fi', 'Esbo 2021')
    """
    found = re.match(r"https?://(?:www\.)?([^/?#]+)", address)
    return found[1] if found else address


@cache
def style() -> bytes:
    """Return the style sheet."""
    return (files("api.pages") / "style.css").read_bytes()


@cache
def look() -> str:
    """Return a digest of the templates, words and style sheet: it changes when pages look different."""
    room = files("api.pages")
    templates = sorted((room / "templates").iterdir(), key=lambda one: one.name)
    return hashlib.sha256(b"".join([style(), *written(), *(one.read_bytes() for one in templates)])).hexdigest()[:12]


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("api.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
