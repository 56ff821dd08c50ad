"""Asking a server politely: at its pace, again where that may help, and never with less protection than before.

`Web.ask` sends one request and follows its redirects; what does not end in an answer raises `Trouble`. `Web.patiently`
runs something that asks, and runs it again after a while unless the trouble is final. What is `Trouble` here leaves the
package as `FetchFailed`.
"""

import random
import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from importlib.metadata import version
from typing import Self, TypeVar

import httpx

from graph.errors import FetchFailed

HOME = "https://w3id.org/verkosto"
MAY_PASS = frozenset({429, 500, 502, 503, 504})
"""Statuses that may be gone the next time."""
QUOTED = 200
"""How many characters of an answer an error message quotes."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How patient and how careful to be.

    `attempts` at each request; `back_off` seconds before the second one, twice as many before each further one, but
    never more than `longest_wait`, whatever the server asks for; `connect` and `read` are the seconds without a sign
    of life after which an attempt is given up; no file may have more than `limit` bytes.
    """

    attempts: int = 5
    back_off: float = 2.0
    longest_wait: float = 300.0
    connect: float = 20.0
    read: float = 60.0
    redirects: int = 10
    limit: int = 5 * 2**30


class Trouble(Exception):
    """A request that failed; `final` where asking again cannot help, `wait` in seconds where the server named it."""

    def __init__(self, what: str, *, final: bool = False, wait: float | None = None) -> None:
        super().__init__(what)
        self.what, self.final, self.wait = what, final, wait


def now() -> datetime:
    """Return the time of day, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What lies outside of us: the network, the clock, sleep and chance; a test brings its own."""

    transport: httpx.BaseTransport | None = None
    clock: Callable[[], datetime] = now
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


class Web:
    """A client of the servers of one source, with at least `pause` seconds between two requests to one host."""

    def __init__(self, source: str, *, pause: float, world: World, manners: Manners) -> None:
        self.source, self.world, self.manners = source, world, manners
        self._pause = pause
        self._asked: dict[str, datetime] = {}
        self._client = httpx.Client(
            transport=world.transport,
            timeout=httpx.Timeout(manners.read, connect=manners.connect),
            headers={"User-Agent": f"Verkosto/{version('verkosto')} (+{HOME})"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    @contextmanager
    def ask(
        self,
        url: str,
        *,
        headers: Mapping[str, str],
        form: Mapping[str, str] | None = None,
        accepted: Collection[int] = (200,),
    ) -> Iterator[httpx.Response]:
        """Give the answer to a GET, or with `form` to a POST, of `url`, its body still to be read.

        Raises
        ------
        Trouble
            If there is none, or its status is not one of `accepted`.
        """
        try:
            request = self._client.build_request("GET" if form is None else "POST", url, headers=headers, data=form)
            response = self._followed(request)
            try:
                _judge(response, accepted, self.world.clock())
                yield response
            finally:
                response.close()
        except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise Trouble(f"is no address to fetch from ({error})", final=True) from error
        except httpx.TimeoutException as error:
            raise Trouble(f"did not answer in time ({type(error).__name__})") from error
        except httpx.ConnectError as error:
            raise Trouble(f"cannot be reached: {error}") from error
        except httpx.RequestError as error:
            raise Trouble(f"broke off: {error or type(error).__name__}") from error

    def patiently(self, url: str, once: Callable[[], T]) -> T:
        """Return what `once` returns, as soon as it does.

        Raises
        ------
        FetchFailed
            If the trouble is final or has not passed after all attempts.
        """
        for attempt in range(1, self.manners.attempts + 1):
            try:
                return once()
            except Trouble as trouble:
                if trouble.final or attempt == self.manners.attempts:
                    raise FetchFailed(self.source, url, trouble.what, attempts=attempt) from trouble
                self.world.sleep(self._wait(attempt, trouble))
        raise AssertionError("no attempt is allowed")

    def _wait(self, attempt: int, trouble: Trouble) -> float:
        """Return how long to wait: what the server asked for, else longer each time and never in step with others."""
        growing = self.manners.back_off * 2 ** (attempt - 1) * (0.5 + self.world.chance() / 2)
        return min(growing if trouble.wait is None else trouble.wait, self.manners.longest_wait)

    def _followed(self, request: httpx.Request) -> httpx.Response:
        for _ in range(self.manners.redirects + 1):
            self._keep_pace(request.url.host)
            response = self._client.send(request, stream=True)
            if response.next_request is None:
                return response
            response.close()
            if request.url.scheme == "https" and response.next_request.url.scheme != "https":
                raise Trouble(f"redirects to {response.next_request.url}, which is not https", final=True)
            request = response.next_request
        raise Trouble(f"redirects more than {self.manners.redirects} times", final=True)

    def _keep_pace(self, host: str) -> None:
        if host in self._asked:
            left = self._pause - (self.world.clock() - self._asked[host]).total_seconds()
            if left > 0:
                # A clock that was set back must not make us wait for it.
                self.world.sleep(min(left, self._pause))
        self._asked[host] = self.world.clock()


def _judge(response: httpx.Response, accepted: Collection[int], at: datetime) -> None:
    if response.status_code in accepted:
        return
    text = quoted(_beginning(response), response.encoding or "utf-8")
    what = f"answered {response.status_code} {response.reason_phrase}".rstrip() + (f": {text}" if text else "")
    final = response.status_code not in MAY_PASS
    raise Trouble(what, final=final, wait=_asked_to_wait(response.headers.get("retry-after"), at))


def _beginning(response: httpx.Response) -> bytes:
    found = b""
    for chunk in response.iter_bytes():
        found += chunk
        if len(found) >= 1 << 14:
            break
    return found


def quoted(body: bytes, encoding: str = "utf-8") -> str:
    r"""Return what an answer that is not what was asked for says: its title if it is a page, else its first words.

    >>> quoted(b"<html><head><title>Down for\n maintenance</title>")
    "'Down for maintenance'"
    >>> quoted(b"Too many requests")
    "'Too many requests'"
    """
    try:
        text = body.decode(encoding, errors="replace")
    except LookupError:
        text = body.decode("utf-8", errors="replace")
    title = re.search(r"<title[^>]*>(.*?)</title", text, re.DOTALL | re.IGNORECASE)
    words = " ".join(unescape(title[1] if title else re.sub(r"<[^>]*>", " ", text)).split())
    return repr(words if len(words) <= QUOTED else words[:QUOTED] + "…") if words else ""


def _asked_to_wait(value: str | None, at: datetime) -> float | None:
    """Return the seconds a Retry-After header asks for, a number or a date; None where there is none to be read."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, ((until if until.tzinfo else until.replace(tzinfo=UTC)) - at).total_seconds())
