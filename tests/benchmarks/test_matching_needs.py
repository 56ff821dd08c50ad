import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.matching import needs as judged
from benchmarks.matching.agreement import cells, weighted_kappa
from benchmarks.matching.needs import BadNeeds, Grade, Need, grades, needs, second_grades
from ontology.files import codes

GUIDELINE = (Path(judged.__file__).parent / "GUIDELINE.md").read_text("utf-8")
FACTS = Path(__file__).parents[2] / "ingest/sources/facts/data/testbeds.csv"
with FACTS.open(encoding="utf-8", newline="") as file:
    RECORDS = {row["id"]: row for row in csv.DictReader(file)}
RANKED = RECORDS.keys() - {judged.NOT_RANKED}

NEEDS, GRADES = needs(), grades()
LANGUAGES = Counter(need.language for need in NEEDS)
IMPOSSIBLE = {need.id for need in NEEDS if need.kind == "impossible"}
ANSWERABLE = {need.id for need in NEEDS if need.kind == "answerable"}
TWICE = {need.id for need in NEEDS if need.graded_twice}


def told(pair: str) -> list[Need]:
    return [need for need in NEEDS if need.pair == pair]


def firsts() -> list[Need]:
    return list({need.pair or need.id: need for need in reversed(NEEDS)}.values())


def graded(need: Need) -> dict[str, int]:
    return {found.testbed: found.grade for found in GRADES if found.need == need.id}


