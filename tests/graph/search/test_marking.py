from graph.search.marking import AROUND, Marks, passage

DRONES = Marks(words=frozenset({"drooni", "droonilla"}), prefixes=("kokei",), within=("ympäristö",))
FILLING = "Tässä sanotaan muuta. "


def test_words_are_marked_as_they_stand_as_they_begin_and_within_compounds() -> None:
    text = "Droonilla tehty kokeilu kehitysympäristössä, ei droonien."
    assert passage(text, DRONES) == "**Droonilla** tehty **kokeilu** **kehitysympäristössä**, ei droonien."


def test_a_long_text_is_cut_to_the_passage_around_the_first_word() -> None:
    shown = passage(FILLING * 20 + "Drooni lentää. " + FILLING * 20, DRONES)
    assert "**Drooni** lentää." in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < AROUND + 20


def test_a_text_without_any_shows_its_beginning() -> None:
    assert passage(FILLING, DRONES) == FILLING
    assert passage(FILLING * 20, DRONES).startswith("Tässä sanotaan muuta.")


def test_a_text_without_blanks_is_cut_all_the_same() -> None:
    assert len(passage("x" * 5000, DRONES)) < AROUND + 10


def test_letters_with_other_accents_are_met() -> None:
    assert passage("Café Nokia", Marks(words=frozenset({"cafe"}))) == "**Café** Nokia"


def test_nothing_is_nothing() -> None:
    assert passage("", DRONES) == ""
