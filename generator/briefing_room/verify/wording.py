"""Check the few words in which a statement differs from a passage that it otherwise copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from briefing_room.verify.binding import BINDING
from briefing_room.verify.certainty import CERTAINTY
from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.likeness import word_set
from briefing_room.verify.polarity import NEGATIONS, POLARITY, may_deny
from briefing_room.verify.reasons import Reason
from briefing_room.verify.scope import QUANTITY
from briefing_room.verify.speech import SPEECH_VERBS
from briefing_room.verify.words import Word, Words

_SURE_MODALS = word_set("sure_modals")
_WEAK_MODALS = word_set("weak_modals")
_QUANTIFIERS = word_set("quantifiers")
_BEFORE_WORDS = frozenset({"before", "until", "till"})
_AFTER_WORDS = frozenset({"after", "since"})
_DECISIVE_WORDS = NEGATIONS | _SURE_MODALS | _WEAK_MODALS | _QUANTIFIERS | _BEFORE_WORDS
_ARTICLES = frozenset({"a", "an", "the"})
_MAX_CHANGED = 2  # words between two copied runs
_MIN_COPIED = 4  # words of the two runs
_MAX_WORDS = 300  # of a sentence; the time to align two grows with the square of it


class _Change(NamedTuple):
    """What a statement has in place of some words of a passage, in lowercase."""

    stated: list[Word]
    given: list[Word]
    quoted: str  # the words of the passage, with the copied ones around them


def check_near_copy(comparison: Comparison) -> Iterator[Reason]:
    """Yield the first "not", modal or quantifier that a statement changes in copied words."""
    words = _without_articles(comparison.statement_words)
    forms = {word.lower for word in words} & _DECISIVE_WORDS
    for sentence in comparison.passage_sentences:
        if forms == {word.lower for word in sentence} & _DECISIVE_WORDS:
            continue
        is_speech = any(word.verb in SPEECH_VERBS for word in sentence)
        for change in _find_changes(words, _without_articles(sentence)):
            if code := _fault_code(change, is_speech=is_speech):
                why = f"the passage says “{change.quoted}”; keep its words"
                yield flag(code, why, *change.stated)
                return


def _without_articles(words: Words) -> list[Word]:
    return [w for w in words if w.kind != "mark" and w.lower not in _ARTICLES][:_MAX_WORDS]


def _find_changes(words: Sequence[Word], passage: Sequence[Word]) -> Iterator[_Change]:
    """Yield the words between two runs that the statement copies."""
    forms, passage_forms = [w.lower for w in words], [w.lower for w in passage]
    blocks = SequenceMatcher(None, forms, passage_forms, autojunk=False).get_matching_blocks()
    for before, after in pairwise(blocks):
        stated = words[before.a + before.size : after.a]
        start, end = before.b + before.size, after.b
        is_short = max(len(stated), end - start) <= _MAX_CHANGED
        if is_short and before.size + after.size >= _MIN_COPIED and before.size and after.size:
            lead, rest = max(before.b, start - 3), min(after.b + after.size, end + 3)
            quoted = " ".join(word.text for word in passage[lead:rest])
            yield _Change(list(stated), list(passage[start:end]), quoted)


def _fault_code(change: _Change, *, is_speech: bool) -> str:
    """The code of the fault that a change makes, "" for none."""
    forms, given = {w.lower for w in change.stated}, {w.lower for w in change.given}
    is_denied, was_denied = (any(map(may_deny, words)) for words in (change.stated, change.given))
    if "only" in forms | given:  # "not only"
        return ""
    if (NEGATIONS & forms and not was_denied) or (NEGATIONS & given and not is_denied):
        return POLARITY
    weak = _WEAK_MODALS & given - ({"would"} if is_speech else set())
    if weak and _SURE_MODALS & forms:
        return CERTAINTY
    for words, contrary in ((_BEFORE_WORDS, _AFTER_WORDS), (_AFTER_WORDS, _BEFORE_WORDS)):
        if words & forms and contrary & given:
            return BINDING
    quantifiers, given_quantifiers = _QUANTIFIERS & forms, _QUANTIFIERS & given
    is_changed = quantifiers and given_quantifiers and quantifiers != given_quantifiers
    return QUANTITY if is_changed or (forms & {"all", "every"} and not given_quantifiers) else ""
