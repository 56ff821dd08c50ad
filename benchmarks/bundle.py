"""A bundle of CORDIS of any size: `project.csv` and `organization.csv` in the published layout, drawn with a seed.

As in the published files: every field in quotes, `;` between them, texts that run over several lines, a decimal comma
in the total costs and a decimal point in the contributions, amounts that are left out, and all that is known of an
organisation again in each of its rows. Every organisation takes part somewhere; a few take part in very much. All of
them are invented; where a country's VAT numbers are given, their check digits are right.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import TextIO

from stdnum import luhn
from stdnum.iso7064 import mod_11_10

from benchmarks.generate import business_id
from benchmarks.wording import organisation_names, sentence, title

PROJECT_COLUMNS = (
    "id acronym status title startDate endDate totalCost ecMaxContribution legalBasis topics ecSignatureDate "
    "frameworkProgramme masterCall subCall fundingScheme objective contentUpdateDate rcn grantDoi keywords"
).split()
ORGANISATION_COLUMNS = (
    "projectID projectAcronym organisationID vatNumber name shortName SME activityType street postCode city country "
    "nutsCode geolocation organizationURL contactForm contentUpdateDate rcn order role ecContribution "
    "netEcContribution totalCost endOfParticipation active"
).split()

FIRST_PROJECT, FIRST_PARTICIPANT = 101_000_001, 900_000_001
LARGEST = 20
"""Most partners in one project; the mean is half of it."""

PER_ORGANISATION = 5
"""Participations to an organisation, about as many as in CORDIS, where nobody says how many organisations there are."""

SKEW = 3.0
"""How much more often an organisation that was met early takes part again than a later one."""

ACTIVITIES = ("PRC",) * 5 + ("HES", "REC", "HES", "REC", "PUB", "OTH")
KINDS = {"PRC": "company", "HES": "university", "REC": "research-institute"}
ROLES = ("participant",) * 12 + ("associatedPartner", "thirdParty")


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """A country as CORDIS abbreviates it, a region of it, and how its VAT numbers are made, where any are given."""

    code: str
    region: str
    vat: Callable[[int], str] = lambda _: ""


def _finnish(number: int) -> str:
    return "FI" + business_id(number).replace("-", "")


def _german(number: int) -> str:
    digits = f"{20_000_000 + number}"
    return f"DE{digits}{mod_11_10.calc_check_digit(digits)}"


def _swedish(number: int) -> str:
    digits = f"{550_000_000 + number}"
    return f"SE{digits}{luhn.calc_check_digit(digits)}01"


LANDS = (
    Land(code="FI", region="FI1B1", vat=_finnish),
    Land(code="DE", region="DE300", vat=_german),
    Land(code="SE", region="SE110", vat=_swedish),
    Land(code="FR", region="FR101"),
    Land(code="EL", region="EL303"),
    Land(code="IT", region="ITI43"),
    Land(code="UK", region="UKI31"),
)


def write(folder: Path, participations: int, organisations: int | None = None, *, seed: int = 1) -> list[Path]:
    """Write a bundle of so many participations into `folder`, and return its files.

    The same numbers and the same seed give the same bytes. Without a number of `organisations` there are a fifth as
    many as participations.
    """
    rng = Random(seed)
    organisations = max(1, participations // PER_ORGANISATION) if organisations is None else organisations
    paths = [folder / "project.csv", folder / "organization.csv"]
    with (
        paths[0].open("w", encoding="utf-8", newline="") as first,
        paths[1].open("w", encoding="utf-8", newline="") as second,
    ):
        project_row, part_row = _table(first, PROJECT_COLUMNS), _table(second, ORGANISATION_COLUMNS)
        for number, partners in enumerate(_consortia(participations, organisations, rng)):
            acronym, updated = f"EXAMPLE-{number}", f"{2021 + number % 6}-0{1 + number % 9}-15 10:20:30"
            project_row(_project(number, acronym, updated, rng))
            for order, partner in enumerate(partners, start=1):
                part_row(
                    [FIRST_PROJECT + number, acronym, *_organisation(partner), updated, *_part(order, partner, rng)]
                )
    return paths


def _table(file: TextIO, columns: Sequence[str]) -> Callable[[list[object]], object]:
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(columns)
    return writer.writerow


def _consortia(participations: int, organisations: int, rng: Random) -> Iterator[list[int]]:
    """Yield the partners of each project: newcomers at an even pace, and in between those who were met before."""
    met = told = 0
    while told < participations:
        partners: dict[int, None] = {}
        for _ in range(min(rng.randint(1, LARGEST), participations - told)):
            partner = met
            if (told + 1) * organisations > met * participations and met < organisations:
                met += 1
            else:
                partner = int(met * rng.random() ** SKEW)
            while partner in partners:
                partner = (partner + 1) % met
            partners[partner] = None
            told += 1
            if len(partners) == met:
                break
        yield list(partners)


def _project(number: int, acronym: str, updated: str, rng: Random) -> list[object]:
    start = date(2021, 1, 1) + timedelta(days=rng.randrange(1800))
    end = start + timedelta(days=rng.randrange(365, 1800))
    total = rng.randrange(10_000_000, 900_000_000)
    call = f"HORIZON-EXAMPLE-{start.year}-{number % 40:02}"
    objective = "\n".join(sentence(rng) for _ in range(12))
    return [
        FIRST_PROJECT + number,
        acronym,
        "SIGNED" if end > date(2026, 1, 1) else "CLOSED",
        f'Example {number}: "{title(rng).en}"',
        start,
        end,
        _money(total, ","),
        _money(total * 4 // 5, "," if number % 2 else "."),
        f"HORIZON.2.{1 + number % 6}",
        f"{call}-01",
        start - timedelta(days=40),
        "HORIZON",
        call,
        f"{call}-S1",
        "HORIZON-RIA" if number % 3 else "HORIZON-IA",
        objective,
        updated,
        400_000 + number,
        "",
        ",".join(sorted({title(rng).en or "" for _ in range(3)})),
    ]


def _organisation(number: int) -> list[object]:
    activity, land = ACTIVITIES[number % len(ACTIVITIES)], LANDS[number % len(LANDS)]
    name = organisation_names(number, KINDS.get(activity, "")).fi
    return [
        FIRST_PARTICIPANT + number,
        land.vat(number),
        f"EXAMPLE {name}",
        f"EX{number}" if number % 3 else "",
        "true" if activity == "PRC" and number % 2 else "false",
        activity,
        f"EXAMPLE STREET {1 + number % 200}",
        f"{10_000 + number % 80_000}",
        f"EXAMPLE TOWN {number % 500}",
        land.code,
        land.region,
        f"{40 + number % 25}.{number % 97:02},{number % 30}.{number % 89:02}",
        f"www.example.org/{number}" if number % 2 else "",
        f"https://www.example.org/contact/{number}",
    ]


def _part(order: int, partner: int, rng: Random) -> list[object]:
    granted = rng.randrange(1_000_000, 90_000_000)
    amount = partial(_sometimes, rng)
    return [
        1_900_000 + partner,
        order,
        "coordinator" if order == 1 else rng.choice(ROLES),
        amount(_money(granted, "."), 0.95),
        amount(_money(granted * 9 // 10, "."), 0.95),
        amount(_money(granted * 5 // 4, ","), 0.9),
        "false" if rng.random() < 0.98 else "true",
        "",
    ]


def _sometimes(rng: Random, text: str, share: float) -> str:
    return text if rng.random() < share else ""


def _money(cents: int, mark: str) -> str:
    """Return an amount without zeros at its end, as CORDIS writes it."""
    whole, rest = divmod(cents, 100)
    return f"{whole}{mark}{rest:02}".rstrip("0") if rest else str(whole)
