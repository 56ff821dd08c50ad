"""Rows that tell a thing once more, where files overlap: the first counts, the others are out of scope."""

from graph.readings import Rejected
from ingest.source import Drift, Outcome, OutOfScope


class Repeats:
    """What has been told so far, and where."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], str] = {}

    def sieved(self, outcome: Outcome) -> Outcome:
        """Return `outcome`, or that it is out of scope where its record has the key of an earlier one of its kind."""
        if isinstance(outcome, Rejected | OutOfScope | Drift):
            return outcome
        table, line = outcome.origin.table, outcome.origin.line
        here = f"{table}, line {line}"
        first = self._first.setdefault((type(outcome).__name__, outcome.key), here)
        if first == here:
            return outcome
        return OutOfScope(table=table, line=line, reason=f"told with {first}", rows=outcome.origin.rows)
