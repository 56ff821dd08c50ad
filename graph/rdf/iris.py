"""Addresses of things: how an IRI is made from a source's own key or from a register's number.

Keys are used raw; only what an IRI cannot hold is percent-encoded. Names never make an IRI (EXAMPLES §4 says why).
"""

import re
from functools import cache
from urllib.parse import quote

from pyoxigraph import NamedNode

from ontology import terms

PLAIN = "-._~:@!$&'()*+,;="
"""What may stand in a path segment of an IRI beside letters and digits (RFC 3986, pchar)."""

ENCODED = re.compile(rf"[^\w{re.escape(PLAIN)}]")
"""What may not: neither a letter or digit of any script nor plain."""

ONE_OF_A_KIND = frozenset("means trl euroscivoc nace-2 nace-2.1 tol-2008 tol-2025 yso".split())
"""Kinds of concepts whose scheme is called as they are: words without a plural, and names."""

UNSAFE = frozenset(' <>"{}|\\^`')
"""What pages' addresses hold now and then and an IRI may not."""


@cache
def node(iri: str) -> NamedNode:
    """Return the node for one of the few IRIs that occur again and again."""
    return NamedNode(iri)


def segment(key: str) -> str:
    """Return `key` as a path segment; å, ä and ö stay letters, as IRIs allow."""
    return ENCODED.sub(lambda found: quote(found[0], safe=""), key)


def thing(kind: str, key: str) -> str:
    """Return the IRI of the thing of `kind` that has `key`."""
    return f"{terms.ID}{kind}/{segment(key)}"


def record(source: str, kind: str, key: str) -> str:
    """Return the IRI of the thing as `source` describes it under its own `key`."""
    return thing("record", f"{source}-{kind}-{key}")


def keyword(scheme: str, word: str) -> str:
    """Return the IRI of an open keyword: as the source writes it, blanks as hyphens."""
    return thing(scheme, word.replace(" ", "-"))


def web(address: str) -> str:
    """Return the address of a web page as an IRI: what an IRI cannot hold (blanks, quotes, braces) is encoded."""
    return "".join(quote(one) if one in UNSAFE else one for one in address)


def source_graph(source: str) -> str:
    """Return the name of the graph that holds what `source` says."""
    return terms.G_SOURCE + segment(source)


def scheme(kind: str) -> str:
    """Return the IRI of the concept scheme whose concepts are `id:{kind}/…`."""
    plural = kind if kind in ONE_OF_A_KIND else f"{kind}{'es' if kind.endswith('status') else 's'}"
    return thing("scheme", plural)
