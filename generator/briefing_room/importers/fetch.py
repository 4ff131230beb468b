"""Fetch one page from the web, with limits on address, size, time and content type.

Only ``http`` and ``https`` are fetched, every redirect is checked like the first address, and
robots.txt is obeyed (RFC 9309).  No cookies are sent and nothing that the page refers to is loaded.
No proxy is used: it would resolve the name again, perhaps to an address that was not checked.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from email.message import Message
from http import HTTPStatus
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
_CHUNK_BYTES = 65_536
_MAX_VALIDATOR_CHARS = 200  # of an ETag or a date
_MAX_REASON_CHARS = 200  # of what a server or a connection gives as a reason
_VISIBLE_ASCII = "".join(map(chr, range(0x21, 0x7F)))
_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotFetched(UnusableSource):
    """An address could not or must not be fetched; ``status`` is the server's answer, or 0."""

    def __init__(self, source: str, message: str, status: int = 0) -> None:
        super().__init__(source, message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one fetch: bytes of the body, seconds in all, number of redirects."""

    max_bytes: int = 20_000_000
    seconds: float = 30.0
    redirects: int = 5


_ROBOTS_LIMITS = Limits(max_bytes=500_000, seconds=10.0)


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What was fetched: the address after redirects, the bytes, their type and character set."""

    url: str
    data: bytes
    content_type: str
    charset: str | None = None
    etag: str = ""  # ETag and Last-Modified, for a conditional request
    modified: str = ""


@dataclass(slots=True)
class Fetcher:
    """Fetches pages one at a time; remembers the robots.txt of each host."""

    allowed_hosts: frozenset[str] = frozenset()
    limits: Limits = Limits()
    _robots: dict[str, Protego | None] = field(default_factory=dict)  # None forbids everything

    def fetch(
        self, url: str, types: tuple[str, ...], conditions: Mapping[str, str] | None = None
    ) -> FetchedPage:
        """Fetch ``url``; raises :class:`NotFetched` with the reason.

        ``types`` are the allowed content types (none: all), ``conditions`` the headers of a
        conditional request.
        """
        return self._follow(url, types, self.limits, conditions, robots=True)

    def _follow(
        self,
        url: str,
        types: tuple[str, ...],
        limits: Limits,
        conditions: Mapping[str, str] | None = None,
        *,
        robots: bool,
    ) -> FetchedPage:
        """Fetch a page through its redirects, each checked like the first address."""
        address, deadline = url, time.monotonic() + limits.seconds
        for _ in range(limits.redirects + 1):
            target = resolve_target(address, self.allowed_hosts)
            if robots:
                self._require_permission(target)
            answer = _request_page(target, types, limits, conditions, deadline)
            if isinstance(answer, FetchedPage):
                return answer
            try:
                address = urljoin(address, answer)
            except ValueError as error:
                message = f"redirects to a broken address ({answer}); find the page in the browser"
                raise NotFetched(address, message) from error
        message = f"redirects more than {limits.redirects} times; save the page in the browser"
        raise NotFetched(url, message)

    def _require_permission(self, target: RequestTarget) -> None:
        """Raises :class:`NotFetched` if robots.txt forbids the page."""
        root = f"{target.scheme}://{target.host_header}"
        if root not in self._robots:
            self._robots[root] = self._read_robots(root)
        rules = self._robots[root]
        if rules is None or not rules.can_fetch(target.url, PRODUCT):
            message = "its robots.txt asks programs not to; save the page yourself"
            raise NotFetched(target.url, message)

    def _read_robots(self, root: str) -> Protego | None:
        """The rules of robots.txt; a missing file allows everything, a server error nothing."""
        seconds = min(_ROBOTS_LIMITS.seconds, self.limits.seconds)
        limits = replace(_ROBOTS_LIMITS, seconds=seconds)
        try:
            data = self._follow(f"{root}/robots.txt", (), limits, robots=False).data
        except NotFetched as error:
            if not error.status:  # the server cannot be reached at all
                raise
            is_missing = HTTPStatus.BAD_REQUEST <= error.status < HTTPStatus.INTERNAL_SERVER_ERROR
            return Protego.parse("") if is_missing else None
        return Protego.parse(data.decode("utf-8", "replace"))


def _request_page(
    target: RequestTarget,
    types: tuple[str, ...],
    limits: Limits,
    conditions: Mapping[str, str] | None,
    deadline: float,
) -> FetchedPage | str:
    """Send one request; returns the page, or the address that it redirects to.

    ``deadline`` is in the seconds of ``time.monotonic``, the same for all redirects of a page.  The
    request runs in a thread that is abandoned when the time is over: a timeout on each read would
    let a server that sends one byte at a time go on for ever.
    """
    answers: list[FetchedPage | str | NotFetched] = []
    request = threading.Thread(
        target=lambda: answers.append(_send_request(target, types, limits, conditions or {})),
        daemon=True,
    )
    request.start()
    request.join(max(0.0, deadline - time.monotonic()))
    message = f"took longer than {limits.seconds:g} seconds; try again later"
    answer = answers[0] if answers else NotFetched(target.url, message)
    if isinstance(answer, NotFetched):
        raise answer
    return answer


def _send_request(
    target: RequestTarget, types: tuple[str, ...], limits: Limits, conditions: Mapping[str, str]
) -> FetchedPage | str | NotFetched:
    """Connect to the checked IP address and ask for the page under the name of its host."""
    seconds = 2 * limits.seconds  # _request_page gives up earlier, with a reason
    pool = HTTPConnectionPool(target.ip, target.port, timeout=seconds)
    if target.scheme == "https":
        names: dict[str, Any] = {"server_hostname": target.host, "assert_hostname": target.host}
        pool = HTTPSConnectionPool(target.ip, target.port, timeout=seconds, **names)
    headers = {"Host": target.host_header, **_HEADERS, **conditions}
    options: dict[str, Any] = {"redirect": False, "retries": False, "preload_content": False}
    try:
        with pool:
            response = pool.urlopen("GET", target.path, headers=headers, **options)
            return _read_response(target, response, types, limits)
    except NotFetched as error:
        return error
    except (HTTPError, OSError, ValueError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        if "IncompleteRead" in reason:
            reason = "it broke off before the end"
        reason = reason[:_MAX_REASON_CHARS]
        return NotFetched(target.url, f"the connection failed ({reason}); try again later")


def _read_response(
    target: RequestTarget, response: BaseHTTPResponse, types: tuple[str, ...], limits: Limits
) -> FetchedPage | str:
    """The page, or the address that the response redirects to; raises :class:`NotFetched`."""
    headers = response.headers
    if redirect := response.get_redirect_location():
        return redirect.strip()
    if response.status != HTTPStatus.OK:
        raise _status_error(target, response)
    header = Message()  # parses the type and its character set
    header["Content-Type"] = headers.get("Content-Type", "")
    content_type = header.get_content_type() if headers.get("Content-Type") else ""
    if types and content_type not in types:
        stated_type = content_type or "of no stated type"
        message = f"is {stated_type}, not a page or text; save it and add the file"
        raise NotFetched(target.url, message)
    data = _read_body(target, response, limits.max_bytes)
    validators = (
        headers.get(name, "")[:_MAX_VALIDATOR_CHARS] for name in ("ETag", "Last-Modified")
    )
    return FetchedPage(target.url, data, content_type, header.get_content_charset(), *validators)


def _status_error(target: RequestTarget, response: BaseHTTPResponse) -> NotFetched:
    """The error for a status other than 200, with the server's advice on when to try again."""
    retry = response.headers.get("Retry-After", "").strip()[:_MAX_REASON_CHARS]
    wait = f"in {retry} seconds" if retry.isdigit() else f"after {retry}"
    hint = f"try again {wait}" if retry else "look at it in the browser"
    reason = f"{response.status} {(response.reason or '')[:_MAX_REASON_CHARS]}".strip()
    return NotFetched(target.url, f"the server answers {reason}; {hint}", response.status)


def _read_body(target: RequestTarget, response: BaseHTTPResponse, max_bytes: int) -> bytes:
    """The body, read in chunks; a compressed one is refused, since none was asked for."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding != "identity":
        message = f"is compressed as {encoding}, which is not read; save the page and add the file"
        raise NotFetched(target.url, message)
    body = bytearray()
    for chunk in response.stream(_CHUNK_BYTES):
        body += chunk
        if len(body) > max_bytes:
            message = f"is larger than {max_bytes / 1_000_000:g} MB; save its text and add the file"
            raise NotFetched(target.url, message)
    return bytes(body)


# --- Which machine an address leads to -----------------------------------------------------------
# By a redirect, an unusual notation or a name that resolves to a private address, a page could make
# the editor's machine read its own network (OWASP: server-side request forgery).  So the program
# connects to the IP address that it checked, and does not resolve the name again.


@dataclass(frozen=True, slots=True)
class RequestTarget:
    """A checked address: where to connect and what to ask for."""

    url: str
    scheme: str
    host: str  # as it goes into the request and the certificate
    port: int
    ip: str
    path: str  # with the query

    @property
    def host_header(self) -> str:
        """The host as the request names it."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _PORTS[self.scheme] else f"{name}:{self.port}"


def resolve_target(url: str, allowed: frozenset[str] = frozenset()) -> RequestTarget:
    """Resolve ``url``; raises :class:`NotFetched` unless it is a public web address.

    Hosts in ``allowed`` may be private (``--allow-host``).
    """
    scheme, host, port, path = _split_address(url)
    addresses = _ip_addresses(url, host, port)
    if host not in allowed:
        for ip in addresses:
            if not is_public(ip):
                message = f"{host} is {ip}, not a public address; --allow-host {host} allows it"
                raise NotFetched(url, message)
    return RequestTarget(url, scheme, host, port, str(addresses[0]), path)


def _split_address(url: str) -> tuple[str, str, int, str]:
    """Scheme, host, port and path of an address; raises :class:`NotFetched` if it is not usable."""
    hint = "copy it from the browser's address line"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise NotFetched(url, f"is not an address ({error}); {hint}") from error
    if parts.scheme not in _PORTS:
        raise NotFetched(url, "only http:// and https:// are fetched; save the page and add that")
    if not host or any(char <= " " or char == "\x7f" for char in url):
        raise NotFetched(url, f"is not an address; {hint}")
    if parts.username or parts.password:
        raise NotFetched(url, "has a user name or password in it; give the address without")
    try:
        host = host.lower() if host.isascii() else host.lower().encode("idna").decode("ascii")
    except UnicodeError as error:
        raise NotFetched(url, f"{host} is not a host name; {hint}") from error
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    quoted_path = quote(path, safe=_VISIBLE_ASCII, errors="replace")
    return parts.scheme, host, port or _PORTS[parts.scheme], quoted_path


def _ip_addresses(url: str, host: str, port: int) -> tuple[IPAddress, ...]:
    """The IP addresses of a host; raises :class:`NotFetched` if it has none."""
    try:
        entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        message = f"there is no host {host} (or no network); check the address"
        raise NotFetched(url, message) from error
    texts = dict.fromkeys(str(entry[4][0]).split("%")[0] for entry in entries)
    return tuple(ipaddress.ip_address(text) for text in texts)


def is_public(ip: IPAddress) -> bool:
    """Whether an address is on the public internet; an IPv4 address inside IPv6 is unwrapped."""
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip.teredo:
            inner = ip.teredo[1]
        is_ipv4_compatible = int(ip) >> 32 == 0  # an obsolete form
        if inner is None and (ip in _NAT64 or is_ipv4_compatible):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)
