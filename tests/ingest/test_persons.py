import pytest

from ingest.organisation_words import is_of_organisations
from ingest.persons import may_be_a_person, named_as_a_person, natural_person


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


@pytest.mark.parametrize(
    "name",
    [
        "ESIMERKKI MAIJA",
        "Maija Esimerkki",
        "maija esimerkki",
        "MALLI-VIRTA, Anna Maria",
        "Per Esimerkki",
        "Ville Malli",
        "Séan O'Malli",
        "Anna M. Malli",
        "Fabio di Esempio",
        "DR ANNA MALLI",
        "Prof. Malli",
        "Ms Esimerkki",
        "Åsa Exempel",
    ],
)
def test_a_plain_name_in_whatever_case_may_be_a_persons(name: str) -> None:
    assert may_be_a_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "ESIMERKKI OY",
        "Esempio S.r.l.",
        "UNIVERSITY OF EXAMPLE",
        "Esimerkin yliopisto",
        "Esimerkkikunnan seurakuntayhtymä",
        "Exempel högskola",
        "Beispiel Gesellschaft",
        "Société Exemple",
        "Fondazione Esempio",
        "Asociación Ejemplo",
        "EXAMPLE & MODEL",
        "EXAMPLE 2000",
        "Example.org Model",
        "Example",
        "Example Of Five Words Here",
        "Example Robotics",
        "Example Food-Model",
        "Example France",
        "",
    ],
)
def test_a_legal_form_a_word_of_organisations_or_a_mark_speaks_against_a_person(name: str) -> None:
    assert not may_be_a_person(name)


@pytest.mark.parametrize("word", ["Park", "Cooper", "Fonda", "Chamberlain", "Waters", "Händel", "Schuler", "Marin"])
def test_a_surname_is_no_word_of_organisations_though_one_begins_alike(word: str) -> None:
    assert not is_of_organisations(word)


def test_who_withholds_all_that_leads_to_them_looks_like_a_person_private_or_not_and_the_reason_is_nameless() -> None:
    reason = natural_person("MAIJA ESIMERKKI", private=False, addressed=True, registered=False, withheld=True)
    assert reason is not None
    assert "esimerkki" not in reason.casefold()


def test_a_name_in_capitals_alone_is_not_enough_where_something_leads_to_the_participant() -> None:
    assert natural_person("MAIJA ESIMERKKI", private=True, addressed=False, registered=False) is None
