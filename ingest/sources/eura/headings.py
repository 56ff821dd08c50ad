"""The headings of EURA's tables: under which names each field has been published or stored by its users.

The 2021 register gives an Excel whose exact headings nobody recorded, so each field has all the names that were seen
or are to be expected; case, umlauts, blanks and punctuation do not matter. A heading that is not here is drift.
"""

import re
from collections.abc import Sequence

from graph.errors import SourceChanged

CODE = "Koodi"
FUND = "Rahasto"
NAME = "Hankkeen nimi"
PART = "Ohjelma / osio"
AXIS = "Tl"
AUTHORITY = "Viranomainen"
STATUS = "Tila"
START = "Aloituspvm"
END = "Päättymispvm"
BENEFICIARY = "Toteuttajan nimi"
BUSINESS_ID = "Y-tunnus"
GRANTED = "Myönnetty EU- ja valtion rahoitus"
PAID = "Toteutunut EU- ja valtion rahoitus"
PUBLIC_PLANNED = "Suunniteltu julkinen rahoitus yhteensä"
PUBLIC_PAID = "Toteutunut julkinen rahoitus yhteensä"
PERIOD = "Ohjelmakausi"
SUMMARY = "Tiivistelmä"
PLACE = "Sijainti"

AMOUNTS = (GRANTED, PAID, PUBLIC_PLANNED, PUBLIC_PAID)
LIST_2014 = (CODE, FUND, NAME, AXIS, AUTHORITY, STATUS, START, END, BENEFICIARY, *AMOUNTS)
LIST_2007 = (CODE, FUND, NAME, PART, AXIS, AUTHORITY, STATUS, START, END, BENEFICIARY, *AMOUNTS)
REQUIRED = (CODE, NAME, BENEFICIARY)
"""Without these a table is no list of projects."""

ALIASES: dict[str, tuple[str, ...]] = {
    CODE: ("Hankekoodi", "Projektikoodi", "Hankkeen koodi", "Hankenumero"),
    FUND: ("EU-rahasto",),
    NAME: ("Projektin nimi", "Nimi", "Hanke", "Hankkeen julkinen nimi"),
    PART: ("Ohjelman osio", "Ohjelma", "Osio"),
    AXIS: ("Toimintalinja", "TL"),
    AUTHORITY: ("Vastuuviranomainen", "Rahoittava viranomainen", "Rahoittaja", "Välittävä toimielin"),
    STATUS: ("Toiminnan tila", "Hankkeen tila"),
    START: ("Aloituspäivä", "Aloituspäivämäärä", "Alkamispäivä", "Alkamispäivämäärä", "Alkamispvm", "Alkaa"),
    END: ("Päättymispäivä", "Päättymispäivämäärä", "Päättyy"),
    BENEFICIARY: ("Toteuttaja", "Hakijan virallinen nimi", "Hakija", "Päätoteuttaja", "Tuensaaja", "Hakijan nimi"),
    BUSINESS_ID: ("Ytunnus", "Toteuttajan Y-tunnus", "Hakijan Y-tunnus"),
    GRANTED: ("Myönnetty EU valtio", "Myönnetty EU ja valtion rahoitus", "Myönnetty EU+valtio"),
    PAID: ("Toteutunut EU valtio", "Toteutunut EU+valtio"),
    PUBLIC_PLANNED: ("Suunniteltu julkinen rahoitus",),
    PUBLIC_PAID: ("Toteutunut julkinen rahoitus",),
    PERIOD: ("Kausi", "Ohjelmakauden nimi"),
    SUMMARY: ("Hankkeen tiivistelmä", "Kuvaus", "Julkinen tiivistelmä"),
    PLACE: ("Maakunta", "Kunta", "Toteutusalue"),
}


def known(headings: Sequence[str]) -> list[str]:
    """Return the headings under the names used here; one that is not known stays as it is.

    >>> known(["hankekoodi", "paattymispvm", "y_tunnus", "Väri"])
    ['Koodi', 'Päättymispvm', 'Y-tunnus', 'Väri']
    """
    names = {_plain(one): name for name, others in ALIASES.items() for one in (name, *others)}
    found: list[str] = []
    for heading in headings:
        name = names.get(_plain(heading), heading)
        found.append(heading if name in found else name)
    return found


def lacking(headings: Sequence[str]) -> list[str]:
    """Return the names of the required fields that none of the headings stands for."""
    there = known(headings)
    return [name for name in REQUIRED if name not in there]


def refuse_lacking(source: str, where: str, headings: Sequence[str]) -> None:
    """Raise an error if a required field has no column.

    Raises
    ------
    SourceChanged
        If so; it names the columns that are there.
    """
    missing = lacking(headings)
    if missing:
        there = ", ".join(filter(None, headings)) or "none"
        raise SourceChanged(source, where, f"missing columns: {', '.join(missing)}; there are: {there}")


def _plain(heading: str) -> str:
    return re.sub(r"[\W_]", "", heading.casefold().translate(str.maketrans("äåö", "aao")))
