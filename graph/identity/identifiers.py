"""Strong identifiers: numbers by which a register knows one thing and no other.

Equal strong identifiers mean the same thing. They also make the canonical IRI, in the order in which `strong`
gives them, so that an actor keeps its address when a source is added or left out.
"""

from stdnum.exceptions import ValidationError
from stdnum.fi import ytunnus

from graph.records import (
    ActionPlanLine,
    Adoption,
    Agreement,
    Concept,
    ConceptMention,
    GovernanceBody,
    IndicatorSeries,
    IndicatorValue,
    OpenChallenge,
    Organisation,
    Organiser,
    Participation,
    Place,
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

Identifier = tuple[str, str]
"""A scheme (a code of `id:identifier-scheme/…`) and a number in its canonical form."""

PREFIX = {
    "business-id": "fi",
    "ror": "ror",
    "wikidata": "wikidata",
    "municipality": "fi",
    "cordis": "cordis",
    "eura": "eura",
    "kohesio": "kohesio",
    "nuts": "nuts",
    "lei": "lei",
    "pic": "pic",
    "vat": "vat",
}
"""What stands before a number of each scheme in an IRI, the schemes in the order in which they make one."""

ACTORS = ("lei", "pic", "vat")
PROJECTS = ("cordis", "eura", "kohesio")
"""Schemes among the `other_ids` of records that are strong."""

KINDS: dict[type[Record], str] = {
    ActionPlanLine: "plan-line",
    Adoption: "adoption",
    Agreement: "agreement",
    Concept: "scheme-concept",
    ConceptMention: "concept",
    GovernanceBody: "body",
    IndicatorSeries: "indicator",
    IndicatorValue: "observation",
    OpenChallenge: "challenge",
    Organisation: "org",
    Organiser: "organiser",
    Participation: "participation",
    Place: "place",
    Procurement: "procurement",
    Project: "project",
    Provision: "provision",
    Service: "service",
    ServiceLink: "service-link",
    Site: "site",
    SteeringGroupDecision: "steering-decision",
    Succession: "succession",
    TestBed: "testbed",
    Trial: "trial",
}
"""What stands for each kind of record in an IRI: `id:{kind}/…`."""


def business_id(raw: str) -> str | None:
    """Return a Finnish Business ID as the register writes it, or None where its check digit is wrong.

    The VAT form is the same number.

    >>> business_id("FI01120389"), business_id("0112038-9"), business_id("0112038-8")
    ('0112038-9', '0112038-9', None)
    """
    try:
        compact: str = ytunnus.validate(raw.strip().removeprefix("FI"))
    except ValidationError:
        return None
    formatted: str = ytunnus.format(compact)
    return formatted


def strong(record: Record) -> tuple[Identifier, ...]:
    """Return the strong identifiers of `record` that its source is sure of, the one that makes its IRI first."""
    unsure = {field.replace("_", "-") for field, _ in record.origin.doubts}
    return tuple(one for one in stated(record) if one[0] not in unsure)


def doubted(record: Record) -> tuple[Identifier, ...]:
    """Return the strong identifiers of `record` that its source is not sure of."""
    if not record.origin.doubts:
        return ()
    sure = strong(record)
    return tuple(one for one in stated(record) if one not in sure)


def stated(record: Record) -> tuple[Identifier, ...]:
    """Return all strong identifiers of `record`, the one that makes its IRI first."""
    match record:
        case Organisation():
            known = (("business-id", record.business_id), ("ror", record.ror), ("wikidata", record.wikidata))
            others = (one for one in record.other_ids if one[0] in ACTORS)
            return (*((scheme, number) for scheme, number in known if number), *sorted(others, key=rank))
        case Place() if record.municipality_code:
            return (("municipality", record.municipality_code),)
        case Place() if record.nuts:
            return (("nuts", record.nuts),)
        case Project():
            own = (record.code,) if record.code else ()
            return (*own, *(one for one in record.other_ids if one[0] in PROJECTS and one not in own))
        case _:
            return ()


def rank(identifier: Identifier) -> int:
    """Return the place of an identifier's scheme in the order in which they make an IRI."""
    return tuple(PREFIX).index(identifier[0])
