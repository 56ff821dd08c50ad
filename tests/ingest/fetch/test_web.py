from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest

from graph.errors import FetchFailed
from ingest.fetch.fetching import fetch
from ingest.fetch.web import Manners
from ingest.source import Download
from tests.ingest.fetch.conftest import Errand, made
from tests.ingest.fetch.server import MANNERS, START, Reply, Server, Time

GOOD = Reply(body=b"[1]")
TEXT = {"Content-Type": "text/plain"}


def file(url: str) -> Download:
    return Download(name="a.json", url=url, form="json")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_status_that_may_pass_is_asked_again_after_longer_and_longer(
    server: Server, errand: Errand, status: int
) -> None:
    errand(file(server.answers("/a", Reply(status=status), Reply(status=status), GOOD)))
    assert errand.time.slept == [2.0, 4.0]
    assert errand.file("a.json") == b"[1]"


def test_a_504_that_stays_is_told_with_what_to_do(server: Server, errand: Errand) -> None:
    url = server.answers("/a", Reply(status=504, body=b"upstream\nrequest timeout", headers=TEXT))
    with pytest.raises(FetchFailed) as caught:
        errand(file(url))
    assert str(caught.value) == (
        f"made: {url} answered 504 Gateway Timeout: 'upstream request timeout' (after 3 attempts); "
        "a hand-downloaded file does as well: verkosto build --source made=FILE"
    )
    assert len(server.asked) == 3


def test_the_text_of_a_429_is_quoted(server: Server, errand: Errand) -> None:
    url = server.answers("/a", Reply(status=429, body="Liian monta pyyntöä".encode(), headers=TEXT))
    with pytest.raises(FetchFailed, match="answered 429 Too Many Requests: 'Liian monta pyyntöä'"):
        errand(file(url))


def test_a_long_error_text_is_cut(server: Server, errand: Errand) -> None:
    url = server.answers("/a", Reply(status=403, body=b"x" * 100_000, headers=TEXT))
    with pytest.raises(FetchFailed, match=f"answered 403 Forbidden: '{'x' * 200}…';"):
        errand(file(url))


@pytest.mark.parametrize(
    ("asked", "waited"),
    [
        ("7", 7.0),
        ("100000", 300.0),
        (format_datetime(START + timedelta(seconds=90), usegmt=True), 90.0),
        (format_datetime(START - timedelta(days=1), usegmt=True), 0.0),
        ("soon", 2.0),
    ],
    ids=["seconds", "too many seconds", "a date", "a date gone by", "neither"],
)
def test_the_server_says_how_long_to_wait(server: Server, errand: Errand, asked: str, waited: float) -> None:
    errand(file(server.answers("/a", Reply(status=503, headers={"Retry-After": asked}), GOOD)))
    assert errand.time.slept[0] == waited


def test_chance_keeps_clients_out_of_step(server: Server, shelf: Path, time: Time) -> None:
    world = time.world()
    least = type(world)(transport=world.transport, clock=time.now, sleep=time.sleep, chance=lambda: 0.0)
    fetch(made(file(server.answers("/a", Reply(status=503), GOOD))), shelf, world=least, manners=MANNERS)
    assert time.slept == [1.0]


def test_two_requests_to_a_host_are_a_pause_apart(server: Server, errand: Errand) -> None:
    errand(file(server.answers("/a", GOOD)), Download(name="b.json", url=server.answers("/b", GOOD), form="json"))
    assert errand.time.slept == [0.5]


def test_a_clock_set_back_does_not_hold_us_up(server: Server, errand: Errand, time: Time) -> None:
    def setting_back(asked: object) -> Reply:
        time.at = datetime.fromisoformat("2020-01-01T00:00:00+00:00")
        return GOOD

    errand(
        file(server.answers("/a", setting_back)), Download(name="b.json", url=server.answers("/b", GOOD), form="json")
    )
    assert time.slept == [0.5]


def test_a_server_that_does_not_answer_is_given_up(server: Server, errand: Errand) -> None:
    errand.manners = Manners(attempts=2, read=0.05)
    with pytest.raises(FetchFailed, match=r"did not answer in time \(ReadTimeout\) \(after 2 attempts\)"):
        errand(file(server.answers("/a", Reply(hang=True))))


def test_a_server_that_cannot_be_reached_is_told(errand: Errand) -> None:
    with pytest.raises(FetchFailed, match=r"cannot be reached: .*\(after 3 attempts\)"):
        errand(file("http://127.0.0.1:1/a"))


def test_a_connection_cut_before_the_answer_is_tried_again(server: Server, errand: Errand) -> None:
    server.released.set()
    errand(file(server.answers("/a", Reply(hang=True), GOOD)))
    assert errand.file("a.json") == b"[1]"


def test_a_redirect_is_followed_and_told(server: Server, errand: Errand) -> None:
    server.answers("/there", GOOD)
    found = errand(file(server.answers("/here", Reply(status=302, headers={"Location": "/there"}))))
    assert (found.files[0].url, found.files[0].final_url) == (f"{server.url}/here", f"{server.url}/there")


def test_a_redirect_in_a_circle_ends(server: Server, errand: Errand) -> None:
    with pytest.raises(FetchFailed, match="redirects more than 10 times"):
        errand(file(server.answers("/here", Reply(status=302, headers={"Location": "/here"}))))


def test_a_redirect_from_https_to_http_is_refused(shelf: Path, time: Time) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(301, headers={"Location": "http://example.org/a"})

    with pytest.raises(FetchFailed, match=r"redirects to http://example\.org/a, which is not https"):
        fetch(made(file("https://example.org/a")), shelf, world=time.world(httpx.MockTransport(answer)))
    assert asked == ["https://example.org/a"]


def test_a_listing_over_https_must_not_lead_to_http(shelf: Path, time: Time) -> None:
    listing = httpx.MockTransport(lambda request: httpx.Response(200, stream=httpx.ByteStream(b"{}")))
    one = Download(name="a.json", url="https://example.org/", form="json", listing=lambda page: "http://example.org/a")
    with pytest.raises(FetchFailed, match=r"tells of http://example\.org/a, which is not https"):
        fetch(made(one), shelf, world=time.world(listing))


@pytest.mark.parametrize("url", ["ftp://example.org/a", "http://"], ids=["another scheme", "no host"])
def test_what_is_no_address_is_told_at_once(errand: Errand, url: str) -> None:
    with pytest.raises(FetchFailed, match="is no address to fetch from"):
        errand(file(url))
    assert errand.time.slept == []
