"""Participants: `organization`, one row for each organisation in each project.

The row repeats all that is known of the organisation: see `directory` for how one organisation is made of them. Its
contact form is not read. A VAT number or an address that cannot be read is left out, with a remark in the note of the
organisation, and does not cost the participation. Who looks like a natural person goes to quarantine, nameless.
"""

import re
from functools import lru_cache
from hashlib import blake2b

from graph.identity import identifiers
from graph.records import Address, Classification, Names, Organisation, Origin, Participation
from ingest import values
from ingest.persons import natural_person
from ingest.row import BadField, Row
from ingest.sources.cordis import cells
from ingest.sources.cordis.cells import UNSAID
from ingest.sources.cordis.projects import money
from ingest.sources.cordis.taking import given, given_as, legible

ROLES = {
    "coordinator": "coordinator",
    "participant": "partner",
    "partner": "partner",
    "thirdparty": "third-party",
    "associatedpartner": "associated-partner",
    "internationalpartner": "international-partner",
}
"""Roles, in small letters: CORDIS changes their capitals and writes blanks in some."""

KINDS = {"PRC": "company", "REC": "research-institute"}
"""Kinds of activity that say which kind of actor it is; schools, public bodies and others may be many kinds."""

ACTIVITIES = frozenset({"HES", "REC", "PRC", "PUB", "OTH"})
INSTITUTIONS = frozenset({"HES", "REC", "PUB"})
"""Activities that no natural person has: schools, research institutes, public bodies."""

LEADING = ("street", "vatNumber", "organizationURL")
"""What leads to a participant."""

MONEY = (
    ("ecContribution", "eu-contribution"),
    ("netEcContribution", "eu-contribution-net"),
    ("totalCost", "partner-budget"),
)
IGNORED = ("contactForm", "rcn", "order", "active")


TELLING = tuple(
    "vatNumber name shortName activityType street postCode city country nutsCode geolocation organizationURL".split()
)
"""The columns that tell of the organisation, beside its number; all others tell of its part in the project."""

PIC = re.compile(r"[1-9]\d{5,9}", re.ASCII)


def digest(row: Row) -> bytes:
    """Return a digest of all that a row says of the organisation: two rows that say the same have the same."""
    return blake2b(repr(row.untaken("organisationID", *TELLING)).encode(), digest_size=16).digest()


def pic(text: str) -> str:
    """Return a participant number.

    >>> pic("999904228")
    '999904228'
    """
    if not PIC.fullmatch(text):
        raise ValueError("is not a participant number (nine digits)")
    return text


def updated(row: Row, project: str) -> str:
    """Return when a row was last updated, in a form that sorts.

    Of two rows of one moment the greater project number counts as later, so that the order of the rows does not matter.
    """
    return f"{cells.moment(row.take_optional('contentUpdateDate') or '')} {project:>9}"


def organisation(row: Row, key: str) -> Organisation:
    """Return the organisation of a row as it then was.

    Raises
    ------
    BadField
        If a field that it cannot do without is missing or cannot be read, or a natural person seems to be meant.
    """
    withheld = _withheld(row)
    name, vat, activities = values.one_line(given(row, "name") or ""), given(row, "vatNumber"), _activities(row)
    street, code = given(row, "street"), given(row, "postCode")
    reason = natural_person(
        name,
        private="PRC" in activities,
        addressed=bool(street or code),
        registered=bool(vat),
        withheld=withheld and INSTITUTIONS.isdisjoint(activities),
    )
    if reason is not None:
        raise BadField(reason, field="name")
    if not name:
        raise BadField("is missing or empty", field="name")
    remarks: list[str] = []
    address = _address(row, street, code, remarks)
    business_id, other_ids = _registered(vat, address.country, remarks)
    return Organisation(
        key=key,
        origin=Origin(table=row.table, line=row.line),
        names=Names(und=name, short=_short(name, given(row, "shortName"))),
        kind=KINDS.get(activities[0]) if len(activities) == 1 else None,
        business_id=business_id,
        other_ids=(("pic", key), *other_ids),
        address=None if address == Address() else address,
        homepage=legible(row, "organizationURL", values.page, remarks),
        classifications=tuple(
            Classification(scheme="activity-type", concept=one.lower(), by="publisher") for one in activities
        ),
        note="; ".join(f"CORDIS: {remark}" for remark in remarks) or None,
    )


def participation(row: Row, project: str, key: str) -> Participation:
    """Return the part of the organisation `key` in a project.

    Raises
    ------
    BadField
        If it has no role, or a field that cannot be read.
    """
    role = _role(row.take("role"))
    if role is None:
        raise row.bad("role", f"is not one of {', '.join(sorted(ROLES))}")
    return Participation(
        key=f"{project}-{key}-{role}",
        origin=Origin(table=row.table, line=row.line),
        project=project,
        organisation=key,
        role=role,
        money=money(row, MONEY),
        sme=given_as(row, "SME", cells.truth),
        left=given_as(row, "endOfParticipation", cells.truth),
    )


@lru_cache(maxsize=256)
def _role(text: str) -> str | None:
    return ROLES.get(re.sub(r"[\W_]", "", text).casefold())


def _withheld(row: Row) -> bool:
    """Return whether a row leaves out all that leads to a participant, though its table has columns for it."""
    return all(map(row.has, LEADING)) and UNSAID.issuperset(one.strip().upper() for one in row.untaken(*LEADING))


def _activities(row: Row) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(re.findall(r"\w+", (given(row, "activityType") or "").upper())))
    if not ACTIVITIES.issuperset(found):
        raise row.bad("activityType", f"is not one of {', '.join(sorted(ACTIVITIES))}")
    return found


def _address(row: Row, street: str | None, code: str | None, remarks: list[str]) -> Address:
    country = legible(row, "country", cells.country, remarks)
    locality = given(row, "city")
    return Address(
        country=country,
        nuts=legible(row, "nutsCode", _region, remarks),
        locality=values.one_line(locality) if locality else None,
        postcode=cells.postcode(code, country) if code else None,
        street=values.one_line(street) if street else None,
        point=legible(row, "geolocation", cells.point, remarks),
    )


def _region(text: str) -> str | None:
    return None if re.fullmatch(r"[A-Z]{2}", text) else values.nuts_region(text)


def _registered(
    vat: str | None, country: str | None, remarks: list[str]
) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    written = re.sub(r"[\s.\-]", "", (vat or "").upper())
    if re.fullmatch(r"FI\d{8}", written, re.ASCII) or (country == "FI" and re.fullmatch(r"\d{8}", written, re.ASCII)):
        found = identifiers.business_id(written)
        if found is None:
            remarks.append(f"vatNumber {vat} is not a Business ID: its check digit is wrong")
        return found, ()
    checked = cells.vat_number(written) if written else None
    return None, (("vat", checked),) if checked else ()


def _short(name: str, short: str | None) -> tuple[str, ...]:
    text = values.one_line(short or "")
    return (text,) if text and text.casefold() != name.casefold() else ()
