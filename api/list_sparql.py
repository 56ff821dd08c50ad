"""A list as a question in SPARQL, where one says the same: tests hold both to the same things."""

from collections.abc import Mapping

from graph.listing.kinds import Name
from graph.listing.reading import Choices, Listed
from ontology.terms import ID

PREFIXES = """PREFIX vk: <https://w3id.org/verkosto/def#>
PREFIX eurio: <http://data.europa.eu/s66#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX adms: <http://www.w3.org/ns/adms#>
"""

CLASSES: Mapping[Name, str] = {
    "testbeds": "vk:TestBed",
    "actors": "vk:Actor",
    "projects": "eurio:Project",
    "services": "vk:Service",
}

PATTERNS: Mapping[Name, Mapping[str, str]] = {
    "testbeds": {
        "kind": "?thing vk:testBedKind/skos:broader* ?value .",
        "city": "?thing dct:spatial ?value .",
        "focus-area": "?thing dct:subject ?value .",
        "access": "?thing vk:accessMode|vk:accessType ?value .",
        "user-group": "?thing vk:userGroup ?value .",
        "status": "?thing adms:status ?value .",
        "free": "?thing vk:freeOfCharge ?value .",
    },
    "actors": {
        "kind": "?thing vk:actorKind/skos:broader* ?value .",
        "city": "?thing dct:spatial ?value .",
        "status": "?thing adms:status ?value .",
    },
    "projects": {
        "focus-area": "?thing dct:subject ?value .",
        "method-group": "?thing dct:subject ?value .",
        "subject": "?thing dct:subject ?value .",
        "instrument": "?thing vk:instrument ?value .",
        "status": "?thing adms:status ?value .",
        "under-agreement": "?thing vk:underAgreement ?value .",
    },
    "services": {
        "kind": "?thing vk:serviceKind/skos:broader* ?value .",
        "city": "?thing dct:spatial ?value .",
        "focus-area": "?thing dct:subject ?value .",
    },
}
"""What each filter says, of those that a pattern says wholly."""


def sparql_of(name: Name, asked: Listed, offered: tuple[Choices, ...]) -> str | None:
    """Return the question whose answer is the things of a list; None where a filter is none that SPARQL says alike."""
    if asked.text is not None or asked.level is not None or asked.first is not None or asked.last is not None:
        return None
    patterns, known = PATTERNS[name], {one.name: one for one in offered}
    lines = [f"  ?thing a {CLASSES[name]} ."]
    for filtered, values in asked.chosen.items():
        if not values:
            continue
        if filtered not in patterns or filtered not in known:
            return None
        terms = [_term(known[filtered], value) for value in values]
        if None in terms:
            return None
        variable = "?" + filtered.replace("-", "_")
        lines.append(f"  VALUES {variable} {{ {' '.join(one for one in terms if one)} }}")
        lines.append("  " + patterns[filtered].replace("?value", variable))
    lines.append(f'  OPTIONAL {{ ?thing skos:prefLabel ?name FILTER(LANG(?name) = "{asked.language}") }}')
    body = "\n".join(lines)
    return f"{PREFIXES}\nSELECT DISTINCT ?thing ?name WHERE {{\n{body}\n}}\nORDER BY ?name ?thing"


def _term(offered: Choices, given: str) -> str | None:
    for one in offered.values:
        if one.is_called(given):
            if "/" in one.value:
                return f"<{ID}{one.value}>"
            return one.value if one.value in ("true", "false") else None
    return None
