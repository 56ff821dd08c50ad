"""What a table may hold: each kind of record with its fields, as the mapping names them.

This is the one list: the mapping is checked against it, `cells.Cells` refuses to read a field that is not here, and the
tables in `docs/tables.md` are made of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.records import (
    ActionPlanLine,
    Adoption,
    IndicatorSeries,
    IndicatorValue,
    OpenChallenge,
    Organisation,
    Participation,
    Procurement,
    Project,
    Record,
    Service,
    ServiceLink,
    SteeringGroupDecision,
    TestBed,
    Trial,
)

MONEY = (
    "total-cost",
    "eu-contribution",
    "eu-contribution-net",
    "eu-and-state-grant",
    "eu-grant",
    "national-grant",
    "own-funding",
    "partner-budget",
    "partner-share",
    "city-innovation-fund-grant",
    "public-funding-planned",
)
"""The kinds of money a table may state; the field has underscores where the code has hyphens."""

LANGUAGE_NAMES = {"fi": "Finnish", "sv": "Swedish", "en": "English"}
LANGUAGES = tuple(LANGUAGE_NAMES)
SCHEMES = ("cordis", "eura", "kohesio")
"""The registers whose project numbers make one project of two records."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its class, and what to write into each field; `required` cannot be left empty."""

    record: type[Record]
    fields: Mapping[str, str]
    required: tuple[str, ...] = ()


def _codes(kind: str) -> str:
    return f"a code of `{kind}`"


def _spoken(field: str, what: str) -> dict[str, str]:
    return {f"{field}_{code}": f"{what}, in {name}" for code, name in LANGUAGE_NAMES.items()}


def _organisation(field: str) -> dict[str, str]:
    told = {
        "name": "its name, where the field itself is a number or absent",
        "short_name": "its acronym",
        "business_id": "its Business ID",
        "ror": "its ROR identifier",
        "pic": "its participant number in EU programmes",
        "vat": "its VAT number, with the country",
        "kind": _codes("actor-kind"),
        "country": "its country, two letters",
        "city": "the town it is in",
        "homepage": "web address",
    }
    return {field: "organisation"} | {f"{field}_{name}": text for name, text in told.items()}


PROJECT = {
    "project": "project",
    "project_number": "its number in a register; without `project_scheme` it is only a key",
    "project_scheme": "the register: " + ", ".join(f"`{one}`" for one in SCHEMES),
    "project_title": "its title",
    "project_acronym": "its acronym",
    "project_programme": "its programme",
    "project_start": "date",
    "project_end": "date",
}
NAMES = {
    "name": "its name, where the language is not known",
    "name_fi": "its name in Finnish",
    "name_sv": "its name in Swedish",
    "name_en": "its name in English",
    "other_names": "list",
    "short_name": "its acronym",
}
CLASSES = {
    "focus_area": "list of codes of `focus-area`",
    "sub_theme": "list of codes of `sub-theme`",
    "classified_by": "`publisher` (unless told otherwise), `curator` or `rule`",
}
AMOUNTS = {kind.replace("-", "_"): "amount" for kind in MONEY} | {
    "currency": "three letters, EUR unless told otherwise",
    "money_year": "the year the amounts are for",
}
ENDS = {"start": "date", "end": "date"}
LAST = {"note": "text", "source_url": "the page that says so"}

