"""From records to things: which records speak of the same one, and what its IRI is.

Two records are the same thing when a decision says so, when they share a strong identifier, or when the name of one is,
but for case, punctuation and legal form, a name that exactly one thing of a register has (a curated source counts as
one). Nothing fuzzier decides; that only proposes. A thing never has two Business IDs or two ROR identifiers: what would
give it two is refused. A number that its source doubts joins only what has a name in common, too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.errors import IdentityError
from graph.identity.clusters import Clusters
from graph.identity.decisions import Decision
from graph.identity.identifiers import PREFIX, Identifier, rank

Alias = tuple[str, str | None]
"""A normalised name, and the kind of legal person that it says it is of."""

SHORTEST = 4
"""Names of fewer letters decide nothing: they are acronyms, which many share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """A record as identity sees it: its name among records, its kind, its numbers and, of organisations, its names.

    `doubted` are numbers that its source is not sure of. `lists` says that its source is one whose names others are
    matched to: a register, or a curated source.
    """

    record: str
    source: str
    kind: str
    own: str
    strong: tuple[Identifier, ...] = ()
    doubted: tuple[Identifier, ...] = ()
    aliases: tuple[Alias, ...] = ()
    country: str | None = None
    lists: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """That two records are one thing, and on what basis; `score` is 1 for a number or a decision, less for a name."""

    left: str
    right: str
    basis: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """Two records that have a number or a name in common and were not joined, and why."""

    left: str
    right: str
    basis: str
    why: str

    def __str__(self) -> str:
        """Return it in words."""
        return f"{self.left} and {self.right} share {self.basis}, but {self.why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """For each record the kind and key of its thing; what joined them, and what was not joined though it might seem so.

    `refused` are the joins by a number that would have given one thing two numbers, in words. `idle` are decisions that
    name a record which its source, though it takes part, does not have: a source may lose a row without notice.
    """

    things: Mapping[str, tuple[str, str]]
    refused: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    misses: tuple[Miss, ...] = ()
    idle: tuple[Decision, ...] = ()


SURE, NAMED = 1.0, 0.95
"""Scores of links: the second is what was measured, at the least, of links by name (tests/graph/identity)."""


def resolve(records: Iterable[Identified], decisions: Iterable[Decision] = ()) -> Resolution:
    """Return which thing each record speaks of.

    A decision about a source that takes no part in this build, or about a record that its source has lost, does
    nothing. Whatever is not `same` keeps two records apart: a part is not the whole, nor a successor its predecessor.

    Raises
    ------
    IdentityError
        If a decision says `same` of records that have two Business IDs between them or are things of two kinds, or of
        what another says is not the same.
    """
    by_name = {one.record: one for one in records}
    joiner = _Joiner(by_name)
    made, idle = _made(decisions, by_name)
    joiner.decide(made)
    refused = joiner.by_identifiers()
    joiner.by_doubted()
    joiner.by_aliases()
    return Resolution(
        things=_things(joiner.clusters, by_name),
        refused=tuple(map(str, refused)),
        links=tuple(joiner.links),
        misses=(*refused, *joiner.misses),
        idle=tuple(idle),
    )


def _made(
    decisions: Iterable[Decision], by_name: Mapping[str, Identified]
) -> tuple[Sequence[Decision], Sequence[Decision]]:
    """Return the decisions of which both records are there, and those of which only the sources are."""
    beginnings = tuple({f"{one.source}-" for one in by_name.values()})
    made: list[Decision] = []
    idle: list[Decision] = []
    for one in decisions:
        if one.left in by_name and one.right in by_name:
            if by_name[one.left].kind != by_name[one.right].kind:
                raise IdentityError(f"decision {one.left} - {one.right}: they are things of two kinds")
            made.append(one)
        elif all(name in by_name or name.startswith(beginnings) for name in (one.left, one.right)):
            idle.append(one)
    return made, idle


class _Joiner:
    """Joins records, each way after the other, and keeps account of what it did and what it did not."""

    def __init__(self, by_name: Mapping[str, Identified]) -> None:
        self.by_name = by_name
        self.clusters = Clusters(by_name)
        self.links: list[Link] = []
        self.misses: list[Miss] = []
        self._first: dict[tuple[str, Identifier], str] = {}

    def decide(self, decisions: Sequence[Decision]) -> None:
        """Do what decisions say."""
        self.clusters.keep_apart((one.left, one.right) for one in decisions if one.verdict != "same")
        for one in decisions:
            if one.verdict != "same":
                continue
            if why := self.clusters.join(one.left, one.right):
                raise IdentityError(f"decision {one.left} = {one.right}: {why}; remove or correct the line")
            self.links.append(Link(left=one.left, right=one.right, basis=f"decision: {one.basis}", score=SURE))

    def by_identifiers(self) -> list[Miss]:
        """Join records that share a strong identifier; return what was refused."""
        refused = []
        for one in sorted(self.by_name.values(), key=_surest_first):
            for identifier in one.strong:
                other = self._first.setdefault((one.kind, identifier), one.record)
                if other == one.record:
                    continue
                if miss := self._join(other, one.record, " ".join(identifier), SURE):
                    refused.append(miss)
        return refused

    def by_doubted(self) -> None:
        """Join a record whose number is doubted to the thing that has it, where they have a name in common too."""
        for one in sorted((one for one in self.by_name.values() if one.doubted), key=lambda one: one.record):
            for identifier in one.doubted:
                other = self._first.setdefault((one.kind, identifier), one.record)
                basis = f"{' '.join(identifier)} (doubted)"
                if other == one.record or self.clusters.same(other, one.record):
                    continue
                if self._names(other) & {name for name, _ in one.aliases}:
                    if miss := self._join(other, one.record, f"{basis} and a name", SURE):
                        self.misses.append(miss)
                else:
                    why = "the number is doubted and they have no name in common"
                    self.misses.append(Miss(left=other, right=one.record, basis=basis, why=why))

    def by_aliases(self) -> None:
        """Join a record to the one thing of a register that has a name of it."""
        listed = {name for one in self.by_name.values() if one.lists for name, _ in one.aliases}
        bearers: dict[str, list[Identified]] = {}
        named = sorted((one for one in self.by_name.values() if one.aliases), key=lambda one: one.record)
        for one in named:
            for name in listed.intersection(name for name, _ in one.aliases if len(name) >= SHORTEST):
                bearers.setdefault(name, []).append(one)
        for one in named:
            for alias in one.aliases:
                self._by_alias(one, alias, bearers.get(alias[0], ()))

    def _by_alias(self, one: Identified, alias: Alias, bearers: Sequence[Identified]) -> None:
        others = [other for other in bearers if other.lists and self._may_be(one, alias, other)]
        things = self._known({self.clusters.root(other.record): other for other in reversed(others)})
        basis = f"the name '{alias[0]}'"
        if not things or self.clusters.root(one.record) in things:
            return
        if why := self._ambiguous(one, bearers, things):
            self.misses += [
                Miss(left=other.record, right=one.record, basis=basis, why=why) for other in things.values()
            ]
            return
        [other] = things.values()
        if miss := self._join(other.record, one.record, f"{basis}, which {other.source} lists", NAMED):
            self.misses.append(miss)

    def _known(self, things: Mapping[str, Identified]) -> Mapping[str, Identified]:
        """Return those things that a register knows by a number, or all where it knows none of them.

        A curated list may name somebody in passing too, of whom it knows nothing but the name.
        """
        return {root: one for root, one in things.items() if self._numbered(root)} or things

    def _numbered(self, root: str) -> bool:
        members = (self.by_name[name] for name in self.clusters.of(root))
        return any(one.strong or one.doubted for one in members)

    def _ambiguous(
        self, one: Identified, bearers: Iterable[Identified], things: Mapping[str, Identified]
    ) -> str | None:
        """Say why a name does not tell which thing is meant, if it does not."""
        if len(things) > 1:
            return f"{len(things)} things have that name"
        namesakes = (other for other in bearers if other.source == one.source and other.kind == one.kind)
        if any(self.clusters.clash(one.record, other.record) for other in namesakes):
            return f"{one.source} gives that name to things with different numbers"
        return None

    def _may_be(self, one: Identified, alias: Alias, other: Identified) -> bool:
        """Whether another record of that name may be the same: of no other source's list, country or legal person."""
        if one.source == other.source or one.kind != other.kind:
            return False
        if one.country and other.country and one.country != other.country:
            return False
        families = {family for name, family in other.aliases if name == alias[0]}
        return alias[1] is None or None in families or alias[1] in families

    def _join(self, left: str, right: str, basis: str, score: float) -> Miss | None:
        if self.clusters.same(left, right):
            self.links.append(Link(left=left, right=right, basis=basis, score=score))
            return None
        why = self.clusters.join(left, right, careful=score < SURE)
        if why is not None:
            return Miss(left=left, right=right, basis=basis, why=why)
        self.links.append(Link(left=left, right=right, basis=basis, score=score))
        return None

    def _names(self, record: str) -> set[str]:
        """Return the names of all records that are the same thing as `record`."""
        return {name for one in self.clusters.of(record) for name, _ in self.by_name[one].aliases}


