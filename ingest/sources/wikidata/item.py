"""What has been read of one item, value by value, and the organisation that it makes.

A value may be told on any number of rows, and a property have any number of values. Where one alone can stand (a ROR
identifier, a Business ID, a municipality) and there are several, none does, and a note names them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from graph.records import Address, Names, Organisation, Origin, Point
from ingest.omissions import Omissions
from ingest.row import BadField

OURS = ("fi", "sv", "en")
ANY = "mul"
"""The language of names that are the same in all languages."""

TAG = re.compile(r"[a-z]{2,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)

CITIES = {"Q1757": "091", "Q47034": "049", "Q125606": "092"}
"""Cities by their items, where the code of the municipality is not told."""

ALONE = {
    "ror": "ROR identifiers",
    "business id": "Business IDs",
    "municipality": "municipalities of its headquarters",
    "country": "countries",
    "inception": "dates of inception",
    "dissolved": "dates of dissolution",
}
"""Fields of which one value alone can stand, and what a note calls several."""


@dataclass(slots=True, kw_only=True)
class Item:
    """An item as far as it has been read; `origin` is the row that it was first told on, `rows` are further ones."""

    key: str
    origin: Origin
    rows: list[tuple[str, int]] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    aliases: dict[tuple[str, str], None] = field(default_factory=dict)
    postcode: str | None = None
    street: str | None = None
    point: Point | None = None
    _values: dict[str, dict[str, None]] = field(default_factory=dict)
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def label(self, language: str, text: str) -> None:
        """Take its name in a language; the first counts."""
        if TAG.fullmatch(language) and text.strip():
            self.labels.setdefault(language, text.strip())

    def alias(self, language: str, text: str) -> None:
        """Take another name."""
        if TAG.fullmatch(language) and text.strip():
            self.aliases[language, text.strip()] = None

    def take(self, name: str, text: str, read: Callable[[str], str], origin: Origin, omissions: Omissions) -> None:
        """Take a value of field `name`, told at `origin`, as `read` understands it; leave out one that it refuses."""
        if (name, text) in self._seen:
            return
        self._seen.add((name, text))
        found = omissions.value(origin, name, text, read)
        if found is not None:
            self.add(_field(name, found), found)

    def add(self, name: str, value: str) -> None:
        """Take a value that has been checked."""
        self._values.setdefault(name, {})[value] = None

    def every(self, name: str) -> list[str]:
        """Return all values of a field; of dates, those that another does not tell more precisely."""
        told = sorted(self._values.get(name, ()))
        if name in ("inception", "dissolved"):
            return [one for one in told if not any(other != one and other.startswith(one) for other in told)]
        return told

    def only(self, name: str) -> str | None:
        """Return the value of a field, None where there is none, or several."""
        found = self.every(name)
        return found[0] if len(found) == 1 else None

    def organisation(self) -> Organisation:
        """Return the organisation that the item is.

        Raises
        ------
        BadField
            If it has no name.
        """
        return Organisation(
            key=self.key,
            origin=replace(self.origin, rows=tuple(self.rows)),
            names=self._names(),
            business_id=self.only("business id"),
            ror=self.only("ror"),
            wikidata=self.key,
            other_ids=tuple((scheme, one) for scheme in ("vat", "lei", "grid", "isni") for one in self.every(scheme)),
            address=self._address(),
            homepage=next(iter(self.every("website")), None),
            founded=self.only("inception"),
            ended=self.only("dissolved"),
            status="ceased" if self.every("dissolved") else None,
            note=" ".join(self._doubles()) or None,
        )

    def _names(self) -> Names:
        if not self.labels:
            raise BadField("has no name in a language that is read", field="label")
        chosen = {one: self.labels[one] for one in OURS if one in self.labels}
        und = None if chosen else self.labels.get(ANY) or self.labels[min(self.labels)]
        marked = [one for one in (*self.labels.items(), *self.aliases) if chosen.get(one[0]) != one[1]]
        return Names(
            fi=chosen.get("fi"),
            sv=chosen.get("sv"),
            en=chosen.get("en"),
            und=und,
            other=tuple(dict.fromkeys(text for language, text in marked if language == ANY and text != und)),
            marked=tuple(dict.fromkeys(one for one in marked if one[0] != ANY)),
        )

    def _address(self) -> Address | None:
        found = Address(
            country=self.only("country"),
            municipality=self.only("municipality"),
            postcode=self.postcode,
            street=self.street,
            point=self.point,
        )
        return None if found == Address() else found

    def _doubles(self) -> Iterator[str]:
        for name, called in ALONE.items():
            found = self.every(name)
            if len(found) > 1:
                yield f"Several {called}: {', '.join(found)}."


def _field(name: str, value: str) -> str:
    """Return the field of a value: a VAT number may turn out to be a Business ID."""
    return "business id" if name == "vat" and "-" in value else name
