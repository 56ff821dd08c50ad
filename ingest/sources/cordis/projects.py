"""Projects: `project`, with the topics, legal bases and fields of science that side tables tell of them.

The language of titles and objectives is not said, so it stays unsaid. `status` is an abbreviation in FP7. A project
that only participants speak of is known by its number and its acronym.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from graph.records import Classification, Money, Names, Origin, Project, Record
from ingest import values
from ingest.row import Row
from ingest.sources.cordis import cells
from ingest.sources.cordis.taking import given, given_as

STATUSES = {
    "signed": "active",
    "ong": "active",
    "ongoing": "active",
    "closed": "ended",
    "clo": "ended",
    "terminated": "terminated",
    "ter": "terminated",
    "can": "terminated",
}
MONEY = (("totalCost", "total-cost"), ("ecMaxContribution", "eu-grant"))
NUMBER = re.compile(r"[1-9]\d{1,8}", re.ASCII)
IGNORED = ("rcn", "nature", "contentUpdateDate", "ecSignatureDate")


@dataclass(slots=True)
class Beside:
    """What the `rows` of side tables tell of one project: codes, each once, in the order of the tables."""

    rows: list[tuple[str, int]] = field(default_factory=list)
    topics: dict[str, None] = field(default_factory=dict)
    legal_bases: dict[str, bool] = field(default_factory=dict)
    fields: dict[str, None] = field(default_factory=dict)

    @property
    def legal_basis(self) -> str | None:
        """The part of the programme that the project belongs to; None where several are told and none stands out."""
        main = [code for code, unique in self.legal_bases.items() if unique] or list(self.legal_bases)
        return main[0] if len(main) == 1 else None


def project(row: Row, beside_of: Callable[[str], Beside]) -> Iterator[Record]:
    """Yield the project of one row; `beside_of` returns what side tables tell of a project."""
    key = row.take_as("id", number)
    beside = beside_of(key)
    row.ignore(*IGNORED)
    acronym, objective = row.take_optional("acronym"), given(row, "objective")
    start, end = _period(row)
    topics = dict.fromkeys((*row.take_list("topics"), *beside.topics))
    call, calls = given(row, "subCall"), given(row, "masterCall")
    doi = given_as(row, "grantDoi", _doi)
    yield Project(
        key=key,
        origin=Origin(table=row.table, line=row.line, rows=tuple(beside.rows)),
        names=Names(und=values.one_line(row.take("title"))),
        code=("cordis", key),
        programme=given(row, "frameworkProgramme"),
        start=start,
        end=end,
        money=money(row, MONEY),
        classifications=tuple(
            Classification(scheme="euroscivoc", concept=code, by="publisher") for code in beside.fields
        ),
        acronym=acronym,
        descriptions=((None, "\n".join(objective.splitlines())),) if objective else (),
        keywords=row.take_list("keywords", separator=","),
        status=_status(row),
        call=call or calls,
        topics=tuple(topics),
        funding_scheme=given(row, "fundingScheme"),
        legal_basis=given(row, "legalBasis") or beside.legal_basis,
        other_ids=(("doi", doi),) if doi else (),
    )


def mentioned(row: Row, key: str, acronym: str | None) -> Project:
    """Return the project that a participant names and no table describes.

    Raises
    ------
    BadField
        If it has no acronym either: a thing without any name is none.
    """
    if acronym is None:
        raise row.bad("projectID", "is described in no project table, and has no acronym")
    where = Origin(table=row.table, line=row.line)
    return Project(key=key, origin=where, names=Names(und=acronym), code=("cordis", key), acronym=acronym)


def number(text: str) -> str:
    """Return the number of a project.

    >>> number("101116741")
    '101116741'
    """
    if not NUMBER.fullmatch(text):
        raise ValueError("is not the number of a project")
    return text


def money(row: Row, columns: tuple[tuple[str, str], ...]) -> tuple[Money, ...]:
    """Return the amounts of `columns`, pairs of a column and what its amount means."""
    amounts = [(kind, given_as(row, column, cells.amount)) for column, kind in columns]
    return tuple([Money(kind=kind, value=value) for kind, value in amounts if value is not None])


def _period(row: Row) -> tuple[str | None, str | None]:
    start, end = given_as(row, "startDate", cells.day), given_as(row, "endDate", cells.day)
    if start and end and end < start:
        raise row.bad("endDate", f"lies before startDate ({start})")
    return start, end


def _status(row: Row) -> str | None:
    status = given(row, "status")
    if status is not None and status.casefold() not in STATUSES:
        raise row.bad("status", f"is not one of {', '.join(sorted(STATUSES))}")
    return STATUSES[status.casefold()] if status else None


def _doi(text: str) -> str:
    found = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", text, flags=re.IGNORECASE)
    if not re.fullmatch(r"10\.\d{4,9}/\S+", found, re.ASCII):
        raise ValueError("is not a DOI")
    return found
