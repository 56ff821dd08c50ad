"""The words of the pages in three languages: `words.csv`, and what the terms that we borrow are called: `borrowed.csv`.

The vocabularies that we borrow from name few of their terms in Finnish or Swedish. Tables, so that a translator can
read them.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from graph.named import expand
from ontology.turtle import Language, Text
from ontology.vocabulary import vocabulary

NAMES: Mapping[Language, str] = {"fi": "Suomeksi", "sv": "På svenska", "en": "In English"}
"""What a link to the page in each language says, in that language."""


@cache
def words(language: Language) -> Mapping[str, str]:
    """Return the words of the pages in `language`, by key."""
    return {row["key"]: row[language] for row in _rows("words.csv")}


@cache
def borrowed(language: Language) -> Mapping[str, Text]:
    """Return what each borrowed term is called in `language`, by its IRI."""
    return {expand(row["term"]): Text(value=row[language], language=language) for row in _rows("borrowed.csv")}


@cache
def named(language: Language) -> Mapping[str, Text]:
    """Return what every property of ours and every borrowed term is called in `language`, by its IRI."""
    return {one.iri: one.label for one in vocabulary(language).of_kind("property")} | dict(borrowed(language))


def _rows(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader((files("api.pages") / name).read_text("utf-8").splitlines())
