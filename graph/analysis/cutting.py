"""The part of a network that is asked for: projects of some labels, projects of some years."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graph.analysis.network import NO_YEAR, TwoModeNetwork
from graph.errors import NetworkError


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CutNetwork:
    """The network of the projects that are asked for, and how many were left out since their years are not known."""

    network: TwoModeNetwork
    undated: int


def cut(
    network: TwoModeNetwork, *, within: Iterable[str] = (), first: int | None = None, last: int | None = None
) -> CutNetwork:
    """Return the network that is to be measured; all its actors stay, also those left without a project.

    `within` are labels of projects, each `NAME=LABEL`; a project is kept if it has all of them. With a `first` or a
    `last` year it is kept if it runs in any year from the one to the other. Then a project whose start is not known is
    left out, and counted; one without an end runs in its start year.

    Raises
    ------
    NetworkError
        If a label is none, or the years are in the wrong order.
    """
    keep = np.ones(len(network.projects), np.bool_)
    for one in within:
        name, equals, label = one.partition("=")
        if not equals:
            raise NetworkError(f"within is {one!r}, not NAME=LABEL such as focus-area=4.1")
        keep &= network.tagging(name).having(label, len(network.projects))
    undated = 0
    if first is not None or last is not None:
        if first is not None and last is not None and first > last:
            raise NetworkError(f"from {first} to {last} is no span of years; exchange them")
        unknown = network.start == NO_YEAR
        undated = int(np.count_nonzero(unknown & keep))
        keep &= ~unknown
        if first is not None:
            keep &= np.maximum(network.start, network.end) >= first
        if last is not None:
            keep &= network.start <= last
    kept = network if keep.all() else network.keeping(keep, idle=True)
    return CutNetwork(network=kept, undated=undated)
