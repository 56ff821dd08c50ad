"""A page is made of one release, even where another takes over while it is being made."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest

from api.sitting import Sitting, of_one_release
from graph.errors import NoRelease, Overloaded, Refused
from graph.rdf.question import Question
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
