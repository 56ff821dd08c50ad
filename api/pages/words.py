"""The words of the pages in three languages, and what the terms that we borrow are called: gettext catalogues.

`locale/{language}/LC_MESSAGES/pages.po` has the words by a key, `terms.po` the names of terms by their short IRIs: the
vocabularies that we borrow from name few of their terms in Finnish or Swedish. Babel reads them as they are, so nothing
is to be compiled before a change is seen.
"""

import io
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from gettext import GNUTranslations
from importlib.resources import files

from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from graph.named import expand
from ontology.turtle import Language, Text
from ontology.vocabulary import vocabulary

NAMES: Mapping[Language, str] = {"fi": "Suomeksi", "sv": "På svenska", "en": "In English"}
"""What a link to the page in each language says, in that language."""

LOCALES: Mapping[Language, str] = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
"""By whose habits days are written: English ones by those of Europe."""

DOMAINS = ("pages", "terms")
"""The catalogues of each language."""


@cache
def words(language: Language) -> Mapping[str, str]:
    """Return the words of the pages in `language`, by key."""
    return dict(_messages(language, "pages"))


@cache
def borrowed(language: Language) -> Mapping[str, Text]:
    """Return what each borrowed term is called in `language`, by its IRI."""
    return {expand(term): Text(value=name, language=language) for term, name in _messages(language, "terms")}


@cache
def named(language: Language) -> Mapping[str, Text]:
    """Return what every property of ours and every borrowed term is called in `language`, by its IRI."""
    return {one.iri: one.label for one in vocabulary(language).of_kind("property")} | dict(borrowed(language))


def counted(key: str, count: int, language: Language) -> str:
    """Return the words of `key` for so many things, with their number in them.

    >>> counted("n_projects", 1, "en"), counted("n_projects", 1200, "en")
    ('1 project', '1,200 projects')
    """
    return _plurals(language).ngettext(key, key, count).replace("{n}", number(count, language))


def number(value: float, language: Language, form: str | None = None) -> str:
    """Return a number as it is written in `language`; `form` is a pattern of CLDR.

    >>> number(0.5, "fi", "0.00")
    '0,50'
    """
    return format_decimal(value, format=form, locale=language)


def day(moment: str, language: Language) -> str:
    """Return the day of a moment (ISO 8601) as it is written in `language`.

    >>> day("2026-11-28T06:29:18+00:00", "fi"), day("2026-11-28T06:29:18+00:00", "en")
    ('28.11.2026', '28 Nov 2026')
    """
    return format_date(date.fromisoformat(moment[:10]), locale=LOCALES[language])


def catalogue(language: Language, domain: str) -> Catalog:
    """Return a catalogue as it is written."""
    content = (files("api.pages") / "locale" / language / "LC_MESSAGES" / f"{domain}.po").read_bytes()
    return read_po(io.BytesIO(content), locale=language, domain=domain, abort_invalid=True)


def written() -> Iterator[bytes]:
    """Yield all catalogues."""
    room = files("api.pages") / "locale"
    for language in NAMES:
        for domain in DOMAINS:
            yield (room / language / "LC_MESSAGES" / f"{domain}.po").read_bytes()


def _messages(language: Language, domain: str) -> Iterator[tuple[str, str]]:
    for one in catalogue(language, domain):
        if one.id and isinstance(one.id, str) and isinstance(one.string, str):
            yield one.id, one.string


@cache
def _plurals(language: Language) -> GNUTranslations:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language, "pages"))
    compiled.seek(0)
    return GNUTranslations(compiled)
