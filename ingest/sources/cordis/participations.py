"""What becomes of the rows of `organization`, whichever and however many files they come in."""

from collections.abc import Iterator
from dataclasses import replace

from graph.records import Organisation, Participation, Project
from ingest.row import BadField, Row
from ingest.source import Outcome, OutOfScope
from ingest.sources.cordis.directory import Directory
from ingest.sources.cordis.participants import IGNORED, TELLING, digest, organisation, participation, pic, updated
from ingest.sources.cordis.projects import mentioned, number


class Participations:
    """The participations met so far. `projects` are those that tables of their own describe."""

    def __init__(self, projects: set[str]) -> None:
        self._projects = projects
        self._directory = Directory()
        self._met: dict[str, tuple[str, int]] = {}

    def read(self, row: Row) -> Iterator[Outcome]:
        """Yield what becomes of one row; its organisation comes later (`organisations`)."""
        row.ignore(*IGNORED)
        told = digest(row)
        try:
            project, key = row.take_as("projectID", number), row.take_as("organisationID", pic)
            when = updated(row, project)
            actor = self._organisation(row, key, told, when)
            found = participation(row, project, key)
            stub = self._project(row, project)
        except BadField as bad:
            yield row.rejected(bad)
            return
        table, times = self._met.get(found.key, (row.table, 0))
        if table != row.table:
            yield OutOfScope(table=row.table, line=row.line, reason=f"is told in {table} already")
            return
        self._met[found.key] = (table, times + 1)
        if actor is None:
            self._directory.meet_again(key, when, found.origin)
        else:
            self._directory.meet(actor, told, when)
        yield from stub
        yield _numbered(found, times + 1)
        yield from row.leftovers()

    def organisations(self) -> Iterator[Organisation]:
        """Yield each organisation of the rows read, once."""
        return self._directory.organisations()

    def _organisation(self, row: Row, key: str, told: bytes, when: str) -> Organisation | None:
        """Return the organisation of a row, None where the row says nothing new of it."""
        if self._directory.knows(key, told, when):
            row.ignore(*TELLING)
            return None
        return organisation(row, key)

    def _project(self, row: Row, key: str) -> list[Project]:
        acronym = row.take_optional("projectAcronym")
        if key in self._projects:
            return []
        stub = mentioned(row, key, acronym)
        self._projects.add(key)
        return [stub]


def _numbered(one: Participation, times: int) -> Participation:
    return one if times == 1 else replace(one, key=f"{one.key}-{times}")
