"""`/testbeds`, `/actors`, `/projects`, `/services`: lists with facets, for people."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from api.delivery import Body
from api.list_sparql import sparql_of
from api.listing import Lister, listed, parameters_of
from api.pages.listing import chips, facets, line
from api.pages.render import Frame, render
from api.parameters import Parameter
from api.sitting import Sitting
from graph.errors import BadField, UnknownThing
from graph.listing.entry import in_language
from graph.listing.kinds import LISTINGS, Listing, Name
from graph.listing.reading import Choices, Listed, Page
from graph.listing.telling import told
from ontology.turtle import Language

PAGES: tuple[Name, ...] = ("testbeds", "actors", "projects", "services")
"""The lists that have a page."""

SIZE = 25
"""How many things a page has."""

SORTS: Mapping[Name, tuple[str, ...]] = {
    "testbeds": ("label", "-trials", "-last_seen"),
    "actors": ("label", "-projects", "-testbeds", "-trials"),
    "projects": ("label", "-start", "-participants"),
    "services": ("label", "-testbeds"),
}
"""The orders that a page offers, the usual first."""

OWN = (
    Parameter(name="page", help="Which page", kind="whole", least=1, most=1_000_000, default=1),
    Parameter(name="view", help="The list, or what it can be had as", choices=("list", "export"), default="list"),
)


def parameters(listing: Listing) -> tuple[Parameter, ...]:
    """Return the parameters of the page of a list: those of the list for programs, but for how it is cut."""
    ours = [one for one in parameters_of(listing) if one.name not in ("fields", "lang", "limit", "cursor")]
    return tuple(replace(one, empty=True) for one in (*ours, *OWN))


def asked_of(listing: Listing, found: Mapping[str, Any], language: Language) -> Listed:
    """Return what is asked of a list; raise as `api.listing.listed`."""
    page, whole = found["page"], {**found, "lang": language, "limit": SIZE, "cursor": None}
    one = listed(listing, whole)
    return Listed(
        listing=one.listing,
        text=one.text,
        chosen=one.chosen,
        first=one.first,
        last=one.last,
        level=one.level,
        sort=one.sort,
        language=one.language,
        limit=SIZE,
        offset=(page - 1) * SIZE,
    )


async def list_body(
    sitting: Sitting, lister: Lister, listing: Listing, given: QueryParams, found: Mapping[str, Any], language: Language
) -> Body:
    """Return the page of a list. Raise `BadField` where a filter cannot be used."""
    folder = sitting.release.store.parent
    asked = asked_of(listing, found, language)
    page, offered = await lister.page(folder, asked), await lister.choices(folder, asked)
    return Body(content=await list_page(sitting, lister, listing, given, language, asked, page, offered, found))


async def wrong_page(
    sitting: Sitting, lister: Lister, listing: Listing, given: QueryParams, language: Language, error: BadField
) -> bytes:
    """Return the page that tells what is wrong in what was asked, with all that the list offers."""
    asked = Listed(listing=listing.name, language=language, limit=0)
    offered = await lister.choices(sitting.release.store.parent, asked)
    nothing = Page(items=(), total=0, following=None)
    usual = {"page": 1, "view": "list", "sort": None}
    return await list_page(sitting, lister, listing, given, language, asked, nothing, offered, usual, error)


async def list_page(
    sitting: Sitting,
    lister: Lister,
    listing: Listing,
    given: QueryParams,
    language: Language,
    asked: Listed,
    page: Page,
    offered: tuple[Choices, ...],
    found: Mapping[str, Any],
    error: BadField | None = None,
) -> bytes:
    """Return the HTML of a list."""
    release, pairs = sitting.release, given.multi_items()
    query = urlencode(pairs)
    if error is not None:  # the links lead on from the whole list
        pairs = []
    frame = Frame(language=language, path=f"/{listing.name}", query=query, release=release.id, issued=release.issued)
    filters = [one for one in pairs if one[0] not in ("page", "view", "sort")]
    kept = [one for one in pairs if one[0] not in ("page", "view")]
    names = await _names(sitting, lister, listing, given, language)
    orders = dict.fromkeys([*(("relevance",) if asked.text else ()), *SORTS[listing.name], asked.order])
    return render(
        "list",
        frame,
        listing=listing.name,
        lines=[line(told(one, listing, listing.fields, language), listing.name, language) for one in page.items],
        total=page.total,
        facets=facets(offered, kept, language),
        chips=chips(kept, offered, names, language),
        bare=urlencode([one for one in pairs if one[0] == "sort"]),
        text=given.get("q", ""),
        hidden=[one for one in filters if one[0] != "q"],
        orders=list(orders),
        order=asked.order,
        view=found["view"],
        queries={
            "list": urlencode(kept),
            "export": urlencode([*kept, ("view", "export")]),
            "api": urlencode([*kept, ("lang", language)]),
            "features": urlencode([*filters, ("lang", language)]),
        },
        sparql=sparql_of(listing.name, asked, offered),
        page=found["page"],
        pages=max(1, -(-page.total // SIZE)),
        turn=lambda number: urlencode([*kept, ("page", number)]),
        error=error,
    )


async def _names(
    sitting: Sitting, lister: Lister, listing: Listing, given: QueryParams, language: Language
) -> dict[str, str]:
    """Return what the things are called by which the list is filtered, as they stand in the address."""
    found = {}
    for one in listing.filters:
        for key in given.getlist(one.name) if one.things in LISTINGS else ():
            try:
                item = await lister.item(sitting.release.store.parent, one.things, key)  # type: ignore[arg-type]
            except UnknownThing:
                continue
            found[key] = in_language(item.labels, language) or key
    return found
