"""Put torn sentences together: letter case and the stop at the seam change, no word does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.ingest.cut import Kept
from generator.ingest.fragments import torn
from generator.ingest.openings import points_back
from generator.ingest.seams import Neighbours, direction
from generator.ingest.torn import Torn
from generator.model import Passage, Sentence
from generator.text import lexicon as w
from generator.text.grammar import count

_END = re.compile(r"""[.,;:…]*\s*$""")
_DROP_CAP = re.compile(r"[B-HJ-Z]")  # the large first letter of a page: no word
_LONGEST_LIST = 70  # words
_LONGEST = 120  # words; nobody would read a sentence that is joined to more
_LEFT_OPEN = w.DETERMINERS | w.PREPOSITIONS | w.CONJUNCTIONS | {"which", "that"}
_OPENERS = w.listed("common_openers")
_FUNCTION_WORDS = (
    w.DETERMINERS | w.PREPOSITIONS | w.PRONOUNS | w.SUBORDINATORS | w.CONJUNCTIONS
) - {"i"}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence of the seed as it stands, and what it lacks."""

    passage: Passage
    text: str
    listed: bool
    torn: Torn


def join(kept: Sequence[Kept]) -> tuple[Sentence, ...]:
    """Return whole sentences in order; what cannot be joined is marked and kept.

    A piece joins its neighbour in the same paragraph; only a line that breaks off without a stop
    goes on in the next one.
    """
    found = [_Piece(item.passage, item.text, item.list_item, _torn(item)) for item in kept]
    common = _lower_case_words(found)
    sentences: list[Sentence] = []
    waiting: Sentence | None = None  # a piece that leads into the next sentence
    for index, piece in enumerate(found):
        current = Sentence(piece.text, (piece.passage,))
        following = found[index + 1] if index + 1 < len(found) else None
        near = _neighbours(piece, sentences, following, waited=waiting is not None)
        kind = direction(piece.text, piece.torn, near)
        if waiting is not None:
            current = _joined(waiting, current, ", ", common)
            waiting = None
        if kind is Torn.AFTER:
            waiting = current
        elif sentences and _lists(sentences[-1], piece):
            sentences[-1] = _listed(sentences[-1], current)
        elif sentences and _goes_on(sentences[-1], piece):
            seam = "" if _DROP_CAP.fullmatch(sentences[-1].text) else " "
            sentences[-1] = _joined(sentences[-1], current, seam, common, keep_stop=True)
        elif kind in {Torn.BEFORE, Torn.BEFORE_DIRECTLY}:
            seam = ", " if kind is Torn.BEFORE else " "
            sentences[-1] = _joined(sentences[-1], current, seam, common)
        else:
            lost = kind is Torn.LOOSE or _is_bare_item(piece)
            sentences.append(replace(current, opens="fragment") if lost else current)
    return tuple(_marked(sentence) for sentence in sentences)


def _neighbours(
    piece: _Piece,
    before: list[Sentence],
    after: _Piece | None,
    *,
    waited: bool,
) -> Neighbours:
    paragraph = piece.passage.paragraph
    last = before[-1] if before and not waited else None
    takes_before = (
        last is not None
        and last.opens is None
        and last.passages[-1].paragraph == paragraph
        and re.search(r"[.…]$", last.text)
        and len(last.text.split()) <= _LONGEST
    )
    takes_after = after and after.passage.paragraph == paragraph and after.torn is Torn.NOT
    return Neighbours(
        last.text if last and takes_before else None,
        after.text if after and takes_after else None,
    )


def _goes_on(before: Sentence, piece: _Piece) -> bool:
    """Return whether a line broke off and ``piece`` begins in the middle of its sentence."""
    next_line = piece.passage.paragraph != before.passages[-1].paragraph
    if len(before.passages) > 20:
        return False
    open_end = not re.search(r"""[.!?…:]["')\]]*$""", before.text)
    last = before.text.split()[-1].lower()
    left_open = last in _LEFT_OPEN or last.endswith(("'s", "s'", ","))
    goes_on = piece.text[:1].islower() or left_open
    return next_line and open_end and goes_on and not piece.listed


def _torn(item: Kept) -> Torn:
    return Torn.NOT if item.list_item else torn(item.text)


def _lists(before: Sentence, piece: _Piece) -> bool:
    """Return whether ``piece`` is an item of the list that ``before`` leads into."""
    begun = before.joined or before.text.endswith(":")
    leads = ":" in before.text and not re.search(r"[.!?]$", before.text)
    short = len((before.text + piece.text).split()) <= _LONGEST_LIST
    return piece.listed and begun and leads and short and piece.text[:1].islower()


def _listed(before: Sentence, item: Sentence) -> Sentence:
    """Add an item to its list: "They are:", "a plant", "a mine." is one sentence."""
    seam = " " if before.text.endswith((":", ";", ",", " and", " or")) else "; "
    return Sentence(before.text + seam + item.text, before.passages + item.passages)


def _joined(
    first: Sentence,
    second: Sentence,
    seam: str,
    common: frozenset[str],
    *,
    keep_stop: bool = False,
) -> Sentence:
    head = first.text if keep_stop else _END.sub("", first.text)
    return Sentence(head + seam + _lowered(second.text, common), first.passages + second.passages)


def _lowered(text: str, common: frozenset[str]) -> str:
    """Return ``text`` with a small first letter unless the first word may be a name."""
    word = re.match(r"[A-Z][\w'-]*", text)
    small = word[0].lower() if word else ""
    if small in common | _FUNCTION_WORDS | _OPENERS:
        return text[0].lower() + text[1:]
    return text


def _lower_case_words(found: Sequence[_Piece]) -> frozenset[str]:
    """Return the words that cannot be names: the article writes them small, or they are verbs."""
    small = {word for piece in found for word in re.findall(r"\b[a-z][\w'-]*", piece.text)}
    return frozenset(small) | w.GERUNDS | w.BASES | w.PARTICIPLES | w.THIRDS | w.ADVERBS


def _is_bare_item(piece: _Piece) -> bool:
    """Return whether a piece has no beginning or no end: words that need the line beside them."""
    last = re.findall(r"[\w'-]+", piece.text)[-1:] or [""]
    broken_off = not re.search(r"""[.!?…]["')\]]*$""", piece.text) and last[0].lower() in _LEFT_OPEN
    leads = piece.text.endswith(":")
    verbs = count(piece.text)
    if piece.listed and verbs.certain + verbs.possible == 0:
        return True
    return (
        broken_off
        or leads
        or piece.text[:1].islower()
        or (piece.listed and len(piece.text.split()) < 4)
    )


def _marked(sentence: Sentence) -> Sentence:
    if sentence.opens is None and points_back(sentence.text):
        return replace(sentence, opens="pronoun")
    return sentence
