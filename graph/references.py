"""How records refer to one another: which fields hold references, and whether what they mean is there.

A reference is a key of the same source, or `id:{kind}/{key}`, a thing of the graph that another source describes.
That the first is there its parser answers for; the second is only known when all sources are read.
"""

from collections.abc import Container, Iterator, Mapping

from graph.records import (
    ActionPlanLine,
    Adoption,
    GovernanceBody,
    IndicatorSeries,
    IndicatorValue,
    OpenChallenge,
    Organisation,
    Organiser,
    Participation,
    Procurement,
    Project,
    Provision,
    Record,
    Service,
    ServiceLink,
    Site,
    SteeringGroupDecision,
    Succession,
    TestBed,
    Trial,
)

ABROAD = "id:"
"""How a reference begins that means a thing of another source."""

REFERENCES: Mapping[type[Record], tuple[str, ...]] = {
    ActionPlanLine: ("project",),
    Adoption: ("adopter", "trial"),
    GovernanceBody: ("organisation",),
    IndicatorSeries: ("goal",),
    IndicatorValue: ("series",),
    OpenChallenge: ("posted_by",),
    Organisation: ("part_of",),
    Organiser: ("organisation",),
    Participation: ("project", "organisation"),
    Procurement: ("buyer",),
    Project: ("funder",),
    Provision: ("body",),
    Service: ("operator",),
    ServiceLink: ("testbed", "service"),
    Site: ("organiser",),
    SteeringGroupDecision: ("project", "body"),
    Succession: ("predecessor", "successor"),
    TestBed: ("operator", "parent"),
    Trial: ("actor", "testbed", "project"),
}
"""The fields of each kind of record that refer to a thing; places are not among them, for a link to one is optional."""


def foreign(record: Record) -> Iterator[tuple[str, str]]:
    """Yield field and address (`{kind}/{key}`) of each reference of a record to a thing of another source."""
    for name in REFERENCES.get(type(record), ()):
        value = getattr(record, name)
        if value is not None and value.startswith(ABROAD):
            yield name, value.removeprefix(ABROAD)


def unknown(record: Record, things: Container[tuple[str, str]]) -> tuple[str, str] | None:
    """Return the first field, and its value, that refers to a thing which is not among `things`; None if none does."""
    for name, address in foreign(record):
        kind, _, key = address.partition("/")
        if (kind, key) not in things:
            return name, address
    return None
