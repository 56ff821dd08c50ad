"""`/reconcile` asked by a client that others wrote: `reconciler`, which matches columns of pandas data frames."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.service import Service, serving

reconciler: Any = pytest.importorskip("reconciler", reason="the client reconciler is not installed")
pandas: Any = pytest.importorskip("pandas", reason="pandas is not installed")

# The client's own: it is older than the pandas it runs on.
pytestmark = pytest.mark.filterwarnings("ignore:The inplace keyword in DataFrame")


@pytest.fixture(scope="module")
def service(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Give the service, in a process of its own, over the data we ship."""
    with serving(data, tmp_path_factory.mktemp("reconcile") / "log") as service:
        yield service


def matched(service: Service, names: list[str], **options: Any) -> list[dict[str, Any]]:
    """Return the rows that the client makes of the answers."""
    where = f"http://127.0.0.1:{service.port}/reconcile"
    found = reconciler.reconcile(pandas.Series(names), reconciliation_endpoint=where, **options)
    rows: list[dict[str, Any]] = found.to_dict("records")
    return rows


def test_a_column_of_organisations_is_matched(service: Service) -> None:
    names = ["AALTO YLIOPISTO", "Helsingin kaupunki", "Teknologian tutkimuskeskus VTT"]
    found = {row["input_value"]: row for row in matched(service, names, type_id="actor")}
    assert {name: (row["id"], row["match"]) for name, row in found.items()} == {
        "AALTO YLIOPISTO": ("org/fi-2228357-4", True),
        "Helsingin kaupunki": ("org/fi-0201256-6", True),
        "Teknologian tutkimuskeskus VTT": ("org/fi-2647375-4", True),
    }
    assert {row["type"] for row in found.values()} == {"Organisation"}


def test_all_candidates_can_be_had_best_first(service: Service) -> None:
    found = matched(service, ["Metropolia ammattikorkeakoulu"], type_id="actor", top_res="all")
    assert len(found) > 1
    scores = [row["score"] for row in found]
    assert scores == sorted(scores, reverse=True)
    assert found[0]["name"].startswith("Metropolia")


def test_a_column_of_numbers_helps_to_match(service: Service) -> None:
    numbers = pandas.Series(["0201256-6"])
    [found] = matched(service, ["The capital"], type_id="actor", property_mapping={"business-id": numbers})
    assert found["id"] == "org/fi-0201256-6"


def test_more_names_than_go_into_one_request_are_matched(service: Service) -> None:
    names = [f"Helsingin kaupunki {number}" for number in range(25)]
    assert {row["input_value"] for row in matched(service, names, type_id="actor")} == set(names)
