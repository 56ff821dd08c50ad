"""Networks to measure: the worked example, published ones, and random ones with all that a real one has."""

import json
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

from graph.analysis.network import TwoModeNetwork, network_of

SHARED = Path(__file__).resolve().parents[4] / "shared" / "networks"

TINY = {"P1": "HAV", "P2": "AV", "P3": "AN", "P4": "M"}
YEARS = {"P1": 2022, "P2": 2023, "P3": 2023, "P4": 2024}
CITY = {"H": "Helsinki", "A": "Espoo", "V": "Espoo", "N": "Vantaa", "M": "Helsinki", "X": "Vantaa"}
KIND = {"H": "city", "A": "university", "V": "institute", "N": "company", "M": "company", "X": "company"}

CLIQUE = ("10110", "00110", "11001", "11100", "01011")
"""Five women (rows) by five activities: clique A of Davis, Gardner and Gardner 1941, figure 11."""


def tiny() -> TwoModeNetwork:
    """Return the worked example: six actors, one of them in no project, and four projects, one of them of one actor."""
    return network_of(
        [(actor, project) for project, members in TINY.items() for actor in members],
        actors=["X"],
        years={project: (year, year) for project, year in YEARS.items()},
        groups={"city": CITY, "kind": KIND},
    )


def clique() -> TwoModeNetwork:
    """Return clique A: women A to E and activities 1 to 5."""
    return network_of(
        [
            (woman, str(event))
            for woman, row in zip("ABCDE", CLIQUE, strict=True)
            for event in range(5)
            if row[event] == "1"
        ]
    )


def davis() -> TwoModeNetwork:
    """Return the Southern Women of Davis, Gardner and Gardner 1941, as NetworkX has them: 18 women, 14 events."""
    graph = nx.davis_southern_women_graph()
    women = [one for one, data in graph.nodes(data=True) if data["bipartite"] == 0]
    return network_of([(woman, event) for woman in women for event in sorted(graph[woman], key=lambda e: int(e[1:]))])


def random_network(seed: int, *, actors: int = 60, projects: int = 50) -> TwoModeNetwork:
    """Return a random network with isolates, lone actors, repeated rows, a giant consortium and unknown groups."""
    random = np.random.default_rng(seed)
    sizes = np.minimum(random.zipf(1.7, projects), actors // 3)
    sizes[:5] = 1
    sizes[5] = actors // 2
    pairs = [
        (f"a{actor}", f"p{project}")
        for project, size in enumerate(sizes)
        for actor in random.choice(actors - 6, size, replace=False)
    ]
    repeated = [pairs[place] for place in random.integers(0, len(pairs), 10)]
    starts = random.integers(2014, 2027, projects)
    cities = random.choice(["Helsinki", "Espoo", "Vantaa", ""], actors)
    kinds = random.choice(["company", "university", "city", ""], actors, p=[0.6, 0.2, 0.1, 0.1])
    areas = [random.choice(["4.1", "4.2", "4.3", "4.4"], random.integers(0, 3), replace=False) for _ in range(projects)]
    return network_of(
        [*pairs, *repeated],
        actors=[f"a{actor}" for actor in range(actors)],
        projects=[f"p{project}" for project in range(projects)],
        years={
            f"p{project}": (int(start), int(start + length)) if project % 7 else (None, None)
            for project, (start, length) in enumerate(zip(starts, random.integers(0, 5, projects), strict=True))
        },
        groups={
            "city": {f"a{actor}": str(city) for actor, city in enumerate(cities)},
            "kind": {f"a{actor}": str(kind) for actor, kind in enumerate(kinds)},
        },
        tags={"focus-area": {f"p{project}": [str(one) for one in some] for project, some in enumerate(areas)}},
        leads=pairs[::4],
    )


def expected(network: str) -> Any:
    """Return the reference answers of a published network; skip the test where the folder is absent."""
    path = SHARED / network / "expected.json"
    if not path.exists():
        pytest.skip(f"the reference answers are not here: {path}")
    return json.loads(path.read_text("utf-8"))
