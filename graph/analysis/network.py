"""The two-mode network: actors, projects, and who takes part in what.

An actor takes part in a project once, however many rows say so. Actors without a project and projects with one actor
stay: leaving them out would change every density without a word. All of it is arrays, since a network may have half a
million participations; `two_mode_graph` gives a NetworkX graph where a person wants one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph.analysis.compiled import compiled
from graph.errors import NetworkError

Indices = NDArray[np.int32]
Years = NDArray[np.int16]

UNKNOWN = "unknown"
"""The group of those whose group nobody states; it is counted like any other, and never left out."""

SEVERAL = "several"
"""The group of those of whom sources state more than one group."""

NO_YEAR = -1
"""What stands in an array of years where the year is not known."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grouping:
    """Which group each actor is in, and each in one: `labels[codes[i]]` is that of actor `i`."""

    name: str
    labels: tuple[str, ...]
    codes: Indices

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many actors each group has."""
        return np.bincount(self.codes, minlength=len(self.labels)).astype(np.int64)

    @property
    def known(self) -> NDArray[np.bool_]:
        """Whose one group is known: not those of `unknown` and of `several`, who may be in the group of anybody."""
        return np.array([label not in (UNKNOWN, SEVERAL) for label in self.labels], np.bool_)[self.codes]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tagging:
    """Which labels each project has, none, one or several: `labels[tags[k]]` is one of project `projects[k]`.

    Each pair occurs once. Projects without a label are those of the label `unknown`.
    """

    name: str
    labels: tuple[str, ...]
    projects: Indices
    tags: Indices

    def having(self, label: str, projects: int) -> NDArray[np.bool_]:
        """Return a mask over `projects` projects: those that have `label`.

        Raises
        ------
        NetworkError
            If no project has it.
        """
        if label not in self.labels:
            raise NetworkError(
                f"no project has the {self.name} {label!r}; there are {', '.join(self.labels) or 'none'}"
            )
        mask = np.zeros(projects, np.bool_)
        mask[self.projects[self.tags == self.labels.index(label)]] = True
        return mask


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TwoModeNetwork:
    """Actors, projects and participations. Not changed by any function.

    `actors` and `projects` are identifiers, each once. Participation `k` is of actor `actor[k]` in project
    `project[k]`, sorted by actor and then by project; `lead[k]` says whether the actor leads. `start` and `end` are the
    years of each project, `NO_YEAR` where not known. `names` has the names of actors and projects that have one.
    """

    actors: tuple[str, ...]
    projects: tuple[str, ...]
    actor: Indices
    project: Indices
    lead: NDArray[np.bool_]
    start: Years
    end: Years
    groupings: Mapping[str, Grouping] = field(default_factory=dict)
    taggings: Mapping[str, Tagging] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many participations there are."""
        return len(self.actor)

    @property
    def degrees(self) -> NDArray[np.int64]:
        """In how many projects each actor takes part."""
        return np.bincount(self.actor, minlength=len(self.actors)).astype(np.int64)

    @property
    def consortium_sizes(self) -> NDArray[np.int64]:
        """How many actors take part in each project."""
        return np.bincount(self.project, minlength=len(self.projects)).astype(np.int64)

    def grouping(self, name: str) -> Grouping:
        """Return the grouping of actors called `name`.

        Raises
        ------
        NetworkError
            If there is none, with those that there are.
        """
        if name not in self.groupings:
            raise NetworkError(f"actors are not grouped by {name!r}; {_offer(self.groupings)}")
        return self.groupings[name]

    def tagging(self, name: str) -> Tagging:
        """Return the tagging of projects called `name`.

        Raises
        ------
        NetworkError
            If there is none, with those that there are.
        """
        if name not in self.taggings:
            raise NetworkError(f"projects are not tagged by {name!r}; {_offer(self.taggings)}")
        return self.taggings[name]

    def name(self, identifier: str) -> str:
        """Return the name of an actor or project, its identifier where it has none."""
        return self.names.get(identifier, identifier)

    def index(self, actor: str) -> int:
        """Return the place of an actor: by its identifier, the end of one from a slash on, or a name it alone has.

        Raises
        ------
        NetworkError
            If there is none, or several have the name.
        """
        if actor in self.actors:
            return self.actors.index(actor)
        found = [place for place, one in enumerate(self.actors) if one.endswith(f"/{actor}")] or [
            place for place, one in enumerate(self.actors) if self.name(one).casefold() == actor.casefold()
        ]
        if not found:
            raise NetworkError(f"the network has no actor {actor!r}; give an identifier or a whole name")
        if len(found) > 1:
            raise NetworkError(f"{len(found)} actors are called {actor!r}; give one of {_some(self.actors, found)}")
        return found[0]

    def keeping(self, projects: NDArray[np.bool_], *, idle: bool) -> "TwoModeNetwork":
        """Return the network of the projects that the mask `projects` keeps.

        With `idle` all actors stay, also those who then take part in nothing; else only those who take part.
        """
        rows = projects[self.project]
        stay = np.ones(len(self.actors), np.bool_) if idle else np.zeros(len(self.actors), np.bool_)
        stay[self.actor[rows]] = True
        return self._cut(rows, stay, projects)

    def without(self, actors: Iterable[int]) -> "TwoModeNetwork":
        """Return the network without some actors, by their places; their projects stay."""
        stay = np.ones(len(self.actors), np.bool_)
        stay[list(actors)] = False
        return self._cut(stay[self.actor], stay, np.ones(len(self.projects), np.bool_))

    def _cut(self, rows: NDArray[np.bool_], actors: NDArray[np.bool_], projects: NDArray[np.bool_]) -> "TwoModeNetwork":
        new_actor, new_project = _renumbered(actors), _renumbered(projects)
        return replace(
            self,
            actors=tuple(compress(self.actors, actors.tolist())),
            projects=tuple(compress(self.projects, projects.tolist())),
            actor=new_actor[self.actor[rows]],
            project=new_project[self.project[rows]],
            lead=self.lead[rows],
            start=self.start[projects],
            end=self.end[projects],
            groupings={name: replace(one, codes=one.codes[actors]) for name, one in self.groupings.items()},
            taggings={name: _retagged(one, projects, new_project) for name, one in self.taggings.items()},
        )


