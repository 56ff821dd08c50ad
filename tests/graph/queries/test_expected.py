"""The exact answers over the data we ship, whole, as CSV.

A file in `expected` is what `verkosto query NAME --format csv` prints. Its numbers are worked out a second time,
without the graph, in the other tests of this folder: change a file only together with what they say.
"""

from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.ask import answer_csv
from graph.named import named_queries
from tests.graph.queries.toy import answer

EXPECTED = Path(__file__).parent / "expected"
EDTECH = {"theme": "theme/edtech", "city": "place/fi-091"}
CIRCULAR = {"theme": "sub-theme/4.1.e", "accessMode": "access-mode/open-call"}
CITY_OF_TUKKUTORI = {"subject": "testbed/facts-tukkutori", "predicate": "http://purl.org/dc/terms/spatial"}
CASES: dict[str, tuple[str, dict[str, str]]] = {
    "cq01-funding": ("cq01-funding", {}),
    "cq02-shares": ("cq02-shares", {}),
    "cq04-portfolio": ("cq04-portfolio", {}),
    "cq05-testbeds": ("cq05-testbeds", {}),
    "cq05-testbeds-edtech-in-helsinki": ("cq05-testbeds", EDTECH),
    "cq05-testbeds-circular-by-open-call": ("cq05-testbeds", CIRCULAR),
    "cq06-services-urbanfarmlab": ("cq06-services", {"testbed": "testbed/facts-urbanfarmlab"}),
    "cq07-links": ("cq07-links", {}),
    "cq08-density-focus-area": ("cq08-density", {"by": "focus-area"}),
    "cq08-density-origin": ("cq08-density", {"by": "origin"}),
    "cq08-density-whole": ("cq08-density", {"by": "whole"}),
    "cq08-density-year": ("cq08-density", {"by": "year"}),
    "cq10-cities": ("cq10-cities", {}),
    "cq10-projects": ("cq10-projects", {}),
    "cq10-projects-vantaa": ("cq10-projects", {"city": "place/fi-092"}),
    "cq15-piloted": ("cq15-piloted", {}),
    "cq15-piloted-edtech": ("cq15-piloted", {"theme": "theme/edtech"}),
    "cq15-piloted-like-bercman": ("cq15-piloted", {"actor": "org/facts-bercman"}),
    "cq19-gaps": ("cq19-gaps", {}),
    "cq19-gaps-4.1": ("cq19-gaps", {"focusArea": "focus-area/4.1"}),
    "cq20-sites": ("cq20-sites", {}),
    "cq20-sites-espoo": ("cq20-sites", {"city": "place/fi-049"}),
    "cq22-tests": ("cq22-tests", {}),
    "cq22-tests-learning": ("cq22-tests", {"theme": "focus-area/4.3"}),
    "cq23-incubators": ("cq23-incubators", {}),
    "cq28-brokers": ("cq28-brokers", {}),
    "cq31-campuses": ("cq31-campuses", {}),
    "cq31-campuses-espoo": ("cq31-campuses", {"city": "place/fi-049"}),
    "cq32-provenance-tukkutori": ("cq32-provenance", {"subject": "testbed/facts-tukkutori"}),
    "cq32-provenance-city-of-tukkutori": ("cq32-provenance", CITY_OF_TUKKUTORI),
}
"""The name of each file, and the query and parameters that it answers."""


@pytest.fixture(scope="module")
def backwards(store: Store) -> Store:
    """Return a store of the same statements, loaded in the opposite order, in memory."""
    made = Store()
    made.bulk_extend(reversed(list(store)))
    return made


@pytest.mark.parametrize("case", CASES)
def test_the_answer_over_the_shipped_data_is_exactly_the_expected_one(store: Store, case: str) -> None:
    name, given = CASES[case]
    expected = (EXPECTED / f"{case}.csv").read_bytes().decode()
    assert answer_csv(answer(store, name, **given)).splitlines() == expected.splitlines()
    assert answer_csv(answer(store, name, **given)) == expected


@pytest.mark.parametrize("case", CASES)
def test_the_order_of_rows_and_lists_does_not_hang_on_how_the_store_was_loaded(
    store: Store, backwards: Store, case: str
) -> None:
    name, given = CASES[case]
    assert answer(backwards, name, **given).rows == answer(store, name, **given).rows


def test_every_query_has_an_expected_answer() -> None:
    assert {name for name, _ in CASES.values()} == set(named_queries())
    assert {file.stem for file in EXPECTED.glob("*.csv")} == set(CASES)


def test_every_query_with_parameters_has_an_expected_answer_with_one_bound() -> None:
    bound = {name for name, given in CASES.values() if given}
    assert bound == {query.name for query in named_queries().values() if query.params}
