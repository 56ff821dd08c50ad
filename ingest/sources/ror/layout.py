"""What records of the two schemas are known to hold; what else turns up is told as drift."""

from collections.abc import Iterator

from ingest.fields import Object
from ingest.sources.ror.names import NAME_TYPES
from ingest.sources.ror.organisation import IDENTIFIERS, WIKIDATA
from ingest.sources.ror.relatives import IGNORED, READ

MARK = "admin"
"""The field that records of schema 2 have and those of schema 1 have not."""

READ_IN_BOTH = frozenset("id established types relationships links status external_ids".split())
NEW = READ_IN_BOTH | frozenset("admin domains locations names".split())
"""Fields of schema 2. `domains` are those of e-mail addresses and `admin` tells of the record: neither is read."""

OLD = READ_IN_BOTH | frozenset(
    "name aliases acronyms labels addresses country wikipedia_url email_address ip_addresses".split()
)
"""Fields of schema 1, of which the last three are not read."""

TYPES = frozenset("education funder healthcare company archive nonprofit government facility other".split())
LISTS = {
    "relationships": frozenset(READ) | IGNORED,
    "links": frozenset(("website", "wikipedia")),
    "external_ids": frozenset((*IDENTIFIERS, WIKIDATA, *"orgref hesa ucas ukprn cnrs linkedin".split())),
}
"""Types of what stands in a list; of external identifiers the last six are older schemes that are not read."""


def is_new(record: Object) -> bool:
    """Say whether a record is of schema 2."""
    return MARK in record


def news(record: Object, laid_out: Object) -> Iterator[str]:
    """Yield what is new about a record; `laid_out` is the same record in the layout of schema 2."""
    for name in sorted(record.keys() - (NEW if is_new(record) else OLD)):
        yield f"field {name!r} is new and not read: use it or ignore it by name"
    for one in _strings(laid_out.get("types")):
        if one not in TYPES:
            yield f"type {one!r} of organisations is new"
    for field, known in LISTS.items():
        for told in _objects(laid_out.get(field)):
            if isinstance(kind := told.get("type"), str) and kind not in known:
                yield f"type {kind!r} in {field} is new and not read"
    for named in _objects(laid_out.get("names")):
        for kind in _strings(named.get("types")):
            if kind not in NAME_TYPES:
                yield f"type {kind!r} of names is new"


def _objects(value: object) -> list[Object]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _strings(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
