"""The three registers of EURA in their own layouts, and each way a row of them may be damaged."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from graph.errors import SourceChanged
from graph.readings import Rejected
from graph.records import Money, Names, Organisation, Origin, Participation, Project
from ingest.source import Drift, Outcome, OutOfScope
from ingest.sources.eura.ingester import parse
from ingest.sources.eura.projects import INSTRUMENTS, MONEY
from ingest.sources.eura.statuses import STATUSES
from ontology.files import codes
from tests.workbooks import workbook

FOLDER = Path(__file__).parents[3] / "fixtures" / "eura"
OLD, NEW = "projektilista-2007-2013.csv", "projektilista-2014-2020.csv"
HEADINGS = "hankekoodi;ohjelmakausi;rahasto;nimi;toteuttaja;y_tunnus;tila;aloituspvm;paattymispvm;myonnetty_eu_valtio"
ROW = "A90901;2021–2027;JTF;Esimerkki;Esimerkki Oy;0112038-9;Käynnissä;1.3.2023;2025-02-28;81 000,50"


def exported(text: str) -> bytes:
    """Return lines of cells, with ; between, as a workbook."""
    return workbook([line.split(";") for line in text.splitlines()], sheet="Hankkeet")


def read(*names: str) -> list[Outcome]:
    return list(parse({name: BytesIO((FOLDER / name).read_bytes()) for name in names}))


def read_text(text: str, name: str = "lista.csv") -> list[Outcome]:
    return list(parse({name: BytesIO(text.encode())}))


def read_sheet(*lines: str) -> list[Outcome]:
    return list(parse({"eura2021.xlsx": BytesIO(exported("\n".join(lines)))}))


def projects(outcomes: Sequence[Outcome]) -> dict[str, Project]:
    return {one.key: one for one in outcomes if isinstance(one, Project)}


def organisations(outcomes: Sequence[Outcome]) -> list[Organisation]:
    return [one for one in outcomes if isinstance(one, Organisation)]


def rejected(outcomes: Sequence[Outcome]) -> list[Rejected]:
    return [one for one in outcomes if isinstance(one, Rejected)]


def test_a_row_yields_the_project_its_beneficiary_and_the_beneficiarys_lead() -> None:
    where = Origin(table=OLD, line=2)
    assert read(OLD)[:3] == [
        Project(
            key="S90001",
            origin=where,
            names=Names(fi="EsimerkkiRekry"),
            code=("eura", "S90001"),
            programme="2007-2013",
            fund="ESR",
            instrument="esr",
            authority="Hämeen ELY",
            start="2008-04-01",
            end="2010-12-31",
            money=(
                Money(kind="eu-and-state-grant", value=Decimal(308999)),
                Money(kind="eu-and-state-paid", value=Decimal(308999)),
                Money(kind="public-funding-planned", value=Decimal(368999)),
                Money(kind="public-funding-paid", value=Decimal(366699)),
            ),
            lead_only=True,
            status="ended",
            funding_scheme="Etelä-Suomen suuralueosio",
        ),
        Organisation(
            key="541af967d966",
            origin=where,
            names=Names(fi="Esimerkkilän yliopiston Koulutus- ja kehittämiskeskus"),
        ),
        Participation(
            key="S90001-541af967d966-lead", origin=where, project="S90001", organisation="541af967d966", role="lead"
        ),
    ]


def test_unquoted_commas_in_name_authority_and_beneficiary_stay_in_their_fields() -> None:
    found = read(OLD)
    project = projects(found)["A90002"]
    assert project.names.fi == "Esimerkki, toinen ja 3, kolmas"
    assert project.funding_scheme == "Länsi-Suomen EAKR-ohjelma"
    assert project.authority == "Keski-Suomen elinkeino-, liikenne- ja ympäristökeskus"
    assert [one.names.fi for one in organisations(found)][1] == "Mallilan kaupunki, sivistystoimi"


def test_quotes_that_belong_to_a_name_stay() -> None:
    assert projects(read(OLD))["A90003"].names.fi == '"Malli" ja "esimerkki"'


def test_a_project_without_a_beneficiary_is_used_and_its_lead_stays_unknown() -> None:
    told = [one for one in read(OLD) if isinstance(one, Project | Organisation | Participation)]
    assert [type(one) for one in told if one.origin.line == 4] == [Project]


def test_an_end_that_is_not_told_is_unknown() -> None:
    assert projects(read(NEW))["A90104"].end is None


def test_the_list_of_2014_is_read_past_its_stray_commas_and_semicolons() -> None:
    found = projects(read(NEW))
    assert list(found) == ["A90101", "A90102", "A90103", "A90104"]
    assert found["A90101"].money[1].value == Decimal("7155.5")
    assert found["A90101"].authority == "Innovaatiorahoituskeskus Tekes"
    assert {one.programme for one in found.values()} == {"2014-2020"}


def test_a_line_that_is_one_quoted_field_is_read_without_its_quotes() -> None:
    project = projects(read(NEW))["A90103"]
    assert project.names.fi == "Esimerkki-malli"
    assert project.authority == "Keski-Suomen elinkeino-, liikenne- ja ympäristökeskus"


def test_what_is_glued_behind_the_legal_form_of_a_beneficiary_is_cut_off() -> None:
    names = [one.names.fi for one in organisations(read(NEW))]
    assert names == ["Esimerkkilän Yliopisto", "ESIMERKKI OY", "ESIMERKKI OY", "Esimerkkisäätiö"]


def test_an_amount_below_zero_is_left_out_with_a_remark() -> None:
    project = projects(read(NEW))["A90104"]
    assert [one.kind for one in project.money] == ["eu-and-state-grant", "eu-and-state-paid", "public-funding-planned"]
    assert project.note == (
        "EURA: Toteutunut julkinen rahoitus yhteensä is -744, more paid back than paid, and is left out"
    )


def test_damaged_rows_are_quarantined_by_line_and_no_part_of_a_personal_name_is_shown() -> None:
    assert [str(one) for one in rejected(read(NEW))] == [
        f"{NEW}, line 6: Aloituspvm '7560' is not a day (d.m.yyyy)",
        f"{NEW}, line 7: Viranomainen begins with words of another field: the row is out of joint",
        f"{NEW}, line 8: Toteuttajan nimi ends in what is no name: fields are missing or doubled",
        f"{NEW}, line 9: Toteuttajan nimi looks like a natural person: it is named as a person is",
        f"{NEW}, line 10: Myönnetty EU- ja valtion rahoitus is not an amount (digits, with a decimal point if need be)",
        f"{NEW}, line 11: the row has not the form of a project: code, fund, name, priority axis, authority, "
        "known status, days, sums",
    ]


def test_a_sole_trader_is_quarantined_without_its_name() -> None:
    assert rejected(read(OLD)) == [
        Rejected(
            table=OLD,
            line=5,
            field="Toteuttajan nimi",
            reason="looks like a natural person: it calls itself a sole trader",
        )
    ]


def test_an_end_before_the_start_is_quarantined() -> None:
    header, row, *_ = (FOLDER / NEW).read_text("utf-8").splitlines()
    found = read_text("\n".join((header, row.replace("31.12.2016", "31.12.2014"))))
    assert [one.reason for one in rejected(found)] == ["lies before Aloituspvm (2015-01-01)"]


def test_a_row_of_the_workbook_has_a_business_id_and_all_of_its_fields() -> None:
    where = Origin(table="eura2021.xlsx", line=2)
    assert read_sheet(HEADINGS, ROW) == [
        Project(
            key="A90901",
            origin=where,
            names=Names(fi="Esimerkki"),
            code=("eura", "A90901"),
            programme="2021-2027",
            fund="JTF",
            instrument="jtf",
            start="2023-03-01",
            end="2025-02-28",
            money=(Money(kind="eu-and-state-grant", value=Decimal("81000.50")),),
            lead_only=True,
            status="active",
        ),
        Organisation(key="0112038-9", origin=where, names=Names(fi="Esimerkki Oy"), business_id="0112038-9"),
        Participation(
            key="A90901-0112038-9-lead", origin=where, project="A90901", organisation="0112038-9", role="lead"
        ),
    ]


def test_titles_above_the_header_of_a_workbook_are_beyond_scope() -> None:
    found = read_sheet("Hankkeet 1.1.2026", HEADINGS, ROW)
    assert found[0] == OutOfScope(table="eura2021.xlsx", line=1, reason="is a title above the header")
    assert list(projects(found)) == ["A90901"]


def test_a_heading_that_is_not_known_is_drift() -> None:
    found = read_sheet(f"{HEADINGS};Väri", f"{ROW};sininen")
    assert [str(one) for one in found if isinstance(one, Drift)] == [
        "eura2021.xlsx: column 'Väri' is new and not read: use it or ignore it by name"
    ]


def test_a_business_id_that_fails_its_check_is_left_out_with_a_remark() -> None:
    found = read_sheet(HEADINGS, ROW.replace("0112038-9", "0112038-8"))
    assert [one.business_id for one in organisations(found)] == [None]
    assert projects(found)["A90901"].note == "EURA: Y-tunnus 0112038-8 is not a Business ID: its check digit is wrong"


def test_a_status_that_is_not_known_is_quarantined() -> None:
    [found] = read_sheet(HEADINGS, ROW.replace("Käynnissä", "Unohdettu"))
    assert isinstance(found, Rejected)
    assert found.value == "Unohdettu"


@pytest.mark.parametrize("name", ["lista.csv", "lista.xlsx"])
def test_a_table_without_a_required_column_is_refused_and_what_is_there_is_named(name: str) -> None:
    data = {"lista.csv": b"hankekoodi;summa\n", "lista.xlsx": exported("hankekoodi;summa")}[name]
    with pytest.raises(SourceChanged, match="missing columns: Hankkeen nimi, Toteuttajan nimi; there are: hankekoodi"):
        list(parse({name: BytesIO(data)}))


def test_a_table_saved_as_proper_csv_is_read_by_its_headings() -> None:
    found = read_text(f"{HEADINGS};Väri\n{ROW};sininen\n")
    assert list(projects(found)) == ["A90901"]
    assert sum(isinstance(one, Drift) for one in found) == 1


def test_a_project_told_in_two_files_is_told_by_the_workbook_and_beyond_scope_in_the_list() -> None:
    sheet = exported(f"{HEADINGS}\n{ROW.replace('A90901', 'A90101')}")
    found = list(parse({NEW: BytesIO((FOLDER / NEW).read_bytes()), "x.xlsx": BytesIO(sheet)}))
    assert projects(found)["A90101"].origin.table == "x.xlsx"
    assert [one for one in found if isinstance(one, OutOfScope)] == [
        OutOfScope(table=NEW, line=2, reason="project A90101 is told in an earlier row or file")
    ]


def test_codes_are_those_of_the_code_lists() -> None:
    assert set(INSTRUMENTS.values()) <= codes("instrument")
    assert {kind for _, kind in MONEY} <= codes("money-kind")
    assert set(STATUSES.values()) <= codes("project-status")
    assert "lead" in codes("role")


def test_a_list_whose_umlauts_were_lost_is_read_alike() -> None:
    text = (FOLDER / OLD).read_text("latin-1").translate(str.maketrans("äö", "ao"))
    found = projects(list(parse({OLD: BytesIO(text.encode("ascii"))})))
    assert [one.status for one in found.values()] == ["ended", "ended", "active"]


def test_a_list_with_a_byte_order_mark_and_crlf_is_read_alike() -> None:
    text = (FOLDER / NEW).read_text("utf-8")
    again = BytesIO(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert list(parse({NEW: again})) == read(NEW)


def test_what_lies_beside_the_tables_is_not_read() -> None:
    names = [path.name for path in FOLDER.iterdir()]
    assert "README.md" in names
    assert read(*names) == read(OLD, NEW)


def test_files_none_of_which_is_a_table_are_refused() -> None:
    with pytest.raises(SourceChanged, match=r"eura, README\.md: no table"):
        read("README.md")
