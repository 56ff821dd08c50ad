"""What the rows read so far describe or mention, and how a field refers to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.records import (
    IndicatorSeries,
    Names,
    Organisation,
    Origin,
    Project,
    Record,
    Service,
    TestBed,
    Trial,
)
from ingest.row import BadField
from ingest.sources.table.actors import Actors
from ingest.sources.table.addresses import address_of
from ingest.sources.table.cells import Cells, one_of
from ingest.sources.table.kinds import SCHEMES
from ingest.sources.table.mentions import Mentions
from ingest.sources.table.places import Places

ADDRESSED = {TestBed: "testbed", Service: "service", Trial: "trial", IndicatorSeries: "indicator", Project: "project"}
"""How the address of a thing of each kind begins."""


@dataclass(slots=True)
class Things:
    """All that one source has told so far."""

    actors: Actors = field(default_factory=Actors)
    places: Places = field(default_factory=Places)
    projects: Mentions[Project] = field(default_factory=Mentions)
    _lines: dict[tuple[type[Record], str], str] = field(default_factory=dict)
    _codes: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        """Take note of a record that a row describes."""
        self._lines[type(record), record.key] = f"{record.origin.table}, line {record.origin.line}"
        if isinstance(record, Organisation):
            self.actors.add(record)
        if isinstance(record, Project) and record.code:
            self._codes.setdefault(record.code, record.key)

    def mentioned(self) -> Iterator[Record]:
        """Yield what rows mention and no row describes, each once."""
        yield from self.places.places()
        yield from self.actors.mentioned.things()
        yield from self.projects.things()

    def settle(self, *, sound: bool) -> None:
        """Keep what the row at hand mentioned where it proved sound, else forget it."""
        for mentions in (self.places, self.actors.mentioned, self.projects):
            mentions.settle(sound=sound)

    def refuse_known(self, kind: type[Record], key: str) -> None:
        """Raise an error if a row has described the thing of `kind` with `key` already."""
        if first := self._lines.get((kind, key)):
            raise BadField(f"has the key {key} of another row ({first})")

    def reference(self, cells: Cells, name: str, kind: type[Record]) -> str | None:
        """Return the thing of `kind` that field `name` refers to: a key of this source, or an address of the graph."""
        written = cells.text(name)
        if written is None or (kind, written) in self._lines:
            return written
        what = ADDRESSED[kind]
        if address := cells.read(name, lambda text: address_of(text, what)):
            return address
        raise cells.bad(name, f"refers to nothing: neither a key of this source read so far nor an address ({what}/…)")

    def required(self, cells: Cells, name: str, kind: type[Record]) -> str:
        """Return the thing of `kind` that field `name` must refer to."""
        cells.required(name)
        found = self.reference(cells, name, kind)
        assert found is not None, "the field says something"
        return found

    def project(self, cells: Cells) -> str | None:
        """Return the project that a row speaks of: by key, by address, or by its number in a register."""
        number = cells.text("project_number")
        if number is None:
            return self.reference(cells, "project", Project)
        scheme = cells.read("project_scheme", lambda text: one_of(text, SCHEMES))
        code = None if scheme is None else (scheme, number)
        if code is not None and code in self._codes:
            return self._codes[code]
        key = number if code is None else "-".join(code)
        if (Project, key) not in self._lines:
            self.projects.meet(_mentioned(cells, key, code), number if scheme is None else f"{scheme.upper()} {number}")
        return key

    def required_project(self, cells: Cells) -> str:
        """Return the project that a row must speak of."""
        found = self.project(cells)
        if found is None:
            raise BadField("has no project: neither its key nor its number")
        return found


def _mentioned(cells: Cells, key: str, code: tuple[str, str] | None) -> Project:
    title, acronym = cells.text("project_title"), cells.text("project_acronym")
    start, end = cells.period("project_start", "project_end")
    name = " ".join((title or acronym or "").split()) or None
    table, line = cells.where
    return Project(
        key=key,
        origin=Origin(table=table, line=line),
        names=Names(und=name, short=(acronym,) if acronym and acronym != name else ()),
        code=code,
        programme=cells.text("project_programme"),
        start=start,
        end=end,
        acronym=acronym,
    )
