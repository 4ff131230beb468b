"""Recognise web addresses, whose they are, and which of them name the same page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_FORM = re.compile(r"https?://[^\s<>\"]{1,2000}")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|cmpid|ref|source|share|at_\w+|ns_\w+|ftag")


def web_address(text: object) -> str | None:
    """Strip a web address of the spaces around it; ``None`` for anything else.

    The result can be parsed: no bracket is left open, and the port is a valid one.
    """
    address = text.strip() if isinstance(text, str) else ""
    if not _FORM.fullmatch(address) or not address.isprintable():
        return None
    try:
        parts = urlsplit(address)
        whole = parts.hostname and parts.port != 0
    except ValueError:
        return None
    return address if whole else None


def host_of(address: str | None) -> str | None:
    """The host of an address, without "www."; ``None`` if it is not an address."""
    whole = web_address(address)
    return (urlsplit(whole).hostname or "").removeprefix("www.") if whole else None


def bare_address(address: str) -> str:
    """Strip an address of what does not change the page: scheme, "www.", tracking, fragment."""
    whole = web_address(address)
    if whole is None:
        return address.strip()
    parts = urlsplit(whole)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    query = [(key, value) for key, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(key)]
    path = re.sub(r"/(?:index\.html?)?$", "", parts.path)
    return f"{host}{port}{path}" + (f"?{urlencode(sorted(query))}" if query else "")
