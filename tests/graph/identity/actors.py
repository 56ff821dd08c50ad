"""Readings written by hand, to be resolved beside the facts that ship: what CORDIS, EURA and ROR say of four actors.

Names and numbers are public facts; their spellings follow the files of each publisher.
"""

from collections.abc import Sequence

from graph.readings import Reading, SourceInfo
from graph.records import Address, Names, Organisation, Origin, Record
from tests.conftest import NOW

FI = Address(country="FI")


def source(name: str, *, register: bool = False, curated: bool = False) -> SourceInfo:
    return SourceInfo(
        name=name,
        title=name.upper(),
        publisher="Tests",
        homepage="https://example.org/",
        register=register,
        curated=curated,
    )


def reading(info: SourceInfo, records: Sequence[Record]) -> Reading:
    return Reading(source=info, records=records, rejected=(), files=(), started=NOW, ended=NOW)


def cordis(key: str, name: str, number: str | None = None, *, short: tuple[str, ...] = ()) -> Organisation:
    return Organisation(
        key=key,
        origin=Origin(table="organization.csv", line=2),
        names=Names(und=name, short=short),
        business_id=number,
        other_ids=(("pic", key),),
        address=FI,
    )


def eura(key: str, name: str) -> Organisation:
    return Organisation(key=key, origin=Origin(table="projektilista.csv", line=2), names=Names(fi=name), address=FI)


def ror(key: str, names: Names) -> Organisation:
    return Organisation(key=key, origin=Origin(table="ror.json"), names=names, ror=key, address=FI)


CORDIS = reading(
    source("cordis"),
    (
        cordis("932760440", "TEKNOLOGIAN TUTKIMUSKESKUS VTT OY", "2647375-4", short=("VTT",)),
        cordis("999901706", "TEKNOLOGIAN TUTKIMUSKESKUS VTT", "0244679-4", short=("VTT",)),
        cordis("991256096", "AALTO KORKEAKOULUSAATIO SR", "2228357-4", short=("AALTO",)),
        cordis("999856892", "HELSINGIN KAUPUNKI", short=("HELSINKI",)),
        cordis("999483830", "HELSINGIN JA UUDENMAAN SAIRAANHOITOPIIRIN KUNTAYHTYMÄ"),
        cordis("900000001", "HELSINGIN YLIOPISTON YLIOPPILASKUNTA"),
    ),
)
EURA = reading(
    source("eura"),
    (
        eura("vtt", "Teknologian tutkimuskeskus VTT Oy"),
        eura("aalto", "Aalto-yliopisto"),
        eura("helsinki", "HELSINGIN KAUPUNKI"),
        eura("helsinki-parts", "Helsingin kaupunki/sivistystoimiala"),
        eura("hus", "HUS Helsingin yliopistollinen sairaala"),
        eura("gtk", "Geologian tutkimuskeskus"),
    ),
)
ROR = reading(
    source("ror", register=True),
    (
        ror("04b181w54", Names(en="VTT Technical Research Centre of Finland", short=("VTT",))),
        ror("020hwjq30", Names(en="Aalto University", fi="Aalto-yliopisto", other=("Aalto-Universitetet",))),
        ror("03vdzkx92", Names(en="City of Helsinki", other=("Helsingfors Stad", "Helsingin Kaupunki"))),
        ror("02e8hzf44", Names(en="Helsinki University Hospital", short=("HUS",))),
        ror("040af2s02", Names(en="University of Helsinki", fi="Helsingin yliopisto")),
        ror("03vjnqy43", Names(en="Geological Survey of Finland", fi="Geologian Tutkimuskeskus", short=("GTK",))),
    ),
)
