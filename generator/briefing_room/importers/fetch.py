"""Fetch one page from the web, or refuse: safe addresses, small, in time, of the right kind.

Only ``http`` and ``https``; every redirect is checked as the first address was; robots.txt is
obeyed (RFC 9309); no cookies, nothing of the page's own is loaded, and no proxy is used: it would
resolve the name anew, and the address that was checked would not be the one that is fetched.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from protego import Protego
from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from briefing_room.errors import UnusableSource

PRODUCT = "briefing-generator"
USER_AGENT = f"{PRODUCT}/0.1 (fetches single pages for an editor; obeys robots.txt)"
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
    "Accept-Language": "en,*;q=0.5",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
_PIECE, _TAG = 65_536, 200  # bytes of a piece, letters of a tag
_ASCII = "".join(map(chr, range(0x21, 0x7F)))
_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotFetched(UnusableSource):
    """An address could not or must not be fetched; ``status`` is the server's answer, or 0."""

    def __init__(self, source: str, why: str, status: int = 0) -> None:
        super().__init__(source, why)
        self.status = status


@dataclass(frozen=True, slots=True)
class Limits:
    """What a page may cost: bytes, seconds from first to last byte, redirects."""

    size: int = 20_000_000
    seconds: float = 30.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: where it led to, its bytes, their type and character set."""

    url: str
    data: bytes
    content_type: str
    charset: str | None = None
    etag: str = ""  # by which its server knows this version, with the day it gave
    modified: str = ""


@dataclass(slots=True)
class Fetcher:
    """Fetches pages one after the other; knows the robots.txt of each host it has met."""

    allowed: frozenset[str] = frozenset()
    limits: Limits = Limits()
    _robots: dict[str, Protego | None] = field(default_factory=dict)  # None forbids everything

    def fetch(
        self, url: str, types: tuple[str, ...], asked: Mapping[str, str] | None = None
    ) -> Fetched:
        """What is at ``url``; raises :class:`NotFetched` with the reason if it may not.

        ``asked`` are headers of a conditional request.
        """
        return self._follow(url, types, self.limits, asked, robots=True)

    def _follow(
        self,
        url: str,
        types: tuple[str, ...],
        limits: Limits,
        asked: Mapping[str, str] | None = None,
        *,
        robots: bool,
    ) -> Fetched:
        at = url
        for _ in range(limits.redirects + 1):
            place = locate(at, self.allowed)
            if robots:
                self._need_leave(place)
            found = _request(place, types, limits, asked)
            if isinstance(found, Fetched):
                return found
            try:
                at = urljoin(at, found)
            except ValueError as error:
                why = f"redirects to a broken address ({found}); find the page in the browser"
                raise NotFetched(at, why) from error
        why = f"redirects more than {limits.redirects} times; save the page in the browser"
        raise NotFetched(url, why)

    def _need_leave(self, place: Place) -> None:
        """Ask robots.txt; raises :class:`NotFetched` if it forbids."""
        root = f"{place.scheme}://{place.host_header}"
        if root not in self._robots:
            self._robots[root] = self._rules(root)
        rules = self._robots[root]
        if rules is None or not rules.can_fetch(place.url, PRODUCT):
            why = "its robots.txt asks programs not to; save the page yourself"
            raise NotFetched(place.url, why)

    def _rules(self, root: str) -> Protego | None:
        """What robots.txt says; no such file allows everything, a server that fails none."""
        limits = Limits(size=500_000, seconds=min(10.0, self.limits.seconds))
        try:
            data = self._follow(f"{root}/robots.txt", (), limits, robots=False).data
        except NotFetched as error:
            if not error.status:  # the server cannot be reached at all
                raise
            return Protego.parse("") if 400 <= error.status < 500 else None
        return Protego.parse(data.decode("utf-8", "replace"))


def _request(
    place: Place, types: tuple[str, ...], limits: Limits, asked: Mapping[str, str] | None
) -> Fetched | str:
    """Ask one server once; return the page, or the address that it redirects to.

    Who asks is not waited for when the time is over: a limit for each read alone would let a
    server that drips one byte at a time go on for ever.
    """
    done: list[Fetched | str | NotFetched] = []
    ask = threading.Thread(
        target=lambda: done.append(_answer(place, types, limits, asked or {})), daemon=True
    )
    ask.start()
    ask.join(limits.seconds)
    late = f"took longer than {limits.seconds:g} seconds; try again later"
    answer = done[0] if done else NotFetched(place.url, late)
    if isinstance(answer, NotFetched):
        raise answer
    return answer


def _answer(
    place: Place, types: tuple[str, ...], limits: Limits, asked: Mapping[str, str]
) -> Fetched | str | NotFetched:
    """Connect to the very address that was checked, as the host that was asked for."""
    seconds = 2 * limits.seconds  # who asks gives up before, and says why
    pool = HTTPConnectionPool(place.ip, place.port, timeout=seconds)
    if place.scheme == "https":
        names: dict[str, Any] = {"server_hostname": place.host, "assert_hostname": place.host}
        pool = HTTPSConnectionPool(place.ip, place.port, timeout=seconds, **names)
    headers = {"Host": place.host_header, **_HEADERS, **asked}
    plainly: dict[str, Any] = {"redirect": False, "retries": False, "preload_content": False}
    try:
        with pool:
            response = pool.urlopen("GET", place.target, headers=headers, **plainly)
            return _read(place, response, types, limits)
    except NotFetched as error:
        return error
    except (HTTPError, OSError, ValueError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        cut = "it broke off before the end" if "IncompleteRead" in reason else reason[:200]
        return NotFetched(place.url, f"the connection failed ({cut}); try again later")


def _read(
    place: Place, response: BaseHTTPResponse, types: tuple[str, ...], limits: Limits
) -> Fetched | str:
    headers = response.headers
    if there := response.get_redirect_location():
        return there.strip()
    if response.status != 200:
        raise _unwelcome(place, response)
    kind = Message()
    kind["Content-Type"] = headers.get("Content-Type", "")
    found = kind.get_content_type() if headers.get("Content-Type") else ""
    if types and found not in types:
        why = f"is {found or 'of no stated type'}, no page or text; save it and add the file"
        raise NotFetched(place.url, why)
    data = _body(place, response, limits.size)
    tags = (headers.get(name, "")[:_TAG] for name in ("ETag", "Last-Modified"))
    return Fetched(place.url, data, found, kind.get_content_charset(), *tags)


def _unwelcome(place: Place, response: BaseHTTPResponse) -> NotFetched:
    """The error for an answer that is not the page, with when the server says to ask again."""
    retry = response.headers.get("Retry-After", "").strip()[:40]
    wait = f"in {retry} seconds" if retry.isdigit() else f"after {retry}"
    again = f"try again {wait}" if retry else "look at it in the browser"
    reason = f"{response.status} {(response.reason or '')[:80]}".strip()
    return NotFetched(place.url, f"the server answers {reason}; {again}", response.status)


def _body(place: Place, response: BaseHTTPResponse, most: int) -> bytes:
    """The body, taken piece by piece; a packed one was not asked for, and is refused."""
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
    return bytes(found)


# --- The machine behind an address ----------------------------------------------------------------
# A page could make the editor's machine read its own network: by a name that resolves to a private
# address, by a redirect, by a number written in another way (OWASP: server-side request forgery).
# Who connects has to use the very address that was checked, not the name again.


@dataclass(frozen=True, slots=True)
class Place:
    """Where to connect: the checked address, and what to ask for there."""

    url: str
    scheme: str
    host: str  # as it goes into the request and the certificate
    port: int
    ip: str
    target: str  # path and query

    @property
    def host_header(self) -> str:
        """The host as the request names it."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _PORTS[self.scheme] else f"{name}:{self.port}"


