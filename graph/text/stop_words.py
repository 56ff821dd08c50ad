"""Words that say nothing of what a text is about, in Finnish, Swedish and English.

Short on purpose: a word that can be a subject ("testi", "miljö", "city", "ai") is none. Inflected forms stand beside
their base forms, and so do the words of those who ask: "etsimme", "behöver", "looking".
"""

from collections.abc import Mapping

from graph.text.language import Language

STOP_WORDS: Mapping[Language, frozenset[str]] = {
    "fi": frozenset(
        "ei eikä eivät eli ellei en ennen entä enää eri esimerkiksi etsii etsimme ette että haemme halua haluaa "
        "haluaisimme haluamme haluavat he heidän heille heistä heitä hän häneen hänelle hänen ihan itse ja jo "
        "johon johonkin joiden joihin joista joita joka jokin joko joku jolla jolle jolloin jolta jonka jonkin "
        "jos joskus jossa josta jota jotain jotka jotkut jotta juuri kai kaikki kaikkia kaikkien kanssa kautta "
        "kenelle kenen ketä koska kuin kuinka kuitenkin kuka kun kunnes kuten kyllä lisäksi mahdollisesti me "
        "meidän meille meillä meistä meitä mihin miksi mikä millainen millaisia millaista mille milloin millä "
        "minkä minne minulla minulle minun minut minä missä mistä miten mitkä mitä mm muiden muita mukaan mutta "
        "muu muun muut muuta myös myöskin ne niiden niihin niille niin niissä niistä niitä no noin nuo nyt näiden "
        "näihin näille näin näissä näistä näitä nämä olemme olen olet olette oli olimme olin olisi olisivat "
        "olivat olla olleet ollut on onko ovat pitäisi pitää saa saada se sekä sen siellä sieltä siihen siinä "
        "siis siitä sille sillä sinun sinä sitten sitä tai taikka tarvitsemme tarvitsisimme te tehdä teidän "
        "teille teitä tekee tulee tulisi tuo tähän tälle tällä tällöin tämä tämän tänne tässä tästä tätä täällä "
        "usein vaan vai vaikka vain varten vielä voi voida voidaan voiko voimme voisi voisimme voisivat voivat "
        "yli ym".split()
    ),
    "sv": frozenset(
        "alla allt att av bara behöver blev bli blir blivit de dem den denna deras dess dessa det detta din dina "
        "ditt du där därför efter ej eller en er ert ett från få får för gör göra ha hade han hans har henne "
        "hennes hon honom hur här i icke inom inte ja jag jo kan kunde kunna man med mellan men mer mig min mina "
        "mitt mycket måste ni nog nu när någon något några och också om oss på sedan sig sin sina själv ska skall "
        "skulle som så sådan söker till under upp ut utan vad var vara varför varit varje vars vem vi vid vilka "
        "vilken vilket vill ville våra vårt än är åt över".split()
    ),
    "en": frozenset(
        "a about after all also an and any are as at be because been before being but by can could did do does "
        "doing each for from had has have having he her here him his how i if in into is its itself just like "
        "looking may me might more most must my need needs no nor not of on only or other our ours out over own "
        "please same shall she should so some such than that the their them then there these they this those "
        "through to too under until up us very want was we were what when where which while who whom why will "
        "with would you your".split()
    ),
}
"""The words, by language."""

ALL = frozenset().union(*STOP_WORDS.values())
"""The stop words of any of the three."""


def is_stop_word(word: str, language: Language | None = None) -> bool:
    """Whether `word` (in small letters) is a stop word of `language`, or of any of the three.

    >>> is_stop_word("missä"), is_stop_word("where", "en"), is_stop_word("där", "en")
    (True, True, False)
    """
    return word in (ALL if language is None else STOP_WORDS[language])