def network_of(
    participations: Iterable[tuple[str, str]],
    *,
    actors: Iterable[str] = (),
    projects: Iterable[str] = (),
    years: Mapping[str, tuple[int | None, int | None]] | None = None,
    groups: Mapping[str, Mapping[str, str]] | None = None,
    tags: Mapping[str, Mapping[str, Iterable[str]]] | None = None,
    leads: Iterable[tuple[str, str]] = (),
    names: Mapping[str, str] | None = None,
) -> TwoModeNetwork:
    """Return the network of pairs of actor and project; a pair that is there twice counts once.

    `actors` and `projects` are further ones, without participations. `years` are the start and end of each project,
    `groups` the group of each actor by the name of a grouping, `tags` the labels of each project by the name of a
    tagging. Who is not in them is `unknown`. Actors and projects come in the order in which they are first named.

    Examples
    --------
    >>> network = network_of([("vtt", "p1"), ("aalto", "p1"), ("vtt", "p1")], groups={"city": {"aalto": "Espoo"}})
    >>> network.actors, network.size, network.grouping("city").labels
    (('vtt', 'aalto'), 2, ('Espoo', 'unknown'))
    """
    actor_places: dict[str, int] = {}
    project_places: dict[str, int] = {}
    pairs = [
        (actor_places.setdefault(actor, len(actor_places)), project_places.setdefault(project, len(project_places)))
        for actor, project in participations
    ]
    for one in actors:
        actor_places.setdefault(one, len(actor_places))
    for one in projects:
        project_places.setdefault(one, len(project_places))
    leading = {
        (actor_places[actor], project_places[project])
        for actor, project in leads
        if actor in actor_places and project in project_places
    }
    array = np.array(pairs, np.int32).reshape(-1, 2)
    actor, project, lead = collapsed(
        array[:, 0], array[:, 1], np.array([pair in leading for pair in pairs], np.bool_), len(project_places)
    )
    known = years or {}
    spans = [known.get(one, (None, None)) for one in project_places]
    return TwoModeNetwork(
        actors=tuple(actor_places),
        projects=tuple(project_places),
        actor=actor,
        project=project,
        lead=lead,
        start=_years(start for start, _ in spans),
        end=_years(end for _, end in spans),
        groupings={name: grouping(name, actor_places, found) for name, found in (groups or {}).items()},
        taggings={name: tagging(name, project_places, found) for name, found in (tags or {}).items()},
        names=names or {},
    )


