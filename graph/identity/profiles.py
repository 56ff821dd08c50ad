"""What speaks for or against two things being one actor: the names, numbers, places, projects and pages of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from graph.identity.clusters import EXCLUSIVE
from graph.identity.gathering import seen
from graph.identity.identifiers import Identifier
from graph.readings import Reading
from graph.record_files import of_kind
from graph.records import Organisation, Participation
from graph.scope import thing_of

Thing = tuple[str, str]
"""The kind and the key of a thing."""


@dataclass(slots=True, kw_only=True)
class Profile:
    """What all records of one thing say together; `record` is the first of them, `written` how it writes the name."""

    thing: Thing
    record: str
    written: str
    names: set[str] = field(default_factory=set)
    numbers: set[Identifier] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    towns: set[str] = field(default_factory=set)
    hosts: set[str] = field(default_factory=set)
    projects: set[Thing] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)


def profiles_of(readings: Sequence[Reading], things: Mapping[str, Thing]) -> list[Profile]:
    """Return a profile of each organisation that identity looked at, in order of its first record."""
    found: dict[Thing, Profile] = {}
    for reading in readings:
        for one in of_kind(reading.records, Organisation):
            thing = things.get(f"{reading.source.name}-org-{one.key}")
            if thing is not None:
                _add(found, thing, one, reading)
    for reading in readings:
        _take_part(found, reading, things)
    return sorted(found.values(), key=lambda one: one.record)


def partners(profiles: Iterable[Profile]) -> dict[Thing, set[Thing]]:
    """Return the actors of each project."""
    found: dict[Thing, set[Thing]] = {}
    for one in profiles:
        for project in one.projects:
            found.setdefault(project, set()).add(one.thing)
    return found


def host(page: str | None) -> str | None:
    """Return the host of a page without its www, None where there is none.

    >>> host("http://www.aalto.fi/en"), host("www.aalto.fi"), host(None)
    ('aalto.fi', 'aalto.fi', None)
    """
    if not page:
        return None
    try:
        found = urlsplit(page if "//" in page else f"//{page}").hostname
    except ValueError:
        return None
    return found.removeprefix("www.") or None if found else None


def _add(found: dict[Thing, Profile], thing: Thing, one: Organisation, reading: Reading) -> None:
    about = seen(one, reading.source)
    names = one.names
    written = names.fi or names.en or names.sv or names.und or one.key
    profile = found.setdefault(thing, Profile(thing=thing, record=about.record, written=written))
    if about.record < profile.record:
        profile.record, profile.written = about.record, written
    profile.names.update(name for name, _ in about.aliases)
    profile.numbers.update(number for number in about.strong if number[0] in EXCLUSIVE)
    profile.sources.add(about.source)
    if one.address is not None:
        profile.countries.update((one.address.country,) if one.address.country else ())
        profile.towns.update((one.address.locality.casefold(),) if one.address.locality else ())
    if page := host(one.homepage):
        profile.hosts.add(page)


def _take_part(found: Mapping[Thing, Profile], reading: Reading, things: Mapping[str, Thing]) -> None:
    source = reading.source.name
    for one in of_kind(reading.records, Participation):
        actor = thing_of(things, source, "org", one.organisation)
        project = thing_of(things, source, "project", one.project)
        if actor is not None and actor in found and project is not None:
            found[actor].projects.add(project)
