import pytest

from graph.identity.gathering import aliases
from graph.identity.names import normalised
from graph.records import DatedName, Names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ITA-SUOMEN YLIOPISTO", "Itä-Suomen yliopisto"),
        ("PÄIJÄT-HÄMEEN KOULUTUSKUNTAYHTYM√Ñ", "Päijät-Hämeen koulutuskuntayhtymä"),
        ("Ã„lykÃ¤s liikenne Oy", "Älykäs Liikenne"),
        ("Oy Huld Ab", "Huld Oy"),
        ("Demos Helsinki r.f.", "Demos Helsinki ry"),
        ("Aalto-korkeakoulusäätiö sr", "AALTO KORKEAKOULUSAATIO SR"),
        ("Nokia (Finland)", "NOKIA OYJ"),
        ("Bosch G.m.b.H.", "BOSCH GMBH"),
        ("Leonardo S.p.A.", "LEONARDO SPA"),
        ("Signify N.V.", "Signify"),
        ("Research & Technology", "RESEARCH AND TECHNOLOGY"),
        ("  Helsingin\tyliopisto ", "Helsingin yliopisto"),
    ],
)
def test_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert normalised(one) == normalised(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Helsingin yliopisto", "Helsingin yliopiston ylioppilaskunta"),
        ("Helsingin kaupunki", "Helsingin kaupunki/sivistystoimiala"),
        ("Teknologian tutkimuskeskus VTT Oy", "Geologian tutkimuskeskus"),
        ("Testbed Helsinki", "Helsinki Testbed"),
        ("Nokia (Finland)", "Nokia (United States)"),
        ("AB Volvo Penta", "Volvo"),
        ("Oy Sähkö Ab", "Oy Sahkotekniikka Ab"),
    ],
)
def test_names_of_two_actors_are_not(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


@pytest.mark.parametrize("name", ["Oy", "AS", "SA"])
def test_a_name_that_is_nothing_but_a_legal_form_is_kept(name: str) -> None:
    assert normalised(name) == name.lower()


def test_a_name_of_no_letters_is_empty() -> None:
    assert normalised("- / -") == ""


def test_every_name_of_an_organisation_is_an_alias_but_its_acronyms() -> None:
    names = Names(
        fi="Ilmatieteen laitos",
        other=("Meteorologiska institutet",),
        marked=(("en", "Finnish Meteorological Institute"),),
        short=("FMI", "IL"),
        dated=(DatedName(text="Ilmatieteellinen keskuslaitos", end="1968"),),
    )
    assert [name for name, _ in aliases(names)] == [
        "ilmatieteen laitos",
        "meteorologiska institutet",
        "finnish meteorological institute",
        "ilmatieteellinen keskuslaitos",
    ]
