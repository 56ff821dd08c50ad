"""What the index of names holds: the things of a store that a person looks for, with their names and numbers."""

from collections.abc import Iterator

from pyoxigraph import Literal, QuerySolutions, Store

from graph.name_index import NamedThing
from ontology import terms

TYPES = {
    "actor": terms.ACTOR,
    "project": terms.E_PROJECT,
    "service": terms.SERVICE,
    "testbed": terms.TEST_BED,
}
"""The types of things that are looked for by name, and their classes."""

LANGUAGES = ("fi", "sv", "en", None)
"""In which order a label is chosen; None is a name whose language nobody states."""

NAMES = """SELECT ?thing ?name ?preferred { ?thing a <{class}>
    { ?thing skos:prefLabel ?name BIND(true AS ?preferred) }
    UNION { ?thing skos:altLabel ?name BIND(false AS ?preferred) }
} ORDER BY ?thing ?name"""

NUMBERS = """SELECT ?thing ?scheme ?number { ?thing a <{class}> ; adms:identifier ?identifier .
    ?identifier dct:conformsTo ?scheme ; skos:notation ?number }"""

KINDS = """SELECT ?thing ?kind { ?thing a <{class}> ; vk:actorKind ?concept . ?concept skos:prefLabel ?kind
    FILTER(LANG(?kind) = "en") }"""

CITIES = """SELECT ?thing ?city { ?thing a <{class}> ; dct:spatial ?place . ?place skos:prefLabel ?city
    FILTER(LANG(?city) = "fi") }"""


def named_things(store: Store) -> Iterator[NamedThing]:
    """Yield each actor, project, service and test bed that has a name, type by type, in order of address."""
    for kind, class_ in TYPES.items():
        numbers = _pairs(store, NUMBERS, class_)
        kinds, cities = _firsts(store, KINDS, class_), _firsts(store, CITIES, class_)
        for iri, preferred, other in _named(store, class_):
            yield NamedThing(
                address=iri.removeprefix(terms.ID),
                type=kind,
                label=_label(preferred or other),
                names=tuple(dict.fromkeys(one.value for one in (*preferred, *other))),
                kind=kinds.get(iri),
                city=cities.get(iri),
                identifiers=tuple(sorted(set(numbers.get(iri, ())))),
            )


def _named(store: Store, class_: str) -> Iterator[tuple[str, list[Literal], list[Literal]]]:
    at: str | None = None
    names: tuple[list[Literal], list[Literal]] = ([], [])
    for row in _solutions(store, NAMES, class_):
        if row["thing"].value != at:
            if at is not None:
                yield at, *names
            at, names = row["thing"].value, ([], [])
        names[row["preferred"].value != "true"].append(row["name"])
    if at is not None:
        yield at, *names


def _label(names: list[Literal]) -> str:
    def order(name: Literal) -> int:
        return LANGUAGES.index(name.language) if name.language in LANGUAGES else len(LANGUAGES)

    return min(names, key=order).value


def _pairs(store: Store, sparql: str, class_: str) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in _solutions(store, sparql, class_):
        scheme = row["scheme"].value.rpartition("/")[2]
        found.setdefault(row["thing"].value, []).append((scheme, row["number"].value))
    return found


def _firsts(store: Store, sparql: str, class_: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in _solutions(store, sparql, class_):
        thing, value = (row[one].value for one in range(2))
        found[thing] = min(value, found.get(thing, value))
    return found


def _solutions(store: Store, sparql: str, class_: str) -> QuerySolutions:
    found = store.query(sparql.replace("{class}", class_), prefixes=terms.PREFIXES)
    assert isinstance(found, QuerySolutions), "all are SELECT queries"
    return found
