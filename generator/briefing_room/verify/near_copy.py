"""Check what a statement changes in a passage that it otherwise copies.

Both texts are aligned word by word.  "India has 6 mines, Peru 9" copies "India has 9 mines, Peru
6", and "the mine will open" copies "the mine may open".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from briefing_room.text.lexicon import PREPOSITIONS
from briefing_room.verify.binding import AFTER_WORDS, BEFORE_WORDS, BINDING
from briefing_room.verify.certainty import CERTAINTY
from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.likeness import SYNONYM, likeness, word_set
from briefing_room.verify.polarity import NEGATIONS, POLARITY, may_deny
from briefing_room.verify.reasons import Reason
from briefing_room.verify.scope import QUANTITY
from briefing_room.verify.sides import SIDES
from briefing_room.verify.speech import SPEECH_VERBS
from briefing_room.verify.words import ARTICLES, Word, Words, word_after

_MAX_WORDS = 300  # of a sentence; the time to align two grows with the square of it

# --- A "not", a modal or a quantifier ------------------------------------------------------------

_SURE_MODALS = word_set("sure_modals")
_WEAK_MODALS = word_set("weak_modals")
_QUANTIFIERS = word_set("quantifiers")
_DECISIVE_WORDS = NEGATIONS | _SURE_MODALS | _WEAK_MODALS | _QUANTIFIERS | BEFORE_WORDS
_MAX_CHANGED = 2  # words between two copied runs
_MIN_COPIED = 4  # words of the two runs


class _Change(NamedTuple):
    """The words of a statement in place of some words of a passage."""

    words: Sequence[Word]
    passage_words: Sequence[Word]
    quoted: str  # the passage words, with the copied ones around them


def check_changed_words(comparison: Comparison) -> Iterator[Reason]:
    """Yield the first "not", modal or quantifier that a statement changes in copied words."""
    words = _without_articles(comparison.statement_words)
    decisive = {word.lower for word in words} & _DECISIVE_WORDS
    for sentence in comparison.passage_sentences:
        if decisive == {word.lower for word in sentence} & _DECISIVE_WORDS:
            continue
        is_speech = any(word.verb in SPEECH_VERBS for word in sentence)
        for change in _find_changes(words, _without_articles(sentence)):
            if code := _fault_code(change, is_speech=is_speech):
                why = f"the passage says “{change.quoted}”; keep its words"
                yield flag(code, why, *change.words)
                return


def _without_articles(words: Words) -> list[Word]:
    return [w for w in words if w.kind != "mark" and w.lower not in ARTICLES][:_MAX_WORDS]


def _find_changes(words: Sequence[Word], passage: Sequence[Word]) -> Iterator[_Change]:
    """Yield the changes between two runs that the statement copies."""
    forms, passage_forms = [w.lower for w in words], [w.lower for w in passage]
    blocks = SequenceMatcher(None, forms, passage_forms, autojunk=False).get_matching_blocks()
    for before, after in pairwise(blocks):
        changed = words[before.a + before.size : after.a]
        start, end = before.b + before.size, after.b
        is_short = max(len(changed), end - start) <= _MAX_CHANGED
        if is_short and before.size + after.size >= _MIN_COPIED and before.size and after.size:
            first, last = max(before.b, start - 3), min(after.b + after.size, end + 3)
            quoted = " ".join(word.text for word in passage[first:last])
            yield _Change(changed, passage[start:end], quoted)


def _fault_code(change: _Change, *, is_speech: bool) -> str:
    """The code of the fault that a change makes, "" for none."""
    forms, passage_forms = ({w.lower for w in words} for words in change[:2])
    adds_negation = NEGATIONS & forms and not any(map(may_deny, change.passage_words))
    drops_negation = NEGATIONS & passage_forms and not any(map(may_deny, change.words))
    if "only" in forms | passage_forms:  # "not only"
        return ""
    if adds_negation or drops_negation:
        return POLARITY
    if _SURE_MODALS & forms and _WEAK_MODALS & passage_forms - ({"would"} if is_speech else set()):
        return CERTAINTY
    if (BEFORE_WORDS & forms and AFTER_WORDS & passage_forms) or (
        AFTER_WORDS & forms and BEFORE_WORDS & passage_forms
    ):
        return BINDING
    quantifiers, passage_quantifiers = _QUANTIFIERS & forms, _QUANTIFIERS & passage_forms
    is_changed = quantifiers and passage_quantifiers and quantifiers != passage_quantifiers
    is_added = forms & {"all", "every"} and not passage_quantifiers
    return QUANTITY if is_changed or is_added else ""


# --- Numbers and names ---------------------------------------------------------------------------

_DETERMINERS = ARTICLES | {"any"}
_NAME_PARTICLES = word_set("name_particles")
_NAME_JOINERS = _NAME_PARTICLES | {"of", "on", "for"}
_LIST_JOINERS = frozenset({",", "and", "or"})
_MIN_COPIED_SHARE = 0.75  # of the items of a statement that its passage has in the same order
_NUMBER = "#"
_NAME = "@"


class _Item(NamedTuple):
    """A word, or a number or whole name: its ``form`` is "#" or "@", its ``value`` not empty."""

    form: str
    value: tuple[str, ...]
    word: Word


def check_exchanged_values(comparison: Comparison) -> Iterator[Reason]:
    """Yield the numbers and names that the passages have in another place of the same wording."""
    statement_items = _split_into_items(comparison.statement_words, comparison.known_nouns)
    for sentence in comparison.passage_sentences:
        passage_items = _split_into_items(sentence, comparison.known_nouns)
        for item in _find_moved_names(statement_items, passage_items):
            why = f"the passage has “{item.word.text}” in another place; put it there"
            yield flag(SIDES, why, item.word)
        passage_values = {part for item in passage_items for part in item.value}
        for item, passage_item in _align_values(statement_items, passage_items):
            is_exchanged = item.value != passage_item.value and (
                any(item.value == other.value for other in passage_items)
                and any(passage_item.value == other.value for other in statement_items)
            )
            if passage_values.isdisjoint(item.value):
                continue
            if _are_in_one_list(comparison, item, passage_item):
                continue
            if is_exchanged or not _may_be_same_value(comparison, item, passage_item):
                code = BINDING if item.form == _NUMBER else SIDES
                why = f"the passage has “{passage_item.word.text}” here, not “{item.word.text}”"
                yield flag(code, f"{why}; correct it", item.word)


def _find_moved_names(
    statement_items: Sequence[_Item], passage_items: Sequence[_Item]
) -> Iterator[_Item]:
    """Yield the first of the names that changed places, if both sentences have the same words."""
    frame, names = _split_names(statement_items)
    passage_frame, passage_names = _split_names(passage_items)
    words, passage_words = (
        sorted(word for _, item in pairs for word in item.value) for pairs in (names, passage_names)
    )
    if frame == passage_frame and words == passage_words:
        places = [(place, item.value) for place, item in passage_names]
        moved = [item for place, item in names if (place, item.value) not in places]
        values = {value for _, value in places}  # "Roe, the mayor," for "the mayor, Roe,"
        if len(moved) > 1 or any(item.value not in values for item in moved):
            yield moved[0]


def _split_names(items: Sequence[_Item]) -> tuple[list[str], list[tuple[int, _Item]]]:
    """The other words of a sentence, and its names, each with the number of words before it.

    The names of a list, "Japan and India", are all in one place.
    """
    frame: list[str] = []
    names: list[tuple[int, _Item]] = []
    for item in items:
        if item.form == _NAME:
            names.append((len(frame), item))
        elif item.form not in _LIST_JOINERS:
            frame.append(item.value[0] if item.value else item.form)
    return frame, names


def _split_into_items(words: Words, nouns: Collection[str]) -> list[_Item]:
    """Turn words into items: the words of a name become one, articles and marks are dropped."""
    items: list[_Item] = []
    end = -1  # where the next word of the last name would be
    for word in words:
        is_name = _starts_name(words, word) or (word.content and word.lower in nouns)
        if word.index == end and (is_name or _continues_name(words, word)):
            items[-1] = _Item(_NAME, (*items[-1].value, word.lower), word)
            end = word.index + 1
        elif word.index == end and word.lower in _DETERMINERS:
            end = word.index + 1
        elif word.kind == "mark" or word.lower in _DETERMINERS:
            continue
        elif is_name:
            items.append(_Item(_NAME, (word.lower,), word))
            end = word.index + 1
        elif word.is_value:
            items.append(_Item(_NUMBER, (_value_text(word),), word))
        else:
            items.append(_Item(word.lower, (), word))
    return items[:_MAX_WORDS]


def _starts_name(words: Words, word: Word) -> bool:
    """Whether a word is written as names are, the "G" of "G7" and the "Per" of "Per Geijer" too."""
    after = word_after(words, word)
    is_part = word.index > 0 and (after.capital or after.kind == "number")
    return word.capital and word.lower not in _DETERMINERS and (word.content or is_part)


def _continues_name(words: Words, word: Word) -> bool:
    """Whether a word after a name is a part of it: "Ministry of Commerce", "Order 14285"."""
    after = [w for w in words[word.index + 1 : word.index + 3] if w.lower not in _DETERMINERS][:1]
    is_joiner = word.lower in _NAME_JOINERS and bool(after)
    precedes_part = is_joiner and (after[0].capital or after[0].lower in _NAME_PARTICLES)
    return precedes_part or word.kind == "number"


def _align_values(
    statement_items: Sequence[_Item], passage_items: Sequence[_Item]
) -> Iterator[tuple[_Item, _Item]]:
    """Yield each number and name of a copied sentence with what the passage has in its place.

    The words on both sides of it are copied too.
    """
    forms, passage_forms = ([i.form for i in items] for items in (statement_items, passage_items))
    blocks = SequenceMatcher(None, forms, passage_forms, autojunk=False).get_matching_blocks()
    if sum(block.size for block in blocks) < _MIN_COPIED_SHARE * len(statement_items):
        return
    for start, passage_start, size in blocks:
        for offset in range(size):
            item = statement_items[start + offset]
            is_copied_before = offset > 0 or start == passage_start == 0
            is_copied_after = offset < size - 1 or start + size == len(statement_items)
            has_unit = bool(item.word.amount and item.word.amount.unit)  # moves with its number
            if item.value and is_copied_before and (is_copied_after or has_unit):
                yield item, passage_items[passage_start + offset]


def _may_be_same_value(comparison: Comparison, item: _Item, other: _Item) -> bool:
    pairs = [(text, other_text) for text in item.value for other_text in other.value]
    if item.form == _NUMBER:
        return any(text.startswith(other_text) for text, other_text in pairs)
    return any(
        comparison.articles.may_be_same(text, other_text) or likeness(text, other_text) >= SYNONYM
        for text, other_text in pairs
    )


def _are_in_one_list(comparison: Comparison, item: _Item, other: _Item) -> bool:
    """Whether a passage lists two names, whose order is free: "Japan and India"."""
    for sentence in comparison.passage_sentences if item.form == _NAME else ():
        equal_words = [w for w in sentence if w.lower in item.value]
        for word in equal_words if other.word in sentence else ():
            first, last = sorted((word.index, other.word.index))
            between = sentence[first + 1 : last]
            ends_list = any(w.verb or w.lower in PREPOSITIONS - {"of"} for w in between)
            if any(w.text in _LIST_JOINERS for w in between) and not ends_list:
                return not any(w.content and not w.capital for w in between)
    return False


def _value_text(word: Word) -> str:
    return str(word.amount.value) if word.amount else word.date or word.lower
