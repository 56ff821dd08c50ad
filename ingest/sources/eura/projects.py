"""One row of any of the tables: a project, its beneficiary where the name is new, and the beneficiary's part.

Only the lead is told, so the partners are unknown, not absent. The beneficiary is a name, in 2021 with a Business ID:
which actor it is, is decided elsewhere. Who seems to be a natural person goes to quarantine, nameless; and since the
fields of a damaged row may hold any part of a name, quarantine shows of these fields only what has no letters.
"""

import re
from collections.abc import Callable, Iterator
from hashlib import sha1
from typing import TypeVar

from graph.identity.identifiers import business_id
from graph.records import Money, Names, Organisation, Origin, Participation, Project, Record
from ingest import values
from ingest.row import BadField, Row
from ingest.sources.eura import cells, headings
from ingest.sources.eura.persons import Beneficiary, beneficiary, natural_person
from ingest.sources.eura.statuses import STATUSES, status

T = TypeVar("T")

INSTRUMENTS = {"EAKR": "eakr", "ESR": "esr", "ESR+": "esr", "JTF": "jtf"}
MONEY = (
    (headings.GRANTED, "eu-and-state-grant"),
    (headings.PAID, "eu-and-state-paid"),
    (headings.PUBLIC_PLANNED, "public-funding-planned"),
    (headings.PUBLIC_PAID, "public-funding-paid"),
)
IGNORED = (headings.AXIS, headings.PLACE)
CENTRE = re.compile(r"(?P<region>.*?)\s*elinkeino\b", re.IGNORECASE)
"""A centre for economic development, transport and the environment: one word, its region, stands before."""


def project(row: Row, period: str | None, told: set[str]) -> Iterator[Record]:
    """Yield the records of one row; `period` is that of the list, `told` the keys of organisations told so far."""
    row.ignore(*IGNORED)
    where = Origin(table=row.table, line=row.line)
    key = row.take_as(headings.CODE, cells.code)
    lead, remarks = _lead(row, where)
    fund = row.take_optional(headings.FUND)
    start, end = _period(row)
    summary = row.take_optional(headings.SUMMARY)
    yield Project(
        key=key,
        origin=where,
        names=Names(fi=_name(row)),
        code=("eura", key),
        programme=_programme(row) or period,
        fund=fund,
        instrument=INSTRUMENTS.get((fund or "").upper()),
        authority=_authority(row),
        start=start,
        end=end,
        money=_money(row, remarks),
        lead_only=True,
        descriptions=(("fi", "\n".join(summary.splitlines())),) if summary else (),
        status=_status(row),
        funding_scheme=row.take_optional(headings.PART),
        note="; ".join(f"EURA: {remark}" for remark in remarks) or None,
    )
    if lead is None:
        return
    if lead.key not in told:
        yield lead
    yield Participation(key=f"{key}-{lead.key}-lead", origin=where, project=key, organisation=lead.key, role="lead")


def lead_key(name: str) -> str:
    """Return the key of the beneficiary that the register calls `name`, letter for letter.

    >>> lead_key("Helsingin kaupunki")
    'b95e2c83cdf4'
    """
    return sha1(name.encode(), usedforsecurity=False).hexdigest()[:12]


def _lead(row: Row, where: Origin) -> tuple[Organisation | None, list[str]]:
    written = row.take_optional(headings.BENEFICIARY)
    number = row.take_optional(headings.BUSINESS_ID)
    if written is None:
        return None, []
    _refuse_damaged(written)
    found = beneficiary(values.one_line(written))
    reason = natural_person(found.name)
    if reason is not None:
        raise BadField(reason, field=headings.BENEFICIARY)
    checked = business_id(number) if number else found.business_id
    remarks = [f"Y-tunnus {number} is not a Business ID: its check digit is wrong"] if number and not checked else []
    return _organisation(found, written, checked, where), remarks


def _organisation(found: Beneficiary, written: str, number: str | None, where: Origin) -> Organisation:
    return Organisation(
        key=number or lead_key(written),
        origin=where,
        names=Names(fi=found.name),
        business_id=number,
        note="EURA: what the register wrote behind its legal form is left out" if found.cut else None,
    )


def _refuse_damaged(name: str) -> None:
    *_, last = name.split(",")
    if not any(map(str.isalpha, last)):
        raise BadField("ends in what is no name: fields are missing or doubled", field=headings.BENEFICIARY)


def _name(row: Row) -> str:
    return values.one_line(row.take(headings.NAME).replace('""', '"'))


def _authority(row: Row) -> str | None:
    authority = row.take_optional(headings.AUTHORITY)
    if authority is None:
        return None
    centre = CENTRE.match(authority)
    if centre and len(centre["region"].split()) > 1:
        reason = "begins with words of another field: the row is out of joint"
        raise BadField(reason, field=headings.AUTHORITY)
    return values.one_line(authority)


def _status(row: Row) -> str | None:
    written = row.take_optional(headings.STATUS)
    if written is None:
        return None
    found = status(written)
    if found is None:
        raise row.bad(headings.STATUS, f"is not one of {', '.join(sorted(STATUSES))}")
    return found


def _programme(row: Row) -> str | None:
    period = row.take_optional(headings.PERIOD)
    return re.sub(r"\s*[–−-]\s*", "-", period) if period else None


def _period(row: Row) -> tuple[str | None, str | None]:
    start, end = _field(row, headings.START, cells.day), _field(row, headings.END, cells.day)
    if start and end and end < start:
        raise row.bad(headings.END, f"lies before {headings.START} ({start})")
    return start, end


def _money(row: Row, remarks: list[str]) -> tuple[Money, ...]:
    found: list[Money] = []
    for heading, kind in MONEY:
        value = _field(row, heading, cells.amount)
        if value is None:
            continue
        if value < 0:
            remarks.append(f"{heading} is {value}, more paid back than paid, and is left out")
            continue
        found.append(Money(kind=kind, value=value))
    return tuple(found)


def _field(row: Row, name: str, read: Callable[[str], T]) -> T | None:
    try:
        return row.take_optional_as(name, read)
    except BadField as bad:
        if any(map(str.isalpha, bad.value or "")):
            raise BadField(bad.reason, field=name) from None
        raise
