from pathlib import Path

import pytest

from graph.errors import ProfileError
from graph.profile import default_region, lies_in, read_region, region_of
from graph.records import Address

WITHIN = lies_in(default_region())
HELSINKI = Path(__file__).parents[2] / "graph/profiles/helsinki.toml"


@pytest.mark.parametrize(
    "address",
    [
        Address(country="FI", municipality="091", locality="Tampere"),
        Address(country="FI", locality="ESPOO"),
        Address(country="FI", locality="Grankulla"),
        Address(country="FI", postcode="00014", locality="HELSINGIN YLIOPISTO"),
        Address(country="FI", nuts="FI1B1"),
        Address(locality=" Vanda "),
    ],
)
def test_an_address_in_one_of_the_municipalities_lies_in_the_region(address: Address) -> None:
    assert WITHIN(address) is True


@pytest.mark.parametrize(
    "address",
    [
        Address(country="FI", municipality="837", locality="Helsinki"),
        Address(country="FI", locality="Tampere", nuts="FI197"),
        Address(country="FI", locality="Porvoo", nuts="FI1B1"),
        Address(country="SE", locality="Helsingfors"),
        Address(country="FI", nuts="FI197"),
    ],
)
def test_an_address_elsewhere_does_not(address: Address) -> None:
    assert WITHIN(address) is False


@pytest.mark.parametrize("address", [Address(country="FI"), Address(), Address(country="FI", nuts="FI")])
def test_an_address_that_does_not_tell_is_unknown(address: Address) -> None:
    assert WITHIN(address) is None


def test_a_profile_of_ones_own_is_read(tmp_path: Path) -> None:
    path = tmp_path / "turku.toml"
    path.write_text(
        'name = "turku"\ntitle = "Turku"\ncountry = "FI"\n[[municipalities]]\ncode = "853"\nnames = ["Turku", "Åbo"]\n'
    )
    assert lies_in(region_of(path))(Address(country="FI", locality="åbo"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = ", "Invalid value"),
        ('name = "x"', "missing required field `title`"),
        ('name = "x"\ntitle = "x"\ncountry = "FI"\nmunicipalities = 3', "array"),
    ],
)
def test_a_profile_that_is_none_says_what_is_wrong_and_where_to_look(text: str, message: str) -> None:
    with pytest.raises(ProfileError, match=f"mine.toml.*{message}.*helsinki.toml"):
        read_region(text, "mine.toml")


def test_a_profile_that_an_editor_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(HELSINKI.read_text("utf-8"), "utf-8-sig")
    assert region_of(tmp_path / "mine.toml") == default_region()


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_a_profile_that_is_not_in_utf_8_is_told_so(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("# äö\n", encoding)
    with pytest.raises(ProfileError) as caught:
        region_of(path)
    assert str(caught.value) == f"{path}: is not text in UTF-8; save it as UTF-8"


def test_a_profile_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="cannot be read"):
        region_of(tmp_path / "none.toml")
