"""Constraints: whether a test bed meets what must hold. Yes, no, or unknown, each with the statements it rests on.

Nothing unknown counts as met. Where a source states a limit, what lies outside is no; where it states nothing, nobody
can tell. A test bed without a stated end may have ended all the same: only its status or its dates say that it has not.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.matching.knowledge import Knowledge
from graph.matching.need import Need
from graph.matching.statements import Statement
from ontology import terms

Answer = Literal["yes", "no", "unknown"]

ENDED = terms.ID + "status/ended"
ACTIVE = terms.ID + "status/active"
LANGUAGES = {
    "fi": "http://publications.europa.eu/resource/authority/language/FIN",
    "sv": "http://publications.europa.eu/resource/authority/language/SWE",
    "en": "http://publications.europa.eu/resource/authority/language/ENG",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a test bed meets the constraint `name`, and on which statements that rests."""

    name: str
    verdict: Answer
    statements: tuple[Statement, ...] = ()


def verdicts(known: Knowledge, bed: str, need: Need) -> tuple[Verdict, ...]:
    """Return a verdict for each constraint of `need`; whether a test bed still runs is always one."""
    return tuple(_verdicts(known, bed, need))


def _verdicts(known: Knowledge, bed: str, need: Need) -> Iterator[Verdict]:
    if need.cities:
        yield one_of("city", known.statements.of(bed, terms.SPATIAL), need.cities)
    if need.theme is not None:
        yield _theme(known, bed, need.theme)
    if need.trl is not None:
        yield _trl(known, bed, need.trl)
    if need.access is not None:
        yield one_of("access", known.statements.of(bed, terms.ACCESS_MODE), (need.access,))
    if need.user_group is not None:
        yield one_of("user group", known.statements.of(bed, terms.USER_GROUP), (need.user_group,))
    if need.service_language is not None:
        wanted = LANGUAGES.get(need.service_language, need.service_language)
        yield one_of("language", known.statements.of(bed, terms.LANGUAGE), (wanted,))
    yield _open(known, bed, need)


def one_of(name: str, stated: Sequence[Statement], wanted: Sequence[str]) -> Verdict:
    """Return yes where any of `wanted` is stated, no where only others are."""
    met = tuple(one for one in stated if one.value in wanted)
    return Verdict(name=name, verdict="yes" if met else "no" if stated else "unknown", statements=met or tuple(stated))


def _theme(known: Knowledge, bed: str, theme: str) -> Verdict:
    stated = known.concepts(bed)
    met = tuple(one for one in stated if one.value == theme or theme in known.wider.get(one.value, {}))
    classified = tuple(one for one in stated if one.predicate in (terms.THEME, terms.SUBJECT))
    # Themes are a choice of words, not a closed list: one that is not named may still be served.
    return Verdict(name="theme", verdict="yes" if met else "unknown", statements=met or classified)


def _trl(known: Knowledge, bed: str, trl: int) -> Verdict:
    low, high = known.statements.of(bed, terms.MIN_TRL), known.statements.of(bed, terms.MAX_TRL)
    if any(trl < int(one.value) for one in low) or any(trl > int(one.value) for one in high):
        return Verdict(name="trl", verdict="no", statements=(*low, *high))
    return Verdict(name="trl", verdict="yes" if low and high else "unknown", statements=(*low, *high))


def _open(known: Knowledge, bed: str, need: Need) -> Verdict:
    """Return whether a test bed is there when something is to be tried, or now where no time is named."""
    status = known.statements.of(bed, terms.STATUS)
    start, end = known.statements.of(bed, terms.START_DATE), known.statements.of(bed, terms.END_DATE)
    ended = tuple(one for one in status if one.value == ENDED)
    if need.first is None and need.last is None:
        if ended:
            return Verdict(name="open", verdict="no", statements=(*ended, *end))
        active = tuple(one for one in status if one.value == ACTIVE)
        return Verdict(name="open", verdict="yes" if active else "unknown", statements=active)
    too_late = tuple(one for one in start if need.last is not None and _after(one.value, need.last))
    too_early = tuple(one for one in end if need.first is not None and _after(need.first, one.value))
    if too_late or too_early or (ended and not end):
        return Verdict(name="open", verdict="no", statements=(*too_late, *too_early, *ended))
    sure = bool(start) and bool(end) and not any(need.last is None or _after(need.last, one.value) for one in end)
    return Verdict(name="open", verdict="yes" if sure else "unknown", statements=(*start, *end, *status))


def _after(one: str, other: str) -> bool:
    """Whether a day, month or year is wholly after another: 2022 is not after 2022-06, nor is 2022-06 after 2022."""
    length = min(len(one), len(other))
    return one[:length] > other[:length]


Meets = Callable[[Sequence[Verdict]], bool]


def excluded(found: Sequence[Verdict]) -> bool:
    """Whether any constraint is not met."""
    return any(one.verdict == "no" for one in found)
