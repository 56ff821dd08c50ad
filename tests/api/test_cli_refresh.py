"""`fetch` and `refresh` against a server on this machine, with two sources made up for it."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from graph.locks import lock
from graph.records import Names, Organisation, Origin
from ingest.fetch.fetching import fetch
from ingest.source import Download, Files, Ingester, Outcome, Source
from tests.api.command import manifest, names_of, run
from tests.ingest.fetch.server import MANNERS, Reply, Server, Time, serving, versioned


def parse(files: Files, *, named: str) -> Iterator[Outcome]:
    """Yield an organisation for each word of a list."""
    for table in files:
        for line, word in enumerate(json.load(files[table]), start=1):
            yield Organisation(
                key=word, origin=Origin(table=table, line=line), names=Names(und=f"{named} {word}"), kind="company"
            )


def made_up(name: str, url: str) -> Ingester:
    source = Source(
        name=name,
        title=f"The {name} (invented)",
        publisher="Nobody",
        homepage="https://example.org/",
        curated=True,
        downloads=(Download(name=f"{name}.json", url=url, form="json"),),
        at_least={"Organisation": 1},
        pause=0,
    )
    return Ingester(source, partial(parse, named=name))


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as found:
        yield found


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture(autouse=True)
def _made_up_sources(server: Server, time: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    """Know two sources and no others, both at the server."""
    ingesters = tuple(made_up(name, f"{server.url}/{name}") for name in ("ones", "twos"))
    for module in ("ingest.registry", "api.cli.building", "api.cli.sourcing"):
        monkeypatch.setattr(f"{module}.INGESTERS", ingesters)
    monkeypatch.setattr("api.cli.sourcing.fetch", partial(fetch, world=time.world(), manners=MANNERS))


def listed(*words: str, etag: str = '"1"') -> Callable[..., Reply]:
    return versioned(json.dumps(words).encode(), etag)


BUSY = Reply(status=504, body=b"upstream request timeout")
PAGE = Reply(
    body=b"<!DOCTYPE html><html><title>Maintenance</title></html>", headers={"Content-Type": "application/json"}
)


def both(server: Server) -> None:
    server.answers("/ones", listed("a", "b"))
    server.answers("/twos", listed("c"))


def test_what_was_fetched_is_read_by_the_next_build(server: Server, tmp_path: Path) -> None:
    both(server)
    fetched = run("fetch", "ones", "twos", "--data", tmp_path)
    assert (fetched.exit_code, fetched.stdout) == (0, "")
    assert fetched.stderr == "ones: 1 files, 0.0 MB, fetched\ntwos: 1 files, 0.0 MB, fetched\n"
    assert run("build", "--data", tmp_path).exit_code == 0
    assert names_of(tmp_path, "org") == {"ones-a", "ones-b", "twos-c"}


def test_what_has_not_changed_is_told(server: Server, tmp_path: Path) -> None:
    both(server)
    run("fetch", "ones", "--data", tmp_path)
    assert run("fetch", "ones", "--data", tmp_path).stderr == "ones: 1 files, 0.0 MB, unchanged\n"


def test_a_refresh_fetches_reads_and_publishes(server: Server, tmp_path: Path) -> None:
    both(server)
    found = run("refresh", "ones", "twos", "--data", tmp_path)
    assert found.exit_code == 0
    assert found.stdout.endswith(f" is live in {tmp_path}\n")
    assert names_of(tmp_path, "org") == {"ones-a", "ones-b", "twos-c"}


def test_a_refresh_of_what_has_not_changed_builds_nothing(server: Server, tmp_path: Path) -> None:
    both(server)
    run("refresh", "ones", "twos", "--data", tmp_path)
    before = manifest(tmp_path)["id"]
    again = run("refresh", "--data", tmp_path)
    assert again.exit_code == 0
    assert f"{before} is made of the same input already" in again.stderr
    assert manifest(tmp_path)["id"] == before
    assert [one.headers.get("if-none-match") for one in server.asked] == [None, None, '"1"', '"1"']


def test_a_refresh_publishes_what_changed(server: Server, tmp_path: Path) -> None:
    server.answers("/ones", listed("a", "b"), listed("a", "z", etag='"2"'))
    run("refresh", "ones", "--data", tmp_path)
    assert run("refresh", "--data", tmp_path).exit_code == 0
    assert names_of(tmp_path, "org") == {"ones-a", "ones-z"}


@pytest.mark.parametrize("failure", [BUSY, PAGE, Reply(body=b'["a"', cut=3)], ids=["504", "a page", "cut off"])
def test_a_source_that_fails_is_told_and_the_live_release_stays(server: Server, tmp_path: Path, failure: Reply) -> None:
    server.answers("/ones", listed("a", "b"), failure)
    run("refresh", "ones", "--data", tmp_path)
    before = manifest(tmp_path)["id"]
    found = run("refresh", "--data", tmp_path)
    assert found.exit_code == 3
    assert f"not fetched: ones: {server.url}/ones" in found.stderr
    assert manifest(tmp_path)["id"] == before
    assert names_of(tmp_path, "org") == {"ones-a", "ones-b"}


def test_a_source_that_fails_does_not_keep_the_other_from_coming(server: Server, tmp_path: Path) -> None:
    server.answers("/ones", listed("a"), BUSY)
    server.answers("/twos", listed("c"), listed("c", "d", etag='"2"'))
    run("refresh", "ones", "twos", "--data", tmp_path)
    assert run("refresh", "--data", tmp_path).exit_code == 3
    assert names_of(tmp_path, "org") == {"ones-a", "twos-c", "twos-d"}


def test_a_fetch_that_fails_does_not_keep_the_other_from_coming(server: Server, tmp_path: Path) -> None:
    server.answers("/ones", BUSY)
    server.answers("/twos", listed("c"))
    found = run("fetch", "ones", "twos", "--data", tmp_path)
    assert found.exit_code == 1
    assert "twos: 1 files" in found.stderr
    assert f"Error: ones: {server.url}/ones" in found.stderr
    assert "verkosto build --source ones=FILE" in found.stderr


def test_what_was_fetched_and_shrank_is_refused_and_the_last_good_data_are_used(server: Server, tmp_path: Path) -> None:
    server.answers("/ones", listed("a", "b"), listed(etag='"2"'))
    server.answers("/twos", listed("c"), listed("d", etag='"2"'))
    run("refresh", "ones", "twos", "--data", tmp_path)
    found = run("refresh", "--data", tmp_path)
    assert found.exit_code == 3
    assert "ones yielded 0 Organisation records, expected at least 1" in found.stderr
    assert names_of(tmp_path, "org") == {"ones-a", "ones-b", "twos-d"}
    assert manifest(tmp_path)["sources"]["ones"]["refused"] is not None


def test_a_source_that_is_refused_again_is_told_again(server: Server, tmp_path: Path) -> None:
    server.answers("/ones", listed("a", "b"), listed(etag='"2"'))
    run("refresh", "ones", "--data", tmp_path)
    run("refresh", "--data", tmp_path)
    found = run("refresh", "--data", tmp_path)
    assert found.exit_code == 3
    assert "ones yielded 0 Organisation records, expected at least 1" in found.stderr


def test_a_loss_can_be_accepted_by_a_refresh(server: Server, tmp_path: Path) -> None:
    server.answers("/ones", listed("a", "b", "c"), listed("a", etag='"2"'))
    run("refresh", "ones", "--data", tmp_path)
    assert run("refresh", "--data", tmp_path).exit_code == 3
    assert run("refresh", "--data", tmp_path, "--accept", "ones").exit_code == 0
    assert names_of(tmp_path, "org") == {"ones-a"}


def test_a_source_that_fails_the_first_time_does_not_keep_the_other_from_being_published(
    server: Server, tmp_path: Path
) -> None:
    server.answers("/ones", BUSY)
    server.answers("/twos", listed("c"))
    assert run("refresh", "ones", "twos", "--data", tmp_path).exit_code == 3
    assert names_of(tmp_path, "org") == {"twos-c"}


@pytest.mark.parametrize("work", ["refresh", "reading"])
def test_a_second_refresh_is_refused_with_one_line(server: Server, tmp_path: Path, work: str) -> None:
    both(server)
    with lock(tmp_path, work):
        found = run("refresh", "ones", "--data", tmp_path)
    assert (found.exit_code, found.stdout, found.stderr.count("\n")) == (1, "", 1)
    assert "is under way (process " in found.stderr
    assert server.asked == []


def test_a_refresh_can_follow_one_that_was_refused(server: Server, tmp_path: Path) -> None:
    both(server)
    with lock(tmp_path, "refresh"):
        run("refresh", "ones", "--data", tmp_path)
    assert run("refresh", "ones", "--data", tmp_path).exit_code == 0


def test_an_unknown_source_stops_a_refresh_before_anything_is_fetched(server: Server, tmp_path: Path) -> None:
    both(server)
    found = run("refresh", "ones", "nope", "--data", tmp_path)
    assert (found.exit_code, found.stderr) == (1, "Error: no source 'nope'; there are ones, twos\n")
    assert server.asked == []


def test_the_sources_tell_what_was_fetched(server: Server, tmp_path: Path) -> None:
    both(server)
    run("refresh", "ones", "--data", tmp_path)
    [ones, twos] = run("sources", "--data", tmp_path).stdout.splitlines()[1:]
    assert ones.split()[-4:-2][0] == "2026-11-24"
    assert ones.split()[-2:] == ["2", "2"]
    assert twos.split()[-2:] == ["not", "recorded"]


def test_a_file_downloaded_by_hand_does_as_well(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "saved.json"
    file.write_text('["a", "b"]', "utf-8")
    assert run("build", "--data", tmp_path, "--source", f"ones={file}").exit_code == 0
    assert names_of(tmp_path, "org") == {"ones-a", "ones-b"}


@pytest.fixture
def told_time(time: Time, monkeypatch: pytest.MonkeyPatch) -> Time:
    """Return the clock of fetches, by which builds go too."""
    monkeypatch.setattr("api.cli.building.now", time.now)
    return time


def after(time: Time, *arguments: str | Path) -> int:
    """Run a command an hour later, and return its exit code."""
    time.sleep(3600)
    return run(*arguments).exit_code


def test_a_file_downloaded_by_hand_stands_until_the_source_can_be_fetched_again(
    server: Server, tmp_path: Path, told_time: Time
) -> None:
    fetched, by_hand, newer = list("abcdefg"), list("abcdefh"), list("abcdefi")
    server.answers("/ones", listed(*fetched), *[BUSY] * MANNERS.attempts, listed(*newer, etag='"2"'))
    file = tmp_path / "saved.json"
    file.write_text(json.dumps(by_hand), "utf-8")
    assert after(told_time, "refresh", "ones", "--data", tmp_path) == 0
    assert after(told_time, "build", "--data", tmp_path, "--source", f"ones={file}") == 0
    file.unlink()
    assert after(told_time, "refresh", "--data", tmp_path) == 3
    assert names_of(tmp_path, "org") == {f"ones-{one}" for one in by_hand}
    assert after(told_time, "refresh", "--data", tmp_path) == 0
    assert names_of(tmp_path, "org") == {f"ones-{one}" for one in newer}
