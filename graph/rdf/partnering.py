"""Actors that suit, asked of a release: companies for a test bed, partners for an idea, actors similar to one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import Store

from graph.matching.actor_ranking import ActorAnswer
from graph.matching.actors import ActorIndex, actor_index
from graph.matching.asking import idea_of, kinds_of
from graph.matching.knowledge import Knowledge
from graph.matching.need import Language
from graph.matching.partners import companies_for, partners, similar
from graph.matching.statements import Statement, told_statements
from graph.rdf.matching import matching_query, statements_about
from graph.rdf.selected import selected


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeking:
    """What somebody asks for, as it was written: `text` and `cities` are for partners.

    `piloted` says whether similar actors must be known to have tried something.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    piloted: bool = False
    language: Language = "fi"
    limit: int = 10


def actors_of(store: Store, tried: Knowledge) -> ActorIndex:
    """Return the index of the actors of a store, of which `tried` is what matching knows."""
    return actor_index(tried, statements_of_actors(store))


def statements_of_actors(store: Store) -> Iterator[Statement]:
    """Yield what a store states of actors; the answers to the two queries are held one after the other."""
    contents = (selected(store, matching_query(name)) for name in ("participations", "actors"))
    return chain.from_iterable(map(told_statements, contents))


def companies(index: ActorIndex, bed: str, asked: Seeking) -> ActorAnswer:
    """Return companies for the test bed at an address."""
    return companies_for(index, bed, limit=asked.limit, language=asked.language)


def partners_for(index: ActorIndex, asked: Seeking) -> ActorAnswer:
    """Return partners for an idea.

    Raises
    ------
    BadNeed
        If there is nothing to match, or a kind or city is not known.
    """
    idea = idea_of(index.known, asked.text, kinds=asked.kinds, cities=asked.cities)
    return partners(index, idea, limit=asked.limit, language=asked.language)


def similar_to(store: Store, index: ActorIndex, actor: str, asked: Seeking) -> ActorAnswer:
    """Return actors similar to the one at an address.

    Raises
    ------
    BadNeed
        If a kind is not known.
    """
    return similar(
        index,
        actor,
        about=() if actor in index.places else statements_about(store, actor),
        kinds=kinds_of(index.known, asked.kinds),
        piloted=asked.piloted,
        limit=asked.limit,
        language=asked.language,
    )
