"""Whether a participant looks like a natural person, whose name may not get in anywhere, quarantine included.

Nothing in the public lists marks natural persons. What gives them away is that a name of two to four plain words is
written as "SURNAME Given" (or "Given SURNAME"), that the participant calls itself a private company, and that the
publisher withholds its address and VAT number. A rule can err: what it sets aside is counted and said, never lost
silently.
"""

import re

WORD = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*\.?")
"""A word of a name: letters, with a hyphen or an apostrophe between them."""

TITLES = frozenset("dr prof ing dipl mr mrs ms dott herr frau".split())
NOT_OF_PERSONS = frozenset(
    (
        "ab ag aps as bv cv doo ev gmbh group holding inc kft kg ky labs limited llc llp ltd nv oy oyj plc sa sarl sas "
        "scarl sl solutions spa srl srls sro systems technologies technology tmi and und et ja och"
    ).split()
)
"""Legal forms and words of firms, without points: a name that has one is that of a firm."""


def natural_person(name: str, *, private: bool, addressed: bool, registered: bool) -> str | None:
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
    """
    if not private or addressed or registered or not named_as_a_person(name):
        return None
    return "looks like a natural person: a private participant without address and VAT number, named as a person is"


def named_as_a_person(name: str) -> bool:
    """Say whether a name is written as those of persons are: a surname in capitals beside a given name.

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
