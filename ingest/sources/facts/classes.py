"""Focus area and method group of a thing, and who assigned them.

Both columns are the curators' classification, with one exception: a page of the agreement's own programme groups its
projects by focus area, so there the publisher has spoken. The method group is never on a page.
"""

from urllib.parse import urlsplit

from graph.records import Assigner, Classification, Origin
from ingest.row import Row
from ontology.files import codes

PROGRAMME_SITE = "hevinnovations.fi"
OUTSIDE = "none"
"""Outside the agreement: no focus area, and so no classification."""


def focus_area(row: Row, *, by: Assigner = "curator") -> tuple[Classification, ...]:
    """Return the focus area of the row, none where it lies outside the agreement."""
    return _classification(row, "agreement_focus_area", "focus-area", by)


def method_group(row: Row) -> tuple[Classification, ...]:
    """Return the method group of the row."""
    return _classification(row, "method_group", "method-group", "curator")


def assigner(origin: Origin) -> Assigner:
    """Return who assigned the focus area of a project that was read at `origin`."""
    host = urlsplit(origin.url or "").hostname or ""
    return "publisher" if host.removeprefix("www.") == PROGRAMME_SITE else "curator"


def _classification(row: Row, column: str, scheme: str, by: Assigner) -> tuple[Classification, ...]:
    code = row.take_code(column, codes(scheme) | {OUTSIDE})
    return () if code == OUTSIDE else (Classification(scheme=scheme, concept=code, by=by),)