def _surest_first(one: Identified) -> tuple[int, str]:
    return min(map(rank, one.strong), default=len(PREFIX)), one.record


def _things(clusters: Clusters, by_name: Mapping[str, Identified]) -> dict[str, tuple[str, str]]:
    """Return the thing of each record: named by its first number that no other thing has, else by its own key.

    Numbers that a source doubts come last: a thing that has one for certain keeps its address.
    """
    things: dict[str, tuple[str, str]] = {}
    taken: set[tuple[str, str]] = set()
    members = clusters.members()
    for cluster in sorted(members, key=lambda cluster: not any(by_name[name].strong for name in cluster)):
        thing = next(one for one in _addresses(cluster, by_name) if one not in taken)
        taken.add(thing)
        things.update(dict.fromkeys(cluster, thing))
    return things


def _addresses(cluster: Sequence[str], by_name: Mapping[str, Identified]) -> Iterator[tuple[str, str]]:
    first = by_name[cluster[0]]
    sure = {one for name in cluster for one in by_name[name].strong}
    doubted = {one for name in cluster for one in by_name[name].doubted}
    for numbers in (sure, doubted):
        for scheme, number in sorted(numbers, key=lambda one: (rank(one), one)):
            yield first.kind, f"{PREFIX[scheme]}-{number}"
    for name in cluster:
        yield first.kind, by_name[name].own
    yield first.kind, first.record  # a key may look like another's number: ror-04b181w54


def near(resolution: Resolution, records: Iterable[str]) -> Iterator[Miss]:
    """Yield what any of `records` was not joined to."""
    wanted = set(records)
    yield from (one for one in resolution.misses if one.left in wanted or one.right in wanted)
