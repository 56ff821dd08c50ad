import pytest

from graph.analysis.flows import OTHERS, project_flows
from graph.analysis.network import network_of

NETWORK = network_of(
    [("a", "p"), ("b", "p"), ("b", "q"), ("c", "q"), ("c", "r")],
    tags={"area": {"p": ["x"], "q": ["x", "y"]}, "method": {"p": ["m"], "q": ["m"]}},
    groups={"city": {"a": "Espoo", "b": "Oulu"}},
)


def test_every_division_has_all_projects() -> None:
    found = project_flows(NETWORK, ("area", "method", "city"))
    assert [sum(one.values()) for one in found.sizes] == [pytest.approx(3)] * 3


def test_what_leaves_a_class_is_what_it_holds() -> None:
    found = project_flows(NETWORK, ("area", "method", "city"))
    leaving = {one: sum(flow.projects for flow in found.flows if (flow.stage, flow.one) == (0, one)) for one in "xy"}
    assert leaving == {"x": pytest.approx(1.5), "y": pytest.approx(0.5)}
    entering = sum(flow.projects for flow in found.flows if (flow.stage, flow.other) == (0, "m"))
    assert entering == pytest.approx(found.sizes[1]["m"])


def test_a_project_without_a_label_is_unknown() -> None:
    assert project_flows(NETWORK, ("area",)).sizes[0]["unknown"] == 1


def test_groups_that_nobody_asked_for_are_put_together() -> None:
    assert set(project_flows(NETWORK, ("city",), groups=("Espoo",)).sizes[0]) == {"Espoo", OTHERS, "unknown"}


def test_an_unknown_actor_beside_known_ones_adds_no_class() -> None:
    assert project_flows(NETWORK, ("city",)).sizes[0] == {"Espoo": 0.5, "Oulu": 1.5, "unknown": 1.0}
