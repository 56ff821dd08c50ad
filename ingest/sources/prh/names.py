"""Names of a company: which one it goes by, by which others, and by which it went when.

The register does not say in which language a name is. A company may have several main names that none has ended, or
none but ended ones after it ceased: the newest counts.
"""

from graph.records import DatedName, Names
from ingest import fields, values
from ingest.fields import Object
from ingest.row import BadField

MAIN = "1"


def company_names(company: Object) -> Names:
    """Return the names of a company: the newest current main name, alternatives, and former names with their dates."""
    named = [one for one in fields.objects(company, "names") if fields.text(one, "name")]
    if not named:
        raise BadField("is missing or empty", field="names")
    chosen = max(named, key=_precedence)
    name = fields.required(chosen, "name")
    rest = [one for one in named if one is not chosen]
    return Names(
        und=name,
        other=tuple(
            dict.fromkeys(text for one in rest if is_current(one) and (text := fields.required(one, "name")) != name)
        ),
        dated=tuple(sorted((_dated(one) for one in rest if not is_current(one)), key=lambda one: one.start or "")),
    )


def is_current(name: Object) -> bool:
    """Say whether a name is in use: no end, and not an earlier version of the entry."""
    return fields.text(name, "endDate") is None and fields.text(name, "version") in (None, "1")


def _precedence(name: Object) -> tuple[bool, bool, str]:
    return fields.text(name, "type") == MAIN, is_current(name), fields.text(name, "registrationDate") or ""


def _dated(name: Object) -> DatedName:
    return DatedName(
        text=fields.required(name, "name"),
        start=fields.text_as(name, "registrationDate", values.partial_date),
        end=fields.text_as(name, "endDate", values.partial_date),
    )
