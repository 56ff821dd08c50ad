"""A record as identity sees it: which source has it, what it is, its numbers and its names."""

from dataclasses import dataclass

from graph.identity.identifiers import Identifier

Alias = tuple[str, str | None]
"""A normalised name, and the kind of legal person that it says it is of."""

SHORTEST = 4
"""Names of fewer letters decide nothing: they are acronyms, which many share."""

OTHER, REGISTER, CURATED = range(3)
"""The standing of a source: others are matched to the names of the later two, and the last names things best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """A record as identity sees it: its name among records, its kind, its numbers and, of organisations, its names.

    `doubted` are numbers that its source is not sure of. `own` names its thing where no number does, the better the
    higher the `standing` of its source.
    """

    record: str
    source: str
    kind: str
    own: str
    strong: tuple[Identifier, ...] = ()
    doubted: tuple[Identifier, ...] = ()
    aliases: tuple[Alias, ...] = ()
    country: str | None = None
    standing: int = OTHER

    @property
    def lists(self) -> bool:
        """Whether its source is one whose names others are matched to: a register, or a curated source."""
        return self.standing > OTHER
