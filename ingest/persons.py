"""Whether a participant looks like a natural person, whose name may not get in anywhere, quarantine included.

Nothing in the public lists marks natural persons. Two things give them away: a name written as those of persons alone
are, "SURNAME Given" or with a title, where a private participant has neither address nor VAT number; and a name that
could be a person's, however it is written, where the publisher withholds all that leads to a participant: its street,
its VAT number and its page. A rule can err: what it sets aside is counted and said, never lost silently.
"""

import re

from ingest.organisation_words import is_of_organisations

WORD = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*\.?")
"""A word of a name: letters, with a hyphen or an apostrophe between them."""

TITLES = frozenset("dr prof professor ing dipl mr mrs ms miss dott dottssa phd msc herr frau mme sir".split())
NOT_OF_PERSONS = frozenset(
    (
        "ab ag aps as bv cv doo ev gmbh group holding inc kft kg ky labs limited llc llp ltd nv oy oyj plc sa sarl sas "
        "scarl sl solutions spa srl srls sro systems technologies technology tmi and und et ja och"
    ).split()
)
"""Legal forms and words of firms, without points: a name that has one is that of a firm."""

PRIVATE = "looks like a natural person: a private participant without address and VAT number, named as a person is"
WITHHELD = "looks like a natural person: named as a person may be, without street, VAT number and page"


def natural_person(
    name: str, *, private: bool, addressed: bool, registered: bool, withheld: bool = False
) -> str | None:
    """Return why a participant looks like a natural person, or None where it does not; the reason never has the name.

    >>> natural_person("ESIMERKKI Maija", private=True, addressed=False, registered=False)
    'looks like a natural person: a private participant without address and VAT number, named as a person is'
    >>> natural_person("ESIMERKKI Oy", private=True, addressed=False, registered=False)

    Parameters
    ----------
    name
        Of the participant, as the source writes it.
    private
        Whether the source counts it among private companies.
    addressed
        Whether the source tells its street or post code.
    registered
        Whether the source tells its VAT number.
    withheld
        Whether the source tells street, VAT number and page of others and none of them here, and this is no school,
        research institute or public body.
    """
    if private and not addressed and not registered and named_as_a_person(name):
        return PRIVATE
    return WITHHELD if withheld and may_be_a_person(name) else None


def named_as_a_person(name: str) -> bool:
    """Say whether a name is written as those of persons are: a surname in capitals beside a given name, or a title.

    >>> named_as_a_person("MALLI-VIRTA Anna Maria"), named_as_a_person("Dr. Anna Malli"), named_as_a_person("MALLI AS")
    (True, True, False)
    """
    words = name.replace(",", " ").split()
    plain = [word.replace(".", "").casefold() for word in words]
    if not all(WORD.fullmatch(word) for word in words) or NOT_OF_PERSONS.intersection(plain):
        return False
    named = [word for word, bare in zip(words, plain, strict=True) if bare not in TITLES]
    if not 2 <= len(named) <= 4:
        return False
    capitals = [len(word) > 1 and word.isupper() for word in named]
    given = [word[0].isupper() and not word.isupper() for word in named]
    titled = len(named) < len(words) or "," in name
    return (any(capitals) or titled) and any(given) and all(map(any, zip(capitals, given, strict=True)))


def may_be_a_person(name: str) -> bool:
    """Say whether a name could be a person's, in whatever case: two to four words none of which is of organisations.

    Behind a title one word is enough.

    >>> may_be_a_person("VIRTA MAIJA"), may_be_a_person("Maija Virta"), may_be_a_person("MS VIRTA")
    (True, True, True)
    >>> may_be_a_person("Virta Consulting"), may_be_a_person("Virta & Malli"), may_be_a_person("Virta")
    (False, False, False)
    """
    words = name.replace(",", " ").split()
    named = [word for word in words if word.replace(".", "").casefold() not in TITLES]
    least = 1 if len(named) < len(words) else 2
    parts = [part for word in named for part in word.split("-")]
    return least <= len(named) <= 4 and all(map(_is_plain, named)) and not any(map(is_of_organisations, parts))


def _is_plain(word: str) -> bool:
    return WORD.fullmatch(word) is not None and ("." not in word or len(word) == 2)
