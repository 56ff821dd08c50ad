"""Organisations: those a table describes, and those that a field of another table speaks of.

A field such as `operator` takes the key of an organisation of the same source, an address of the graph
(`org/fi-0112038-9`), a Business ID, a ROR identifier, or a name; the fields beside it (`operator_name`, `operator_pic`
…) tell more. What is not an address becomes a record, so that identity can find out who it is.
"""

import re
from dataclasses import dataclass, field

from stdnum.exceptions import ValidationError
from stdnum.util import get_cc_module

from graph.identity import identifiers
from graph.records import Address, Names, Organisation, Origin
from ingest import values
from ingest.countries import EU_CODES
from ingest.persons import natural_person
from ingest.row import BadField
from ingest.sources.table.addresses import address_of
from ingest.sources.table.cells import Cells
from ingest.sources.table.mentions import Mentions, name_key
from ingest.sources.table.places import municipality

NO_ORGANISATION = "no organisation: neither a number nor a name"
"""The two countries that the EU abbreviates otherwise than ISO 3166 does."""


@dataclass(slots=True)
class Actors:
    """The organisations met so far: `own` are described by tables, the others mentioned."""

    own: set[str] = field(default_factory=set)
    mentioned: Mentions[Organisation] = field(default_factory=Mentions)
    _numbers: dict[tuple[str, str], str] = field(default_factory=dict)
    _named: dict[str, str] = field(default_factory=dict)

    def add(self, record: Organisation) -> None:
        """Take note of an organisation that a table describes."""
        self.own.add(record.key)
        for identifier in (*identifiers.strong(record), *record.other_ids):
            self._numbers.setdefault(identifier, record.key)
        for name in (record.names.fi, record.names.sv, record.names.en, record.names.und, *record.names.other):
            if name:
                self._named.setdefault(name, record.key)

    def required(self, cells: Cells, name: str) -> str:
        """Return the organisation that field `name` and those beside it speak of."""
        found = self.reference(cells, name)
        if found is None:
            raise BadField(f"has {NO_ORGANISATION} in {name} or the fields beside it")
        return found

    def reference(self, cells: Cells, name: str) -> str | None:
        """Return the organisation that field `name` and those beside it speak of, or None where they speak of none."""
        written = cells.text(name)
        if written is not None and (address := cells.read(name, lambda text: address_of(text, "org"))):
            return address
        if written in self.own:
            return written
        told = _told(cells, name, written)
        key = self._key(told)
        if key is None:
            return None
        kind, town = cells.code(f"{name}_kind", "actor-kind"), cells.text(f"{name}_city")
        refuse_person(told.name, kind, addressed=town is not None, registered=_registered(told))
        if key not in self.own:
            self.mentioned.meet(_organisation(cells, name, key, told), _called(told))
        return key

    def _key(self, told: "Told") -> str | None:
        for identifier in told.numbers():
            if identifier in self._numbers:
                return self._numbers[identifier]
        if told.name in self._named and not told.numbers():
            return self._named[told.name]
        for scheme, number in told.numbers():
            return number if scheme == "business-id" else f"{scheme}-{number}"
        return None if told.name is None else name_key(told.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How a row says which organisation it means."""

    name: str | None
    pic: str | None
    business_id: str | None
    ror: str | None
    vat: str | None

    def numbers(self) -> list[tuple[str, str]]:
        """Return its identifiers; that which is the same on most rows of a table comes first."""
        known = (
            ("pic", self.pic),
            ("business-id", self.business_id),
            ("ror", self.ror),
            ("vat", self.vat),
        )
        return [(scheme, number) for scheme, number in known if number]


def refuse_person(name: str | None, kind: str | None, *, addressed: bool, registered: bool) -> None:
    """Raise an error, without the name, where a company looks like a natural person."""
    private = kind == "company"
    withheld = private and not addressed and not registered
    why = name and natural_person(name, private=private, addressed=addressed, registered=registered, withheld=withheld)
    if why:
        raise BadField(why)


def _registered(told: Told) -> bool:
    return bool(told.business_id or told.vat or told.ror)


def pic(text: str) -> str:
    """Return a participant number of the EU programmes.

    >>> pic("999904228")
    '999904228'
    """
    if not re.fullmatch(r"[1-9]\d{5,9}", text, re.ASCII):
        raise ValueError("is not a participant number (nine digits)")
    return text


def country(text: str) -> str:
    """Return a country of ISO 3166.

    >>> country("FI"), country("el")
    ('FI', 'GR')
    """
    if not re.fullmatch(r"[A-Za-z]{2}", text, re.ASCII):
        raise ValueError("is not a country (two letters)")
    return EU_CODES.get(text.upper(), text.upper())


def registered(text: str | None, land: str | None = None) -> tuple[str | None, str | None]:
    """Return Business ID and foreign VAT number of a VAT number; both None where nothing vouches for it.

    >>> registered("FI01120389"), registered("DE129515865"), registered("DE129515866")
    (('0112038-9', None), (None, 'DE129515865'), (None, None))
    """
    written = re.sub(r"[\s.\-/]", "", (text or "").upper())
    if written.startswith("FI") or (land == "FI" and written.isdigit()):
        return identifiers.business_id(written), None
    module = get_cc_module("gr" if written[:2] == "EL" else written[:2].lower(), "vat") if _landed(written) else None
    try:
        found = None if module is None else str(module.validate(written))
    except ValidationError:
        return None, None
    return None, found if found is None or found.startswith(written[:2]) else written[:2] + found


def _landed(written: str) -> bool:
    return re.fullmatch(r"[A-Z]{2}\w{2,}", written, re.ASCII) is not None


def _told(cells: Cells, name: str, written: str | None) -> Told:
    business_id = cells.read(f"{name}_business_id", values.business_id)
    ror = cells.read(f"{name}_ror", values.ror_id)
    given = cells.text(f"{name}_name")
    if written is not None and _like_business_id(written):
        business_id = cells.read(name, values.business_id)
    elif written is not None and re.fullmatch(r"(https://ror\.org/\w+|0[a-z0-9]{6}\d\d)", written):
        ror = cells.read(name, values.ror_id)
    elif written is not None:
        given = given or _on_one_line(written)
    of_vat, vat = registered(cells.text(f"{name}_vat"), cells.read(f"{name}_country", country))
    return Told(
        name=given and _on_one_line(given),
        pic=cells.read(f"{name}_pic", pic),
        business_id=business_id or of_vat,
        ror=ror,
        vat=vat,
    )


def _like_business_id(text: str) -> bool:
    return re.fullmatch(r"(FI)?\d{7}-?\d", text, re.ASCII) is not None


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _called(told: Told) -> str:
    for scheme, number in told.numbers():
        return f"{scheme.upper()} {number}" if scheme != "business-id" else number
    return told.name or ""


def _organisation(cells: Cells, name: str, key: str, told: Told) -> Organisation:
    short = cells.text(f"{name}_short_name")
    other = (("pic", told.pic), ("vat", told.vat))
    return Organisation(
        key=key,
        origin=Origin(table=cells.where[0], line=cells.where[1]),
        names=Names(und=told.name, short=(short,) if short and short != told.name else ()),
        kind=cells.code(f"{name}_kind", "actor-kind"),
        business_id=told.business_id,
        ror=told.ror,
        other_ids=tuple((scheme, number) for scheme, number in other if number),
        address=_address(cells, name),
        homepage=cells.read(f"{name}_homepage", values.page),
    )


def _address(cells: Cells, name: str) -> Address | None:
    land, town = cells.read(f"{name}_country", country), cells.text(f"{name}_city")
    if land is None and town is None:
        return None
    code = municipality(town) if town and land in (None, "FI") else None
    return Address(country=land, municipality=code, locality=town)
