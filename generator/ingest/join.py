"""Put torn sentences together: letter case and the stop at the seam change, no word does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.ingest import words as w
from generator.ingest.fragments import Torn, torn
from generator.ingest.openings import points_back
from generator.model import Passage, Sentence

_END = re.compile(r"""[.,;:…]*\s*$""")
_TURNS = re.compile(r"(?:But|And|However|Yet|Meanwhile|This|That|Also|In addition|Still|So|It)\b")
# "Could drive up prices. Intensify rivalries": what the second verb needs from the first.
_HELPER = re.compile(
    r"\b(?:to [a-z]+|will|would|can|could|may|might|must|shall|should|cannot|won't|did|does|do|not)\b",
)
# "Although it has not said how": the one it speaks of stands before it.
_PRONOUN_CLAUSE = re.compile(
    r"(?:While|When|If|Although|Though|Since|After|Before|Once|Even (?:if|though)) (?:it|they|he|she)\b",
)
_COMMON_NOUN = re.compile(
    r"[a-z]+(?:ors|ers|ists|ysts|ments|tions?|ings|ials|ies|ants|ents|nesses|ities|tics|tages?|ages)|"
    r"(?:rare|critical|global|domestic|foreign|local|demand|industry|shares|stocks|imports|heavy|light"
    r"|most|new|old|high|low|small|large|western|many|officials|people|countries|states|workers|firms"
    r"|mines|plants|talks|tensions|tariffs|sanctions|metals|minerals|elements|magnets|nations|banks"
    r"|beijing-based|further|similar|several|annual|total|private|public|recent|strict|tight|early)",
)
_LEFT_OPEN = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "or",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "as",
        "that",
        "which",
        "its",
        "their",
    ]
)
_FUNCTION_WORDS = (
    w.DETERMINERS | w.PREPOSITIONS | w.PRONOUNS | w.SUBORDINATORS | w.CONJUNCTIONS
) - {"i"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of the seed as it stands, with its plain wording and what it lacks."""

    passage: Passage
    text: str
    torn: Torn = Torn.NOT
    listed: bool = False


def pieces(found: Sequence[tuple[Passage, str, bool]]) -> list[Piece]:
    """Return the pieces with what each lacks."""
    return [
        Piece(passage, text, Torn.NOT if listed else torn(text), listed)
        for passage, text, listed in found
    ]


def join(found: Sequence[Piece]) -> tuple[Sentence, ...]:
    """Return whole sentences in order; what cannot be joined is marked and kept.

    A piece joins its neighbour in the same paragraph; only a line that breaks off without a stop
    goes on in the next one.
    """
    common = _lower_case_words(found)
    sentences: list[Sentence] = []
    waiting: Sentence | None = None  # a piece that leads into the next sentence
    for index, piece in enumerate(found):
        current = Sentence(piece.text, (piece.passage,))
        following = found[index + 1] if index + 1 < len(found) else None
        kind = _direction(piece, sentences, following, waiting is not None)
        if waiting is not None:
            current = _joined(waiting, current, ", ", common)
            waiting = None
        if kind is Torn.AFTER:
            waiting = current
        elif sentences and _goes_on(sentences[-1], piece):
            sentences[-1] = _joined(sentences[-1], current, " ", common, keep_stop=True)
        elif kind in {Torn.BEFORE, Torn.BEFORE_DIRECTLY}:
            seam = ", " if kind is Torn.BEFORE else " "
            sentences[-1] = _joined(sentences[-1], current, seam, common)
        else:
            lost = kind is Torn.LOOSE or _is_bare_item(piece)
            sentences.append(replace(current, opens="fragment") if lost else current)
    return tuple(_marked(sentence) for sentence in sentences)


def _direction(
    piece: Piece,
    before: list[Sentence],
    after: Piece | None,
    waited: bool,
) -> Torn:
    """Decide where a torn piece goes, given the neighbours it has in its paragraph."""
    kind, paragraph = piece.torn, piece.passage.paragraph
    has_before = bool(
        not waited
        and before
        and before[-1].opens is None
        and before[-1].passages[-1].paragraph == paragraph
        and re.search(r"[.…]$", before[-1].text),
    )
    has_after = (
        after is not None and after.passage.paragraph == paragraph and after.torn is Torn.NOT
    )
    if kind is Torn.AFTER:
        names_nobody = has_before and _PRONOUN_CLAUSE.match(piece.text)
        if has_after and after and not names_nobody and not _TURNS.match(after.text):
            return Torn.AFTER
        return Torn.BEFORE if has_before else Torn.LOOSE
    if kind is Torn.SHARES_VERB:
        helped = has_before and _HELPER.search(before[-1].text)
        return Torn.BEFORE if helped else Torn.LOOSE
    if kind in {Torn.BEFORE, Torn.BEFORE_DIRECTLY} and not has_before:
        leads = piece.text.split()[0].lower() in w.GERUNDS | w.PARTICIPLES | {
            "because",
            "unless",
            "until",
        }
        return Torn.AFTER if leads and has_after else Torn.LOOSE
    return kind


def _goes_on(before: Sentence, piece: Piece) -> bool:
    """Return whether a line broke off and ``piece`` begins in the middle of its sentence."""
    next_line = piece.passage.paragraph != before.passages[-1].paragraph
    open_end = not re.search(r"""[.!?…:]["')\]]*$""", before.text)
    return next_line and open_end and not piece.listed and piece.text[:1].islower()


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
    if small in common | _FUNCTION_WORDS or _COMMON_NOUN.fullmatch(small):
        return text[0].lower() + text[1:]
    return text


def _lower_case_words(found: Sequence[Piece]) -> frozenset[str]:
    """Return the words that cannot be names: the article writes them small, or they are verbs."""
    small = {word for piece in found for word in re.findall(r"\b[a-z][\w'-]*", piece.text)}
    return frozenset(small) | w.GERUNDS | w.BASES | w.PARTICIPLES | w.THIRDS | w.ADVERBS


def _is_bare_item(piece: Piece) -> bool:
    """Return whether a list item or last line has no end: only words that need the line before."""
    last = re.findall(r"[\w'-]+", piece.text)[-1:] or [""]
    broken_off = not re.search(r"""[.!?…]["')\]]*$""", piece.text) and last[0].lower() in _LEFT_OPEN
    return broken_off or piece.text[:1].islower() or (piece.listed and len(piece.text.split()) < 4)


def _marked(sentence: Sentence) -> Sentence:
    if sentence.opens is None and points_back(sentence.text):
        return replace(sentence, opens="pronoun")
    return sentence
