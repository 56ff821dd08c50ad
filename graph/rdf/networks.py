"""The network of a release: asks its store the queries of `graph/queries/network`, and hands their answers on."""

from functools import cache
from importlib.resources import files

from pyoxigraph import Store

from graph.projection import Projection, projection
from graph.rdf.release import Release
from graph.rdf.selected import selected

QUERIES = ("participations", "roles", "actors", "projects")


@cache
def network_query(name: str) -> str:
    """Return the text of one of the queries that a network is made of."""
    return (files("graph") / "queries" / "network" / f"{name}.rq").read_text("utf-8")


def projection_of(release: Release, store: Store) -> Projection:
    """Return the network of a release, and what of the release it is made of."""
    taking_part = [one["name"] for one in release.manifest["sources"] if one["kinds"].get("Participation")]
    return store_projection(store, region=tuple(release.manifest.get("municipalities", ())), sources=tuple(taking_part))


def store_projection(store: Store, *, region: tuple[str, ...], sources: tuple[str, ...]) -> Projection:
    """Return the network of a store; `region` and `sources` as for `graph.projection.projection`."""
    participations, roles, actors, projects = (selected(store, network_query(name)) for name in QUERIES)
    return projection(participations, roles, actors, projects, region=region, sources=sources)
