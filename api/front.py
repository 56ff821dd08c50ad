"""What the front page shows."""

from collections.abc import Mapping

from api.delivery import Body
from api.pages.render import Frame, render
from api.sitting import Sitting
from ontology.terms import ID
from ontology.turtle import Language

EXAMPLES: Mapping[Language, str] = {
    "fi": "Esimerkki: Helsinki paikkana",
    "sv": "Exempel: Helsingfors som plats",
    "en": "An example: Helsinki as a place",
}

SPARQL = """PREFIX vk: <https://w3id.org/verkosto/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?testbed ?name WHERE {
  ?testbed a vk:TestBed ; skos:prefLabel ?name .
  FILTER(LANG(?name) = "fi")
}
ORDER BY ?name"""


async def front_body(sitting: Sitting, language: Language) -> Body:
    """Return the front page in `language`."""
    release = sitting.release
    frame = Frame(language=language, path="/", release=release.id, issued=release.issued)
    examples = [(f"{ID}place/fi-091", EXAMPLES[language])]
    triples = f"{release.triples:,}".replace(",", "\N{NO-BREAK SPACE}")
    return Body(content=render("front", frame, triples=triples, examples=examples, sparql=SPARQL))
