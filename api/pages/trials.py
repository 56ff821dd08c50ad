"""The trials at a test bed, laid out for its page: who tried what, when, under which project, with what outcome."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.pages.values import shown
from api.pages.words import words
from graph.rdf.describe import Said, Tried, Value
from ontology import terms
from ontology.turtle import Language, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One value of a field of a trial; `confidence` is None where it is as sure as its row."""

    value: Value
    confidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One trial: its fields by the key of their word, each with what is told, nothing where nobody says."""

    iri: str
    label: Text
    fields: tuple[tuple[str, tuple[Told, ...]], ...]
    pages: tuple[str, ...]


FIELDS = (
    ("trial_who", terms.WAS_ASSOCIATED_WITH),
    ("trial_project", terms.UNDER_PROJECT),
    ("trial_outcome", terms.OUTCOME),
    ("trial_long_term", terms.LONG_TERM),
    ("trial_reference", terms.PUBLIC_REFERENCE),
)
"""The word for each field of a trial but its time, and the property that tells it."""


def trials(found: Iterable[Tried], language: Language) -> tuple[Trial, ...]:
    """Return the trials of a page, the newest first, those without a date last."""
    return tuple(_trial(one, language) for one in sorted(found, key=_newest_first))


def _trial(tried: Tried, language: Language) -> Trial:
    who, *others = ((word, _told(tried.of(predicate), language)) for word, predicate in FIELDS)
    references = _told(tried.of(terms.REFERENCE_PAGE), language)
    word, given = others.pop()
    return Trial(
        iri=tried.trial,
        label=tried.label,
        fields=(who, ("trial_when", _when(tried, language)), *others, (word, (*given, *references))),
        pages=tuple(one.value.text for one in tried.of(terms.PRIMARY_SOURCE)),
    )


def _told(said: Iterable[Said], language: Language) -> tuple[Told, ...]:
    return tuple(Told(value=shown(one.value, language), confidence=one.confidence) for one in said)


def _when(tried: Tried, language: Language) -> tuple[Told, ...]:
    """Return when it was: from start to end where one of them is told, else its years."""
    starts, ends = tried.of(terms.START_DATE), tried.of(terms.END_DATE)
    if not (starts or ends):
        return _told(tried.of(terms.YEAR), language)
    not_known = words(language)["not_known"]
    first, last = (" / ".join(one.value.text for one in days) or not_known for days in (starts, ends))
    doubts = [one.confidence for one in (*starts, *ends) if one.confidence]
    text = first if first == last else f"{first} – {last}"
    return (Told(value=Value(text=text, is_iri=False), confidence=next(iter(doubts), None)),)


def _newest_first(tried: Tried) -> tuple[int, str, str]:
    years = [int(one.value.text[:4]) for one in tried.of(terms.YEAR, terms.START_DATE, terms.END_DATE)]
    return -max(years, default=0), tried.label.value.casefold(), tried.trial
