"""Names of an organisation: by which it goes in each language, and by which others.

Each name has a language or none, and one type or several: `label`, `alias`, `acronym`, and of exactly one name
`ror_display`, which is the one the registry shows. Languages are often wrong ("University of Jyväskylä" is said to be
Finnish); they are kept as they are told. The names of companies have their country behind them, "Nokia (Finland)",
which nobody else writes.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.records import Names
from ingest import fields
from ingest.fields import Object
from ingest.row import BadField

OURS = ("fi", "sv", "en")
NAME_TYPES = ("ror_display", "label", "alias", "acronym")
"""Types of names, the one that counts most first."""

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
COMPANY = re.compile(r"(?P<bare>.+\S)\s*\((?P<country>[^()]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One name; `rank` is the place of its chief type among `NAME_TYPES`."""

    text: str
    language: str | None
    rank: int


def names(record: Object, countries: Collection[str]) -> Names:
    """Return the names of a record; `countries` are those that may stand behind its name if it is a company.

    Raises
    ------
    BadField
        If there is not exactly one name to display.
    """
    named = sorted((_named(one) for one in fields.objects(record, "names")), key=lambda one: one.rank)
    shown = [one for one in named if one.rank == 0]
    if len(shown) != 1:
        raise BadField(f"has {len(shown)} names to display, not one", field="names")
    display = shown[0]
    chosen = _chosen(named)
    und = display.text if display.language is None or not chosen else None
    other = [*_without_country(display.text, countries), *(one.text for one in named if _is_other(one))]
    marked = [(one.language, one.text) for one in named if one.language and not _is_acronym(one)]
    told = {und, *(text for _, text in marked)}
    return Names(
        fi=chosen.get("fi"),
        sv=chosen.get("sv"),
        en=chosen.get("en"),
        und=und,
        other=_distinct(text for text in other if text not in told),
        marked=tuple(dict.fromkeys(one for one in marked if chosen.get(one[0]) != one[1])),
        short=_distinct(one.text for one in named if _is_acronym(one)),
    )


def _named(name: Object) -> Named:
    types = name.get("types")
    if not isinstance(types, list) or not types:
        raise BadField("has a name without types", field="names")
    language = fields.text(name, "lang")
    return Named(
        text=" ".join(fields.required(name, "value").split()),
        language=language if language and LANGUAGE.fullmatch(language) else None,
        rank=min(NAME_TYPES.index(one) if one in NAME_TYPES else len(NAME_TYPES) for one in types),
    )


def _chosen(named: Iterable[Named]) -> Mapping[str, str]:
    """Return the name in each of our languages: the one displayed, else the first label."""
    found: dict[str, str] = {}
    for one in named:
        if one.rank <= 1 and one.language in OURS:
            found.setdefault(one.language, one.text)
    return found


def _without_country(name: str, countries: Collection[str]) -> Iterator[str]:
    found = COMPANY.fullmatch(name)
    if found and found["country"] in countries:
        yield found["bare"]


def _is_acronym(name: Named) -> bool:
    return name.rank == NAME_TYPES.index("acronym")


def _is_other(name: Named) -> bool:
    return name.language is None and not _is_acronym(name)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
