"""Check that a statement which copies its passage has the same numbers and names in their places.

Both texts are aligned word by word: "India has 6 mines, Peru 9" copies "India has 9 mines, Peru 6".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from briefing_room.text.lexicon import PREPOSITIONS
from briefing_room.verify.binding import BINDING
from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.reasons import Reason
from briefing_room.verify.sides import SIDES
from briefing_room.verify.words import Word, Words

_ARTICLES = frozenset({"a", "an", "the", "any"})
_PARTICLES = frozenset({"von", "van", "der", "de", "la", "bin", "al"})
_NAME_JOINERS = _PARTICLES | {"of", "on", "for"}
_JOINERS = frozenset({",", "and", "or"})
_MIN_COPIED_SHARE = 0.75  # of the items of a statement that its passage has in the same order
_MAX_ITEMS = 300  # of a sentence; the time to align two grows with the square of it
_NUMBER = "#"
_NAME = "@"


class _Item(NamedTuple):
    """A word, or a number or whole name: its ``form`` is "#" or "@", its ``value`` not empty."""

    form: str
    value: tuple[str, ...]
    word: Word


def check_substitution(comparison: Comparison) -> Iterator[Reason]:
    """Yield the numbers and names that the passages have in another place of the same wording."""
    statement_items = _split_into_items(comparison.statement_words, comparison.known_nouns)
    for sentence in comparison.passage_sentences:
        passage_items = _split_into_items(sentence, comparison.known_nouns)
        for item in _moved_names(statement_items, passage_items):
            why = f"the passage has “{item.word.text}” in another place; put it there"
            yield flag(SIDES, why, item.word)
        known = {part for item in passage_items for part in item.value}
        for item, replaced in _aligned_values(statement_items, passage_items):
            is_exchanged = item.value != replaced.value and (
                any(item.value == other.value for other in passage_items)
                and any(replaced.value == other.value for other in statement_items)
            )
            if known.isdisjoint(item.value) or _are_in_one_list(comparison, item, replaced):
                continue
            if _has_better_place(statement_items, item, passage_items, replaced):
                continue
            if is_exchanged or not _may_be_same_value(comparison, item, replaced):
                code = BINDING if item.form == _NUMBER else SIDES
                why = f"the passage has “{replaced.word.text}” here, not “{item.word.text}”"
                yield flag(code, f"{why}; correct it", item.word)


def _has_better_place(
    statement_items: Sequence[_Item],
    item: _Item,
    passage_items: Sequence[_Item],
    replaced: _Item,
) -> bool:
    """Whether a passage has an item beside more of the same words than what replaces it."""
    place = statement_items.index(item)
    likeness = {
        other: _shared_neighbours(statement_items, place, passage_items, index)
        for index, other in enumerate(passage_items)
        if other is replaced or not set(item.value).isdisjoint(other.value)
    }
    return max(likeness.values()) > likeness[replaced]


def _shared_neighbours(
    items: Sequence[_Item], place: int, others: Sequence[_Item], other_place: int
) -> int:
    """How many of the three words before an item, and after it, another has on the same side."""
    before, after, other_before, other_after = (
        {(item.form, item.value) for item in run}
        for row, index in ((items, place), (others, other_place))
        for run in (row[max(0, index - 3) : index], row[index + 1 : index + 4])
    )
    return len(before & other_before) + len(after & other_after)


def _moved_names(
    statement_items: Sequence[_Item], passage_items: Sequence[_Item]
) -> Iterator[_Item]:
    """Yield the first of the names that changed places, if both sentences have the same words."""
    frame, names = _split_names(statement_items)
    passage_frame, passage_names = _split_names(passage_items)
    words, passage_words = (
        sorted(word for _, item in found for word in item.value) for found in (names, passage_names)
    )
    if frame == passage_frame and words == passage_words:
        known = [(place, item.value) for place, item in passage_names]
        moved = [item for place, item in names if (place, item.value) not in known]
        whole = {value for _, value in known}  # "Roe, the mayor," for "the mayor, Roe,"
        if len(moved) > 1 or any(item.value not in whole for item in moved):
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
        elif item.form not in _JOINERS:
            frame.append(item.value[0] if item.value else item.form)
    return frame, names


def _split_into_items(words: Words, nouns: Collection[str]) -> list[_Item]:
    """Turn words into items: the words of a name become one, articles and marks are left out."""
    items: list[_Item] = []
    end = -1  # where the next word of the last name would be
    for word in words:
        is_name = _starts_name(words, word) or (word.content and word.lower in nouns)
        if word.index == end and (is_name or _continues_name(words, word)):
            items[-1] = _Item(_NAME, (*items[-1].value, word.lower), word)
            end = word.index + 1
        elif word.index == end and word.lower in _ARTICLES:
            end = word.index + 1
        elif word.kind == "mark" or word.lower in _ARTICLES:
            continue
        elif is_name:
            items.append(_Item(_NAME, (word.lower,), word))
            end = word.index + 1
        elif word.is_value:
            items.append(_Item(_NUMBER, (_value_text(word),), word))
        else:
            items.append(_Item(word.lower, (), word))
    return items[:_MAX_ITEMS]


def _starts_name(words: Words, word: Word) -> bool:
    """Whether a word is written as names are, the "G" of "G7" and the "Per" of "Per Geijer" too."""
    after = words[word.index + 1 : word.index + 2]
    is_part = word.index > 0 and any(w.capital or w.kind == "number" for w in after)
    return word.capital and word.lower not in _ARTICLES and (word.content or is_part)


def _continues_name(words: Words, word: Word) -> bool:
    """Whether a word after a name is a part of it: "Ministry of Commerce", "Order 14285"."""
    after = [w for w in words[word.index + 1 : word.index + 3] if w.lower not in _ARTICLES][:1]
    follows_part = bool(after) and (after[0].capital or after[0].lower in _PARTICLES)
    return (word.lower in _NAME_JOINERS and follows_part) or (
        word.kind == "number" and word.amount is not None
    )


def _aligned_values(
    statement_items: Sequence[_Item], passage_items: Sequence[_Item]
) -> Iterator[tuple[_Item, _Item]]:
    """Yield each number and name of a copied sentence with what the passage has in its place.

    The words on both sides of it are copied too.
    """
    statement_forms = [item.form for item in statement_items]
    passage_forms = [item.form for item in passage_items]
    matcher = SequenceMatcher(None, statement_forms, passage_forms, autojunk=False)
    blocks = matcher.get_matching_blocks()
    if sum(block.size for block in blocks) < _MIN_COPIED_SHARE * len(statement_items):
        return
    for start, passage_start, size in blocks:
        for offset in range(size):
            item = statement_items[start + offset]
            opens = offset > 0 or start == passage_start == 0
            closes = offset < size - 1 or start + size == len(statement_items)
            closes |= bool(item.word.amount and item.word.amount.unit)  # its unit moves with it
            if item.value and opens and closes:
                yield item, passage_items[passage_start + offset]


def _may_be_same_value(comparison: Comparison, item: _Item, other: _Item) -> bool:
    if not set(item.value).isdisjoint(other.value):
        return True
    if item.form == _NUMBER:
        return any(text.startswith(other_text) for text in item.value for other_text in other.value)
    return any(
        comparison.articles.may_be_same(text, other_text)
        for text in item.value
        for other_text in other.value
    )


def _are_in_one_list(comparison: Comparison, item: _Item, other: _Item) -> bool:
    """Whether a passage lists both items: "Japan and India", "Japan 5%, India 3%"."""
    for sentence in comparison.passage_sentences:
        equal_words = [
            w
            for w in sentence
            if w.lower in item.value or (w.amount and _value_text(w) in item.value)
        ]
        for word in equal_words if other.word in sentence else ():
            first, last = sorted((word.index, other.word.index))
            between = sentence[first + 1 : last]
            ends_list = any(w.verb or w.lower in PREPOSITIONS - {"of"} for w in between)
            if ends_list or not any(w.text in _JOINERS for w in between):
                continue
            if item.form == _NUMBER:
                return _has_same_name(comparison, item.word, sentence, word)
            return not any(w.content and not w.capital for w in between)
    return False


def _has_same_name(
    comparison: Comparison, number: Word, sentence: Words, passage_number: Word
) -> bool:
    """Whether a number is next to the name that it has in its list."""
    names = [
        w.lower
        for w in sentence[max(0, passage_number.index - 3) : passage_number.index]
        if w.capital
    ]
    lead = comparison.statement_words[max(0, number.index - 5) : number.index]
    return any(w.lower in names for w in lead)


def _value_text(word: Word) -> str:
    return str(word.amount.value) if word.amount else word.date or word.lower
