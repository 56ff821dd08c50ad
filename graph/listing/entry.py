"""One listed thing, as a build hands it to the file of lists and as it is read again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from graph.listing.kinds import Name

Labels = Mapping[str, str]
"""What something is called, by language; "" where its source does not tell the language."""


class Ref(msgspec.Struct, frozen=True):
    """Another thing that is told of one: its address, and what it is called."""

    id: str
    labels: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A value by which a filter finds a thing, other ways to write it, and what it is called."""

    value: str
    spellings: tuple[str, ...] = ()
    labels: Labels = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing of a list.

    `values` are those of its fields as msgspec encodes them; what is absent is not known. `chosen` are the values of
    each filter, `years` the first and last year, `levels` the lowest and highest readiness level.
    """

    listing: Name
    address: str
    labels: Labels
    values: Mapping[str, Any]
    chosen: Mapping[str, tuple[Chosen, ...]] = field(default_factory=dict)
    years: tuple[int, int] | None = None
    levels: tuple[int, int] | None = None


def in_language(labels: Labels, wanted: str) -> str | None:
    """Return the text in the language wanted, else in Finnish, Swedish, English, any.

    >>> in_language({"en": "Espoo", "sv": "Esbo"}, "fi")
    'Esbo'
    """
    order = (wanted, "fi", "sv", "en", "", *sorted(labels))
    return next((labels[one] for one in order if one in labels), None)
