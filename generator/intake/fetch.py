"""Fetch one page from the web, or refuse: safe addresses, small, in time, of the right kind.

Only ``http`` and ``https``; every redirect is checked as the first address was; robots.txt is
obeyed (RFC 9309); no cookies, nothing of the page's own is loaded, and no proxy is used: it would
resolve the name anew, and the address that was checked would not be the one that is fetched.
"""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import urljoin

from protego import Protego
from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from generator.intake.addresses import NotFetched, Place, locate

PRODUCT = "briefing-generator"
USER_AGENT = f"{PRODUCT}/0.1 (fetches single pages for an editor; obeys robots.txt)"
_REDIRECTS = {301, 302, 303, 307, 308}
_FAULTS = (HTTPError, OSError, ValueError)
_PIECE = 65_536
_LAST_TAG = re.compile(rb"</(?:html|body|rss|feed|rdf:rdf)\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a page may cost: bytes, seconds from first to last byte, redirects.

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
    _robots: dict[str, Protego | None] = field(default_factory=dict)  # None forbids everything
    _asked: dict[str, float] = field(default_factory=dict)  # host → when a page was asked for

    def fetch(self, url: str, types: tuple[str, ...]) -> Fetched:
        """Return what is at ``url``; raises :class:`NotFetched` with the reason if it may not."""
        return self._follow(url, types, self.limits, robots=True)

    def _follow(self, url: str, types: tuple[str, ...], limits: Limits, *, robots: bool) -> Fetched:
        at = url
        for _ in range(limits.redirects + 1):
            place = locate(at, self.allowed)
            if robots:
                self._wait_for_leave(place)
            found = _request(place, types, limits)
            if isinstance(found, Fetched):
                return found
            try:
                at = urljoin(at, found)
            except ValueError as error:
                why = f"redirects to a broken address ({found}); find the page in the browser"
                raise NotFetched(at, why) from error
        why = f"redirects more than {limits.redirects} times; save the page in the browser"
        raise NotFetched(url, why)

    def _wait_for_leave(self, place: Place) -> None:
        """Ask robots.txt, wait as long as it says; raises :class:`NotFetched` if it forbids."""
        root = f"{place.scheme}://{place.host_header}"
        if root not in self._robots:
            self._robots[root] = self._rules(root)
        rules = self._robots[root]
        if rules is None or not rules.can_fetch(place.url, PRODUCT):
            why = "its robots.txt asks programs not to; save the page yourself"
            raise NotFetched(place.url, why)
        pause = min(float(rules.crawl_delay(PRODUCT) or 0), self.limits.pause)
        since = time.monotonic() - self._asked.get(root, float("-inf"))
        time.sleep(max(0.0, pause - since))
        self._asked[root] = time.monotonic()

    def _rules(self, root: str) -> Protego | None:
        """Return what robots.txt says; no such file allows everything, a server that fails none."""
        limits = Limits(size=500_000, seconds=min(10.0, self.limits.seconds))
        try:
            data = self._follow(f"{root}/robots.txt", (), limits, robots=False).data
        except NotFetched as error:
            if not error.status:  # the server cannot be reached at all
                raise
            return Protego.parse("") if 400 <= error.status < 500 else None
        return Protego.parse(data.decode("utf-8", "replace"))


def _request(place: Place, types: tuple[str, ...], limits: Limits) -> Fetched | str:
    """Ask one server once; return the page, or the address that it redirects to.

    Who asks is not waited for when the time is over: a limit for each read alone would let a
    server that drips one byte at a time go on for ever.
    """
    done: list[Fetched | str | NotFetched] = []
    thread = threading.Thread(
        target=lambda: done.append(_answer(place, types, limits)), daemon=True
    )
    thread.start()
    thread.join(limits.seconds)
    if not done:
        why = f"took longer than {limits.seconds:g} seconds; try again later"
        raise NotFetched(place.url, why)
    if isinstance(done[0], NotFetched):
        raise done[0]
    return done[0]


def _answer(place: Place, types: tuple[str, ...], limits: Limits) -> Fetched | str | NotFetched:
    try:
        with _pool(place, 2 * limits.seconds) as pool:  # it gives up after who asks, who says why
            response = pool.urlopen(
                "GET",
                place.target,
                headers=_headers(place),
                redirect=False,
                retries=False,
                preload_content=False,
            )
            return _read(place, response, types, limits)
    except NotFetched as error:
        return error
    except _FAULTS as error:
        said = " ".join(str(error).split()) or type(error).__name__
        cut = "it broke off before the end" if "IncompleteRead" in said else said[:200]
        return NotFetched(place.url, f"the connection failed ({cut}); try again later")


def _pool(place: Place, seconds: float) -> HTTPConnectionPool:
    """Return what connects to the very address that was checked, as the host that was asked for."""
    if place.scheme == "http":
        return HTTPConnectionPool(place.ip, place.port, timeout=seconds)
    return HTTPSConnectionPool(
        place.ip,
        place.port,
        timeout=seconds,
        server_hostname=place.host,
        assert_hostname=place.host,
    )


def _headers(place: Place) -> dict[str, str]:
    return {
        "Host": place.host_header,
        "User-Agent": USER_AGENT,
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
        "Accept-Language": "en,*;q=0.5",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }


def _read(
    place: Place, response: BaseHTTPResponse, types: tuple[str, ...], limits: Limits
) -> Fetched | str:
    headers = response.headers
    if response.status in _REDIRECTS and headers.get("Location"):
        return _as_utf8(headers["Location"])
    if response.status != 200:
        raise _unwelcome(place, response)
    kind = Message()
    kind["Content-Type"] = headers.get("Content-Type", "")
    found = kind.get_content_type() if headers.get("Content-Type") else ""
    if types and found not in types:
        why = f"is {found or 'of no stated type'}, no page or text; save it and add the file"
        raise NotFetched(place.url, why)
    data = _body(place, response, limits.size)
    return Fetched(place.url, data, found, kind.get_content_charset())


def _unwelcome(place: Place, response: BaseHTTPResponse) -> NotFetched:
    """Return that the server answered, but not with the page, and when it says to ask again."""
    retry = response.headers.get("Retry-After", "").strip()[:40]
    wait = f"in {retry} seconds" if retry.isdigit() else f"after {retry}"
    again = f"try again {wait}" if retry else "look at it in the browser"
    said = f"{response.status} {(response.reason or '')[:80]}".strip()
    return NotFetched(place.url, f"the server answers {said}; {again}", response.status)


def _as_utf8(location: str) -> str:
    """Return a redirect's address; servers send other letters as bytes read as Latin-1."""
    try:
        return location.encode("latin-1").decode("utf-8").strip()
    except UnicodeError:
        return location.strip()


def _body(place: Place, response: BaseHTTPResponse, most: int) -> bytes:
    """Return the body, taken piece by piece; a packed one was not asked for, and is refused."""
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing != "identity":
        why = f"is packed as {packing}, which is not read; save the page and add the file"
        raise NotFetched(place.url, why)
    found = bytearray()
    for piece in response.stream(_PIECE):
        found += piece
        if len(found) > most:
            why = f"is larger than {most / 1_000_000:g} MB; save its text and add the file"
            raise NotFetched(place.url, why)
    told = "Content-Length" in response.headers or "Transfer-Encoding" in response.headers
    if not (told or _closed(bytes(found))):
        raise ValueError("IncompleteRead")
    return bytes(found)


def _closed(data: bytes) -> bool:
    """Return whether a page or feed has its last tag; of another text nobody can tell."""
    is_marked_up = re.match(rb"[\s\xef\xbb\xbf]*<[!?a-zA-Z]", data)
    return not is_marked_up or _LAST_TAG.search(data[-4_000:]) is not None
