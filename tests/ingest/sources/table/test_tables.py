import gzip
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from graph.errors import SourceChanged
from graph.records import Names, Organisation, Origin, Project, TestBed
from ingest.source import Drift, OutOfScope
from tests.ingest.sources.table.given import outcomes, records, rejected

BEDS = """
[[table]]
file = "beds.csv"
kind = "testbed"
key = ["id"]
missing = ["-"]
date = "d.m.yyyy"
decimal = ","
[table.columns]
name = "name"
kind = { column = "type", values = { Labra = "xr-lab" } }
operator = "operator"
start = "opened"
end = "closed"
lat = "lat"
lon = "lon"
trl_min = "low"
trl_max = "high"
contact_page = "page"
access_terms = "terms"
status = "status"
"""
HEADER = "id;name;type;operator;opened;closed;lat;lon;low;high;page;terms;status\n"
PARTS = """
[[table]]
file = "parts.csv"
kind = "participation"
key = ["project", "pic"]
missing = ["NA"]
[table.constants]
role = "partner"
project_scheme = "cordis"
[table.columns]
project_number = "project"
project_acronym = "acronym"
organisation_pic = "pic"
organisation_name = "name"
organisation_country = "country"
"""


def bed(folder: Path, **cells: str) -> list[str]:
    """Return why a row of a test bed is rejected."""
    sound = dict.fromkeys(HEADER.strip().split(";"), "") | {"id": "a", "name": "A", "type": "Labra"}
    return rejected(outcomes(folder, BEDS, {"beds.csv": HEADER + ";".join((sound | cells).values()) + "\n"}))


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"name": "-"}, "the row has no name: fill name_fi, name_sv, name_en or name"),
        ({"id": ""}, "id is empty, and part of the key"),
        ({"type": ""}, "type is missing or empty"),
        ({"opened": "31.2.2024"}, "opened '31.2.2024' is not a date of the calendar"),
        ({"opened": "May"}, "opened 'May' is not a date (d.m.yyyy, YYYY-MM-DD, YYYY-MM or YYYY)"),
        ({"opened": "1.2.2024", "closed": "1.1.2024"}, "closed '1.1.2024' lies before start (2024-02-01)"),
        ({"lat": "60,1"}, "lat '60,1' stands alone: latitude and longitude belong together"),
        ({"lat": "91", "lon": "25"}, "lat '91' is not a number of degrees (-90 to 90)"),
        ({"lat": "60,1,1", "lon": "25"}, "lat '60,1,1' is not a number (its decimal point is ',')"),
        ({"low": "10"}, "low '10' is not a technology readiness level (1 to 9)"),
        ({"low": "5", "high": "4"}, "high '4' is below trl_min (5)"),
        ({"page": "example"}, "page 'example' is not the address of a page"),
        ({"status": "asleep"}, "status 'asleep' is not one of active, ended, funded, planned"),
        ({"operator": "0112038-8"}, "operator '0112038-8' is not a Business ID: form or check digit is wrong"),
        (
            {"operator": "id:testbed/facts-1"},
            "operator 'id:testbed/facts-1' is not the address of a thing of this kind",
        ),
    ],
    ids=lambda one: "" if isinstance(one, str) else " ".join(one),
)
def test_a_row_with_a_bad_cell_is_quarantined_by_its_heading(
    tmp_path: Path, cells: dict[str, str], reason: str
) -> None:
    [found] = bed(tmp_path, **cells)
    assert found.startswith(f"beds.csv, line 2: {reason}")


def test_an_unknown_code_is_quarantined_with_those_there_are(tmp_path: Path) -> None:
    [found] = bed(tmp_path, type="Halli")
    assert found.startswith("beds.csv, line 2: type 'Halli' is not one of air-corridor, ")


@pytest.mark.parametrize(
    "written", ["ask anna.esimerkki@example.org", "info@example.org", "call +358 40 123 4567", "040 1234567"]
)
@pytest.mark.parametrize("column", ["terms", "page", "name", "operator"])
def test_contact_details_of_people_are_kept_nowhere(tmp_path: Path, column: str, written: str) -> None:
    assert bed(tmp_path, **{column: written}) == [
        f"beds.csv, line 2: {column} holds an e-mail address or a telephone number: "
        "contact details of people are not taken"
    ]


def test_a_repeated_key_is_quarantined(tmp_path: Path) -> None:
    rows = "a;A;Labra" + ";" * 10 + "\n"
    found = outcomes(tmp_path, BEDS, {"beds.csv": HEADER + rows + rows})
    assert len(records(found)) == 1
    assert rejected(found) == ["beds.csv, line 3: the row has the key a of another row (beds.csv, line 2)"]


