import pytest
from pyoxigraph import Literal, NamedNode

from graph.rdf.resolved import resolved
from graph.rdf.write import statements
from graph.records import Names, Origin, Project
from ontology import terms

THING = NamedNode(terms.ID + "project/eura-A1")


def project(key: str, *, fi: str, en: str | None = None, start: str | None = None) -> Project:
    return called(key, Names(fi=fi, en=en), start=start)


def called(key: str, names: Names, start: str | None = None) -> Project:
    return Project(key=key, origin=Origin(table="t.csv"), names=names, code=("eura", "A1"), start=start)


def values(predicate: str, *projects: Project) -> list[tuple[str, str | None]]:
    said = [statements(one, "s") for one in projects]
    things = {one.subject: THING for one in said}
    return [
        (value.value, value.language if isinstance(value, Literal) else None)
        for subject, found, value in resolved(said, things)
        if subject == THING and found.value == predicate
    ]


def test_one_record_says_all_it_says() -> None:
    assert values(terms.PREF_LABEL, project("a", fi="Yksi", en="One")) == [("Yksi", "fi"), ("One", "en")]


def test_a_merged_thing_has_one_name_in_each_language_from_its_fullest_record() -> None:
    both = project("a", fi="6Aika: Yksi"), project("b", fi="Yksi", en="One")
    assert values(terms.PREF_LABEL, *both) == [("Yksi", "fi"), ("One", "en")]
    assert values(terms.ALT_LABEL, *both) == [("6Aika: Yksi", "fi")]


def test_a_name_in_no_language_stands_where_there_is_no_other() -> None:
    assert values(terms.PREF_LABEL, called("a", Names(und="YKSI"))) == [("YKSI", None)]


@pytest.mark.parametrize(
    "projects",
    [
        (called("a", Names(und="YKSI")), called("b", Names(en="One"))),
        (called("a", Names(und="YKSI", en="One")),),
    ],
    ids=["of another record", "of the same record"],
)
def test_a_name_in_no_language_gives_way_to_a_name_in_a_language(projects: tuple[Project, ...]) -> None:
    assert values(terms.PREF_LABEL, *projects) == [("One", "en")]
    assert values(terms.ALT_LABEL, *projects) == [("YKSI", None)]


def test_of_several_names_in_no_language_that_of_the_fullest_record_stands() -> None:
    without_code = Project(key="b", origin=Origin(table="t.csv"), names=Names(und="Yksi"))
    both = without_code, called("z", Names(und="YKSI"))
    assert values(terms.PREF_LABEL, *both) == [("YKSI", None)]
    assert values(terms.ALT_LABEL, *both) == [("Yksi", None)]


def test_a_preferred_name_is_not_an_alternative_one_as_well() -> None:
    both = project("a", fi="Yksi"), called("b", Names(fi="Eka", marked=(("fi", "Yksi"),)))
    assert values(terms.PREF_LABEL, *both) == [("Yksi", "fi")]
    assert values(terms.ALT_LABEL, *both) == [("Eka", "fi")]


def test_equal_names_are_said_once_and_outrank_nothing() -> None:
    both = project("a", fi="Yksi"), project("b", fi="Yksi")
    assert values(terms.PREF_LABEL, *both) == [("Yksi", "fi")]
    assert values(terms.ALT_LABEL, *both) == []


def test_of_dates_that_agree_the_most_precise_stands() -> None:
    both = project("a", fi="Yksi", start="2015"), project("b", fi="Yksi", start="2015-09-01")
    assert values(terms.E_START_DATE, *both) == [("2015-09-01", None)]


def test_dates_that_disagree_both_stand() -> None:
    both = project("a", fi="Yksi", start="2014"), project("b", fi="Yksi", start="2015-09-01")
    assert values(terms.E_START_DATE, *both) == [("2014", None), ("2015-09-01", None)]


def test_a_thing_is_derived_from_each_of_its_records() -> None:
    both = project("a", fi="Yksi"), project("b", fi="Yksi")
    assert values(terms.WAS_DERIVED_FROM, *both) == [
        (terms.ID + "record/s-project-a", None),
        (terms.ID + "record/s-project-b", None),
    ]
