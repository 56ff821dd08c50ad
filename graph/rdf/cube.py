"""The figures of the analyses as RDF Data Cube, for the graph `g:analysis`.

Figures are conclusions of ours and no statements of a source, so they stand in a graph of their own: every statement of
the default graph has a source that says it. What their data sets and structures are is in `ontology/cube.ttl`; here
come the figures of one release, from what of it they were computed, and the run that did it.

A group is an IRI wherever it comes from: a concept of a code list, a place, or one of `id:group/…` for those of whom
nothing, or more than one thing, is known.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

from graph.analysis.cube import Observation
from graph.analysis.figures import Figure, NullSummary
from graph.projection import LANGUAGES, Coverage
from graph.rdf import iris
from graph.rdf.iris import node
from ontology import terms
from ontology.files import codes, cube_file

HERE = NamedNode(terms.G_ANALYSIS)

DECIMALS = 12
"""To how many decimals a figure is written: the store's decimals have eighteen in all."""

COUNTS = {
    "actors": terms.ACTOR_COUNT,
    "ties": terms.TIE_COUNT,
    "pairs": terms.PAIR_COUNT,
    "total": terms.PARTICIPATION_COUNT,
}
"""The properties of the counts behind a figure, by their names in the analyses."""

SCHEMES = {"density-by-focus-area": "focus-area", "mixing-by-kind": "actor-kind", "mixing-by-origin": "group"}
"""The code list that has the groups of a data set; those of the others are places."""

