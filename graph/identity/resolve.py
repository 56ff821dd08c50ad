"""From records to things: which records speak of the same one, and what its IRI is.

Two records are the same thing when they share a strong identifier, or when a decision says so. Nothing fuzzier
decides; that only proposes. A thing never has two Business IDs: what would give it two is refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.errors import IdentityError
from graph.identity.decisions import Decision
from graph.identity.identifiers import PREFIX, Identifier, rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """A record as identity sees it: its name among records, its kind, and its strong identifiers."""

    record: str
    kind: str
    own: str
    strong: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """For each record the kind and key of its thing; and the merges that were refused, in words."""

    things: Mapping[str, tuple[str, str]]
    refused: tuple[str, ...] = ()


def resolve(records: Iterable[Identified], decisions: Iterable[Decision] = ()) -> Resolution:
    """Return which thing each record speaks of.

    A decision about a source that takes no part in this build is idle.

    Raises
    ------
    IdentityError
        If a decision names a record that its source does not have, says `same` of records that have two Business IDs
        between them, or says `same` of what another says is `different`.
    """
    by_name = {one.record: one for one in records}
    clusters = _Clusters(by_name)
    sources = {_source(name) for name in by_name}
    made = [one for one in decisions if {_source(one.left), _source(one.right)} <= sources]
    for decision in made:
        _know(decision, by_name)
    clusters.keep_apart((one.left, one.right) for one in made if one.verdict == "different")
    for decision in made:
        if decision.verdict == "same" and (why := clusters.join(decision.left, decision.right)):
            raise IdentityError(f"decision {decision.left} = {decision.right}: {why}; remove or correct the line")
    refused = tuple(_join_by_identifiers(clusters, by_name))
    return Resolution(things=_things(clusters, by_name), refused=refused)


def _source(record: str) -> str:
    return record.partition("-")[0]


def _know(decision: Decision, by_name: Mapping[str, Identified]) -> None:
    for name in (decision.left, decision.right):
        if name not in by_name:
            raise IdentityError(f"decision {decision.left} - {decision.right}: no record is called {name}")
    if by_name[decision.left].kind != by_name[decision.right].kind:
        raise IdentityError(f"decision {decision.left} - {decision.right}: they are things of two kinds")


def _join_by_identifiers(clusters: "_Clusters", by_name: Mapping[str, Identified]) -> Iterable[str]:
    first: dict[tuple[str, Identifier], str] = {}
    for one in sorted(by_name.values(), key=lambda one: (min(map(rank, one.strong), default=99), one.record)):
        for identifier in one.strong:
            other = first.setdefault((one.kind, identifier), one.record)
            if other != one.record and (why := clusters.join(other, one.record)):
                yield f"{other} and {one.record} share {' '.join(identifier)}, but {why}"


def _things(clusters: "_Clusters", by_name: Mapping[str, Identified]) -> dict[str, tuple[str, str]]:
    things: dict[str, tuple[str, str]] = {}
    for members in clusters.members():
        known = {identifier for name in members for identifier in by_name[name].strong}
        first = by_name[min(members)]
        key = min((rank(one), f"{PREFIX[one[0]]}-{one[1]}") for one in known)[1] if known else first.own
        things.update(dict.fromkeys(members, (first.kind, key)))
    return things


class _Clusters:
    """Sets of records that are one thing (union-find), each with its Business IDs and what it is not."""

    def __init__(self, records: Mapping[str, Identified]) -> None:
        self._parent = {name: name for name in records}
        self._numbers = {
            name: {number for scheme, number in one.strong if scheme == "business-id"} for name, one in records.items()
        }
        self._apart: dict[str, set[str]] = {}

    def keep_apart(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Remember pairs that are different things."""
        for left, right in pairs:
            self._apart.setdefault(left, set()).add(right)
            self._apart.setdefault(right, set()).add(left)

    def join(self, left: str, right: str) -> str | None:
        """Make two records one thing, or return in words why they cannot be."""
        one, other = self._root(left), self._root(right)
        if one == other:
            return None
        numbers = self._numbers[one] | self._numbers[other]
        if len(numbers) > 1:
            return f"together they have the Business IDs {' and '.join(sorted(numbers))}"
        if any(self._root(name) == other for name in self._apart.get(one, ())):
            return "a decision says that they are different"
        low, high = min(one, other), max(one, other)
        self._parent[high], self._numbers[low] = low, numbers
        for name in self._apart.pop(high, set()):
            self._apart.setdefault(low, set()).add(name)
            self._apart.setdefault(self._root(name), set()).add(low)
        return None

    def members(self) -> list[list[str]]:
        """Return the clusters, each in order of name."""
        found: dict[str, list[str]] = {}
        for name in sorted(self._parent):
            found.setdefault(self._root(name), []).append(name)
        return list(found.values())

    def _root(self, name: str) -> str:
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name
