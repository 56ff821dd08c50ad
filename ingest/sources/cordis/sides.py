"""Side tables: `topics`, `legalBasis` and `euroSciVoc`, which tell more of projects.

What they tell of a project goes into its record, which stands at the row of the project and names theirs. Rows that
tell nothing new, and those of projects that no table describes, are beyond scope. The first row that names a field of
science yields the concept, and those above it: a code such as `/29/97/543` is the way down to it, the path says the
same in words.
"""

import re
from collections.abc import Iterator, Set

from graph.records import Concept, Names, Origin
from ingest import values
from ingest.row import BadField, Row
from ingest.source import Outcome, OutOfScope
from ingest.sources.cordis import cells
from ingest.sources.cordis.projects import Beside, number
from ingest.sources.cordis.tables import Content
from ingest.sources.cordis.taking import given, given_as

REPEATED = "tells of its project what an earlier row told"
UNTOLD = "its project is in no project table that was given"
SET_ASIDE = "its project has been set aside"


class Sides:
    """What the side tables tell of the projects whose numbers are `described`."""

    def __init__(self, described: Set[str]) -> None:
        self._described = described
        self._beside: dict[str, Beside] = {}
        self._concepts: set[str] = set()
        self._yielding: set[tuple[str, int]] = set()

    def of(self, project: str) -> Beside:
        """Return what they tell of one project."""
        return self._beside.get(project) or Beside()

    def read(self, content: Content, row: Row) -> Iterator[Outcome]:
        """Yield what becomes of one row, unless the record of its project will name it, and keep what it tells."""
        try:
            project = row.take_as("projectID", number)
            known = self._beside.setdefault(project, Beside()) if project in self._described else None
            told, concepts = self._read(content, row)
        except BadField as bad:
            yield row.rejected(bad)
            return
        here = (row.table, row.line)
        is_new = known is not None and _added(known, content, *told)
        if known is not None and is_new:
            known.rows.append(here)
        if concepts:
            self._yielding.add(here)
            yield from concepts
        elif not is_new:
            yield OutOfScope(table=row.table, line=row.line, reason=UNTOLD if known is None else REPEATED)
        yield from row.leftovers()

    def untold(self, told: Set[str]) -> Iterator[OutOfScope]:
        """Yield the rows that no record names, for their project is not among those `told`."""
        for project, beside in self._beside.items():
            if project not in told:
                yield from (
                    OutOfScope(table=table, line=line, reason=SET_ASIDE)
                    for table, line in beside.rows
                    if (table, line) not in self._yielding
                )

    def _read(self, content: Content, row: Row) -> tuple[tuple[str, bool], list[Concept]]:
        match content:
            case "topics":
                row.ignore("title")
                return (row.take("topic"), False), []
            case "legalBasis":
                row.ignore("title")
                return (row.take("legalBasis"), bool(given_as(row, "uniqueProgrammePart", cells.truth))), []
            case _:
                codes = _steps(row)
                return (codes[-1], False), list(self._fields(row, codes))

    def _fields(self, row: Row, codes: list[str]) -> Iterator[Concept]:
        labels = row.take("euroSciVocPath").strip("/").split("/")
        leaf = given(row, "euroSciVocTitle") or labels[-1]
        row.ignore("euroSciVocDescription")
        # a label may hold the very sign that parts the labels; then only the last one is known
        known = labels if len(labels) == len(codes) else [None] * len(codes)
        for at, (code, label) in enumerate(zip(codes, [*known[:-1], leaf], strict=True)):
            if label is not None and code not in self._concepts:
                self._concepts.add(code)
                yield _concept(row, code, values.one_line(label), codes[at - 1 : at])


def _added(beside: Beside, content: Content, code: str, main: bool) -> bool:
    """Add a code to what is known beside a project, and say whether it is new."""
    if content == "legalBasis":
        is_new = beside.legal_bases.get(code) != main
        beside.legal_bases[code] = main
        return is_new
    codes = beside.topics if content == "topics" else beside.fields
    is_new = code not in codes
    codes[code] = None
    return is_new


def _steps(row: Row) -> list[str]:
    path = row.take("euroSciVocCode")
    if not re.fullmatch(r"(/?\d+)+/?", path, re.ASCII):
        raise row.bad("euroSciVocCode", "is not a way of codes (/29/97/543)")
    return path.strip("/").split("/")


def _concept(row: Row, code: str, label: str, above: list[str]) -> Concept:
    return Concept(
        key=code,
        origin=Origin(table=row.table, line=row.line),
        scheme="euroscivoc",
        code=code,
        names=Names(en=label),
        broader=tuple(above),
    )
