"""Compiled loops: in stretches, and interrupted."""

from typing import Any

import numba
import pytest

from graph.analysis.compiled import compiled, interruptible, stretches


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


def test_without_a_folder_to_keep_it_in_a_loop_is_compiled_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    njit = numba.njit

    def refuse(*functions: Any, cache: bool = False, **options: Any) -> Any:
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return njit(*functions, **options)

    def double(one: int) -> int:
        return 2 * one

    monkeypatch.setattr(numba, "njit", refuse)
    assert compiled(double)(21) == 42
