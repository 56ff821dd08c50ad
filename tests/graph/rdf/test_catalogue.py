"""What a release says it holds is what it holds."""

from collections import Counter

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Store, Triple

from graph.rdf.catalogue import CATALOGUE, DATASET, HERE
from graph.rdf.release import Release
from ontology import terms


@pytest.fixture(scope="module")
def default(store: Store) -> list[tuple[str, str, str]]:
    quads = store.quads_for_pattern(None, None, None, DefaultGraph())
    return [(str(quad.subject), quad.predicate.value, str(quad.object)) for quad in quads]


def told(store: Store, subject: str, predicate: str) -> set[str]:
    found = store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None, HERE)
    return {str(quad.object.value) for quad in found if not isinstance(quad.object, Triple)}


def counts(store: Store, partition: str, key: str, number: str) -> dict[str, int]:
    parts = told(store, DATASET, partition)
    return {next(iter(told(store, one, key))): int(next(iter(told(store, one, number)))) for one in parts}


def test_the_sizes_are_those_of_the_default_graph(store: Store, default: list[tuple[str, str, str]]) -> None:
    sizes = {
        terms.TRIPLES: len(default),
        terms.DISTINCT_SUBJECTS: len({one for one, _, _ in default}),
        terms.PROPERTIES: len({one for _, one, _ in default}),
        terms.DISTINCT_OBJECTS: len({one for _, _, one in default}),
        terms.ENTITIES: len({one for one, _, _ in default if one.startswith(f"<{terms.ID}")}),
    }
    assert {predicate: told(store, DATASET, predicate) for predicate in sizes} == {
        predicate: {str(number)} for predicate, number in sizes.items()
    }


def test_every_class_and_property_is_counted(store: Store, default: list[tuple[str, str, str]]) -> None:
    classes = Counter(value[1:-1] for _, predicate, value in default if predicate == terms.A)
    properties = Counter(predicate for _, predicate, _ in default)
    assert counts(store, terms.CLASS_PARTITION, terms.VOID_CLASS, terms.ENTITIES) == classes
    assert counts(store, terms.PROPERTY_PARTITION, terms.VOID_PROPERTY, terms.TRIPLES) == properties
    assert classes[terms.TEST_BED] == 92


def test_links_to_other_data_sets_are_counted_by_property_and_target(
    store: Store, default: list[tuple[str, str, str]]
) -> None:
    wikidata = "<http://www.wikidata.org/entity/"
    linked = [one for one in default if one[1] == terms.EXACT_MATCH and one[2].startswith(wikidata)]
    [this] = [one for one in told(store, DATASET, terms.SUBSET) if one.endswith("exactMatch--www.wikidata.org-entity")]
    assert told(store, this, terms.TRIPLES) == {str(len(linked))}
    [target] = told(store, this, terms.OBJECTS_TARGET)
    assert told(store, target, terms.URI_SPACE) == {wikidata[1:]}


def test_every_graph_is_told_with_its_size_and_whose_it_is(store: Store, release: Release) -> None:
    sizes = {one: count for one, count in release.manifest["triples"].items() if one not in ("default", "catalogue")}
    assert {one: told(store, terms.GRAPH + one, terms.TRIPLES) for one in sizes} == {
        one: {str(count)} for one, count in sizes.items()
    }
    untitled = [one for one in [*sizes, "catalogue"] if not told(store, terms.GRAPH + one, terms.TITLE)]
    assert untitled == []
    facts = f"{terms.G_SOURCE}facts"
    assert told(store, facts, terms.WAS_DERIVED_FROM) == {f"{terms.ID}source/facts"}
    assert told(store, facts, terms.COMPILATION_LICENCE) == {"CC-BY-4.0"}
    assert told(store, facts, terms.LICENSE) == set()


def test_the_catalogue_lists_every_source(store: Store, release: Release) -> None:
    names = {one["name"] for one in release.manifest["sources"]} | {"vocabulary"}
    sources = {f"{terms.ID}source/{name}" for name in names}
    assert told(store, CATALOGUE, terms.HAS_DATASET) == sources | {DATASET}
    assert told(store, DATASET, terms.WAS_DERIVED_FROM) == sources


def test_the_examples_are_things_of_the_release(store: Store, default: list[tuple[str, str, str]]) -> None:
    examples = told(store, DATASET, terms.EXAMPLE_RESOURCE)
    assert len(examples) == 6
    assert examples <= {one[1:-1] for one, _, _ in default}
