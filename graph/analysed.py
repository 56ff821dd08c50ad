"""The analyses of a build: from a store that is loaded to the figures in it, and where actors stand in pictures.

It stands apart from `graph.build` since what it needs (numba, scipy) takes half a second to import, which only a build
shall pay.
"""

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from pyoxigraph import Store

from graph.analysis.compiled import interruptible
from graph.analysis.cube import notes, null_of, observations
from graph.analysis.nulls import Watch
from graph.layout_file import Places
from graph.places import places_in
from graph.rdf.cube import Computed, cube_quads, places_of
from graph.rdf.networks import store_projection

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
