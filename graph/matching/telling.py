"""An answer to a need, as JSON, as rows, and as what a person reads."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from graph.matching.constraints import Verdict
from graph.matching.grounds import Answer, Match, Reason
from graph.matching.statements import Statement

COLUMNS = ("rank", "testbed", "label", "score", "feature", "points", "values")


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as what JSON can hold."""
    return {
        "results": [_match(one) for one in answer.results],
        "excluded": [
            {
                "testbed": one.testbed,
                "label": one.label,
                "score": one.score,
                "constraints": [_verdict(verdict) for verdict in one.constraints],
            }
            for one in answer.excluded
        ],
        "abstained": answer.abstained,
        "confidence": answer.confidence,
        "nearest": None
        if answer.nearest is None
        else {
            "testbed": answer.nearest.testbed,
            "testbed_label": answer.nearest.testbed_label,
            "service": answer.nearest.service,
            "service_label": answer.nearest.service_label,
            "page": answer.nearest.page,
        },
        "coverage": dict(answer.coverage),
        "lacks": list(answer.lacks),
    }


def answer_csv(answer: Answer) -> str:
    """Return the results of an answer as CSV, a reason a row."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(_rows(answer))
    return out.getvalue()


def _rows(answer: Answer) -> Iterator[tuple[object, ...]]:
    for rank, one in enumerate(answer.results, start=1):
        for reason in one.reasons:
            yield rank, one.testbed, one.label, one.score, reason.feature, reason.points, "; ".join(reason.values)


def _match(one: Match) -> dict[str, Any]:
    return {
        "testbed": one.testbed,
        "label": one.label,
        "score": one.score,
        "reasons": [_reason(reason) for reason in one.reasons],
        "constraints": [_verdict(verdict) for verdict in one.constraints],
    }


def _reason(one: Reason) -> dict[str, Any]:
    return {
        "feature": one.feature,
        "values": list(one.values),
        "points": one.points,
        "statements": [_statement(statement) for statement in one.statements],
    }


def _verdict(one: Verdict) -> dict[str, Any]:
    return {"name": one.name, "verdict": one.verdict, "statements": [_statement(each) for each in one.statements]}


def _statement(one: Statement) -> dict[str, str]:
    language = {"language": one.language} if one.language else {}
    return {"subject": one.subject, "predicate": one.predicate, "object": one.value, **language}
