"""Where things of the graph are found on this service, whatever host it runs on, in each language.

Finnish comes without a prefix: `/doc/place/fi-091`, `/sv/doc/place/fi-091`, `/en/doc/place/fi-091`.
"""

import re
from collections.abc import Mapping
from urllib.parse import quote

from graph.errors import UnknownThing
from graph.rdf.iris import PLAIN, segment, thing
from ontology.page import PATHS
from ontology.terms import GRAPH, ID, VK
from ontology.turtle import Language

PREFIX: Mapping[Language, str] = {"fi": "", "sv": "/sv", "en": "/en"}
"""What stands before a path in each language."""

KIND = re.compile(r"[a-z][a-z-]*")
WEB = re.compile(r"https?://[^\s]+")


def language_of(path: str) -> Language:
    """Return the language of the page at `path`.

    >>> language_of("/sv/doc/place/fi-091"), language_of("/svenska")
    ('sv', 'fi')
    """
    first = path.split("/")[1] if path.startswith("/") else ""
    return "sv" if first == "sv" else "en" if first == "en" else "fi"


def thing_at(kind: str, key: str) -> str:
    """Return the IRI of the thing at `/id/{kind}/{key}`, both as the server has decoded them.

    Raises
    ------
    UnknownThing
        If no thing can have that kind.

    >>> thing_at("place", "facts-Jyväskylä")
    'https://w3id.org/verkosto/id/place/facts-Jyväskylä'
    """
    if not KIND.fullmatch(kind):
        raise UnknownThing(f"{ID}{segment(kind)}/{segment(key)}")
    return thing(kind, key)


def thing_path(iri: str) -> str:
    """Return the path of a thing of ours itself, in ASCII.

    >>> thing_path("https://w3id.org/verkosto/id/place/facts-Jyväskylä")
    '/id/place/facts-Jyv%C3%A4skyl%C3%A4'
    """
    return f"/id/{quote(iri.removeprefix(ID), safe=PLAIN + '/%')}"


def document_path(iri: str, language: Language = "fi", *, suffix: str = "") -> str:
    """Return the path of the document about a thing of ours, in ASCII.

    >>> document_path("https://w3id.org/verkosto/id/place/facts-Jyväskylä", "sv", suffix=".ttl")
    '/sv/doc/place/facts-Jyv%C3%A4skyl%C3%A4.ttl'
    """
    return f"{PREFIX[language]}/doc/{quote(iri.removeprefix(ID), safe=PLAIN + '/%')}{suffix}"


def graph_path(iri: str, language: Language = "fi") -> str:
    """Return the path of a named graph of ours, in ASCII.

    >>> graph_path("https://w3id.org/verkosto/graph/source/facts", "en")
    '/en/graph/source/facts'
    """
    return f"{PREFIX[language]}/graph/{quote(iri.removeprefix(GRAPH), safe=PLAIN + '/%')}"


def target(iri: str, language: Language) -> str | None:
    """Return where a link to `iri` goes: to our own page where there is one; None where nothing is to be seen there.

    >>> target("https://w3id.org/verkosto/def#theme", "en"), target("mailto:someone@example.org", "en")
    ('/en/def/#theme', None)
    """
    if iri.startswith(ID):
        return document_path(iri, language)
    if iri.startswith(VK):
        return f"{PATHS[language]}#{quote(iri.removeprefix(VK))}"
    if iri.startswith(GRAPH):
        return graph_path(iri, language)
    return iri if WEB.fullmatch(iri) else None
