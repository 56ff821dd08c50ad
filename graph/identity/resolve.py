"""From records to things: which records speak of the same one, and what its IRI is.

Two records are the same thing when a decision says so, when they share a strong identifier, or when the name of one is,
but for case, punctuation and legal form, a name that exactly one thing of a register has (a curated source counts as
one). Nothing fuzzier decides; that only proposes. A thing never has two Business IDs or two ROR identifiers: what would
give it two is refused. A number that its source doubts joins only what has a name in common, too. A name joins nothing
that would lie in two countries, or have two numbers of other kinds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.errors import IdentityError
from graph.identity.clusters import Clusters
from graph.identity.decisions import Decision
from graph.identity.identified import Identified
from graph.identity.identifiers import PREFIX, Identifier, rank
from graph.identity.namesakes import Meeting, Namesakes


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
    joiner.by_names()
    return Resolution(
        things=_things(joiner.clusters, by_name),
        refused=tuple(map(str, refused)),
        links=tuple(joiner.links),
        misses=(*refused, *(one for one in joiner.misses if not joiner.clusters.same(one.left, one.right))),
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

    def by_names(self) -> None:
        """Join a record to the one thing of a list that has a name of it: lists among themselves first, then others.

        Each round may tell more: two things that have a name become one, or are found to be in different countries.
        """
        namesakes = Namesakes(self.by_name, self.clusters)
        for lists_only in (True, False):
            while met := [one for one in namesakes.meetings(lists_only=lists_only) if one.why is None]:
                for one in met:
                    self._meet(one)
        self.misses += _once(namesakes.meetings(lists_only=False))

    def _meet(self, met: Meeting) -> None:
        if self.clusters.same(met.other, met.record):
            return
        basis = f"the name '{met.name}', which {self.by_name[met.other].source} lists"
        if miss := self._join(met.other, met.record, basis, NAMED):
            raise AssertionError(f"{miss}, which was looked at before")

    def _join(self, left: str, right: str, basis: str, score: float) -> Miss | None:
        if self.clusters.same(left, right):
            self.links.append(Link(left=left, right=right, basis=basis, score=score))
            return None
        why = self.clusters.join(left, right)
        if why is not None:
            return Miss(left=left, right=right, basis=basis, why=why)
        self.links.append(Link(left=left, right=right, basis=basis, score=score))
        return None

    def _names(self, record: str) -> set[str]:
        """Return the names of all records that are the same thing as `record`."""
        return {name for one in self.clusters.of(record) for name, _ in self.by_name[one].aliases}


def _once(met: Iterable[Meeting]) -> Iterator[Miss]:
    """Yield what was not joined by a name, two of lists that met each other once."""
    told: set[tuple[frozenset[str], str]] = set()
    for one in met:
        pair = frozenset((one.record, one.other)), one.name
        if pair not in told:
            told.add(pair)
            yield Miss(left=one.other, right=one.record, basis=f"the name '{one.name}'", why=one.why or "")


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
    for one in sorted((by_name[name] for name in cluster), key=lambda one: (-one.standing, one.record)):
        yield first.kind, one.own
    yield first.kind, first.record  # a key may look like another's number: ror-04b181w54
