"""Invented hubs in the layout of the catalogue's export."""

from io import BytesIO
from pathlib import Path

import pytest

from graph.errors import SourceChanged
from graph.readings import Rejected
from graph.records import Address, Organisation, Service
from ingest.run import read
from ingest.source import Outcome
from ingest.sources.edih import INGESTER, parse
from tests.conftest import NOW
from tests.workbooks import workbook

HEADER = [
    "EDIH Name",
    "EDIH Title",
    "Description (indexed field)",
    "Country",
    "Contact name",
    "Contact Location",
    "EDIH/SoE",
    "Website",
    "Formatted sectors",
    "Formatted services",
    "Formatted technologies",
]
HUB = [
    "ESIM",
    "Example Hub",
    "We help to try out.",
    "Finland",
    "Nobody Real",
    "Esimerkkikatu 1, 00100 Helsinki, Finland",
    "EDIH",
    "https://hub.example.org/",
    "Health care - 5",
    "",
    "",
]
GENUINE = Path(__file__).resolve().parents[4] / "shared" / "data" / "edih" / "export-edihs-2025-04-28.no-contacts.xls"


def outcomes(*hubs: list[str], header: list[str] = HEADER) -> list[Outcome]:
    return list(parse({"edihs.xls": BytesIO(workbook([header, *hubs], sheet="EDIH Catalogue"))}))


def edited(**cells: str) -> list[str]:
    columns = {"country": 3, "place": 5, "kind": 6, "website": 7}
    given = {columns[name]: value for name, value in cells.items()}
    return [given.get(at, cell) for at, cell in enumerate(HUB)]


def test_a_hub_is_an_organisation_and_the_service_it_offers() -> None:
    hub, service = outcomes(HUB)
    assert isinstance(hub, Organisation)
    assert isinstance(service, Service)
    assert (hub.names.en, hub.names.short, hub.homepage) == ("Example Hub", ("ESIM",), "https://hub.example.org/")
    assert hub.address == Address(country="FI", postcode="00100", locality="Helsinki")
    assert (service.kind, service.operator, service.description_en) == (
        "edih",
        hub.key,
        "We help to try out.\n\nSectors: Health care - 5",
    )


def test_the_contact_person_is_not_read() -> None:
    assert "Nobody Real" not in repr(outcomes(HUB))


def test_an_older_hub_is_no_edih() -> None:
    _, service = outcomes(edited(kind="DIH"))
    assert isinstance(service, Service)
    assert service.kind == "innovation-hub"


def test_a_website_that_is_no_address_is_left_out() -> None:
    hub, _ = outcomes(edited(website="Website"))
    assert isinstance(hub, Organisation)
    assert hub.homepage is None


@pytest.mark.parametrize(("place", "locality"), [("", None), ("Kemi, Finland", "Kemi"), ("Finland", None)])
def test_a_place_that_is_not_told_is_unknown(place: str, locality: str | None) -> None:
    hub, _ = outcomes(edited(place=place))
    assert isinstance(hub, Organisation)
    assert hub.address is not None
    assert hub.address.locality == locality


def test_an_unknown_country_sets_the_hub_aside() -> None:
    [rejected] = outcomes(edited(country="Atlantis"))
    assert isinstance(rejected, Rejected)
    assert (rejected.line, rejected.field, rejected.value) == (2, "Country", "Atlantis")


def test_a_lost_column_stops_the_run() -> None:
    with pytest.raises(SourceChanged, match="missing columns: Country"):
        outcomes(header=[one for one in HEADER if one != "Country"])


@pytest.mark.shared
@pytest.mark.skipif(not GENUINE.exists(), reason=f"the genuine catalogue is not at {GENUINE}")
def test_the_genuine_catalogue_is_read_but_for_a_hub_that_stands_there_twice() -> None:
    reading = read(INGESTER, GENUINE, clock=lambda: NOW, strict=True)
    assert (reading.rows_read, reading.rows_used, reading.rows_quarantined) == (457, 456, 1)
    assert [(one.line, one.reason) for one in reading.rejected] == [
        (325, "has the key DATAlife (ES) of another Organisation")
    ]
    finnish = [one for one in reading.records if isinstance(one, Organisation) and one.key.endswith("(FI)")]
    assert len(finnish) == 9
