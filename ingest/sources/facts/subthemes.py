"""Sub-themes of projects, by a rule: words of a project's names, looked up in a reviewed table.

`sub_themes.csv` lists the words or stems for each sub-theme, with the language of the names they are sought in. A stem
counts where a word begins with it, and only if the project's focus area is the one the sub-theme belongs to. So the
rule says little, and what it says is marked as the rule's.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.records import Classification, Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Stem:
    """A word, or how it begins, that tells of a sub-theme in names of one language."""

    sub_theme: str
    term: str
    language: str

    def begins_a_word_of(self, names: Names) -> bool:
        """Say whether a word of the name in this language begins with the stem."""
        name = getattr(names, self.language) or ""
        return re.search(rf"(?<!\w){re.escape(self.term)}", name, re.IGNORECASE) is not None


@cache
def stems() -> tuple[Stem, ...]:
    """Return the reviewed table."""
    text = (files("ingest.sources.facts") / "sub_themes.csv").read_text("utf-8")
    return tuple(Stem(**row) for row in csv.DictReader(text.splitlines()))


def sub_themes(names: Names, classifications: Iterable[Classification]) -> tuple[Classification, ...]:
    """Return the sub-themes that the rule finds in `names`, within the focus areas of `classifications`.

    >>> area = Classification(scheme="focus-area", concept="4.1", by="curator")
    >>> [found.concept for found in sub_themes(Names(fi="Kiertotalouslaakso"), [area])]
    ['4.1.e']
    """
    areas = {one.concept for one in classifications if one.scheme == "focus-area"}
    found = {one.sub_theme for one in stems() if one.sub_theme[:3] in areas and one.begins_a_word_of(names)}
    return tuple(Classification(scheme="sub-theme", concept=code, by="rule") for code in sorted(found))
