import pytest

from ingest.persons import named_as_a_person, natural_person


@pytest.mark.parametrize(
    "name",
    ["ESIMERKKI Maija", "Maija ESIMERKKI", "MALLI-VIRTA Anna Maria", "Malli, Anna", "Dr. Anna Malli", "O'MALLI Séan"],
)
def test_a_surname_in_capitals_beside_a_given_name_is_that_of_a_person(name: str) -> None:
    assert named_as_a_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "ESIMERKKI Oy",
        "ESIMERKKI S.r.l.",
        "EXAMPLE Systems",
        "EXAMPLE WORKS",
        "Example Works",
        "Example",
        "EXAMPLE 2000 Works",
        "EXAMPLE & Daughter",
        "EXAMPLE Of Five Words Here",
        "",
    ],
)
def test_the_name_of_a_firm_is_none_of_a_person(name: str) -> None:
    assert not named_as_a_person(name)


def test_who_has_no_address_and_no_number_and_a_persons_name_looks_like_a_person_and_the_reason_is_nameless() -> None:
    reason = natural_person("ESIMERKKI Maija", private=True, addressed=False, registered=False)
    assert reason is not None
    assert "ESIMERKKI" not in reason


@pytest.mark.parametrize(
    ("private", "addressed", "registered"), [(False, False, False), (True, True, False), (True, False, True)]
)
def test_a_school_an_address_or_a_vat_number_speaks_against_a_person(
    private: bool, addressed: bool, registered: bool
) -> None:
    assert natural_person("ESIMERKKI Maija", private=private, addressed=addressed, registered=registered) is None
