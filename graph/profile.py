"""The region a graph is about: its municipalities, its statistical regions, its agreement. A TOML file each.

`graph/profiles/helsinki.toml` is the one that ships; another region writes its own and names it when it builds.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path

import msgspec

from graph.errors import ProfileError
from graph.records import Address

DEFAULT = "helsinki"

SEE = f"see graph/profiles/{DEFAULT}.toml for what a profile says"


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """A municipality of the region: its code, and the names it goes by in addresses."""

    code: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region: its municipalities, and how else an address shows that it lies there.

    `postcodes` are the beginnings of post codes that lie in it, `nuts` codes of statistical regions whose actors count
    where nothing more exact is known. `agreement` is the address of its agreement, `agreement/…`, None where there is
    none.
    """

    name: str
    title: str
    country: str
    municipalities: tuple[Municipality, ...]
    postcodes: tuple[str, ...] = ()
    nuts: tuple[str, ...] = ()
    agreement: str | None = None


def lies_in(region: Region) -> Callable[[Address], bool | None]:
    """Return a function that says whether an address lies in `region`, and None where the address does not tell.

    The municipality decides where it is known, then the country, the post code, the name of the town (as written in
    any case, in one of its languages), and last the statistical region.

    >>> within = lies_in(default_region())
    >>> within(Address(country="FI", locality="HELSINGFORS")), within(Address(country="FI", locality="Tampere"))
    (True, False)
    >>> within(Address(country="FI", nuts="FI1B1")), within(Address(country="FI"))
    (True, None)
    """
    codes = {one.code for one in region.municipalities}
    towns = {_folded(name) for one in region.municipalities for name in one.names}

    def within(address: Address) -> bool | None:
        if address.municipality is not None:
            return address.municipality in codes
        if address.country not in (None, region.country):
            return False
        if address.country and address.postcode and address.postcode.startswith(region.postcodes):
            return True
        if address.locality is not None:
            return _folded(address.locality) in towns
        if address.nuts is not None and len(address.nuts) >= min(map(len, region.nuts), default=99):
            return address.nuts.startswith(region.nuts)
        return None

    return within


def _folded(town: str) -> str:
    return " ".join(town.casefold().split())


def default_region() -> Region:
    """Return the region of the profile that ships with the program."""
    return read_region((files("graph.profiles") / f"{DEFAULT}.toml").read_text("utf-8"), f"{DEFAULT}.toml")


def region_of(path: Path) -> Region:
    """Return the region of a profile of one's own.

    Raises
    ------
    ProfileError
        If there is no such file, or it is no profile.
    """
    try:
        return read_region(path.read_text("utf-8-sig"), path.name)
    except UnicodeDecodeError as error:
        raise ProfileError(f"{path}: is not text in UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise ProfileError(f"{path}: cannot be read: {error.strerror}; name another file") from error


def read_region(text: str, name: str) -> Region:
    """Return the region that a profile's text describes.

    Raises
    ------
    ProfileError
        If it is not TOML, or a field is missing, unknown or of another type.
    """
    try:
        said = tomllib.loads(text)
        region = msgspec.convert(said, Region)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ProfileError(f"{name}: {error}; {SEE}") from error
    # converting passes over them, and a misspelt field would be one that does not count
    if unknown := [
        *_unknown(said, Region),
        *(one for town in said["municipalities"] for one in _unknown(town, Municipality)),
    ]:
        raise ProfileError(f"{name}: no field is called {unknown[0]}; {SEE}")
    return region


def _unknown(said: Mapping[str, object], kind: type[Region] | type[Municipality]) -> list[str]:
    return sorted(said.keys() - {one.name for one in fields(kind)})
