"""How well links by name do on genuine names, where the numbers that tell are hidden."""

import sys
from pathlib import Path

import pytest

from tests.graph.identity.genuine import Outcome, ror_trial, tried, vat_trial, wilson

DATA = Path(__file__).resolve().parents[4] / "shared/data"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason="the genuine files are not beside the checkout"),
]


@pytest.fixture(scope="module")
def vat() -> Outcome:
    outcome = tried(vat_trial(DATA), "vat")
    sys.stdout.write(f"{outcome}\n")
    return outcome


@pytest.fixture(scope="module")
def ror() -> Outcome:
    outcome = tried(ror_trial(DATA), "ror")
    sys.stdout.write(f"{outcome}\n")
    return outcome


def test_there_are_enough_pairs_to_tell(vat: Outcome) -> None:
    assert vat.pairs >= 300


def test_automatic_links_are_right_in_ninety_eight_of_a_hundred(vat: Outcome) -> None:
    assert len(vat.right) / (len(vat.right) + len(vat.wrong)) >= 0.98


def test_automatic_links_find_whom_an_equal_name_finds(vat: Outcome) -> None:
    assert len(vat.right) >= vat.exact


def test_no_link_to_ror_is_wrong(ror: Outcome) -> None:
    assert ror.wrong == ()
    assert len(ror.right) >= ror.exact


def test_the_interval_is_that_of_the_handbook() -> None:
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
