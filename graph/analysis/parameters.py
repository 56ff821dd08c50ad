"""What an analysis can be asked for: its parameters, by one name on the command line, over HTTP and in Python.

Here is only what they are called and what they may be, so that whoever offers them need not load what computes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal, get_args

Weight = Literal["ties", "count", "newman"]
Activity = Literal["active", "started"]
Score = Literal["adamic-adar", "resource-allocation", "common-neighbours", "jaccard", "content"]
Order = Literal["degree", "strength", "betweenness"]
Reading = Literal["any-actor", "city-itself"]

BY_YEAR, LABELS = "curveball-by-year", "labels"
MODELS = ("curveball", BY_YEAR, LABELS)
"""Null models: all networks of the same degrees; of the same degrees within each start year; groups exchanged."""

YEAR = "year"
"""By what a density is grouped that is asked for by year."""

MOST_SAMPLES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of an analysis; each takes some of it, and what it does not take stays as it is here.

    `within` keeps projects that have a label, each `NAME=LABEL`. `first` and `last` are years: a project counts if it
    runs in any of them. `actors` are identifiers or whole names.
    """

    by: str | None = None
    within: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None
    null: str | None = None
    samples: int = 1000
    seed: int = 1
    limit: int = 20
    actors: tuple[str, ...] = ()
    newcomers: tuple[str, ...] = ()
    weight: Weight = "ties"
    width: int = 1
    year: int | None = None
    activity: Activity = "active"
    score: Score = "adamic-adar"
    order: Order = "betweenness"
    reading: Reading = "any-actor"
    runs: int = 20


Kind = type[str] | type[int] | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter: `kind` is a type, or the words it may be; `least` and `most` bound a number."""

    name: str
    kind: Kind
    help: str
    several: bool = False
    least: int | None = None
    most: int | None = None

    @property
    def default(self) -> object:
        """Its value where it is not given."""
        return DEFAULTS[self.name]

    @property
    def spelling(self) -> str:
        """How it is written by who asks: `first` and `last` are `from` and `to`, `actors` is `actor`."""
        return SPELLINGS.get(self.name, self.name)


DEFAULTS: Mapping[str, object] = {one.name: getattr(Asked(), one.name) for one in fields(Asked)}
SPELLINGS: Mapping[str, str] = {"first": "from", "last": "to", "actors": "actor", "newcomers": "newcomer"}

PARAMETERS: Mapping[str, Parameter] = {
    one.name: one
    for one in (
        Parameter(name="by", kind=str, help="Group actors by kind, city, origin …, or projects by focus-area …."),
        Parameter(
            name="within",
            kind=str,
            several=True,
            help="Only projects with a label, e.g. focus-area=4.1. May be repeated: then all must hold.",
        ),
        Parameter(name="first", kind=int, least=1000, most=9999, help="Only projects that run in this year or later."),
        Parameter(name="last", kind=int, least=1000, most=9999, help="Only projects that run in this year or earlier."),
        Parameter(
            name="null",
            kind=MODELS,
            help="Compare with networks of the same degrees, of the same degrees in each year, or exchanged groups.",
        ),
        Parameter(name="samples", kind=int, least=1, most=MOST_SAMPLES, help="How many such networks are drawn."),
        Parameter(name="seed", kind=int, least=0, most=2**31 - 1, help="The seed of all that is drawn."),
        Parameter(name="limit", kind=int, least=1, most=1000, help="How many rows at the most."),
        Parameter(
            name="actors", kind=str, several=True, help="An actor, by identifier or whole name. May be repeated."
        ),
        Parameter(
            name="newcomers", kind=str, several=True, help="A partner that the network does not know. May be repeated."
        ),
        Parameter(
            name="weight",
            kind=get_args(Weight),
            help="Whether a tie counts once, once for each shared project, or by Newman's weight.",
        ),
        Parameter(name="year", kind=int, least=1000, most=9999, help="The year; the last start year where not given."),
        Parameter(name="width", kind=int, least=1, most=50, help="How many years a window has."),
        Parameter(
            name="activity",
            kind=get_args(Activity),
            help="Whether a project counts in every year that it runs, or in the year in which it starts.",
        ),
        Parameter(
            name="score",
            kind=get_args(Score),
            help="By what pairs without a tie are ranked.",
        ),
        Parameter(
            name="order",
            kind=get_args(Order),
            help="In which order actors leave, where none is named.",
        ),
        Parameter(
            name="reading",
            kind=get_args(Reading),
            help="Whether a city takes part by any actor in it, or only by itself.",
        ),
        Parameter(name="runs", kind=int, least=2, most=200, help="How many runs communities are sought in."),
    )
}

CUTTING = ("within", "first", "last")
"""Parameters that every analysis takes: they cut the network before it is measured."""

NULL = ("null", "samples", "seed")
