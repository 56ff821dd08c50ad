"""From the answer to a SPARQL query to a network: ours as CSV into arrays, theirs solution by solution into NetworkX.

Both ask the store, in memory, the query for participations that a release is asked; the store holds nothing else.
"""

from collections.abc import Iterator
from pathlib import Path

import networkx as nx
from pyoxigraph import QuerySolutions, RdfFormat, Store

from benchmarks.analyses.pairs import Pair
from graph.analysis.network import TwoModeNetwork
from graph.projection import Projection
from graph.rdf.networks import network_query, store_projection
from ontology import terms

ROLES = {"lead": "true", "partner": "true", "third-party": "false"}
"""Roles, and whether they make a funded tie."""

BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"


def pair(network: TwoModeNetwork, folder: Path) -> Pair:
    """Return the pair for a store with the participations of `network`; a file in `folder` is there for a while."""
    store = Store()
    file = folder / "participations.nt"
    with file.open("w", encoding="utf-8") as out:
        out.writelines(triples(network))
    store.bulk_load(path=str(file), format=RdfFormat.N_TRIPLES)
    file.unlink()
    return Pair(
        figure=f"{network.size:,} rows of SPARQL to a network",
        peer="solutions into a NetworkX graph",
        bar=3,
        ours=lambda: store_projection(store, region=(), sources=()),
        theirs=lambda: solutions_graph(store),
        agree=same_network,
    )


def triples(network: TwoModeNetwork) -> Iterator[str]:
    """Yield participations as lines of N-Triples: some lead, and every tenth of the others makes no funded tie."""
    for role, funded in ROLES.items():
        yield f'<{terms.ID}role/{role}> <{terms.FUNDED_TIE}> "{funded}"^^<{BOOLEAN}> .\n'
    rows = zip(network.actor.tolist(), network.project.tolist(), network.lead.tolist(), strict=True)
    for number, (actor, project, leads) in enumerate(rows):
        role = "lead" if leads else "partner" if number % 10 else "third-party"
        subject = f"<{terms.ID}participation/cordis-{number}>"
        yield f"{subject} <{terms.E_IS_ROLE_OF}> <{terms.ID}org/cordis-{900_000_000 + actor}> .\n"
        yield f"{subject} <{terms.E_IS_INVOLVED_IN}> <{terms.ID}project/cordis-{101_000_000 + project}> .\n"
        yield f"{subject} <{terms.ORG_ROLE}> <{terms.ID}role/{role}> .\n"


def solutions_graph(store: Store) -> "nx.Graph[str]":
    """Return the funded participations in a store as a two-mode graph of NetworkX."""
    graph: nx.Graph[str] = nx.Graph()
    funded = {row["role"].value for row in _solutions(store, "roles") if row["funded"].value == "true"}
    for row in _solutions(store, "participations"):
        if row["role"] is not None and row["role"].value in funded:
            actor, project = row["actor"].value, row["project"].value
            graph.add_node(actor, bipartite=0)
            graph.add_node(project, bipartite=1)
            graph.add_edge(actor, project, lead=row["role"].value.endswith("role/lead"))
    return graph


def _solutions(store: Store, query: str) -> QuerySolutions:
    found = store.query(network_query(query))
    assert isinstance(found, QuerySolutions), "it is a SELECT query"
    return found


def same_network(mine: Projection, other: "nx.Graph[str]") -> bool:
    """Whether the same actors and projects take part in as many others."""
    network = mine.network
    degrees = dict(zip(network.projects, network.consortium_sizes.tolist(), strict=True))
    degrees |= {one: count for one, count in zip(network.actors, network.degrees.tolist(), strict=True) if count}
    return network.size == other.number_of_edges() and degrees == dict(other.degree)
