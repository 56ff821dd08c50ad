"""What the front page shows: the question, the doors, and what the release has, counted by its lists."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.delivery import Body
from api.listing import Lister
from api.pages.render import Frame, render
from api.sitting import Sitting
from graph.errors import NoRelease
from graph.listing.entry import in_language
from graph.listing.kinds import Name
from graph.listing.reading import Listed
from ontology.turtle import Language

EXAMPLES: Mapping[Language, tuple[str, ...]] = {
    "fi": ("oppimispeli alakoululaisille", "robottibussi asuinalueella", "rakennuksen energiankulutuksen mittaus"),
    "sv": (
        "lärspel för skolelever",
        "självkörande buss i ett bostadsområde",
        "energiförbrukning i byggnader",
    ),
    "en": ("a learning game for schools", "a robot bus in a residential area", "measuring the energy use of buildings"),
}
"""Needs that a visitor may try."""

COUNTED: tuple[Name, ...] = ("testbeds", "actors", "projects", "services")
"""The lists of which the page tells how long they are."""

BY_AREA: tuple[Name, ...] = ("testbeds", "projects", "services")
"""The lists of which the page tells how much they have of each focus area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A focus area: its code, its name, what it means where that is told, and how much each list has of it."""

    code: str
    label: str
    definition: str | None
    counts: Mapping[Name, int]


async def front_body(sitting: Sitting, lister: Lister, language: Language) -> Body:
    """Return the front page in `language`."""
    release = sitting.release
    frame = Frame(language=language, path="/", release=release.id, issued=release.issued)
    try:
        totals, areas = await _totals(sitting, lister), await _areas(sitting, lister, language)
    except NoRelease:  # a release of an older version of the program has no lists, and a page all the same
        totals, areas = {}, ()
    shown = {"triples": release.triples, "totals": totals, "areas": areas, "examples": EXAMPLES[language]}
    return Body(content=render("front", frame, **shown))


async def _totals(sitting: Sitting, lister: Lister) -> dict[Name, int]:
    folder = sitting.release.store.parent
    return {name: (await lister.page(folder, Listed(listing=name, limit=0))).total for name in COUNTED}


async def _areas(sitting: Sitting, lister: Lister, language: Language) -> tuple[Area, ...]:
    folder = sitting.release.store.parent
    counts: dict[Name, dict[str, int]] = {}
    for name in BY_AREA:
        [found] = await lister.choices(folder, Listed(listing=name), ("focus-area",))
        counts[name] = {one.value: one.count for one in found.values}
    asked = Listed(listing="themes", chosen={"kind": ["focus-area"]}, sort="notation")
    return tuple(
        Area(
            code=one.values.get("notation") or one.address.rpartition("/")[2],
            label=in_language(one.labels, language) or one.address,
            definition=in_language(one.values.get("definition") or {}, language),
            counts={name: counts[name].get(one.address, 0) for name in BY_AREA},
        )
        for one in (await lister.page(folder, asked)).items
    )
