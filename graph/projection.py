"""From what a graph says to the network that is measured: one place where it is decided what counts as taking part.

An actor takes part in a project in a role that makes a funded tie. Co-operators, members, funders and third parties do
not (they are counted apart), nor does an actor whose role no source states. A project of which only the lead is known
is left out: its partners are unknown, not absent, so it is no project of one actor. All actors of the graph are in the
network, also those without a project.

What comes in is the answers to the queries in `graph/queries/network`, as CSV; nothing here knows where from.
"""

import csv
import io
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from graph.analysis.network import (
    NO_YEAR,
    SEVERAL,
    UNKNOWN,
    Grouping,
    Indices,
    Tagging,
    TwoModeNetwork,
    Years,
    collapsed,
    grouping,
    tagging,
)
from graph.columns import columns

LEADING = ("role/lead", "role/coordinator")
"""How the addresses of the roles end that lead a project."""

GROUPINGS = ("kind", "stated-kind", "city", "sector", "country", "origin")
"""By what actors are grouped. `sector` is the two first digits of the industry; `origin` is region, finland, abroad."""

TAGGINGS = ("focus-area", "method-group", "sub-theme", "field", "instrument", "programme", "test-bed")
"""By what projects are labelled."""

REGION, FINLAND, ABROAD = "region", "finland", "abroad"
HOME = "FI"
FOREIGN = "foreign-"
"""How the kinds of actors begin that lie abroad, whatever their address."""

LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """From how much of the graph a network is made.

    `actors` are those who take part in a project that counts, of `known_actors`; `projects` those that count, of
    `known_projects`: `lead_only_projects` are left out. `participations` count; `cooperations` are those in a role that
    makes no funded tie, `roleless` those in a role that no source states. `sources` have stated participations.
    """

    actors: int
    known_actors: int
    projects: int
    known_projects: int
    lead_only_projects: int
    participations: int
    cooperations: int
    roleless: int
    sources: tuple[str, ...]

    def __str__(self) -> str:
        """Return it as a sentence."""
        sources = ", ".join(self.sources) or "none"
        return (
            f"computed from {self.actors} of {self.known_actors} actors and {self.projects} of {self.known_projects} "
            f"projects ({self.lead_only_projects} of which only the lead is known), from these sources: {sources}"
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Projection:
    """The network of a graph, and its coverage."""

    network: TwoModeNetwork
    coverage: Coverage


def projection(
    participations: bytes,
    roles: bytes,
    actors: bytes,
    projects: bytes,
    *,
    region: Collection[str] = (),
    sources: tuple[str, ...] = (),
) -> Projection:
    """Return the network that the answers to the four queries describe.

    `region` has the codes of the municipalities that count as the region itself; `sources` are told in the coverage.
    """
    actor_places, actor_facts, actor_names = _facts(actors, "actor")
    project_places, project_facts, project_names = _facts(projects, "project")
    rows = _read(participations, dict(_rows(roles)), actor_places, project_places)
    actor, project, lead = collapsed(
        rows.actor[rows.funded], rows.project[rows.funded], rows.lead[rows.funded], len(project_places)
    )
    alone = _lead_only(project, lead, project_facts.get("lead-only", {}), project_places)
    whole = TwoModeNetwork(
        actors=tuple(actor_places),
        projects=tuple(project_places),
        actor=actor,
        project=project,
        lead=lead,
        start=_years(project_facts.get("start", {}), project_places, min),
        end=_years(project_facts.get("end", {}), project_places, max),
        groupings=_groupings(actor_places, actor_facts, frozenset(region)),
        taggings=_taggings(project_places, project_facts),
        names={**actor_names, **project_names},
    )
    network = whole.keeping(~alone & _taken(project, len(project_places)), idle=True)
    coverage = Coverage(
        actors=int(np.count_nonzero(network.degrees)),
        known_actors=len(network.actors),
        projects=len(network.projects),
        known_projects=len(project_places),
        lead_only_projects=int(alone.sum()),
        participations=network.size,
        cooperations=rows.cooperations,
        roleless=rows.roleless,
        sources=sources,
    )
    return Projection(network=network, coverage=coverage)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Rows:
    actor: Indices
    project: Indices
    lead: NDArray[np.bool_]
    funded: NDArray[np.bool_]
    cooperations: int
    roleless: int


def _read(content: bytes, funds: Mapping[str, str], actors: dict[str, int], projects: dict[str, int]) -> _Rows:
    """Return the participations; an actor or project that is in no other answer is added to its places.

    `funds` says of each role whether it makes a funded tie.
    """
    who, what, roles = columns(content, 3)
    actor = np.array([actors.setdefault(one, len(actors)) for one in who.values], np.int32)[who.codes]
    project = np.array([projects.setdefault(one, len(projects)) for one in what.values], np.int32)[what.codes]
    leading = np.array([one.endswith(LEADING) for one in roles.values], np.bool_)[roles.codes]
    funded = np.array([funds.get(one) == "true" for one in roles.values], np.bool_)[roles.codes]
    unstated = np.array([one not in funds for one in roles.values], np.bool_)[roles.codes]
    return _Rows(
        actor=actor,
        project=project,
        lead=leading,
        funded=funded,
        cooperations=int(np.count_nonzero(~funded & ~unstated)),
        roleless=int(np.count_nonzero(unstated)),
    )


Facts = dict[str, dict[str, list[tuple[str, str]]]]
"""Of each property, what each thing has: values, each with its language."""


def _facts(content: bytes, kind: str) -> tuple[dict[str, int], Facts, dict[str, str]]:
    """Return the place of each thing (in the order of their addresses), what is known of them, and their names."""
    found: Facts = {}
    for thing, name, value, language in _rows(content):
        found.setdefault(name, {}).setdefault(thing, []).append((value, language))
    names = {thing: _preferred(some) for thing, some in found.pop("name", {}).items()}
    things = found.pop(kind, {})
    return {thing: place for place, thing in enumerate(sorted(things))}, found, names


def _rows(content: bytes) -> Iterator[list[str]]:
    return islice(csv.reader(io.TextIOWrapper(io.BytesIO(content), "utf-8", newline="")), 1, None)


def _preferred(names: list[tuple[str, str]]) -> str:
    """Return one of the names of a thing: in Finnish where there is one, else in Swedish, English, any."""
    order = {language: place for place, language in enumerate(LANGUAGES)}
    return min(names, key=lambda one: (order.get(one[1], len(LANGUAGES)), one[0]))[0]


def _lead_only(
    project: Indices, lead: NDArray[np.bool_], stated: Mapping[str, list[tuple[str, str]]], places: Mapping[str, int]
) -> NDArray[np.bool_]:
    """Return which projects are known by their lead alone: one that another source gives a partner is not."""
    mask = np.zeros(len(places), np.bool_)
    mask[[places[one] for one, values in stated.items() if values[0][0] == "true"]] = True
    mask[project[~lead]] = False
    mask[np.bincount(project, minlength=len(places)) > 1] = False
    return mask


def _taken(project: Indices, projects: int) -> NDArray[np.bool_]:
    """Return which projects have an actor that counts: a network of members alone is no project of nobody."""
    mask = np.zeros(projects, np.bool_)
    mask[project] = True
    return mask


def _years(
    stated: Mapping[str, list[tuple[str, str]]], places: Mapping[str, int], choose: Callable[[list[int]], int]
) -> Years:
    years = np.full(len(places), NO_YEAR, np.int16)
    for one, values in stated.items():
        years[places[one]] = choose([int(value[:4]) for value, _ in values])
    return years


def _groupings(places: Mapping[str, int], facts: Facts, region: frozenset[str]) -> dict[str, Grouping]:
    single = {
        "kind": _single(facts.get("kind", {})),
        "stated-kind": _single(facts.get("stated-kind", {})),
        "city": _single({actor: _in_one_language(names) for actor, names in facts.get("city", {}).items()}),
        "sector": _single({actor: _sectors(codes) for actor, codes in facts.get("sector", {}).items()}),
        "country": _single(facts.get("country", {})),
    }
    codes = {actor: {code for code, _ in some} for actor, some in facts.get("place", {}).items()}
    for actor in codes:
        single["country"].setdefault(actor, HOME)
    located = {*single["stated-kind"], *single["country"], *codes}
    found = {**single, "origin": {actor: _origin(actor, single, codes, region) for actor in located}}
    return {name: grouping(name, places, found[name]) for name in GROUPINGS}


def _single(stated: Mapping[str, list[tuple[str, str]]]) -> dict[str, str]:
    values = {actor: {value for value, _ in some} for actor, some in stated.items()}
    return {actor: next(iter(some)) if len(some) == 1 else SEVERAL for actor, some in values.items()}


def _in_one_language(names: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the names of places in the first language in which any has one."""
    spoken = {language for _, language in names}
    best = next((one for one in LANGUAGES if one in spoken), "")
    return [one for one in names if one[1] == best] or names


def _sectors(codes: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the divisions (two digits) of the newest classification in which an actor has an industry."""
    newest = min(scheme for _, scheme in codes)
    return [(code[:2], "") for code, scheme in codes if scheme == newest]


def _origin(
    actor: str, single: Mapping[str, Mapping[str, str]], places: Mapping[str, set[str]], region: frozenset[str]
) -> str:
    if single["stated-kind"].get(actor, "").startswith(FOREIGN):
        return ABROAD
    if places.get(actor, frozenset()) & region:
        return REGION
    country = single["country"].get(actor)
    if country is None or country == SEVERAL:
        return UNKNOWN
    return FINLAND if country == HOME else ABROAD


def _taggings(places: Mapping[str, int], facts: Facts) -> dict[str, Tagging]:
    return {
        name: tagging(name, places, {one: [value for value, _ in some] for one, some in facts.get(name, {}).items()})
        for name in TAGGINGS
    }
