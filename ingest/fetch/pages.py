"""An interface that answers in pages: all of them, none twice, each kept as it came.

How many items there are is what the newest page says: items come and go while we read. Past the end some services
answer the first page again, so that neither an empty page nor a missing one can be waited for.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from graph.errors import FetchFailed
from ingest.fetch import forms
from ingest.fetch.shelf import FetchedFile, Shelf
from ingest.fetch.transfer import Order
from ingest.fetch.web import Trouble
from ingest.source import Pages

LARGEST = 64 * 2**20
"""How many bytes one page may have."""

Bring = Callable[[Order], FetchedFile]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What counts of a page: how many items it has, which ones in short, and how many there are in all."""

    items: int
    digest: str
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """All pages of one run, and what was odd about them."""

    files: tuple[FetchedFile, ...]
    notes: tuple[str, ...]


def fetch_pages(pages: Pages, shelf: Shelf, bring: Bring) -> Iterator[Run]:
    """Yield each run of pages: one, or one for each value of `each`.

    Raises
    ------
    FetchFailed
        If a page cannot be had or read, or there are fewer items than the service says.
    """
    if pages.each is None:
        yield _run(pages, shelf, bring, prefix=pages.name, query={})
        return
    parameter, values = pages.each
    for value in values:
        yield _run(pages, shelf, bring, prefix=f"{pages.name}-{value.replace('/', '_')}", query={parameter: value})


def _run(pages: Pages, shelf: Shelf, bring: Bring, *, prefix: str, query: dict[str, str]) -> Run:
    files: list[FetchedFile] = []
    read: dict[str, int] = {}
    totals: list[int] = []
    items, number = 0, pages.first
    while not totals or items < totals[-1]:
        file = bring(_order(pages, f"{prefix}-{number:04}.json", {**query, pages.parameter: str(number)}))
        page = page_of(pages, shelf.path(file.name))
        totals.append(page.total)
        if page.digest in read or not page.items:
            if page.total > items:
                shelf.discard(file.name)
                raise FetchFailed(shelf.source, file.url, _short(page, read, items))
            if files:
                shelf.discard(file.name)
                break
        files.append(file)
        read[page.digest] = number
        items, number = items + page.items, number + 1
    return Run(files=tuple(files), notes=_notes(prefix, totals, items))


def _order(pages: Pages, name: str, query: dict[str, str]) -> Order:
    return Order(
        name=name,
        url=str(httpx.URL(pages.url).copy_merge_params({**pages.query, **query})),
        sound=lambda path: _sound(pages, path),
        accept="application/json",
        resumable=False,
        limit=LARGEST,
    )


def page_of(pages: Pages, path: Path) -> Page:
    """Return what counts of the page at `path`.

    Raises
    ------
    Trouble
        If it is not JSON, or not a page.
    """
    try:
        content = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise Trouble(f"answered with JSON that is broken ({error})") from error
    items = _field(content, pages.items, list)
    text = json.dumps(items, sort_keys=True).encode()
    return Page(items=len(items), digest=hashlib.sha256(text).hexdigest(), total=_field(content, pages.total, int))


def _sound(pages: Pages, path: Path) -> None:
    forms.check(path, "json")
    page_of(pages, path)


def _field(content: Any, name: str, kind: type) -> Any:
    value = content.get(name) if isinstance(content, dict) else None
    if not isinstance(value, kind) or isinstance(value, bool):
        expected = "list" if kind is list else "number"
        raise Trouble(f"answered with a page that has no {expected} {name!r}", final=True)
    return value


def _short(page: Page, read: dict[str, int], items: int) -> str:
    what = f"repeats page {read[page.digest]}" if page.digest in read and page.items else "has no items"
    return f"{what}, though there are {items} items only of the {page.total} it speaks of"


def _notes(prefix: str, totals: list[int], items: int) -> tuple[str, ...]:
    changes = [one for one, before in zip(totals, [None, *totals], strict=False) if one != before]
    found: list[str] = []
    if len(changes) > 1:
        found.append(f"{prefix}: the total changed while it was read: {', then '.join(map(str, changes))}")
    if items > totals[-1]:
        found.append(f"{prefix}: {items} items came, though the service speaks of {totals[-1]}")
    return tuple(found)
