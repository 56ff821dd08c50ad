"""Finnish municipalities and regions (maakunnat): their names, which lies in which, and their outlines.

Three layouts, any number of files of each at once:

- the key of a year (`kunta`, `municipality_name_fi`, …, `nuts3_code`), a table that the package geofi makes of the
  classifications of Statistics Finland;
- the classification itself (`kunta_1_…`), one answer of the interface for each language, without regions;
- outlines in GeoJSON: of Statistics Finland (`kunta`, `nimi`, `namn`, `name`) or of the National Land Survey
  (`NATCODE`, `NAMEFIN`, `NAMESWE`), which has regions too, by codes of two digits.

An outline is a record of its own, `outline-091`: the number of the municipality makes both one place. A region is
`maakunta-01`, and of the key its municipalities tell the NUTS code, which makes it one place with that of the source
`nuts`; without a key it has none, for its number and its names do not tell. What surprises: codes begin with 0;
municipalities merge, so that outlines of an older year have some which the newest key lacks; and Statistics Finland's
service answers in metres where it is not asked for degrees.
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
    title="Municipalities and regions of Finland",
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

REGION = re.compile(r"\d\d", re.ASCII)


def parse(given: Files) -> Iterator[Outcome]:
    """Yield what becomes of each municipality and region of each file.

    Raises
    ------
    SourceChanged
        If a file has none of the three layouts.
    """
    yield from map(Repeats().sieved, _outcomes(given))


class _Regions:
    """The NUTS codes of regions, by what the key says of their municipalities, each municipality heard once."""

    def __init__(self) -> None:
        self._heard: set[str] = set()
        self._where: dict[str, dict[str, str]] = {}

    def hear(self, row: Row, municipality: str, region: str | None, nuts3: str | None) -> None:
        """Take the region and the NUTS code of a municipality, and where they stand."""
        if municipality not in self._heard and region and nuts3:
            self._where.setdefault(region, {}).setdefault(nuts3, f"{row.table}, line {row.line}")
        self._heard.add(municipality)

    def nuts(self, region: str) -> str | None:
        """Return the NUTS code of a region, None where no municipality tells it.

        Raises
        ------
        BadField
            If they tell several, or one that another region has too.
        """
        told = self._where.get(region, {})
        if len(told) > 1:
            codes = " and of ".join(f"{code} ({where})" for code, where in told.items())
            raise BadField(f"has municipalities of {codes}", field="NATCODE", value=region)
        for code in told:
            for other, known in self._where.items():
                if other != region and code in known:
                    reason = f"has the NUTS code {code} in common with the region {other} ({known[code]})"
                    raise BadField(reason, field="NATCODE", value=region)
        return next(iter(told), None)


def _outcomes(given: Files) -> Iterator[Outcome]:
    streams = {table: given[table] for table in sorted(given)}
    answers = {table: stream for table, stream in streams.items() if is_array(stream)}
    shapes = {table: stream for table, stream in streams.items() if opening(stream).startswith(b"{")}
    regions = _Regions()
    for table, stream in streams.items():
        if table not in answers and table not in shapes:
            yield from _rows(table, stream, regions)
    for table, line, item, first in read_items(SOURCE.name, answers):
        outcome = _outcome_of_item(table, line, item)
        if first or isinstance(outcome, Rejected | OutOfScope):
            yield outcome
    for table, stream in shapes.items():
        yield from _features(table, stream, regions)


def _rows(table: str, stream: IO[bytes], regions: _Regions) -> Iterator[Outcome]:
    rows = csv_rows(SOURCE.name, table, stream, columns=COLUMNS, delimiter=None)
    return outcomes_of(rows, lambda row: [_listed(row, regions)])


def _listed(row: Row, regions: _Regions) -> Place:
    code = row.take_as("kunta", values.municipality)
    row.ignore(*GROUPINGS)
    place = Place(
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
    regions.hear(row, code, row.take_optional_as("maakunta_code", _region), place.nuts3)
    return place


def _region(text: str) -> str:
    if not REGION.fullmatch(text):
        raise ValueError("is not the code of a region (two digits)")
    return text


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


def _features(table: str, stream: IO[bytes], regions: _Regions) -> Iterator[Outcome]:
    for line, feature in features(SOURCE.name, table, stream):
        try:
            yield _outlined(Origin(table=table, line=line), fields.whole(feature), regions)
        except BadField as bad:
            yield Rejected(table=table, line=line, reason=bad.reason, field=bad.field, value=bad.value)


def _outlined(origin: Origin, feature: Object, regions: _Regions) -> Place:
    known = fields.inner(feature, "properties")
    column = next((name for name in PROPERTIES if name in known), None)
    if column is None:
        raise BadField(f"has none of the properties {', '.join(PROPERTIES)}")
    # Municipalities have their area in their outlines, regions do not: 18 with one is Askola (018) without its zero.
    region = column == "NATCODE" and "LANDAREA" not in known and REGION.fullmatch(fields.text(known, column) or "")
    code = fields.text_as(known, column, _region if region else values.municipality)
    fi, sv, en = (fields.text(known, name) for name in PROPERTIES[column])
    if code is None or fi is None:
        raise BadField("is missing or empty", field=column if code is None else PROPERTIES[column][0])
    names, border = Names(fi=fi, sv=sv, en=en), outline(feature, FINLAND)
    if region:
        return Place(key=f"maakunta-{code}", origin=origin, names=names, nuts=regions.nuts(code), outline=border)
    return Place(key=f"outline-{code}", origin=origin, names=names, municipality_code=code, outline=border)


INGESTER = Ingester(SOURCE, parse)
