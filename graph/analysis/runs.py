"""How each analysis of the catalogue is run: from what is asked to the function that answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.analysis.attacks import attack
from graph.analysis.brokers import brokers
from graph.analysis.changes import changes
from graph.analysis.cities import city_reach
from graph.analysis.clustering import clustering
from graph.analysis.communities import communities
from graph.analysis.components import components
from graph.analysis.concentration import concentration
from graph.analysis.consortium import consortium
from graph.analysis.cores import cores
from graph.analysis.density import collaboration_density, density_by
from graph.analysis.distances import distances
from graph.analysis.evaluation import missing_evaluation
from graph.analysis.foreign import foreign_ties
from graph.analysis.homophily import homophily
from graph.analysis.international import international
from graph.analysis.missing import missing_ties
from graph.analysis.mixing import mixing
from graph.analysis.network import TwoModeNetwork
from graph.analysis.nulls import Null, Watch
from graph.analysis.overlaps import overlaps
from graph.analysis.parameters import BY_YEAR, LABELS, YEAR, Asked
from graph.analysis.presence import HIGHER_EDUCATION, answerable
from graph.analysis.proposals import proposals
from graph.analysis.redundancy import new_ties, project_redundancy
from graph.analysis.relatedness import specialisation
from graph.analysis.robustness import robustness
from graph.analysis.windows import Windows, windows
from graph.errors import NetworkError


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is beside the question: who watches, and the current year, which is not over (None where nobody says)."""

    watch: Watch | None = None
    year: int | None = None


REGION, COUNTRY = "region", "finland"
"""The labels of `origin` that are home, the nearer first."""

TESTED = 5
"""In how many projects a year must have one of the cities to have a vote on the trend."""

Run = Callable[[TwoModeNetwork, Asked, Setting], Any]


def _null(asked: Asked) -> Null | None:
    """Return the null model that is asked for, None where none is."""
    if asked.null is None:
        return None
    if asked.null == LABELS:
        raise NetworkError("the null model labels is one of groups: ask for it with mixing")
    return Null(samples=asked.samples, seed=asked.seed, by_year=asked.null == BY_YEAR)


def _density(network: TwoModeNetwork, asked: Asked, setting: Setting) -> Any:
    if asked.by is None:
        return collaboration_density(network, null=_null(asked), watch=setting.watch)
    if asked.by == YEAR:
        return _windows(network, replace(asked, by=None), setting)
    return density_by(network, asked.by, null=_null(asked), watch=setting.watch)


def _mixing(network: TwoModeNetwork, asked: Asked, setting: Setting) -> Any:
    by_labels = asked.null == LABELS
    return mixing(
        network,
        asked.by or "kind",
        null=None if by_labels else _null(asked),
        weight=asked.weight,
        permutations=asked.samples if by_labels else 0,
        seed=asked.seed,
        watch=setting.watch,
    )


def _windows(network: TwoModeNetwork, asked: Asked, setting: Setting) -> Windows:
    return windows(
        network,
        width=asked.width,
        activity=asked.activity,
        first=asked.first,
        last=asked.last,
        by=asked.by,
        null=_null(asked),
        today_year=setting.year,
        watch=setting.watch,
    )


def _changes(network: TwoModeNetwork, asked: Asked, _: Setting) -> Any:
    latest = int(network.start.max()) if len(network.start) else 0
    year = latest if asked.year is None else asked.year
    return changes(network, year, width=asked.width, activity=asked.activity, limit=asked.limit)


def _clustering(network: TwoModeNetwork, asked: Asked, setting: Setting) -> Any:
    return clustering(network, null=_null(asked), watch=setting.watch)


def _homophily(network: TwoModeNetwork, asked: Asked, setting: Setting) -> Any:
    by_labels = asked.null == LABELS
    return homophily(
        network,
        asked.by or "city",
        null=None if by_labels else _null(asked),
        permutations=asked.samples if by_labels else 0,
        seed=asked.seed,
        watch=setting.watch,
    )


def _redundancy(network: TwoModeNetwork, asked: Asked, setting: Setting) -> Any:
    found = project_redundancy(network, watch=setting.watch)
    return replace(found, rows=found.rows[: asked.limit])


def _new_ties(network: TwoModeNetwork, asked: Asked, setting: Setting) -> Any:
    return new_ties(network, null=_null(asked), watch=setting.watch)


