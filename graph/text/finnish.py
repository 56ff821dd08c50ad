"""The base forms of Finnish words, and how their compounds are made.

By Voikko where the user has installed it (GPL, so that we neither ship nor require it), else by the word list of
simplemma: by its makers' count right for 91 % of the words in the treebank of Turku.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import version
from threading import Lock

from graph.text.snowball import snowball

SHORTEST_HEAD, SHORTEST_TAIL = 3, 4
"""How many letters the parts of a compound have at least."""

LONG_TAIL = 5
"""How many letters must be known of the end of a word of which nothing else is."""

ENDING = (
    "(?:n|t|a|ä|ta|tä|tta|ttä|[aeiouyäö]n|ien|jen|i?ssa|i?ssä|i?sta|i?stä|i?lla|i?llä|i?lta|i?ltä|i?lle|i?na|i?nä|i?ksi)"
    "(?:kin|kaan|kään|ko|kö|nsa|nsä)?"
)
"""The endings of the cases, with what may follow them."""

ENDINGS = re.compile(ENDING)
NAMES = re.compile(f"(kainuu|laurea|metropolia|nokia|pasila|tikkurila|vantaa)(?:{ENDING})?")
"""Names of the region that the list has not, or takes for forms of rarer words ("vannas", "noki")."""

Lemmatise = Callable[[str], str]

_loading = Lock()


def lemmatiser(*, voikko: bool = True) -> tuple[str, Lemmatise]:
    """Return what makes base forms, with its version, and the function that does; `voikko` says whether that may."""
    with _loading:
        found = _voikko() if voikko else None
        return found or _word_list()


def linked(head: str) -> Iterator[str]:
    """Yield what the first part of a compound may come from, where it is no form of a word by itself.

    >>> list(linked("kehittämis")), list(linked("suomalais"))
    (['kehittäminen'], ['suomalainen'])
    """
    if head.endswith("s"):
        yield head[:-1] + "nen"


@cache
def _voikko() -> tuple[str, Lemmatise] | None:
    try:
        library = import_module("libvoikko")
    except ImportError:
        return None
    try:
        voikko = library.Voikko("fi")
    except (library.VoikkoException, OSError):  # without the library itself, or without a Finnish dictionary
        return None
    turn, (_, listed) = Lock(), _word_list()  # the library is not to be called by two threads at once

    def lemma(word: str) -> str:
        if named := NAMES.fullmatch(word):
            return named[1]
        with turn:
            found = voikko.analyze(word)
        forms = [str(one["BASEFORM"]).casefold() for one in found if "BASEFORM" in one]
        return min(forms, key=len) if forms else listed(word)

    return f"voikko {voikko.getVersion()}", lemma


@cache
def _word_list() -> tuple[str, Lemmatise]:
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy
    from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY as LISTS

    forms = LISTS.get_dictionary("fi")
    rules = Lemmatizer(cache_max_size=0, lemmatization_strategy=DefaultStrategy(dictionary_factory=LISTS))
    bare = snowball("fi")

    def lemma(word: str) -> str:
        if named := NAMES.fullmatch(word):
            return named[1]
        if (listed := forms.get(word) or forms.get(word.capitalize())) is not None:
            return listed.casefold()
        if (compound := _compound(word, forms)) is not None:
            return compound
        base = rules.lemmatize(word, "fi").casefold()
        if _is_likely(base, word):
            return base
        return _name(word, forms) or bare(word)

    return f"simplemma {version('simplemma')}", lemma


def _is_likely(base: str, word: str) -> bool:
    """Whether what the rules say can be: they leave parts out ("ota" for "otaniemi"), or mean quite another word."""
    if word.startswith(base):
        return ENDINGS.fullmatch(word[len(base) :]) is not None
    return word[:2] == base[:2] and 2 * len(base) >= len(word)


def _compound(word: str, forms: Mapping[str, str]) -> str | None:
    """Return the base form of a compound that is not listed, by its longest last part that is."""
    for cut in range(SHORTEST_HEAD, len(word) - SHORTEST_TAIL + 1):
        last = forms.get(word[cut:])
        if last is not None and _begins(word[:cut], forms):
            return word[:cut] + _noun(last.casefold(), forms)
    return None


def _noun(base: str, forms: Mapping[str, str]) -> str:
    """Return the noun where a form is of a noun and of its verb: "alustan" is of "alusta" and of "alustaa"."""
    noun = base[:-1]
    return noun if base.endswith(("aa", "ää")) and forms.get(noun) == noun else base


def _name(word: str, forms: Mapping[str, str]) -> str | None:
    """Return the base form of a name by its longest last part that is listed, whatever it begins with."""
    for cut in range(SHORTEST_HEAD, len(word) - LONG_TAIL + 1):
        if (last := forms.get(word[cut:])) is not None:
            return word[:cut] + last.casefold()
    return None


def _begins(head: str, forms: Mapping[str, str]) -> bool:
    """Whether a compound can begin so: with a base form, a genitive, or the stem of a word in -nen."""
    listed = forms.get(head)
    if listed is not None and (listed == head or head.endswith("n")):
        return True
    return any(forms.get(form) == form for form in linked(head))
