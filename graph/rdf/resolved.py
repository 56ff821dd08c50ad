"""How the records of one thing become its statements in the default graph.

Every statement of every record is kept, with canonical IRIs, but for some that would contradict themselves only in
form:

- A thing has one preferred name in each language, that of its fullest record; the others' become alternative names.
- A name whose language no source tells is preferred only where the thing has no name in a language, and then one.
- What is a preferred name is not an alternative one as well.
- Of partial dates that agree, the most precise stands: 2015-09-01 says what 2015 says, and more.

Real disagreement stays visible: two sources with two end dates give two end dates, and the gate warns.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from graph.rdf.iris import node
from graph.rdf.write.doubts import Triple
from graph.rdf.write.statements import DATE_TYPES, Statements
from ontology import terms

PREF_LABEL = node(terms.PREF_LABEL)
ALT_LABEL = node(terms.ALT_LABEL)
DATES = {node(datatype) for datatype in DATE_TYPES.values()}


def resolved(said: Sequence[Statements], things: Mapping[NamedNode, NamedNode]) -> Iterator[Triple]:
    """Yield the statements of one thing in the default graph, each once, and where it was derived from.

    Parameters
    ----------
    said
        What each record of the thing says.
    things
        The canonical node of each record's node.
    """
    thing = things[said[0].subject]
    found = dict.fromkeys(_canonical(one, things) for record in said for one in record.triples)
    if len(said) > 1:
        found = dict.fromkeys(_most_precise(_one_name_each(found, said, thing)))
    elif any(name.language is None for name in _names(said[0], thing)):
        found = dict.fromkeys(_one_name_each(found, said, thing))
    yield from found
    yield from dict.fromkeys(_derivations(said, things))


def _canonical(triple: Triple, things: Mapping[NamedNode, NamedNode]) -> Triple:
    subject, predicate, value = triple
    target = things.get(value, value) if isinstance(value, NamedNode) else value
    return things.get(subject, subject), predicate, target


def _one_name_each(triples: Iterable[Triple], said: Sequence[Statements], thing: NamedNode) -> Iterator[Triple]:
    preferred = _preferred(said, thing)
    for subject, predicate, value in triples:
        if subject == thing and predicate == PREF_LABEL and value not in preferred:
            yield subject, ALT_LABEL, value
        elif subject != thing or predicate != ALT_LABEL or value not in preferred:
            yield subject, predicate, value


def _preferred(said: Iterable[Statements], thing: NamedNode) -> set[NamedNode | Literal]:
    found: dict[str | None, Literal] = {}
    for record in sorted(said, key=lambda one: _fullest_first(one, thing)):
        for name in _names(record, thing):
            found.setdefault(name.language, name)
    untold = found.pop(None, None)
    return set(found.values()) if found or untold is None else {untold}


def _fullest_first(record: Statements, thing: NamedNode) -> tuple[int, int, str]:
    identifiers = sum(predicate.value == terms.IDENTIFIER for _, predicate, _ in record.triples)
    return -identifiers, -len(_names(record, thing)), record.subject.value


def _names(record: Statements, thing: NamedNode) -> list[Literal]:
    """Return what a record calls the thing; a record of a concept names the concept itself."""
    return [
        value
        for subject, predicate, value in record.triples
        if subject in (record.subject, thing) and predicate == PREF_LABEL and isinstance(value, Literal)
    ]


def _most_precise(triples: Iterable[Triple]) -> Iterator[Triple]:
    kept = list(triples)
    dates: dict[tuple[NamedNode, NamedNode], set[str]] = {}
    for subject, predicate, value in kept:
        if _is_date(value):
            dates.setdefault((subject, predicate), set()).add(value.value)
    for subject, predicate, value in kept:
        others = dates.get((subject, predicate), set()) if _is_date(value) else set()
        if not any(other != value.value and other.startswith(value.value) for other in others):
            yield subject, predicate, value


def _is_date(value: NamedNode | Literal) -> bool:
    return isinstance(value, Literal) and value.datatype in DATES


def _derivations(said: Iterable[Statements], things: Mapping[NamedNode, NamedNode]) -> Iterator[Triple]:
    derived = node(terms.WAS_DERIVED_FROM)
    for record in said:
        if record.speaks:
            yield things[record.subject], derived, record.subject
        for owned in record.owned:
            yield owned, derived, record.subject
