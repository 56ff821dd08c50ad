"""The same rows in each dialect that CORDIS and its users write."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import IO, TypeVar

from graph.readings import Rejected
from graph.records import Origin, Record
from ingest.source import Drift, Outcome, OutOfScope
from ingest.sources.cordis.ingester import parse
from tests.workbooks import workbook as made_workbook

FOLDER = Path(__file__).parents[3] / "fixtures" / "cordis"
NAMES = tuple(sorted(path.name for path in FOLDER.glob("*.csv")))
SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "cordis"
NUMBERS = {"id", "projectID", "organisationID", "postCode", "rcn", "order", "totalCost", "ecMaxContribution"}
R = TypeVar("R", bound=Record)


def fixture(name: str) -> bytes:
    """Return a fixture as it is published: `;`, every field in quotes, UTF-8."""
    return (FOLDER / name).read_bytes()


def cells(published: bytes) -> list[list[str]]:
    """Return the cells of a well-formed table as published, its header first."""
    return list(csv.reader(io.StringIO(published.decode("utf-8-sig"), newline=""), delimiter=";"))


def resaved(published: bytes) -> bytes:
    """Return it as Excel saves it again: comma, byte order mark, CRLF, quotes only where need be."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(cells(published))
    return text.getvalue().encode("utf-8-sig")


def marked(published: bytes) -> bytes:
    """Return it with a byte order mark, as the FP7 bundle of 2021 had it."""
    return b"\xef\xbb\xbf" + published


def workbook(published: bytes) -> bytes:
    """Return it as the XLSX of the bundle: one sheet of text, whose dimension is wrong."""
    return made_workbook(cells(published), sheet="DATA")


def as_json(published: bytes) -> bytes:
    """Return it as JSON: keys in alphabetical order, numbers where the text is one, so that zeros in front are lost."""
    header, *rows = cells(published)
    items = [{key: _number(key, value) for key, value in sorted(zip(header, row, strict=True))} for row in rows]
    return json.dumps(items, ensure_ascii=False).encode()


def published(data: bytes) -> bytes:
    """Return a table in JSON as CSV as it is published."""
    items = json.loads(data)
    text = io.StringIO(newline="")
    rows = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    rows.writerow(items[0])
    rows.writerows(item.values() for item in items)
    return text.getvalue().encode()


def files(**tables: bytes) -> dict[str, IO[bytes]]:
    """Return files by name; `project_csv` means `project.csv`."""
    return {name.replace("_", "."): BytesIO(data) for name, data in tables.items()}


def bundle() -> dict[str, IO[bytes]]:
    """Return all the fixtures."""
    return {name: BytesIO(fixture(name)) for name in NAMES}


def records(outcomes: Iterable[Outcome]) -> list[Record]:
    """Return the records among the outcomes."""
    return [one for one in outcomes if not isinstance(one, (Rejected, OutOfScope, Drift))]


def placeless(outcomes: Iterable[Outcome]) -> list[Record]:
    """Return the records among the outcomes without where they stand."""
    return [replace(one, origin=Origin(table="")) for one in records(outcomes)]


def read(**tables: bytes) -> list[Outcome]:
    """Return what becomes of each row of these files."""
    return list(parse(files(**tables)))


def one(kind: type[R], key: str, outcomes: Iterable[Outcome]) -> R:
    """Return the one record of `kind` with `key`."""
    [found] = [found for found in outcomes if isinstance(found, kind) and found.key == key]
    return found


def _number(key: str, text: str) -> object:
    plain = text.replace(",", ".")
    is_number = key in NUMBERS and plain.replace(".", "", 1).isdecimal()
    return json.loads(plain.lstrip("0") or "0") if is_number else text
