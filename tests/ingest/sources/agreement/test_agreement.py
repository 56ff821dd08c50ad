from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from graph.errors import SourceChanged
from graph.readings import Rejected
from graph.records import (
    Agreement,
    ConceptMention,
    GovernanceBody,
    Names,
    Organisation,
    Origin,
    Provision,
)
from ingest.source import Drift, Outcome
from ingest.sources.agreement.ingester import parse

FIXTURE = (Path(__file__).parents[3] / "fixtures" / "agreement" / "agreement.toml").read_text("utf-8")


def outcomes(before: str = "", after: str = "") -> list[Outcome]:
    assert before in FIXTURE
    edited = FIXTURE.replace(before, after) if before else FIXTURE
    return list(parse({"agreement.toml": BytesIO(edited.encode())}))


def at(line: int, section: str) -> Origin:
    return Origin(
        table="agreement.toml", line=line, citation="ecosystem agreement 2021-2027", section=section, confidence="seen"
    )


def test_each_block_becomes_a_record_with_its_section_and_line() -> None:
    assert outcomes() == [
        Organisation(
            key="helsinki",
            origin=at(13, "1"),
            names=Names(fi="Helsingin kaupunki", sv="Helsingfors stad", en="City of Helsinki"),
            kind="city",
        ),
        Organisation(
            key="ym",
            origin=at(22, "1"),
            names=Names(
                fi="Ympäristöministeriö", sv="Miljöministeriet", en="Ministry of the Environment", other=("YM",)
            ),
            kind="ministry",
        ),
        Agreement(
            key="a",
            origin=at(3, "1"),
            names=Names(fi="Sopimus", sv="Avtal", en="Agreement"),
            start="2021",
            end="2027-12-31",
            parties=("helsinki",),
            cooperating=("ym",),
            note="A letter of intent.",
        ),
        ConceptMention(key="sub-theme-4.1.a", origin=at(32, "4.1"), agreement="a", scheme="sub-theme", concept="4.1.a"),
        ConceptMention(key="sub-theme-4.1.b", origin=at(32, "4.1"), agreement="a", scheme="sub-theme", concept="4.1.b"),
        GovernanceBody(
            key="group",
            origin=at(47, "6"),
            agreement="a",
            names=Names(fi="ryhmä", sv="grupp", en="group"),
            appointed_by=("helsinki",),
            organisation="helsinki",
        ),
        Provision(
            key="split",
            origin=at(37, "5"),
            kind="funding-rule",
            agreement="a",
            text_en="A split.",
            text_fi="Jako.",
            text_sv="En fördelning.",
            local_share=Decimal(40),
            eu_state_share=Decimal(60),
            indicative=True,
        ),
        Provision(
            key="choice",
            origin=at(56, "6"),
            kind="duty",
            agreement="a",
            text_en="Chooses.",
            text_fi="Valitsee.",
            text_sv="Väljer.",
            body="group",
        ),
        Provision(
            key="rd",
            origin=at(64, "2"),
            kind="goal",
            agreement="a",
            text_en="Spending rises.",
            text_fi="Menot kasvavat.",
            text_sv="Utgifterna stiger.",
            level="national",
            baseline=Decimal("2.7"),
            target=Decimal(4),
            unit="% of GDP",
            year=2030,
        ),
        Provision(key="plan", origin=at(76, "6"), kind="monitoring-duty", agreement="a", text_en="Followed."),
        Provision(
            key="end",
            origin=at(81, "6"),
            kind="agreement-date",
            agreement="a",
            text_en="The end.",
            date="2027-12-31",
        ),
    ]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('kind = "city"', 'kind = "town"', "agreement.toml, line 13: kind 'town' is not a known code (agency,"),
        (
            'role = "party"',
            'role = "friend"',
            "agreement.toml, line 13: role 'friend' is not one of co-operating, party",
        ),
        ('"4.1.b"]', '"4.1.z"]', "agreement.toml, line 32: concepts '4.1.a;4.1.z' are not codes of sub-theme"),
        (
            'body = "group"',
            'body = "nobody"',
            "agreement.toml, line 56: body 'nobody' refers to nothing: no GovernanceBody has this key",
        ),
        (
            'appointed_by = ["helsinki"]',
            'appointed_by = ["turku"]',
            "agreement.toml, line 47: appointed_by 'turku' refers to nothing: no Organisation has this key",
        ),
        (
            'date = "2027-12-31"',
            'date = "2027-02-30"',
            "agreement.toml, line 81: date '2027-02-30' is not a date of the calendar",
        ),
        ("local_share = 40", "local_share = 140", "agreement.toml, line 37: local_share '140' is more than 100"),
        (
            "indicative = true",
            'indicative = "so so"',
            "agreement.toml, line 37: indicative 'so so' is not true or false",
        ),
        ("local_share = 40", 'local_share = "40"', "agreement.toml, line 37: local_share '40' is not a number"),
        ("local_share = 40", "local_share = true", "agreement.toml, line 37: local_share 'True' is not a number"),
        ('en = "A split."', "en = 5", "agreement.toml, line 37: en '5' is not a text"),
        ('date = "2027-12-31"', "date = 2027-12-31", "agreement.toml, line 81: date "),
        (
            'appointed_by = ["helsinki"]',
            "appointed_by = [1]",
            "agreement.toml, line 47: appointed_by '[1]' is not a list",
        ),
        ('"4.1.b"]', "4.1]", "agreement.toml, line 32: concepts "),
        ('en = "Chooses."', "", "agreement.toml, line 56: en is missing or empty"),
        ('key = "choice"', 'key = "split"', "agreement.toml, line 56: key 'split' is taken by another Provision"),
    ],
    ids=[
        "unknown kind",
        "unknown role",
        "unknown concept",
        "unknown body",
        "unknown organisation",
        "day that does not exist",
        "share over 100",
        "no truth value",
        "number in quotes",
        "truth value for a number",
        "number for a text",
        "date without quotes",
        "number for a key",
        "number for a code",
        "no text",
        "key taken",
    ],
)
def test_a_bad_block_is_set_aside_with_its_reason(before: str, after: str, message: str) -> None:
    found = [str(one) for one in outcomes(before, after) if isinstance(one, Rejected)]
    assert found[0].startswith(message)


