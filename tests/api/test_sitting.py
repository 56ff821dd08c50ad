"""A page is made of one release, even where another takes over while it is being made."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.sitting import Sitting, of_one_release
from graph.errors import NoRelease, Overloaded, Refused
from graph.rdf.question import Limits, Question
from graph.rdf.rows import Cut
from graph.rdf.workers import Served, Workers


@dataclass(frozen=True, kw_only=True)
class Told:
    """An answer that is here whole."""

    release: str
    cut: Cut | None = None

    async def read(self) -> bytes:
        return self.release.encode()


@dataclass(kw_only=True)
class Switching:
    """Workers that answer from one release after another."""

    answers: Sequence[Told]
    asked: list[Question] = field(default_factory=list)

    @property
    def release(self) -> Served | None:
        if not self.answers:
            return None
        told = self.answers[min(len(self.asked), len(self.answers) - 1)]
        return Served(id=told.release, store=Path(), issued="", triples=0)

    async def ask(self, question: Question) -> Told:
        self.asked.append(question)
        return self.answers[min(len(self.asked), len(self.answers)) - 1]


async def two_answers(sitting: Sitting) -> list[bytes]:
    return [await sitting.ask("ASK {}"), await sitting.ask("ASK {}")]


def made(workers: Switching) -> list[bytes]:
    # A stand-in for the workers, for no release changes twice a millisecond.
    return asyncio.run(of_one_release(cast("Workers", workers), two_answers))


def test_a_page_between_two_releases_is_begun_anew() -> None:
    workers = Switching(answers=[Told(release="old"), Told(release="new")])
    assert made(workers) == [b"new", b"new"]
    assert len(workers.asked) == 4


def test_a_service_whose_releases_never_settle_says_so() -> None:
    with pytest.raises(Overloaded, match="the release is being replaced"):
        made(Switching(answers=[Told(release=str(number)) for number in range(9)]))


def test_a_page_that_would_lack_a_part_is_refused() -> None:
    with pytest.raises(Refused, match="there is more to say of it than one page holds"):
        made(Switching(answers=[Told(release="one", cut="bytes")]))


def test_nothing_is_made_without_a_release() -> None:
    with pytest.raises(NoRelease):
        made(Switching(answers=[]))


@pytest.fixture(scope="module")
def narrow(data: Path) -> Iterator[TestClient]:
    """Give a client of a service whose askers have one row each."""
    with TestClient(create_app(data, Settings(limits=Limits(rows=1, workers=3))), follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("path", ["/doc/testbed/facts-kyky", "/graph/source/facts", "/data", "/sparql", "/"])
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_what_askers_may_have_does_not_bound_our_own_pages(narrow: TestClient, path: str, accept: str) -> None:
    found = narrow.get(path, headers={"accept": accept})
    assert (found.status_code, len(found.text) > 2000) == (200, (path, accept) != ("/graph/source/facts", "*/*"))


def test_whoever_asks_a_query_of_ours_has_the_rows_of_an_asker(narrow: TestClient) -> None:
    found = narrow.get("/queries/cq05-testbeds.json")
    assert (found.status_code, len(found.json()["rows"])) == (200, 1)
    assert "verkosto-note" in found.headers
