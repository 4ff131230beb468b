"""Find the machine behind an address and refuse those that are nobody's public web server.

A page could otherwise make the editor's machine read its own network: by a name that resolves to
a private address, by a redirect, by a number written in another way (OWASP: server-side request
forgery).  Who connects has to use the very address that was checked, not the name again.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.errors import Refused

_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotFetched(Refused):
    """An address could not or must not be fetched; ``status`` is the server's answer, or 0."""

    def __init__(self, source: str, why: str, status: int = 0) -> None:
        super().__init__(source, why)
        self.status = status


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
        """Return the host as the request names it."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _PORTS[self.scheme] else f"{name}:{self.port}"


def locate(url: str, allowed: frozenset[str] = frozenset()) -> Place:
    """Return where ``url`` is; raises :class:`NotFetched` unless it is a public web address.

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
    target = _ascii(parts.path or "/") + (f"?{_ascii(parts.query)}" if parts.query else "")
    return parts.scheme, host, port or _PORTS[parts.scheme], target


def _ascii(text: str) -> str:
    raw = ((c, c.encode("utf-8", "replace")) for c in text)
    return "".join(c if c.isascii() else "".join(f"%{b:02X}" for b in data) for c, data in raw)


def _resolved(url: str, host: str, port: int) -> tuple[IPAddress, ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        why = f"there is no host {host} (or no network); check the address"
        raise NotFetched(url, why) from error
    texts = dict.fromkeys(str(entry[4][0]).split("%")[0] for entry in found)
    return tuple(ipaddress.ip_address(text) for text in texts)


def is_public(ip: IPAddress) -> bool:
    """Return whether an address is one of the public internet, also inside an IPv6 wrapping."""
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
