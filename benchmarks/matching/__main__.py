"""`python -m benchmarks.matching`: rank for the pilots, for CORDIS and for the judged needs, and say who wins.

Prints tables in Markdown, one task after another, and at the end in sentences where the ranking that ships does not
beat a baseline. Exits with 0 whoever wins, with 2 where a ranking cannot be found.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.matching import history, report
from benchmarks.matching.asks import Method, Task
from benchmarks.matching.baselines import BAR, baselines
from benchmarks.matching.comparing import Comparison, comparison
from benchmarks.matching.embeddings import SAID, is_installed
from benchmarks.matching.facts import curated
from benchmarks.matching.judged import judged
from benchmarks.matching.needs import grades, needs
from benchmarks.matching.participations import horizon, participations
from benchmarks.matching.pilots import pilots
from benchmarks.matching.plugged import NoRanking, plugged

PARTS = ("a", "b", "c")
SHIPPED = ("benchmarks.matching.shipped:shipped", "benchmarks.matching.shipped:shipped_semantic")
RESULTS = Path(__file__).parents[1] / "results"
NO_CORDIS = "Task (b) is left out: ../shared/data/participations is not there."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison; return the exit code."""
    options = _options(arguments)
    try:
        methods = _methods(options)
    except NoRanking as error:
        print(error, file=sys.stderr)
        return 2
    tasks = _tasks(options.only)
    lines = report.heading(
        history.first_commit(history.JUDGED), history.first_commit(history.RANKING), _absent(tasks, options)
    )
    print(*lines, sep="\n", flush=True)
    found = []
    for task in tasks:
        _say(f"{task.name}: {len(task.cases)} cases, {len(methods)} methods")
        found.append(comparison(task, methods, BAR))
        lines += (said := report.told(found[-1]))
        print(*said, sep="\n", flush=True)
    lines += (said := report.verdicts(found))
    print(*said, sep="\n")
    _write(lines, found, options)
    return 0


def _methods(options: argparse.Namespace) -> tuple[Method, ...]:
    known = [*map(plugged, options.ranker), *baselines(needs())]
    return tuple(one for one in known if one.name not in options.without)


def _tasks(parts: Sequence[str]) -> list[Task]:
    found: list[Task] = []
    if "a" in parts or "c" in parts:
        facts = curated()
        found += pilots(facts) if "a" in parts else ()
        found += judged(facts, needs(), grades()) if "c" in parts else ()
    if "b" in parts and (known := horizon()) is not None:
        found += participations(known)
    return sorted(found, key=lambda one: one.part)


def _absent(tasks: Sequence[Task], options: argparse.Namespace) -> list[str]:
    missing = [NO_CORDIS] if "b" in options.only and not any(one.part == "b" for one in tasks) else []
    return missing if is_installed() else [*missing, SAID]


def _write(lines: Sequence[str], found: Sequence[Comparison], options: argparse.Namespace) -> None:
    if options.json is not None:
        options.json.write_text(json.dumps(_as_json(found), ensure_ascii=False, indent=1) + "\n", "utf-8")
    if options.keep:
        RESULTS.mkdir(exist_ok=True)
        kept = RESULTS / f"matching-{datetime.now(UTC).date().isoformat()}.md"
        kept.write_text("\n".join(lines) + "\n", "utf-8")
        _say(f"kept in {kept}")


def _as_json(found: Sequence[Comparison]) -> dict[str, Any]:
    return {
        "judged": history.first_commit(history.JUDGED),
        "ranking": history.first_commit(history.RANKING),
        "bar": BAR,
        "tasks": [asdict(one) for one in found],
    }


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="a: pilots, b: CORDIS, c: judged needs")
    parser.add_argument(
        "--ranker",
        nargs="*",
        default=SHIPPED,
        metavar="MODULE:NAME",
        help="rankings beside the baselines (%(default)s)",
    )
    parser.add_argument("--without", nargs="+", default=[], metavar="METHOD", help="methods to leave out, by name")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all measures there")
    parser.add_argument("--keep", action="store_true", help="keep the tables in benchmarks/results")
    return parser.parse_args(arguments)


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