def phrases(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


PAIRS = sorted({need.pair for need in NEEDS if need.pair})


def test_each_need_has_an_id_and_a_text_of_its_own() -> None:
    assert len({need.id for need in NEEDS}) == len(NEEDS)
    assert len({need.text for need in NEEDS}) == len(NEEDS)
    assert all(need.text for need in NEEDS)


def test_there_are_enough_needs_in_both_languages_and_of_both_kinds() -> None:
    assert LANGUAGES["fi"] >= 30
    assert LANGUAGES["en"] >= 30
    assert len({need.pair or need.id for need in NEEDS}) >= 72
    assert len({need.pair or need.id for need in NEEDS if need.kind == "impossible"}) >= 12


def test_every_focus_area_is_asked_about() -> None:
    assert {need.area for need in NEEDS} == {"4.1", "4.2", "4.3", "4.4", "none"}
    assert {need.id for need in NEEDS if need.area == "none"} == IMPOSSIBLE


def test_constraints_are_in_the_terms_of_the_vocabulary() -> None:
    asked = [need.constraints for need in NEEDS]
    assert {asks.city for asks in asked if asks.city} <= {record["city"] for record in RECORDS.values()}
    assert {asks.access for asks in asked if asks.access} <= codes("access-mode")
    assert {asks.theme for asks in asked if asks.theme} <= codes("focus-area") | codes("theme")
    assert {asks.trl for asks in asked if asks.trl} <= set(range(1, 10))
    assert all(asks.start <= asks.end for asks in asked if asks.start and asks.end)
    assert sum(asks != judged.Constraints() for asks in asked) >= 12


def test_every_graded_test_bed_is_in_the_facts_and_can_be_ranked() -> None:
    assert {found.testbed for found in (*GRADES, *second_grades())} <= RANKED


def test_every_grade_is_of_a_need_and_given_once() -> None:
    assert {found.need for found in GRADES} <= ANSWERABLE | IMPOSSIBLE
    assert {found.need for found in second_grades()} <= TWICE
    assert max(Counter((found.need, found.testbed) for found in GRADES).values()) == 1
    assert max(Counter((found.need, found.testbed) for found in second_grades()).values()) == 1


def test_nothing_suits_an_impossible_need() -> None:
    assert max(found.grade for found in GRADES if found.need in IMPOSSIBLE) < 2


def test_something_suits_every_answerable_need() -> None:
    assert {found.need for found in GRADES if found.grade >= 2} == ANSWERABLE


@pytest.mark.parametrize("pair", PAIRS)
def test_a_need_told_in_several_languages_has_the_same_grades(pair: str) -> None:
    first, *others = told(pair)
    assert {need.language for need in told(pair)} >= {"fi", "en"}
    assert len({need.language for need in told(pair)}) == len(told(pair))
    assert [graded(need) for need in others] == [graded(first) for _ in others]
    assert {(need.kind, need.constraints) for need in others} == {(first.kind, first.constraints)}


def test_ten_needs_are_told_twice_and_six_in_swedish_too() -> None:
    assert len(PAIRS) >= 10
    assert len({need.pair for need in NEEDS if need.language == "sv"} - {None}) == LANGUAGES["sv"] == 6


def test_no_need_repeats_a_record() -> None:
    told_by_records = set().union(*(phrases(" ".join(record.values())) for record in RECORDS.values()))
    assert {need.id for need in NEEDS if phrases(need.text) & told_by_records} == set()


@pytest.mark.parametrize("above_zero", [False, True], ids=["all cells", "those above 0 in either pass"])
def test_the_guideline_tells_the_agreement_of_the_two_passes(*, above_zero: bool) -> None:
    over = [(need, testbed) for need in sorted(TWICE) for testbed in sorted(RANKED)]
    found = [cell for cell in cells(GRADES, second_grades(), over) if any(cell) or not above_zero]
    same = sum(one == two for one, two in found)
    row = f"| {len(found)} | {same} | {weighted_kappa(found):.3f} | {weighted_kappa(found, power=2):.3f} |"
    assert row in GUIDELINE


def test_the_guideline_counts_right() -> None:
    above = Counter(found.grade for found in GRADES if found.need in {need.id for need in firsts()})
    pairs = f"{len(firsts()) * len(RANKED):,} pairs, {above.total()} above 0"
    shares = f"({above[3]} threes, {above[2]} twos, {above[1]} ones; {len(GRADES)} rows in the file"
    text = " ".join(GUIDELINE.split())
    assert f"{len(NEEDS)} rows, {len(firsts())} different needs" in text
    assert f"{pairs} {shares}" in text
    assert f"{LANGUAGES['fi']} Finnish, {LANGUAGES['en']} English, {LANGUAGES['sv']} Swedish" in text
    assert f"{sum(need.kind == 'answerable' for need in firsts())} `answerable`" in text
    assert f"{sum(need.kind == 'impossible' for need in firsts())} `impossible`" in text


def test_the_guideline_names_the_needs_for_which_all_that_suits_has_ended() -> None:
    suits = {need.id: {testbed for testbed, grade in graded(need).items() if grade >= 2} for need in NEEDS}
    open_still = {testbed for testbed in RANKED if RECORDS[testbed]["status"] != "ended"}
    ended = {need for need in ANSWERABLE if not suits[need] & open_still}
    named = re.search(r"For (?:\w+) needs \((.*?)\)\s+all that suits has ended", GUIDELINE, re.DOTALL)
    assert named
    assert set(re.findall(r"`(.+?)`", named[1])) == ended


def test_kappa_is_that_of_a_hand_count() -> None:
    # Seen: 2 steps in 4 cells. By chance: each of 0, 1, 2, 3 against each, 20 steps in 16. 1 - 0.5 / 1.25.
    assert weighted_kappa([(0, 0), (3, 3), (2, 1), (1, 2)]) == pytest.approx(0.6)


def test_kappa_is_one_where_all_agree_and_nought_where_chance_would_do_as_well() -> None:
    assert weighted_kappa([(0, 0), (3, 3)]) == 1
    assert weighted_kappa([(0, 0), (0, 3), (3, 0), (3, 3)]) == 0


def test_kappa_is_refused_where_only_one_grade_was_given() -> None:
    with pytest.raises(ValueError, match="kappa is not defined where both passes gave one grade only"):
        weighted_kappa([(0, 0), (0, 0)])


def test_a_pair_without_a_row_counts_as_nought() -> None:
    first = [Grade(need="lamp", testbed="street", grade=3)]
    assert cells(first, [], [("lamp", "street"), ("lamp", "lab")]) == [(3, 0), (0, 0)]


@pytest.mark.parametrize(
    ("name", "before", "after", "message"),
    [
        ("grades.csv", ",3\n", ",4\n", "need 'fall-radar-fi': the grade of 'kustaankartano' is '4', not 1, 2 or 3"),
        ("needs.csv", ",impossible,", ",hard,", "need 'blade-rig-fi': 'hard' is neither answerable nor impossible"),
        ("needs.csv", "-fi,fi,", "-fi,et,", "need 'fall-radar-fi': 'et' is not a language of the set"),
        ("needs.csv", "2026-05-01", "May", "need 'planter-benches': Invalid isoformat string: 'May'"),
    ],
    ids=["a grade of 4", "an unknown kind", "an unknown language", "a month for a date"],
)
def test_a_file_that_says_what_it_must_not_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, before: str, after: str, message: str
) -> None:
    whole = (judged.HERE / name).read_text("utf-8")
    (tmp_path / name).write_text(whole.replace(before, after, 1), "utf-8")
    monkeypatch.setattr(judged, "HERE", tmp_path)
    with pytest.raises(BadNeeds) as caught:
        {"grades.csv": grades, "needs.csv": needs}[name]()
    assert str(caught.value) == message
