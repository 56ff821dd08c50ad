"""What a source says, before it is RDF: one frozen dataclass for each kind of thing.

A record is keyed by its source's own key, untouched. References between records (`operator`, `project`, …) are
such keys too, of the same source; a source that speaks of things it does not describe writes `id:{kind}/{key}`, the
address of a thing of the graph. Codes (`kind`, `role`, …) are the last part of the IRI of a concept, most of them in
`ontology/concepts`. `None` means that the source does not say: never 0, "" or "other".

Nothing here imports anything of ours, and nothing here knows where a record came from beyond its `Origin`.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Confidence = Literal["seen", "inferred", "secondary", "from-memory"]
"""How sure a statement is: read at its page; deduced from it; read elsewhere; remembered by a curator."""

Assigner = Literal["publisher", "curator", "rule"]
"""Who put a thing into a class: the publisher of its page, our curators, or a rule of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where in its source a record stands, and what it cites.

    `table` and `line` find the row (line 1 is the first of the file). `url` is the page the row was read from;
    `citation` is a reference that is not an address. `section` is a section of the agreement. `also` are further
    pages. `doubts` names the fields that are weaker than the record as a whole. `rows` are further rows, as table and
    line, that the record was made of.
    """

    table: str
    line: int | None = None
    rows: tuple[tuple[str, int], ...] = ()
    url: str | None = None
    citation: str | None = None
    section: str | None = None
    also: tuple[str, ...] = ()
    confidence: Confidence | None = None
    doubts: tuple[tuple[str, Confidence], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedName:
    """A name that a thing had for a time: from `start` to `end`, partial dates; a current name has no end."""

    text: str
    language: str | None = None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of a thing; at least one of `fi`, `sv`, `en` and `und` is known.

    `und` is its name where the source does not tell the language. `other` are alternative names in an unknown language,
    `marked` alternative names as (language, text), `short` acronyms, which many things share, and `dated` names whose
    time is known.
    """

    fi: str | None = None
    sv: str | None = None
    en: str | None = None
    und: str | None = None
    other: tuple[str, ...] = ()
    marked: tuple[tuple[str, str], ...] = ()
    short: tuple[str, ...] = ()
    dated: tuple[DatedName, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """A thing put into a class: a concept of `scheme`, by `by`, who is never left unsaid."""

    scheme: str
    concept: str
    by: Assigner


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """One amount. `kind` says what it means; amounts of unlike kinds are never added up."""

    kind: str
    value: Decimal
    currency: str = "EUR"
    year: int | None = None
    funder: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A position on the earth in decimal degrees (WGS 84)."""

    lat: Decimal
    lon: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where an organisation, a site or a project is, as a source writes it.

    `country` is of ISO 3166 (GB and GR, not UK and EL), `municipality` a Finnish code such as 091, `nuts` a region of
    any level, `locality` the town in the source's own words.
    """

    country: str | None = None
    municipality: str | None = None
    nuts: str | None = None
    locality: str | None = None
    postcode: str | None = None
    street: str | None = None
    point: Point | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A municipality or a statistical region as a place (not the organisation that runs it).

    `nuts` is the code of the region itself, `nuts3` the code of the region that a municipality lies in, `outline` its
    border as well-known text, longitude first.
    """

    key: str
    origin: Origin
    names: Names
    municipality_code: str | None = None
    nuts: str | None = None
    nuts3: str | None = None
    wikidata: str | None = None
    outline: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A concept of a classification that a source publishes: an industry, a field of science, a subject.

    Its IRI is `id:{scheme}/{code}`; `broader` are codes of the same scheme, `official` is the publisher's own IRI.
    """

    key: str
    origin: Origin
    scheme: str
    code: str
    names: Names
    broader: tuple[str, ...] = ()
    official: str | None = None
    deprecated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """One actor. `city` is the key of a `Place`; `part_of` of an organisation.

    `other_ids` are (scheme, number): `pic`, `vat` (with its country, of other countries than Finland), `lei`, `isni`,
    `grid`, `fundref`, `okm`. `status` is a code of `actor-status`; `founded` and `ended` are partial dates;
    `legal_form` is as the register writes it.
    """

    key: str
    origin: Origin
    names: Names
    kind: str | None = None
    business_id: str | None = None
    ror: str | None = None
    wikidata: str | None = None
    other_ids: tuple[tuple[str, str], ...] = ()
    city: str | None = None
    address: Address | None = None
    part_of: str | None = None
    homepage: str | None = None
    legal_form: str | None = None
    founded: str | None = None
    ended: str | None = None
    status: str | None = None
    classifications: tuple[Classification, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """That one organisation took the place of another: a merger, a split, a new legal form. Both stay things."""

    key: str
    origin: Origin
    predecessor: str
    successor: str
    date: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One project. `code` is (scheme, number) in the register of its funder; dates may be partial.

    `under_agreement` is None where nobody says; `agreement` is the agreement it is under, where the source names it,
    else that of the region. `lead_only` is true where the source names only the lead, so that its partners are
    unknown, not absent. `descriptions` are (language or None, text), `status` is a code of `project-status`, `topics`
    are codes of calls, `regions` NUTS codes.
    """

    key: str
    origin: Origin
    names: Names
    code: tuple[str, str] | None = None
    programme: str | None = None
    fund: str | None = None
    instrument: str | None = None
    funder: str | None = None
    authority: str | None = None
    start: str | None = None
    end: str | None = None
    money: tuple[Money, ...] = ()
    classifications: tuple[Classification, ...] = ()
    under_agreement: bool | None = None
    agreement: str | None = None
    coordination: bool = False
    lead_only: bool = False
    acronym: str | None = None
    descriptions: tuple[tuple[str | None, str], ...] = ()
    keywords: tuple[str, ...] = ()
    status: str | None = None
    call: str | None = None
    topics: tuple[str, ...] = ()
    funding_scheme: str | None = None
    legal_basis: str | None = None
    other_ids: tuple[tuple[str, str], ...] = ()
    homepage: str | None = None
    regions: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """One organisation's part in one project, in one role, in one year where the source tells years apart.

    `sme` says whether the organisation then counted as a small or medium-sized enterprise, `left` whether it left the
    project before its end; `start` and `end` are partial dates, where they differ from the project's.
    """

    key: str
    origin: Origin
    project: str
    organisation: str
    role: str
    year: int | None = None
    money: tuple[Money, ...] = ()
    sme: bool | None = None
    left: bool | None = None
    start: str | None = None
    end: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TestBed:
    """A place or arrangement where others may try out what they make.

    `can_be_tested_*` are in our own words; `operator_name` is the name the page uses; `status_years` are the years
    that the status speaks of. `classified_by` says who chose the kind, the themes, the access mode and types and the
    user groups; None where the source does not tell them from what its page says. `availability` (when it can be used),
    `lead_time` (from the first contact to the start of a trial) and `cost` are (language, text); `lead_time_days` is
    a number that the source itself states, of a range the longest; `free` is whether all of it is free of charge.
    """

    __test__ = False  # pytest would otherwise take the name for a test's

    key: str
    origin: Origin
    names: Names
    kind: str
    city: str | None = None
    cities: tuple[str, ...] = ()
    district: str | None = None
    address: str | None = None
    operator: str | None = None
    operator_name: str | None = None
    parent: str | None = None
    classified_by: Assigner | None = None
    classifications: tuple[Classification, ...] = ()
    themes: tuple[str, ...] = ()
    can_be_tested_en: str | None = None
    can_be_tested_fi: str | None = None
    can_be_tested_sv: str | None = None
    access_terms: str | None = None
    access_mode: str | None = None
    access_types: tuple[str, ...] = ()
    user_groups: tuple[str, ...] = ()
    trl_min: int | None = None
    trl_max: int | None = None
    lat: Decimal | None = None
    lon: Decimal | None = None
    offered: tuple[str, ...] = ()
    contact_page: str | None = None
    languages: tuple[str, ...] = ()
    status: str | None = None
    status_years: tuple[int, ...] = ()
    start: str | None = None
    end: str | None = None
    last_seen: str | None = None
    last_verified: str | None = None
    availability: tuple[tuple[str, str], ...] = ()
    lead_time: tuple[tuple[str, str], ...] = ()
    lead_time_days: int | None = None
    cost: tuple[tuple[str, str], ...] = ()
    free: bool | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service offered to companies: an incubator, advice, a cluster, an innovation hub."""

    key: str
    origin: Origin
    names: Names
    kind: str
    city: str | None = None
    operator: str | None = None
    public: bool | None = None
    description_en: str | None = None
    contact_page: str | None = None
    classifications: tuple[Classification, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLink:
    """That a test bed comes with a service, or a service leads to a test bed."""

    key: str
    origin: Origin
    testbed: str
    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A pilot: who tried what at which test bed, when, under which project, with what outcome.

    `start` and `end` are partial dates. `long_term` is whether the source calls it a long-term test, `reference`
    whether it gave a public reference, which is to be read at `reference_page`: None where nobody says.
    """

    key: str
    origin: Origin
    title: str
    actor: str | None = None
    testbed: str | None = None
    project: str | None = None
    year: int | None = None
    start: str | None = None
    end: str | None = None
    city: str | None = None
    outcome: str | None = None
    long_term: bool | None = None
    reference: bool | None = None
    reference_page: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organiser:
    """Who organises a public task in a municipality, from when to when (partial dates)."""

    key: str
    origin: Origin
    task: str
    place: str
    organisation: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place where an organisation gives services to the public: a school, a library, a health station.

    `organiser` is the organisation in charge of the services there, which need not own the premises; `organiser_kind`
    is the source's own word for what kind of body it is.
    """

    key: str
    origin: Origin
    names: Names
    organiser: str | None = None
    organiser_kind: str | None = None
    address: Address | None = None
    homepage: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The agreement itself. `parties` and `cooperating` are keys of organisations."""

    key: str
    origin: Origin
    names: Names
    start: str | None = None
    end: str | None = None
    parties: tuple[str, ...] = ()
    cooperating: tuple[str, ...] = ()
    note: str | None = None


ProvisionKind = Literal["funding-rule", "goal", "monitoring-duty", "duty", "agreement-date"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One thing the agreement lays down, in our own words.

    For a goal `baseline`, `target` and `unit` hold its figures; for a duty `body` is the key of its governance
    body; `local_share` and `eu_state_share` are per cent of a funding split; `date` is partial where the text is.
    """

    key: str
    origin: Origin
    kind: ProvisionKind
    agreement: str
    text_en: str
    text_fi: str | None = None
    text_sv: str | None = None
    body: str | None = None
    level: str | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    unit: str | None = None
    year: int | None = None
    local_share: Decimal | None = None
    eu_state_share: Decimal | None = None
    indicative: bool = False
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernanceBody:
    """A body that the agreement gives duties; `organisation` is the actor that is that body, where one is."""

    key: str
    origin: Origin
    agreement: str
    names: Names
    appointed_by: tuple[str, ...] = ()
    organisation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptMention:
    """That a source names a concept of `scheme`: a focus area, sub-theme, method group, instrument, means."""

    key: str
    origin: Origin
    agreement: str
    scheme: str
    concept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """That an actor took a tried solution into lasting use; `trial` is what it comes from, where known."""

    key: str
    origin: Origin
    adopter: str
    trial: str | None = None
    city: str | None = None
    start: str | None = None
    end: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenChallenge:
    """A published need for which an actor asks for proposals, from `start` to `end`."""

    key: str
    origin: Origin
    names: Names
    posted_by: str | None = None
    themes: tuple[str, ...] = ()
    classifications: tuple[Classification, ...] = ()
    start: str | None = None
    end: str | None = None
    page: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Procurement:
    """A purchase by a public actor; `innovative` is None where the source does not say."""

    key: str
    origin: Origin
    names: Names
    buyer: str | None = None
    innovative: bool | None = None
    date: str | None = None
    year: int | None = None
    money: tuple[Money, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorSeries:
    """Observations of one quantity over time; `goal` is the provision it measures, `unit` as the source writes it."""

    key: str
    origin: Origin
    names: Names
    goal: str | None = None
    unit: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValue:
    """One observation of a series: its value in one period (a partial date)."""

    key: str
    origin: Origin
    series: str
    period: str
    value: Decimal
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SteeringGroupDecision:
    """What a governance body decided about one project: `outcome` in the source's words."""

    key: str
    origin: Origin
    project: str
    body: str | None = None
    date: str | None = None
    outcome: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlanLine:
    """One line in one version of the action plan annexed to the agreement."""

    key: str
    origin: Origin
    version: str
    text: str
    language: str | None = None
    project: str | None = None
    section: str | None = None
    line: int | None = None
    note: str | None = None


Record = (
    Place
    | Concept
    | Organisation
    | Succession
    | Project
    | Participation
    | TestBed
    | Service
    | ServiceLink
    | Trial
    | Organiser
    | Site
    | Agreement
    | Provision
    | GovernanceBody
    | ConceptMention
    | Adoption
    | OpenChallenge
    | Procurement
    | IndicatorSeries
    | IndicatorValue
    | SteeringGroupDecision
    | ActionPlanLine
)
