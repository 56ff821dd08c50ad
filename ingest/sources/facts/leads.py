"""Structural-fund projects of 2014-2016 of which only the lead is known: `eura_lead_only.csv`.

Their partners are unknown, not absent. The lead is a name, not a key: each name becomes an organisation of its own,
of no stated kind; which known actor it is, is a decision about identity and made elsewhere. Six of the projects stand
in `projects.csv` too, with their partners: of those it is not true that only the lead is known, and an amount that
their other row already states is not stated again.
"""

from collections.abc import Iterator
from hashlib import sha1

from graph.records import Money, Names, Organisation, Participation, Project, Record
from ingest.row import Row
from ingest.sources.facts.known import Known
from ingest.sources.facts.money import register_money
from ingest.sources.facts.origins import origin
from ingest.sources.facts.participations import participation_key
from ingest.sources.facts.projects import funding

LEADS = (
    "code",
    "fund",
    "name_fi",
    "lead",
    "authority",
    "start",
    "end",
    "granted_eu_state_eur",
    "planned_public_eur",
    "source_url",
    "confidence",
)


def lead_only(row: Row, known: Known) -> Iterator[Record]:
    """Yield the project of one row, its lead where that name is new, and the lead's participation."""
    key = known.new_key(row, "code", Project)
    where = origin(row)
    twin = known.project_with_code(("eura", key))
    name = row.take("lead")
    lead = lead_key(name)
    fund, instrument = funding(row)
    start, end = row.take_period("start", "end")
    yield Project(
        key=key,
        origin=where,
        names=Names(fi=row.take("name_fi")),
        code=("eura", key),
        fund=fund,
        instrument=instrument,
        authority=row.take_optional("authority"),
        start=start,
        end=end,
        money=tuple(money for money in register_money(row) if not _stated(money, twin)),
        lead_only=twin is None,
    )
    if known.get(Organisation, lead) is None:
        yield Organisation(key=lead, origin=where, names=Names(fi=name))
    yield Participation(
        key=participation_key(key, lead, "lead"), origin=where, project=key, organisation=lead, role="lead"
    )


def lead_key(name: str) -> str:
    """Return the key of the organisation that the register calls `name`, letter for letter.

    >>> lead_key("Helsingin kaupunki")
    'eura-lead-b95e2c83cdf4'
    """
    return f"eura-lead-{sha1(name.encode(), usedforsecurity=False).hexdigest()[:12]}"


def _stated(money: Money, twin: Project | None) -> bool:
    return twin is not None and any((one.kind, one.value) == (money.kind, money.value) for one in twin.money)
