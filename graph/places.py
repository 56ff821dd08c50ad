"""Where the actors of a release stand in pictures: all of them at the build, those of an excerpt when it is drawn."""

import numpy as np

from graph.analysis.layout import MOST, layout, rings
from graph.analysis.network import TwoModeNetwork
from graph.analysis.ties import Ties, ties_of
from graph.excerpt import Excerpt
from graph.layout_file import Places
from graph.network_files import NetworkFile
from ontology.terms import ID


def places_in(network: TwoModeNetwork, before: Places) -> Places:
    """Return where the actors with the most partners stand, by their addresses; who stood somewhere `before` stays.

    Actors without a partner are in no picture, and have no place.
    """
    ties = ties_of(network)
    order = np.lexsort((np.arange(len(network.actors)), -ties.degrees))
    chosen = np.zeros(len(network.actors), np.bool_)
    chosen[order[:MOST]] = True
    chosen &= ties.active
    addresses = [network.actors[place].removeprefix(ID) for place in np.flatnonzero(chosen)]
    start = {number: before[one] for number, one in enumerate(addresses) if one in before}
    found = layout(ties.among(chosen), start=start)
    return {one: (x, y) for one, (x, y) in zip(addresses, found.tolist(), strict=True)}


def excerpt_places(file: NetworkFile, known: Places) -> Places:
    """Return where the actors of an excerpt stand, by their addresses: where they stand in the release, if there.

    Those whom the release gives no place are laid out about the others.
    """
    addresses = [file.actors[one.actor].address for one in file.excerpt.actors]
    if all(one in known for one in addresses):
        return {one: known[one] for one in addresses}
    start = {number: known[one] for number, one in enumerate(addresses) if one in known}
    found = layout(_ties(file.excerpt), start=start)
    return {one: (x, y) for one, (x, y) in zip(addresses, found.tolist(), strict=True)}


def ego_places(file: NetworkFile) -> Places:
    """Return where an actor and its partners stand: itself in the middle, who shares most with it nearest.

    Around the middle partners stand by kind and then by name.
    """
    own, *partners = (one.actor for one in file.excerpt.actors)
    shared = {
        tie.other if tie.one == own else tie.one: tie.projects
        for tie in file.excerpt.ties
        if own in (tie.one, tie.other)
    }
    about = [file.actors[one] for one in partners]
    order = sorted(range(len(partners)), key=lambda at: (about[at].kind or "~", about[at].label, about[at].address))
    ranks = np.empty(len(partners), np.int64)
    ranks[order] = np.arange(len(partners))
    found = rings(np.array([float(shared.get(one, 0)) for one in partners]), ranks)
    places = {one.address: (x, y) for one, (x, y) in zip(about, found.tolist(), strict=True)}
    return {file.actors[own].address: (0.0, 0.0), **places}


def _ties(excerpt: Excerpt) -> Ties:
    numbers = {one.actor: number for number, one in enumerate(excerpt.actors)}
    pairs = np.array([sorted((numbers[tie.one], numbers[tie.other])) for tie in excerpt.ties], np.int32).reshape(-1, 2)
    newman = np.array([tie.newman for tie in excerpt.ties])
    return Ties(
        actors=len(numbers),
        one=pairs[:, 0],
        other=pairs[:, 1],
        count=np.array([tie.projects for tie in excerpt.ties], np.int32),
        newman=newman,
        fractional=np.zeros_like(newman),
    )
