"""Natural persons among beneficiaries, whose names may not get in anywhere, quarantine included.

The register has no mark for them. A beneficiary counts as a natural person where its name

- says that it is a sole trader's ("Tmi", "T:mi", "toiminimi"), or
- is a plain personal name: two to four words, all but one of them given names of the list below; or a given name
  behind a comma ("SURNAME, GIVEN"), or
- could be one, for no list of given names is whole: two to four plain words, none of which is of organisations or of a
  trade, or
- ends in an initial and a surname, as trade names of sole traders do ("Metallipalvelu E. Esimerkki"),

and, but for the first case, has neither a legal form nor a word of organisations. So the rule rather sets a trade name
aside than lets a person in; a trade name in which no person is named stays.

In the older lists a second line of the address is glued to the name, straight behind the legal form: "ESIMERKKI
OYMAIJA MALLI". Who stands there is often a person, so it is cut off whatever it is.
"""

import re
from dataclasses import dataclass

from graph.identity.identifiers import business_id
from ingest.persons import may_be_a_person

SOLE_TRADER = re.compile(r"(?<!\w)(?:tmi|t[:.]mi|toiminimi)(?!\w)", re.IGNORECASE)
INITIAL_AND_SURNAME = re.compile(r"(?:^|\s)[A-ZÅÄÖ](?:\.\s?|\s(?:&\s[A-ZÅÄÖ]\.?\s)?)[A-ZÅÄÖ][\w\-]{3,}$")
ORGANISATION = re.compile(
    r"(?<!\w)(?:oy|oyj|ab|abp|ky|kb|ay|osk|ry|rf|r\.\s?y|r\.\s?f|sr|rs|ltd|inc|gmbh|as|anl|avoin yhtiö|öppet bolag)"
    r"(?!\w)|yhtiö|bolag|yhtym|yhdisty|förening|säätiö|stift|osuuskun|andelslag|liitto|förbund|seura|kunta|kaupun|"
    r"kommun|koulu|skol|opisto|institut|keskus|central|laitos|virasto|hallitus|ministeri|kamari|akademi|rahasto|"
    r"kirkko|hiippa|tuki|puolustus",
    re.IGNORECASE,
)
"""Legal forms as words of their own, and parts of words that only organisations are called by."""

GIVEN_NAMES = frozenset(
    (
        "aapo aaro ahti aila aino aki aku aleksi alexander allan anders anita anja anna anne anneli annika annikki "
        "anniina ann antero anton antti anu ari arja arto arttu arvo asko aulis auli axel birgit björn bo carita carl "
        "carola christer christian eero eeva eevi eija eila eino elina elisa ella elli emil emilia emma emmi erik "
        "erika erkki essi esa esko eva fredrik gunilla göran hanna hannele hannes hannu harri heidi heikki helena "
        "helge heli helinä henna henri henrik hilkka iida ilari ilkka ilona ilpo inga inkeri irja irma iris isto "
        "jaakko jaana jan jani janne janina jari jarkko jarmo jarno jenna jenni jere jesse joel johan johanna john "
        "joni jonna jorma jouko jouni juha juhani juho jukka julia juuso jyrki kaarina kai kaija kaisa kalervo kalevi "
        "kalle karoliina kari karin karita karl kati katja katri keijo kerttu kim kimmo kirsi kirsti kristian "
        "kristiina kyösti lars lasse lassi laura lauri lea leena leif leila lena leo liisa linda maarit maija maiju "
        "mari maria marianne maritta marja marjo marjatta marjut marko markku markus martin martti martta mats matti "
        "mauri merja mervi mia miia mika mikael mikko milla minna mira mirja mirva miska monika nea nele niclas niina "
        "niko niklas nils noora olavi olli ossi oskari osmo otto outi paavo pasi patrik paula pauli paulus peggy pekka "
        "pentti per pertti peter petra petri petteri pia piia pirjo pirkko päivi raija raili raimo raine raisa rami "
        "rasmus reijo reino riikka riina riitta risto ritva robert roope ronja saara sakari saku sami samu samuli "
        "sanna sari satu sebastian seija seppo simo sini sinikka sirkka sirpa sofia soile stefan stella stig sture "
        "susanna suvi sven taina taisto tanja tapani tapio tarja taru teemu teijo teppo tero terhi terttu tiia tiina "
        "timo titi toivo tom tomi tommi toni topi tuija tuire tuomas tuomo tuula tytti ulf ulla urho urpo vappu veera "
        "veijo veikko vesa viivi ville vilma virpi väinö wiljami"
    ).split()
)
"""Common Finnish and Finland-Swedish given names."""

TRADES = re.compile(
    r"(?:palvelu|palvelut|liike|toimisto|paja|tila|tupa|metalli|design|center|service|services|adventures?|activities|"
    r"action|park|tuotanto|valmennus|konsultointi|matkailu|huolto|rakennus|kuljetus|media|studio|majoitus|catering)$"
)
TAIL = re.compile(r"^(?P<name>\S.*?\sO[Yy])(?P<tail>(?!J\b|STER\b)[A-ZÅÄÖ0-9].*)$")
PARTNERS_TAIL = re.compile(r"^(?P<name>\S.*\s[KA]Y)(?P<tail>(?P<given>[A-ZÅÄÖ]+)\s.+)$")
CARE_OF = re.compile(r"^(?P<name>\S.*?)[\s,]*(?<!\w)(?P<tail>c/o\W.*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beneficiary:
    """A name without its second line; `cut` says whether there was one, `business_id` is the number that it was."""

    name: str
    cut: bool = False
    business_id: str | None = None


def beneficiary(text: str) -> Beneficiary:
    """Return the name of a beneficiary without what is glued to it.

    >>> beneficiary("ESIMERKKI OYMAIJA MALLI").name, beneficiary("ESIMERKKI OY0112038-9").business_id
    ('ESIMERKKI OY', '0112038-9')
    """
    found = TAIL.match(text) or CARE_OF.match(text) or _partners(text)
    if found is None:
        return Beneficiary(name=text)
    return Beneficiary(name=found["name"], cut=True, business_id=business_id(found["tail"]))


def natural_person(name: str) -> str | None:
    """Return why a beneficiary looks like a natural person, or None; the reason never has the name.

    >>> natural_person("MALLI, MAIJA"), natural_person("Maija Malli Oy")
    ('looks like a natural person: it is named as a person is', None)
    """
    if SOLE_TRADER.search(name):
        return "looks like a natural person: it calls itself a sole trader"
    if ORGANISATION.search(name):
        return None
    if _personal(name):
        return "looks like a natural person: it is named as a person is"
    if INITIAL_AND_SURNAME.search(name):
        return "looks like a natural person: it is named by an initial and a surname"
    if may_be_a_person(name) and not any(TRADES.search(word.casefold()) for word in name.split()):
        return "may be a natural person: its name has no word of organisations or trades"
    return None


def _personal(name: str) -> bool:
    _, comma, behind = name.partition(",")
    if comma:
        return any(map(_given, behind.split()[:1]))
    words = name.split()
    others = [word for word in words if not _given(word)]
    plain = all(word.replace("-", "").isalpha() for word in words)
    return (
        plain and 2 <= len(words) <= 4 and len(others) <= 1 and not any(map(TRADES.search, map(str.casefold, others)))
    )


def _given(word: str) -> bool:
    return GIVEN_NAMES.issuperset(word.casefold().split("-"))


def _partners(text: str) -> re.Match[str] | None:
    found = PARTNERS_TAIL.match(text)
    return found if found and found["given"].casefold() in GIVEN_NAMES else None
