"""An answer to a need, as JSON, as rows, and as what a person reads."""

import csv
import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from graph.matching.constraints import Verdict
from graph.matching.grounds import Answer, Match, Reason
from graph.matching.statements import Statement
from ontology import terms

PATH = "cq06-services"
"""The named query that tells the way from a test bed to services, funding and whom to ask."""

EXCLUDED = 5
"""How many excluded test beds a person is told; programs get more."""

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
                "constraints": [verdict_json(verdict) for verdict in one.constraints],
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


def answer_lines(answer: Answer) -> Iterator[str]:
    """Yield an answer as lines that a person reads."""
    for rank, one in enumerate(answer.results, start=1):
        yield f"{rank:>2}. {one.label}  {one.score:.2f}  {short(one.testbed)}"
        for reason in one.reasons:
            yield f"      {reason.feature:<10} {reason.points:5.2f}  {', '.join(reason.values)}"
        unknown = [verdict.name for verdict in one.constraints if verdict.verdict == "unknown"]
        met = [verdict.name for verdict in one.constraints if verdict.verdict == "yes"]
        if met:
            yield f"      met:       {', '.join(met)}"
        if unknown:
            yield f"      not known: {', '.join(unknown)}"
        if one.page:
            yield f"      ask at:    {one.page}"
    if answer.abstained:
        yield f"nothing suits well enough (confidence {answer.confidence:.2f})"
    if (near := answer.nearest) is not None:
        yield (
            f"nearest test bed: {near.testbed_label} {short(near.testbed or '')}"
            if near.testbed
            else "no test bed is near"
        )
        if near.service:
            yield f"nearest service: {near.service_label} {short(near.service)} {near.page or ''}".rstrip()
    for out in answer.excluded[:EXCLUDED]:
        reasons = ", ".join(verdict.name for verdict in out.constraints if verdict.verdict == "no")
        yield f"excluded: {out.label}  {out.score:.2f}  {reasons}"
    for lack in answer.lacks:
        yield f"without: {lack}"


def short(address: str) -> str:
    """Return the short form of an address of ours."""
    return address.removeprefix(terms.ID)


def _rows(answer: Answer) -> Iterator[tuple[object, ...]]:
    for rank, one in enumerate(answer.results, start=1):
        for reason in one.reasons:
            yield rank, one.testbed, one.label, one.score, reason.feature, reason.points, "; ".join(reason.values)


def _match(one: Match) -> dict[str, Any]:
    return {
        "testbed": one.testbed,
        "label": one.label,
        "score": one.score,
        "reasons": [reason_json(reason) for reason in one.reasons],
        "constraints": [verdict_json(verdict) for verdict in one.constraints],
        "page": one.page,
        "service_path": f"/queries/{PATH}?{urlencode({'testbed': short(one.testbed)})}",
    }


def reason_json(one: Reason) -> dict[str, Any]:
    """Return a reason as what JSON can hold."""
    return {
        "feature": one.feature,
        "values": list(one.values),
        "points": one.points,
        "statements": [statement_json(statement) for statement in one.statements],
    }


def verdict_json(one: Verdict) -> dict[str, Any]:
    """Return a verdict as what JSON can hold."""
    return {"name": one.name, "verdict": one.verdict, "statements": [statement_json(each) for each in one.statements]}


def statement_json(one: Statement) -> dict[str, str]:
    """Return a statement as what JSON can hold."""
    language = {"language": one.language} if one.language else {}
    return {"subject": one.subject, "predicate": one.predicate, "object": one.value, **language}
