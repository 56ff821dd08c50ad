"""A release in a researcher's notebook: an `rdflib.Dataset`, and answers as pandas DataFrames.

    from graph.rdf.release import open_release

    release = open_release("data")
    release.frame("cq05-testbeds", city="place/fi-091")
    release.select("SELECT ?kind (COUNT(*) AS ?n) { ?actor vk:actorKind ?kind } GROUP BY ?kind")
    release.dataset.query("ASK { ?s ?p ?o }")

It needs the packages of the extra `notebook` (`pip install 'verkosto[notebook]'`). Queries are evaluated by Oxigraph,
also those of the dataset (through oxrdflib): pass them as text. Nothing can be written.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from graph.ask import answer
from graph.errors import BadParameter
from graph.named import bound, named_query
from graph.rdf.release import Release, open_store
from ontology import terms

if TYPE_CHECKING:
    import pandas as pd
    import rdflib

WHOLE = frozenset(terms.XSD + name for name in ("integer", "int", "long", "nonNegativeInteger"))
NUMBERS = WHOLE | frozenset(terms.XSD + name for name in ("decimal", "double", "float"))
BOOLEAN = terms.XSD + "boolean"


class OpenRelease:
    """One release, opened to read. `release` tells its id, time and manifest; `store` is the engine's own."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.store: Store = open_store(release)

    @property
    def dataset(self) -> "rdflib.Dataset":
        """The release as rdflib has it: the default graph is the resolved one.

        Give queries as text: those that rdflib has parsed are evaluated by rdflib, hundreds of times slower.
        """
        import oxrdflib
        import rdflib

        found = rdflib.Dataset(store=oxrdflib.OxigraphStore(store=self.store))
        for name, iri in terms.PREFIXES.items():
            found.bind(name, iri)
        return found

    def graph(self, name: str) -> "rdflib.Graph":
        """Return one named graph, by its address or the end of it: `source/facts`.

        Raises
        ------
        BadParameter
            If there is none.
        """
        import rdflib

        iri = name if "://" in name else terms.GRAPH + name
        if not any(str(one.value) == iri for one in self.store.named_graphs()):
            known = ", ".join(sorted(str(one.value).removeprefix(terms.GRAPH) for one in self.store.named_graphs()))
            raise BadParameter(f"no graph {name}; there are {known}")
        return rdflib.Graph(store=self.dataset.store, identifier=rdflib.URIRef(iri))

    def frame(self, query: str, **given: str) -> "pd.DataFrame":
        """Return the answer to the named query `query`; what the data cannot tell is in `attrs["notes"]`.

        Parameters are given by name, as on the command line. A column whose values are all numbers, or all yes and
        no, has such a type; what is not known is `<NA>`.

        Raises
        ------
        UnknownQuery
            If there is no such query.
        BadParameter
            If a parameter is missing, unknown, or names a thing that the graph does not know.
        """
        asked = named_query(query)
        results = _written(self.store.query(bound(asked, given)))
        gaps = _written(self.store.query(asked.gaps_sparql(given)))
        told = answer(asked, given, results, gaps)
        frame = _frame(tuple(asked.columns), _bindings(results))
        frame.attrs["notes"] = told.notes
        return frame

    def select(self, sparql: str) -> "pd.DataFrame":
        """Return the answer to a SELECT query; the prefixes of the model are known.

        Raises
        ------
        BadParameter
            If it is another kind of query.
        """
        found = self.store.query(sparql, prefixes=terms.PREFIXES)
        if not isinstance(found, QuerySolutions):
            raise BadParameter("a frame holds the rows of a SELECT query; ask others of the dataset")
        columns = tuple(one.value for one in found.variables)
        return _frame(columns, _bindings(_written(found)))


def _written(found: object) -> bytes:
    assert isinstance(found, QuerySolutions), "named queries are SELECT queries"
    written = found.serialize(format=QueryResultsFormat.JSON)
    assert written is not None, "serialize returns bytes when it is given no output"
    return written


def _bindings(results: bytes) -> list[Mapping[str, Mapping[str, str]]]:
    rows: list[Mapping[str, Mapping[str, str]]] = json.loads(results)["results"]["bindings"]
    return rows


def _frame(columns: Sequence[str], rows: Sequence[Mapping[str, Mapping[str, str]]]) -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame({name: _column([row.get(name) for row in rows]) for name in columns}, columns=list(columns))


def _column(cells: Sequence[Mapping[str, str] | None]) -> Any:
    import pandas as pd

    kinds = {cell.get("datatype") for cell in cells if cell is not None}
    values = [None if cell is None else cell["value"] for cell in cells]
    if kinds and kinds <= WHOLE:
        return pd.Series([None if one is None else int(one) for one in values], dtype="Int64")
    if kinds and kinds <= NUMBERS:
        return pd.Series([None if one is None else float(one) for one in values], dtype="Float64")
    if kinds == {BOOLEAN}:
        return pd.Series([None if one is None else one in ("true", "1") for one in values], dtype="boolean")
    return pd.Series(values, dtype="string")
