"""Task (b): Horizon 2020. Which Finnish host will a Finnish company work with in its next project?

Companies (PRC) ask with their country and the programme part of the project; ranked are the Finnish universities,
research organisations and public bodies (HES, REC, PUB) known before the cut; right are those of that project. The
split is by time and whole project: a project that starts on the day of the cut or later is wholly on the other side.
There is no text and no city in these data: the terms of network, theme and popularity are measured alone.
"""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.matching.asks import RIGHT, Ask, Case, Host, Past, Task, Use

HERE = Path(__file__).parents[3] / "shared/data/participations"
CUTS = (2017, 2018, 2019, 2020)
FINLAND, COMPANY, HOSTS = "FI", "PRC", frozenset({"HES", "REC", "PUB"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One organisation in one project."""

    project: str
    organisation: str
    kind: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """All participations, the start of each project that has one, and its programme parts."""

    members: tuple[Member, ...]
    starts: Mapping[str, date]
    parts: Mapping[str, frozenset[str]]


def horizon(folder: Path = HERE) -> Horizon | None:
    """Return the participations of `folder`, or None where the files are absent."""
    whole, parts = folder / "h2020-all.csv.gz", folder / "h2020-programme-parts.csv.gz"
    if not (whole.exists() and parts.exists()):
        return None
    members, starts = [], {}
    for row in _rows(whole):
        members.append(Member(project=row["rcn"], organisation=row["pic"], kind=row["type"], country=row["country"]))
        if row["start_date"] not in {"", "NA"}:
            starts[row["rcn"]] = date.fromisoformat(row["start_date"])
    of_projects: defaultdict[str, set[str]] = defaultdict(set)
    for row in _rows(parts):
        of_projects[row["rcn"]].add(row["programme_part"])
    kept = {project: frozenset(found) for project, found in of_projects.items()}
    return Horizon(members=tuple(members), starts=starts, parts=kept)


def participations(known: Horizon, cuts: Iterable[int] = CUTS) -> tuple[Task, ...]:
    """Return one task for each cut, on the first of January of its year."""
    return tuple(_task(known, date(year, 1, 1)) for year in cuts)


def _task(known: Horizon, cut: date) -> Task:
    before = [one for one in known.members if one.project in known.starts and known.starts[one.project] < cut]
    after = [one for one in known.members if one.project in known.starts and known.starts[one.project] >= cut]
    hosts = sorted({one.organisation for one in before if one.country == FINLAND and one.kind in HOSTS})
    seen = _past(known, before, frozenset(hosts))
    return Task(
        name=f"cordis-{cut.year}",
        part="b",
        title=f"Finnish companies to Finnish hosts in Horizon 2020, cut at {cut.isoformat()}",
        hosts=tuple(Host(id=one) for one in hosts),
        cases=tuple(_cases(known, after, seen, tuple(hosts), cut)),
        notes=("No text, no city: the graph terms alone. A consortium is not the use of a facility.",),
    )


def _past(known: Horizon, before: Iterable[Member], hosts: frozenset[str]) -> Past:
    groups: defaultdict[str, set[str]] = defaultdict(set)
    companies: defaultdict[str, set[str]] = defaultdict(set)
    for one in before:
        groups[one.project].add(one.organisation)
        if one.kind == COMPANY:
            companies[one.project].add(one.country)
    uses = [
        Use(
            key=project,
            host=host,
            actors=frozenset(members - {host}),
            themes=known.parts.get(project, frozenset()),
            places=frozenset(companies[project]),
            year=known.starts[project].year,
        )
        for project, members in groups.items()
        for host in sorted(members & hosts)
    ]
    return Past(uses=tuple(uses), groups={name: frozenset(members) for name, members in groups.items()})


def _cases(known: Horizon, after: Iterable[Member], seen: Past, hosts: tuple[str, ...], cut: date) -> Iterator[Case]:
    finnish: defaultdict[str, list[Member]] = defaultdict(list)
    for one in after:
        if one.country == FINLAND:
            finnish[one.project].append(one)
    worked_with = _partners(seen, frozenset(hosts))
    for project, members in finnish.items():
        right = {one.organisation: RIGHT for one in members if one.organisation in hosts}
        for one in members:
            if right and one.kind == COMPANY:
                ask = Ask(
                    id=f"{project}/{one.organisation}",
                    past=seen,
                    candidates=hosts,
                    actor=one.organisation,
                    themes=known.parts.get(project, frozenset()),
                    place=FINLAND,
                    when=cut,
                )
                partners = worked_with.get(one.organisation)
                yield Case(
                    ask=ask,
                    unit=one.organisation,
                    grades=right,
                    known=partners or frozenset(),
                    cold=partners is None,
                )


def _partners(seen: Past, hosts: frozenset[str]) -> dict[str, frozenset[str]]:
    """Return, of each organisation that was in a project before, the hosts that it was in one with."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for members in seen.groups.values():
        for one in members:
            found[one] |= members & hosts
    return {one: frozenset(partners - {one}) for one, partners in found.items()}


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)
