"""Where goods go: a place that a text names without its being the place of the figure."""

from __future__ import annotations

import re

from generator.extract.amounts.gazetteer import Gazetteer, Place

# "Exports to the EU" are of whoever exports.
_SENT = re.compile(
    r"\b(?:exports?|exported|exporting|shipments?|shipped|shipping|sales|sold|deliveries|delivered"
    r"|supplies|mov(?:ed|ing)|flow(?:ed|ing)|sent|sending|trucked|trucking|went|going|available)\b(?:[^,;]|(?<=\d),(?=\d))*?\sto\s(?:the\s)?$",
    re.IGNORECASE,
)


def without_destinations(text: str, named: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the places of some words without those that goods are sent to."""
    return tuple(
        each
        for each in named
        if not _SENT.search(text[: each.start])
        and not (_FOR.search(text[: each.start]) and _TAKERS.match(text, each.end))
    )


# "Reserved for Japanese customers"
_FOR = re.compile(r"\bfor\s(?:the\s|its\s|their\s)?$")
_TAKERS = re.compile(r"\s(?:[a-z-]+\s)?(?:customers?|buyers?|clients?|users?|[a-z]*makers?)\b")


def is_sent_on(what: str, known: Gazetteer) -> bool:
    """Return whether what is counted goes to a place that is told: "exports to the EU"."""
    return any(_SENT.search(what[: each.start]) for each in known.places(what))
