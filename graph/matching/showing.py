"""An answer to a need as a page shows it: as programs get it, with the names of things and where the words stand.

Beside each statement in words that a reason rests on are the places in it of the words by which it was found.
"""

from collections.abc import Collection, Iterator
from typing import Any

from graph.matching.grounds import Answer, Reason
from graph.matching.knowledge import Knowledge
from graph.matching.lexicon import Lexicon
from graph.matching.need import Language
from graph.matching.statements import Statement
from graph.matching.telling import answer_json
from ontology import terms

LONGEST = 2000
"""How many characters of a text are looked through for words."""


def answer_page(answer: Answer, known: Knowledge, lexicon: Lexicon, *, text: str, language: Language) -> dict[str, Any]:
    """Return the answer to the need `text` as what JSON can hold, with what a page shows beside it.

    `names` has the names of the things that statements name, in `language`. `marks` has of each reason of each result
    its statements in words, with the places of the words of the need in them.
    """
    asked = lexicon.asked(text, None).keys()
    return {
        **answer_json(answer),
        "names": {thing: known.label(thing, language) for thing in sorted(set(_things(answer)))},
        "marks": [[_marks(reason, lexicon, asked) for reason in one.reasons] for one in answer.results],
    }


def _things(answer: Answer) -> Iterator[str]:
    stated: list[Statement] = []
    for one in answer.results:
        stated += (statement for reason in one.reasons for statement in reason.statements)
        stated += (statement for verdict in one.constraints for statement in verdict.statements)
    stated += (each for one in answer.excluded for verdict in one.constraints for each in verdict.statements)
    for each in stated:
        yield from (thing for thing in (each.subject, each.value) if thing.startswith(terms.ID))


def _marks(reason: Reason, lexicon: Lexicon, asked: Collection[str]) -> list[dict[str, Any]]:
    return [
        {
            "subject": one.subject,
            "predicate": one.predicate,
            "text": one.value[:LONGEST],
            "language": one.language,
            "places": [*lexicon.places(one.value[:LONGEST], one.language, asked)],
        }
        for one in reason.statements
        if "://" not in one.value and not one.value.isdigit()
    ]
