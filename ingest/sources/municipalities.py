"""Finnish municipalities: their names and regions, and their outlines.

Three layouts, any number of files of each at once:

- the key of a year (`kunta`, `municipality_name_fi`, …, `nuts3_code`), a table that the package geofi makes of the
  classifications of Statistics Finland;
- the classification itself (`kunta_1_…`), one answer of the interface for each language, without regions;
- outlines in GeoJSON: of Statistics Finland (`kunta`, `nimi`, `namn`, `name`) or of the National Land Survey
  (`NATCODE`, `NAMEFIN`, `NAMESWE`).

An outline is a record of its own, `outline-091`: the number of the municipality makes both one place. What surprises:
codes begin with 0; municipalities merge, so that outlines of an older year have some which the newest key lacks; and
Statistics Finland's service answers in metres where it is not asked for degrees.
"""

import re
from collections.abc import Iterator
from typing import IO

from graph.readings import Rejected
from graph.records import Names, Origin, Place
from ingest import fields, values
from ingest.classification_items import Item, is_array, read_items
from ingest.fields import Object
from ingest.opening import opening
from ingest.outlines import Bounds, features, outline
from ingest.readers import csv_rows
from ingest.repeats import Repeats
from ingest.row import BadField, Row, outcomes_of
from ingest.source import Download, Files, Ingester, Outcome, OutOfScope, Source

ITEMS = (
    "https://data.stat.fi/api/classifications/v2/classifications/kunta_1_20260101/classificationItems"
    "?content=data&meta=max&format=json&lang="
)
OUTLINES = (
    "https://geo.stat.fi/geoserver/tilastointialueet/wfs?service=WFS&version=2.0.0&request=GetFeature"
    "&typeName=tilastointialueet:kunta4500k_2026&outputFormat=json&srsName=EPSG:4326"
)

SOURCE = Source(
    name="municipalities",
    title="Municipalities of Finland",
    publisher="Statistics Finland",
    homepage="https://stat.fi/en/luokitukset/kunta",
    licence="CC-BY-4.0",
    register=True,
    downloads=(
        *(
            Download(name=f"kunta_1_20260101-{language}.json", url=ITEMS + language, form="json")
            for language in ("fi", "sv", "en")
        ),
        Download(name="kunta4500k_2026.geojson", url=OUTLINES, form="json"),
    ),
    at_least={"Place": 300},
)

CLASSIFICATION = "kunta_1"

FINLAND: Bounds = (18.5, 58.0, 32.0, 71.0)
"""Finland with its territorial waters."""

COLUMNS = ("kunta", "municipality_name_fi", "municipality_name_sv", "municipality_name_en", "nuts3_code")
GROUPINGS = (
    "kielisuhde_code",
    "maakunta_code",
    "maakunta_name_fi",
    "maakunta_name_sv",
    "maakunta_name_en",
    "seutukunta_code",
    "seutukunta_name_fi",
    "nuts2_code",
    "nuts3_name_en",
    "hyvinvointialue_code",
    "hyvinvointialue_name_fi",
    "hyvinvointialue_name_sv",
    "hyvinvointialue_name_en",
    "tyollisyysalue_code",
    "tyollisyysalue_name_fi",
    "evk_code",
    "evk_name_fi",
    "evk_name_sv",
    "evk_name_en",
)
"""Columns of what else a municipality belongs to, which are not read."""

PROPERTIES = {
    "NATCODE": ("NAMEFIN", "NAMESWE", "NAMEENG"),
    "kunta": ("nimi", "namn", "name"),
    "code": ("fi", "sv", "en"),
}
"""The property that is the code, and those that are the Finnish, Swedish and English name."""


def parse(given: Files) -> Iterator[Outcome]:
    """Yield what becomes of each municipality of each file.

    Raises
    ------
    SourceChanged
        If a file has none of the three layouts.
    """
    yield from map(Repeats().sieved, _outcomes(given))


def _outcomes(given: Files) -> Iterator[Outcome]:
    streams = {table: given[table] for table in sorted(given)}
    answers = {table: stream for table, stream in streams.items() if is_array(stream)}
    shapes = {table: stream for table, stream in streams.items() if opening(stream).startswith(b"{")}
    for table, stream in streams.items():
        if table not in answers and table not in shapes:
            yield from _rows(table, stream)
    for table, line, item, first in read_items(SOURCE.name, answers):
        outcome = _outcome_of_item(table, line, item)
        if first or isinstance(outcome, Rejected | OutOfScope):
            yield outcome
    for table, stream in shapes.items():
        yield from _features(table, stream)


def _rows(table: str, stream: IO[bytes]) -> Iterator[Outcome]:
    return outcomes_of(csv_rows(SOURCE.name, table, stream, columns=COLUMNS, delimiter=None), _listed)


def _listed(row: Row) -> list[Place]:
    code = row.take_as("kunta", values.municipality)
    row.ignore(*GROUPINGS)
    return [
        Place(
            key=code,
            origin=Origin(table=row.table, line=row.line),
            names=Names(
                fi=row.take("municipality_name_fi"),
                sv=row.take_optional("municipality_name_sv"),
                en=row.take_optional("municipality_name_en"),
            ),
            municipality_code=code,
            nuts3=row.take_optional_as("nuts3_code", values.nuts_region),
        )
    ]


def _outcome_of_item(table: str, line: int, item: Item | BadField) -> Outcome:
    if isinstance(item, Item) and item.classification != CLASSIFICATION:
        return OutOfScope(table=table, line=line, reason=f"is of {item.classification}, not a municipality")
    try:
        return _classified(item)
    except BadField as bad:
        return Rejected(table=table, line=line, reason=bad.reason, field=bad.field, value=bad.value)


def _classified(item: Item | BadField) -> Place:
    if isinstance(item, BadField):
        raise item
    try:
        code = values.municipality(item.code)
    except ValueError as error:
        raise BadField(str(error), field="code", value=item.code) from None
    return Place(key=code, origin=item.origin(), names=item.told(), municipality_code=code)


def _features(table: str, stream: IO[bytes]) -> Iterator[Outcome]:
    for line, feature in features(SOURCE.name, table, stream):
        try:
            yield _outlined(table, line, fields.whole(feature))
        except BadField as bad:
            yield Rejected(table=table, line=line, reason=bad.reason, field=bad.field, value=bad.value)


def _outlined(table: str, line: int, feature: Object) -> Place | OutOfScope:
    known = fields.inner(feature, "properties")
    column = next((name for name in PROPERTIES if name in known), None)
    if column is None:
        raise BadField(f"has none of the properties {', '.join(PROPERTIES)}")
    if re.fullmatch(r"\d\d", fields.text(known, column) or "", re.ASCII):
        return OutOfScope(table=table, line=line, reason="is a region, not a municipality")
    code = fields.text_as(known, column, values.municipality)
    fi, sv, en = (fields.text(known, name) for name in PROPERTIES[column])
    if code is None or fi is None:
        raise BadField("is missing or empty", field=column if code is None else PROPERTIES[column][0])
    return Place(
        key=f"outline-{code}",
        origin=Origin(table=table, line=line),
        names=Names(fi=fi, sv=sv, en=en),
        municipality_code=code,
        outline=outline(feature, FINLAND),
    )


INGESTER = Ingester(SOURCE, parse)
