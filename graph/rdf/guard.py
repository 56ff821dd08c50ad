"""What is looked at before a query is evaluated: its form, its size, and whether it reaches outside.

This is the courtesy: a clear refusal at once. The guarantee lies elsewhere, in workers that can be killed and cannot
open a socket (`graph.rdf.sandbox`): what slips through here costs one worker. The counts are therefore rough: whole
blocks of parentheses are one term, and only triples written out are counted.
"""

from dataclasses import dataclass
from itertools import pairwise

from graph.errors import Refused, TooLarge
from graph.rdf.question import Kind
from graph.rdf.tokens import Token, tokens

LARGEST = 64 * 1024
"""Most bytes of a query."""

DEEPEST = 199
"""Most brackets open at a time; the parser runs out of stack near 5,000."""

MOST_PATTERNS = 60
"""Most triple patterns; planning time grows with their square, or worse."""

MOST_GROUPS = 200
"""Most groups in braces; tens of thousands crash the engine."""

FEW = 2 * MOST_PATTERNS
"""So few tokens hold neither too many patterns, of two at least, nor too many brackets."""

FORMS: dict[str, Kind] = {"SELECT": "select", "ASK": "ask", "CONSTRUCT": "construct", "DESCRIBE": "describe"}
UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
VOLATILE = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
LISTING = frozenset({"SELECT", "DISTINCT", "REDUCED", "BY", "DESCRIBE"})
"""Words after which terms are listed that make no pattern."""

NEVER = LARGEST

TERMS = frozenset({"iri", "string", "var", "node", "name", "number"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a query shows at a glance: its form, and whether asking twice gives the same answer."""

    kind: Kind
    repeatable: bool


def inspect(sparql: str) -> Reading:
    """Return what `sparql` shows at a glance. A text that is no query at all is left to the parser's own message.

    Raises
    ------
    TooLarge
        If it is longer than 64 KiB.
    Refused
        If it is an update, reaches another service, or is nested or composed beyond measure.
    BadSyntax
        If a string is not closed.

    >>> inspect("PREFIX ask: <http://e.org/ask> SELECT * { ?s ?p ?o }").kind
    'select'
    """
    if len(sparql.encode()) > LARGEST:
        raise TooLarge(f"the query has more than {LARGEST} bytes")
    found = tokens(sparql)
    first = _first_word(found)
    if first in UPDATES:
        raise Refused(f"{first} would change the graph; this service only answers SELECT, ASK, CONSTRUCT and DESCRIBE")
    capitals = sparql.upper()
    if "SERVICE" in capitals:
        _refuse_service(found)
    if len(found) > FEW:
        _refuse_excess(found)
    kind = FORMS.get(first, "select")
    volatile = any(name in capitals for name in VOLATILE) and _is_volatile(found)
    return Reading(kind=kind, repeatable=not (volatile or (kind == "construct" and _makes_nodes(found))))


def _first_word(found: list[Token]) -> str:
    """Return the first word after the prologue, in capitals."""
    words = (token.text.upper() for token in found if token.kind == "word")
    return next((word for word in words if word not in ("BASE", "PREFIX", "VERSION")), "")


def _refuse_service(found: list[Token]) -> None:
    # The engine's parser wants no blank between words: `trueSERVICE<…>{}` and `SERVICE:x{}` are calls too.
    for place, (kind, text) in enumerate(found):
        lower = text.lower()
        if "service" not in lower:
            continue
        follower = found[place + 1].text if place + 1 < len(found) else ""
        if kind == "word" or (kind == "name" and follower == "{" and not _names_graph(found, place)):
            raise Refused("SERVICE would ask another server; this service answers from its own graph only")


def _names_graph(found: list[Token], place: int) -> bool:
    return place > 0 and found[place - 1].text.upper() == "GRAPH"


def _refuse_excess(found: list[Token]) -> None:
    depth = deepest = groups = 0
    for kind, text in found:
        if kind != "sign":
            continue
        if text in "([{":
            depth += 1
            deepest = max(deepest, depth)
            groups += text == "{"
        elif text in ")]}":
            depth -= 1
    if deepest > DEEPEST:
        raise Refused(f"brackets are nested more than {DEEPEST} deep")
    if groups > MOST_GROUPS:
        raise Refused(f"the query has more than {MOST_GROUPS} groups in braces")
    if (count := patterns(found)) > MOST_PATTERNS:
        raise Refused(f"the query has {count} triple patterns, more than {MOST_PATTERNS}; ask in several steps")


def patterns(found: list[Token]) -> int:
    """Return how many triple patterns are written out, roughly.

    >>> patterns(tokens("SELECT ?s ?t ?x { ?s a ?t ; <p>/<q> 1 , 2 . FILTER(?x > 3) OPTIONAL { ?s ?p ?o } }"))
    4
    """
    count = terms = needed = depth = 0
    joined = False
    for kind, text in found:
        if text in ("(", ")"):
            depth += 1 if text == "(" else -1
            # A path in parentheses, or a list, is one term where a subject came before it.
            terms += text == ")" and depth == 0 and terms > 0 and not joined
            joined = False
        elif depth > 0:
            continue
        elif kind in TERMS or text == "a":
            terms += not joined
            joined = False
        elif text in ("/", "|", "^"):
            joined = text != "^" or joined
        elif kind == "word" or text in ".;,{}[]":
            count += terms >= (needed or 3)
            needed = {";": 2, ",": 1}.get(text, NEVER if text.upper() in LISTING else 0)
            terms = 0
    return count


def _is_volatile(found: list[Token]) -> bool:
    return any(
        token.kind == "word" and token.text.upper() in VOLATILE and follower.text == "("
        for token, follower in pairwise(found)
    )


def _makes_nodes(found: list[Token]) -> bool:
    """Say whether a CONSTRUCT makes new blank nodes: a label, square brackets or a list in its template."""
    start = next(place for place, token in enumerate(found) if token.text.upper() == "CONSTRUCT")
    for kind, text in found[start:]:
        if kind == "node" or text in ("[", "("):
            return True
        if text == "}":
            break
    return False
