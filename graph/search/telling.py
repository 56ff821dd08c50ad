"""An answer of a search, as JSON, as rows, and as what a person reads."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from graph.search.finding import SearchAnswer, SearchHit
from ontology.terms import ID

COLUMNS = ("iri", "kind", "label", "city", "score", "matched", "snippet")
"""What is told of a hit, in JSON and CSV alike."""


def answer_json(answer: SearchAnswer) -> dict[str, Any]:
    """Return an answer as what JSON can hold."""
    return {
        "results": [dict(zip(COLUMNS, _row(hit), strict=True)) for hit in answer.hits],
        "total": answer.total,
        "every_word": answer.every,
        "corrected": dict(answer.corrected),
        "language": answer.language,
        "facets": {
            facet.name: {
                "values": [{"value": one.value, "label": one.label, "count": one.count} for one in facet.counts],
                "unknown": facet.unknown,
            }
            for facet in answer.facets
        },
    }


def answer_csv(answer: SearchAnswer) -> str:
    """Return the hits of an answer as CSV."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(_row(hit) for hit in answer.hits)
    return out.getvalue()


def answer_rows(answer: SearchAnswer) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield the hits of an answer for a person: short address, kind, label, city, and where the words are."""
    for hit in answer.hits:
        yield hit.iri.removeprefix(ID), hit.kind, hit.label, hit.city or "", hit.matched


def answer_notes(answer: SearchAnswer) -> Iterator[str]:
    """Yield what must be said of an answer beside its hits."""
    for written, used in answer.corrected.items():
        yield f"nothing has {written!r}; searched for {used!r}"
    if not answer.every and answer.total:
        yield "nothing has all of these words; these have some"
    yield f"{len(answer.hits)} of {answer.total} found"


def _row(hit: SearchHit) -> tuple[Any, ...]:
    return hit.iri, hit.kind, hit.label, hit.city, hit.score, hit.matched, hit.snippet
