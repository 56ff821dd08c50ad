"""Actors that suit, as JSON, as rows, and as what a person reads."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from graph.matching.actor_ranking import ActorAnswer, ActorMatch, Pilot
from graph.matching.telling import reason_json, short, statement_json, verdict_json

COLUMNS = (
    "rank",
    "actor",
    "label",
    "score",
    "feature",
    "points",
    "values",
    "tried",
    "piloted",
    "testbeds",
    "years",
    "pages",
)


def actors_json(answer: ActorAnswer) -> dict[str, Any]:
    """Return an answer as what JSON can hold."""
    return {
        "results": [_match(one) for one in answer.results],
        "excluded": [
            {
                "actor": one.actor,
                "label": one.label,
                "score": one.score,
                "constraints": [verdict_json(each) for each in one.constraints],
            }
            for one in answer.excluded
        ],
        "abstained": answer.abstained,
        "covered": answer.covered,
        "nearest": None if answer.nearest is None else _match(answer.nearest),
        "coverage": dict(answer.coverage),
        "lacks": list(answer.lacks),
    }


def actors_csv(answer: ActorAnswer) -> str:
    """Return the results of an answer as CSV, a reason a row; of several test beds each has its place in all lists."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for rank, one in enumerate(answer.results, start=1):
        beds = "; ".join(each.testbed for each in one.pilots)
        years = "; ".join(" ".join(each.years) for each in one.pilots)
        pages = "; ".join(each.page or "" for each in one.pilots)
        for reason in one.reasons:
            told = (reason.feature, reason.points, "; ".join(reason.values))
            writer.writerow((rank, one.actor, one.label, one.score, *told, one.tried, one.piloted, beds, years, pages))
    return out.getvalue()


def actors_lines(answer: ActorAnswer) -> Iterator[str]:
    """Yield an answer as lines that a person reads."""
    for rank, one in enumerate(answer.results, start=1):
        yield from _lines(f"{rank:>2}. ", one)
    if answer.abstained:
        share = "" if answer.covered is None else f": {answer.covered:.0%} of the idea is covered"
        yield f"nobody suits well enough{share}"
    if answer.nearest is not None:
        yield from _lines("nearest: ", answer.nearest)
    for out in answer.excluded:
        reasons = ", ".join(verdict.name for verdict in out.constraints if verdict.verdict == "no")
        yield f"excluded: {out.label}  {out.score:.2f}  {reasons}"
    for lack in answer.lacks:
        yield f"note: {lack}"


def _lines(begin: str, one: ActorMatch) -> Iterator[str]:
    told = ", ".join((*one.kinds, *one.cities))
    yield f"{begin}{one.label}  {one.score:.2f}  {short(one.actor)}" + (f"  ({told})" if told else "")
    for reason in one.reasons:
        yield f"      {reason.feature:<10} {reason.points:5.2f}  {', '.join(reason.values)}"
    unknown = [verdict.name for verdict in one.constraints if verdict.verdict == "unknown"]
    if unknown:
        yield f"      not known: {', '.join(unknown)}"
    if one.tried is not None:
        yield f"      tried something here: {one.tried}"
    for pilot in one.pilots:
        yield f"      piloted    {_piloted(pilot)}"


def _piloted(one: Pilot) -> str:
    when = f" {', '.join(one.years)}" if one.years else ""
    ask = ", ".join((*one.operators, *([one.page] if one.page else [])))
    return f"{one.label}, {one.testbed_label}{when}" + (f"; ask {ask}" if ask else "")


def _match(one: ActorMatch) -> dict[str, Any]:
    return {
        "actor": one.actor,
        "label": one.label,
        "kinds": list(one.kinds),
        "cities": list(one.cities),
        "score": one.score,
        "reasons": [reason_json(reason) for reason in one.reasons],
        "constraints": [verdict_json(verdict) for verdict in one.constraints],
        "tried": one.tried,
        "piloted": one.piloted,
        "pilots": [
            {
                "trial": pilot.trial,
                "label": pilot.label,
                "testbed": pilot.testbed,
                "testbed_label": pilot.testbed_label,
                "years": list(pilot.years),
                "page": pilot.page,
                "operators": list(pilot.operators),
                "statements": [statement_json(each) for each in pilot.statements],
            }
            for pilot in one.pilots
        ],
    }
