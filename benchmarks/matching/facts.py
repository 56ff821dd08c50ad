"""The curated facts, as the ingester reads them, in the form that the tasks and baselines want."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from benchmarks.matching.asks import Host, Past, Use
from benchmarks.matching.needs import NOT_RANKED, Language
from graph.records import Classification, Organisation, Participation, Project, Record, TestBed, Trial
from ingest.run import read
from ingest.sources.facts.ingester import INGESTER

Kind = TypeVar("Kind", Organisation, Participation, Project, TestBed, Trial)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The records that matching is about, `keto-1` left out of the test beds."""

    testbeds: Mapping[str, TestBed]
    organisations: Mapping[str, Organisation]
    projects: Mapping[str, Project]
    participations: tuple[Participation, ...]
    trials: tuple[Trial, ...]


def curated() -> Facts:
    """Return the facts that are shipped."""
    return sorted_facts(read(INGESTER, clock=lambda: datetime.now(UTC)).records)


def sorted_facts(records: Iterable[Record]) -> Facts:
    """Return `records` by kind."""
    kept = tuple(records)
    testbeds = _keyed(kept, TestBed)
    testbeds.pop(NOT_RANKED, None)
    return Facts(
        testbeds=testbeds,
        organisations=_keyed(kept, Organisation),
        projects=_keyed(kept, Project),
        participations=tuple(_keyed(kept, Participation).values()),
        trials=tuple(_keyed(kept, Trial).values()),
    )


def host(bed: TestBed) -> Host:
    """Return a test bed as what can be found.

    Its text is what a grader of the needs might read: names, what can be tried, themes, kind, users, services.
    """
    codes = (bed.kind.replace("-", " "), *bed.themes, *bed.user_groups, *bed.offered)
    texts: list[tuple[Language, str | None]] = [
        ("fi", bed.names.fi),
        ("sv", bed.names.sv),
        ("en", bed.names.en),
        ("fi", bed.can_be_tested_fi),
        ("en", bed.can_be_tested_en),
        ("en", "; ".join(codes)),
    ]
    return Host(
        id=bed.key,
        texts=tuple((language, text) for language, text in texts if text),
        themes=themes(bed.classifications) | {_code(theme) for theme in bed.themes},
        cities=frozenset(bed.cities or filter(None, [bed.city])),
        operator=bed.operator,
        record=bed,
    )


def themes(classifications: Iterable[Classification]) -> frozenset[str]:
    """Return the focus areas among `classifications`."""
    return frozenset(one.concept for one in classifications if one.scheme == "focus-area")


def past(known: Facts, trials: Iterable[Trial], participations: Iterable[Participation]) -> Past:
    """Return what is known from `trials` and `participations` alone, and who operates what.

    A trial binds its actor, its test bed and the members of its project; the themes of a use are the focus areas of
    its test bed and of its actor, its places the cities of the test bed.
    """
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for part in participations:
        groups[f"project/{part.project}"].add(part.organisation)
    uses = [_use(known, trial) for trial in trials if trial.testbed in known.testbeds]
    for trial in trials:
        bound = {one for one in (trial.actor, trial.testbed) if one is not None}
        groups[f"trial/{trial.key}"] |= bound
        if trial.project is not None:
            groups[f"project/{trial.project}"] |= bound
    for bed in known.testbeds.values():
        if bed.operator is not None:
            groups[f"operator/{bed.key}"] |= {bed.key, bed.operator}
    return Past(uses=tuple(uses), groups={name: frozenset(members) for name, members in groups.items()})


def _use(known: Facts, trial: Trial) -> Use:
    bed = known.testbeds[trial.testbed or ""]
    actor = known.organisations.get(trial.actor or "")
    return Use(
        key=trial.key,
        host=bed.key,
        actors=frozenset(filter(None, [trial.actor])),
        themes=themes(bed.classifications) | (themes(actor.classifications) if actor else frozenset()),
        places=frozenset(bed.cities or filter(None, [bed.city])),
        year=trial.year,
        text=trial.title,
    )


def _keyed(records: Iterable[Record], kind: type[Kind]) -> dict[str, Kind]:
    return {record.key: record for record in records if isinstance(record, kind)}


def _code(theme: str) -> str:
    return theme.replace(" ", "-")
