"""The open data of the Business Information System (YTJ interface, version 3): pages of companies, or all of them.

An answer is `{"totalResults": …, "companies": […]}` with a hundred companies at most; the whole register
(`/all_companies`) is a zip with one JSON array of about 1.5 GB, which is read as it streams. Both are read alike, any
number of files at once: `verkosto build --source prh=FILE` takes the zip. What surprises:

- A page past the end is the first one again, and a company with addresses in two towns comes in both towns' answers:
  what repeats a Business ID is out of scope.
- Numbers of forms come in letters too (`ingest.sources.prh.forms`); languages are 1 Finnish, 2 Swedish, 3 English.
- `status` is 2 for companies alive and dead. Sole traders are not published; should one be, it is set aside unnamed.
- The number for trade in Europe (`euId`) is FIFPRO. and the Business ID, and so says nothing new.
"""

from collections.abc import Iterator
from typing import IO

from graph.errors import SourceChanged
from graph.readings import Rejected
from graph.records import Origin
from ingest import fields
from ingest.opening import opening
from ingest.readers import json_items, json_values
from ingest.row import BadField
from ingest.source import Drift, Files, Ingester, Outcome, OutOfScope, Pages, Source
from ingest.sources.prh.company import CODE_SETS, OLD_CODE_SETS, SITUATIONS, organisation

SOURCE = Source(
    name="prh",
    title="Business Information System (YTJ): companies in the Trade Register",
    publisher="Finnish Patent and Registration Office (PRH)",
    homepage="https://avoindata.prh.fi/en/ytj/swagger-ui",
    licence="CC-BY-4.0",
    register=True,
    downloads=(
        Pages(
            name="companies",
            url="https://avoindata.prh.fi/opendata-ytj-api/v3/companies",
            parameter="page",
            items="companies",
            total="totalResults",
            each=("location", ("Helsinki", "Espoo", "Vantaa", "Kauniainen")),
        ),
    ),
    at_least={"Organisation": 50_000},
)

READ = frozenset(
    {
        "businessId",
        "names",
        "mainBusinessLine",
        "website",
        "companyForms",
        "companySituations",
        "addresses",
        "tradeRegisterStatus",
        "registrationDate",
        "endDate",
    }
)
IGNORED = frozenset({"euId", "registeredEntries", "status", "lastModified"})
KNOWN = READ | IGNORED


def parse(given: Files) -> Iterator[Outcome]:
    """Yield what becomes of each company of each file, a Business ID told once; its line is its position.

    Raises
    ------
    SourceChanged
        If a file is neither a page of companies nor an array of them.
    """
    seen: set[str] = set()
    for table in sorted(given):
        told: set[str] = set()
        for line, company in _companies(table, given[table]):
            if isinstance(company, dict):
                yield from _drift(table, company, told)
            yield _outcome(company, Origin(table=table, line=line), seen)


def _companies(table: str, stream: IO[bytes]) -> Iterator[tuple[int, object]]:
    match opening(stream)[:1]:
        case b"[":
            yield from json_values(SOURCE.name, table, stream)
        case b"{":
            yield from _page(table, stream)
        case _:
            raise SourceChanged(SOURCE.name, table, "neither a page of companies nor an array of them")


def _page(table: str, stream: IO[bytes]) -> Iterator[tuple[int, object]]:
    for _, page in json_items(SOURCE.name, table, stream, ""):
        companies = page.get("companies")
        if not isinstance(companies, list):
            raise SourceChanged(SOURCE.name, table, "a page without a list of companies, perhaps an error message")
        yield from enumerate(companies, start=1)


def _outcome(company: object, origin: Origin, seen: set[str]) -> Outcome:
    try:
        found = organisation(fields.whole(company), origin)
    except BadField as bad:
        return Rejected(table=origin.table, line=origin.line, reason=bad.reason, field=bad.field, value=bad.value)
    if found.key in seen:
        return OutOfScope(table=origin.table, line=origin.line, reason="repeated")
    seen.add(found.key)
    return found


def _drift(table: str, company: fields.Object, told: set[str]) -> Iterator[Drift]:
    for what in _new(company):
        if what not in told:
            told.add(what)
            yield Drift(table=table, what=what)


def _new(company: fields.Object) -> Iterator[str]:
    for name in sorted(company.keys() - KNOWN):
        yield f"field {name!r} is new and not read: use it or ignore it by name"
    line, situations = company.get("mainBusinessLine"), company.get("companySituations")
    code_set = line.get("typeCodeSet") if isinstance(line, dict) else None
    if isinstance(code_set, str) and code_set not in CODE_SETS and code_set not in OLD_CODE_SETS:
        yield f"code set {code_set!r} of industries is new and not read"
    for one in situations if isinstance(situations, list) else ():
        kind = one.get("type") if isinstance(one, dict) else None
        if isinstance(kind, str) and kind not in SITUATIONS:
            yield f"situation {kind!r} is new"


INGESTER = Ingester(SOURCE, parse)
