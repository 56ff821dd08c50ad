"""The report of a comparison, in Markdown, with a plain word on where the ranking that ships is no better."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from benchmarks.matching.baselines import BAR
from benchmarks.matching.comparing import MAIN, Abstained, Against, Comparison, Line
from benchmarks.matching.exposure import Exposure, Share
from benchmarks.matching.intervals import RESAMPLES
from benchmarks.matching.markdown import above, mean, share, table
from benchmarks.matching.overlap import Overlap
from benchmarks.matching.scoring import ALL

MOST_OPERATORS = 8
TOLD = ("nDCG@5", "Recall@10", "Hit@3", "MRR")


def heading(judged: str | None, ranking: str | None, absent: Sequence[str]) -> list[str]:
    """Return what stands on top: both commits, and what could not be compared."""
    return [
        "# Company to test bed: how good is the ranking?",
        "",
        f"Judged needs: {judged or 'no commit known (not a checkout)'}.",
        f"First commit of graph/matching: {ranking or 'none yet'}.",
        f"Intervals: 95 %, bootstrap by company or need, {RESAMPLES:,} resamples. p: sign flips. Ties: expectation.",
        f"The bar: {BAR}.",
        *absent,
    ]


def told(found: Comparison) -> list[str]:
    """Return all that is told of one task."""
    return [
        "",
        f"## ({found.part}) {found.task}: {found.title}",
        "",
        f"{found.cases} cases, {found.hosts} hosts. {' '.join(found.notes)}",
        *([f"Nothing to go by: {', '.join(found.silent)}."] if found.silent else []),
        "",
        *_whole(found),
        "",
        *_slices(found),
        "",
        *_exposures(found),
        *_abstentions(found.abstentions),
        *_overlaps(found.overlaps),
        *_against(found),
    ]


def verdicts(found: Iterable[Comparison]) -> list[str]:
    """Return, in sentences, where each ranking that ships beats the bar, and where any baseline is not beaten."""
    said = [line for one in found for line in _verdict(one)]
    return ["", "## What it comes to", "", *(said or ["- No ranking that ships was compared: baselines only."])]


def _whole(found: Comparison) -> list[str]:
    lines = [line for line in found.lines if line.slice == ALL]
    head = ["method", "nDCG@10", *TOLD, "nDCG@10 above the bar"]
    rows = [
        [
            line.method,
            mean(line.means["nDCG@10"]),
            *(f"{line.means[name].mean:.3f}" for name in TOLD),
            _above(line),
        ]
        for line in lines
    ]
    return [f"{lines[0].means['nDCG@10'].units} companies or needs with something to find.", "", *table(head, rows)]


def _slices(found: Comparison) -> list[str]:
    names = [name for name in dict.fromkeys(line.slice for line in found.lines) if name != ALL]
    if not names:
        return []
    by_method: dict[str, dict[str, Line]] = {}
    for line in found.lines:
        by_method.setdefault(line.method, {})[line.slice] = line
    first = next(iter(by_method.values()))
    head = ["nDCG@10 by slice", *(f"{name} ({first[name].means['nDCG@10'].units})" for name in names)]
    rows = [[method, *(mean(lines[name].means["nDCG@10"]) for name in names)] for method, lines in by_method.items()]
    return table(head, rows)


def _exposures(found: Comparison) -> list[str]:
    head = ["first 10 places", "ever shown", "Gini", "cities: shown / offered"]
    rows = [
        [method, share(one.ever_shown), share(one.gini), _shares(one.cities)] for method, one in found.exposures.items()
    ]
    return [*table(head, rows), "", *_operators(found.exposures)]


def _operators(exposures: Mapping[str, Exposure]) -> list[str]:
    first = next(iter(exposures.values()))
    names = [one.name for one in first.operators[:MOST_OPERATORS]]
    if len(names) < 2:
        return []
    head = [
        "operators' shares of the places (of test beds)",
        *(f"{one.name} ({share(one.supply)})" for one in first.operators[:MOST_OPERATORS]),
    ]
    rows = [[method, *(share(_of(one.operators, name)) for name in names)] for method, one in exposures.items()]
    return [*table(head, rows), ""]


def _abstentions(found: Sequence[Abstained]) -> list[str]:
    if not found:
        return []
    counts = found[0].found
    head = [
        "abstention",
        "ROC area",
        "answers: precision",
        "recall",
        "abstentions: precision",
        "recall",
        "right in first 3",
        "thresholds",
    ]
    rows = [
        [
            one.method,
            share(one.separation),
            share(one.found.answer_precision),
            share(one.found.answer_recall),
            share(one.found.abstention_precision),
            share(one.found.abstention_recall),
            share(one.found.good_recall),
            " ".join(f"{threshold:.3g}" for threshold in one.found.thresholds),
        ]
        for one in found
    ]
    asks = f"{counts.answerable} asks that something suits, {counts.impossible} that nothing does"
    said = f"{asks}; thresholds by cross-validation over needs."
    return [said, "", *table(head, rows), ""]


def _overlaps(found: Mapping[str, tuple[Overlap, ...]]) -> list[str]:
    first = next(iter(found.values()))
    if not first:
        return []
    head = [
        f"first {first[0].k} in common, one need told twice",
        *(f"{' and '.join(one.languages)} ({one.needs})" for one in first),
    ]
    rows = [[method, *(share(one.share) for one in pairs)] for method, pairs in found.items()]
    return [*table(head, rows), ""]


def _against(found: Comparison) -> list[str]:
    if not found.against:
        return []
    whole = [one for one in found.against if one.slice == ALL]
    pairs = dict.fromkeys((one.method, one.other) for one in whole)
    by_pair = {(one.method, one.other, one.measure): one for one in whole}
    rows = [
        [f"{method} above {other}", *(above(by_pair[method, other, measure].difference) for measure in MAIN)]
        for method, other in pairs
    ]
    return [*table(["paired", *MAIN], rows), ""]


def _verdict(found: Comparison) -> Iterator[str]:
    for method in dict.fromkeys(one.method for one in found.against):
        main = [one for one in found.against if one.method == method and one.slice == ALL and one.measure == MAIN[0]]
        bar = next(one for one in main if one.other == BAR)
        yield f"- {found.task}: {_of_bar(bar)}{_of_others(main)}"


def _of_bar(one: Against) -> str:
    found = f"{one.method} {above(one.difference)} to {BAR} by {one.measure}, n = {one.difference.units}"
    if one.difference.is_above:
        return f"{found}: **beats it**"
    if one.difference.is_below:
        return f"{found}: **is worse**"
    return f"{found}: **does not beat it**, the interval holds zero"


def _of_others(main: Sequence[Against]) -> str:
    worse = [one for one in main if one.difference.is_below and one.other != BAR]
    unsure = [one for one in main if not one.difference.is_below and not one.difference.is_above and one.other != BAR]
    said = f"; **beaten by** {_named(worse)}" if worse else "; no baseline beats it"
    return said + (f"; not told apart from {_named(unsure)}" if unsure else "") + "."


def _named(those: Iterable[Against]) -> str:
    return ", ".join(f"{one.other} ({one.difference.mean:+.3f})" for one in those)


def _above(line: Line) -> str:
    return "the bar" if line.to_bar is None else above(line.to_bar[MAIN[0]])


def _shares(those: Iterable[Share]) -> str:
    return ", ".join(f"{one.name} {share(one.shown)} / {share(one.supply)}" for one in those)


def _of(those: Iterable[Share], name: str) -> float | None:
    return next((one.shown for one in those if one.name == name), None)
