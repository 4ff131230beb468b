"""Why something that an editor wanted to add was not added: one class for each situation."""

from __future__ import annotations

from generator.errors import BriefingError


class Refused(BriefingError):
    """A source that does not become a seed; the others go on."""

    def __init__(self, source: str, why: str) -> None:
        super().__init__(f"{source}: {why}")
        self.source = source
        self.why = why


class NotReadable(Refused):
    """The source has no article in it, or not in a form that can be read."""


class SameAddress(Refused):
    """A seed has the article's address already."""

    def __init__(self, source: str, address: str, seed: str) -> None:
        super().__init__(source, f"is there already: {seed} has the address {address}")
        self.seed = seed


class SameContent(Refused):
    """A seed has the article's text already."""

    def __init__(self, source: str, seed: str) -> None:
        super().__init__(source, f"is there already: {seed} has the same text")
        self.seed = seed


class NameTaken(Refused):
    """A seed has the name that the editor asked for."""

    def __init__(self, source: str, seed: str) -> None:
        super().__init__(source, f"cannot take the name of {seed}; give another with --name")


class NotFetched(Refused):
    """An address could not or must not be fetched."""
