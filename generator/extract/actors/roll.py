"""A list of those named in an article that also tells each of them once, the latest first."""

from __future__ import annotations

from collections.abc import Iterator

from generator.extract.actors.named import Named


class Roll(list[Named]):
    """Everybody named or heard, in the order of the text and as often as the text names them.

    Whoever looks for the last of some kind asks :meth:`latest`: a text names the same few again
    and again, so that a look back over every mention would take longer with each paragraph.
    """

    def __init__(self) -> None:
        """Begin with nobody."""
        super().__init__()
        self._once: dict[Named, None] = {}

    def append(self, named: Named) -> None:
        """Add somebody at the end."""
        super().append(named)
        self._once.pop(named, None)
        self._once[named] = None

    def latest(self) -> Iterator[Named]:
        """Yield each of them once, whoever was named last coming first."""
        return reversed(self._once)
