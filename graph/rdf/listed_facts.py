"""What a store says of things that are listed: asks it the queries of `graph/queries/lists`, some things at a time."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import Store

from graph.listing.entry import Chosen, Ref
from graph.rdf.selected import selected_rows
from ontology import terms

UNDEF = "VALUES ?thing { UNDEF }"

REMEMBERED = 50_000
"""How many names of other things are remembered from one batch to the next."""

CODE = "code"
"""What stands for a language where a name is the code of a concept."""

Texts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownProject:
    """What lists of actors must know of a project."""

    areas: tuple[str, ...]
    themes: tuple[str, ...]
    years: tuple[int, int] | None


class Known:
    """What is known beyond one batch: names, what is wider than what, where actors are, and projects."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.wider: dict[str, list[str]] = defaultdict(list)
        for concept, wider in _rows(store, "wider"):
            self.wider[address_of(concept)].append(address_of(wider))
        self.places: dict[str, list[str]] = defaultdict(list)
        for actor, place in _rows(store, "places"):
            self.places[address_of(actor)].append(address_of(place))
        self.projects: dict[str, KnownProject] = {}
        self._names: dict[str, dict[str, str]] = {}

    def learn(self, addresses: Iterable[str]) -> None:
        """Read what some things are called."""
        if len(self._names) > REMEMBERED:
            self._names.clear()
        new = sorted({one for one in addresses if one not in self._names})
        for one in new:
            self._names[one] = {}
        for thing, name, tongue in sorted(_rows(self.store, "names", new)) if new else ():
            self._names[address_of(thing)].setdefault(tongue, name)

    def ref(self, address: str) -> Ref:
        """Return a thing with its names."""
        return Ref(address, {tongue: name for tongue, name in self._names[address].items() if tongue != CODE})

    def chosen(self, address: str) -> Chosen:
        """Return a thing as a value of a filter, with all that it is called."""
        names = self._names.get(address, {})
        labels = {tongue: name for tongue, name in names.items() if tongue != CODE}
        return Chosen(value=address, spellings=tuple(sorted(set(names.values()))), labels=labels)

    def closure(self, addresses: Iterable[str]) -> list[str]:
        """Return some concepts and all that are wider."""
        found: dict[str, None] = {}
        waiting = list(addresses)
        while waiting:
            one = waiting.pop()
            if one not in found:
                found[one] = None
                waiting += self.wider.get(one, ())
        return sorted(found)


@dataclass(slots=True, kw_only=True)
class Facts:
    """What is asked of one thing."""

    about: dict[str, Texts]
    parts: dict[str, dict[str, list[str]]]
    met: dict[str, set[str]]

    def values(self, property_: str) -> list[str]:
        """Return the values of a property."""
        return sorted({value for value, _ in self.about.get(property_, ())})

    def addresses(self, *properties: str) -> list[str]:
        """Return the things of ours that some properties have as values, by address."""
        return sorted(
            {address_of(value) for one in properties for value in self.values(one) if value.startswith(terms.ID)}
        )

    def beginning(self, begins: str, *properties: str) -> list[str]:
        """Return those of them whose address begins so."""
        return [one for one in self.addresses(*properties) if one.startswith(begins)]

    def first(self, property_: str) -> str | None:
        """Return the first value of a property, None where it has none."""
        return next(iter(self.values(property_)), None)

    def texts(self, property_: str) -> dict[str, str]:
        """Return the texts of a property by language, one each."""
        found: dict[str, str] = {}
        for value, tongue in sorted(self.about.get(property_, ())):
            found.setdefault(tongue.partition("-")[0], value)
        return found

    def date(self, property_: str, choose: Callable[[list[str]], str] = min) -> str | None:
        """Return a date of a property: of several the one that `choose` takes."""
        values = self.values(property_)
        return choose(values) if values else None

    def number(self, property_: str, choose: Callable[[list[int]], int] = min) -> int | None:
        """Return a number of a property: of several the one that `choose` takes."""
        values = [int(one) for one in self.values(property_)]
        return choose(values) if values else None

    def truth(self, property_: str) -> bool | None:
        """Return whether something is stated to be so; None where nobody states it, or sources disagree."""
        values = {one in ("true", "1") for one in self.values(property_)}
        return values.pop() if len(values) == 1 else None

    def years(self, *properties: str) -> tuple[int, int] | None:
        """Return the first and the last year of some dates."""
        found = [int(value[:4]) for one in properties for value in self.values(one)]
        return (min(found), max(found)) if found else None

    def nodes(self, class_: str) -> list[dict[str, list[str]]]:
        """Return what is told of the nodes of a class that belong to the thing."""
        return [node for _, node in sorted(self.parts.items()) if class_ in node.get(terms.A, ())]

    def count(self, how: str, begins: str = "") -> int:
        """Return in how many things with such addresses it is met in one way."""
        return sum(one.startswith(begins) for one in self.met.get(how, ()))


def facts_of(batch: list[str], known: Known) -> dict[str, Facts]:
    """Return what a store says of some things, by address."""
    found = {
        one: Facts(about=defaultdict(list), parts=defaultdict(lambda: defaultdict(list)), met=defaultdict(set))
        for one in batch
    }
    for thing, property_, value, tongue in _rows(known.store, "about", batch):
        found[address_of(thing)].about[property_].append((value, tongue))
    for thing, node, property_, value in _rows(known.store, "parts", batch):
        found[address_of(thing)].parts[node][property_].append(value)
    for thing, how, value in _rows(known.store, "met", batch):
        found[address_of(thing)].met[how].add(address_of(value))
    return found


def _rows(store: Store, name: str, things: Iterable[str] = ()) -> Iterator[list[str]]:
    asked = f"VALUES ?thing {{ {' '.join(f'<{terms.ID}{one}>' for one in things)} }}"
    return selected_rows(store, _query(name).replace(UNDEF, asked))


@cache
def _query(name: str) -> str:
    return (files("graph") / "queries" / "lists" / f"{name}.rq").read_text("utf-8")


def address_of(iri: str) -> str:
    """Return what stands after `/id/` in an IRI of ours."""
    return iri.removeprefix(terms.ID)


def last_part(iri: str) -> str:
    """Return what stands after the last slash."""
    return iri.rpartition("/")[2]
