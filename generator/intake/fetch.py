"""Fetch one page from the web, or refuse: safe addresses, small, in time, of the right kind.

Only ``http`` and ``https``; every redirect is checked as the first address was; robots.txt is
obeyed; no cookies, nothing of the page's own is loaded, and no proxy is used: it would resolve the
name anew, and the address that was checked would not be the one that is fetched.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import urljoin

from generator.intake.addresses import Place, locate
from generator.intake.answers import TooLargeError, body
from generator.intake.refusals import NotFetched
from generator.intake.robots import Rules, rules

PRODUCT = "rare-earth-briefing"
USER_AGENT = f"{PRODUCT}/0.1 (fetches single pages for an editor; obeys robots.txt)"
_REDIRECTS = {301, 302, 303, 307, 308}
_TOO_MUCH = {429, 503}
_FAULTS = (OSError, http.client.HTTPException, ValueError, EOFError, zlib.error)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a page may cost: bytes after unpacking, seconds from first to last byte, redirects.

    ``pause`` is how long robots.txt may have us wait between two pages.
    """

    size: int = 20_000_000
    seconds: float = 30.0
    redirects: int = 5
    pause: float = 30.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: where it led to, its bytes, their type and character set."""

    url: str
    data: bytes
    content_type: str
    charset: str | None = None


@dataclass(slots=True)
class Fetcher:
    """Fetches pages one after the other; knows the robots.txt of each host it has met."""

    allowed: frozenset[str] = frozenset()
    limits: Limits = Limits()
    _rules: dict[str, Rules] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)  # host → when a page was asked for
    _busy: dict[str, str] = field(default_factory=dict)  # host → what it said when it was too much

    def fetch(self, url: str, types: tuple[str, ...]) -> Fetched:
        """Return what is at ``url``; raises :class:`NotFetched` with the reason if it may not."""
        return self._follow(url, types, self.limits, robots=True)

    def _follow(self, url: str, types: tuple[str, ...], limits: Limits, *, robots: bool) -> Fetched:
        at = url
        for _ in range(limits.redirects + 1):
            place = locate(at, self.allowed)
            if robots:
                self._ask(place)
            found = self._once(place, types, limits)
            if isinstance(found, Fetched):
                return found
            at = urljoin(at, found)
        raise NotFetched(url, f"redirects more than {limits.redirects} times")

    def _ask(self, place: Place) -> None:
        """Ask robots.txt, wait as long as it says; raises :class:`NotFetched` if it forbids."""
        root = f"{place.scheme}://{place.host_header}"
        if root not in self._rules:
            self._rules[root] = rules(root, self._robots)
        if not self._rules[root].allow(place.url, PRODUCT):
            why = "its robots.txt asks programs not to; save the page yourself"
            raise NotFetched(place.url, why)
        pause = min(self._rules[root].delay(PRODUCT), self.limits.pause)
        since = time.monotonic() - self._asked.get(root, float("-inf"))
        time.sleep(max(0.0, pause - since))
        self._asked[root] = time.monotonic()

    def _once(self, place: Place, types: tuple[str, ...], limits: Limits) -> Fetched | str:
        """Ask one server once, unless it has said that it is too much for it."""
        if place.host_header in self._busy:
            raise NotFetched(place.url, self._busy[place.host_header])
        try:
            return _request(place, types, limits)
        except Status as error:
            if error.code in _TOO_MUCH:
                self._busy[place.host_header] = error.why
            raise

    def _robots(self, url: str) -> bytes:
        limits = Limits(size=500_000, seconds=min(10.0, self.limits.seconds))
        return self._follow(url, (), limits, robots=False).data


class Status(NotFetched):
    """The server answered, but not with the page; ``retry`` is when it says to ask again."""

    def __init__(self, url: str, code: int, reason: str, retry: str = "") -> None:
        wait = f"in {retry} seconds" if retry.isdigit() else f"after {retry}"
        again = f"; try again {wait}" if retry.isprintable() and retry else ""
        super().__init__(url, f"the server answers {code} {reason}".rstrip() + again)
        self.code = code


def _request(place: Place, types: tuple[str, ...], limits: Limits) -> Fetched | str:
    """Ask one server once; return the page, or the address that it redirects to."""
    with _in_time(place, limits) as connection:
        connection.request("GET", place.target, headers=_headers(place))
        response = connection.getresponse()
        if response.status in _REDIRECTS and response.headers.get("Location"):
            return _plain(response.headers["Location"])
        if response.status != 200:
            retry = response.headers.get("Retry-After", "").strip()[:40]
            raise Status(place.url, response.status, response.reason, retry)
        found = _type(response.headers)
        if types and found not in types:
            raise NotFetched(place.url, f"is {found or 'of no stated type'}, no page or text")
        charset = response.headers.get_content_charset()
        try:
            return Fetched(place.url, body(response, limits.size), found, charset)
        except TooLargeError as error:
            raise NotFetched(place.url, str(error)) from error


def _headers(place: Place) -> dict[str, str]:
    return {
        "Host": place.host_header,
        "User-Agent": USER_AGENT,
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
        "Accept-Language": "en,*;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def _plain(location: str) -> str:
    """Return a redirect's address; servers send other letters as bytes read as Latin-1."""
    try:
        return location.encode("latin-1").decode("utf-8").strip()
    except UnicodeError:
        return location.strip()


def _type(headers: Message) -> str:
    return headers.get_content_type() if headers.get("Content-Type") else ""


@contextmanager
def _in_time(place: Place, limits: Limits) -> Iterator[http.client.HTTPConnection]:
    """Open a connection to the checked address and cut it when the time is over.

    A limit for each read would let a server that drips one byte at a time go on for ever.
    """
    late = threading.Event()
    sockets: list[socket.socket] = []
    timer = threading.Timer(limits.seconds, _cut, (late, sockets))
    timer.daemon = True
    timer.start()
    try:
        yield _connected(place, limits.seconds, sockets)
        if late.is_set():  # what was cut may look like an end
            raise TimeoutError
    except _FAULTS as error:
        if late.is_set() or isinstance(error, TimeoutError):
            why = f"took longer than {limits.seconds:g} seconds"
        else:
            why = f"the connection failed ({_reason(error)})"
        raise NotFetched(place.url, why) from error
    finally:
        timer.cancel()
        for opened in sockets:
            opened.close()


def _cut(late: threading.Event, sockets: list[socket.socket]) -> None:
    late.set()
    for opened in sockets:
        with suppress(OSError):  # it may be closed already
            socket.socket.shutdown(opened, socket.SHUT_RDWR)


def _connected(
    place: Place, seconds: float, sockets: list[socket.socket]
) -> http.client.HTTPConnection:
    raw = socket.create_connection((place.ip, place.port), timeout=seconds)
    sockets.append(raw)
    connection = http.client.HTTPConnection(place.host, place.port, timeout=seconds)
    if place.scheme == "https":
        secure = ssl.create_default_context().wrap_socket(raw, server_hostname=place.host)
        sockets.append(secure)
        connection.sock = secure
    else:
        connection.sock = raw
    return connection


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not good: {error.verify_message}"
    if isinstance(error, http.client.IncompleteRead):
        return "it broke off before the end"
    return str(error) or type(error).__name__
