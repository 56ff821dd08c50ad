"""What an operator may set."""

import re
from pathlib import Path

import pytest

from api.settings import Settings
from graph.errors import BadParameter
from graph.rdf.question import MIB, Limits


def test_without_variables_the_defaults_hold() -> None:
    assert Settings.from_environment({}) == Settings(limits=Limits())


def test_every_variable_counts() -> None:
    found = Settings.from_environment(
        {
            "VERKOSTO_DATA": "/srv/verkosto",
            "VERKOSTO_DEADLINE": "2.5",
            "VERKOSTO_MEMORY_MB": "512",
            "VERKOSTO_ROWS": "1000",
            "VERKOSTO_SIZE_MB": "8",
            "VERKOSTO_WORKERS": "3",
            "VERKOSTO_IN_MEMORY_MB": "0",
            "VERKOSTO_CACHE_MB": "16",
            "VERKOSTO_PREPARE": "no",
        }
    )
    limits = Limits(deadline=2.5, memory_mb=512, rows=1000, size=8 * MIB, workers=3, in_memory_mb=0)
    assert found == Settings(data=Path("/srv/verkosto"), limits=limits, cache_mb=16, prepare=False)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("VERKOSTO_DEADLINE", "soon", "VERKOSTO_DEADLINE is 'soon', not a number"),
        ("VERKOSTO_DEADLINE", "0", "VERKOSTO_DEADLINE is '0'; it must be at least 0.001"),
        ("VERKOSTO_DEADLINE", "inf", "VERKOSTO_DEADLINE is 'inf'; it must be at least 0.001"),
        ("VERKOSTO_DEADLINE", "nan", "VERKOSTO_DEADLINE is 'nan'; it must be at least 0.001"),
        ("VERKOSTO_WORKERS", "0", "VERKOSTO_WORKERS is '0'; it must be at least 1"),
        ("VERKOSTO_PREPARE", "perhaps", "VERKOSTO_PREPARE is 'perhaps', neither yes nor no"),
        ("VERKOSTO_ROWS", "1.5", "VERKOSTO_ROWS is '1.5', not a whole number"),
    ],
)
def test_what_is_no_sensible_number_is_told(name: str, text: str, said: str) -> None:
    with pytest.raises(BadParameter, match=f"^{re.escape(said)}$"):
        Settings.from_environment({name: text})
