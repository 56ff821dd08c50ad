import pytest

from graph.errors import IdentityError
from graph.identity.decisions import shipped_decisions
from graph.identity.explain import Explanation, explain
from graph.identity.gathering import identified
from graph.identity.resolve import resolve
from graph.readings import Reading
from graph.records import Names, Organisation, Origin, TestBed
from tests.graph.identity.actors import CORDIS, EURA, ROR, reading, source

WEATHER = reading(
    source("weather"),
    (
        TestBed(
            key="helsinki-testbed",
            origin=Origin(table="networks.csv", line=2),
            names=Names(en="Helsinki Testbed"),
            kind="other",
        ),
    ),
)
OTHERS = reading(
    source("others"),
    (
        Organisation(
            key="1",
            origin=Origin(table="others.csv", line=2),
            names=Names(fi="Uudenmaan pesulapalvelut"),
            business_id="1567535-0",
        ),
    ),
)


@pytest.fixture(scope="module")
def everything(readings: list[Reading]) -> list[Reading]:
    return [*readings, CORDIS, EURA, ROR, WEATHER]


def explained(asked: str, readings: list[Reading]) -> tuple[Explanation, ...]:
    decisions = shipped_decisions()
    return explain(asked, readings, resolve(identified(readings), decisions), decisions)


@pytest.mark.parametrize(
    ("asked", "key", "records", "bases"),
    [
        (
            "facts-org-vtt",
            "fi-2647375-4",
            {"facts-org-vtt", "cordis-org-932760440", "eura-org-vtt", "ror-org-04b181w54"},
            {"business-id 2647375-4", "the name 'teknologian tutkimuskeskus vtt', which facts lists"},
        ),
        (
            "Aalto-yliopisto",
            "fi-2228357-4",
            {"facts-org-aalto", "cordis-org-991256096", "eura-org-aalto", "ror-org-020hwjq30"},
            {"business-id 2228357-4", "ror 020hwjq30", "the name 'aalto yliopisto', which facts lists"},
        ),
        (
            "City of Helsinki",
            "fi-0201256-6",
            {"facts-org-helsinki", "agreement-org-helsinki", "cordis-org-999856892", "eura-org-helsinki"}
            | {"ror-org-03vdzkx92"},
            {"the name 'helsingin kaupunki', which agreement lists"},
        ),
        (
            "https://w3id.org/verkosto/id/org/ror-02e8hzf44",
            "ror-02e8hzf44",
            {"facts-org-hus", "cordis-org-999483830", "eura-org-hus", "ror-org-02e8hzf44"},
            {"decision: the name of the legal person", "ror 02e8hzf44 (doubted) and a name"}
            | {"the name 'hus helsingin yliopistollinen sairaala', which facts lists"},
        ),
    ],
    ids=["VTT", "Aalto", "Helsinki", "HUS"],
)
def test_one_actor_in_four_sources_is_one_thing_and_it_is_told_why(
    asked: str, key: str, records: set[str], bases: set[str], everything: list[Reading]
) -> None:
    [found] = explained(asked, everything)
    assert found.thing == ("org", key)
    assert records <= {one.record for one in found.witnesses}
    assert bases <= {one.basis for one in found.links}


def test_the_agency_that_vtt_was_until_2014_stays_another_and_it_is_told_why(everything: list[Reading]) -> None:
    [found] = explained("cordis-org-999901706", everything)
    assert found.thing == ("org", "fi-0244679-4")
    assert {one.why for one in found.misses if one.left.startswith("facts-")} == {
        "together they have the Business IDs 0244679-4 and 2647375-4"
    }


def test_the_links_that_are_told_reach_every_record_of_the_thing(everything: list[Reading]) -> None:
    [found] = explained("facts-org-vtt", everything)
    linked = {name for one in found.links for name in (one.left, one.right)}
    assert linked == {one.record for one in found.witnesses}


def test_a_city_is_not_one_of_its_divisions_nor_a_university_its_students(everything: list[Reading]) -> None:
    [division] = explained("Helsingin kaupunki/sivistystoimiala", everything)
    [students] = explained("Helsingin yliopiston ylioppilaskunta", everything)
    assert division.thing == ("org", "eura-helsinki-parts")
    assert [one.record for one in students.witnesses] == ["cordis-org-900000001"]


def test_testbed_helsinki_and_the_helsinki_testbed_of_the_weather_stay_two(everything: list[Reading]) -> None:
    assert [one.thing[1] for one in explained("Testbed Helsinki", everything)] == ["facts-testbed-helsinki"]
    assert [one.thing[1] for one in explained("Helsinki Testbed", everything)] == ["weather-helsinki-testbed"]


def test_a_doubted_number_that_joined_nothing_is_told(everything: list[Reading]) -> None:
    [found] = explained("facts-org-hus", [*everything, OTHERS])
    assert "others-org-1" not in {one.record for one in found.witnesses}
    assert [str(one) for one in found.misses if "others-org-1" in (one.left, one.right)] == [
        "others-org-1 and facts-org-hus share business-id 1567535-0 (doubted), but the number is doubted and "
        "they have no name in common",
    ]


def test_without_the_decision_the_hospital_and_its_legal_person_stay_two(everything: list[Reading]) -> None:
    things = resolve(identified(everything), [one for one in shipped_decisions() if one.left != "facts-org-hus"]).things
    assert things["facts-org-hus"] != things["cordis-org-999483830"]


def test_it_reads_as_lines() -> None:
    [found] = explained("Geologian tutkimuskeskus", [EURA, ROR])
    assert str(found).splitlines() == [
        "org/ror-03vjnqy43: 2 records",
        "  eura-org-gtk: Geologian tutkimuskeskus",
        "    EURA: projektilista.csv, line 2",
        "  ror-org-03vjnqy43: Geologian Tutkimuskeskus | Geological Survey of Finland | GTK",
        "    ROR: ror.json; ror 03vjnqy43",
        "Joined by",
        "  ror-org-03vjnqy43 = eura-org-gtk: the name 'geologian tutkimuskeskus', which ror lists (0.95)",
    ]


def test_what_nothing_is_called_is_an_error(everything: list[Reading]) -> None:
    with pytest.raises(IdentityError, match="no record is called 'Nobody at all'"):
        explained("Nobody at all", everything)


def test_the_decisions_that_ship_name_records_that_are_there(readings: list[Reading]) -> None:
    assert resolve(identified(readings), shipped_decisions()).idle == ()


def test_a_part_of_a_name_is_answered_with_those_that_have_it(readings: list[Reading]) -> None:
    found = resolve(identified(readings))
    with pytest.raises(IdentityError, match=r"perhaps org/fi-1567535-0 \(HUS Helsingin yliopistollinen sairaala\)"):
        explain("HUS", readings, found)
