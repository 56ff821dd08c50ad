"""`/match`: a need in one's own words, what must hold, and the test beds that suit, with their reasons."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from api.analysing import Analyst
from api.delivery import Body
from api.listing import Lister
from api.pages.match import excluded, matches
from api.pages.render import Frame, render
from api.pages.words import borrowed, named
from api.sitting import Sitting
from graph.errors import BadField, NoRelease, UnknownThing
from graph.listing.entry import in_language
from graph.listing.kinds import LISTINGS
from graph.listing.reading import Choices, Listed
from graph.listing.telling import told
from graph.rdf.question import Format
from ontology import terms
from ontology.turtle import Language

PATH = "/match"
FIELDS = ("q", "actor", "city", "theme", "trl", "access", "user_group", "from", "to", "service_lang", "limit")

OFFERED = {"city": "city", "theme": "theme", "access": "access", "user_group": "user-group"}
"""The filter of the list of test beds that offers the values of each field."""

ONLY = {"access": "access-mode/"}
"""How the values of a field begin, where its filter has others too."""

THEMES = ("focus-area", "sub-theme", "theme")
"""The kinds of themes, in the order in which they are offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A value that may be chosen, what it is called, and whether it is."""

    value: str
    label: str
    chosen: bool


def filled(given: QueryParams) -> list[tuple[str, str]]:
    """Return what a form has been filled with: a browser sends every field, empty ones too."""
    return [(name, value) for name, value in given.multi_items() if value.strip()]


async def match_json(sitting: Sitting, matchmaker: Analyst, asked: Mapping[str, Any], form: Format) -> Body:
    """Return what `/api/match` gives."""
    question = {"do": "match", "asked": asked, "form": form.name}
    return Body(content=(await matchmaker.ask(sitting.release.store.parent, question)).body)


async def match_body(
    sitting: Sitting,
    matchmaker: Analyst,
    lister: Lister,
    given: QueryParams,
    asked: Mapping[str, Any],
    language: Language,
) -> Body:
    """Return the page of what is `asked`: of nothing, its form. Raise `BadField` where the need cannot be used."""
    found = None
    if filled(given):
        question = {"do": "match", "asked": asked, "form": "page"}
        answer = await matchmaker.ask(sitting.release.store.parent, question)
        found = json.loads(answer.body)
    return Body(content=await match_page(sitting, lister, given, language, found=found))


async def match_page(
    sitting: Sitting,
    lister: Lister,
    given: QueryParams,
    language: Language,
    *,
    found: Mapping[str, Any] | None = None,
    error: BadField | None = None,
) -> bytes:
    """Return the page of what was `found`, or of the `error` in what was asked, with the form as it was filled."""
    query = urlencode(filled(given))
    frame = Frame(language=language, path=PATH, query=query, release=sitting.release.id, issued=sitting.release.issued)
    beds = [one["testbed"] for one in found["results"]] if found else []
    if found and found["nearest"] and found["nearest"]["testbed"]:
        beds.append(found["nearest"]["testbed"])
    about = await _about(sitting, lister, beds, language)
    known = {iri: text.value for iri, text in {**named(language), **borrowed(language)}.items()}
    return render(
        "match",
        frame,
        given={name: given.getlist(name) for name in FIELDS},
        options=await _options(sitting, lister, given, language),
        results=matches(found, about, language) if found else (),
        excluded=excluded(found) if found else (),
        found=found,
        about=about,
        error=error,
        known=known,
        machine=f"/api/match?{urlencode([*filled(given), ('lang', language)])}",
    )


async def _about(
    sitting: Sitting, lister: Lister, beds: Iterable[str], language: Language
) -> dict[str, Mapping[str, Any]]:
    """Return what lists tell of test beds, by their addresses."""
    listing = LISTINGS["testbeds"]
    found: dict[str, Mapping[str, Any]] = {}
    for bed in beds:
        try:
            item = await lister.item(sitting.release.store.parent, "testbeds", bed.removeprefix(terms.ID))
        except (NoRelease, UnknownThing):
            continue
        found[bed] = told(item, listing, listing.fields, language)
    return found


async def _options(sitting: Sitting, lister: Lister, given: QueryParams, language: Language) -> dict[str, list[Option]]:
    """Return what each field offers: values that some test bed has, and what was given, whatever it is."""
    try:
        every = await lister.choices(sitting.release.store.parent, Listed(listing="testbeds"), tuple(OFFERED.values()))
    except NoRelease:
        every = ()
    offered: Mapping[str, Choices] = {one.name: one for one in every}
    return {
        field: _offer(offered.get(name), given.getlist(field), language, begins=ONLY.get(field, ""))
        for field, name in OFFERED.items()
    }


def _offer(offered: Choices | None, given: Sequence[str], language: Language, *, begins: str) -> list[Option]:
    left = [one for one in given if one.strip()]
    found = []
    for one in offered.values if offered else ():
        if one.value.startswith(begins):
            met = [way for way in left if one.is_called(way)]
            left = [way for way in left if way not in met]
            label = in_language(one.labels, language) or one.value
            found.append(Option(value=one.value, label=label, chosen=bool(met)))
    found.sort(key=lambda one: (_kind(one.value), one.label.casefold()))
    return [*found, *(Option(value=one, label=one, chosen=True) for one in left)]


def _kind(value: str) -> int:
    kind = value.partition("/")[0]
    return THEMES.index(kind) if kind in THEMES else len(THEMES)
