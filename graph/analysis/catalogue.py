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

    `by` is what it groups by where nobody says.
    """

    name: str
    summary: str
    takes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    by: str | None = None

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """All parameters that it takes."""
        return tuple(PARAMETERS[name] for name in (*self.takes, *CUTTING))


ANALYSES: Mapping[str, Analysis] = {
    one.name: one
    for one in (
        Analysis(
            name="density",
            summary="How tightly actors collaborate, as a whole or within each group",
            takes=("by", *NULL),
            questions=("CQ08",),
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
