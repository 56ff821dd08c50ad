"""Which records of all sources belong into the graph of a region: decided once, when it is known who is who.

- An actor is at home in the region where one of its records lies in it; a record of a curated source that tells no
  place counts as at home too, unless the actor is of a foreign kind or another record places it elsewhere.
- What a curated source says is kept whole.
- A project is kept where an actor at home takes part, and with it everyone who takes part: partners from outside.
- A site is kept where its own address lies in the region, and with it its organiser, wherever that is: the organiser of
  a health station may be a county. That alone does not make the organiser at home.
- A register (`SourceInfo.register`) describes actors and brings in none: of the actors beyond the region it keeps those
  that another source knows by a strong identifier or by name.
- A place is kept where it lies in the region or something that is kept lies in it; a concept where something that is
  kept is put under it, or under a narrower one, or our own code lists link to it.

Without a region everything is kept.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.identity.identifiers import KINDS
from graph.profile import Region, lies_in
from graph.readings import Reading
from graph.record_files import of_kind
from graph.records import (
    Address,
    Concept,
    Organisation,
    Participation,
    Place,
    Project,
    Record,
    Service,
    Site,
    Succession,
    TestBed,
)
from graph.references import ABROAD

Within = Callable[[Address], bool | None]
"""Says whether an address lies in a region; None where the address does not tell."""

Thing = tuple[str, str]
"""Kind and key of a thing, as `Resolution.things` has them."""

FOREIGN = ("foreign-", "company-intl")
"""How the codes of kinds of actors begin that are not of the region's country."""


