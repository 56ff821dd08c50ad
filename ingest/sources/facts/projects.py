"""Projects: `projects.csv`.

The `fp-` projects come from two extracts of EU data (starts in 2014 and 2022): their thick years are an artefact.
Several amounts mean several things; see `money`. A code that is not of a known register stays in the note.
"""

import re
from collections.abc import Iterator

from graph.records import Names, Organisation, Project, Record
from ingest.row import Row
from ingest.sources.facts.classes import assigner, focus_area, method_group
from ingest.sources.facts.known import Known
from ingest.sources.facts.money import project_money
from ingest.sources.facts.origins import doubted, noted, origin
from ingest.sources.facts.subthemes import sub_themes

PROJECTS = (
    "id",
    "name_fi",
    "name_en",
    "code",
    "programme",
    "fund",
    "funder_id",
    "start",
    "end",
    "budget_eur",
    "grant_eur",
    "grant_meaning",
    "agreement_focus_area",
    "method_group",
    "funded_under_agreement",
    "source_url",
    "confidence",
    "notes",
)
INSTRUMENTS: dict[str, str | None] = {
    "EAKR": "eakr",
    "ESR": "esr",
    "AIKO": None,
    "Academy": None,
    "Business Finland": None,
    "DIGITAL": None,
    "ENI CBC": None,
    "FP7": None,
    "H2020": None,
    "Horizon": None,
    "Interreg": None,
    "Research Council": None,
    "Sitra": None,
    "Tekes": None,
    "innovaatiorahasto": None,
    "national": None,
}
"""Funds, and which of the instruments that the agreement names each is; no page says that the rest are its "other"."""

UNDER_AGREEMENT = {"yes": True, "no": False, "unknown": None}

AGREEMENT = "id:agreement/agreement-helsinki-metropolitan-2021-2027"
"""The agreement that the column speaks of."""
CODES = (
    ("cordis", re.compile(r"(\d{6}|\d{9})")),
    ("eura", re.compile(r"([AS]\d{5})")),
    ("kohesio", re.compile(r"kohesio:(Q[1-9]\d*)")),
)


def project(row: Row, known: Known) -> Iterator[Record]:
    """Yield the project of one row."""
    key = known.new_key(row, "id", Project)
    names = _names(row)
    where = origin(row)
    fund, instrument = funding(row)
    funder = known.optional_reference(row, "funder_id", Organisation)
    start, end = row.take_period("start", "end")
    code, notes = row.take_optional("code"), row.take_optional("notes")
    assigned = (*focus_area(row, by=assigner(where)), *method_group(row))
    under_agreement = row.take_from("funded_under_agreement", UNDER_AGREEMENT)
    found = Project(
        key=key,
        origin=where,
        names=names,
        code=_registered(code),
        programme=row.take_optional("programme"),
        fund=fund,
        instrument=instrument,
        funder=funder,
        start=start,
        end=end,
        money=tuple(project_money(row, funder)),
        classifications=(*assigned, *sub_themes(names, assigned)),
        under_agreement=under_agreement,
        agreement=AGREEMENT if under_agreement else None,
        coordination=bool(under_agreement) and any(one.concept == "coordination" for one in assigned),
        note=notes if code is None or _registered(code) else f"{notes or ''} | code: {code}".removeprefix(" | "),
    )
    yield doubted(found, noted(row, notes))


def funding(row: Row) -> tuple[str | None, str | None]:
    """Return the fund of the row, and the instrument of the agreement that it is."""
    fund = row.take_optional("fund")
    if fund is not None and fund not in INSTRUMENTS:
        raise row.bad("fund", f"is not one of {', '.join(sorted(INSTRUMENTS))}")
    return fund, INSTRUMENTS[fund] if fund else None


def _names(row: Row) -> Names:
    names = Names(fi=row.take_optional("name_fi"), en=row.take_optional("name_en"))
    if names == Names():
        raise row.bad("name_fi", "and name_en are both empty")
    return names


def _registered(code: str | None) -> tuple[str, str] | None:
    for scheme, form in CODES:
        if code and (number := form.fullmatch(code)):
            return scheme, number[1]
    return None
