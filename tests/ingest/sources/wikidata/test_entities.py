import json
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from graph.readings import Reading
from graph.records import Address, Names, Organisation, Origin, Point
from ingest.run import read
from ingest.sources.wikidata.ingester import INGESTER, parse

FOLDER = Path(__file__).parents[3] / "fixtures" / "wikidata"
SHARED = Path(__file__).parents[5] / "shared" / "data" / "wikidata"
ITEMS = "Q999900010.json"


def reading(*places: Path) -> Reading:
    return read(INGESTER, places, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC))


def statement(code: str, value: object, rank: str) -> dict[str, object]:
    return {"mainsnak": {"snaktype": "value", "property": code, "datavalue": {"value": value}}, "rank": rank}


def claiming(*claims: tuple[str, object, str]) -> Organisation:
    """Return the organisation of an item with these claims: property, value, rank."""
    said = {code: [statement(*one) for one in claims if one[0] == code] for code, _, _ in claims}
    item = {"id": "Q9", "type": "item", "labels": {"fi": {"language": "fi", "value": "A"}}, "claims": said}
    [found] = parse({"Q9.json": BytesIO(json.dumps({"entities": {"Q9": item}}).encode())})
    assert isinstance(found, Organisation)
    return found


def test_an_item_comes_with_what_the_best_of_its_statements_say() -> None:
    assert list(reading(FOLDER / ITEMS).records) == [
        Organisation(
            key="Q999900010",
            origin=Origin(table=ITEMS, line=1),
            names=Names(
                fi="Mielikuvalaitos", en="Institute of Images", marked=(("de", "Bildanstalt"), ("fi", "Kuvalaitos"))
            ),
            business_id="9990010-4",
            ror="0kvv00214",
            wikidata="Q999900010",
            address=Address(
                country="FI",
                municipality="091",
                postcode="00990",
                street="Mielikuvantie 3",
                point=Point(lat=Decimal("60.188166"), lon=Decimal("24.973966")),
            ),
            homepage="https://www.mielikuva.example/",
            founded="1865",
        )
    ]


def test_a_natural_person_is_set_aside_unnamed() -> None:
    found = reading(FOLDER / ITEMS).rejected[0]
    assert str(found) == f"{ITEMS}, line 2: P31 is a natural person, who are not taken in"


def test_a_deleted_item_is_set_aside() -> None:
    assert str(reading(FOLDER / ITEMS).rejected[1]) == (
        f"{ITEMS}, line 3: id 'Q999900012' is no item, or one that has been deleted"
    )


def test_a_number_whose_check_digits_are_wrong_is_left_out_and_told() -> None:
    reason = "is not an LEI: form or check digits are wrong"
    assert reading(FOLDER / ITEMS).drift == (
        f"{ITEMS}: lei, left out 1 time: {reason} (line 1: '743700KUVITELMA00009')",
    )


def test_an_organisation_with_headquarters_in_two_cities_is_in_neither() -> None:
    found = claiming(("P159", {"id": "Q1757"}, "normal"), ("P159", {"id": "Q47034"}, "normal"))
    assert (found.address, found.note) == (None, "Several municipalities of its headquarters: 049, 091.")


def test_a_deprecated_statement_says_nothing() -> None:
    found = claiming(("P6782", "0kvv00117", "deprecated"))
    assert found.ror is None


def test_a_date_of_dissolution_says_that_it_has_ceased() -> None:
    found = claiming(("P576", {"time": "+2020-03-00T00:00:00Z", "precision": 10}, "normal"))
    assert (found.ended, found.status) == ("2020-03", "ceased")


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is absent")
def test_the_genuine_items_are_read() -> None:
    found = reading(SHARED / "fi-nso-sf-wikidata.json", SHARED / "fi-opendata-wikidata.json")
    assert (found.rows_read, found.rows_used, found.drift) == (2, 2, ())
    first, second = (one for one in found.records if isinstance(one, Organisation))
    assert (first.key, first.ror, first.founded, first.names.fi) == ("Q798557", "01n1rg855", "1865", "Tilastokeskus")
    assert first.address is not None
    assert (first.address.municipality, first.address.postcode) == ("091", "00580")
    assert (second.key, second.names.en, second.ror) == ("Q97127776", "Open Data Finland", None)
