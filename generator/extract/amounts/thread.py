"""What goes on from sentence to sentence: "China's exports rose … Exports totalled 5,551 tonnes".

A measure named again without an owner is the one told of last, so the place and the elements of
that hold for it too, unless its own sentence names others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from generator.extract.amounts import bases
from generator.extract.amounts.gazetteer import Place
from generator.extract.amounts.neighbours import without_way
from generator.model import Figure

_MEASURES = {
    "exports": r"exports?|shipments?|volumes?",
    "imports": r"imports?",
    "output": r"output|production",
    "quota": r"quotas?",
    "reserves": r"reserves",
    "capacity": r"capacity",
    "demand": r"demand|consumption",
    "stocks": r"stocks?|stockpiles?|inventor(?:y|ies)",
}
_MEASURE = {name: re.compile(rf"\b(?:{form})\b", re.IGNORECASE) for name, form in _MEASURES.items()}
_NEAR = 3  # sentences
_BARE = re.compile(
    r"(?:the\s|its\s|their\s)?(?:(?:total|overall|combined|annual|monthly|daily|quarterly|export|output"
    r"|mining|smelting|separation|refined)\s(?:and\s)?)*\w+",
    re.IGNORECASE,
)
# A second owner: "Lynas's output", "output from Kuantan".
_NAME = re.compile(
    r"(?<=\s)[A-Z]|^(?!Total|Overall|Combined|Annual|Monthly|The|Its)[A-Z]\w+['’]?s?\s"
)


@dataclass(slots=True)
class Thread:
    """The measures that an article has told of, each with its last figure and sentence."""

    told: dict[str, tuple[int, Figure]] = field(default_factory=dict)
    sentence: int = 0

    def follow(self, figures: Sequence[Figure], text: str, named: Sequence[Place]) -> list[Figure]:
        """Return the figures of the next sentence with what the thread tells of them."""
        self.sentence += 1
        found = [self._completed(each, text, named) for each in figures]
        for figure in found:
            if (measure := _measure(figure)) and (figure.place or figure.group):
                self.told[measure] = self.sentence, figure
        return found

    def _completed(self, figure: Figure, text: str, named: Sequence[Place]) -> Figure:
        at, last = self.told.get(_measure(figure) or "", (0, None))
        if last is None or self.sentence - at > _NEAR or at == self.sentence:
            return figure
        thing = without_way(figure.what or "")
        if named or _NAME.search(thing) or "…" in thing:
            return figure
        plain = figure.group is None and bases.group(text) is None and _BARE.fullmatch(thing)
        return replace(
            figure,
            place=figure.place or last.place,
            group=last.group if plain else figure.group,
            stage=figure.stage or last.stage,
        )


def _measure(figure: Figure) -> str | None:
    """Return the measure that a figure is of; ``None`` where that is none, or one of several."""
    thing = without_way(figure.what or "")
    found = [name for name, form in _MEASURE.items() if form.search(thing)]
    return found[0] if len(found) == 1 else None
