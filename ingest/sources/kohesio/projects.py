"""One row: an operation, its beneficiary where it is new, and the beneficiary's lead.

Only one beneficiary is told, so the partners are unknown, not absent. Names and summaries come in English, most of them
translated by a machine, and in the programme's language. In Finland the operation's local identifier is its code in
EURA, by which the two registers can be joined. A position in an order that cannot be told is left out.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha1
from typing import TypeVar

from graph.identity.identifiers import business_id
from graph.records import Money, Names, Organisation, Origin, Participation, Point, Project, Record
from ingest import values
from ingest.row import BadField
from ingest.sources.kohesio import cells
from ingest.sources.kohesio.columns import Cells
from ingest.sources.kohesio.countries import NUTS, Country, country, point
from ingest.sources.kohesio.html_text import html_text

T = TypeVar("T")

INSTRUMENTS = {"ERDF": "eakr", "ESF": "esr", "ESF+": "esr", "JTF": "jtf"}
EURA_CODE = re.compile(r"[A-Z]{1,4}-?\d{3,8}", re.ASCII)
ALAND = re.compile(r"Åland|Aland|2014FI05M2OP001")
"""What the name or code of a programme in Åland has, whose language is Swedish."""

SOLE_TRADER = re.compile(r"(?<!\w)(?:tmi|t[:.]mi|toiminimi)(?!\w)", re.IGNORECASE)
UNNAMED = frozenset(
    (
        "anonymised",
        "anonymized",
        "natural person",
        "private person",
        "private individual",
        "yksityishenkilö",
        "n/a",
        "-",
    )
)
"""What stands, in small letters, for a beneficiary whose name the publisher withholds."""


class Operations:
    """What has been told so far, and whether a position was left out in the row read last."""

    def __init__(self) -> None:
        self.organisations: set[str] = set()
        self.undecided = False

    def read(self, at: Cells) -> Iterator[Record]:
        """Yield the records of one row."""
        where = Origin(table=at.row.table, line=at.row.line)
        number, local_id = at.optional("id"), at.optional("local_id")
        key = (cells.entity(number) if number else None) or number or local_id
        if key is None:
            raise BadField("is missing or empty", field=at.heading("id"))
        countries = tuple(_as(at, "country", one, country) for one in at.several("country"))
        remarks: list[str] = []
        lead = _lead(at, where, remarks)
        points = self._points(at, countries)
        yield _project(at, key, local_id, countries, points, where, remarks)
        if lead is not None:
            if lead.key not in self.organisations:
                yield lead
            yield Participation(
                key=f"{key}-{lead.key}-lead", origin=where, project=key, organisation=lead.key, role="lead"
            )

    def _points(self, at: Cells, countries: Sequence[Country]) -> tuple[Point, ...]:
        pairs = [_as(at, "point", one, cells.numbers) for one in at.several("point")]
        found = [point(*pair, countries) for pair in pairs]
        self.undecided = None in found
        return tuple(dict.fromkeys(one for one in found if one is not None))


def _project(
    at: Cells,
    key: str,
    local_id: str | None,
    countries: Sequence[Country],
    points: tuple[Point, ...],
    where: Origin,
    remarks: list[str],
) -> Project:
    programme, code, years = (at.optional(one) for one in ("programme", "programme_code", "period"))
    language = _language(countries, f"{programme} {code}")
    fund = at.optional("fund")
    start, end = _period(at)
    return Project(
        key=key,
        origin=where,
        names=_names(at, language),
        code=("kohesio", key) if cells.entity(key) else None,
        programme=_programme(programme, code) or years,
        fund=fund,
        instrument=INSTRUMENTS.get((fund or "").upper()),
        authority=at.optional("authority"),
        start=start,
        end=end,
        money=_money(at),
        lead_only=True,
        descriptions=_descriptions(at, language),
        keywords=_keywords(at),
        other_ids=_other_ids(local_id, countries),
        regions=_regions(at, countries),
        points=points,
        note="; ".join(f"Kohesio: {remark}" for remark in remarks) or None,
    )


def _regions(at: Cells, countries: Sequence[Country]) -> tuple[str, ...]:
    told = tuple(_as(at, "nuts", one, values.nuts_region) for one in at.several("nuts") if len(one) > 2)
    # the widest region of the classification is the country
    return told or tuple(dict.fromkeys(NUTS.get(one.code, one.code) for one in countries))


def _language(countries: Sequence[Country], programme: str) -> str | None:
    languages = {one.language for one in countries}
    if len(languages) != 1:
        return None
    return "sv" if {one.code for one in countries} == {"FI"} and ALAND.search(programme) else languages.pop()


def _names(at: Cells, language: str | None) -> Names:
    own, english = _line(at.optional("name")), _line(at.optional("name_en"))
    if own is None and english is None:
        raise BadField("is missing or empty", field=at.heading("name"))
    if own is None or own == english or language == "en":
        return Names(en=own or english) if language == "en" or own is None else _named(own, language, None)
    return _named(own, language, english)


def _named(own: str, language: str | None, english: str | None) -> Names:
    match language:
        case "fi":
            return Names(fi=own, en=english)
        case "sv":
            return Names(sv=own, en=english)
        case None:
            return Names(und=own, en=english)
        case _ if english is None:
            return Names(und=own)
        case _:
            return Names(en=english, marked=((language, own),))


def _descriptions(at: Cells, language: str | None) -> tuple[tuple[str | None, str], ...]:
    own, english = html_text(at.optional("summary") or ""), html_text(at.optional("summary_en") or "")
    both = ((language, own), ("en", english if english != own else ""))
    return tuple((tongue, text) for tongue, text in both if text)


def _line(text: str | None) -> str | None:
    return " ".join(html_text(text).split()) or None if text else None


def _programme(name: str | None, code: str | None) -> str | None:
    return f"{name} ({code})" if name and code else name or code


def _period(at: Cells) -> tuple[str | None, str | None]:
    start, end, expected = (_optional_as(at, field, cells.day) for field in ("start", "end", "expected_end"))
    if start and end and end < start:
        raise at.row.bad(at.heading("end"), f"lies before {at.heading('start')} ({start})")
    return start, end or expected


def _money(at: Cells) -> tuple[Money, ...]:
    unit = _optional_as(at, "currency", cells.currency) or "EUR"
    total, share = _optional_as(at, "total", cells.amount), _optional_as(at, "rate", values.per_cent)
    grant = _optional_as(at, "eu_budget", cells.amount)
    note = None if share is None else f"of which the EU pays {share} per cent"
    found = () if total is None else (Money(kind="eligible-cost", value=total, currency=unit, note=note),)
    return found if grant is None else (*found, Money(kind="eu-grant", value=grant))


def _keywords(at: Cells) -> tuple[str, ...]:
    fields = ("category", "theme", "objective", "specific")
    return tuple(dict.fromkeys(one for field in fields for one in at.several(field)))


def _other_ids(local_id: str | None, countries: Sequence[Country]) -> tuple[tuple[str, str], ...]:
    if local_id is None or "FI" not in {one.code for one in countries} or not EURA_CODE.fullmatch(local_id):
        return ()
    return (("eura", local_id),)


def _lead(at: Cells, where: Origin, remarks: list[str]) -> Organisation | None:
    name, number, local = (_line(at.optional(one)) for one in ("beneficiary", "beneficiary_id", "beneficiary_local_id"))
    if name is None or name.casefold() in UNNAMED:
        if name is None and number is not None:
            remarks.append(f"its beneficiary {number} is not named")
        return None
    if SOLE_TRADER.search(name):
        raise BadField("looks like a natural person: it calls itself a sole trader", field=at.heading("beneficiary"))
    item = cells.entity(number) if number else None
    registered = business_id(local or "") or (None if item else business_id(number or ""))
    return Organisation(
        key=item or registered or lead_key(name),
        origin=where,
        names=Names(und=name),
        business_id=registered,
        other_ids=(("kohesio", item),) if item else (),
    )


def lead_key(name: str) -> str:
    """Return the key of a beneficiary that has no number, letter for letter.

    >>> lead_key("Helsingin kaupunki")
    'b95e2c83cdf4'
    """
    return sha1(name.encode(), usedforsecurity=False).hexdigest()[:12]


def _optional_as(at: Cells, field: str, read: Callable[[str], T]) -> T | None:
    value = at.optional(field)
    return None if value is None else _as(at, field, value, read)


def _as(at: Cells, field: str, value: str, read: Callable[[str], T]) -> T:
    try:
        return read(value)
    except ValueError as error:
        raise BadField(str(error), field=at.heading(field), value=value) from None
