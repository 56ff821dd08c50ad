"""A need: what somebody wants to try out, in their own words or by who they are, and what must hold."""

from dataclasses import dataclass
from typing import Literal

from graph.errors import BadNeed

Language = Literal["fi", "sv", "en"]

LONGEST = 20_000
"""How many characters of a need are read; more is no need but a document."""

TRL = range(1, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What is asked for: a `text`, an `actor` (its address), or both; the rest are constraints, None or empty if none.

    `cities`, `theme`, `access` and `user_group` are addresses of places and concepts. `first` and `last` are days,
    months or years (`2026-05`) between which something is to be tried. `service_language` is a code such as `en`.
    """

    text: str = ""
    language: Language | None = None
    actor: str | None = None
    cities: tuple[str, ...] = ()
    theme: str | None = None
    trl: int | None = None
    access: str | None = None
    user_group: str | None = None
    first: str | None = None
    last: str | None = None
    service_language: str | None = None

    def __post_init__(self) -> None:
        """Refuse what nothing can be found for.

        Raises
        ------
        BadNeed
            If there is neither a text nor an actor, the text is too long, the TRL is none, or the days are no span.
        """
        if not self.text.strip() and self.actor is None:
            raise BadNeed("q", "there is nothing to match: say what you want to test, or which actor asks")
        if len(self.text) > LONGEST:
            raise BadNeed("q", f"it has {len(self.text)} characters; at most {LONGEST} are read, so say it in brief")
        if self.trl is not None and self.trl not in TRL:
            raise BadNeed("trl", f"{self.trl} is no technology readiness level; they are 1 to 9")
        if self.first is not None and self.last is not None and self.first[: len(self.last)] > self.last:
            raise BadNeed("from", f"{self.first} to {self.last} is no span of time; exchange them")
