"""Rows that describe a thing with many fields: a test bed, a project, an organisation."""

from collections.abc import Mapping
from decimal import Decimal

from graph.records import Address, Organisation, Project, Record, TestBed
from ingest import values
from ingest.sources.table.actors import country, pic, refuse_person, registered
from ingest.sources.table.cells import Cells, one_of
from ingest.sources.table.kinds import LANGUAGES, SCHEMES
from ingest.sources.table.reading import READS, Read, assigner, classes, coded, money, names
from ingest.sources.table.things import Things


def testbed(cells: Cells, things: Things) -> Record:
    """Return the test bed of one row."""
    start, end = cells.period("start", "end")
    lat, lon = _position(cells)
    least, most = _readiness(cells)
    return TestBed(
        key=cells.key(),
        origin=cells.origin(),
        names=names(cells),
        kind=coded(cells, "testbed-kind"),
        city=things.places.reference(cells, "city"),
        cities=things.places.references(cells, "cities"),
        district=cells.text("district"),
        address=cells.text("address"),
        operator_name=cells.text("operator_name"),
        parent=things.reference(cells, "parent", TestBed),
        classified_by=assigner(cells),
        classifications=classes(cells),
        themes=cells.list("themes"),
        can_be_tested_en=cells.text("can_be_tested_en"),
        can_be_tested_fi=cells.text("can_be_tested_fi"),
        can_be_tested_sv=cells.text("can_be_tested_sv"),
        access_terms=cells.text("access_terms"),
        access_mode=cells.code("access_mode", "access-mode"),
        access_types=cells.code_list("access_types", "access-type"),
        user_groups=cells.list("user_groups"),
        trl_min=least,
        trl_max=most,
        lat=lat,
        lon=lon,
        offered=cells.list("offered"),
        contact_page=cells.read("contact_page", values.address),
        languages=cells.list_read("languages", lambda text: one_of(text, LANGUAGES)),
        status=cells.code("status", "status"),
        status_years=cells.list_read("status_years", values.year),
        start=start,
        end=end,
        last_seen=cells.date("last_seen"),
        last_verified=cells.date("last_verified"),
        availability=_texts(cells, "availability"),
        lead_time=_texts(cells, "lead_time"),
        lead_time_days=cells.read("lead_time_days", values.days),
        cost=_texts(cells, "cost"),
        free=cells.truth("free"),
        note=cells.text("note"),
        operator=things.actors.reference(cells, "operator"),
    )


def project(cells: Cells, things: Things) -> Record:
    """Return the project of one row."""
    start, end = cells.period("start", "end")
    scheme, number = cells.read("scheme", lambda text: one_of(text, SCHEMES)), cells.text("number")
    if (scheme is None) != (number is None):
        alone = "number" if scheme is None else "scheme"
        raise cells.bad(alone, "stands alone: the number of a project and its register belong together")
    return Project(
        key=cells.key(),
        origin=cells.origin(),
        names=names(cells),
        code=(scheme, number) if scheme and number else None,
        programme=cells.text("programme"),
        fund=cells.text("fund"),
        instrument=cells.code("instrument", "instrument"),
        authority=cells.text("authority"),
        start=start,
        end=end,
        money=money(cells),
        classifications=classes(cells, "method-group"),
        under_agreement=cells.truth("under_agreement"),
        coordination=cells.truth("coordination") or False,
        lead_only=cells.truth("lead_only") or False,
        acronym=cells.text("short_name"),
        descriptions=_texts(cells, "description"),
        keywords=cells.list("keywords"),
        call=cells.text("call"),
        topics=cells.list("topics"),
        funding_scheme=cells.text("funding_scheme"),
        legal_basis=cells.text("legal_basis"),
        homepage=cells.read("homepage", values.page),
        regions=cells.list_read("regions", values.nuts_region),
        note=cells.text("note"),
        funder=things.actors.reference(cells, "funder"),
    )


def organisation(cells: Cells, things: Things) -> Record:
    """Return the organisation of one row."""
    land = cells.read("country", country)
    of_vat, vat = registered(cells.text("vat"), land)
    address = Address(country=land, postcode=cells.text("postcode"), street=cells.text("street"))
    business_id = cells.read("business_id", values.business_id) or of_vat
    called, kind = names(cells), cells.code("kind", "actor-kind")
    addressed, registered_ = bool(address.street or address.postcode), bool(business_id or vat)
    refuse_person(called.und or called.fi or called.sv or called.en, kind, addressed=addressed, registered=registered_)
    numbers = (("pic", cells.read("pic", pic)), ("vat", vat))
    return Organisation(
        key=cells.key(),
        origin=cells.origin(),
        names=called,
        kind=kind,
        business_id=business_id,
        ror=cells.read("ror", values.ror_id),
        wikidata=cells.read("wikidata", values.wikidata_id),
        other_ids=tuple((scheme, number) for scheme, number in numbers if number),
        city=things.places.reference(cells, "city"),
        address=None if address == Address() else address,
        homepage=cells.read("homepage", values.page),
        legal_form=cells.text("legal_form"),
        founded=cells.date("founded"),
        ended=cells.date("ended"),
        classifications=classes(cells),
        note=cells.text("note"),
        part_of=things.actors.reference(cells, "part_of"),
    )


ALL: Mapping[str, Read] = {**READS, "testbed": testbed, "project": project, "organisation": organisation}
"""How a row of each kind is read."""


def _texts(cells: Cells, field: str) -> tuple[tuple[str, str], ...]:
    found = [(language, cells.text(f"{field}_{language}")) for language in LANGUAGES]
    return tuple((language, text) for language, text in found if text)


def _position(cells: Cells) -> tuple[Decimal | None, Decimal | None]:
    lat, lon = cells.number("lat"), cells.number("lon")
    if (lat is None) != (lon is None):
        raise cells.bad("lat" if lon is None else "lon", "stands alone: latitude and longitude belong together")
    for name, value, most in (("lat", lat, 90), ("lon", lon, 180)):
        if value is not None and abs(value) > most:
            raise cells.bad(name, f"is not a number of degrees (-{most} to {most})")
    return lat, lon


def _readiness(cells: Cells) -> tuple[int | None, int | None]:
    least, most = cells.read("trl_min", values.readiness_level), cells.read("trl_max", values.readiness_level)
    if least and most and most < least:
        raise cells.bad("trl_max", f"is below trl_min ({least})")
    return least, most
