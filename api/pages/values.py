"""How a value is shown in the language of a page: what we borrow by our words for it, true and false as yes and no."""

from dataclasses import replace

from api.pages.words import borrowed, words
from graph.rdf.describe import Value
from ontology import terms
from ontology.turtle import Language

TRUTHS = {"true": "yes", "false": "no", "1": "yes", "0": "no"}
"""The word for each form that a boolean may have."""


def shown(value: Value, language: Language) -> Value:
    """Return `value` as the page shows it."""
    if value.is_iri:
        return replace(value, label=borrowed(language).get(value.text, value.label))
    if value.datatype == terms.XSD + "boolean" and value.text in TRUTHS:
        return replace(value, text=words(language)[TRUTHS[value.text]])
    return value
