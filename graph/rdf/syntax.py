"""What the parser says of a text that is no query, made short enough for people.

The parser lists what it would have taken at the place where it stuck, character classes included, yet not all of it:
`SELECT * { ?s <p> ?o }`, whose IRI is relative, is answered with "expected OPTIONAL". So only the place is kept, and
the parser's own sentence where it has one.
"""

import re

from graph.errors import BadSyntax

PLACED = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): expected (?P<wanted>.*)", re.DOTALL)
ITEM = re.compile(
    r"""(?: "(?:[^"\\]|\\.)*" | \[(?:'[^']*'|[^]'])*] | (?P<sentence> [A-Z]\w*(?:[ ][^\s,]+)+) )""", re.VERBOSE
)


def complaint(message: str) -> BadSyntax:
    """Return the error that says in short what `message` of the parser does.

    >>> str(complaint('error at 1:9: expected one of "(", WHERE, [_]'))
    'line 1, column 9: the text is not SPARQL up to here'
    >>> str(complaint("error at 2:3: expected one of OPTIONAL, Prefix not found, ['%']"))
    'line 2, column 3: Prefix not found'
    """
    found = PLACED.match(message)
    if found is None:
        return BadSyntax(message[:200])
    line, column = int(found["line"]), int(found["column"])
    sentences = [item["sentence"] for item in ITEM.finditer(found["wanted"]) if item["sentence"]]
    said = "; ".join(sentences) or "the text is not SPARQL up to here"
    return BadSyntax(f"line {line}, column {column}: {said}", line=line, column=column)
