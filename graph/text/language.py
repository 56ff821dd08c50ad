"""Which of the three languages of the region a text is in, told by its letters (the model of py3langid).

The model is loaded when a language is first asked for, which takes half a second, and is kept.
"""

from functools import cache
from threading import Lock
from typing import Any, Literal, cast

from graph.text.words import plain

Language = Literal["fi", "sv", "en"]
LANGUAGES: tuple[Language, ...] = ("fi", "sv", "en")
"""In the order in which they are tried where nothing else says which is meant."""

READ = 2000
"""How many characters of a text are looked at; more tell nothing new."""

LEAST_LETTERS = 8
"""How many letters a text must have; shorter ones are names and abbreviations, alike in all languages."""

SURE = 0.45
"""How sure the model must be of a text of several words: `smart traffic Vantaa` is 0.47 English."""

SURE_OF_ONE = 0.8
"""How sure it must be of a single word."""

_loading = Lock()


def language(text: str) -> Language | None:
    """Return the language of `text`; None where it is too short to tell, or has hardly any words.

    >>> language("drone kaupungissa testaus"), language("testbädd för drönare"), language("AI 5G")
    ('fi', 'sv', None)
    """
    shown = plain(text[: 2 * READ])[:READ]
    if sum(map(str.isalpha, shown)) < LEAST_LETTERS:
        return None
    with _loading:
        model = _model()
    found, sure = model.classify(shown.casefold())
    words = sum(any(map(str.isalpha, word)) for word in shown.split())
    return cast("Language", str(found)) if sure >= (SURE if words > 1 else SURE_OF_ONE) else None


@cache
def _model() -> Any:
    # numpy and the model, which nobody shall wait for who asks no language
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(list(LANGUAGES))
    return model
