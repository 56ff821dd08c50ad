"""SPARQL text as a list of tokens: enough to see what a query wants, without parsing it.

The engine's parser reads `<` by context: `?a<?b && ?c>?d` compares, `?a <?b> ?c` would be an IRI. A tokenizer that
took the one for the other could be led to skip text that the engine runs, so this one follows the grammar: a
comparison stands only within parentheses and after an operand. Where both readings remain and they would hide
different text, the query is refused.
"""

import re
from typing import NamedTuple

from graph.errors import BadSyntax, Refused

PATTERN = re.compile(
    r"""
    (?: \s++ | \#[^\r\n]*+ )*+  # blanks and comments
    (?:
      (?P<iri>     < (?: [^\x00-\x20<>"{}|^`\\] | \\u[0-9A-Fa-f]{4} | \\U[0-9A-Fa-f]{8} )*+ > )
    | (?P<string>  \"{3} (?: "{0,2} (?: [^"\\] | \\. ) )*+ \"{3} | '{3} (?: '{0,2} (?: [^'\\] | \\. ) )*+ '{3}
                 | "(?: [^"\\\r\n] | \\. )*+" | '(?: [^'\\\r\n] | \\. )*+' )
    | (?P<var>     [?$] [\w·]+ )
    | (?P<tag>     @ [A-Za-z]+ (?: - [A-Za-z0-9]+ )* )
    | (?P<node>    _: [\w·-]+ (?: \.+ [\w·-]+ )* )
    | (?P<name>    (?: [^\W\d_] [\w.·-]{0,63} )? : (?: \.* (?: [\w:·-] | %[0-9A-Fa-f]{2} | \\. ) )* )
    | (?P<number>  (?: \d+ (?: \.\d+ )? | \.\d+ ) (?: [eE] [+-]? \d+ )? )
    | (?P<word>    \w+ )
    | (?P<sign>    \^\^ | && | \|\| | [<>!]= | . )
    )
    """,
    re.VERBOSE | re.DOTALL,
)

OPERANDS = frozenset({"iri", "string", "var", "tag", "node", "name", "number"})
QUOTES = ('"', "'")
CLOSING = {")": "(", "]": "[", "}": "{"}


class Token(NamedTuple):
    """One token: what it is (a group of `PATTERN`) and its text."""

    kind: str
    text: str


def tokens(sparql: str) -> list[Token]:
    """Return the tokens of a query, without blanks and comments.

    Raises
    ------
    Refused
        If a `<` can be read in two ways that hide different text.
    BadSyntax
        If a string is not closed.

    >>> [text for kind, text in tokens("ASK { ?s <p> 'SERVICE' } # SERVICE")]
    ['ASK', '{', '?s', '<p>', "'SERVICE'", '}']
    """
    found: list[Token] = []
    brackets: list[str] = []
    place, last, next_at = 0, Token("sign", ""), PATTERN.match
    while match := next_at(sparql, place):
        kind = str(match.lastgroup)
        text, place = match[kind], match.end()
        if kind == "iri" and brackets[-1:] == ["("] and _is_operand(last) and _is_comparison(text):
            kind, text, place = "sign", "<", match.start(kind) + 1
        if kind == "sign":
            if text in QUOTES:
                raise _unclosed(sparql, place - 1)
            _follow(brackets, text)
        last = Token(kind, text)
        found.append(last)
    return found


def _unclosed(sparql: str, place: int) -> BadSyntax:
    # To go on would cost more than the error: each quote that follows would be tried as far as the end.
    line, column = sparql.count("\n", 0, place) + 1, place - sparql.rfind("\n", 0, place)
    return BadSyntax(f"line {line}, column {column}: a string begins here and has no end", line=line, column=column)


def _is_operand(token: Token) -> bool:
    return token.kind in OPERANDS or token.text in (")", "}") or token.text.lower() in ("true", "false")


def _is_comparison(text: str) -> bool:
    if re.match(r"<[A-Za-z][\w+.-]*://", text):
        return False
    if "#" in text or "'" in text:
        raise Refused(f"{text[:60]} can be read in two ways; put a blank after < where it compares")
    return not re.match(r"<[A-Za-z][\w+.-]*:", text)


def _follow(brackets: list[str], sign: str) -> None:
    if sign in ("(", "[", "{"):
        brackets.append(sign)
    elif sign in CLOSING and brackets[-1:] == [CLOSING[sign]]:
        brackets.pop()
