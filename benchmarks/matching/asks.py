"""What a ranking is asked, what may be known at that time, and what is right: one form for all three tasks.

A *host* is what is ranked: a test bed, or in CORDIS an organisation that companies work with. A ranking is any function
from an `Ask` to an `Answer`; all that it may know of what happened stands in `Ask.past`, from which the case that is
asked about has been taken out. What is right stands in the `Case`, which no ranking sees.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from benchmarks.matching.needs import Constraints, Language
from graph.records import TestBed

SUITS = 2
"""From this grade on a host counts as right where a measure wants yes or no."""

RIGHT = 3
"""The grade of a host that was really used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What can be found. `cities` are all it is in; `texts` are (language, text), None for text in no one language."""

    id: str
    texts: tuple[tuple[Language | None, str], ...] = ()
    themes: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()
    operator: str | None = None
    record: TestBed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """That actors used a host once: a trial, or a project together. `key` is that of the trial or project."""

    key: str
    host: str
    actors: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    year: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Past:
    """What had happened by the time of an ask, the case itself apart. Compared by identity: asks share one.

    `groups` are the members of each project, and what else binds nodes: hosts and actors are nodes alike.
    """

    uses: tuple[Use, ...]
    groups: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is known when somebody asks. `place` and `themes` are of who asks, or what the need tells.

    `candidates` are the hosts that may be shown. `when` is None where the ask is of no certain time; then `past` holds
    what happened before and after.
    """

    id: str
    past: Past
    candidates: tuple[str, ...]
    text: str | None = None
    language: Language | None = None
    actor: str | None = None
    themes: frozenset[str] = frozenset()
    place: str | None = None
    constraints: Constraints = field(default_factory=Constraints)
    when: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Points of hosts, the more the better; a host without points is not shown.

    `confidence` says how likely it is that anything suits, on any scale; the best points where it is None.
    """

    points: Mapping[str, float]
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An ask with what is right. `unit` is the company or need that it counts for; `known` what it had used before.

    `cold` says that the asker is not in `ask.past` at all. `marks` name further slices that the case belongs to.
    """

    ask: Ask
    unit: str
    grades: Mapping[str, int]
    known: frozenset[str] = frozenset()
    cold: bool = True
    marks: frozenset[str] = frozenset()

    @property
    def is_answerable(self) -> bool:
        """Whether a host that may be shown suits."""
        return any(self.grades.get(host, 0) >= SUITS for host in self.ask.candidates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Cases over the same hosts. `part` is the letter of the task, `notes` what a reader must know of it."""

    name: str
    part: str
    title: str
    hosts: tuple[Host, ...]
    cases: tuple[Case, ...]
    notes: tuple[str, ...] = ()

    @property
    def has_text(self) -> bool:
        """Whether there is text on both sides."""
        return any(host.texts for host in self.hosts) and any(case.ask.text for case in self.cases)


Ranker = Callable[[Ask], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A way of ranking. `prepare` reads the hosts of a task once; it returns None where it has nothing to go by.

    `ships` marks the ranking that is on trial; `knows_more` one that is told what a ranking may not know.
    """

    name: str
    prepare: Callable[[Task], Ranker | None]
    ships: bool = False
    knows_more: bool = False
