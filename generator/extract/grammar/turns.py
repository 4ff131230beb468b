"""Who speaks in a dialogue set out in lines: "KELLER: …", "Q: … A: …", "Reporter: … Ministry: …".

One label may be a heading ("Background: …"), so there is a dialogue only where labels follow each
other and one comes again, or one of them asks.  A paragraph without a label goes on with the
speaker before it, up to the last label of the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.model import Article

_ASKS = r"Q|Question|Reporter|Interviewer|Moderator|Host|Journalist|Anchor|Presenter"
_ASKS += r"|Correspondent|Operator"
_ANSWERS = r"A|Answer"
_NAME = r"(?:[A-Z][\w.'’-]*|of|the|for|and)"
_LABEL = re.compile(
    rf"[\"“]?(?P<label>(?P<asks>(?i:{_ASKS}))|(?P<answers>{_ANSWERS})"
    rf"|[A-Z][\w.'’-]*(?: {_NAME}){{0,6}}(?:(?:,? ?[–—-] ?|, )[A-Z][\w &.'’,-]{{2,50}})?"
    rf"(?: \([^)]{{2,40}}\))*(?=\s?:)"
    r"|(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep)\. |The |Chair(?:wo)?man |Senator )[A-Z][A-Z'’-]{2,}(?=\.\s))"
    r"\s?[:.](?=\s+[\"“'‘A-Z$€£\d]|$)\s*"
)

_HOUR = re.compile(r"\d{1,2}[:.]\d\d(?: ?(?:[ap]\.?m\.?|GMT|BST|CET|CEST|ET))?(?:\s*[-–—:])?\s+")
_CHAIRS = re.compile(r"(?:the )?(?:chair(?:man|woman)?|speaker|clerk|moderator)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks, as the line names them; ``asks`` is whoever puts the questions."""

    label: str
    asks: bool
    answers: bool


def turns(article: Article) -> dict[tuple[int, int], Turn]:
    """Return the turn in which each sentence (paragraph, number) of a dialogue stands."""
    labelled = _labelled(article)
    found: dict[tuple[int, int], Turn] = {}
    turn: Turn | None = None
    for passage in article.passages if _is_dialogue(labelled) else ():
        turn = labelled.get(passage.paragraph, turn)
        if turn is not None and passage.paragraph <= max(labelled):
            found[passage.paragraph, passage.sentence] = turn
    return found


def label_end(text: str) -> int:
    """Return where the words begin after the label of a line; 0 if it has none."""
    match = _LABEL.match(text)
    return match.end() if match else 0


def hour_end(text: str) -> int:
    """Return where an entry of a live blog begins behind its hour; 0 if it has none."""
    hour = _HOUR.match(text)
    return hour.end() if hour else 0


def _labelled(article: Article) -> dict[int, Turn]:
    """Return the turns by the paragraphs that they begin."""
    paragraphs: dict[int, str] = defaultdict(str)
    for passage in article.passages:
        paragraphs[passage.paragraph] += f" {passage.text}"
    found = {}
    said: dict[str, list[str]] = defaultdict(list)
    for number, text in paragraphs.items():
        if match := _LABEL.match(text.strip()):
            asks = match["asks"] or _CHAIRS.fullmatch(match["label"])
            found[number] = Turn(match["label"], bool(asks), bool(match["answers"]))
            said[match["label"]].append(text)
    turns_ = {
        number: replace(turn, asks=turn.asks or _questions(said[turn.label]))
        for number, turn in found.items()
    }
    return {n: turn for n, turn in turns_.items() if not _is_heading(n, turns_, said)}


def _is_heading(number: int, found: dict[int, Turn], said: dict[str, list[str]]) -> bool:
    """Tell "BACKGROUND:" from a speaker: one word, once, and no answer to a question."""
    turn = found[number]
    if turn.asks or turn.answers or len(said[turn.label]) > 1 or " " in turn.label:
        return False
    return not any(n in found and found[n].asks for n in (number - 1, number - 2))


def _questions(said: list[str]) -> bool:
    """Tell whether at least half of what is said under one label are questions."""
    return sum("?" in text for text in said) * 2 >= len(said)


def _is_dialogue(labelled: dict[int, Turn]) -> bool:
    near = any(after - before <= 2 for before, after in pairwise(sorted(labelled)))
    labels = [turn.label for turn in labelled.values()]
    asked = {turn.asks for turn in labelled.values()} == {True, False}
    return near and (asked or len(set(labels)) < len(labels))
