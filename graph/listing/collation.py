"""The alphabet: how names are sorted, in Finnish and Swedish with å, ä, ö after z, in English beside a and o."""

import unicodedata

AFTER_Z = str.maketrans({"å": "{", "ä": "|", "ö": "}", "æ": "|", "ø": "}"})


def sort_key(name: str, language: str) -> tuple[str, str]:
    """Return what `name` is sorted by: capitals and other accents count only between names that are equal otherwise.

    >>> sorted(["Ähtäri", "Zürich", "Åbo", "aalto"], key=lambda name: sort_key(name, "fi"))
    ['aalto', 'Zürich', 'Åbo', 'Ähtäri']
    >>> sorted(["Ähtäri", "Zürich", "aalto"], key=lambda name: sort_key(name, "en"))
    ['aalto', 'Ähtäri', 'Zürich']
    """
    folded = unicodedata.normalize("NFC", name.casefold())
    kept = folded if language == "en" else folded.translate(AFTER_Z)
    plain = "".join(one for one in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(one))
    return plain, name
