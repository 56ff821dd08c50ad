"""Statements made by hand: who takes part in what around the street and the ward of `made`."""

from collections.abc import Iterable

from graph.matching.actors import ActorIndex, actor_index
from graph.matching.closeness import IN, OF
from graph.matching.knowledge import knowledge
from graph.matching.statements import Statement
from ontology import terms
from tests.graph.matching.made import ESPOO, HELSINKI, ID, STREET, WARD, concept, said, statements

CITY, CARTER, NURSING, POLES, UNIVERSITY, UNSTATED = (
    f"{ID}org/{key}" for key in ("city", "carter", "nursing", "poles", "university", "unstated")
)
COMPANY, HIGHER = f"{ID}actor-kind/company", f"{ID}actor-kind/hei"


def kind(key: str, fi: str, *wider: str) -> list[Statement]:
    above = (one for each in wider for one in said(f"{ID}{key}", terms.BROADER, f"{ID}{each}"))
    return [*concept(key, "actor-kinds", fi, key.partition("/")[2]), *above]


def project(key: str, name: str, *actors: str, theme: str | None = None) -> list[Statement]:
    found = said(f"{ID}project/{key}", terms.PREF_LABEL, name, language="en")
    found += said(f"{ID}project/{key}", terms.SUBJECT, *([f"{ID}{theme}"] if theme else []))
    return found + [one for actor in actors for one in participation(f"{key}.{actor.rpartition('/')[2]}", key, actor)]


def participation(key: str, project: str, actor: str) -> list[Statement]:
    subject = f"{ID}participation/{key}"
    return [Statement(subject, OF, actor), Statement(subject, IN, f"{ID}project/{project}")]


def trial(key: str, name: str, bed: str, actor: str, year: str | None = None) -> list[Statement]:
    subject = f"{ID}trial/{key}"
    return [
        *said(subject, terms.RDF + "type", terms.TRIAL),
        *said(subject, terms.PREF_LABEL, name, language="en"),
        *said(subject, terms.TRIAL_AT, bed),
        *said(subject, terms.WAS_ASSOCIATED_WITH, actor),
        *said(subject, terms.YEAR, *([year] if year else [])),
    ]


def actor_statements() -> list[Statement]:
    """Return the statements: companies of poles, carts and nursing, a university, a city, one of unstated kind."""
    return [
        *statements(),
        *said(STREET, terms.PAGE, "https://example.org/street"),
        *trial("call", "Call button for nurses", WARD, NURSING, "2021"),
        *project("poles", "5G poles for streets", POLES, CITY, theme="theme/5G"),
        *project("robots", "Delivery robots in cold weather", UNIVERSITY, UNSTATED, theme="theme/robots"),
        *project("wards", "Sensors for patients in wards", UNIVERSITY, NURSING, theme="theme/care"),
        *project("lamps", "Lamps", UNIVERSITY, CITY),
        *said(CARTER, terms.ACTOR_KIND, COMPANY),
        *said(CARTER, terms.SPATIAL, ESPOO),
        *said(CARTER, terms.SUBJECT, f"{ID}tol-2008/53200"),
        *said(NURSING, terms.PREF_LABEL, "Hoiva Oy", language="fi"),
        *said(NURSING, terms.ACTOR_KIND, COMPANY),
        *said(NURSING, terms.SPATIAL, HELSINKI),
        *said(POLES, terms.PREF_LABEL, "Pylväs Oy", language="fi"),
        *said(POLES, terms.ACTOR_KIND, COMPANY),
        *said(POLES, terms.SUBJECT, f"{ID}tol-2008/53100"),
        *said(UNIVERSITY, terms.PREF_LABEL, "Yliopisto", language="fi"),
        *said(UNIVERSITY, terms.ACTOR_KIND, f"{ID}actor-kind/university"),
        *said(UNIVERSITY, terms.SPATIAL, ESPOO),
        *said(UNSTATED, terms.PREF_LABEL, "Nimetön", language="fi"),
        *said(CITY, terms.ACTOR_KIND, f"{ID}actor-kind/city"),
        *kind("actor-kind/company", "Yritys"),
        *kind("actor-kind/city", "Kaupunki"),
        *kind("actor-kind/hei", "Korkeakoulu"),
        *kind("actor-kind/university", "Yliopisto", "actor-kind/hei"),
        *industry("53200", "parcels", "53"),
        *industry("53100", "post", "53"),
        *industry("53", "post and parcels"),
    ]


def industry(code: str, name: str, *wider: str) -> list[Statement]:
    subject = f"{ID}tol-2008/{code}"
    return [
        *said(subject, terms.PREF_LABEL, name, language="en"),
        *said(subject, terms.BROADER, *(f"{ID}tol-2008/{one}" for one in wider)),
    ]


def index(stated: Iterable[Statement] | None = None) -> ActorIndex:
    """Return the index of the actors that statements are about."""
    found = actor_statements() if stated is None else list(stated)
    return actor_index(knowledge([]), found)
