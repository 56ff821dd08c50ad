"""Collaboration over the years: what each window of years holds, and which of its ties are new.

A window ends in a year and has a width; it is compared with the window of the same width that ends a year earlier. What
a reader must not be led to see in such a series is said in it: rows are `partial` where not all projects can be known
yet, or where the window begins before the data do; and projects without a known year, which no window can hold, are
counted in the answer. Compare years by mean degree and by the null band rather than by density, which falls as 1 / n
where each actor keeps as many partners.

Nothing here looks at the clock: who wants the current year to be flagged says which it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from graph.analysis.density import mean_tie_value, one_mode_density
from graph.analysis.figures import Figure, ratio
from graph.analysis.network import NO_YEAR, Grouping, TwoModeNetwork
from graph.analysis.nulls import Null, Watch, draws, summary
from graph.analysis.ties import Ties, tally
from graph.analysis.years import RULES, Activity, Cuts, first_years, undated_actors, unfinished
from graph.errors import NetworkError

NO_TIES = "there is no tie"
UNDATED = "no project has a known start year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The years `since` to `year`, and who collaborates in them.

    `actors` take part in a project of the window, `active` of them have a partner in it. `ties`, `mean_degree` (2m / n)
    and `density` (2m / (n (n - 1))) are over those actors, and so is `newman_density`, the mean tie value by Newman's
    weight. `stable_share` is the share of ties of two or more projects of the window.

    `new_ties` are not in the window that ends a year earlier, `repeat_ties` are in both, `lost_ties` only in that one;
    `newcomers` take part in no project of any earlier year than `year`. All four are None for the first window of the
    data, before which nothing is known. `ei_known` is (external - internal) / (external + internal) ties of a grouping
    (Krackhardt and Stern 1988), ties of an actor whose group is not known left out and counted; None where no grouping
    is asked for. A `partial` window lacks projects, for the `reason`.
    """

    year: int
    since: int
    actors: int
    active: int
    projects: int
    participations: int
    mean_consortium: Figure
    ties: int | Figure
    density: Figure
    mean_degree: Figure
    newman_density: Figure
    stable_share: Figure
    new_ties: int | None
    repeat_ties: int | None
    lost_ties: int | None
    newcomers: int | None
    ei_known: Figure | None
    partial: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """The windows of a network, one row for each last year, in order.

    `rule` says in which years a project counts. `undated_projects` have no known start and are in no window;
    `undated_actors` take part in such projects only. `open_ended_projects` have a start and no end. `reason` says why
    there is no row.
    """

    width: int
    activity: Activity
    rule: str
    by: str | None
    projects: int
    undated_projects: int
    undated_actors: int
    open_ended_projects: int
    reason: str | None
    rows: tuple[Window, ...]