def test_an_empty_row_is_out_of_scope(tmp_path: Path) -> None:
    found = outcomes(tmp_path, BEDS, {"beds.csv": HEADER + ";" * 12 + "\n"})
    assert found == [OutOfScope(table="beds.csv", line=2, reason="is empty")]


def test_a_new_column_is_drift_and_an_ignored_one_is_not(tmp_path: Path) -> None:
    text = BEDS.replace('"d.m.yyyy"', '"d.m.yyyy"\nignore = ["remarks"]')
    table = HEADER.replace("\n", ";remarks;colour\n") + "a;A;Labra" + ";" * 12 + "\n"
    drift = [one for one in outcomes(tmp_path, text, {"beds.csv": table}) if isinstance(one, Drift)]
    assert [one.what for one in drift] == ["column 'colour' is new and not read: use it or ignore it by name"]


def test_a_column_that_is_missing_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged) as caught:
        outcomes(tmp_path, BEDS, {"beds.csv": "id;nimi\na;A\n"})
    assert str(caught.value).startswith("example, beds.csv, line 1: missing columns: name, type, ")
    assert str(caught.value).endswith("; there are id, nimi")


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match=r"^example, beds.csv: the file is missing$"):
        outcomes(tmp_path, BEDS, {"labs.csv": HEADER})


