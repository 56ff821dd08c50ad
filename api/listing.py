"""The lists of the live release over HTTP: opened once for all requests, and told page by page."""

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from api.delivery import Body
from api.geojson import feature_collection
from api.parameters import Parameter
from api.queries import notes_for_headers
from api.searching import Searcher
from api.sitting import Sitting
from graph.errors import BadField
from graph.listing.kinds import LISTINGS, Field, Listing, Name
from graph.listing.reading import MOST, Choices, Item, Listed, Lists, Page
from graph.listing.telling import rows_csv, told
from graph.listing.writing import FILE
from graph.rdf.question import Format
from graph.search.finding import WEIGHED, Search
from graph.text.language import LANGUAGES, Language

FORMATS = (Format(name="json", media_type="application/json"), Format(name="csv", media_type="text/csv"))
"""How a list can be had, the usual first."""

MOST_FEATURES = 10_000
"""How many test beds are told on a map at the most."""

FIRST_YEAR, LAST_YEAR = 1, 9999

LANG = Parameter(
    name="lang", help="The language of names and texts, where they are in it", choices=LANGUAGES, default="fi"
)


class Lister:
    """The lists of the release that was asked last. It belongs to the event loop; threads do the reading."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._folder: Path | None = None
        self._lists: Lists | None = None

    async def page(self, release: Path, asked: Listed) -> Page:
        """Return a page of a list of the release in folder `release`; raise as `Lists.page`."""
        lists = self._at(release)
        ranked: Sequence[str] = ()
        if asked.text is not None:
            ranked = await self._searcher.ranked(release, _search(asked))
        return await run_in_threadpool(lists.page, asked, lambda: ranked)

    async def choices(self, release: Path, asked: Listed, names: Collection[str] | None = None) -> tuple[Choices, ...]:
        """Return what the filters called `names` (all, without) offer of a list; raise as `Lists.choices`."""
        lists = self._at(release)
        ranked: Sequence[str] = ()
        if asked.text is not None:
            ranked = await self._searcher.ranked(release, _search(asked))
        return await run_in_threadpool(lists.choices, asked, lambda: ranked, names)

    async def item(self, release: Path, name: Name, key: str) -> Item:
        """Return one thing of a list of the release in folder `release`; raise as `Lists.item`."""
        return await run_in_threadpool(self._at(release).item, name, key)

    def close(self) -> None:
        """Close the file."""
        if self._lists is not None:
            self._lists.close()
            self._folder = self._lists = None

    def _at(self, release: Path) -> Lists:
        if self._lists is None or release != self._folder:
            self.close()
            self._folder, self._lists = release, Lists(release / FILE)
        return self._lists


def _search(asked: Listed) -> Search:
    return Search(
        text=asked.text or "",
        chosen={"kind": [LISTINGS[asked.listing].searched]},
        language=asked.language,
        limit=WEIGHED,
    )


def parameters_of(listing: Listing) -> tuple[Parameter, ...]:
    """Return the parameters of a list."""
    plural = {"testbeds": "test beds"}.get(listing.name, listing.name)
    found = [
        Parameter(
            name="q",
            help=f"Only {plural} that have these words, a name or a number, as `/api/search` finds them",
            example="vesi" if listing.name == "testbeds" else None,
        )
    ]
    found += [
        Parameter(
            name=one.name,
            help=f"Only {plural} {one.help}: by address, the end of it, or a name; more than one: any of them",
            several=True,
            addresses=True,
            example=[one.example],
        )
        for one in listing.filters
    ]
    if listing.years is not None:
        year: dict[str, Any] = {"kind": "whole", "least": FIRST_YEAR, "most": LAST_YEAR}
        about = f"Only {plural} {listing.years}"
        found.append(Parameter(name="from", help=f"{about}: the first year", example=2021, **year))
        found.append(Parameter(name="to", help=f"{about}: the last year", example=2027, **year))
    if listing.levels:
        text = f"Only {plural} that are known to take this technology readiness level"
        found.append(Parameter(name="trl", help=text, kind="whole", least=1, most=9))
    orders = ("relevance", *(f"{sign}{name}" for name in ("label", "id", *listing.orders) for sign in ("", "-")))
    found += [
        Parameter(
            name="sort",
            help="The order, with `-` backwards; what has no value comes last. Without it by relevance where there is "
            "`q`, else by name",
            choices=orders,
        ),
        Parameter(name="fields", help="Only these fields", choices=listing.field_names, several=True, commas=True),
        LANG,
        Parameter(name="limit", help="How many things on a page", kind="whole", least=1, most=MOST, default=50),
        Parameter(
            name="cursor",
            help="Where to go on: `cursor` of the page before. It holds for one release; when that has changed the "
            "answer is 410",
        ),
    ]
    return tuple(found)


def listed(listing: Listing, found: Mapping[str, Any]) -> Listed:
    """Return what is asked of a list by its parameters."""
    if found["sort"] == "relevance" and found["q"] is None:
        raise BadField("sort", "without q nothing is relevant; leave it out, or sort by label")
    return Listed(
        listing=listing.name,
        text=found["q"],
        chosen={one.name: found[one.name] for one in listing.filters},
        first=found.get("from"),
        last=found.get("to"),
        level=found.get("trl"),
        sort=found["sort"],
        language=cast("Language", found["lang"]),
        limit=found["limit"],
        cursor=found["cursor"],
    )


def fields_of(listing: Listing, found: Mapping[str, Any]) -> tuple[Field, ...]:
    """Return the fields that are asked for, in the order of the list: all where none is named."""
    return tuple(one for one in listing.fields if not found["fields"] or one.name in found["fields"])


async def page_body(
    request: Request, sitting: Sitting, lister: Lister, listing: Listing, found: Mapping[str, Any], form: Format
) -> Body:
    """Return a page of a list; where the next one is stands in it, and in its header `Link`."""
    asked, fields = listed(listing, found), fields_of(listing, found)
    page = await lister.page(sitting.release.store.parent, asked)
    following = _following(request, page)
    headers = {"verkosto-total": str(page.total)}
    if following is not None:
        headers["link"] = f'<{following}>; rel="next"'
    if form.name == "csv":
        content = await run_in_threadpool(rows_csv, page.items, listing, fields, asked.language)
        return Body(content=content.encode(), headers=headers)
    answer = {
        "release": sitting.release.id,
        "issued": sitting.release.issued,
        "language": asked.language,
        "sort": asked.order,
        "total": page.total,
        "count": len(page.items),
        "items": [told(one, listing, fields, asked.language) for one in page.items],
        "cursor": page.following,
        "next": following,
    }
    return Body(content=json.dumps(answer, ensure_ascii=False).encode(), headers=headers)


async def item_body(
    sitting: Sitting, lister: Lister, listing: Listing, key: str, found: Mapping[str, Any], form: Format
) -> Body:
    """Return one thing of a list."""
    fields, language = fields_of(listing, found), cast("Language", found["lang"])
    item = await lister.item(sitting.release.store.parent, listing.name, key)
    if form.name == "csv":
        return Body(content=rows_csv([item], listing, fields, language).encode())
    return Body(content=json.dumps(told(item, listing, fields, language), ensure_ascii=False).encode())


async def features_body(sitting: Sitting, lister: Lister, found: Mapping[str, Any]) -> Body:
    """Return the test beds that fit, as GeoJSON."""
    asked = listed(LISTINGS["testbeds"], found)
    page = await lister.page(sitting.release.store.parent, asked)
    content = await run_in_threadpool(feature_collection, page, asked.language, sitting.release.id)
    left = page.total - len(page.items)
    notes = notes_for_headers((f"{left} of {page.total} are left out; raise limit",)) if left else ()
    return Body(content=content, headers={"verkosto-total": str(page.total)}, notes=notes)


def _following(request: Request, page: Page) -> str | None:
    """Return the address of the next page, relative to this service."""
    if page.following is None:
        return None
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    return f"{request.url.path}?{urlencode([*asked, ('cursor', page.following)])}"
