"""What becomes of the rows of `organization`, whichever and however many files they come in."""

from collections.abc import Iterator
from dataclasses import replace

from graph.records import Organisation, Project
from ingest.row import BadField, Row
from ingest.source import Outcome, OutOfScope
from ingest.sources.cordis.directory import Directory
from ingest.sources.cordis.participants import Part, part
from ingest.sources.cordis.projects import mentioned


class Participations:
    """The participations met so far. `projects` are those that tables of their own describe."""

    def __init__(self, projects: set[str]) -> None:
        self._projects = projects
        self._directory = Directory()
        self._met: dict[str, tuple[str, int]] = {}

    def read(self, row: Row) -> Iterator[Outcome]:
        """Yield what becomes of one row; its organisation comes later (`organisations`)."""
        try:
            found = part(row)
            project = self._project(row, found)
        except BadField as bad:
            yield row.rejected(bad)
            return
        table, times = self._met.get(found.participation.key, (row.table, 0))
        if table != row.table:
            yield OutOfScope(table=row.table, line=row.line, reason=f"is told in {table} already")
            return
        self._met[found.participation.key] = (table, times + 1)
        self._directory.meet(found.organisation, found.updated)
        yield from project
        yield _numbered(found, times + 1)
        yield from row.leftovers()

    def organisations(self) -> Iterator[Organisation]:
        """Yield each organisation of the rows read, once."""
        return self._directory.organisations()

    def _project(self, row: Row, found: Part) -> list[Project]:
        key = found.participation.project
        if key in self._projects:
            return []
        stub = mentioned(row, key, found.acronym)
        self._projects.add(key)
        return [stub]


def _numbered(found: Part, times: int) -> Outcome:
    one = found.participation
    return one if times == 1 else replace(one, key=f"{one.key}-{times}")
