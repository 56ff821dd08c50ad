"""The stems of Snowball: a word without its endings."""

from collections.abc import Callable
from importlib.metadata import version
from threading import Lock

from graph.text.language import Language

ALGORITHMS: dict[Language, str] = {"fi": "finnish", "sv": "swedish", "en": "english"}


def engine() -> str:
    """Return the name and version of what makes the stems."""
    return f"snowball {version('snowballstemmer')}"


def snowball(language: Language) -> Callable[[str], str]:
    """Return the function from a word of `language` to its stem.

    >>> snowball("sv")("testbäddarna")
    'testbäd'
    """
    from snowballstemmer import stemmer

    found, turn = stemmer(ALGORITHMS[language]), Lock()  # it works on a state of its own

    def stem(word: str) -> str:
        with turn:
            return str(found.stemWord(word))

    return stem
