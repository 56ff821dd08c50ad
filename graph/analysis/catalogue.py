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
            name="clustering",
            summary="How often the partners of an actor are partners too, beyond what consortia alone make",
            takes=NULL,
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
