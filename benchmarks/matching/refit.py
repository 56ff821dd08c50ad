"""`python -m benchmarks.matching.refit`: fit the weights of the ranking that ships, on several sets jointly.

Prints the weights with what they are worth on units left out; the file `graph/matching/weights.toml` is changed by
hand, after reading. `--semantic` also weighs meanings, where a model of language is installed.
"""

import argparse
import sys
from collections.abc import Sequence

from benchmarks.matching.facts import curated
from benchmarks.matching.fit import fit, fitted_toml
from benchmarks.matching.judged import judged
from benchmarks.matching.needs import grades, needs
from benchmarks.matching.participations import horizon, participations
from benchmarks.matching.pilots import pilots
from benchmarks.matching.points import point_set
from benchmarks.matching.shipped import strengths_of
from graph.matching.weights import FEATURES

LENIENT = "pilots-company"
"""Left out of the fitting: the companions of a trial in one campaign tell where it was."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching.refit", description=__doc__)
    parser.add_argument("--semantic", action="store_true", help="weigh meanings too")
    options = parser.parse_args(arguments)
    facts = curated()
    tasks = [*pilots(facts), *judged(facts, needs(), grades())]
    if (known := horizon()) is not None:
        tasks += participations(known)
    sets = [
        point_set(task, FEATURES, strengths_of(task, semantic=options.semantic))
        for task in tasks
        if task.name != LENIENT
    ]
    fixed = () if options.semantic else ("semantic",)
    sys.stdout.write(fitted_toml(fit(sets, FEATURES, fixed=fixed)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
