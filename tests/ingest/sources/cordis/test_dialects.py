"""That the dialect of a file does not matter, and that damage to its quotes costs no other row."""

import json
from collections.abc import Callable

import pytest

from graph.errors import SourceChanged
from graph.readings import Rejected
from graph.records import Project
from ingest.source import Drift
from ingest.sources.cordis.ingester import parse
from tests.ingest.sources.cordis.dialects import (
    NAMES,
    as_json,
    files,
    fixture,
    marked,
    one,
    placeless,
    read,
    records,
    resaved,
    workbook,
)

HEAD = '"id";"title";"objective"\n'


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("save", [resaved, marked, workbook, as_json])
def test_a_table_saved_in_another_dialect_tells_the_same(name: str, save: Callable[[bytes], bytes]) -> None:
    published = list(parse(files(**{name: fixture(name)})))
    again = list(parse(files(**{name: save(fixture(name))})))
    assert placeless(again) == placeless(published)
    assert [type(outcome) for outcome in again] == [type(outcome) for outcome in published]


@pytest.mark.parametrize("save", [resaved, workbook, as_json])
def test_a_table_is_known_by_its_columns_whatever_its_name(save: Callable[[bytes], bytes]) -> None:
    assert placeless(read(download_csv=save(fixture("organization.csv")))) == placeless(
        read(organization_csv=fixture("organization.csv"))
    )


def test_a_field_that_opens_with_a_doubled_quote_and_never_closes_is_read() -> None:
    rows = '"900001";""The action ""X"" works"";"9"\n"900002";""Half open";"and"\n"900003";"Sound";""\n'
    found = records(read(project_csv=(HEAD + rows).encode()))
    assert [(project.key, project.names.und) for project in found if isinstance(project, Project)] == [
        ("900001", '"The action "X" works"'),
        ("900002", "Half open"),
        ("900003", "Sound"),
    ]


def test_an_unclosed_quote_in_a_text_of_several_lines_costs_no_row() -> None:
    rows = '"900001";"A";""First line\nsecond; line"\n"900002";"B";"Sound"\n'
    outcomes = read(project_csv=(HEAD + rows).encode())
    assert one(Project, "900001", outcomes).descriptions == ((None, "First line\nsecond; line"),)
    assert one(Project, "900002", outcomes).origin.line == 4


def test_what_cannot_be_cut_into_fields_is_set_aside_by_line_and_the_next_row_is_read() -> None:
    rows = '"900001";"A";"never\nclosed\n"900002";"B";"Sound"\n"900003";"C\n'
    assert read(project_csv=(HEAD + rows).encode())[0::2] == [
        Rejected(table="project.csv", line=2, reason="has quotes that do not balance, and cannot be cut into fields"),
        Rejected(table="project.csv", line=5, reason="has quotes that do not balance, and cannot be cut into fields"),
    ]


def test_a_text_may_hold_what_parts_the_fields() -> None:
    rows = '"900001";"A ""b"";""c"" d";"line\n"";""900009"";"" no row"\n"900002";"B";""\n'
    outcomes = read(project_csv=(HEAD + rows).encode())
    assert one(Project, "900001", outcomes).names.und == 'A "b";"c" d'
    assert len(outcomes) == 2


def test_a_row_with_a_field_too_many_is_set_aside() -> None:
    assert read(project_csv=(HEAD + '"900001";"A";"B";"C"\n').encode()) == [
        Rejected(table="project.csv", line=2, reason="has 4 fields, the header 3")
    ]


@pytest.mark.parametrize(
    ("name", "before", "after", "message"),
    [
        ("organization.csv", '"organisationID"', '"pic"', "missing columns: organisationID"),
        ("organization.csv", '"role"', '"part"', "missing columns: role"),
        ("project.csv", '"title"', '"name"', "missing columns: title"),
        ("topics.csv", '"topic"', '"code"', "missing columns: topic"),
    ],
)
@pytest.mark.parametrize("save", [bytes, as_json, resaved, workbook])
def test_a_table_without_a_column_it_needs_is_refused(
    name: str, before: str, after: str, message: str, save: Callable[[bytes], bytes]
) -> None:
    changed = fixture(name).replace(before.encode(), after.encode(), 1)
    with pytest.raises(SourceChanged, match=f"cordis, {name}, line 1: {message}"):
        list(parse(files(**{name: save(changed)})))


@pytest.mark.parametrize("save", [bytes, resaved, workbook])
def test_a_table_with_a_column_twice_is_refused(save: Callable[[bytes], bytes]) -> None:
    changed = fixture("project.csv").replace(b'"acronym"', b'"title"', 1)
    with pytest.raises(SourceChanged, match="columns that occur twice: title"):
        read(project_csv=save(changed))


def test_a_file_in_another_encoding_is_refused() -> None:
    with pytest.raises(SourceChanged, match="not UTF-8"):
        read(project_csv=(HEAD + '"900001";"Åbo";""\n').encode("latin-1"))


def test_files_none_of_which_is_a_table_of_cordis_are_refused() -> None:
    with pytest.raises(SourceChanged, match=r"cordis, notes\.csv: no table of CORDIS"):
        read(notes_csv=b"a,b\n1,2\n")


def test_json_that_is_nested_too_deep_is_refused_before_it_fills_the_memory() -> None:
    with pytest.raises(SourceChanged, match=r"cordis, project\.json: nested more than 64 deep"):
        list(parse(files(project_json=b"[" * 1000 + b"]" * 1000)))


@pytest.mark.parametrize("name", NAMES)
def test_an_item_of_json_that_is_no_object_costs_only_its_own_row(name: str) -> None:
    sound = json.loads(as_json(fixture(name)))
    broken = [None, *sound[:1], 7, *sound[1:], ["x"]]
    whole = list(parse(files(**{name: json.dumps(sound).encode()})))
    found = list(parse(files(**{name: json.dumps(broken).encode()})))
    set_aside = [Rejected(table=name, line=line, reason="is not an object") for line in (1, 3, len(broken))]
    assert [one for one in found if one in set_aside] == set_aside
    assert placeless(found) == placeless(whole)


def test_a_table_in_json_is_known_by_its_first_object_whatever_stands_before_it() -> None:
    rows = json.loads(as_json(fixture("organization.csv")))
    found = read(download_json=json.dumps([None, None, *rows]).encode())
    assert placeless(found) == placeless(read(organization_csv=fixture("organization.csv")))


def test_a_column_that_the_first_object_of_json_lacks_is_told_where_that_stands() -> None:
    with pytest.raises(SourceChanged, match=r"cordis, topics\.json, line 2: missing columns: topic$"):
        read(topics_json=b'[null, {"projectID": 900001}]')


def test_a_table_that_nobody_knows_is_told_and_not_read() -> None:
    outcomes = read(topics_csv=fixture("topics.csv"), novelties_csv=b"a,b\n1,2\n", readme_md=b"words")
    assert [one for one in outcomes if isinstance(one, Drift)] == [
        Drift(table="novelties.csv", what="is no table of CORDIS that we know, and is not read")
    ]


def test_a_new_column_is_told_and_harms_nothing() -> None:
    outcomes = read(topics_csv=b'"projectID";"topic";"mood"\n"900001";"X";"good"\n')
    assert [str(one) for one in outcomes if isinstance(one, Drift)] == [
        "topics.csv: column 'mood' is new and not read: use it or ignore it by name"
    ]
