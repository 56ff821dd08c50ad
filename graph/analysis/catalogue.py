"""The analyses by name: what each answers, and which parameters it takes. `running` runs them.

The command line, the HTTP service and a notebook ask by the same names and get the same fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.analysis.parameters import CUTTING, NULL, PARAMETERS, Parameter
from graph.errors import NetworkError


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """An analysis: the questions of the agreement that it answers, and the parameters that it takes beside cuts.

    `by` is what it groups by where nobody says. With `spans` the years that are asked for are those that it looks at;
    otherwise they cut the network before. Rows of which the column `quiet` is 0 are many and say little: a table for
    people leaves them out.
    """

    name: str
    summary: str
    takes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    by: str | None = None
    spans: bool = False
    quiet: str | None = None

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """All parameters that it takes."""
        return tuple(PARAMETERS[name] for name in (*self.takes, *CUTTING))


ANALYSES: Mapping[str, Analysis] = {
    one.name: one
    for one in (
        Analysis(
            name="density",
            summary="How tightly actors collaborate, as a whole, within each group, or by year",
            takes=("by", *NULL),
            questions=("CQ08",),
        ),
        Analysis(
            name="mixing",
            summary="How many ties there are between groups, and within each, beside what chance would give",
            takes=("by", "weight", *NULL),
            questions=("CQ08",),
            by="kind",
            quiet="ties",
        ),
        Analysis(
            name="windows",
            summary="How collaboration changes over the years: new, repeated and lost ties, newcomers",
            takes=("by", "width", "activity", *NULL),
            questions=("CQ08", "CQ10"),
            spans=True,
        ),
        Analysis(
            name="changes",
            summary="Which ties are new, repeated and lost in one year or window",
            takes=("year", "width", "activity", "limit"),
            spans=True,
        ),
        Analysis(
            name="homophily",
            summary="Whether ties lie within groups more than chance has it: E-I index, assortativity, modularity",
            takes=("by", *NULL),
            by="city",
        ),
        Analysis(
            name="clustering",
            summary="How often the partners of an actor are partners too, beyond what consortia alone make",
            takes=NULL,
        ),
        Analysis(
            name="redundancy",
            summary="Which share of each project's pairs of partners meets elsewhere, or had not met before",
            takes=("limit",),
        ),
        Analysis(
            name="new-ties",
            summary="Which share of the pairs of partners in the projects of each year had not met before",
            takes=NULL,
        ),
        Analysis(
            name="brokers",
            summary="Who stands between others, and what would fall apart without them",
            takes=("by", "limit", "seed"),
            questions=("CQ28",),
            by="city",
        ),
        Analysis(
            name="robustness",
            summary="What it costs the network if an actor leaves, or those who matter most one after another",
            takes=("actors", "by", "order", "limit", "seed"),
            questions=("CQ28",),
        ),
        Analysis(
            name="communities",
            summary="Which actors form communities, and how far many runs of the search agree on them",
            takes=("runs", "limit", *NULL),
        ),
        Analysis(name="cores", summary="Who is in the cores of all ties and of the stable ones", takes=("limit",)),
        Analysis(name="components", summary="Into which parts the network falls", takes=("limit",)),
        Analysis(name="distances", summary="Over how many partners actors reach one another", takes=("seed",)),
        Analysis(
            name="consortium",
            summary="What a consortium would add to the network: new ties, ties across cities and kinds, actors joined",
            takes=("actors", "newcomers", "by"),
            questions=("CQ09",),
        ),
        Analysis(
            name="proposals",
            summary="What each project added to what had started before it: new ties, ties across cities and kinds",
            takes=("by", "limit"),
            questions=("CQ09",),
        ),
        Analysis(
            name="cities",
            summary="How many projects join one, two or three cities, year by year, and whether that is rising",
            takes=("reading",),
            questions=("CQ10",),
        ),
        Analysis(
            name="international",
            summary="How actors of the region are tied to partners abroad, by country",
            takes=("by",),
            questions=("CQ17", "CQ18"),
            by="country",
        ),
        Analysis(
            name="foreign-ties",
            summary="Which actors of the region work most with which partners abroad",
            takes=("limit",),
            questions=("CQ18",),
        ),
        Analysis(
            name="overlaps",
            summary="Which pairs of projects share partners, themes or test beds",
            takes=("limit",),
            questions=("CQ11",),
        ),
        Analysis(
            name="missing",
            summary="Which pairs without a tie have most in common",
            takes=("score", "by", "limit"),
            questions=("CQ09",),
        ),
        Analysis(
            name="foresight",
            summary="How well the scores of missing ties foretold the ties of later years",
            takes=("seed",),
        ),
        Analysis(name="concentration", summary="How unequally participations are spread over actors"),
        Analysis(
            name="specialisation",
            summary="In which focus areas the groups of actors take part more than others",
            takes=("by",),
            by="city",
        ),
    )
}


def analysis(name: str) -> Analysis:
    """Return the analysis called `name`.

    Raises
    ------
    NetworkError
        If there is none, with those that there are.
    """
    if name not in ANALYSES:
        raise NetworkError(f"no analysis {name!r}; there are {', '.join(ANALYSES)}")
    return ANALYSES[name]
