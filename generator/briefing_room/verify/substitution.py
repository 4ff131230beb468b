"""Check that numbers, names and denials between the same words are the same.

A statement that keeps the wording of its passage is compared with it word for word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from briefing_room.text.lexicon import PREPOSITIONS, STOP_WORDS
from briefing_room.verify.binding import BINDING
from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.reasons import Reason
from briefing_room.verify.sides import SIDES
from briefing_room.verify.words import Word, Words

# How many words before and after a number must be equal, in order of trial; (3, 0) not for a name.
_CONTEXT_SIZES = ((2, 2), (1, 2), (2, 1), (3, 0))
_ARTICLES = frozenset({"a", "an", "the", "any"})
_NUMBER = "#"
_NAME = "@"


class _Item(NamedTuple):
    """A word, number or whole name; ``form`` replaces each number by "#" and each name by "@"."""

    form: str
    value: frozenset[str]
    word: Word


def check_substitution(pair: Comparison) -> Iterator[Reason]:
    """Yield the numbers and names that differ from the passages between the same words."""
    statement_items = _items(pair.statement_words, pair.known_nouns)
    passage_items = [_items(sentence, pair.known_nouns) for sentence in pair.passage_sentences]
    known = frozenset(part for items in passage_items for item in items for part in item.value)
    items_by_context = _items_by_context(passage_items)
    for index, item in enumerate(statement_items):
        if not item.value or item.value.isdisjoint(known):
            continue
        candidates = map(items_by_context.get, _contexts(statement_items, index))
        replaced_items = next(filter(None, candidates), None)
        if replaced_items and not any(
            _same_value(pair, item, other) or _are_in_one_list(pair, item, other)
            for other in replaced_items
        ):
            code = BINDING if item.form == _NUMBER else SIDES
            replacement = replaced_items[0].word.text
            yield flag(
                code,
                f"the passage has “{replacement}” here, not “{item.word.text}”; correct it",
                item.word,
            )


def _items(words: Words, nouns: Collection[str]) -> list[_Item]:
    """Turn words into items: names in a row become one, articles and marks are left out."""
    items: list[_Item] = []
    for word in words:
        if word.kind == "mark" or word.lower in _ARTICLES:
            continue
        is_name = word.content and (word.capital or word.lower in nouns)
        if is_name and items and items[-1].form == _NAME and items[-1].word.index + 1 >= word.index:
            items[-1] = _Item(_NAME, items[-1].value | {word.lower}, word)
        elif is_name:
            items.append(_Item(_NAME, frozenset({word.lower}), word))
        elif word.is_value:
            items.append(_Item(_NUMBER, frozenset({_value_text(word)}), word))
        else:
            items.append(_Item(word.lower, frozenset(), word))
    return items


def _contexts(items: list[_Item], index: int) -> Iterator[tuple[object, ...]]:
    """Yield the contexts of an item, the longest first, without other numbers and names."""
    form = items[index].form
    before_forms = ("", "", "", *(i.form for i in items[max(0, index - 3) : index]))
    after_forms = (*(i.form for i in items[index + 1 : index + 3]), "", "")
    for before, after in _CONTEXT_SIZES if form == _NUMBER else _CONTEXT_SIZES[:-1]:
        context = (*before_forms[-before:], *after_forms[:after])
        if any(form_around.isalpha() and form_around not in STOP_WORDS for form_around in context):
            yield form, before, context


def _items_by_context(sentences: list[list[_Item]]) -> dict[tuple[object, ...], list[_Item]]:
    by_context: defaultdict[tuple[object, ...], list[_Item]] = defaultdict(list)
    for items in sentences:
        for index, item in enumerate(items):
            for context in _contexts(items, index) if item.value else ():
                by_context[context].append(item)
    return by_context


def _same_value(pair: Comparison, item: _Item, other: _Item) -> bool:
    if not item.value.isdisjoint(other.value):
        return True
    if item.form == _NUMBER:
        return any(text.startswith(other_text) for text in item.value for other_text in other.value)
    return any(
        pair.voices.same(text, other_text) for text in item.value for other_text in other.value
    )


def _are_in_one_list(pair: Comparison, item: _Item, other: _Item) -> bool:
    """Whether a passage lists both items: "Japan and India", "Japan 5%, India 3%"."""
    for sentence in pair.passage_sentences:
        equal_words = [
            w
            for w in sentence
            if w.lower in item.value or (w.amount and _value_text(w) in item.value)
        ]
        for word in equal_words if other.word in sentence else ():
            first, last = sorted((word.index, other.word.index))
            between = sentence[first + 1 : last]
            joiners = [w for w in between if w.text == "," or w.lower in {"and", "or"}]
            if joiners and not any(w.verb or w.lower in PREPOSITIONS - {"of"} for w in between):
                return item.form == _NAME or _has_same_name(pair, item.word, sentence, word)
    return False


def _has_same_name(pair: Comparison, number: Word, sentence: Words, passage_number: Word) -> bool:
    """Whether a number is next to the name that it has in its list."""
    names = [
        w.lower
        for w in sentence[max(0, passage_number.index - 3) : passage_number.index]
        if w.capital
    ]
    lead = pair.statement_words[max(0, number.index - 5) : number.index]
    return any(w.lower in names for w in lead)


def _value_text(word: Word) -> str:
    return str(word.amount.value) if word.amount else word.date or word.lower
