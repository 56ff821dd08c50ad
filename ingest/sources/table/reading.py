"""One row into one record: a function for each kind a table may hold."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import get_args

from graph.records import (
    ActionPlanLine,
    Adoption,
    Assigner,
    Classification,
    IndicatorSeries,
    IndicatorValue,
    Money,
    Names,
    OpenChallenge,
    Participation,
    Procurement,
    Record,
    Service,
    ServiceLink,
    SteeringGroupDecision,
    TestBed,
    Trial,
)
from ingest import values
from ingest.row import BadField
from ingest.sources.table.addresses import address_of
from ingest.sources.table.cells import Cells, one_of
from ingest.sources.table.kinds import LANGUAGES, MONEY
from ingest.sources.table.things import Things

Read = Callable[[Cells, Things], Record]


def names(cells: Cells) -> Names:
    """Return the names of the thing of a row, of which there must be one."""
    short = cells.text("short_name")
    found = Names(
        fi=cells.text("name_fi"),
        sv=cells.text("name_sv"),
        en=cells.text("name_en"),
        und=cells.text("name"),
        other=cells.list("other_names"),
        short=(short,) if short else (),
    )
    if not (found.fi or found.sv or found.en or found.und):
        raise BadField("has no name: fill name_fi, name_sv, name_en or name")
    return found


def assigner(cells: Cells) -> Assigner:
    """Return who put the thing into its classes: the publisher of the table unless told otherwise."""
    written = cells.read("classified_by", lambda text: one_of(text, get_args(Assigner)))
    by: dict[str | None, Assigner] = {"curator": "curator", "rule": "rule"}
    return by.get(written, "publisher")


def classes(cells: Cells, *more: str) -> tuple[Classification, ...]:
    """Return the focus areas and sub-themes of a thing, and the classes of further schemes."""
    by = assigner(cells)
    return tuple(
        Classification(scheme=scheme, concept=code, by=by)
        for scheme in ("focus-area", "sub-theme", *more)
        for code in cells.code_list(scheme.replace("-", "_"), scheme)
    )


def money(cells: Cells) -> tuple[Money, ...]:
    """Return the amounts of a row, each of its own kind."""
    currency, year = cells.read("currency", _currency), cells.read("money_year", values.year)
    amounts = [(kind, cells.amount(kind.replace("-", "_"))) for kind in MONEY]
    return tuple(
        Money(kind=kind, value=plain(value), currency=currency or "EUR", year=year)
        for kind, value in amounts
        if value is not None
    )


def plain(value: Decimal) -> Decimal:
    """Return a number in one form, whatever its zeros.

    >>> plain(Decimal("1200.00")), plain(Decimal("0.50"))
    (Decimal('1200'), Decimal('0.5'))
    """
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def service(cells: Cells, things: Things) -> Record:
    """Return the service of one row."""
    return Service(
        key=cells.key(),
        origin=cells.origin(),
        names=names(cells),
        kind=coded(cells, "service-kind"),
        city=things.places.reference(cells, "city"),
        operator=things.actors.reference(cells, "operator"),
        public=cells.truth("public"),
        description_en=cells.text("description_en"),
        contact_page=cells.read("contact_page", values.address),
        classifications=classes(cells),
        note=cells.text("note"),
    )


def service_link(cells: Cells, things: Things) -> Record:
    """Return the link of one row."""
    return ServiceLink(
        key=cells.key(),
        origin=cells.origin(),
        testbed=things.required(cells, "testbed", TestBed),
        service=things.required(cells, "service", Service),
    )


def trial(cells: Cells, things: Things) -> Record:
    """Return the trial of one row; a page of its public reference says that there is one."""
    start, end = cells.period("start", "end")
    reference, page = cells.truth("reference"), cells.read("reference_page", values.address)
    if page and reference is False:
        raise cells.bad("reference_page", "is given, though the trial gave no public reference")
    return Trial(
        key=cells.key(),
        origin=cells.origin(),
        title=cells.required("title"),
        testbed=things.reference(cells, "testbed", TestBed),
        year=_year(cells, start, end),
        start=start,
        end=end,
        city=things.places.reference(cells, "city"),
        outcome=cells.text("outcome"),
        long_term=cells.truth("long_term"),
        reference=True if page else reference,
        reference_page=page,
        note=cells.text("note"),
        actor=things.actors.reference(cells, "actor"),
        project=things.project(cells),
    )


def participation(cells: Cells, things: Things) -> Record:
    """Return the participation of one row."""
    start, end = cells.period("start", "end")
    return Participation(
        role=cells.required("role") and coded(cells, "role", "role"),
        year=cells.read("year", values.year),
        money=money(cells),
        sme=cells.truth("sme"),
        left=cells.truth("left"),
        start=start,
        end=end,
        note=cells.text("note"),
        organisation=things.actors.required(cells, "organisation"),
        key=cells.key(),
        origin=cells.origin(),
        project=things.required_project(cells),
    )


def adoption(cells: Cells, things: Things) -> Record:
    """Return the adoption of one row."""
    start, end = cells.period("start", "end")
    return Adoption(
        key=cells.key(),
        origin=cells.origin(),
        trial=things.reference(cells, "trial", Trial),
        city=things.places.reference(cells, "city"),
        start=start,
        end=end,
        note=cells.text("note"),
        adopter=things.actors.required(cells, "adopter"),
    )


def challenge(cells: Cells, things: Things) -> Record:
    """Return the open challenge of one row."""
    start, end = cells.period("start", "end")
    return OpenChallenge(
        key=cells.key(),
        origin=cells.origin(),
        names=names(cells),
        themes=cells.list("themes"),
        classifications=classes(cells),
        start=start,
        end=end,
        page=cells.read("page", values.address),
        note=cells.text("note"),
        posted_by=things.actors.reference(cells, "posted_by"),
    )


def procurement(cells: Cells, things: Things) -> Record:
    """Return the procurement of one row."""
    return Procurement(
        key=cells.key(),
        origin=cells.origin(),
        names=names(cells),
        innovative=cells.truth("innovative"),
        date=cells.date("date"),
        year=cells.read("year", values.year),
        money=money(cells),
        note=cells.text("note"),
        buyer=things.actors.reference(cells, "buyer"),
    )


def indicator(cells: Cells, _: Things) -> Record:
    """Return the indicator series of one row."""
    return IndicatorSeries(
        key=cells.key(),
        origin=cells.origin(),
        names=names(cells),
        goal=_addressed(cells, "goal", "provision"),
        unit=cells.text("unit"),
        note=cells.text("note"),
    )


def indicator_value(cells: Cells, things: Things) -> Record:
    """Return the observation of one row."""
    period, value = cells.required("period") and cells.date("period"), cells.required("value") and cells.number("value")
    assert period is not None, "the field says something"
    assert isinstance(value, Decimal), "the field says something"
    return IndicatorValue(
        key=cells.key(),
        origin=cells.origin(),
        series=things.required(cells, "series", IndicatorSeries),
        period=period,
        value=plain(value),
        note=cells.text("note"),
    )


def steering_decision(cells: Cells, things: Things) -> Record:
    """Return the decision of one row."""
    return SteeringGroupDecision(
        key=cells.key(),
        origin=cells.origin(),
        body=_addressed(cells, "body", "body"),
        date=cells.date("date"),
        outcome=cells.text("outcome"),
        note=cells.text("note"),
        project=things.required_project(cells),
    )


def plan_line(cells: Cells, things: Things) -> Record:
    """Return the line of the action plan of one row."""
    return ActionPlanLine(
        key=cells.key(),
        origin=cells.origin(),
        version=cells.required("version"),
        text=cells.required("text"),
        language=cells.read("language", lambda text: one_of(text, LANGUAGES)),
        section=cells.text("section"),
        line=cells.read("line", _line),
        note=cells.text("note"),
        project=things.project(cells),
    )


def coded(cells: Cells, kind: str, field: str = "kind") -> str:
    """Return a field that must hold a code of `kind`."""
    cells.required(field)
    found = cells.code(field, kind)
    assert found is not None, "the field says something"
    return found


def _year(cells: Cells, start: str | None, end: str | None) -> int | None:
    """Return the year of what goes on from `start` to `end`: as told, else the year in which it begins."""
    first, last = (None if day is None else int(day[:4]) for day in (start, end))
    year = cells.read("year", values.year)
    if year is None:
        return first
    if (first and year < first) or (last and year > last):
        raise cells.bad("year", f"lies outside start and end ({start or 'not known'} to {end or 'not known'})")
    return year


def _addressed(cells: Cells, field: str, kind: str) -> str | None:
    def read(text: str) -> str:
        found = address_of(text, kind)
        if found is None:
            raise ValueError(f"is not an address of the graph ({kind}/…)")
        return found

    return cells.read(field, read)


def _currency(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", text, re.ASCII):
        raise ValueError("is not a currency (three letters)")
    return text


def _line(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,5}", text, re.ASCII):
        raise ValueError("is not the number of a line")
    return int(text)


READS: Mapping[str, Read] = {
    "service": service,
    "service-link": service_link,
    "trial": trial,
    "participation": participation,
    "adoption": adoption,
    "challenge": challenge,
    "procurement": procurement,
    "indicator": indicator,
    "indicator-value": indicator_value,
    "steering-decision": steering_decision,
    "plan-line": plan_line,
}
"""How a row of each kind is read; those with most fields have modules of their own."""
