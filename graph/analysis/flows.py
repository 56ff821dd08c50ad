"""How projects flow from one division into the next: focus area, method group, city.

A project counts as 1 in every division: one with several labels is shared out evenly between them, one without a label
is `unknown`. So all divisions have the same total, and what leaves a class of one is what enters it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from graph.analysis.network import SEVERAL, UNKNOWN, TwoModeNetwork

OTHERS = "others"
"""The class of groups of actors that nobody asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """How many projects, in shares, have label `one` of division `stage` and label `other` of the next."""

    stage: int
    one: str
    other: str
    projects: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFlows:
    """All flows between the divisions `by`, in order, and of each division how many projects each label has."""

    by: tuple[str, ...]
    projects: int
    sizes: tuple[dict[str, float], ...]
    flows: tuple[Flow, ...]


def project_flows(network: TwoModeNetwork, by: Sequence[str], *, groups: Sequence[str] = ()) -> ProjectFlows:
    """Return how the projects of `network` flow through divisions.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    by
        Names of taggings of projects or of groupings of actors; by the latter a project has the groups of its actors,
        each once.
    groups
        The groups of actors that count each for itself; the others are `others`, if any is given.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> cities = {"city": {"a": "E", "b": "H"}}
    >>> network = network_of([("a", "p"), ("b", "p")], tags={"area": {"p": ["x"]}}, groups=cities)
    >>> [(one.one, one.other, one.projects) for one in project_flows(network, ("area", "city")).flows]
    [('x', 'E', 0.5), ('x', 'H', 0.5)]
    """
    labels = [_labels(network, name, frozenset(groups)) for name in by]
    sizes: list[dict[str, float]] = [defaultdict(float) for _ in by]
    flows: dict[tuple[int, str, str], float] = defaultdict(float)
    for project in range(len(network.projects)):
        own = [division[project] for division in labels]
        for stage, some in enumerate(own):
            for one in some:
                sizes[stage][one] += 1 / len(some)
                if stage + 1 < len(own):
                    following = own[stage + 1]
                    for other in following:
                        flows[stage, one, other] += 1 / len(some) / len(following)
    return ProjectFlows(
        by=tuple(by),
        projects=len(network.projects),
        sizes=tuple(dict(sorted(one.items())) for one in sizes),
        flows=tuple(
            Flow(stage=stage, one=one, other=other, projects=value)
            for (stage, one, other), value in sorted(flows.items())
        ),
    )


def _labels(network: TwoModeNetwork, name: str, chosen: frozenset[str]) -> list[list[str]]:
    """Return the labels of each project, in order; `unknown` where it has none."""
    found: list[set[str]] = [set() for _ in network.projects]
    if name in network.taggings:
        tags = network.tagging(name)
        for project, tag in zip(tags.projects.tolist(), tags.tags.tolist(), strict=True):
            found[project].add(tags.labels[tag])
    else:
        grouping = network.grouping(name)
        names = [one if one in (UNKNOWN, SEVERAL) or not chosen or one in chosen else OTHERS for one in grouping.labels]
        for actor, project in zip(network.actor.tolist(), network.project.tolist(), strict=True):
            found[project].add(names[int(grouping.codes[actor])])
    return [sorted(_known(one)) for one in found]


def _known(labels: set[str]) -> set[str]:
    """Return what is known of a project; only if nothing is, that it is unknown."""
    known = labels - {UNKNOWN, SEVERAL}
    return known or {UNKNOWN}
