import json
from pathlib import Path

import pytest

from graph.errors import NoRelease, ReleaseError
from graph.rdf.release import current, draft, publish, releases


def manifest(name: str, issued: str = "2026-11-24T12:00:00+00:00") -> dict[str, object]:
    return {"id": name, "issued": issued, "triples": {"default": 1}, "sources": []}


def published(data: Path, name: str, issued: str = "2026-11-24T12:00:00+00:00") -> None:
    with draft(data) as folder:
        publish(folder, data, manifest(name, issued))


def test_an_empty_folder_has_no_release_and_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoRelease, match="verkosto build"):
        current(tmp_path)


def test_the_newest_build_is_the_live_release(tmp_path: Path) -> None:
    published(tmp_path, "one")
    published(tmp_path, "two")
    assert current(tmp_path).id == "two"


def test_the_last_five_are_kept(tmp_path: Path) -> None:
    names = [f"release-{number}" for number in range(7)]
    for place, name in enumerate(names):
        published(tmp_path, name, f"2026-11-24T12:00:0{place}+00:00")
    assert [one.id for one in releases(tmp_path)] == names[:1:-1]


def test_a_build_that_fails_leaves_the_old_release_and_no_trace(tmp_path: Path) -> None:
    published(tmp_path, "one")
    with pytest.raises(ZeroDivisionError), draft(tmp_path) as folder:
        (folder / "half").touch()
        raise ZeroDivisionError
    assert current(tmp_path).id == "one"
    assert not list(tmp_path.glob("building-*"))


def test_what_a_killed_build_left_is_swept_away_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "building-dead" / "store").mkdir(parents=True)
    published(tmp_path, "one")
    assert not list(tmp_path.glob("building-*"))


def test_two_builds_of_one_folder_do_not_meet(tmp_path: Path) -> None:
    with draft(tmp_path), pytest.raises(ReleaseError, match="another build"), draft(tmp_path):
        pass


def test_a_folder_can_be_moved_with_its_releases(tmp_path: Path) -> None:
    published(tmp_path / "data", "one")
    (tmp_path / "data").rename(tmp_path / "elsewhere")
    assert current(tmp_path / "elsewhere").id == "one"


def test_the_manifest_is_whole_json(tmp_path: Path) -> None:
    published(tmp_path, "one")
    assert json.loads((tmp_path / "current" / "manifest.json").read_text())["id"] == "one"


def test_a_damaged_release_is_told_and_does_not_stop_the_next_build(tmp_path: Path) -> None:
    published(tmp_path, "one")
    (tmp_path / "releases/one/manifest.json").write_text("{")
    with pytest.raises(ReleaseError, match="is no release, or a damaged one"):
        current(tmp_path)
    published(tmp_path, "two")
    assert [one.id for one in releases(tmp_path)] == ["two"]


def test_a_folder_where_the_link_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "current").mkdir()
    with pytest.raises(ReleaseError, match="cannot be made a link"):
        published(tmp_path, "one")
    assert not list(tmp_path.glob(".current-*"))


def test_a_place_that_cannot_be_written_is_told() -> None:
    with pytest.raises(ReleaseError, match="cannot write to /proc/verkosto"):
        published(Path("/proc/verkosto"), "one")


def test_the_live_link_is_never_missing_while_it_is_switched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(tmp_path, "one")
    seen: list[str] = []
    replace = Path.replace

    def watched(link: Path, target: Path) -> Path:
        seen.append(current(tmp_path).id)
        return replace(link, target)

    monkeypatch.setattr(Path, "replace", watched)
    published(tmp_path, "two")
    assert seen == ["one"]


def test_what_a_killed_switch_left_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / ".current-dead").symlink_to("releases/nothing")
    published(tmp_path, "one")
    assert not list(tmp_path.glob(".current-*"))
