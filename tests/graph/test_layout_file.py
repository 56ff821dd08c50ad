from pathlib import Path

from graph.build import Plan, build
from graph.identity.decisions import shipped_decisions
from graph.layout_file import FILE, read_places, write_places
from graph.rdf.release import Release
from graph.readings import Reading
from tests.conftest import NOW


def test_places_are_read_as_they_were_written(tmp_path: Path) -> None:
    places = {'org/b, "c"': (1.25, -3.0), "org/a": (0.0, 0.001)}
    write_places(tmp_path / FILE, places)
    assert read_places(tmp_path / FILE) == places


def test_the_file_is_in_the_order_of_addresses(tmp_path: Path) -> None:
    write_places(tmp_path / FILE, {"org/b": (1.0, 2.0), "org/a": (3.0, 4.0)})
    assert (tmp_path / FILE).read_text("utf-8") == "actor,x,y\norg/a,3.0,4.0\norg/b,1.0,2.0\n"


def test_a_release_of_an_older_program_has_no_places(tmp_path: Path) -> None:
    assert read_places(tmp_path / FILE) == {}


def test_a_release_has_a_place_for_every_actor_with_a_partner(release: Release) -> None:
    places = read_places(release.path / FILE)
    assert len(places) == 173
    assert len(set(places.values())) == 173


def test_actors_stay_in_the_next_release(readings: list[Reading], release: Release, tmp_path: Path) -> None:
    plan = Plan(decisions=shipped_decisions(), issued=NOW, version="0.0.0")
    first = build(readings, tmp_path, plan)
    second = build(readings, tmp_path, Plan(decisions=shipped_decisions(), issued=NOW, version="0.0.1"))
    assert (first.path / FILE).read_bytes() == (second.path / FILE).read_bytes() == (release.path / FILE).read_bytes()
