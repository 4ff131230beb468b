"""Who speaks in the turns of a dialogue: its labels found among those the text has named."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.extract.actors.memory import Memory
from generator.extract.actors.named import Named, keys
from generator.extract.grammar.turns import Turn
from generator.model import Speaker, SpeaksAs

_STATEMENT = re.compile(
    r"\b(?:statement|remarks|answers?|briefing|press conference|interview|spokes\w+)\b",
    re.IGNORECASE,
)


def speaking(turn: Turn, memory: Memory) -> Named | None:
    """Return who speaks in a turn, and remember them; ``None`` for whoever asks."""
    guest = _interviewed(memory) if turn.asks or turn.answers else None
    if turn.asks:
        return None
    if _reports(turn.label, memory.article.text):
        return None
    named = guest if turn.answers else _labelled(turn.label, memory)
    if named is not None:
        memory.hear(named)
    return named


def _reports(label: str, text: str) -> bool:
    """Tell a correspondent, whose report is the broadcaster's own: "Our reporter Ann Price"."""
    name = re.escape(label.split(",", maxsplit=1)[0].rsplit(maxsplit=1)[-1])
    trade = r"(?:correspondent|reporter|presenter|anchor|newsreader|editor)"
    forms = (
        rf"\b{trade},? (?:[A-Z][\w.'’-]* )*{name}\b|\b{name},? (?:reports|reporting|our {trade})\b"
    )
    return re.search(forms, text, re.IGNORECASE) is not None


def _interviewed(memory: Memory) -> Named | None:
    """Return who answers in an interview: the person named last before its first question.

    In "Statement by the spokesperson of the ministry" it is the body that the title names.
    """
    if not memory.asked:
        memory.asked = True
        article = memory.article
        head = article.title or article.text.strip().split("\n", maxsplit=1)[0]
        if _STATEMENT.search(head):
            memory.read(head)
        people = [named for named in memory.named if named.person]
        memory.guest = next(reversed(people or memory.named), None)
    return memory.guest


def _labelled(label: str, memory: Memory) -> Named:
    """Return whom the label of a line means: "KELLER", "CF", "Ministry"."""
    inside = re.search(r"\(((?:[A-Z][\w.'’-]+ ?){2,4})\)$", label)
    label = re.sub(r",? ?[–—] ?|,? - ", ", ", label)  # "Sarah Leung – Chief Financial Officer"
    name = " ".join(w.capitalize() if w.isupper() and len(w) > 4 else w for w in label.split())
    found = memory.known(name) or _by_initials(name, memory) or memory.definite(name.lower())
    found = found or memory.resolve(name)
    if found is not None and inside:  # "The Minister for Trade (Lucy Penhale)"
        return replace(found, keys=keys(name, inside[1]), person=True)
    unknown = found is None or not (found.person or found.speaker.entity)
    if found is None or (unknown and found.speaker.kind is SpeaksAs.COMPANY):
        return Named(Speaker(name, SpeaksAs.EXPERT), name.lower(), keys(name, name), person=True)
    return found


def _by_initials(label: str, memory: Memory) -> Named | None:
    """Find Claudia Ferrand under "CF"."""
    if not re.fullmatch(r"[A-Z]{2,3}", label):
        return None
    people = (named for named in reversed(memory.named) if named.person)
    return next((each for each in people if each.initials.endswith(label)), None)
