"""What matching needs of a store: the statements it rests on, and those about an actor that asks."""

from functools import cache
from importlib.resources import files

from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolutions, Store

from graph.matching.knowledge import Knowledge, knowledge
from graph.matching.statements import Statement, read_statements


@cache
def matching_query(name: str) -> str:
    """Return the text of one of the queries that matching asks."""
    return (files("graph") / "queries" / "matching" / f"{name}.rq").read_text("utf-8")


def knowledge_of(store: Store) -> Knowledge:
    """Return what a store states of test beds."""
    return knowledge(_statements(store, matching_query("statements")))


def statements_about(store: Store, actor: str) -> list[Statement]:
    """Return what a store states of an actor that asks, and of who takes part in its projects."""
    return _statements(store, matching_query("about").replace("UNDEF", str(NamedNode(actor))))


def _statements(store: Store, sparql: str) -> list[Statement]:
    found = store.query(sparql)
    assert isinstance(found, QuerySolutions), "the queries of matching are SELECT queries"
    content = found.serialize(format=QueryResultsFormat.CSV)
    assert content is not None, "without a file the serialisation is returned"
    return read_statements(content)