KINDS: Mapping[str, Kind] = {
    "testbed": Kind(
        TestBed,
        NAMES
        | {
            "kind": _codes("testbed-kind"),
            "city": "municipality",
            "cities": "list of municipalities, where there are several",
            "district": "text",
            "address": "text",
            **_organisation("operator"),
            "parent": "test bed that this one is part of",
            **CLASSES,
            "themes": "list of keywords",
            "can_be_tested_en": "what can be tested, in English",
            "can_be_tested_fi": "what can be tested, in Finnish",
            "can_be_tested_sv": "what can be tested, in Swedish",
            "access_terms": "on what terms, in English",
            "access_mode": _codes("access-mode"),
            "access_types": "list of codes of `access-type`",
            "user_groups": "list of keywords",
            "trl_min": "1 to 9",
            "trl_max": "1 to 9",
            "lat": "degrees north (WGS 84)",
            "lon": "degrees east (WGS 84)",
            "offered": "list: what comes with it",
            "contact_page": "web address",
            "languages": "list of `fi`, `sv`, `en`",
            "status": _codes("status"),
            "status_years": "list of years that the status speaks of",
            **ENDS,
            "last_seen": "date",
            "last_verified": "date",
            **_spoken("availability", "when it can be used"),
            **_spoken("lead_time", "how long from the first contact to the start of a trial"),
            "lead_time_days": "the same as a number of days, where one is known",
            **_spoken("cost", "what a trial costs, or pays"),
            "free": "yes or no: whether all of it is free of charge",
        }
        | LAST,
        ("kind",),
    ),
    "service": Kind(
        Service,
        NAMES
        | {
            "kind": _codes("service-kind"),
            "city": "municipality",
            **_organisation("operator"),
            "public": "yes or no: whether a public body runs it",
            "description_en": "text",
            "contact_page": "web address",
            **CLASSES,
        }
        | LAST,
        ("kind",),
    ),
    "service-link": Kind(
        ServiceLink,
        {"testbed": "test bed", "service": "service", "source_url": LAST["source_url"]},
        ("testbed", "service"),
    ),
    "trial": Kind(
        Trial,
        {
            "title": "what was tried, in English",
            **_organisation("actor"),
            "testbed": "test bed",
            **PROJECT,
            "year": "year; where it is not given, that of `start`",
            **ENDS,
            "city": "municipality",
            "outcome": "text, in English",
            "long_term": "yes or no: whether it was a long-term test, in everyday use",
            "reference": "yes or no: whether it gave a public reference",
            "reference_page": "web address of that reference",
        }
        | LAST,
        ("title",),
    ),
    "project": Kind(
        Project,
        NAMES
        | {
            "scheme": PROJECT["project_scheme"],
            "number": "its number in that register",
            "programme": "text",
            "fund": "text",
            "instrument": _codes("instrument"),
            **_organisation("funder"),
            "authority": "text",
            **ENDS,
            **AMOUNTS,
            **CLASSES,
            "method_group": "list of codes of `method-group`",
            "under_agreement": "yes or no: whether it carries out the ecosystem agreement",
            "coordination": "yes or no: whether it is the agreement's coordination project",
            "lead_only": "yes or no: whether only its lead is known",
            "description_fi": "text",
            "description_sv": "text",
            "description_en": "text",
            "keywords": "list",
            "call": "code of the call",
            "topics": "list of codes of topics",
            "funding_scheme": "text",
            "legal_basis": "text",
            "homepage": "web address",
            "regions": "list of NUTS codes",
        }
        | LAST,
    ),
    "participation": Kind(
        Participation,
        PROJECT
        | _organisation("organisation")
        | {
            "role": _codes("role"),
            "year": "year, where years are told apart",
            **AMOUNTS,
            "sme": "yes or no: whether it was a small or medium-sized enterprise",
            "left": "yes or no: whether it left before the end",
            **ENDS,
        }
        | LAST,
        ("role",),
    ),
    "adoption": Kind(
        Adoption,
        _organisation("adopter") | {"trial": "trial it comes from", "city": "municipality", **ENDS} | LAST,
    ),
    "challenge": Kind(
        OpenChallenge,
        NAMES
        | _organisation("posted_by")
        | {"themes": "list of keywords", **CLASSES, **ENDS, "page": "web address"}
        | LAST,
    ),
    "procurement": Kind(
        Procurement,
        NAMES | _organisation("buyer") | {"innovative": "yes or no", "date": "date", "year": "year", **AMOUNTS} | LAST,
    ),
    "indicator": Kind(IndicatorSeries, NAMES | {"goal": "address of a goal (`provision/…`)", "unit": "text"} | LAST),
    "indicator-value": Kind(
        IndicatorValue,
        {"series": "indicator", "period": "date", "value": "number"} | LAST,
        ("series", "period", "value"),
    ),
    "steering-decision": Kind(
        SteeringGroupDecision,
        PROJECT | {"body": "address of a governance body (`body/…`)", "date": "date", "outcome": "text"} | LAST,
    ),
    "plan-line": Kind(
        ActionPlanLine,
        {
            "version": "of the action plan",
            "text": "text",
            "language": "of the text: `fi`, `sv` or `en`",
            **PROJECT,
            "section": "text",
            "line": "its number, 1 or more",
        }
        | LAST,
        ("version", "text"),
    ),
    "organisation": Kind(
        Organisation,
        NAMES
        | {
            "kind": _codes("actor-kind"),
            "business_id": "Business ID",
            "ror": "ROR identifier",
            "wikidata": "Wikidata item",
            "pic": "participant number in EU programmes",
            "vat": "VAT number, with the country",
            "city": "municipality",
            "country": "two letters",
            "postcode": "text",
            "street": "text",
            **_organisation("part_of"),
            "homepage": "web address",
            "legal_form": "text",
            "founded": "date",
            "ended": "date",
            **CLASSES,
        }
        | LAST,
    ),
}
"""Every kind, in the order of the manual."""

ORDER = ("organisation", "project", "testbed", "service", "trial", "indicator")
"""The kinds that others refer to, in the order in which they are read; then all others."""
