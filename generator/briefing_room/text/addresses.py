"""Recognise web addresses, find their hosts, and compare which page they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

from briefing_room.text.lexicon import alternatives, word_list

ADDRESS_IN_TEXT = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)\S[^\s@]*+@\S+|@\w+")
"""A web address, a mail address or a name of a social network, with all that adjoins it."""
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}")
_TRACKING_KEY = re.compile(
    r"utm_\w+|fbclid|gclid|mc_[ce]id|cmpid|ref|source|share|at_\w+|ns_\w+|ftag"
)
_ADDRESS_MARK = re.compile(r"://|\bwww\.|@\w", re.IGNORECASE)
_DOMAIN = re.compile(
    rf"(?:[\w-]{{2,}}\.)++(?:(?:{alternatives(word_list('domain_endings'))})(?:[/?#:].*)?|[a-z]+/.*)",
    re.IGNORECASE,
)
_MARKS_AROUND = "<>()[]{}\"'“”‘’.,;:!?…*_"
_BEFORE_HOST = re.compile(r"(?:[a-z]+://|mailto:)?(?:www\.)?", re.IGNORECASE)


def addresses_in(text: str) -> Iterator[str]:
    """Yield the words of a text that are or contain an address, without the marks around them."""
    for token in text.split():
        word = re.sub(r"['’]s$", "", token.strip(_MARKS_AROUND))
        if _ADDRESS_MARK.search(word) or _DOMAIN.fullmatch(word):
            yield word


def missing_addresses(text: str, source: str) -> Iterator[str]:
    """Yield the addresses in a text that its source lacks; a host may stand for its pages."""
    known = {_without_scheme(word) for word in addresses_in(source)}
    for word in addresses_in(text):
        bare = _without_scheme(word)
        if not any(address == bare or address.startswith(f"{bare}/") for address in known):
            yield word


def _without_scheme(address: str) -> str:
    return _BEFORE_HOST.sub("", address, count=1).rstrip("/").casefold()


def web_address(text: object) -> str | None:
    """Strip the spaces around a web address; ``None`` if ``text`` is not a web address.

    ``urlsplit`` reads the result without an error.
    """
    address = text.strip() if isinstance(text, str) else ""
    if not _WEB_ADDRESS.fullmatch(address) or not address.isprintable():
        return None
    try:
        parts = urlsplit(address)
        is_valid = parts.hostname and parts.port != 0
    except ValueError:
        return None
    return address if is_valid else None


def host_of(address: str | None) -> str | None:
    """The host of an address, without "www."; ``None`` if it is not an address."""
    valid_address = web_address(address)
    return (urlsplit(valid_address).hostname or "").removeprefix("www.") if valid_address else None


def bare_address(address: str) -> str:
    """Strip the parts that lead to no other page: scheme, "www.", tracking, fragment."""
    valid_address = web_address(address)
    if valid_address is None:
        return address.strip()
    parts = urlsplit(valid_address)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    query = [
        (key, value) for key, value in parse_qsl(parts.query) if not _TRACKING_KEY.fullmatch(key)
    ]
    path = re.sub(r"/(?:index\.html?)?$", "", parts.path)
    return f"{host}{port}{path}" + (f"?{urlencode(sorted(query))}" if query else "")
