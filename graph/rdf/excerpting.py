"""A part of the network of a release: what is asked by the filters of lists becomes projects and actors."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field

import numpy as np

from graph.analysis.network import TwoModeNetwork
from graph.excerpt import Excerpt, Part, ego_excerpt, network_excerpt
from graph.listing.entry import in_language
from graph.listing.reading import MOST, Item, Listed, Lists
from graph.listing.writing import FILE
from graph.network_files import NetworkFile, Told
from graph.projection import Projection
from graph.rdf.release import Release
from graph.text.language import Language
from ontology.terms import ID


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpting:
    """What is asked. `projects` and `actors` have for each filter of their lists the values of which one must fit.

    `actor` is the one whose partners are wanted; without it the whole network is meant.
    """

    actor: str | None = None
    projects: Mapping[str, Sequence[str]] = field(default_factory=dict)
    actors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    first: int | None = None
    last: int | None = None
    least_shared: int = 1
    limit: int = 500
    language: Language = "fi"


def network_file(release: Release, projection: Projection, asked: Excerpting) -> NetworkFile:
    """Return the part of the network of a release that is asked for.

    Raises
    ------
    UnknownThing
        If there is no such actor.
    BadField
        If nothing has a value that was chosen.
    NoRelease
        If the release has no lists, being of an older version of the program.
    """
    with closing(Lists(release.path / FILE)) as lists:
        part = Part(
            projects=_projects(lists, asked),
            actors=_members(lists, asked),
            least_shared=asked.least_shared,
            limit=asked.limit,
        )
        if asked.actor is not None:
            actor = ID + lists.item("actors", asked.actor).address
            found = ego_excerpt(projection.network, actor, part)
        else:
            found = network_excerpt(projection.network, part)
        told = {one.actor: _told(lists.item("actors", one.actor), asked.language) for one in found.actors}
    return NetworkFile(
        excerpt=found,
        actors=told,
        release=release.id,
        issued=release.issued,
        language=asked.language,
        note=_note(found, projection),
    )


def network_part(release: Release, network: TwoModeNetwork, asked: Excerpting) -> TwoModeNetwork:
    """Return the network of the projects and actors that are asked for, whole otherwise.

    Raises
    ------
    BadField, NoRelease
        As `network_file`.
    """
    with closing(Lists(release.path / FILE)) as lists:
        projects, actors = _projects(lists, asked), _members(lists, asked)
    if projects is not None:
        chosen = frozenset(projects)
        mask = np.fromiter((one in chosen for one in network.projects), np.bool_, len(network.projects))
        network = network.keeping(mask, idle=True)
    if actors is not None:
        some = frozenset(actors)
        network = network.without(place for place, one in enumerate(network.actors) if one not in some)
    return network


def city_names(release: Release, language: Language) -> dict[str, str]:
    """Return what each municipality of an actor is called in `language`, by its name in Finnish."""
    found: dict[str, str] = {}
    with closing(Lists(release.path / FILE)) as lists:
        page = lists.page(Listed(listing="actors", limit=MOST))
        while True:
            for item in page.items:
                for city in item.values.get("cities", ()):
                    labels = city["labels"]
                    found[in_language(labels, "fi") or city["id"]] = in_language(labels, language) or city["id"]
            if page.following is None:
                return found
            page = lists.page(Listed(listing="actors", limit=MOST, cursor=page.following))


def _projects(lists: Lists, asked: Excerpting) -> list[str] | None:
    if not any(asked.projects.values()) and asked.first is None and asked.last is None:
        return None
    chosen = Listed(listing="projects", chosen=asked.projects, first=asked.first, last=asked.last)
    return [ID + one for one in lists.addresses(chosen)]


def _members(lists: Lists, asked: Excerpting) -> list[str] | None:
    if not any(asked.actors.values()):
        return None
    return [ID + one for one in lists.addresses(Listed(listing="actors", chosen=asked.actors))]


def _told(item: Item, language: Language) -> Told:
    kind = item.values.get("kind")
    [city, *_] = item.values.get("cities") or [None]
    return Told(
        address=item.address,
        label=in_language(item.labels, language) or item.address,
        kind=kind["id"].rpartition("/")[2] if kind else None,
        kind_label=in_language(kind["labels"], language) if kind else None,
        city=city["id"] if city else None,
        city_label=in_language(city["labels"], language) if city else None,
    )


def _note(found: Excerpt, projection: Projection) -> str:
    left = "" if found.is_whole else f"the {len(found.actors)} of {found.all_actors} actors that come first; "
    return f"{left}{projection.coverage}"
