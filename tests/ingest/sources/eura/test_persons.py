"""Who counts as a natural person, and what is cut off a beneficiary's name. All names are invented."""

import pytest

from ingest.sources.eura.persons import beneficiary, natural_person


@pytest.mark.parametrize(
    "name",
    [
        "Tmi Maija Malli",
        "ESIMERKKI T:MI",
        "MALLI, MAIJA",
        "Maija Malli",
        "MALLI MAIJA HELENA",
        "Anna-Maria Malli",
        "Metallipalvelu E. Esimerkki",
        "LASILIIKE A & B ESIMERKKI",
    ],
)
def test_a_person_is_known_by_its_name(name: str) -> None:
    assert natural_person(name) is not None


@pytest.mark.parametrize(
    "name",
    [
        "Maija Malli Oy",
        "Esimerkkilän kaupunki, Malli",
        "Mallin tukiyhdistys r.y.",
        "ESIMERKKI DESIGN",
        "HOTELLI ESIMERKKI",
        "Mallisäätiö A. Esimerkki",
        "MAIJA",
    ],
)
def test_an_organisation_and_a_trade_name_without_a_person_stay(name: str) -> None:
    assert natural_person(name) is None


def test_no_reason_tells_the_name() -> None:
    assert "Maija" not in (natural_person("Maija Malli") or "")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ESIMERKKI OYMAIJA MALLI", "ESIMERKKI OY"),
        ("ESIMERKKI OYC/O MALLI", "ESIMERKKI OY"),
        ("ESIMERKKI KYMAIJA MALLI", "ESIMERKKI KY"),
        ("Esimerkki c/o Maija Malli", "Esimerkki"),
        ("ESIMERKKI OYJ", "ESIMERKKI OYJ"),
        ("OYSTER ESIMERKKI AB", "OYSTER ESIMERKKI AB"),
        ("ESIMERKKI KYMENLAAKSO RY", "ESIMERKKI KYMENLAAKSO RY"),
    ],
)
def test_only_what_is_glued_behind_a_legal_form_is_cut(written: str, name: str) -> None:
    assert beneficiary(written).name == name


def test_a_business_id_glued_to_a_name_is_read() -> None:
    assert beneficiary("ESIMERKKI OY0112038-9").business_id == "0112038-9"


@pytest.mark.parametrize("name", ["Zyx Esimerkkinen", "ESIMERKKINEN ZYX", "Esimerkkinen, Zyx", "Zyx Abc Esimerkkinen"])
def test_a_name_that_could_be_a_persons_is_set_aside_though_no_list_knows_the_given_name(name: str) -> None:
    assert natural_person(name) is not None


@pytest.mark.parametrize(
    "name", ["Zyx Palvelut", "ESIMERKKI ADVENTURES", "Esimerkin kunta", "Forum Esimerkki Helsinki 2"]
)
def test_a_name_with_a_word_of_a_trade_or_of_organisations_stays(name: str) -> None:
    assert natural_person(name) is None
