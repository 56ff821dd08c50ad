"""Statements made by hand: two test beds, their trials, a service, and who asks."""

from collections.abc import Iterable

from graph.matching.knowledge import Knowledge, knowledge
from graph.matching.statements import Statement
from ontology import terms

ID = terms.ID
STREET, WARD, OLD = f"{ID}testbed/street", f"{ID}testbed/ward", f"{ID}testbed/old"
ESPOO, HELSINKI = f"{ID}place/fi-049", f"{ID}place/fi-091"
TYPE = terms.RDF + "type"


def said(subject: str, predicate: str, *values: str, language: str = "") -> list[Statement]:
    return [Statement(subject, predicate, value, language) for value in values]


def concept(key: str, scheme: str, fi: str, en: str, *wider: str) -> list[Statement]:
    iri = f"{ID}{key}"
    return [
        *said(iri, terms.IN_SCHEME, f"{ID}scheme/{scheme}"),
        *said(iri, terms.NOTATION, key.partition("/")[2]),
        *said(iri, terms.PREF_LABEL, fi, language="fi"),
        *said(iri, terms.PREF_LABEL, en, language="en"),
        *(one for above in wider for one in said(iri, terms.SKOS + "broadMatch", f"{ID}{above}")),
    ]


def statements() -> list[Statement]:
    """Return the statements: a street for 5G and robots in Espoo, a hospital ward in Helsinki, one that has ended."""
    return [
        *said(STREET, TYPE, terms.TEST_BED),
        *said(STREET, terms.PREF_LABEL, "Smart street", language="en"),
        *said(STREET, terms.PREF_LABEL, "Älykatu", language="fi"),
        *said(STREET, terms.CAN_BE_TESTED, "Poles with a 5G network, sensors and delivery robots.", language="en"),
        *said(
            STREET, terms.CAN_BE_TESTED, "Pylväitä, joissa on 5G-verkko, antureita ja jakelurobotteja.", language="fi"
        ),
        *said(STREET, terms.THEME, f"{ID}theme/5G", f"{ID}theme/robots"),
        *said(STREET, terms.SPATIAL, ESPOO),
        *said(STREET, terms.STATUS, f"{ID}status/active"),
        *said(STREET, terms.MIN_TRL, "5"),
        *said(STREET, terms.MAX_TRL, "8"),
        *said(STREET, terms.OPERATED_BY, f"{ID}org/city"),
        *said(WARD, TYPE, terms.TEST_BED),
        *said(WARD, terms.PREF_LABEL, "Hospital ward", language="en"),
        *said(WARD, terms.PREF_LABEL, "Sairaalaosasto", language="fi"),
        *said(WARD, terms.CAN_BE_TESTED, "Devices for nurses and patients.", language="en"),
        *said(WARD, terms.CAN_BE_TESTED, "Laitteita hoitajille ja potilaille.", language="fi"),
        *said(WARD, terms.THEME, f"{ID}theme/care"),
        *said(WARD, terms.SPATIAL, HELSINKI),
        *said(OLD, TYPE, terms.TEST_BED),
        *said(OLD, terms.PREF_LABEL, "Old harbour with sensors", language="en"),
        *said(OLD, terms.STATUS, f"{ID}status/ended"),
        *said(OLD, terms.START_DATE, "2015"),
        *said(OLD, terms.END_DATE, "2019-06"),
        *said(OLD, terms.SPATIAL, ESPOO),
        *said(f"{ID}trial/cart", TYPE, terms.TRIAL),
        *said(f"{ID}trial/cart", terms.PREF_LABEL, "Parcel robot on the pavement", language="en"),
        *said(f"{ID}trial/cart", terms.TRIAL_AT, STREET),
        *said(f"{ID}trial/cart", terms.WAS_ASSOCIATED_WITH, f"{ID}org/carter"),
        *said(f"{ID}org/carter", terms.PREF_LABEL, "Carter Oy", language="fi"),
        *said(f"{ID}org/city", terms.PREF_LABEL, "Kaupunki", language="fi"),
        *said(f"{ID}service/help", TYPE, terms.SERVICE),
        *said(f"{ID}service/help", terms.PREF_LABEL, "Help desk for robots", language="en"),
        *said(f"{ID}service/help", terms.PAGE, "https://example.org/help"),
        *concept("theme/5G", "themes", "5G", "5G"),
        *concept("theme/robots", "themes", "robotit", "robots", "sub-theme/4.1.g"),
        *concept("theme/care", "themes", "hoitotyö", "nursing"),
        *concept("sub-theme/4.1.g", "sub-themes", "älykäs liikenne", "smart traffic", "focus-area/4.1"),
        *concept("focus-area/4.1", "focus-areas", "kaupunkiratkaisut", "urban solutions"),
        *concept("access-mode/open-call", "access-modes", "avoin haku", "open call"),
        *said(ESPOO, terms.PREF_LABEL, "Espoo", language="fi"),
        *said(ESPOO, terms.PREF_LABEL, "Esbo", language="sv"),
        *said(HELSINKI, terms.PREF_LABEL, "Helsinki", language="fi"),
    ]


def known(stated: Iterable[Statement] | None = None) -> Knowledge:
    """Return what the statements say."""
    return knowledge(statements() if stated is None else stated)
