"""The pass counts of two servers side by side, and every test that one passes and the other does not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.w3c.asking import Verdict

EXPLAINED: Mapping[str, str] = {
    "sparql11/syntax-fed#": "SERVICE is refused (403) before anything is parsed: no query may reach another server",
}
"""Where we rightly differ from the engine, by how the names of the tests begin, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How many tests of one kind of a suite there are, and how many each server passes, by value among them."""

    suite: str
    kind: str
    tests: int
    ours: int
    engine: int
    by_value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A test that one server passes and the other does not; `why` is what was wrong."""

    name: str
    is_ours: bool
    why: str

    @property
    def explanation(self) -> str | None:
        """Why we do not pass it although the engine does; None where nobody has said so."""
        return next((why for begin, why in EXPLAINED.items() if self.name.startswith(begin)), None)


def lines(ours: Sequence[Verdict], engine: Sequence[Verdict]) -> list[Line]:
    """Return the counts, in the order of the suites."""
    others = {one.test.name: one for one in engine}
    found: dict[tuple[str, str], list[Verdict]] = {}
    for one in ours:
        found.setdefault((one.test.suite, one.test.kind), []).append(one)
    return [
        Line(
            suite=suite,
            kind=kind,
            tests=len(some),
            ours=sum(one.is_passed for one in some),
            engine=sum(others[one.test.name].is_passed for one in some),
            by_value=sum(one.outcome == "passed by value" for one in some),
        )
        for (suite, kind), some in sorted(found.items())
    ]


def differences(ours: Sequence[Verdict], engine: Sequence[Verdict]) -> list[Difference]:
    """Return the tests whose verdicts differ, by name."""
    others = {one.test.name: one for one in engine}
    return [
        Difference(name=one.test.name, is_ours=one.is_passed, why=one.why or others[one.test.name].why)
        for one in sorted(ours, key=lambda verdict: verdict.test.name)
        if one.is_passed != others[one.test.name].is_passed
    ]


def failed_by_both(ours: Sequence[Verdict], engine: Sequence[Verdict]) -> list[str]:
    """Return the names of the tests that neither server passes."""
    passed = {one.test.name for one in engine if one.is_passed}
    return sorted(one.test.name for one in ours if not one.is_passed and one.test.name not in passed)


def table(found: Sequence[Line]) -> Iterator[str]:
    """Yield the counts as a table in Markdown."""
    yield "| suite | kind | tests | ours | engine | of ours by value only |"
    yield "|---|---|---:|---:|---:|---:|"
    for one in found:
        yield f"| {one.suite} | {one.kind} | {one.tests} | {one.ours} | {one.engine} | {one.by_value} |"
    total = [sum(getattr(one, name) for one in found) for name in ("tests", "ours", "engine", "by_value")]
    yield f"| all | | {' | '.join(map(str, total))} |"


def words(ours: Sequence[Verdict], engine: Sequence[Verdict]) -> Iterator[str]:
    """Yield the whole report: the table, the differences, and what neither server passes."""
    yield from table(lines(ours, engine))
    for one in differences(ours, engine):
        yield f"{'ours' if one.is_ours else 'the engine'} alone passes {one.name}: {one.explanation or one.why}"
    yield f"neither passes: {', '.join(failed_by_both(ours, engine)) or 'none'}"
