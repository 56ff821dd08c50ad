"""What was measured of the analyses, as tables."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.analyses.pairs import LEAST, Timed, disagreeing
from benchmarks.analyses.whole import LIMIT, MOST_MB, RUNS, SAMPLES, Whole
from benchmarks.report import table


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysed:
    """All pairs that were timed, and all analyses of one large network, where they were run."""

    pairs: tuple[Timed, ...]
    whole: Whole | None
    cap: float

    @property
    def is_failed(self) -> bool:
        """Whether two sides disagree, or the analyses as a whole took more memory than they may."""
        return bool(disagreeing(self.pairs)) or not (self.whole is None or self.whole.is_bounded)


def pair_words(found: Sequence[Timed], cap: float) -> list[str]:
    """Return all that there is to tell of the pairs."""
    return [
        "",
        "Analyses of two-mode networks shaped like CORDIS. Ratios above 1: we are faster.",
        "Medians of interleaved rounds (ours, theirs, ours, …) in one process; what is compiled and imported by either "
        "side was so before, and is left out.",
        f"A round of less than {LEAST:g} s repeats its call and is told by the call. cpu: the ratio of processor time.",
        f"≥: theirs was stopped after {cap:g} s.",
        *pair_table(found),
    ]


def pair_table(found: Sequence[Timed]) -> list[str]:
    """Return the table of pairs."""
    head = ("actors", "figure", "ours ms", "theirs ms", "theirs/ours", "cpu", "bar", "rounds", "same", "theirs")
    return table([head, *(_pair(one) for one in found)])


def whole_words(found: Whole) -> list[str]:
    """Return the analyses of one network, as a sentence and a table."""
    verdict = "within" if found.is_bounded else "MORE THAN"
    seconds = sum(one.seconds for one in found.steps)
    return [
        "",
        f"All analyses of {found.actors:,} actors, {found.participations:,} participations and {found.ties:,} ties, "
        f"in a process of its own: {seconds:.0f} s;",
        f"peak memory {found.peak_mb:.0f} MiB, {verdict} the {MOST_MB} MiB allowed "
        f"({found.made_mb:.0f} before the first).",
        f"Null models of {SAMPLES} samples, {RUNS} runs of the search for communities, {LIMIT} rows; compiled before.",
        *table(
            [
                ("analysis", "s", "cpu s", "peak MiB"),
                *((one.analysis, f"{one.seconds:.1f}", f"{one.cpu:.1f}", f"{one.peak_mb:.0f}") for one in found.steps),
            ]
        ),
    ]


def analysis_json(found: Analysed) -> dict[str, Any]:
    """Return all that was measured, for a file."""
    pairs = [{**asdict(one), "ratio": asdict(one.ratio), "cpu_ratio": asdict(one.cpu_ratio)} for one in found.pairs]
    return {"pairs": pairs, "whole": found.whole and asdict(found.whole), "cap": found.cap}


def _pair(one: Timed) -> tuple[str, ...]:
    same = {True: "yes", False: "MISMATCH", None: "stopped"}[one.agree]
    shown = f"{one.actors:,}", one.figure, _milliseconds(one.ours), _milliseconds(one.theirs)
    return *shown, str(one.ratio), str(one.cpu_ratio), _bar(one), str(one.rounds), same, one.peer


def _bar(one: Timed) -> str:
    if one.is_reached:
        return f"{one.bar:g}"
    return f"{one.bar:g} not told" if one.agree is None else f"{one.bar:g} MISSED"


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.2f}" if seconds < 0.1 else f"{seconds * 1000:,.0f}"