def locate(url: str, allowed: frozenset[str] = frozenset()) -> Place:
    """Where ``url`` is; raises :class:`NotFetched` unless it is a public web address.

    ``allowed`` are hosts that may be private (``--allow-host``).
    """
    scheme, host, port, target = _parts(url)
    found = _resolved(url, host, port)
    if host not in allowed:
        for ip in found:
            if not is_public(ip):
                why = f"{host} is {ip}, no public address; --allow-host {host} lets it through"
                raise NotFetched(url, why)
    return Place(url, scheme, host, port, str(found[0]), target)


def _parts(url: str) -> tuple[str, str, int, str]:
    copy = "copy it from the browser's address line"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise NotFetched(url, f"is no address ({error}); {copy}") from error
    if parts.scheme not in _PORTS:
        raise NotFetched(url, "only http:// and https:// are fetched; save the page and add that")
    if not host or any(letter <= " " or letter == "\x7f" for letter in url):
        raise NotFetched(url, f"is no address; {copy}")
    if parts.username or parts.password:
        raise NotFetched(url, "has a name or password in it; give the address without")
    try:
        host = host.lower() if host.isascii() else host.lower().encode("idna").decode("ascii")
    except UnicodeError as error:
        raise NotFetched(url, f"{host} is no name of a host; {copy}") from error
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    target = quote(target, safe=_ASCII, errors="replace")
    return parts.scheme, host, port or _PORTS[parts.scheme], target


def _resolved(url: str, host: str, port: int) -> tuple[IPAddress, ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        why = f"there is no host {host} (or no network); check the address"
        raise NotFetched(url, why) from error
    texts = dict.fromkeys(str(entry[4][0]).split("%")[0] for entry in found)
    return tuple(ipaddress.ip_address(text) for text in texts)


def is_public(ip: IPAddress) -> bool:
    """Whether an address is one of the public internet, also inside an IPv6 wrapping."""
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip.teredo:
            inner = ip.teredo[1]
        if inner is None and (ip in _NAT64 or int(ip) >> 32 == 0):  # the second is outdated
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)
