"""What each amount means. The wording of the source decides, and stays with the amount as its note.

A wording that is not in the table is not guessed at: its row goes to quarantine.
"""

from collections.abc import Iterator

from graph.records import Money, Project
from ingest import values
from ingest.row import Row

TO_DATE = "eu-and-state-granted-to-date"
GRANT_KINDS = {
    "EU+state (60.0 % of budget)": "eu-and-state-grant",
    'EU+state (60.0 % of budget); the page calls it "ERDF contribution"': "eu-and-state-grant",
    "EU+state granted by mid-2016 (register export); public plan 2,456,151": TO_DATE,
    "EU+state granted by mid-2016 (register export); public plan 571,386": TO_DATE,
    "EU+state granted by mid-2016 (register export); public plan 172,000": TO_DATE,
    "EU+state granted by mid-2016 (register export); public plan 307,750": TO_DATE,
    "EU+state granted by mid-2016 (not the project total); public plan 891,920": TO_DATE,
    "EU only (40.0 % of budget)": "eu-grant",
    "EU": "eu-grant",
    "EU (ERDF)": "eu-grant",
    "EU (ERDF); plus 0.4 M€ ENI/Russia": "eu-grant",
    "EU (Interreg BSR)": "eu-grant",
    "EU (UIA) as the partner page states": "eu-grant",
    "EU (79 %), rounded on the page": "eu-grant",
    'EU, "about 6 M€"': "eu-grant",
    "EU 15 M€ + Estonia 17 M€": "eu-grant",
    "EU specific grant agreement": "eu-grant",
    "ERDF; beside it 100 000 EUR city innovation fund": "eu-grant",
    "EU, sum of ec_contribution over all participants in the file": "eu-contribution-sum",
    "EU support for Helsinki part (max), of 100000": "sub-project-support",
    "programme support": "programme-support",
    'national AIKO, "n. 500 000", about 50 %': "national-grant",
    'Tekes about half of "runsaat 800 000" over two years': "national-grant",
    "Business Finland; city the same amount": "national-grant",
    "Business Finland": "national-grant",
    "Academy of Finland": "national-grant",
    'Research Council of Finland flagship, "over 8 million", first term': "national-grant",
    "sum of the city grants seen (EUR), by year in participations": "city-innovation-fund-sum",
}
GIVEN_BY_FUNDER = {
    "city-innovation-fund-sum",
    "city-innovation-fund-grant",
    "city-innovation-fund-award",
    "national-grant",
}
"""Kinds whose giver is the funder that the project names; with EU money that is only the authority that pays it out."""


def project_money(row: Row, funder: str | None) -> Iterator[Money]:
    """Yield the total cost and the grant of a row of `projects.csv`, those that it has."""
    budget = row.take_optional_as("budget_eur", values.amount)
    grant = row.take_optional_as("grant_eur", values.amount)
    meaning = row.take_optional("grant_meaning")
    if budget is not None:
        yield Money(kind="total-cost", value=budget)
    if (grant is None) != (meaning is None):
        raise row.bad("grant_meaning", "must stand beside an amount in grant_eur, and an amount beside it")
    if grant is not None and meaning is not None:
        if meaning not in GRANT_KINDS:
            raise row.bad(
                "grant_meaning", "is a wording that has no money kind yet; add it to the table of money kinds"
            )
        kind = GRANT_KINDS[meaning]
        yield Money(kind=kind, value=grant, funder=funder if kind in GIVEN_BY_FUNDER else None, note=meaning)


def share(row: Row, project: Project, notes: str | None, year: int | None) -> Iterator[Money]:
    """Yield the amount of a row of `participations.csv`, if it has one.

    The amounts of a project's participants are of one kind, and the kind of its own sum tells which.
    """
    value = row.take_optional_as("share_eur", values.amount)
    if value is None:
        return
    kind = "partner-budget" if "partner budget" in (notes or "") else _share_kind(project, year)
    funder = project.funder if kind in GIVEN_BY_FUNDER else None
    yield Money(kind=kind, value=value, year=year, funder=funder, note=notes if kind == "partner-budget" else None)


def register_money(row: Row) -> Iterator[Money]:
    """Yield the two amounts of a row of `eura_lead_only.csv`."""
    granted = row.take_optional_as("granted_eu_state_eur", values.amount)
    planned = row.take_optional_as("planned_public_eur", values.amount)
    if granted is not None:
        yield Money(kind=TO_DATE, value=granted, note="granted by mid-2016 (register export)")
    if planned is not None:
        yield Money(kind="public-funding-planned", value=planned, note="public plan (register export of mid-2016)")


def _share_kind(project: Project, year: int | None) -> str:
    kinds = {money.kind for money in project.money}
    if "eu-contribution-sum" in kinds:
        return "eu-contribution"
    if "city-innovation-fund-sum" in kinds:
        return "city-innovation-fund-award" if year is None else "city-innovation-fund-grant"
    return "partner-share"
