"""Side tables: `topics`, `legalBasis` and `euroSciVoc`, which tell more of projects.

What they tell of a project goes into its record, which stands at the row of the project; their own rows then are
beyond scope, with that as the reason, and so are rows of projects that no table describes. The first row that names a
field of science also yields the concept, and those above it: a code such as `/29/97/543` is the way down to it, the
path says the same in words.
"""

import re
from collections.abc import Iterable, Iterator, Set

from graph.records import Concept, Names, Origin
from ingest.row import BadField, Row
from ingest.source import Outcome, OutOfScope
from ingest.sources.cordis import cells
from ingest.sources.cordis.projects import Beside, number
from ingest.sources.cordis.tables import Content
from ingest.sources.cordis.taking import folded, given, given_as

TOLD = "is told with its project"
UNTOLD = "its project is in no project table that was given"


class Sides:
    """What the side tables tell of the projects whose numbers are `described`."""

    def __init__(self, described: Set[str]) -> None:
        self._described = described
        self._beside: dict[str, Beside] = {}
        self._concepts: set[str] = set()

    def of(self, project: str) -> Beside:
        """Return what they tell of one project."""
        return self._beside.get(project) or Beside()

    def read(self, content: Content, row: Row) -> Iterator[Outcome]:
        """Yield what becomes of one row, and keep what it tells."""
        try:
            project = row.take_as("projectID", number)
            beside = self._beside.setdefault(project, Beside()) if project in self._described else Beside()
            concepts = list(self._read(content, row, beside))
        except BadField as bad:
            yield row.rejected(bad)
            return
        yield from concepts
        if not concepts:
            reason = TOLD if project in self._described else UNTOLD
            yield OutOfScope(table=row.table, line=row.line, reason=reason)
        yield from row.leftovers()

    def _read(self, content: Content, row: Row, beside: Beside) -> Iterable[Concept]:
        match content:
            case "topics":
                beside.topics[row.take("topic")] = None
                row.ignore("title")
                return ()
            case "legalBasis":
                code, unique = row.take("legalBasis"), given_as(row, "uniqueProgrammePart", cells.truth)
                beside.legal_bases[code] = bool(unique)
                row.ignore("title")
                return ()
            case _:
                return self._field(row, beside)

    def _field(self, row: Row, beside: Beside) -> Iterator[Concept]:
        codes, labels = _steps(row), row.take("euroSciVocPath").strip("/").split("/")
        leaf = given(row, "euroSciVocTitle") or labels[-1]
        row.ignore("euroSciVocDescription")
        beside.fields[codes[-1]] = None
        # a label may hold the very sign that parts the labels; then only the last one is known
        known = labels if len(labels) == len(codes) else [None] * len(codes)
        for at, (code, label) in enumerate(zip(codes, [*known[:-1], leaf], strict=True)):
            if label is not None and code not in self._concepts:
                self._concepts.add(code)
                yield _concept(row, code, folded(label), codes[at - 1 : at])


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
