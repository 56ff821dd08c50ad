"""The parts of the agreement: how a block of each name is read."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import TypeVar

from graph.records import (
    Agreement,
    ConceptMention,
    GovernanceBody,
    Names,
    Organisation,
    Origin,
    Provision,
    ProvisionKind,
    Record,
)
from ingest import values
from ingest.row import Row
from ingest.sources.agreement.blocks import Fields
from ingest.sources.agreement.known import Known
from ontology.files import codes

T = TypeVar("T")

CITATION = "ecosystem agreement 2021-2027"
SCHEMES = {one: one for one in ("focus-area", "sub-theme", "method-group", "instrument", "actor-kind", "means")}
PARTY, COOPERATING = "party", "co-operating"
ROLES = {PARTY: PARTY, COOPERATING: COOPERATING}


def party(row: Row, known: Known) -> Iterator[Record]:
    """Yield a party, or a ministry that co-operates, as an organisation."""
    key = known.new_key(row, Organisation)
    role = row.take_from("role", ROLES)
    short = row.take_optional("short")
    yield Organisation(
        key=key,
        origin=_origin(row),
        names=_names(row, other=(short,) if short else ()),
        kind=row.take_code("kind", codes("actor-kind")),
    )
    known.roles[key] = role


def agreement(row: Row, known: Known) -> Iterator[Record]:
    """Yield the agreement; its parties have been read before."""
    start, end = row.take_period("start", "end")
    yield Agreement(
        key=known.new_key(row, Agreement),
        origin=_origin(row),
        names=_names(row),
        start=start,
        end=end,
        parties=tuple(key for key, role in known.roles.items() if role == PARTY),
        cooperating=tuple(key for key, role in known.roles.items() if role == COOPERATING),
        note=row.take_optional("note"),
    )


def mentions(row: Row, known: Known) -> Iterator[Record]:
    """Yield each concept that the agreement names in one section."""
    scheme = row.take_from("scheme", SCHEMES)
    where = _origin(row)
    concepts = row.take_list("concepts")
    if not concepts or not codes(scheme).issuperset(concepts):
        raise row.bad("concepts", f"are not codes of {scheme}")
    for concept in concepts:
        key = f"{scheme}-{concept}"
        yield ConceptMention(key=key, origin=where, agreement=known.only(Agreement), scheme=scheme, concept=concept)


def body(row: Row, known: Known) -> Iterator[Record]:
    """Yield a governance body."""
    yield GovernanceBody(
        key=known.new_key(row, GovernanceBody),
        origin=_origin(row),
        agreement=known.only(Agreement),
        names=_names(row),
        appointed_by=known.references(row, "appointed_by", Organisation),
        organisation=known.reference(row, "organisation", Organisation),
    )


def provision(kind: ProvisionKind) -> Callable[[Row, Known], Iterator[Record]]:
    """Return the reader of blocks of this kind; what such a block has no field for is unknown."""

    def read(row: Row, known: Known) -> Iterator[Record]:
        yield Provision(
            key=known.new_key(row, Provision),
            origin=_origin(row),
            kind=kind,
            agreement=known.only(Agreement),
            text_en=row.take("en"),
            text_fi=row.take_optional("fi"),
            text_sv=row.take_optional("sv"),
            body=known.reference(row, "body", GovernanceBody) if row.has("body") else None,
            level=_read(row, "level", str),
            baseline=_read(row, "baseline", values.amount),
            target=_read(row, "target", values.amount),
            unit=_read(row, "unit", str),
            year=_read(row, "year", values.year),
            local_share=_read(row, "local_share", values.per_cent),
            eu_state_share=_read(row, "eu_state_share", values.per_cent),
            indicative=_read(row, "indicative", values.true_or_false) or False,
            date=_read(row, "date", values.partial_date),
        )

    return read


Reader = Callable[[Row, Known], Iterable[Record]]
TYPES: dict[str, type] = {
    "appointed_by": list,
    "baseline": Decimal,
    "concepts": list,
    "eu_state_share": Decimal,
    "indicative": bool,
    "local_share": Decimal,
    "target": Decimal,
    "year": Decimal,
}
"""The types of the fields that are no texts."""


def _fields(*names: str, texts: tuple[str, ...] = ("en", "fi", "sv")) -> dict[str, type]:
    return {name: TYPES.get(name, str) for name in ("section", *names, *texts)}


PARTS: dict[str, tuple[Reader, Fields]] = {
    "party": (party, _fields("key", "role", "kind", "short")),
    "agreement": (agreement, _fields("key", "start", "end", "note")),
    "mentions": (mentions, _fields("scheme", "concepts", texts=())),
    "body": (body, _fields("key", "appointed_by", "organisation")),
    "rule": (provision("funding-rule"), _fields("key", "local_share", "eu_state_share", "indicative")),
    "duty": (provision("duty"), _fields("key", "body")),
    "goal": (provision("goal"), _fields("key", "level", "baseline", "target", "unit", "year")),
    "monitoring": (provision("monitoring-duty"), _fields("key")),
    "date": (provision("agreement-date"), _fields("key", "date")),
}
"""The blocks in the order in which they refer to one another, with their readers and fields."""


def _origin(row: Row) -> Origin:
    return Origin(table=row.table, line=row.line, citation=CITATION, section=row.take("section"), confidence="seen")


def _names(row: Row, *, other: tuple[str, ...] = ()) -> Names:
    return Names(fi=row.take("fi"), sv=row.take_optional("sv"), en=row.take_optional("en"), other=other)


def _read(row: Row, field: str, read: Callable[[str], T]) -> T | None:
    return row.take_optional_as(field, read) if row.has(field) else None
