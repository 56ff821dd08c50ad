"""The records of all sources as identity sees them.

Of a register that reaches beyond the region only those actors are looked at that lie in the region, organise the
services of a site there, or that another source speaks of, by a number or a name: what a register of the whole country
holds would fill the memory to no end.
"""

from collections.abc import Iterable, Iterator, Sequence

from graph.identity.identified import CURATED, OTHER, REGISTER, SHORTEST, Alias, Identified
from graph.identity.identifiers import KINDS, doubted, stated, strong
from graph.identity.names import family, normalised, respelt
from graph.profile import Region, lies_in
from graph.readings import Reading, SourceInfo
from graph.record_files import KIND_NAMES, of_kind
from graph.records import (
    Concept,
    ConceptMention,
    IndicatorValue,
    Names,
    Organisation,
    Participation,
    Record,
    Site,
)
from graph.scope import Within, organisers

UNSHARED = (Participation, Concept, ConceptMention, IndicatorValue, Site)
"""Kinds of records of which no other record speaks, so that identity need not hold them."""


def identified(readings: Sequence[Reading], region: Region | None = None) -> Iterator[Identified]:
    """Yield each record that others may speak of too, as identity sees it.

    Parameters
    ----------
    readings
        All that was read.
    region
        The region; None looks at whatever a register holds.
    """
    within = lies_in(region) if region else None
    known = _spoken_of(readings, within) if within and any(one.source.register for one in readings) else set()
    for reading in readings:
        beyond = reading.source.register and within is not None
        for record in _shared(reading):
            if beyond and within is not None and isinstance(record, Organisation):
                home = record.address is not None and within(record.address)
                if not home and known.isdisjoint(_handles(record)):
                    continue
            yield seen(record, reading.source)


def seen(record: Record, source: SourceInfo) -> Identified:
    """Return one record as identity sees it."""
    kind = KINDS[type(record)]
    return Identified(
        record=f"{source.name}-{kind}-{record.key}",
        source=source.name,
        kind=kind,
        own=f"{source.name}-{record.key}",
        strong=strong(record),
        doubted=doubted(record),
        aliases=tuple(aliases(record.names)) if isinstance(record, Organisation) else (),
        country=record.address.country if isinstance(record, Organisation) and record.address else None,
        standing=CURATED if source.curated else REGISTER if source.register else OTHER,
    )


def aliases(names: Names) -> dict[Alias, None]:
    """Return the names of an organisation, normalised, but for acronyms; each once, in order."""
    written = (names.fi, names.sv, names.en, names.und, *names.other)
    more = (*(text for _, text in names.marked), *(one.text for one in names.dated))
    found = [(normalised(name), family(name)) for name in (*written, *more) if name]
    return dict.fromkeys(one for one in (*found, *((respelt(name), kind) for name, kind in found)) if one[0])


def _shared(reading: Reading) -> Iterator[Record]:
    for kind in KIND_NAMES.values():
        if not issubclass(kind, UNSHARED):
            yield from of_kind(reading.records, kind)


def _spoken_of(readings: Iterable[Reading], within: Within) -> set[object]:
    """Return the numbers and names of who organises a site, and of the organisations of all that are no registers."""
    return {handle for reading in readings for one in _named(reading, within) for handle in _handles(one)}


def _named(reading: Reading, within: Within) -> Iterator[Organisation]:
    found = of_kind(reading.records, Organisation)
    if not reading.source.register:
        yield from found
    elif organising := organisers(reading, within):
        yield from (one for one in found if one.key in organising)


def _handles(one: Organisation) -> Iterator[object]:
    yield from stated(one)
    yield from (name for name, _ in aliases(one.names) if len(name) >= SHORTEST)
