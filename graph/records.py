"""What a source says, before it is RDF: one frozen dataclass for each kind of thing.

A record is keyed by its source's own key, untouched. References between records (`operator`, `project`, …) are
such keys too, of the same source. Codes (`kind`, `role`, …) are the last part of the IRI of a concept in
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
    pages. `doubts` names the fields that are weaker than the record as a whole.
    """

    table: str
    line: int | None = None
    url: str | None = None
    citation: str | None = None
    section: str | None = None
    also: tuple[str, ...] = ()
    confidence: Confidence | None = None
    doubts: tuple[tuple[str, Confidence], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of a thing in Finnish, Swedish and English; at least one is known."""

    fi: str | None = None
    sv: str | None = None
    en: str | None = None
    other: tuple[str, ...] = ()


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
class Place:
    """A municipality as a place (not the organisation that runs it)."""

    key: str
    origin: Origin
    names: Names
    municipality_code: str | None = None
    nuts3: str | None = None
    wikidata: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """One actor. `city` is the key of a `Place`; `part_of` of an organisation."""

    key: str
    origin: Origin
    names: Names
    kind: str | None = None
    business_id: str | None = None
    ror: str | None = None
    wikidata: str | None = None
    other_ids: tuple[tuple[str, str], ...] = ()
    city: str | None = None
    part_of: str | None = None
    homepage: str | None = None
    classifications: tuple[Classification, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One project. `code` is (scheme, number) in the register of its funder; dates may be partial.

    `under_agreement` is None where nobody says; `lead_only` is true where the source names only the lead, so that
    its partners are unknown, not absent.
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
    coordination: bool = False
    lead_only: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """One organisation's part in one project, in one role, in one year where the source tells years apart."""

    key: str
    origin: Origin
    project: str
    organisation: str
    role: str
    year: int | None = None
    money: tuple[Money, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TestBed:
    """A place or arrangement where others may try out what they make.

    `can_be_tested_*` are in our own words; `operator_name` is the name the page uses; `status_years` are the years
    that the status speaks of. `classified_by` says who chose the kind, the themes, the access mode and the user groups;
    None where the source does not tell them from what its page says.
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
    access_terms: str | None = None
    access_mode: str | None = None
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
    classifications: tuple[Classification, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A pilot: who tried what at which test bed, when, under which project, with what outcome."""

    key: str
    origin: Origin
    title: str
    actor: str | None = None
    testbed: str | None = None
    project: str | None = None
    year: int | None = None
    city: str | None = None
    outcome: str | None = None
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


Record = (
    Place
    | Organisation
    | Project
    | Participation
    | TestBed
    | Service
    | Trial
    | Organiser
    | Agreement
    | Provision
    | GovernanceBody
    | ConceptMention
)
