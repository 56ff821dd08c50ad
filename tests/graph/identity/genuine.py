"""The trial of links by name on genuine names: what is asked, what a right answer is, and how well it went.

Asked are the names under which organisations stand in some files; the register is made of others, and has their VAT
numbers (or ROR identifiers), which those who ask hide, and their participant codes (PIC) too. Both sides come from
different files: most pairs are one PIC in two exports of different years, some are two PICs of one legal person, so the
easy case is frequent, and those pairs are told apart whose names are not written alike. A second trial asks for the
names of the facts among the records of ROR. Right is a link between two records of one number; wrong is one between two
whose numbers are known and differ. Who is asked for and is not in the register can only be linked wrongly.
"""

import csv
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.identity.gathering import seen
from graph.identity.identified import Identified
from graph.identity.resolve import resolve
from graph.records import Address, Names, Organisation, Origin
from tests.graph.identity.actors import source

COUNTRIES = {"UK": "GB", "EL": "GR"}
ASKING, REGISTER = source("asking"), source("register", register=True)


@dataclass(frozen=True, slots=True)
class Bearer:
    """An organisation as one file has it: its PIC (or key), its number, its names, its country."""

    file: str
    key: str
    number: str | None
    names: tuple[str, ...]
    country: str | None


@dataclass(frozen=True, slots=True)
class Trial:
    """Who asks, and the register."""

    asking: tuple[Bearer, ...]
    register: tuple[Bearer, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`pairs` is how many askers have their number in the register; `exact` those found by an equal name alone.

    `unlike` is how many of the pairs are not written alike, letter by letter, and how many of those were found.
    """

    pairs: int
    exact: int
    unlike: tuple[int, int]
    right: tuple[tuple[Bearer, Bearer], ...]
    wrong: tuple[tuple[Bearer, Bearer], ...]

    def __str__(self) -> str:
        right, wrong = len(self.right), len(self.wrong)
        lines = [
            f"{self.pairs} pairs; precision {share(right, right + wrong)}; recall {share(right, self.pairs)}; "
            f"recall of equal names {share(self.exact, self.pairs)}",
            f"of the pairs not written alike {share(self.unlike[1], self.unlike[0])} were linked",
            *(f"wrong: {one} -> {other}" for one, other in self.wrong),
        ]
        return "\n".join(lines)


def share(part: int, whole: int) -> str:
    low, high = wilson(part, whole)
    return f"{part}/{whole} = {part / whole:.4f} ({low:.4f}-{high:.4f})"


def wilson(part: int, whole: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    p = part / whole
    middle = p + z * z / (2 * whole)
    spread = z * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole))
    return (middle - spread) / (1 + z * z / whole), (middle + spread) / (1 + z * z / whole)


def tried(trial: Trial, scheme: str) -> Outcome:
    """Return how the rules did: `scheme` is that of the hidden numbers."""
    asking = {f"asking-org-{number}": one for number, one in enumerate(trial.asking)}
    register = {f"register-org-{number}": one for number, one in enumerate(trial.register)}
    records = [_seen(name, one, None) for name, one in asking.items()]
    records += [_seen(name, one, scheme) for name, one in register.items()]
    resolution = resolve(records)
    members: dict[tuple[str, str], Bearer] = {}
    for name, one in register.items():
        members.setdefault(resolution.things[name], one)
    links = [(one, members[thing]) for name, one in asking.items() if (thing := resolution.things[name]) in members]
    known = {one.number for one in trial.register}
    names = _names_by_number(records, register)
    own = {one.record: {name for name, _ in one.aliases} for one in records}
    pairs = [name for name, one in asking.items() if one.number in known]
    written = {(one.number, name) for one in trial.register for name in one.names}
    unlike = {
        asking[name] for name in pairs if written.isdisjoint((asking[name].number, one) for one in asking[name].names)
    }
    right = tuple(pair for pair in links if pair[0].number == pair[1].number)
    return Outcome(
        unlike=(len(unlike), sum(one in unlike for one, _ in right)),
        pairs=len(pairs),
        exact=sum(not own[name].isdisjoint(names[asking[name].number]) for name in pairs),
        right=right,
        wrong=tuple(pair for pair in links if pair[0].number != pair[1].number),
    )


def _names_by_number(records: list[Identified], register: dict[str, Bearer]) -> dict[str | None, set[str]]:
    found: dict[str | None, set[str]] = {}
    for one in records:
        if one.record in register:
            found.setdefault(register[one.record].number, set()).update(name for name, _ in one.aliases)
    return found


def _seen(name: str, one: Bearer, scheme: str | None) -> Identified:
    """Return a record as identity sees it, with its number where `scheme` tells whose that is."""
    info = REGISTER if scheme else ASKING
    return seen(
        Organisation(
            key=name.rpartition("-")[2],
            origin=Origin(table=one.file),
            names=Names(und=one.names[0], other=one.names[1:]),
            address=Address(country=one.country),
            other_ids=(("vat", one.number),) if scheme == "vat" and one.number else (),
            ror=one.number if scheme == "ror" else None,
        ),
        info,
    )


def vat_trial(data: Path) -> Trial:
    """Return the trial on VAT numbers: exports of 2007 to 2023 and of other years ask the dashboard of 2021."""
    dashboard = list(_dashboard(data / "participations/dashboard-export-2021.csv"))
    bundles = [
        *_bundle_json(data / "cordis/json-pair/organization.json"),
        *_bundle_csv(data / "cordis/horizon-2025/altered-head100-organization.csv", ","),
        *_bundle_csv(data / "cordis/organization-2026/organization.csv", ";"),
    ]
    vat = {one.key: one.number for one in (*dashboard, *bundles) if one.number}
    joined = [
        bearer
        for year in (2007, 2022, 2023)
        for bearer in _joined(data / f"participations/cordis-plus-{year}.csv", vat)
    ]
    asking = (one for one in dict.fromkeys((*bundles, *joined)) if one.number)
    register = (one for one in dict.fromkeys(dashboard) if one.number)
    return Trial(tuple(asking), tuple(register))


def ror_trial(data: Path) -> Trial:
    """Return the trial on ROR identifiers: the facts, who know some, ask ROR."""
    records = json.loads((data / "ror/ror-fi-v2.json").read_text("utf-8"))
    register = [
        Bearer(
            "ror-fi-v2.json",
            one["id"],
            one["id"].rpartition("/")[2],
            tuple(name["value"] for name in one["names"] if "acronym" not in name["types"]),
            one["locations"][0]["geonames_details"]["country_code"],
        )
        for one in records
    ]
    rows = _rows(data.parent / "facts/institutions.csv", ",")
    asking = [
        Bearer("institutions.csv", row["id"], row["ror"].rpartition("/")[2], names, "FI")
        for row in rows
        if row["ror"] and (names := tuple(row[column] for column in ("name_fi", "name_sv", "name_en") if row[column]))
    ]
    return Trial(tuple(asking), tuple(register))


def _dashboard(path: Path) -> Iterator[Bearer]:
    for row in _rows(path, ","):
        yield _bearer(path, row["pic"], row["legal_entity_vat"], row["legal_name"], row["country_code"])


def _bundle_json(path: Path) -> Iterator[Bearer]:
    for row in json.loads(path.read_text("utf-8")):
        yield _bearer(path, str(row["organisationID"]), row["vatNumber"], row["name"], row["country"])


def _bundle_csv(path: Path, delimiter: str) -> Iterator[Bearer]:
    for row in _rows(path, delimiter):
        yield _bearer(path, row["organisationID"], row["vatNumber"], row["name"], row["country"])


def _joined(path: Path, vat: Mapping[str, str | None]) -> Iterator[Bearer]:
    for row in _rows(path, ","):
        if row["legal_name"] not in ("", "NA"):
            yield _bearer(path, row["pic"], vat.get(row["pic"]) or "", row["legal_name"], row["country_code"])


def _bearer(path: Path, pic: str, vat: str, name: str, country: str) -> Bearer:
    written = re.sub(r"[^A-Z0-9]", "", vat.upper())
    number = written if re.fullmatch(r"[A-Z]{2,3}\w*\d{5}\w*", written) else None
    return Bearer(path.name, pic, number, (name,), COUNTRIES.get(country, country) or None)


def _rows(path: Path, delimiter: str) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)
