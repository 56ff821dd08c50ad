import csv
from io import StringIO

import pytest

from graph.errors import IdentityError
from graph.identity.link import Asked, link, read_names, write_links
from tests.graph.identity.actors import ROR

NAMELESS = "names no columns; name them in the first line, and write one organisation to each row below"


def test_an_equal_name_is_linked_and_it_says_why() -> None:
    [found] = link([Asked(line=2, name="AALTO-YLIOPISTO SR")], [ROR])
    assert (found.verdict, found.proposed[0].thing) == ("linked", "org/ror-020hwjq30")
    assert found.basis == "the name 'aalto yliopisto', which ror lists"


def test_a_like_name_is_only_proposed_with_three_at_most() -> None:
    [found] = link([Asked(line=2, name="Helsinki University Hospitals")], [ROR])
    assert (found.verdict, found.basis) == ("proposed", None)
    assert found.proposed[0].name == "Helsinki University Hospital"
    assert found.proposed[0].score < 100
    assert len(found.proposed) <= 3


def test_a_name_like_no_other_has_nothing() -> None:
    [found] = link([Asked(line=2, name="Kahvila Virtanen")], [ROR])
    assert (found.verdict, found.proposed) == ("none", ())


def test_a_name_in_another_country_is_not_linked() -> None:
    [found] = link([Asked(line=2, name="Aalto University", country="DE")], [ROR])
    assert found.verdict == "none"


def test_the_same_name_twice_is_linked_twice() -> None:
    found = link([Asked(line=2, name="Aalto University"), Asked(line=3, name="aalto university")], [ROR])
    assert [one.verdict for one in found] == ["linked", "linked"]


def test_rows_are_written_as_they_were_with_what_they_mean() -> None:
    text = "code,name,land\n7,Aalto University,FI\n8,Nobody at all,\n"
    columns, rows, asked = read_names(StringIO(text), name="name", country="land")
    written = StringIO()
    write_links(columns, rows, link(asked, [ROR]), written)
    assert written.getvalue().splitlines() == [
        "code,name,land,verdict,thing,record,found,score,basis,also",
        "7,Aalto University,FI,linked,org/ror-020hwjq30,ror-org-020hwjq30,Aalto University,100,"
        "\"the name 'aalto university', which ror lists\",",
        "8,Nobody at all,,none,,,,,,",
    ]


def test_a_blank_row_is_answered_as_blank_so_that_the_rows_line_up() -> None:
    columns, rows, asked = read_names(StringIO("name,land\nAalto University,FI\n\n ,\nNobody at all,FI\n\n"))
    written = StringIO()
    write_links(columns, rows, link(asked, [ROR]), written)
    assert [(row["name"], row["verdict"]) for row in csv.DictReader(written.getvalue().splitlines())] == [
        ("Aalto University", "linked"),
        ("", "blank"),
        (" ", "blank"),
        ("Nobody at all", "none"),
        ("", "blank"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"a.csv, line 1: {NAMELESS}"),
        ("\nAalto\n", f"a.csv, line 1: {NAMELESS}"),
        ("name,land\n", "a.csv: there is no row below the names of the columns; write one organisation to a row"),
    ],
    ids=["empty", "no header", "header alone"],
)
def test_a_list_that_asks_nothing_is_told_what_it_lacks(text: str, message: str) -> None:
    with pytest.raises(IdentityError) as caught:
        read_names(StringIO(text), called="a.csv")
    assert str(caught.value) == message


def test_the_name_is_in_the_first_column_unless_told() -> None:
    assert read_names(StringIO("nimi,x\nAalto,1\n"))[2] == [Asked(line=2, name="Aalto")]


def test_a_column_that_is_not_there_is_an_error_that_says_which_are() -> None:
    with pytest.raises(IdentityError, match="no column is called 'name'; there are nimi, x"):
        read_names(StringIO("nimi,x\nAalto,1\n"), name="name")
