from io import BytesIO
from pathlib import Path

import pytest

from graph.errors import SourceError
from ingest.registry import INGESTERS
from ingest.sources.table.ingester import INGESTER, configured, parse
from ingest.sources.table.mapping import shipped
from tests.ingest.sources.table.given import SOURCE, mapping

TABLE = """
[[table]]
file = "beds.csv"
kind = "testbed"
key = ["id"]
[table.columns]
name = "name"
kind = "type"
"""


def refusal(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        configured(path)
    return str(caught.value)


def test_the_source_is_what_the_mapping_declares(tmp_path: Path) -> None:
    source = SOURCE + 'licence = "CC-BY-4.0"\nretrieved = 2026-01-31\nmax_quarantined = 0.5\n'
    ingester, _ = configured(mapping(tmp_path, TABLE, source=source))
    assert (ingester.source.name, ingester.source.licence) == ("example", "CC-BY-4.0")
    assert (ingester.source.retrieved, ingester.source.max_quarantined) == ("2026-01-31", 0.5)


@pytest.mark.parametrize(("line", "curated"), [("", True), ("curated = false\n", False)], ids=["unsaid", "said"])
def test_a_table_is_kept_whole_unless_its_mapping_says_otherwise(tmp_path: Path, line: str, curated: bool) -> None:
    ingester, _ = configured(mapping(tmp_path, TABLE, source=SOURCE + line))
    assert ingester.source.curated is curated


def test_one_table_is_read_alone_and_several_with_their_folder(tmp_path: Path) -> None:
    assert configured(mapping(tmp_path, TABLE))[1] == tmp_path / "beds.csv"
    assert configured(mapping(tmp_path, TABLE + TABLE.replace("beds", "labs")))[1] == tmp_path


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('"testbed"', '"test bed"', "table 1 (beds.csv): kind: no kind 'test bed' (did you mean testbed?); there are "),
        ("name =", "nmae_fi =", "table 1 (beds.csv): a testbed has no field 'nmae_fi' (did you mean name_fi?); there "),
        ("file =", "flie =", "table 1: no setting 'flie' (did you mean file?)"),
        ('key = ["id"]', "", "table 1 (beds.csv): key is missing"),
        ('key = ["id"]', "key = []", "table 1 (beds.csv): key: names no column: a row is known by its key"),
        ('"type"', '{ colunm = "type" }', "table 1 (beds.csv): no setting 'columns.kind.colunm' (did you mean "),
        ('"type"', '{ column = "type", date = "d.m.yy" }', "table 1 (beds.csv): columns.kind.date: 'd.m.yy' is not a "),
        ('kind = "type"', "", "table 1 (beds.csv): a testbed needs kind: name its column, or give a constant"),
        ('["id"]', '["id"]\nencoding = "utf-88"', "table 1 (beds.csv): encoding: 'utf-88' is not an encoding"),
        ('["id"]', '["id"]\ndecimal = ";"', "table 1 (beds.csv): decimal: Input should be '.' or ','"),
        (
            'kind = "type"',
            'kind = "type"\n[table.constants]\nkind = "xr-lab"',
            "table 1 (beds.csv): kind is both a column and a constant; keep one",
        ),
        ('kind = "type"', "Tyyppiä = 1", "table: mapping.toml is not TOML: "),
    ],
    ids=[
        "kind",
        "field",
        "setting",
        "no key",
        "empty key",
        "setting of a column",
        "pattern",
        "required field",
        "encoding",
        "decimal",
        "twice",
        "TOML",
    ],
)
def test_a_mistake_in_a_mapping_is_told_where_it_stands(tmp_path: Path, before: str, after: str, message: str) -> None:
    assert message in refusal(mapping(tmp_path, TABLE.replace(before, after)))


def test_every_mistake_is_told_on_a_line_of_its_own(tmp_path: Path) -> None:
    text = TABLE.replace('"testbed"', '"bed"').replace('key = ["id"]', "")
    assert len(refusal(mapping(tmp_path, text)).splitlines()) == 2


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('"example"', '"Example 1"', "source.name: 'Example 1' is not made of lower case letters, digits and hyphens"),
        ('"example"', '"facts"', "source.name: 'facts' is the name of a source that ships with Verkosto"),
        ("https://example.org", "example", "source.homepage: is not the address of a page"),
        ("title =", "titel =", "no setting 'source.titel' (did you mean title?)"),
    ],
    ids=["letters", "taken", "address", "setting"],
)
def test_a_source_that_is_not_declared_well_is_refused(tmp_path: Path, before: str, after: str, message: str) -> None:
    assert message in refusal(mapping(tmp_path, TABLE, source=SOURCE.replace(before, after)))


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_a_mapping_that_is_not_in_utf_8_is_told_so(tmp_path: Path, encoding: str) -> None:
    path = mapping(tmp_path, TABLE)
    path.write_bytes(f"# äö\n{path.read_text('utf-8')}".encode(encoding))
    assert refusal(path) == "table: mapping.toml is not text in UTF-8; save it as UTF-8"


def test_no_source_that_ships_can_be_taken_for_a_table() -> None:
    assert {one.source.name for one in INGESTERS} <= shipped()


def test_files_in_several_folders_are_refused(tmp_path: Path) -> None:
    text = TABLE + TABLE.replace("beds.csv", "other/beds.csv")
    assert refusal(mapping(tmp_path, text)) == (
        "mapping.toml: the files lie in several folders; put all tables into one folder"
    )


@pytest.mark.parametrize("file", ["/elsewhere/beds.csv", "../beds.csv"])
def test_files_beside_one_that_lies_elsewhere_are_refused(tmp_path: Path, file: str) -> None:
    assert refusal(mapping(tmp_path, TABLE + TABLE.replace("beds.csv", file))) == (
        f"mapping.toml: {file} lies outside the folder of the mapping; put all tables into one folder"
    )


def test_two_sheets_of_one_workbook_are_refused(tmp_path: Path) -> None:
    text = TABLE + TABLE.replace("key", 'sheet = "Two"\nkey')
    assert "two sheets of beds.csv" in refusal(mapping(tmp_path, text))


def test_what_is_no_mapping_is_refused(tmp_path: Path) -> None:
    assert "beds.csv is not a mapping; name its TOML file" in refusal(tmp_path / "beds.csv")
    assert "absent.toml cannot be read" in refusal(tmp_path / "absent.toml")


def test_a_table_without_a_mapping_is_told_that_it_needs_one() -> None:
    with pytest.raises(SourceError, match=r"beds.csv cannot be read without a mapping"):
        parse({"beds.csv": BytesIO()})
    assert INGESTER.configured is configured
