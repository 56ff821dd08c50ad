"""The analyses of a build: from a store that is loaded to the figures in it, and where actors stand in pictures.

It stands apart from `graph.build` since what it needs (numba, scipy) takes half a second to import, which only a build
shall pay.
"""

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

import numpy as np
from pyoxigraph import Store

from graph.analysis.compiled import interruptible
from graph.analysis.cube import notes, null_of, observations
from graph.analysis.layout import MOST, layout
from graph.analysis.network import TwoModeNetwork
from graph.analysis.nulls import Watch
from graph.analysis.ties import ties_of
from graph.layout_file import Places
from graph.rdf.cube import Computed, cube_quads, places_of
from graph.rdf.networks import store_projection
from ontology.terms import ID

BATCH = 100_000
"""How many statements are loaded at a time; the figures of the release that ships are 36,000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysed:
    """What is analysed: the release, the municipalities of its region, and the sources that state participations.

    `places` are those of the actors in the release before.
    """

    release: str
    issued: datetime
    version: str
    region: tuple[str, ...]
    sources: tuple[str, ...]
    places: Places = field(default_factory=dict)


def analyse(store: Store, given: Analysed, watch: Watch) -> tuple[dict[str, Any], Places]:
    """Add the figures of all analyses to `store`; return what the manifest tells of them, and the places of actors."""
    made = store_projection(store, region=given.region, sources=given.sources)
    null = null_of(made.network)
    with interruptible():
        found = list(observations(made.network, null=null, today_year=given.issued.year, watch=watch))
    computed = Computed(release=given.release, version=given.version, coverage=made.coverage, notes=notes(made.network))
    quads = cube_quads(found, computed, places_of(store))
    while batch := list(islice(quads, BATCH)):
        store.bulk_extend(batch)
    manifest = {
        "null": {"model": null.model, "samples": null.samples, "seed": null.seed},
        "observations": dict(Counter(one.data_set for one in found)),
        "coverage": asdict(made.coverage),
        "computed": str(made.coverage),
    }
    return manifest, places_in(made.network, given.places)


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