PLACES = """SELECT DISTINCT ?place ?name {
    ?actor a vk:Actor ; dct:spatial ?place . ?place skos:prefLabel ?name
} ORDER BY ?place ?name"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """From what the figures of a release were computed: its id, the version of the program, how much of the graph.

    `notes` are what is to be told of single data sets beside, by their names.
    """

    release: str
    version: str
    coverage: Coverage
    notes: Mapping[str, str]


def cube_quads(found: Iterable[Observation], computed: Computed, places: Mapping[str, str]) -> Iterator[Quad]:
    """Yield the data sets, their figures, and the run; `places` are the addresses of places by their names."""
    run = iris.thing("analysis-run", computed.release)
    compared: dict[str, NullSummary] = {}
    for one in found:
        if one.figure.null is not None:
            compared.setdefault(one.data_set, one.figure.null)
        yield from _figure_quads(one, places)
    for quad in parse(cube_file(), format=RdfFormat.TURTLE):
        yield Quad(quad.subject, quad.predicate, quad.object, HERE)
        if quad.object == node(terms.ANALYSIS_DATA_SET) and isinstance(quad.subject, NamedNode):
            data_set = quad.subject.value.removeprefix(iris.thing("analysis", ""))
            yield from _data_set_quads(data_set, compared.get(data_set), computed)
            yield _link(quad.subject.value, terms.WAS_GENERATED_BY, run)
    yield _link(run, terms.A, terms.ANALYSIS_RUN)
    yield _link(run, terms.A, terms.ACTIVITY)
    yield _link(run, terms.WAS_ASSOCIATED_WITH, iris.thing("agent", f"verkosto-{computed.version}"))
    for source in computed.coverage.sources:
        yield _link(run, terms.USED, iris.source_graph(source))


def places_of(store: Store) -> dict[str, str]:
    """Return the address of a place where actors are by its name, in the first language in which it has just one."""
    solutions = store.query(PLACES, prefixes=terms.PREFIXES)
    assert isinstance(solutions, QuerySolutions), "PLACES is a SELECT query"
    named: dict[str, dict[str, list[str]]] = {}
    for row in solutions:
        name = row["name"]
        assert isinstance(name, Literal), "a name is a text"
        named.setdefault(row["place"].value, {}).setdefault(name.language or "", []).append(name.value)
    found: dict[str, str] = {}
    for place, names in named.items():
        first = min(names, key=lambda language: (*(language != one for one in LANGUAGES), language))
        if len(names[first]) == 1:
            # of two places of one name the first stands for both, as they are one group
            found.setdefault(names[first][0], place)
    return found


def _data_set_quads(data_set: str, null: NullSummary | None, computed: Computed) -> Iterator[Quad]:
    this, coverage = iris.thing("analysis", data_set), computed.coverage
    told = "; ".join(filter(None, (str(coverage), computed.notes.get(data_set))))
    yield Quad(NamedNode(this), node(terms.COVERAGE), Literal(told, language="en"), HERE)
    yield _number(this, terms.ACTORS_USED, coverage.actors)
    yield _number(this, terms.ACTORS_KNOWN, coverage.known_actors)
    yield _number(this, terms.PROJECTS_USED, coverage.projects)
    yield _number(this, terms.PROJECTS_KNOWN, coverage.known_projects)
    for source in coverage.sources:
        yield _link(this, terms.WAS_DERIVED_FROM, iris.source_graph(source))
    if null is not None:
        yield _text(this, terms.NULL_MODEL, null.model)
        yield _number(this, terms.NULL_SAMPLES, null.samples)
        yield _number(this, terms.NULL_SEED, null.seed)


def _figure_quads(one: Observation, places: Mapping[str, str]) -> Iterator[Quad]:
    dimensions = [_dimension(one, name, value, places) for name, value in one.dimensions.items()]
    key = "--".join((one.data_set, *(_code(value) for _, value in dimensions), one.measure))
    this, figure = iris.thing("figure", key), one.figure
    yield _link(this, terms.A, terms.FIGURE)
    yield _link(this, terms.A, terms.OBSERVATION)
    yield _link(this, terms.IN_DATASET, iris.thing("analysis", one.data_set))
    for predicate, value in dimensions:
        yield Quad(NamedNode(this), node(predicate), value, HERE)
    yield _link(this, terms.MEASURE, iris.thing("measure", one.measure))
    yield from _value_quads(this, figure)
    if one.partial is not None:
        yield _text(this, terms.PARTIAL, one.partial)
    if one.error is not None:
        yield _decimal(this, terms.STANDARD_ERROR, one.error)
    if figure.null is not None:
        yield from _null_quads(this, figure.null)


def _value_quads(this: str, figure: Figure) -> Iterator[Quad]:
    if figure.value is not None:
        yield _decimal(this, terms.OBSERVED_VALUE, figure.value)
    if figure.reason is not None:
        yield _text(this, terms.REASON, figure.reason)
    yield _text(this, terms.UNIT, figure.unit)
    yield _text(this, terms.POPULATION, figure.population)
    for name, count in figure.counts.items():
        yield _number(this, COUNTS[name], int(count))


def _null_quads(this: str, null: NullSummary) -> Iterator[Quad]:
    numbers = {
        terms.NULL_MEAN: null.mean,
        terms.NULL_DEVIATION: null.sd,
        terms.NULL_RATIO: null.ratio,
        terms.NULL_LOW: null.low,
        terms.NULL_HIGH: null.high,
        terms.Z_SCORE: null.z,
        terms.P_VALUE: null.p,
    }
    for predicate, value in numbers.items():
        if value is not None:
            yield _decimal(this, predicate, value)
    if null.reason is not None:
        yield _text(this, terms.NULL_REASON, null.reason)


def _dimension(
    one: Observation, name: str, value: str | int, places: Mapping[str, str]
) -> tuple[str, NamedNode | Literal]:
    """Return the property of a dimension and the term of its value."""
    match name:
        case "year":
            return terms.PERIOD, Literal(f"{value:04}", datatype=node(terms.XSD + "gYear"))
        case "width":
            return terms.WINDOW_WIDTH, Literal(str(value), datatype=node(terms.XSD + "integer"))
        case "actor":
            return terms.FOR_ACTOR, NamedNode(str(value))
        case "focus-area":
            return terms.FOR_FOCUS_AREA, _group(one.data_set, str(value), places)
        case "group":
            return terms.GROUP, _group(one.data_set, str(value), places)
        case "other-group":
            return terms.OTHER_GROUP, _group(one.data_set, str(value), places)
    raise KeyError(name)


def _group(data_set: str, label: str, places: Mapping[str, str]) -> NamedNode:
    code = label.replace(" ", "-")
    if code in codes("group"):
        return NamedNode(iris.thing("group", code))
    return NamedNode(iris.thing(SCHEMES[data_set], label) if data_set in SCHEMES else places[label])


def _code(value: NamedNode | Literal) -> str:
    """Return a dimension's value as part of a key: `actor-kind-city`, `2022`."""
    return value.value.removeprefix(terms.ID).replace("/", "-")


def written(value: float) -> str:
    """Return a number as an `xsd:decimal` is written.

    >>> written(622.0), written(-0.0), written(1 / 3), written(2.5e-9)
    ('622', '0', '0.333333333333', '0.0000000025')
    """
    text = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _decimal(this: str, predicate: str, value: float) -> Quad:
    return Quad(NamedNode(this), node(predicate), Literal(written(value), datatype=node(terms.XSD + "decimal")), HERE)


def _number(this: str, predicate: str, value: int) -> Quad:
    return Quad(NamedNode(this), node(predicate), Literal(str(value), datatype=node(terms.XSD + "integer")), HERE)


def _text(this: str, predicate: str, value: str) -> Quad:
    return Quad(NamedNode(this), node(predicate), Literal(value), HERE)


def _link(this: str, predicate: str, target: str) -> Quad:
    return Quad(NamedNode(this), node(predicate), NamedNode(target), HERE)
