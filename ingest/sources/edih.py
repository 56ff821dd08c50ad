"""The catalogue of European Digital Innovation Hubs (EDIH): one row for each hub.

The export is called .xls and is XLSX. Of a hub come the organisation and the service that it offers to companies. What
surprises: most rows are older hubs (DIH) or hold only a Seal of Excellence; a website may be a bare word; a hub may be
listed twice; contact persons are named, and are never read; sectors, services and technologies are scored by the hubs
themselves ("Health care - 5"), as the description is their own.
"""

import re
from collections.abc import Iterator

from graph.records import Address, Names, Organisation, Origin, Record, Service
from ingest import values
from ingest.countries import CODES
from ingest.readers import sheet_rows
from ingest.row import Row, outcomes_of
from ingest.source import Download, Files, Ingester, Outcome, Source

COLUMNS = ("EDIH Name", "EDIH Title", "Country", "EDIH/SoE")
KINDS = {"EDIH": "edih", "DIH": "innovation-hub", "Seal of Excellence": "innovation-hub"}
SCORED = {"Sectors": "Formatted sectors", "Services": "Formatted services", "Technologies": "Formatted technologies"}

SOURCE = Source(
    name="edih",
    title="Catalogue of European Digital Innovation Hubs",
    publisher="European Commission",
    homepage="https://european-digital-innovation-hubs.ec.europa.eu/edih-catalogue",
    licence="CC-BY-4.0",
    downloads=(
        Download(
            name="edih-catalogue.xlsx",
            url="https://european-digital-innovation-hubs.ec.europa.eu/edih-catalogue/export-edih?page&_format=xls",
            form="xlsx",
        ),
    ),
    at_least={"Organisation": 400, "Service": 400},
)


def parse(given: Files) -> Iterator[Outcome]:
    """Yield what becomes of each hub; raise `SourceChanged` where a file is no workbook or lacks a column."""
    for table in given:
        yield from outcomes_of(sheet_rows(SOURCE.name, table, given[table], columns=COLUMNS), hub)


def hub(row: Row) -> Iterator[Record]:
    """Yield the organisation of one hub, and what it offers."""
    country = row.take_from("Country", CODES)
    short, title = row.take("EDIH Name"), row.take("EDIH Title")
    key, page = f"{short} ({country})", address(row)
    origin = Origin(table=row.table, line=row.line, url=page)
    names = Names(en=title, short=() if short == title else (short,))
    yield Organisation(key=key, origin=origin, names=names, address=place(row, country), homepage=page)
    yield Service(
        key=key,
        origin=origin,
        names=names,
        kind=row.take_from("EDIH/SoE", KINDS),
        operator=key,
        description_en=described(row),
        contact_page=page,
    )
    row.ignore("Contact name")


def address(row: Row) -> str | None:
    """Return the website of a hub; None where what stands there is no address."""
    website = row.take_optional("Website") or ""
    try:
        return values.address(website)
    except ValueError:
        return None


def place(row: Row, country: str) -> Address:
    """Return where a hub is: "Kansakoulukatu 3, 00100 Helsinki, Finland"."""
    parts = [part.strip() for part in (row.take_optional("Contact Location") or "").split(",")][:-1]
    found = re.fullmatch(r"(?:(\d[\d ]*) )?(.+)", parts[-1]) if parts else None
    return Address(country=country, postcode=found and found[1], locality=found and found[2])


def described(row: Row) -> str | None:
    """Return what a hub says of itself, and its own scores."""
    scores = ((label, row.take_optional(column)) for label, column in SCORED.items())
    told = (row.take_optional("Description (indexed field)"), *(f"{name}: {text}" for name, text in scores if text))
    return "\n\n".join(filter(None, told)) or None


INGESTER = Ingester(SOURCE, parse)
