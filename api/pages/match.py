"""The answer to a need, laid out for its page: each test bed with its grounds, what is met, unknown and not met."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.search.marking import window
from ontology import terms

QUOTES, LINKS = 2, 6
"""How many texts a ground quotes, and how many things it leads to, before it says how many more there are."""

AROUND = 260
"""About how many characters of a text are quoted."""

NAMED = ("concept", "kin", "network", "distance")
"""The features whose values are names of things, which are told in the language of the page."""

TRIED = ("use", "kin", "popularity")
"""The features that rest on trials."""

Segment = tuple[str, bool]
"""A piece of text, and whether it is to be marked."""

Link = tuple[str, str]
"""A thing and what it is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A statement in words: which property says it, in which language, and in pieces."""

    predicate: str
    language: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundShown:
    """One reason: its feature, what speaks for the test bed, what it adds, and what it rests on."""

    feature: str
    values: tuple[str, ...]
    points: float
    quotes: tuple[Quote, ...]
    evidence: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictShown:
    """What became of a constraint, and what is stated of it."""

    name: str
    verdict: str
    stated: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchShown:
    """One test bed that suits; `about` is what lists tell of it."""

    testbed: str
    label: str
    score: float
    grounds: tuple[GroundShown, ...]
    verdicts: tuple[VerdictShown, ...]
    page: str | None
    about: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedShown:
    """One test bed that a constraint excludes, and which."""

    testbed: str
    label: str
    verdicts: tuple[VerdictShown, ...]


def matches(found: Mapping[str, Any], about: Mapping[str, Mapping[str, Any]], language: str) -> tuple[MatchShown, ...]:
    """Return the results of an answer that `graph.matching.showing` made; `about` has what lists tell of each."""
    return tuple(
        MatchShown(
            testbed=one["testbed"],
            label=one["label"],
            score=one["score"],
            grounds=tuple(
                _ground(reason, quoted, found["names"], one["testbed"], language)
                for reason, quoted in zip(one["reasons"], marks, strict=True)
            ),
            verdicts=tuple(_verdict(each, found["names"]) for each in one["constraints"]),
            page=one["page"],
            about=about.get(one["testbed"], {}),
        )
        for one, marks in zip(found["results"], found["marks"], strict=False)
    )


def excluded(found: Mapping[str, Any]) -> tuple[ExcludedShown, ...]:
    """Return what an answer excluded, each with the constraints that it does not meet."""
    return tuple(
        ExcludedShown(
            testbed=one["testbed"],
            label=one["label"],
            verdicts=tuple(_verdict(each, found["names"]) for each in one["constraints"] if each["verdict"] == "no"),
        )
        for one in found["excluded"]
    )


def segments(text: str, places: Sequence[Sequence[int]]) -> tuple[Segment, ...]:
    """Return the passage of a text around the first place, in pieces of which those at `places` are to be marked.

    >>> segments("Testbädd för drönare", [(13, 20)])
    (('Testbädd för ', False), ('drönare', True))
    """
    begin, end = window(text, places[0][0] if places else 0, AROUND)
    pieces: list[Segment] = [("… ", False)] if begin else []
    at = begin
    for start, stop in places:
        if at <= start and stop <= end:
            pieces += [(text[at:start], False), (text[start:stop], True)]
            at = stop
    pieces += [(text[at:end], False), (" …" if end < len(text) else "", False)]
    return tuple(one for one in pieces if one[0])


def _ground(
    reason: Mapping[str, Any], marks: Sequence[Mapping[str, Any]], names: Mapping[str, str], bed: str, language: str
) -> GroundShown:
    feature, stated = reason["feature"], reason["statements"]
    values = reason["values"]
    if feature in NAMED:
        things = (one["object"] for one in stated if not one["object"].startswith(f"{terms.ID}testbed/"))
        values = [*dict.fromkeys(names[one] for one in things if names.get(one, one) != one)] or values
    if feature == "text":  # words as they stand, and not their base forms
        values = [*_met(marks, bed)] or values
    return GroundShown(
        feature=feature,
        values=tuple(values),
        points=reason["points"],
        quotes=tuple(_quotes(marks, language, bed)) if feature == "text" else (),
        evidence=tuple(_trials(stated, names)) if feature in TRIED else (),
    )


def _met(marks: Sequence[Mapping[str, Any]], bed: str) -> Iterator[str]:
    """Yield the words that are marked in texts of a test bed, each once in whatever case it comes first."""
    seen: set[str] = set()
    for one in marks:
        for start, end in one["places"] if one["subject"] == bed else ():
            word = one["text"][start:end]
            if word.casefold() not in seen:
                seen.add(word.casefold())
                yield word


def _quotes(marks: Sequence[Mapping[str, Any]], language: str, bed: str) -> Iterator[Quote]:
    """Yield texts of the test bed in which words are marked, those in the language of the page first."""
    met = [one for one in marks if one["places"] and one["subject"] == bed]
    texts = {one["text"]: one for one in sorted(met, key=lambda one: one["language"] == language)}
    best = sorted(texts.values(), key=lambda one: (one["language"] != language, -len(one["places"])))
    seen: set[str] = set()
    for one in best:
        if one["predicate"] not in seen and len(seen) < QUOTES:
            seen.add(one["predicate"])
            yield Quote(
                predicate=one["predicate"],
                language=one["language"],
                segments=segments(one["text"], one["places"]),
            )


def _trials(stated: Iterable[Mapping[str, str]], names: Mapping[str, str]) -> Iterator[Link]:
    for one in dict.fromkeys(each["subject"] for each in stated):
        if one.startswith(f"{terms.ID}trial/"):
            yield one, names.get(one, one)


def _verdict(one: Mapping[str, Any], names: Mapping[str, str]) -> VerdictShown:
    return VerdictShown(
        name=one["name"],
        verdict=one["verdict"],
        stated=tuple(
            dict.fromkeys(
                names.get(each["object"], each["object"])
                for each in one["statements"]
                if names.get(each["object"], "") != each["object"] and not each["object"].startswith("http:")
            )
        ),
    )
