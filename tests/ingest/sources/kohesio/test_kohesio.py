"""The layouts of Kohesio, and what surprises in them."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from graph.errors import SourceChanged
from graph.readings import Rejected
from graph.records import Money, Names, Organisation, Origin, Participation, Point, Project
from ingest.source import Download, Drift, Outcome, OutOfScope
from ingest.sources.kohesio.columns import ALIASES, IGNORED
from ingest.sources.kohesio.countries import country, point
from ingest.sources.kohesio.ingester import SOURCE, UNDECIDED, parse
from ingest.sources.kohesio.projects import INSTRUMENTS
from ontology.files import codes

FOLDER = Path(__file__).parents[3] / "fixtures" / "kohesio"
OLD, NEW = "FI-pp14-20-latest.csv", "FI-pp21-27-latest.csv"
ENTITY = "https://linkedopendata.eu/entity/"
HEADER = "Operation_Unique_Identifier,Operation_Name_Programme_Language,Operation_Name_English,Country,Beneficiary_Name"


def read(*names: str) -> list[Outcome]:
    return list(parse({name: BytesIO((FOLDER / name).read_bytes()) for name in names}))


def read_text(*lines: str) -> list[Outcome]:
    return list(parse({"XX-latest.csv": BytesIO("\n".join(lines).encode())}))


def projects(outcomes: Sequence[Outcome]) -> dict[str, Project]:
    return {one.key: one for one in outcomes if isinstance(one, Project)}


def drift(outcomes: Sequence[Outcome]) -> list[str]:
    return [str(one) for one in outcomes if isinstance(one, Drift)]


def test_a_row_yields_the_operation_its_beneficiary_and_the_beneficiarys_lead() -> None:
    where = Origin(table=OLD, line=2)
    assert read(OLD)[:3] == [
        Project(
            key="Q9000001",
            origin=where,
            names=Names(fi="ESIMERKKI - Malli", en="EXAMPLE - Model"),
            code=("kohesio", "Q9000001"),
            programme="Sustainable growth and jobs (2014FI16M2OP001)",
            fund="ERDF",
            instrument="eakr",
            authority="Ministry of Examples",
            start="2015-01-01",
            end="2016-12-31",
            money=(
                Money(kind="eligible-cost", value=Decimal("85500.0"), note="of which the EU pays 50.0 per cent"),
                Money(kind="eu-grant", value=Decimal("42750.0")),
            ),
            lead_only=True,
            descriptions=(("fi", "Esimerkki,\nkeksitty."), ("en", "An example & a model,\ninvented.")),
            keywords=("Research and innovation", "Model", "Research and Innovation"),
            other_ids=(("eura", "A90101"),),
            regions=("FI1B1", "FI196"),
            points=(
                Point(lat=Decimal("60.17"), lon=Decimal("24.94")),
                Point(lat=Decimal("60.2"), lon=Decimal("24.8")),
            ),
        ),
        Organisation(
            key="Q9000101",
            origin=where,
            names=Names(und="Esimerkkilän yliopisto"),
            business_id="0112038-9",
            other_ids=(("kohesio", "Q9000101"),),
        ),
        Participation(
            key="Q9000001-Q9000101-lead", origin=where, project="Q9000001", organisation="Q9000101", role="lead"
        ),
    ]


def test_neither_layout_has_a_column_that_is_not_known() -> None:
    assert [one for one in drift(read(OLD, NEW)) if "column" in one] == []


def test_a_column_that_is_not_known_is_drift() -> None:
    found = read_text(f"{HEADER},Colour", "Q1,Esimerkki,Example,Finland,Esimerkki ry,blue")
    assert drift(found) == ["XX-latest.csv: column 'Colour' is new and not read: use it or ignore it by name"]


def test_a_row_after_a_line_break_in_quotes_has_its_own_line() -> None:
    assert projects(read(OLD))["Q9000002"].origin.line == 4


def test_an_operation_of_the_programme_in_aland_has_a_swedish_name() -> None:
    assert projects(read(OLD))["Q9000002"].names == Names(sv="Ett exempel")


def test_a_position_that_fits_in_neither_order_is_left_out_and_said() -> None:
    found = read(OLD)
    assert projects(found)["Q9000002"].points == ()
    assert drift(found) == [f"{OLD}: {UNDECIDED}"]


@pytest.mark.parametrize("text", ["60.17, 24.94", "24.94,60.17", "Point(24.94 60.17)"])
def test_latitude_and_longitude_are_told_apart_by_the_country(text: str) -> None:
    header = f"{HEADER},Coordinates"
    found = projects(read_text(header, f'Q1,Esimerkki,,Finland,Esimerkki ry,"{text}"'))
    assert found["Q1"].points == (Point(lat=Decimal("60.17"), lon=Decimal("24.94")),)


def test_an_order_that_fits_both_ways_is_not_guessed() -> None:
    assert point(Decimal("34.5"), Decimal("34.8"), [country("Cyprus")]) is None
    assert point(Decimal(40), Decimal("32.5"), []) == Point(lat=Decimal(40), lon=Decimal("32.5"))


def test_a_beneficiary_without_a_sound_business_id_is_known_by_its_name() -> None:
    [found] = [one for one in read(OLD) if isinstance(one, Organisation) and one.origin.line == 4]
    assert (found.business_id, found.other_ids, len(found.key)) == (None, (), 12)


def test_a_sole_trader_and_a_day_beyond_the_calendar_are_quarantined() -> None:
    assert [str(one) for one in read(OLD) if isinstance(one, Rejected)] == [
        f"{OLD}, line 5: Beneficiary_Name looks like a natural person: it calls itself a sole trader",
        f"{OLD}, line 6: Operation_Start_Date '31/02/2015' is not a date of the calendar",
    ]


def test_an_operation_that_stands_twice_is_told_once() -> None:
    assert [one for one in read(OLD) if isinstance(one, OutOfScope)] == [
        OutOfScope(table=OLD, line=7, reason="project Q9000001 is told in an earlier row or file")
    ]


def test_a_beneficiary_whose_name_is_withheld_leaves_the_lead_unknown() -> None:
    found = [one for one in read(NEW) if isinstance(one, Project | Organisation | Participation)]
    assert [type(one) for one in found if one.origin.line == 2] == [Project]


def test_an_operation_of_2021_has_its_expected_end_and_the_fund_of_just_transition() -> None:
    found = projects(read(NEW))["Q9000201"]
    assert (found.instrument, found.end, found.keywords) == ("jtf", "2025-02-28", ("Just transition",))
    assert found.money == (Money(kind="eligible-cost", value=Decimal(125000)),)


def test_an_operation_in_two_countries_does_not_tell_its_language() -> None:
    found = projects(read(NEW))["Q9000202"]
    assert found.names == Names(und="Esimerkki kumppanista", en="Example of a partner")
    assert found.other_ids == ()


def test_an_operation_whose_region_is_not_told_is_of_its_country() -> None:
    assert projects(read(NEW))["Q9000202"].regions == ("FI", "SE")
    assert projects(read_text(HEADER, "Q1,Onoma,Example,Greece,Onoma"))["Q1"].regions == ("EL",)


def test_a_beneficiary_of_two_files_is_told_once() -> None:
    found = [one.key for one in read(OLD, NEW) if isinstance(one, Organisation)]
    assert found.count("Q9000101") == 1


def test_a_name_in_a_language_we_have_no_field_for_is_kept_beside_the_english_one() -> None:
    found = projects(read_text(HEADER, "Q1,Näide,Example,Estonia,Näide MTÜ"))
    assert found["Q1"].names == Names(en="Example", marked=(("et", "Näide"),))


def test_a_country_that_is_none_is_quarantined() -> None:
    [found] = read_text(HEADER, "Q1,Esimerkki,,Mallila,Esimerkki ry")
    assert str(found) == ("XX-latest.csv, line 2: Country 'Mallila' is not a country of cohesion policy, in English")


def test_a_beneficiary_that_has_a_number_and_no_name_is_remarked() -> None:
    header = HEADER.replace("Beneficiary_Name", "Beneficiary_Unique_Identifier")
    found = read_text(header, f"Q1,Esimerkki,,Finland,{ENTITY}Q2")
    assert projects(found)["Q1"].note == f"Kohesio: its beneficiary {ENTITY}Q2 is not named"


def test_a_list_of_beneficiaries_is_beyond_scope_row_by_row() -> None:
    data = 'Country\tRegion\tBeneficiary Name\tNumber of Projects\nBulgaria\tX\t"Esimerkki" OOD\t1\n'
    assert list(parse({"list.tsv": BytesIO(data.encode())})) == [
        OutOfScope(table="list.tsv", line=2, reason="lists a beneficiary and not an operation")
    ]


def test_a_table_without_names_of_operations_is_refused_and_what_is_there_is_named() -> None:
    with pytest.raises(SourceChanged, match="missing columns: Operation_Name_Programme_Language"):
        read_text("Operation_Unique_Identifier,Beneficiary_Name", "Q1,Esimerkki ry")


def test_no_column_is_both_read_and_ignored() -> None:
    assert not {name for names in ALIASES.values() for name in names} & set(IGNORED)


def test_the_declared_downloads_are_the_latest_finnish_files_of_both_periods() -> None:
    assert [(one.name, one.url) for one in SOURCE.downloads if isinstance(one, Download)] == [
        (name, f"https://kohesio.ec.europa.eu/api/data/object?id=data/projects-{period}/latest/{name}")
        for name, period in ((OLD, "2014-2020"), (NEW, "2021-2027"))
    ]


def test_codes_are_those_of_the_code_lists() -> None:
    assert set(INSTRUMENTS.values()) <= codes("instrument")
    assert {"eligible-cost", "eu-grant"} <= codes("money-kind")
    assert "lead" in codes("role")


def test_what_lies_beside_the_tables_is_not_read() -> None:
    names = [path.name for path in FOLDER.iterdir()]
    assert "README.md" in names
    assert read(*names) == read(OLD, NEW)


def test_files_none_of_which_is_a_table_are_refused() -> None:
    with pytest.raises(SourceChanged, match=r"kohesio, README\.md: no table"):
        read("README.md")
