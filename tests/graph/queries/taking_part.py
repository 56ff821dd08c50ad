"""Who takes part in what, row by row from plain questions, and the ties that NetworkX makes of it: a second opinion."""

from collections import Counter
from itertools import combinations

import networkx as nx
from pyoxigraph import QuerySolutions, Store

from ontology import terms

PARTS = """SELECT DISTINCT ?actor ?project ?lead ?kind ?area ?start ?end {
    ?part eurio:isRoleOf ?actor ; eurio:isInvolvedIn ?project ; org:role ?role . ?role vk:fundedTie true .
    BIND(?role = id:role\\/lead AS ?lead)
    OPTIONAL { ?actor vk:actorKind/skos:broader* ?kind FILTER NOT EXISTS { ?kind skos:broader ?wider } }
    OPTIONAL { ?project dct:subject ?area FILTER(STRSTARTS(STR(?area), STR(id:focus-area\\/4))) }
    OPTIONAL { SELECT ?project (MIN(SUBSTR(STR(?a), 1, 4)) AS ?start) { ?project eurio:startDate ?a } GROUP BY ?project}
    OPTIONAL { SELECT ?project (MAX(SUBSTR(STR(?z), 1, 4)) AS ?end) { ?project eurio:endDate ?z } GROUP BY ?project }
}"""
ACTORS = """SELECT ?actor ?kind { ?actor a vk:Actor
    OPTIONAL { ?actor vk:actorKind/skos:broader* ?kind FILTER NOT EXISTS { ?kind skos:broader ?wider } } }"""
LEAD_ONLY = "SELECT ?project { ?project vk:leadOnly true }"


def rows(store: Store, sparql: str) -> list[tuple[str, ...]]:
    found = store.query(sparql, prefixes=terms.PREFIXES)
    assert isinstance(found, QuerySolutions)
    return [tuple("" if one is None else one.value.removeprefix(terms.ID) for one in row) for row in found]


class Oracle:
    """Who takes part in what, as the graph says it row by row."""

    def __init__(self, store: Store) -> None:
        parts = rows(store, PARTS)
        partners = Counter(project for actor, project in {row[:2] for row in parts})
        beside = {row[1] for row in parts if row[2] == "false"}
        alone = {project for (project,) in rows(store, LEAD_ONLY) if partners[project] < 2 and project not in beside}
        self.parts = [row for row in parts if row[1] not in alone]
        self.kinds = {actor: kind or "group/unknown" for actor, kind in rows(store, ACTORS)}

    def ties(self, taken: list[tuple[str, ...]]) -> "nx.Graph[str]":
        """Return the ties of some rows, over the actors that are in them."""
        graph: nx.Graph[str] = nx.Graph()
        members: dict[str, set[str]] = {}
        for row in taken:
            members.setdefault(row[1], set()).add(row[0])
        for some in members.values():
            graph.add_nodes_from(some)
            graph.add_edges_from(combinations(sorted(some), 2))
        return graph

    def whole(self) -> "nx.Graph[str]":
        graph = self.ties(self.parts)
        graph.add_nodes_from(self.kinds)
        return graph
