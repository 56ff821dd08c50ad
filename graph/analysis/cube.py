"""The figures that stand in every release, each with its place in a data set.

A release is asked in SPARQL by people who do not run analyses, so what they ask for most is computed at the build: the
density of the whole, of each focus area and of each year, the ties between kinds of actors, cities and origins, and the
brokers. All of it is compared with one null model, fixed here: the same release gives the same figures to everybody.

Figures that do not exist are among them, with the reason. Of cells between two groups only those are there that have a
pair of actors at all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from graph.analysis.brokers import BrokerRow, brokers
from graph.analysis.centrality import TOO_FEW
from graph.analysis.changes import FIRST
from graph.analysis.density import Density, collaboration_density, density_by
from graph.analysis.figures import Figure
from graph.analysis.mixing import Cell, mixing
from graph.analysis.network import NO_YEAR, UNKNOWN, TwoModeNetwork
from graph.analysis.nulls import Null, Watch
from graph.analysis.windows import Window, windows

SAMPLES = 200
"""How many networks are drawn: enough to see p = 0.005, and half a second for the network that ships. Whoever
wants more asks `verkosto analyse`, which takes any number."""

DRAWN = 20_000_000
"""How many participations are drawn at most, all samples together: from 100,000 participations on there are fewer than
`SAMPLES`. With 100,000 actors, 416,000 participations and 5.2 million ties there are 48, drawn five times, and all data
sets together take a minute, 25 s of it for brokers, and 0.6 gigabytes."""

LEAST = 20
"""How many networks are drawn at least."""

WIDTHS = (1, 3)
"""How many years windows have."""

GROUPINGS = ("kind", "city", "origin")
"""Between whose groups ties are counted."""

FOCUS_AREA = "focus-area"

BROKERS = 50
"""How many brokers there are at most."""

UNITS = {
    "actors": "actors",
    "projects": "projects",
    "participations": "participations",
    "single_actor_projects": "projects",
    "ties": "ties",
    "stable_ties": "ties",
    "isolates": "actors",
    "giant_component": "actors",
}
"""The units of the plain numbers of a density."""

NOT_DRAWN = "no null model was drawn"
ALONE = "the actor has no partner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One figure of a data set: what it measures, and the value of each dimension of the data set.

    `partial` says why a window of years is not whole, `error` is the standard error of an estimate.
    """

    data_set: str
    measure: str
    figure: Figure
    dimensions: Mapping[str, str | int] = field(default_factory=dict)
    partial: str | None = None
    error: float | None = None


