"""Compiled loops: in stretches, and interrupted."""

import pytest

from graph.analysis.compiled import interruptible, stretches


def test_a_watch_is_told_after_each_stretch() -> None:
    told: list[tuple[int, int]] = []
    assert list(stretches(5, lambda done, total: told.append((done, total)), size=2)) == [(0, 2), (2, 4), (4, 5)]
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_of_nothing_there_is_no_stretch() -> None:
    assert list(stretches(0, size=2)) == []


def test_an_interrupt_within_numba_is_an_interrupt() -> None:
    with pytest.raises(KeyboardInterrupt), interruptible():
        raise SystemError("<function _numba_unpickle> returned a result with an exception set") from KeyboardInterrupt()


def test_another_error_within_numba_stays_what_it_is() -> None:
    with pytest.raises(SystemError, match="broken"), interruptible():
        raise SystemError("broken")
