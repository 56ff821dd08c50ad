"""Relevance by closeness: who asks, and how near a test bed is to it in the network and on the map.

`network` counts the projects that the asking actor shares with whoever operates the test bed, and its partners who
have tried something there: with w shared projects and t such partners, the strength is w + t / 2 by that of the test
bed that has most.
`distance` is 1 where the test bed lies in the municipality of the actor, and nothing elsewhere: unknown is not far.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.matching.grounds import Ground, Grounds
from graph.matching.knowledge import Knowledge
from graph.matching.statements import Statement, Statements
from ontology import terms

IN, OF = terms.EURIO + "isInvolvedIn", terms.EURIO + "isRoleOf"


PARTNER = 0.5
"""What a partner who has tried something at a test bed counts, by a project shared with its operator."""

NAMED = 8
"""How many partners a ground names."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Surroundings:
    """The partners of an actor: for each, the statements about the projects that both take part in, by project."""

    actor: str
    shared: Mapping[str, Mapping[str, tuple[Statement, ...]]]
    projects: tuple[str, ...]


def surroundings(about: Statements, actor: str) -> Surroundings:
    """Return the partners of `actor` by what is stated of participations."""
    members: dict[str, dict[str, tuple[Statement, ...]]] = defaultdict(dict)
    for stated in about.by_subject.values():
        for project in stated.get(IN, ()):
            for member in stated.get(OF, ()):
                members[project.value][member.value] = (member, project)
    shared: dict[str, dict[str, tuple[Statement, ...]]] = defaultdict(dict)
    own = [name for name, found in members.items() if actor in found]
    for name in own:
        for partner, statements in members[name].items():
            if partner != actor:
                shared[partner][name] = (*members[name][actor], *statements)
    return Surroundings(actor=actor, shared=shared, projects=tuple(sorted(own)))


def network_grounds(known: Knowledge, around: Surroundings) -> Grounds:
    """Return the ground of each test bed whose operator, or anybody who tried something there, is a partner."""
    if not around.shared:
        return {}
    found: dict[str, tuple[float, list[str], list[Statement]]] = {}
    for bed in known.beds:
        operators = [one for one in known.statements.of(bed, terms.OPERATED_BY) if one.value in around.shared]
        tried = [
            (trial.at, actor)
            for trial in known.trials.get(bed, ())
            for actor in trial.actors
            if actor.value in around.shared
        ]
        projects = {project for one in operators for project in around.shared[one.value]}
        partners = sorted({actor.value for _, actor in tried})
        if projects or partners:
            met = list(dict.fromkeys([*(one.value for one in operators), *partners]))
            first = [*operators, *(one for pair in tried for one in pair)]
            found[bed] = (len(projects) + PARTNER * len(partners), met, first)
    most = max((weight for weight, _, _ in found.values()), default=0.0)
    return {
        bed: Ground(
            strength=weight / most,
            values=tuple(known.label(one) for one in met[:NAMED]),
            statements=_rests_on(around, met, first),
        )
        for bed, (weight, met, first) in found.items()
    }


def distance_grounds(known: Knowledge, about: Statements, actor: str) -> Grounds:
    """Return the ground of each test bed in the municipality of `actor`."""
    own = {one.value: one for one in about.of(actor, terms.SPATIAL)}
    found = {}
    for bed in known.beds:
        both = [one for one in known.statements.of(bed, terms.SPATIAL) if one.value in own]
        if both:
            found[bed] = Ground(
                strength=1.0,
                values=tuple(known.label(one.value) for one in both),
                statements=tuple(statement for one in both for statement in (one, own[one.value])),
            )
    return found


def _rests_on(around: Surroundings, partners: Sequence[str], first: Sequence[Statement]) -> tuple[Statement, ...]:
    shared = [
        statement for partner in partners for statements in around.shared[partner].values() for statement in statements
    ]
    return tuple(dict.fromkeys([*first, *shared]))