def null_of(network: TwoModeNetwork) -> Null:
    """Return the null model that the figures of a release are compared with.

    >>> from graph.analysis.network import network_of
    >>> null_of(network_of([("a", "p")])).samples
    200
    """
    return Null(samples=max(LEAST, min(SAMPLES, DRAWN // max(network.size, 1))), seed=1)


def observations(
    network: TwoModeNetwork, *, null: Null | None = None, today_year: int | None = None, watch: Watch | None = None
) -> Iterator[Observation]:
    """Yield the figures of all data sets, in their order.

    Parameters
    ----------
    network
        Actors and projects, grouped by kind, city and origin, and tagged by focus area. Not changed.
    null
        What density and mixing are compared with; None for nothing.
    today_year
        The current year, whose windows are not whole.
    watch
        Told of each part and of the draws within it, in hundredths of a part.
    """
    parts = (
        partial(_whole, network, null),
        partial(_focus_areas, network, null),
        *(partial(_mixing, network, null, by) for by in GROUPINGS),
        *(partial(_windows, network, today_year, width) for width in WIDTHS),
        partial(_brokers, network),
    )
    for number, part in enumerate(parts):
        yield from part(_hundredths(watch, number, len(parts)))
        if watch is not None:
            watch(100 * (number + 1), 100 * len(parts))


def notes(network: TwoModeNetwork) -> Mapping[str, str]:
    """Return what a reader of each data set must be told beside its coverage: of how many things a group is not known.

    >>> from graph.analysis.network import network_of
    >>> notes(network_of([("a", "p")], years={"p": (2022, None)}))["density-by-year"]
    'the start of 0 of 1 projects is not known'
    """
    actors, projects = len(network.actors), len(network.projects)
    undated = int(np.count_nonzero(network.start == NO_YEAR))
    found = {"density-by-year": f"the start of {undated} of {projects} projects is not known"}
    if tagging := network.taggings.get(FOCUS_AREA):
        unknown = np.array([label == UNKNOWN for label in tagging.labels], np.bool_)
        lost = int(np.count_nonzero(unknown[tagging.tags]))
        found[f"density-by-{FOCUS_AREA}"] = f"the focus area of {lost} of {projects} projects is not known"
    for by in filter(network.groupings.__contains__, GROUPINGS):
        lost = int(np.count_nonzero(~network.grouping(by).known))
        found[f"mixing-by-{by}"] = f"the {by} of {lost} of {actors} actors is not known"
    return found


def _hundredths(watch: Watch | None, number: int, parts: int) -> Watch | None:
    """Return what tells `watch` of a part; that it is done is told when its figures are taken."""
    if watch is None:
        return None
    return lambda done, total: watch(100 * number + 99 * done // max(total, 1), 100 * parts)


def _whole(network: TwoModeNetwork, null: Null | None, watch: Watch | None) -> Iterator[Observation]:
    yield from _density("density", collaboration_density(network, null=null, watch=watch), {})


def _focus_areas(network: TwoModeNetwork, null: Null | None, watch: Watch | None) -> Iterator[Observation]:
    for one in density_by(network, FOCUS_AREA, null=null, watch=watch).groups:
        yield from _density(f"density-by-{FOCUS_AREA}", one.figures, {FOCUS_AREA: one.group})


def _density(data_set: str, found: Density, dimensions: Mapping[str, str | int]) -> Iterator[Observation]:
    for name in Density.__dataclass_fields__:
        value = getattr(found, name)
        figure = value if isinstance(value, Figure) else Figure(value=value, unit=UNITS[name])
        measure = "density" if name == "density_all" else name.replace("_", "-")
        yield Observation(data_set=data_set, measure=measure, figure=figure, dimensions=dimensions)


def _mixing(network: TwoModeNetwork, null: Null | None, by: str, watch: Watch | None) -> Iterator[Observation]:
    for cell in mixing(network, by, null=null, watch=watch).cells:
        if cell.pairs:
            yield from _cell(f"mixing-by-{by}", cell)


def _cell(data_set: str, cell: Cell) -> Iterator[Observation]:
    counts = {"ties": int(cell.ties.value or 0), "pairs": int(cell.pairs)}
    figures = {
        "ties": cell.ties,
        "pairs": Figure(value=cell.pairs, unit="pairs"),
        "density": replace(cell.density, counts=counts),
        "lift": _lift(cell.ties),
    }
    dimensions = {"group": cell.group, "other-group": cell.other}
    for measure, figure in figures.items():
        yield Observation(data_set=data_set, measure=measure, figure=figure, dimensions=dimensions)


def _lift(ties: Figure) -> Figure:
    found = ties.null.ratio if ties.null else None
    reason = ties.null.reason if ties.null else NOT_DRAWN
    return Figure(value=found, unit="observed / expected", reason=reason if found is None else None)


def _windows(network: TwoModeNetwork, today_year: int | None, width: int, watch: Watch | None) -> Iterator[Observation]:
    for row in windows(network, width=width, today_year=today_year, watch=watch).rows:
        for measure, figure in _figures_of(row).items():
            yield Observation(
                data_set="density-by-year",
                measure=measure,
                figure=figure,
                dimensions={"year": row.year, "width": width},
                partial=row.reason,
            )


def _figures_of(row: Window) -> dict[str, Figure]:
    changed = {"new-ties": row.new_ties, "repeat-ties": row.repeat_ties, "lost-ties": row.lost_ties}
    return {
        "actors": Figure(value=row.actors, unit="actors"),
        "projects": Figure(value=row.projects, unit="projects"),
        "ties": row.ties if isinstance(row.ties, Figure) else Figure(value=row.ties, unit="ties"),
        "mean-degree": row.mean_degree,
        "density": row.density,
        **{
            measure: Figure(value=value, unit="ties", reason=FIRST if value is None else None)
            for measure, value in changed.items()
        },
    }


def _brokers(network: TwoModeNetwork, watch: Watch | None) -> Iterator[Observation]:
    found = brokers(network, None, limit=BROKERS, watch=_in_turn(watch))
    for row in found.rows:
        if row.betweenness or row.total:
            for measure, figure in _position(row).items():
                yield Observation(
                    data_set="brokers",
                    measure=measure,
                    figure=figure,
                    dimensions={"actor": row.actor},
                    error=row.error if measure == "betweenness" and not found.exact else None,
                )


def _position(row: BrokerRow) -> dict[str, Figure]:
    return {
        "betweenness": Figure(
            value=row.betweenness, unit="share of pairs", reason=TOO_FEW if row.betweenness is None else None
        ),
        "brokerage": Figure(value=row.total, unit="ordered pairs"),
        "constraint": Figure(value=row.constraint, unit="constraint", reason=ALONE if row.constraint is None else None),
        "degree": Figure(value=row.degree, unit="partners"),
        "pairs-disconnected": Figure(value=row.pairs_disconnected, unit="pairs"),
        "brokered-only": Figure(value=row.brokered_only, unit="actors"),
    }


def _in_turn(watch: Watch | None) -> Watch | None:
    """Return what tells `watch` of three parts one after the other, each of which counts anew."""
    if watch is None:
        return None
    part, last = 0, 0

    def tell(done: int, total: int) -> None:
        nonlocal part, last
        part, last = part + (done < last), done
        watch(100 * part + 100 * done // max(total, 1), 300)

    return tell
