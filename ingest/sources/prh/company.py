"""One company of the register as a record."""

import re
from collections.abc import Iterator

from graph.records import Classification, Organisation, Origin
from ingest import fields, values
from ingest.fields import Object
from ingest.sources.prh.addresses import company_address
from ingest.sources.prh.forms import KINDS, current_form, refuse_sole_traders
from ingest.sources.prh.names import company_names

CODE_SETS = {"TOIMI3": "tol-2008", "TOIMI4": "tol-2025"}
"""Which classification of industries a code is of. Inferred, not documented: companies were recoded from TOIMI3 to
TOIMI4 at the turn of 2026, when Statistics Finland's TOL 2025 took the place of TOL 2008."""

OLD_CODE_SETS = frozenset({"TOIMI", "TOIMI2"})
"""Older editions, which are not read."""

REGISTERED, CEASED = "1", "4"
"""Entries of the trade register (`tradeRegisterStatus`); others say neither. `status` is 2 for both: no help."""

WINDING_UP = {"KONK": "in bankruptcy", "SELTILA": "in liquidation"}
RESTRUCTURING = {"SANE": "in restructuring proceedings"}
SITUATIONS = WINDING_UP | RESTRUCTURING

HOST = re.compile(r"[^\s/@:?#]+\.[a-z]{2,}(?::\d+)?(?:[/?#].*)?", re.IGNORECASE)
"""What may stand in the field of the website instead of an address: a host and perhaps a path, no e-mail address."""


def organisation(company: Object, origin: Origin) -> Organisation:
    """Return the record of one company.

    Raises
    ------
    BadField
        If it has no name or no valid Business ID, a field cannot be read, or it stands for natural persons.
    """
    form = current_form(company)
    names = company_names(company)
    refuse_sole_traders(form, names.und or "")
    number = fields.inner(company, "businessId")
    key = fields.required(number, "value")
    return Organisation(
        key=key,
        origin=origin,
        names=names,
        kind=KINDS.get(form or ""),
        business_id=fields.text_as(number, "value", values.business_id),
        address=company_address(company),
        homepage=homepage(fields.text(fields.inner(company, "website"), "url")),
        legal_form=form,
        founded=fields.text_as(company, "registrationDate", values.partial_date),
        ended=fields.text_as(company, "endDate", values.partial_date),
        status=_status(company),
        classifications=tuple(_industry(fields.inner(company, "mainBusinessLine"))),
        note=_note(company),
    )


def homepage(written: str | None) -> str | None:
    """Return the address of a website, None where what is written is none.

    Most companies write a host alone; what a browser makes of that, http, is then its address.

    >>> homepage("www.dynava.fi"), homepage("https://www.nokia.com/"), homepage("info@dynava.fi"), homepage("-")
    ('http://www.dynava.fi', 'https://www.nokia.com/', None, None)
    """
    if written is None:
        return None
    scheme, colon, rest = written.partition("://")
    address = f"http://{written}" if HOST.fullmatch(written) else f"{scheme.lower()}{colon}{rest}"
    try:
        return values.address(address)
    except ValueError:
        return None


def _industry(line: Object) -> Iterator[Classification]:
    scheme = CODE_SETS.get(fields.text(line, "typeCodeSet") or "")
    code = fields.text_as(line, "type", _industry_code)
    if scheme and code:
        yield Classification(scheme=scheme, concept=code, by="publisher")


def _industry_code(text: str) -> str:
    if not re.fullmatch(r"[A-Z]|\d{2,5}", text, re.ASCII):
        raise ValueError("is not the code of an industry")
    return text


def _status(company: Object) -> str | None:
    entry = fields.text(company, "tradeRegisterStatus")
    if fields.text(company, "endDate") or entry == CEASED:
        return "ceased"
    winding_up = any(fields.text(one, "type") in WINDING_UP for one in _situations(company))
    return "active" if entry == REGISTERED and not winding_up else None


def _note(company: Object) -> str | None:
    told = [_situation(one) for one in _situations(company)]
    return "; ".join(told).capitalize() or None


def _situation(situation: Object) -> str:
    what = SITUATIONS.get(fields.required(situation, "type"), "in a situation of its own")
    start = fields.text_as(situation, "registrationDate", values.partial_date)
    return f"{what} since {start}" if start else what


def _situations(company: Object) -> list[Object]:
    return [one for one in fields.objects(company, "companySituations") if fields.text(one, "endDate") is None]