def test_a_damaged_gzip_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match=r"^example, beds.csv: damaged: "):
        outcomes(tmp_path, BEDS, {"beds.csv": gzip.compress(HEADER.encode())[:-9]})


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook with one sheet of texts."""
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>" for row in rows
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    made = BytesIO()
    with ZipFile(made, "w") as book:
        book.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        book.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Beds" sheetId="1" r:id="r1"/></sheets>'
            "</workbook>",
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        book.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'
        )
    return made.getvalue()


CELLS = [HEADER.strip().split(";"), "a;Katu;Labra;;1.2.2024;;60,1;25;;;;;".split(";")]
SEMICOLONS = "\n".join(";".join(row) for row in CELLS) + "\n"


@pytest.mark.parametrize(
    "content",
    [
        SEMICOLONS.encode(),
        SEMICOLONS.replace(",", ".").replace(";", ",").replace("60.1", '"60,1"').encode("utf-8-sig"),
        SEMICOLONS.replace(";", "\t").replace("\n", "\r\n").encode(),
        gzip.compress(SEMICOLONS.encode()),
        workbook(CELLS),
    ],
    ids=["semicolons", "commas and mark", "tabs and CRLF", "gzip", "workbook"],
)
def test_a_table_says_the_same_in_every_form_of_file(tmp_path: Path, content: bytes) -> None:
    [found] = records(outcomes(tmp_path, BEDS, {"beds.csv": content}))
    assert isinstance(found, TestBed)
    assert (found.names.und, found.kind, found.start, str(found.lat)) == ("Katu", "xr-lab", "2024-02-01", "60.1")


def test_a_number_of_a_workbook_has_a_decimal_point_whatever_the_mapping_says(tmp_path: Path) -> None:
    cells = [CELLS[0], "a;Katu;Labra;;;;60.125;24.941;;;;;".split(";")]
    [found] = records(outcomes(tmp_path, BEDS, {"beds.csv": workbook(cells)}))
    assert isinstance(found, TestBed)
    assert (str(found.lat), str(found.lon)) == ("60.125", "24.941")


def test_a_missing_column_of_a_workbook_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match=r"there are id, nimi$"):
        outcomes(tmp_path, BEDS, {"beds.csv": workbook([["id", "nimi"], ["a", "b"]])})


def test_latin_1_is_read_where_the_mapping_says_so(tmp_path: Path) -> None:
    text = BEDS.replace('decimal = ","', 'decimal = ","\nencoding = "latin-1"')
    [found] = records(outcomes(tmp_path, text, {"beds.csv": SEMICOLONS.replace("Katu", "Pöly").encode("latin-1")}))
    assert isinstance(found, TestBed)
    assert found.names.und == "Pöly"


def test_an_organisation_keeps_every_name_that_rows_give_it(tmp_path: Path) -> None:
    table = "project,acronym,pic,name,country\n1,NA,900001,NA,NA\n2,EXA,900001,Esimerkki,FI\n3,NA,900001,ESIMERKKI,FI\n"
    found = records(outcomes(tmp_path, PARTS, {"parts.csv": table}))
    [organisation] = [one for one in found if isinstance(one, Organisation)]
    assert organisation.names == Names(und="Esimerkki", other=("ESIMERKKI",))
    assert organisation.address is not None
    assert organisation.origin == Origin(table="parts.csv", line=2)


def test_what_no_row_names_is_called_by_its_number(tmp_path: Path) -> None:
    found = records(outcomes(tmp_path, PARTS, {"parts.csv": "project,acronym,pic,name,country\n7,NA,900001,NA,NA\n"}))
    assert [one.names.und for one in found if isinstance(one, Organisation | Project)] == ["PIC 900001", "CORDIS 7"]


def test_a_participation_of_nobody_is_quarantined_and_leaves_no_project(tmp_path: Path) -> None:
    found = outcomes(tmp_path, PARTS, {"parts.csv": "project,acronym,pic,name,country\n7,EXA,NA,NA,FI\n"})
    assert records(found) == []
    assert rejected(found) == [
        "parts.csv, line 2: the row has no organisation: neither a number nor a name in organisation "
        "or the fields beside it"
    ]


def test_a_row_in_quarantine_leaves_no_organisation_behind(tmp_path: Path) -> None:
    found = outcomes(tmp_path, PARTS, {"parts.csv": "project,acronym,pic,name,country\nNA,EXA,900001,Esimerkki,FI\n"})
    assert records(found) == []
    assert len(rejected(found)) == 1


ORGANISATIONS = """
[[table]]
file = "orgs.csv"
kind = "organisation"
key = ["id"]
[table.columns]
name_fi = "name"
business_id = "number"
"""


@pytest.mark.parametrize("written", ["esim", "Esimerkki Oy", "0112038-9", "FI01120389"])
def test_an_organisation_of_the_same_source_is_found_by_key_name_and_number(tmp_path: Path, written: str) -> None:
    tables = {
        "orgs.csv": "id,name,number\nesim,Esimerkki Oy,0112038-9\n",
        "beds.csv": HEADER + f"a;A;Labra;{written}" + ";" * 9 + "\n",
    }
    company, found = records(outcomes(tmp_path, BEDS + ORGANISATIONS, tables))
    assert isinstance(company, Organisation)
    assert isinstance(found, TestBed)
    assert found.operator == "esim"


@pytest.mark.parametrize(
    ("written", "key", "names"),
    [
        ("0112038-9", "0112038-9", Names(und="0112038-9")),
        ("https://ror.org/040af2s02", "ror-040af2s02", Names(und="ROR 040af2s02")),
        ("Helsingin kaupunki", "name-b95e2c83cdf4", Names(und="Helsingin kaupunki")),
    ],
    ids=["business id", "ror", "name"],
)
def test_an_organisation_that_only_a_field_mentions_becomes_a_record(
    tmp_path: Path, written: str, key: str, names: Names
) -> None:
    table = HEADER + f"a;A;Labra;{written}" + ";" * 9 + "\n"
    found, company = records(outcomes(tmp_path, BEDS, {"beds.csv": table}))
    assert isinstance(found, TestBed)
    assert isinstance(company, Organisation)
    assert (found.operator, company.key, company.names) == (key, key, names)


def test_a_company_named_as_a_person_is_quarantined_without_its_name(tmp_path: Path) -> None:
    text = PARTS.replace('role = "partner"', 'role = "partner"\norganisation_kind = "company"')
    found = outcomes(tmp_path, text, {"parts.csv": "project,acronym,pic,name,country\n7,E,900001,ESIMERKKI Maija,FI\n"})
    assert records(found) == []
    assert rejected(found) == [
        "parts.csv, line 2: the row looks like a natural person: a private participant without address and VAT number, "
        "named as a person is"
    ]


def test_an_organisation_named_as_a_person_is_quarantined_without_its_name(tmp_path: Path) -> None:
    text = ORGANISATIONS.replace("[table.columns]", '[table.constants]\nkind = "company"\n[table.columns]')
    [found] = rejected(outcomes(tmp_path, text, {"orgs.csv": "id,name,number\na,ESIMERKKI Maija,\n"}))
    assert "natural person" in found
    assert "Maija" not in found


def test_a_reference_to_nothing_is_quarantined(tmp_path: Path) -> None:
    text = '[[table]]\nfile = "l.csv"\nkind = "service-link"\nkey = ["b", "s"]\n'
    text += '[table.columns]\ntestbed = "b"\nservice = "s"\n'
    [found] = rejected(outcomes(tmp_path, text, {"l.csv": "b,s\nkyky,service/facts-x\n"}))
    assert found == (
        "l.csv, line 2: b 'kyky' refers to nothing: neither a key of this source read so far nor an address (testbed/…)"
    )
