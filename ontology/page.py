"""The vocabulary as one readable HTML page, in Finnish, Swedish or English.

The page stands alone: style inside, no script, no request to any host. Each term has its name as its anchor, so that
`https://w3id.org/verkosto/def#TestBed` lands on it.
"""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from ontology.terms import ID, VK
from ontology.turtle import Language, Link
from ontology.vocabulary import vocabulary
from ontology.words import NAMES, WORDS

PATHS: dict[Language, str] = {"fi": "/def/", "sv": "/sv/def/", "en": "/en/def/"}
"""Where the page is served in each language; Finnish comes without a prefix."""


@cache
def ontology_page(language: Language) -> str:
    """Return the whole page in `language`."""
    template = _environment().get_template("vocabulary.html")
    return template.render(
        language=language,
        words=WORDS[language],
        names=NAMES,
        paths=PATHS,
        namespace=VK,
        vocabulary=vocabulary(language),
    )


def target(link: Link) -> str:
    """Return where a link goes on the page: to an anchor for what is of ours, else to its IRI."""
    if link.iri.startswith(VK):
        return "#" + link.iri.removeprefix(VK)
    return "#" + anchor(link.iri) if link.iri.startswith(ID) else link.iri


def anchor(iri: str) -> str:
    """Return the anchor of a concept or code list: its kind and code.

    >>> anchor("https://w3id.org/verkosto/id/sub-theme/4.1.e")
    'sub-theme-4.1.e'
    """
    return iri.removeprefix(ID).replace("/", "-")


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("ontology"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["target"] = target
    environment.filters["anchor"] = anchor
    return environment