def test_without_the_agreement_nothing_is_laid_down() -> None:
    found = [str(one) for one in outcomes('key = "a"', "") if isinstance(one, Rejected)]
    assert found[:2] == [
        "agreement.toml, line 3: key is missing or empty",
        "agreement.toml, line 32: the row depends on one Agreement, and 0 could be read",
    ]


def test_a_new_field_is_told() -> None:
    found = outcomes('en = "The end."', 'en = "The end."\ncolour = "blue"')
    assert [str(one) for one in found if isinstance(one, Drift)] == [
        "agreement.toml: column 'colour' is new and not read: use it or ignore it by name"
    ]


def test_a_block_of_an_unknown_name_is_told() -> None:
    found = outcomes("[[monitoring]]", '[[rulez]]\nkey = "r"\n\n[[monitoring]]')
    assert [str(one) for one in found if isinstance(one, Drift)] == [
        "agreement.toml: block 'rulez' is new and not read"
    ]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("[[goal]]", "[[aim]]", "agreement, agreement.toml: there is no [[goal]]"),
        ('key = "end"', "key = ", "agreement, agreement.toml: not TOML: Invalid value (at line 82, column 7)"),
        ("[[goal]]", " [[goal]]", "agreement, agreement.toml: each [[goal]] must stand at the beginning of a line"),
    ],
    ids=["block missing", "not TOML", "heading not at the beginning"],
)
def test_a_file_of_another_layout_stops_the_run(before: str, after: str, message: str) -> None:
    with pytest.raises(SourceChanged) as caught:
        outcomes(before, after)
    assert str(caught.value) == message


def test_one_file_is_read() -> None:
    with pytest.raises(SourceChanged) as caught:
        list(parse({"a.txt": BytesIO(b""), "b.yaml": BytesIO(b"")}))
    assert str(caught.value) == "agreement, a.txt, b.yaml: one .toml file is read, and there are 0"
