"""The shipped tables, read with `csv` alone: an oracle that shares no code with the graph.

What the queries must answer is worked out from these rows a second time, in plain Python. Projects that two tables
describe are one where they have the same code, as in the register that gave it.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "ingest/sources/facts/data"
ID = "https://w3id.org/verkosto/id/"
CITIES = {"helsinki": "Helsinki", "espoo": "Espoo", "vantaa": "Vantaa"}
CITY_NAMES = {"Helsingin kaupunki": "helsinki", "Espoon kaupunki": "espoo", "Vantaan kaupunki": "vantaa"}
AREAS = ("4.1", "4.2", "4.3", "4.4")
GROUPS = ("1", "2", "3")
UNDER, ALL = "under the agreement", "all projects"
AGREEMENT_BEGAN = "2021"

KINDS = (
    (r"EU\+state \(60", "eu-and-state-grant"),
    (r"EU\+state granted by", "eu-and-state-granted-to-date"),
    (r"EU, sum of ec_contribution", "eu-contribution-sum"),
    (r"sum of the city grants", "city-innovation-fund-sum"),
    (r"EU support for Helsinki part", "sub-project-support"),
    (r"programme support", "programme-support"),
    (r"national|Tekes|Business Finland|Academy|Research Council", "national-grant"),
    (r"EU|ERDF", "eu-grant"),
)
"""How the wording of `grant_meaning` begins, and what the amount then means; the first that fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One project as all its rows together tell it."""

    key: str
    names: tuple[str, ...]
    areas: frozenset[str]
    groups: frozenset[str]
    under: str
    starts: frozenset[str]
    ends: frozenset[str]
    money: Mapping[str, Decimal]
    parts: tuple[tuple[str, str], ...]
    lead_only: bool

    @property
    def may_be_under(self) -> bool:
        """Whether nobody says that it is under the agreement, and nothing speaks against it."""
        return not self.under and not any(start < AGREEMENT_BEGAN for start in self.starts)


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a shipped table."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def projects() -> tuple[Project, ...]:
    """Return the projects of both tables, those with the same code once."""
    rows: dict[str, list[dict[str, str]]] = {}
    for row in table("projects"):
        rows.setdefault(project_key(row["id"], row["code"]), []).append(row)
    leads = {project_key("", row["code"]): row for row in table("eura_lead_only")}
    return tuple(_project(key, rows.get(key, []), leads.get(key)) for key in [*rows, *sorted(set(leads) - set(rows))])


def project_key(row: str, code: str) -> str:
    """Return the last part of the address of a project."""
    if re.fullmatch(r"\d{6}|\d{9}", code):
        return f"cordis-{code}"
    if re.fullmatch(r"[AS]\d{5}", code):
        return f"eura-{code}"
    return code.replace("kohesio:", "kohesio-") if code.startswith("kohesio:") else f"facts-{row}"


def cities_of(project: Project) -> set[str]:
    """Return the three cities that take part in it themselves, in any role but funder."""
    return {CITIES[actor] for actor, role in project.parts if actor in CITIES and role != "funder"}


def listed(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that lists several."""
    return tuple(one.strip() for one in cell.split(";") if one.strip())


def words(text: str) -> str:
    """Return a text in small letters, with one blank for all that is neither letter nor digit."""
    return re.sub(r"[\W_]+", " ", f" {text.lower()} ")


def _project(key: str, rows: list[dict[str, str]], lead: dict[str, str] | None) -> Project:
    ids = {row["id"] for row in rows}
    parts = [(one["org_id"], one["role"]) for one in table("participations") if one["project_id"] in ids]
    if lead:
        parts.append((CITY_NAMES.get(lead["lead"], lead["lead"]), "lead"))
    every = [*rows, *([lead] if lead else [])]
    return Project(
        key=key,
        names=tuple(row[name] for row in every for name in ("name_fi", "name_en") if row.get(name)),
        areas=frozenset(row["agreement_focus_area"] for row in rows) & set(AREAS),
        groups=frozenset(row["method_group"] for row in rows) & set(GROUPS),
        under="".join(row["funded_under_agreement"].replace("unknown", "") for row in rows),
        starts=_most_precise({row["start"] for row in every if row["start"]}),
        ends=_most_precise({row["end"] for row in every if row["end"]}),
        money=dict(_money(rows, lead)),
        parts=tuple(parts),
        lead_only=not rows,
    )


def _money(rows: list[dict[str, str]], lead: dict[str, str] | None) -> Iterator[tuple[str, Decimal]]:
    if lead:
        yield "eu-and-state-granted-to-date", Decimal(lead["granted_eu_state_eur"])
        yield "public-funding-planned", Decimal(lead["planned_public_eur"])
    for row in rows:
        if row["budget_eur"]:
            yield "total-cost", Decimal(row["budget_eur"])
        if row["grant_eur"]:
            kind = next(kind for form, kind in KINDS if re.match(form, row["grant_meaning"]))
            yield kind, Decimal(row["grant_eur"])


def _most_precise(days: set[str]) -> frozenset[str]:
    return frozenset(day for day in days if not any(other != day and other.startswith(day) for other in days))