def _brokers(network: TwoModeNetwork, asked: Asked, setting: Setting) -> Any:
    by = asked.by if asked.by in network.groupings or asked.by != "city" else None
    return brokers(
        network,
        by,
        limit=asked.limit,
        presence=answerable(network, HIGHER_EDUCATION),
        seed=asked.seed,
        watch=setting.watch,
    )


def _robustness(network: TwoModeNetwork, asked: Asked, setting: Setting) -> Any:
    if len(asked.actors) > 1:
        raise NetworkError("robustness takes one actor; without one, those who matter most leave one after another")
    presence = answerable(network, HIGHER_EDUCATION)
    if asked.actors:
        return robustness(network, actor=asked.actors[0], by=asked.by, presence=presence)
    return attack(network, order=asked.order, top=asked.limit, presence=presence, seed=asked.seed, watch=setting.watch)


def _communities(network: TwoModeNetwork, asked: Asked, setting: Setting) -> Any:
    return communities(
        network, runs=asked.runs, seed=asked.seed, limit=asked.limit, null=_null(asked), watch=setting.watch
    )


def _missing(network: TwoModeNetwork, asked: Asked, setting: Setting) -> Any:
    return missing_ties(network, score=asked.score, by=asked.by, limit=asked.limit, watch=setting.watch)


def _foresight(network: TwoModeNetwork, asked: Asked, setting: Setting) -> Any:
    return missing_evaluation(network, seed=asked.seed, watch=setting.watch)


def _foresight_note(network: TwoModeNetwork, asked: Asked, setting: Setting) -> str:
    found = missing_evaluation(network, scores=[asked.score], seed=asked.seed, watch=setting.watch)
    return found.reason or found.verdict


def _concentration(network: TwoModeNetwork, *_: object) -> Any:
    return concentration(network)


def _consortium(network: TwoModeNetwork, asked: Asked, _: Setting) -> Any:
    by = None if asked.by is None else [asked.by]
    return consortium(network, asked.actors, by=by, newcomers=asked.newcomers)


def _proposals(network: TwoModeNetwork, asked: Asked, _: Setting) -> Any:
    return proposals(network, by=None if asked.by is None else [asked.by], limit=asked.limit)


def _overlaps(network: TwoModeNetwork, asked: Asked, setting: Setting) -> Any:
    return overlaps(network, limit=asked.limit, watch=setting.watch)


def _cities(network: TwoModeNetwork, asked: Asked, setting: Setting) -> Any:
    kind = "city" if asked.reading == "city-itself" else None
    return city_reach(network, actor_kind=kind, today_year=setting.year, least=TESTED)


def _international(network: TwoModeNetwork, asked: Asked, _: Setting) -> Any:
    return international(network, home=_home(network), by=asked.by or "country")


def _foreign(network: TwoModeNetwork, asked: Asked, _: Setting) -> Any:
    return foreign_ties(network, home=_home(network), limit=asked.limit)


def _home(network: TwoModeNetwork) -> str:
    """Return who is at home: the region, or the whole country where no region was chosen."""
    labels = network.grouping("origin").labels
    return REGION if REGION in labels else COUNTRY


def _specialisation(network: TwoModeNetwork, asked: Asked, _: Setting) -> Any:
    return specialisation(network, by=asked.by or "city")


RUNS: Mapping[str, Run] = {
    "density": _density,
    "mixing": _mixing,
    "homophily": _homophily,
    "windows": _windows,
    "changes": _changes,
    "clustering": _clustering,
    "redundancy": _redundancy,
    "new-ties": _new_ties,
    "brokers": _brokers,
    "robustness": _robustness,
    "communities": _communities,
    "cores": lambda network, asked, _: cores(network, limit=asked.limit),
    "components": lambda network, asked, _: components(network, limit=asked.limit),
    "distances": lambda network, asked, setting: distances(network, seed=asked.seed, watch=setting.watch),
    "consortium": _consortium,
    "proposals": _proposals,
    "overlaps": _overlaps,
    "cities": _cities,
    "international": _international,
    "foreign-ties": _foreign,
    "missing": _missing,
    "foresight": _foresight,
    "concentration": _concentration,
    "specialisation": _specialisation,
}
"""What each analysis of the catalogue does."""

NOTES: Mapping[str, tuple[str, Callable[[TwoModeNetwork, Asked, Setting], str]]] = {
    "missing": ("foresight", _foresight_note),
}
"""What is told beside the answer of an analysis: its name, and what makes it."""
