"""NUTS, the statistical regions of the European Union: their names, and their outlines.

Two layouts, any number of files of either at once: Eurostat's list of codes (`CNTR_CODE,NUTS_ID,NUTS_NAME`) and the
outlines that its GISCO service publishes in GeoJSON. Both name a region, so that one whose outline has been read is not
told again from the list. What surprises: level 0 is the country itself, with the codes UK and EL where ISO has GB and
GR; names are in the region's own language, the Latin form beside it where that is another alphabet.
"""

import re
from collections.abc import Iterator
from typing import IO

from graph.errors import SourceChanged
from graph.readings import Rejected
from graph.records import Names, Origin, Place
from ingest import fields
from ingest.opening import opening
from ingest.outlines import features, outline
from ingest.readers import csv_rows
from ingest.repeats import Repeats
from ingest.row import BadField, Row, outcomes_of
from ingest.source import Download, Drift, Files, Ingester, Outcome, Source

SOURCE = Source(
    name="nuts",
    title="NUTS: nomenclature of territorial units for statistics",
    publisher="Eurostat (GISCO)",
    homepage="https://ec.europa.eu/eurostat/web/gisco/geodata/statistical-units/territorial-units-statistics",
    licence="© EuroGeographics for the administrative boundaries; reuse with attribution, outlines not commercially",
    register=True,
    downloads=(
        Download(
            name="NUTS_RG_20M_2024_4326.geojson",
            url="https://gisco-services.ec.europa.eu/distribution/v2/nuts/geojson/NUTS_RG_20M_2024_4326.geojson",
            form="json",
        ),
    ),
    at_least={"Place": 1500},
)

COLUMNS = ("CNTR_CODE", "NUTS_ID", "NUTS_NAME")
PROPERTIES = frozenset(
    "NUTS_ID NAME_LATN NUTS_NAME LEVL_CODE CNTR_CODE MOUNT_TYPE URBN_TYPE COAST_TYPE FID id geo".split()
)
"""What is known of a feature; all but its code and names is left unread."""

ELSEWHERE = "outlines by NATCODE, not by NUTS_ID, as of the National Land Survey: the source municipalities reads them"
"""What is told of outlines that the source `municipalities` reads."""

REGION = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}", re.ASCII)


def parse(given: Files) -> Iterator[Outcome]:
    """Yield what becomes of each feature and each row of the lists, outlines first.

    Raises
    ------
    SourceChanged
        If a file is neither GeoJSON nor such a list, or has outlines that another source reads.
    """
    repeats = Repeats()
    streams = {table: given[table] for table in sorted(given)}
    shapes = {table: opening(stream).startswith(b"{") for table, stream in streams.items()}
    for table in sorted(streams, key=lambda table: (not shapes[table], table)):
        read = _features if shapes[table] else _rows
        yield from map(repeats.sieved, read(table, streams[table]))


def _rows(table: str, stream: IO[bytes]) -> Iterator[Outcome]:
    return outcomes_of(csv_rows(SOURCE.name, table, stream, columns=COLUMNS, delimiter=None), _listed)


def _listed(row: Row) -> list[Place]:
    row.ignore("CNTR_CODE")
    code = row.take_as("NUTS_ID", region)
    return [
        Place(
            key=code, origin=Origin(table=row.table, line=row.line), names=Names(und=row.take("NUTS_NAME")), nuts=code
        )
    ]


def _features(table: str, stream: IO[bytes]) -> Iterator[Outcome]:
    new: set[str] = set()
    for line, feature in features(SOURCE.name, table, stream):
        try:
            known = fields.whole(feature)
            yield _outlined(table, line, known)
        except BadField as bad:
            yield Rejected(table=table, line=line, reason=bad.reason, field=bad.field, value=bad.value)
            continue
        for name in sorted(known["properties"].keys() - PROPERTIES - new):
            new.add(name)
            yield Drift(table=table, what=f"property {name!r} is new and not read")


def _outlined(table: str, line: int, feature: fields.Object) -> Place:
    known = fields.inner(feature, "properties")
    code = fields.text_as(known, "NUTS_ID", region)
    if code is None and "NATCODE" in known:
        raise SourceChanged(SOURCE.name, table, ELSEWHERE)
    if code is None:
        raise BadField("is missing or empty", field="NUTS_ID")
    own, latin = fields.text(known, "NUTS_NAME"), fields.text(known, "NAME_LATN")
    name = latin or own
    if name is None:
        raise BadField("is missing or empty", field="NUTS_NAME")
    return Place(
        key=code,
        origin=Origin(table=table, line=line),
        names=Names(und=name, other=(own,) if own and own != name else ()),
        nuts=code,
        outline=outline(feature),
    )


def region(text: str) -> str:
    """Return a code of NUTS, that of a country included.

    >>> region("FI"), region("FI1B1")
    ('FI', 'FI1B1')
    """
    if not REGION.fullmatch(text):
        raise ValueError("is not a NUTS code")
    return text


INGESTER = Ingester(SOURCE, parse)