@dataclass(slots=True, kw_only=True)
class Located:
    """What the organisations of one thing say of where it is."""

    inside: bool = False
    outside: bool = False
    ours: bool = False

    @property
    def at_home(self) -> bool:
        """Whether the actor is at home in the region."""
        return self.inside or (self.ours and not self.outside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is kept: `kept` are the organisations, projects and places, None where there is no region.

    `within` says which sites are, by their addresses.
    """

    things: Mapping[str, Thing] = field(default_factory=dict)
    kept: frozenset[Thing] | None = None
    concepts: frozenset[tuple[str, str]] | None = None
    within: Within | None = None

    def has(self, record: Record, source: str, *, curated: bool) -> bool:
        """Say whether a record of `source` belongs into the graph."""
        if self.kept is None or curated:
            return True
        match record:
            case Organisation() | Project() | Place():
                return self._keeps(source, KINDS[type(record)], record.key)
            case Participation():
                return self._keeps(source, "project", record.project)
            case Succession():
                return self._keeps(source, "org", record.predecessor) and self._keeps(source, "org", record.successor)
            case Service() | TestBed() if record.operator is not None:
                return self._keeps(source, "org", record.operator)
            case Site():
                return self.within is None or _is_within(record, self.within)
            case Concept():
                return self.concepts is None or (record.scheme, record.code) in self.concepts
            case _:
                return True

    def keeps(self, thing: Thing) -> bool:
        """Say whether an organisation, a project or a place belongs into the graph."""
        return self.kept is None or thing in self.kept

    def _keeps(self, source: str, kind: str, key: str) -> bool:
        assert self.kept is not None, "there is a region"
        return thing_of(self.things, source, kind, key) in self.kept


def thing_of(things: Mapping[str, Thing], source: str, kind: str, key: str) -> Thing | None:
    """Return the thing that a reference of `source` means: a key of its own, or `id:{kind}/{key}`."""
    if key.startswith(ABROAD):
        found, _, rest = key.removeprefix(ABROAD).partition("/")
        return found, rest
    return things.get(f"{source}-{kind}-{key}")


def scope_of(
    readings: Sequence[Reading],
    things: Mapping[str, Thing],
    region: Region | None,
    linked: Container[str] = (),
) -> Scope:
    """Return what belongs into the graph of `region`.

    Parameters
    ----------
    readings
        All that was read.
    things
        The thing of each organisation, project and place, by record; a record that is not there is left out.
    region
        The region; None keeps everything.
    linked
        IRIs of concepts of other vocabularies that are kept whoever uses them.
    """
    if region is None:
        return Scope()
    within = lies_in(region)
    located = _located(readings, things, within)
    home = {thing for thing, found in located.items() if found.at_home}
    ties = [tie for reading in readings for tie in _ties(reading, things)]
    projects = {project for project, actor in ties if actor in home} | _curated(readings, things, Project)
    kept = home | projects | {actor for project, actor in ties if project in projects}
    kept |= _curated(readings, things, Organisation) | _organisers(readings, things, within)
    partial = Scope(things=things, kept=frozenset(kept), within=within)
    kept |= _places(readings, things, partial, region)
    return replace(partial, kept=frozenset(kept), concepts=_concepts(readings, partial, linked))


def organisers(reading: Reading, within: Within) -> dict[str, None]:
    """Return the organisations that a source names as organisers of sites in the region, each once, in order."""
    sites = (one for one in of_kind(reading.records, Site) if _is_within(one, within))
    return dict.fromkeys(one.organiser for one in sites if one.organiser is not None)


def wanted(readings: Iterable[Reading]) -> Iterator[tuple[Organisation, str]]:
    """Yield the organisations of all sources that are no registers, each with its source: who is spoken of."""
    for reading in readings:
        if not reading.source.register:
            for one in of_kind(reading.records, Organisation):
                yield one, reading.source.name


def _located(readings: Iterable[Reading], things: Mapping[str, Thing], within: Within) -> dict[Thing, Located]:
    found: dict[Thing, Located] = {}
    for reading in readings:
        towns = {one.key: one.municipality_code for one in of_kind(reading.records, Place)}
        for one in of_kind(reading.records, Organisation):
            thing = things.get(f"{reading.source.name}-org-{one.key}")
            if thing is None:
                continue
            place = found.setdefault(thing, Located())
            lies = _lies(one, towns, within)
            place.inside |= lies is True
            place.outside |= lies is False
            place.ours |= reading.source.curated and not (one.kind or "").startswith(FOREIGN)
    return found


def _lies(one: Organisation, towns: Mapping[str, str | None], within: Within) -> bool | None:
    if one.city is not None:
        code = one.city.removeprefix("id:place/fi-") if one.city.startswith("id:") else towns.get(one.city)
        return within(Address(municipality=code, locality=None if code else one.city))
    return None if one.address is None else within(one.address)


def _ties(reading: Reading, things: Mapping[str, Thing]) -> Iterator[tuple[Thing, Thing]]:
    source = reading.source.name
    for one in of_kind(reading.records, Participation):
        project = thing_of(things, source, "project", one.project)
        actor = thing_of(things, source, "org", one.organisation)
        if project is not None and actor is not None:
            yield project, actor


def _curated(
    readings: Iterable[Reading], things: Mapping[str, Thing], kind: type[Organisation] | type[Project]
) -> set[Thing]:
    return {
        things[f"{reading.source.name}-{KINDS[kind]}-{one.key}"]
        for reading in readings
        if reading.source.curated
        for one in of_kind(reading.records, kind)
    }


def _is_within(site: Site, within: Within) -> bool:
    return site.address is not None and within(site.address) is True


def _organisers(readings: Iterable[Reading], things: Mapping[str, Thing], within: Within) -> set[Thing]:
    named = (
        thing_of(things, reading.source.name, "org", key) for reading in readings for key in organisers(reading, within)
    )
    return {thing for thing in named if thing is not None}


def _places(readings: Sequence[Reading], things: Mapping[str, Thing], scope: Scope, region: Region) -> set[Thing]:
    used = {("place", f"fi-{one.code}") for one in region.municipalities} | {
        ("place", f"nuts-{code}") for code in region.nuts
    }
    for reading in readings:
        source, curated = reading.source.name, reading.source.curated
        for one in of_kind(reading.records, Organisation):
            if scope.has(one, source, curated=curated):
                used.update(_place_of(one, source, things))
        for site in of_kind(reading.records, Site):
            if scope.has(site, source, curated=curated):
                used.update(_municipality(site.address))
    return used


def _place_of(one: Organisation, source: str, things: Mapping[str, Thing]) -> Iterator[Thing]:
    if one.city is not None and (thing := thing_of(things, source, "place", one.city)):
        yield thing
    yield from _municipality(one.address)


def _municipality(address: Address | None) -> Iterator[Thing]:
    if address is not None and address.municipality is not None:
        yield "place", f"fi-{address.municipality}"


def _concepts(readings: Sequence[Reading], scope: Scope, linked: Container[str]) -> frozenset[tuple[str, str]]:
    used: set[tuple[str, str]] = set()
    for reading in readings:
        source, curated = reading.source.name, reading.source.curated
        for one in _classified(reading):
            if one.classifications and scope.has(one, source, curated=curated):
                used.update((given.scheme, given.concept) for given in one.classifications)
    broader: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for reading in readings:
        for concept in of_kind(reading.records, Concept):
            above = broader.setdefault((concept.scheme, concept.code), set())
            if concept.official is not None and concept.official in linked:
                used.add((concept.scheme, concept.code))
            above.update((concept.scheme, code) for code in concept.broader)
    return frozenset(_with_ancestors(used, broader))


def _classified(reading: Reading) -> Iterator[Organisation | Project]:
    yield from of_kind(reading.records, Organisation)
    yield from of_kind(reading.records, Project)


def _with_ancestors(
    used: set[tuple[str, str]], broader: Mapping[tuple[str, str], set[tuple[str, str]]]
) -> set[tuple[str, str]]:
    found, waiting = set(used), list(used)
    while waiting:
        for above in broader.get(waiting.pop(), ()):
            if above not in found:
                found.add(above)
                waiting.append(above)
    return found
