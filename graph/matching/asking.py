"""From what somebody types to a need: cities, themes and access modes by address, code or name, in any language."""

from collections.abc import Callable, Iterable, Sequence

from graph.errors import BadNeed
from graph.matching.knowledge import Knowledge
from graph.matching.need import Need
from graph.matching.partners import Idea
from graph.text.language import language
from ontology import terms

SCHEMES = {
    "theme": ("themes", "sub-themes", "focus-areas"),
    "access": ("access-modes",),
    "user_group": ("user-groups",),
    "kind": ("actor-kinds",),
}
"""In which code lists a word is looked up."""

DAY = (4, 7, 10)
"""How many characters a year, a month and a day have: 2026, 2026-05, 2026-05-01."""

OFFERED = 12
"""How many of the known names an error tells."""

LANGUAGES = ("fi", "sv", "en")


def need_of(
    known: Knowledge,
    *,
    text: str = "",
    actor: str | None = None,
    cities: Sequence[str] = (),
    theme: str | None = None,
    trl: int | None = None,
    access: str | None = None,
    user_group: str | None = None,
    first: str | None = None,
    last: str | None = None,
    service_language: str | None = None,
) -> Need:
    """Return the need that these words ask for; `actor` is an address already.

    Raises
    ------
    BadNeed
        If a city, theme, access mode or language is not known, a day is none, or there is nothing to match.
    """
    return Need(
        text=text,
        language=language(text),
        actor=actor,
        cities=tuple(_city(known, city) for city in cities if city.strip()),
        theme=_concept(known, "theme", theme),
        trl=trl,
        access=_concept(known, "access", access),
        user_group=_concept(known, "user_group", user_group),
        first=_day("from", first),
        last=_day("to", last),
        service_language=_language(service_language),
    )


def _city(known: Knowledge, given: str) -> str:
    places = sorted({one.value for bed in known.beds for one in known.statements.of(bed, terms.SPATIAL)})
    return thing_called(known, "city", given, places)


def idea_of(known: Knowledge, text: str, *, kinds: Sequence[str] = (), cities: Sequence[str] = ()) -> Idea:
    """Return the idea that these words ask for; an actor lies in one of `cities`, and is of one of `kinds`.

    Raises
    ------
    BadNeed
        If a kind or a city is not known, or there is nothing to match.
    """
    every = known.statements.by_subject.values()
    places = sorted({one.value for stated in every for one in stated.get(terms.SPATIAL, ())})
    return Idea(
        text=text,
        kinds=kinds_of(known, kinds),
        cities=tuple(thing_called(known, "city", one, places) for one in cities if one.strip()),
    )


def kinds_of(known: Knowledge, kinds: Sequence[str]) -> tuple[str, ...]:
    """Return the kinds of actors that these words are. Raise as `thing_called`."""
    return tuple(thing_called(known, "kind", one, _in_schemes(known, "kind")) for one in kinds if one.strip())


def _concept(known: Knowledge, field: str, given: str | None) -> str | None:
    if given is None or not given.strip():
        return None
    return thing_called(known, field, given, _in_schemes(known, field))


def _in_schemes(known: Knowledge, field: str) -> list[str]:
    schemes = {f"{terms.ID}scheme/{one}" for one in SCHEMES[field]}
    return sorted(
        concept
        for concept, stated in known.statements.by_subject.items()
        if any(one.value in schemes for one in stated.get(terms.IN_SCHEME, ()))
    )


def thing_called(known: Knowledge, field: str, given: str, things: Sequence[str]) -> str:
    """Return the thing that `given` is: its address, the end of it, its code, or a name of it in any case.

    Raises
    ------
    BadNeed
        If it is none of `things`.
    """
    asked = " ".join(given.split()).casefold()
    ways: tuple[Callable[[str], Iterable[str]], ...] = (
        lambda thing: (thing, thing.removeprefix(terms.ID)),
        lambda thing: (one.value for one in known.statements.of(thing, terms.NOTATION)),
        lambda thing: (one.value for one in known.names(thing)),
    )
    for way in ways:
        for thing in things:
            if any(one.casefold() == asked for one in way(thing)):
                return thing
    names = [known.label(thing) for thing in things[:OFFERED]]
    more = " …" if len(things) > OFFERED else ""
    raise BadNeed(field, f"there is no {given!r} here; there are {', '.join(names) or 'none'}{more}")


def _day(field: str, given: str | None) -> str | None:
    if given is None or not given.strip():
        return None
    parts = given.strip().split("-")
    known = len(given.strip()) in DAY and all(part.isascii() and part.isdigit() for part in parts)
    if (
        not known
        or len(parts[0]) != DAY[0]
        or not all(0 < int(part) <= most for part, most in zip(parts[1:], (12, 31), strict=False))
    ):
        raise BadNeed(field, f"{given!r} is no year, month or day such as 2026, 2026-05 or 2026-05-31")
    return given.strip()


def _language(given: str | None) -> str | None:
    if given is None or not given.strip():
        return None
    if given.strip().casefold() not in LANGUAGES:
        raise BadNeed("service_lang", f"{given!r} is none of the languages that are told: {', '.join(LANGUAGES)}")
    return given.strip().casefold()
