"""What a request to `/sparql` asks, by the SPARQL 1.1 Protocol: from raw bytes to a question and a format.

Nothing here depends on the graph, so a request that came before is not read again.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl

from api.negotiation import choose
from api.problems import Problem
from graph.rdf.guard import inspect
from graph.rdf.question import Format, Question, formats

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"

SHORT = 4096
"""Up to how many bytes a request is remembered, and read at once: reading 64 KiB takes a tenth of a second."""

HOW = "GET /sparql?query=…, or POST it as query=… in a form or as application/sparql-query"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, the format of its answer, whether asking again gives the same, and what tells it from all others."""

    question: Question
    format: Format
    repeatable: bool
    digest: str


def by_form(form: bytes, accept: str | None) -> Asked:
    """Return what is asked by a URL's query string, or the body of a form.

    Raises
    ------
    Problem
        If there is not exactly one query, it is an update, or `accept` takes nothing that can be had.
    Refused
        If the guard turns it away.
    """
    return _by_form_again(form, accept) if len(form) + len(accept or "") <= SHORT else _by_form(form, accept)


def _by_form(form: bytes, accept: str | None) -> Asked:
    pairs = _pairs(form)
    if any(name == "update" for name, _ in pairs):
        raise Problem(403, "this service only answers queries; it takes no update")
    queries = [value for name, value in pairs if name == "query"]
    if not queries:
        raise Problem(400, f"there is no query; ask with {HOW}")
    if len(queries) > 1:
        raise Problem(400, "there is more than one query; ask one at a time")
    return _asked(queries[0], pairs, accept)


_by_form_again = lru_cache(maxsize=512)(_by_form)


def directly(body: bytes, form: bytes, accept: str | None) -> Asked:
    """Return what is asked by a query as the body of a request; its graphs are named in the URL. Raise as `by_form`."""
    short = len(body) + len(form) + len(accept or "") <= SHORT
    return _directly_again(body, form, accept) if short else _directly(body, form, accept)


def _directly(body: bytes, form: bytes, accept: str | None) -> Asked:
    pairs = _pairs(form)
    if any(name == "query" for name, _ in pairs):
        raise Problem(400, "there is a query in the URL and another in the body; ask one at a time")
    if not body.strip():
        raise Problem(400, f"there is no query; ask with {HOW}")
    try:
        return _asked(body.decode("utf-8-sig"), pairs, accept)
    except UnicodeDecodeError:
        raise Problem(400, "the query is not UTF-8") from None


_directly_again = lru_cache(maxsize=512)(_directly)


def longest_value(form: bytes) -> int:
    """Return the size of the query in a form of which only the first part is here."""
    values = (value for name, value in parse_qsl(form.decode("latin-1"), encoding="latin-1") if name == "query")
    return max(map(len, values), default=0)


def _pairs(form: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(form.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise Problem(400, "the parameters are not percent-encoded UTF-8") from None
    except ValueError:
        raise Problem(400, "there are more than 1000 parameters") from None


def _asked(sparql: str, pairs: Sequence[tuple[str, str]], accept: str | None) -> Asked:
    reading = inspect(sparql)
    offered = formats(reading.kind)
    wanted = choose(accept, offered)
    if wanted is None:
        on_offer = [one.media_type for one in offered]
        raise Problem(406, f"this answer can be had as {', '.join(on_offer)}", members={"available": on_offer})
    default = tuple(value for name, value in pairs if name == "default-graph-uri") or None
    named = tuple(value for name, value in pairs if name == "named-graph-uri") or None
    return Asked(
        question=Question(sparql=sparql, format=wanted.name, default_graphs=default, named_graphs=named),
        format=wanted,
        repeatable=reading.repeatable,
        digest=hashlib.sha256(json.dumps([sparql, default, named, wanted.name]).encode()).hexdigest(),
    )
