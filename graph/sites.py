"""The sites that lie in a region, and who organises the services there."""

from collections.abc import Callable
from typing import TypeGuard

from graph.readings import Reading
from graph.record_files import of_kind
from graph.records import Address, Record, Site

Within = Callable[[Address], bool | None]
"""Says whether an address lies in a region; None where the address does not tell."""


def is_site_within(record: Record, within: Within) -> TypeGuard[Site]:
    """Return whether `record` is a site whose own address lies in the region, wherever its organiser is."""
    return isinstance(record, Site) and record.address is not None and within(record.address) is True


def organisers(reading: Reading, within: Within) -> dict[str, None]:
    """Return the organisations that a source names as organisers of sites in the region, each once, in order."""
    sites = (one for one in of_kind(reading.records, Site) if is_site_within(one, within))
    return dict.fromkeys(one.organiser for one in sites if one.organiser is not None)
