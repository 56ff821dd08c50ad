"""What the search index holds: asks a store the queries of `graph/queries/search`, some things at a time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import cast

from pyoxigraph import Store

from graph.rdf.selected import selected_rows
from graph.search.documents import Document, Kind, Labels, Text
from graph.text.language import LANGUAGES, Language
from ontology import terms

BATCH = 2000
"""How many things are asked about at a time."""

UNDEF = "VALUES ?thing { UNDEF }"
"""Where a query takes the things that it is asked about."""

FOCUS_AREA = "focus-area/"
SUB_THEME = "sub-theme/"
SOURCE = "source/"

Names = Mapping[str, Sequence[Text]]


def search_labels(store: Store) -> dict[str, Labels]:
    """Return what the places and concepts are called by which things are described, by address."""
    found: dict[str, dict[Language, str]] = defaultdict(dict)
    for thing, name, tongue in _rows(store, "names"):
        if (known := _language(tongue)) is not None:
            found[_address(thing)].setdefault(known, name)
    return dict(found)


def searched_things(store: Store) -> Iterator[list[str]]:
    """Yield the IRI and the kind of each thing that is searched, in order of address."""
    return _rows(store, "things")


def search_documents(store: Store, labels: Mapping[str, Labels]) -> Iterator[Document]:
    """Yield each actor, project, test bed, service and theme that has a name, in order of address."""
    things = searched_things(store)
    while batch := dict(islice(things, BATCH)):
        yield from _documents(store, batch, labels)


def _documents(store: Store, batch: Mapping[str, str], labels: Mapping[str, Labels]) -> Iterator[Document]:
    asked = f"VALUES ?thing {{ {' '.join(f'<{thing}>' for thing in batch)} }}"
    texts: dict[str, dict[str, list[Text]]] = defaultdict(lambda: defaultdict(list))
    for thing, field, value, tongue in sorted(_rows(store, "texts", asked)):
        texts[thing][field].append(Text(value, _language(tongue)))
    facts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for thing, fact, value in _rows(store, "facts", asked):
        facts[thing][fact].add(value)
    met = {thing: int(number) for thing, number in _rows(store, "met", asked)}
    for thing, kind in batch.items():
        if texts[thing]["name"] or texts[thing]["alias"]:
            yield _document(thing, cast("Kind", kind), texts[thing], facts[thing], met.get(thing, 0), labels)


def _document(
    thing: str,
    kind: Kind,
    texts: Mapping[str, list[Text]],
    facts: Mapping[str, set[str]],
    met: int,
    labels: Mapping[str, Labels],
) -> Document:
    concepts = sorted(map(_address, facts["concept"]))
    address = _address(thing)
    themes = [Text(name, tongue) for one in concepts for tongue, name in sorted(labels.get(one, {}).items())]
    return Document(
        address=address,
        kind=kind,
        names=tuple(texts["name"] or texts["alias"]),
        aliases=tuple(texts["alias"] if texts["name"] else ()),
        keywords=(*texts["keyword"], *themes),
        texts=tuple(texts["text"]),
        identifiers=tuple(sorted(facts["number"])),
        cities=tuple(sorted(map(_address, facts["city"]))),
        focus_areas=tuple(one for one in (*concepts, address) if one.startswith(FOCUS_AREA)),
        sources=tuple(sorted(_address(one).removeprefix(SOURCE) for one in facts["source"])),
        year=min((int(start[:4]) for start in facts["start"]), default=None),
        popularity=met,
    )


def _rows(store: Store, name: str, asked: str = UNDEF) -> Iterator[list[str]]:
    return selected_rows(store, _query(name).replace(UNDEF, asked))


@cache
def _query(name: str) -> str:
    return (files("graph") / "queries" / "search" / f"{name}.rq").read_text("utf-8")


def _address(iri: str) -> str:
    return iri.removeprefix(terms.ID)


def _language(tag: str) -> Language | None:
    return next((one for one in LANGUAGES if tag == one or tag.startswith(f"{one}-")), None)
