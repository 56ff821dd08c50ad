"""Legal forms of the Business Information System (YTJ, code list YRMU), and what they say of the kind of an actor.

Answers carry numbers ("16"), the query parameter takes letters ("OY"), and people have stored either: both are read.
The letters are those of the interface's OpenAPI description, the numbers those of the national code list `yritysmuoto`.
"""

import re
from collections.abc import Iterable

from ingest import fields
from ingest.fields import Object
from ingest.row import BadField

COMPANIES = frozenset(
    {
        *("OY", "16"),  # limited company
        *("OYJ", "17"),  # public limited company
        *("AY", "5"),  # general partnership
        *("KY", "13"),  # limited partnership
        *("OK", "14"),  # co-operative
        *("OP", "15"),  # co-operative bank
        *("SP", "20"),  # savings bank
        *("SE", "80"),  # European company
        *("SCE", "83"),  # European co-operative
        *("SCP", "84"),  # European co-operative bank
        *("VOY", "24"),  # insurance company
        *("VOJ", "23"),  # public insurance company
        *("KVY", "12"),  # mutual insurance company
        *("KVJ", "11"),  # public mutual insurance company
    }
)
"""Forms in which business is carried on. Housing and real-estate companies are not among them: they own a building."""

KINDS = {
    **dict.fromkeys(COMPANIES, "company"),
    **dict.fromkeys(("AYH", "6"), "association"),
    **dict.fromkeys(("SÄÄ", "18"), "foundation"),
    "41": "municipality",
    "42": "joint-authority",
}
"""Form to kind of actor; a form that is not here says nothing of the kind."""

PERSONS = frozenset({"26", "51", "53", "57"})
"""Sole traders, taxation partnerships, estates of the deceased, business consortia: natural persons under a number."""

SOLE_TRADERS = ("elinkeinonharjoittaja", "näringsidkare", "private trader", "sole trader", "kuolinpesä", "dödsbo")
"""How descriptions of such forms read, where the code is one we do not know."""


TRADING_NAME = re.compile(r"(?:tmi|t:mi|toiminimi|fa|f:a)\b", re.IGNORECASE)
"""How the name of a sole trader begins, whose own name often follows."""


def refuse_sole_traders(form: str | None, name: str) -> None:
    """Raise an error where the form is not told and the name is that of a sole trader; the name is not repeated."""
    if form is None and TRADING_NAME.match(name):
        raise BadField("begins as the names of sole traders do, who are natural persons", field="names")


def current_form(company: Object) -> str | None:
    """Return the code of the legal form that the company has, None where the register tells none.

    Raises
    ------
    BadField
        If it is the form of natural persons; neither name nor number of such a row is repeated.
    """
    forms = sorted(fields.objects(company, "companyForms"), key=_currency, reverse=True)
    if not forms:
        return None
    code = fields.text(forms[0], "type")
    if code in PERSONS or any(word in said for said in _descriptions(forms[0]) for word in SOLE_TRADERS):
        raise BadField("is a form of natural persons, who are not taken in", field="companyForms")
    return code


def _currency(form: Object) -> tuple[bool, str]:
    open_ended = fields.text(form, "endDate") is None and fields.text(form, "version") in (None, "1")
    return open_ended, fields.text(form, "registrationDate") or ""


def _descriptions(form: Object) -> Iterable[str]:
    return ((fields.text(one, "description") or "").casefold() for one in fields.objects(form, "descriptions"))
