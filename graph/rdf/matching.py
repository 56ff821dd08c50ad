"""A need, asked of a release: the statements that matching rests on, and those about an actor that asks."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from pyoxigraph import NamedNode, Store

from graph.errors import BadNeed, UnknownThing
from graph.matching.asking import need_of
from graph.matching.embedding import FILE as MEANINGS
from graph.matching.embedding import Watch, embedder, is_installed, meanings_of, read_meanings, write_meanings
from graph.matching.grounds import Answer
from graph.matching.knowledge import Knowledge, knowledge
from graph.matching.need import Language
from graph.matching.ranking import Matcher, match, matcher
from graph.matching.statements import Statement, read_statements
from graph.name_index import FILE, NamedThing, NameIndex
from graph.rdf.release import Release
from graph.rdf.selected import selected
from graph.reconcile import Wanted, candidates
from ontology import terms

ACTOR, TEST_BED = "actor", "testbed"
"""What the index of names calls actors and test beds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of things: how their addresses begin, and what one is called."""

    begins: str
    called: str


KINDS: Mapping[str, Kind] = {
    ACTOR: Kind(begins="org", called="actor"),
    TEST_BED: Kind(begins="testbed", called="test bed"),
}

OFFERED = 3
"""How many actors are named to one who asked for none that there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What somebody asks for, as it was written: see `graph.matching.asking.need_of`; `actor` may be a name."""

    text: str = ""
    actor: str | None = None
    cities: tuple[str, ...] = ()
    theme: str | None = None
    trl: int | None = None
    access: str | None = None
    user_group: str | None = None
    first: str | None = None
    last: str | None = None
    service_language: str | None = None
    language: Language = "fi"
    limit: int = 10


def matcher_of(release: Release, store: Store) -> Matcher:
    """Return a matcher over what a release states; it compares meanings where the release was built with a model."""
    meanings = read_meanings(release.path / MEANINGS)
    return matcher(knowledge_of(store), meanings=meanings, embed=None if meanings is None else embedder())


def write_store_meanings(store: Store, path: Path, watch: Watch | None = None) -> None:
    """Write the vectors of what a store states of test beds, where a model of language is installed."""
    if is_installed() and (found := meanings_of(knowledge_of(store), watch)) is not None:
        write_meanings(path, found)


def matched(release: Release, store: Store, using: Matcher, asked: Asking) -> Answer:
    """Return the answer of a release to what is asked for.

    Raises
    ------
    BadNeed
        If it cannot be matched as it stands, or there is no such actor.
    """
    actor = None if asked.actor is None or not asked.actor.strip() else actor_of(release, asked.actor)
    need = need_of(
        using.known,
        text=asked.text,
        actor=actor,
        cities=asked.cities,
        theme=asked.theme,
        trl=asked.trl,
        access=asked.access,
        user_group=asked.user_group,
        first=asked.first,
        last=asked.last,
        service_language=asked.service_language,
    )
    about = [] if actor is None else statements_about(store, actor)
    return match(using, need, about=about, limit=asked.limit, language=asked.language)


def actor_of(release: Release, asked: str) -> str:
    """Return the address of the actor that `asked` is; see `thing_of`."""
    return thing_of(release, asked, ACTOR)


def thing_of(release: Release, asked: str, kind: str) -> str:
    """Return the address of the actor or test bed that `asked` is: by address, key, number, or a name of it alone.

    Raises
    ------
    BadNeed
        If there is none, or it may be several, with those that are most like.
    """
    with closing(NameIndex(release.path / FILE)) as index:
        if (thing := _addressed(index, asked, kind)) is not None:
            return f"{terms.ID}{thing.address}"
        numbered = [one for one in index.by_identifier(asked.strip()) if one.type == kind]
        if len(numbered) == 1:
            return f"{terms.ID}{numbered[0].address}"
        found = candidates(index, Wanted(name=asked, types=(kind,), limit=OFFERED))
    if found and found[0].match:
        return f"{terms.ID}{found[0].thing.address}"
    like = _or(f"{one.thing.label} ({one.thing.address})" for one in found)
    what = f"there is no {KINDS[kind].called} {asked!r} by that name alone"
    raise BadNeed(kind, what + (f"; perhaps {like}" if like else ""))


def thing_at(release: Release, asked: str, kind: str) -> str:
    """Return the address of the actor or test bed at `asked`: an address, or its key.

    Raises
    ------
    UnknownThing
        If there is none.
    """
    with closing(NameIndex(release.path / FILE)) as index:
        thing = _addressed(index, asked, kind)
    if thing is None:
        address = asked.removeprefix(terms.ID)
        begins = f"{KINDS[kind].begins}/"
        raise UnknownThing(f"{terms.ID}{begins}{address.removeprefix(begins)}")
    return f"{terms.ID}{thing.address}"


def _addressed(index: NameIndex, asked: str, kind: str) -> NamedThing | None:
    address = asked.strip().removeprefix(terms.ID)
    found = index.thing(address) or index.thing(f"{KINDS[kind].begins}/{address}")
    return found if found is not None and found.type == kind else None


def _or(words: Iterable[str]) -> str:
    return " or ".join(words)


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
    return read_statements(selected(store, sparql))