def windows(
    network: TwoModeNetwork,
    *,
    width: int = 1,
    activity: Activity = "active",
    first: int | None = None,
    last: int | None = None,
    by: str | None = None,
    null: Null | None = None,
    today_year: int | None = None,
    watch: Watch | None = None,
) -> Windows:
    """Return what each window of `width` years holds.

    Parameters
    ----------
    network
        Actors and projects. Not changed.
    width
        How many years a window has.
    activity
        Whether a project counts in every year in which it is active, or in the year in which it started.
    first, last
        The last years of the first and the last window; those in which the first and the last project start, where
        None. Earlier projects still count when it is asked who is new.
    by
        The grouping of actors for the E-I index.
    null
        The null model for `ties` and `mean_degree`: within each window, and where it is wider than a year, within each
        start year.
    today_year
        The current year, which is not over. Where None, only the last start year of the data is flagged.
    watch
        Told of each window, or of each sample of each window.

    Raises
    ------
    NetworkError
        If the width is not positive, `first` is after `last`, or there is no such grouping.

    Examples
    --------
    >>> from graph.analysis.network import network_of
    >>> pairs = [("a", "p"), ("b", "p"), ("a", "q"), ("c", "q")]
    >>> found = windows(network_of(pairs, years={"p": (2022, 2022), "q": (2023, 2023)}))
    >>> [(row.year, row.actors, row.ties, row.new_ties, row.lost_ties) for row in found.rows]
    [(2022, 2, 1, None, None), (2023, 2, 1, 1, 1)]
    """
    groups = network.grouping(by) if by else None
    cuts = Cuts(network=network, width=width, activity=activity)
    dated = network.start != NO_YEAR
    rows: tuple[Window, ...] = ()
    if dated.any():
        begun, latest = int(network.start[dated].min()), int(network.start.max())
        years = _years(begun if first is None else first, latest if last is None else last)
        told = None if watch is None else _Told(watch=watch, windows=len(years), samples=null.samples if null else 1)
        rows = tuple(_rows(cuts, years, groups, null, today_year, told))
    return Windows(
        width=width,
        activity=activity,
        rule=RULES[activity],
        by=by,
        projects=len(network.projects),
        undated_projects=int(np.count_nonzero(~dated)),
        undated_actors=undated_actors(network),
        open_ended_projects=int(np.count_nonzero(dated & (network.end == NO_YEAR))),
        reason=None if dated.any() else UNDATED,
        rows=rows,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """Who watches, of how many windows and samples of each."""

    watch: Watch
    windows: int
    samples: int

    def of(self, window: int) -> Watch:
        """Return who is told of the samples of one window."""
        return lambda done, _: self.watch(window * self.samples + done, self.windows * self.samples)


def _years(first: int, last: int) -> range:
    if first > last:
        raise NetworkError(f"the first year, {first}, is after the last, {last}")
    return range(first, last + 1)


def _rows(
    cuts: Cuts, years: range, groups: Grouping | None, null: Null | None, today_year: int | None, told: _Told | None
) -> Iterator[Window]:
    network = cuts.network
    start = network.start[network.start != NO_YEAR]
    begun, latest = int(start.min()), int(start.max())
    seen = first_years(network)
    before = cuts.ties(years[0] - 1).keys
    for number, year in enumerate(years):
        mask, ties = cuts.projects(year), cuts.ties(year)
        rows = mask[network.project]
        present = np.zeros(len(network.actors), np.bool_)
        present[network.actor[rows]] = True
        actors, keys = int(np.count_nonzero(present)), ties.keys
        repeat = len(np.intersect1d(keys, before, assume_unique=True))
        known = year > begun
        here = replace(ties, actors=actors)
        stated = _partial(year, cuts.width, begun, latest, today_year)
        window = Window(
            year=year,
            since=year - cuts.width + 1,
            actors=actors,
            active=int(np.count_nonzero(ties.active)),
            projects=int(np.count_nonzero(mask)),
            participations=int(np.count_nonzero(rows)),
            mean_consortium=_mean_consortium(int(np.count_nonzero(rows)), int(np.count_nonzero(mask))),
            ties=ties.size,
            density=one_mode_density(ties.size, actors, "all"),
            mean_degree=ratio(2 * ties.size, actors, "partners an actor", "nobody takes part in a project"),
            newman_density=mean_tie_value(here, ties.newman),
            stable_share=ratio(ties.stable().size, ties.size, "share of ties", NO_TIES),
            new_ties=ties.size - repeat if known else None,
            repeat_ties=repeat if known else None,
            lost_ties=len(before) - repeat if known else None,
            newcomers=int(np.count_nonzero(present & (seen == year))) if known else None,
            ei_known=None if groups is None else _ei_known(ties, groups),
            partial=stated is not None,
            reason=stated,
        )
        watch = None if told is None else told.of(number)
        if null is not None and rows.any():
            window = _compared(window, network.keeping(mask, idle=False), null, cuts.width > 1, watch)
        elif watch is not None:
            watch(told.samples if told else 1, 1)
        yield window
        before = keys


def _compared(window: Window, network: TwoModeNetwork, null: Null, by_year: bool, watch: Watch | None) -> Window:
    """Return the window with what chance makes of its ties and mean degree."""
    asked = replace(null, by_year=null.by_year or by_year)
    actors, projects = len(network.actors), len(network.projects)
    drawn = np.array([tally(*one, actors, projects).ties for one in draws(network, asked, watch)], np.float64)
    ties, degree = float(window.ties if isinstance(window.ties, int) else 0), window.mean_degree.value or 0.0
    return replace(
        window,
        ties=Figure(value=ties, unit="ties", null=summary(ties, drawn, asked.model, asked.seed)),
        mean_degree=replace(window.mean_degree, null=summary(degree, 2 * drawn / actors, asked.model, asked.seed)),
    )


def _mean_consortium(participations: int, projects: int) -> Figure:
    counts = {"participations": participations, "projects": projects}
    return ratio(participations, projects, "actors a project", "no project is in the window", counts=counts)


def _ei_known(ties: Ties, groups: Grouping) -> Figure:
    known = groups.known[ties.one] & groups.known[ties.other]
    external = int(np.count_nonzero(known & (groups.codes[ties.one] != groups.codes[ties.other])))
    internal = int(np.count_nonzero(known)) - external
    counts = {"external": external, "internal": internal, "unknown": int(np.count_nonzero(~known))}
    reason = "there is no tie of actors whose groups are known" if ties.size else NO_TIES
    return ratio(external - internal, external + internal, "-1 to 1", reason, population="active", counts=counts)


def _partial(year: int, width: int, begun: int, latest: int, today_year: int | None) -> str | None:
    early = [f"it begins before the first known start, {begun}"] if year - width + 1 < begun else []
    told = early + unfinished(year, latest, today_year)
    return "; ".join(told) or None