def collapsed(
    actor: Indices, project: Indices, lead: NDArray[np.bool_], projects: int
) -> tuple[Indices, Indices, NDArray[np.bool_]]:
    """Return participations sorted and each once; one of which any row leads is a lead."""
    keys = actor.astype(np.int64) * max(projects, 1) + project
    unique, inverse = np.unique(keys, return_inverse=True)
    leads = np.zeros(len(unique), np.bool_)
    np.logical_or.at(leads, inverse, lead)
    return (unique // max(projects, 1)).astype(np.int32), (unique % max(projects, 1)).astype(np.int32), leads


def grouping(name: str, actors: Iterable[str], groups: Mapping[str, str]) -> Grouping:
    """Return the grouping of `actors`, its labels in alphabetical order; `unknown` is last where anybody is in it.

    `actors` are in their order, or a mapping from each to its place. Who is not among them has no group.
    """
    places = _places(actors)
    found = [(places[one], label) for one, label in groups.items() if label and one in places]
    labels, codes = _coded([label for _, label in found], len(found) < len(places))
    every = np.full(len(places), len(labels) - 1, np.int32)
    every[[place for place, _ in found]] = codes
    return Grouping(name=name, labels=labels, codes=every)


def tagging(name: str, projects: Iterable[str], tags: Mapping[str, Iterable[str]]) -> Tagging:
    """Return the tagging of `projects`, its labels in alphabetical order; `unknown` is last where any is without.

    `projects` are in their order, or a mapping from each to its place. What is not among them has no label.
    """
    places = _places(projects)
    found = [(places[one], label) for one, some in tags.items() if one in places for label in set(some)]
    tagged = np.array([place for place, _ in found], np.int32)
    is_bare = np.ones(len(places), np.bool_)
    is_bare[tagged] = False
    bare = np.flatnonzero(is_bare).astype(np.int32)
    labels, codes = _coded([label for _, label in found], len(bare) > 0)
    owners = np.concatenate([tagged, bare])
    owned = np.concatenate([codes, np.full(len(bare), len(labels) - 1, np.int32)])
    order = np.lexsort((owned, owners))
    return Tagging(name=name, labels=labels, projects=owners[order], tags=owned[order])


def _places(things: Iterable[str]) -> Mapping[str, int]:
    return things if isinstance(things, Mapping) else {one: place for place, one in enumerate(things)}


def _coded(labels: Sequence[str], with_unknown: bool) -> tuple[tuple[str, ...], Indices]:
    """Return the different labels in order, `unknown` last (and there `with_unknown`), and the place of each given."""
    several = set(labels) | ({UNKNOWN} if with_unknown else set())
    ordered = sorted(several, key=lambda label: (label == UNKNOWN, label))
    places = {label: place for place, label in enumerate(ordered)}
    return tuple(ordered), np.array([places[label] for label in labels], np.int32)


@compiled
def rows_of(owners: Indices, values: Indices, count: int) -> tuple[NDArray[np.int64], Indices]:
    """Return pairs as rows (CSR): the values of owner `i` are `found[starts[i]:starts[i + 1]]`, in their order.

    >>> starts, found = rows_of(np.array([1, 0, 1], np.int32), np.array([5, 6, 7], np.int32), 3)
    >>> starts.tolist(), found.tolist()
    ([0, 1, 3, 3], [6, 5, 7])
    """
    starts = np.zeros(count + 1, np.int64)
    for k in range(len(owners)):
        starts[owners[k] + 1] += 1
    for owner in range(count):
        starts[owner + 1] += starts[owner]
    at = starts[:-1].copy()
    found = np.empty(len(values), values.dtype)
    for k in range(len(owners)):
        found[at[owners[k]]] = values[k]
        at[owners[k]] += 1
    return starts, found


def two_mode_graph(network: TwoModeNetwork) -> "nx.Graph[str]":
    """Return the network as a NetworkX graph: actors have `bipartite` 0, projects 1, and each what is known of it.

    An unknown group or year is left out, so that every writer of NetworkX takes the graph.

    Raises
    ------
    NetworkError
        If an actor and a project have the same identifier.
    """
    if shared := set(network.actors) & set(network.projects):
        raise NetworkError(f"{min(shared)!r} is an actor and a project; give the projects other names")
    graph: nx.Graph[str] = nx.Graph()
    for place, one in enumerate(network.actors):
        graph.add_node(one, bipartite=0, label=network.name(one), **_groups_of(network, place))
    for place, one in enumerate(network.projects):
        years = {"start": int(network.start[place]), "end": int(network.end[place])}
        known = {name: year for name, year in years.items() if year != NO_YEAR}
        graph.add_node(one, bipartite=1, label=network.name(one), **known)
    for actor, project, lead in zip(network.actor, network.project, network.lead, strict=True):
        graph.add_edge(network.actors[actor], network.projects[project], lead=bool(lead))
    return graph


def _groups_of(network: TwoModeNetwork, actor: int) -> dict[str, str]:
    labels = {name: one.labels[one.codes[actor]] for name, one in network.groupings.items()}
    return {name: label for name, label in labels.items() if label != UNKNOWN}


def _years(years: Iterable[int | None]) -> Years:
    return np.array([NO_YEAR if year is None else year for year in years], np.int16)


def _renumbered(stay: NDArray[np.bool_]) -> Indices:
    return (np.cumsum(stay) - 1).astype(np.int32)


def _retagged(one: Tagging, projects: NDArray[np.bool_], places: Indices) -> Tagging:
    rows = projects[one.projects]
    return replace(one, projects=places[one.projects[rows]], tags=one.tags[rows])


def _offer(there: Mapping[str, object]) -> str:
    return f"there are {', '.join(there)}" if there else "the network has no such groups"


def _some(actors: Sequence[str], places: Sequence[int]) -> str:
    return ", ".join(actors[place] for place in places[:5])
