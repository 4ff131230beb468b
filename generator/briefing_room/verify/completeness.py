"""What belongs to what is told is told with it, and nothing is told that no passage has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing_room.verify.comparison import Comparison, equal, flag
from briefing_room.verify.likeness import CONTRARY, SIDE, SYNONYM, like, words_of
from briefing_room.verify.modality import Modality
from briefing_room.verify.reasons import Reason
from briefing_room.verify.tagging import Word, Words
from briefing_room.verify.voices import ROLES

CONDITION, CONTRAST, UNTOLD, NOT_SUPPORTED = "condition", "contrast", "untold", "not-supported"
_CONDITIONS, _CONTRASTS = words_of("conditions"), words_of("contrasts")
_MARKS = _CONDITIONS | _CONTRASTS | {"before", "after", "where", "provided"}
_LIGHT = words_of("light")
_TELLING = frozenset({"say", "tell", "add", "report"})
_NEW = 0.75  # of the words of meaning, more of which no passage may lack
_ROW = 4  # new words in a row
_FEW_WORDS = 3
_PART = 8  # words of meaning that a condition has at most


def completeness(pair: Comparison) -> Iterator[Reason]:
    """Yield the conditions and replies that are left out, passages of which nothing is told."""
    for at, unit in enumerate(pair.passage_sentences):
        used = {
            m.word.index for w in pair.statement_words for m in pair.support(w) if m.sentence == at
        }
        if used:
            yield from _left_out(pair, unit, used)
    yield from _untold(pair)
    yield from _new(pair)


def _left_out(pair: Comparison, unit: Words, used: set[int]) -> Iterator[Reason]:
    for word in unit:
        condition = _is_condition(unit, word)
        contrast = word.lower in _CONTRASTS and word.index > 1
        if not (condition or contrast):
            continue
        part = _part(unit, word, condition=condition)
        own = [w for w in part if not w.capital and w.lemma not in ROLES and w.verb not in _TELLING]
        if not own or 3 * sum(_is_told(pair, w) for w in own) > len(own):
            continue
        marks = _MARKS if condition else _CONTRASTS
        if any(w.lower in marks for w in pair.statement_words):
            continue
        outside = [at for at in used if at not in {w.index for w in part}]
        if outside:
            shown = " ".join((word.text, *(w.text for w in unit[word.index + 1 : word.index + 6])))
            code, what = (CONDITION, "condition") if condition else (CONTRAST, "other side")
            yield flag(code, f"the {what} is left out: “{shown} …”", word)
            return


def _is_condition(unit: Words, word: Word) -> bool:
    after = unit[word.index + 1] if word.index + 1 < len(unit) else None
    if after is None or word.lower not in _OPENING:
        return False
    lead = unit[max(0, word.index - 14) : word.index]
    gerund = after.lower.endswith("ing")
    tests = {
        "when": not gerund and any(w.verb and w.modality < Modality.FACT for w in lead),
        "because": any(w.verb and w.denied for w in lead),
        "only": after.lower in {"after", "when", "because", "if", "once", "in", "be"},
        "those": after.lower == "who" or gerund,
        "subject": after.lower == "to",
        "until": not after.is_value,
    }
    also = {"once": "when", "due": "because"}
    plain = after.lower not in {"possible", "necessary", "needed"}
    return tests.get(also.get(word.lower, word.lower), plain)


_OPENING = _CONDITIONS | {"because", "due", "those"}


def _part(unit: Words, word: Word, *, condition: bool) -> list[Word]:
    """Return the words of meaning of the clause that a word opens."""
    found: list[Word] = []
    for other in unit[word.index + 1 : word.index + 18]:
        ends = other.text in ".;–—" or (other.text == "," and condition and len(found) > 1)
        if (other.kind == "mark" and ends) or (other.lower in {"but", "although"} and found):
            break
        if other.content or other.is_value:
            found.append(other)
    return found[:_PART]


def _is_told(pair: Comparison, word: Word) -> bool:
    if word.is_value:
        return any(other.kind == word.kind and equal(word, other) for other in pair.bullet_words)
    return any(
        like(other.lemma, word.lemma) >= SIDE
        for other in pair.bullet_words
        if (other.content or other.verb) and other.verb not in _TELLING
    )


def _untold(pair: Comparison) -> Iterator[Reason]:
    """Yield a cited passage of which the statement has nothing of its own."""
    if len(pair.passages) < 2:
        return
    for row, cited in enumerate(pair.passages):
        mine = [
            w
            for at, unit in enumerate(pair.passage_sentences)
            if pair.passage_of_sentence[at] == row
            for w in unit
        ]
        others = {
            w.lemma
            for at, unit in enumerate(pair.passage_sentences)
            if pair.passage_of_sentence[at] != row
            for w in unit
        }
        own = [w for w in mine if (w.content or w.is_value) and w.lemma not in others]
        if own and 8 * sum(_is_said(pair.statement_words, w) for w in own) < len(own):
            yield flag(UNTOLD, f"nothing is told of the passage “{cited.text[:60]} …”")


def _is_said(said: Sequence[Word], word: Word) -> bool:
    return any(
        (word.is_value and other.kind == word.kind and equal(word, other))
        or (not word.is_value and other.kind == "word" and like(other.lemma, word.lemma) >= SYNONYM)
        for other in said
    )


def _new(pair: Comparison) -> Iterator[Reason]:
    """Yield words that are too many for a rewording and stand nowhere in the passages."""
    words = [w for w in pair.statement_words if w.content and not w.capital]
    new = [w for w in words if not (w.lemma in _LIGHT or pair.matches(w) or _same_side(pair, w))]
    preceding = pair.voices.words_before([cited.line_index for cited in pair.passages])
    away = [w for w in new if w.lemma not in preceding]
    share = len(away) / len(words) if words else 0.0
    if (len(words) >= _FEW_WORDS and share == 1.0) or (len(words) > _ROW and share > _NEW):
        found = away
    else:
        found = max(_rows(words, away), key=len)
        told = any(w.verb for w in found)  # "engineers had poisoned the harbour"
        found = found if len(found) >= (_FEW_WORDS if told else _ROW) else []
    if found:
        shown = ", ".join(f"“{w.text}”" for w in found)
        yield flag(NOT_SUPPORTED, f"the passages have nothing of {shown}", *found)


def _rows(words: Sequence[Word], new: Sequence[Word]) -> list[list[Word]]:
    """Return the new words that follow each other."""
    rows: list[list[Word]] = [[]]
    for word in words:
        if word in new:
            rows[-1].append(word)
        else:
            rows.append([])
    return rows


def _same_side(pair: Comparison, word: Word) -> bool:
    return any(not part.isdisjoint(pair.passage_lemmas) for part, _ in CONTRARY.get(word.lemma, ()))
