"""Ask a server's robots.txt whether a page may be fetched by a program (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from generator.intake.refusals import NotFetched


@dataclass(frozen=True, slots=True)
class Rules:
    """What a robots.txt says; ``None`` where a single answer holds for all pages."""

    parsed: Protego | None
    otherwise: bool

    def allow(self, url: str, product: str) -> bool:
        """Return whether ``product`` may fetch ``url``."""
        return self.otherwise if self.parsed is None else self.parsed.can_fetch(url, product)

    def delay(self, product: str) -> float:
        """Return how many seconds ``product`` is asked to leave between two pages."""
        return float((self.parsed and self.parsed.crawl_delay(product)) or 0)


def rules(root: str, fetch: Callable[[str], bytes]) -> Rules:
    """Return the rules of the server at ``root``.

    As the standard says: no such file (4xx) allows everything, a server that fails (5xx) nothing.
    Raises :class:`NotFetched` where the server cannot be reached at all.
    """
    try:
        text = fetch(f"{root}/robots.txt").decode("utf-8", "replace")
    except NotFetched as error:
        code = getattr(error, "code", None)
        if code is None:
            raise
        return Rules(None, otherwise=400 <= code < 500)
    return Rules(Protego.parse(text), otherwise=True)
