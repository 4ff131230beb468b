"""Hold a text against evidence: which of its numbers, dates, names and quotations are not there."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.catalogue.entries import Catalogue
from generator.extract.dates import dates
from generator.extract.quantities import quantities
from generator.model import Quantity
from generator.review.evidence import Evidence
from generator.review.reading import cased_tokens, contains, quotations, tokens
from generator.text.words import content_words, stem

_ROUGH = frozenset({"about", "around", "nearly", "roughly", "some", "approximately", "almost"})
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w])")
SHARED_WORDS = 0.4  # of a sentence in an editor's wording; measured on the seeds' own sentences
LEAST_PATTERN = 4  # words that a sentence must share before an exchanged name is looked for


class Item(NamedTuple):
    """Something a text says that evidence must hold: ``kind`` is number, date, name or quotation.

    ``instead`` is what the evidence says in its place, where that can be told.
    """

    kind: str
    text: str
    instead: str = ""


def missing(text: str, evidence: Evidence) -> list[Item]:
    """Return what ``text`` says that ``evidence`` does not; words in its order are all there."""
    if contains(evidence.tokens, tokens(text)):
        return []
    found = [
        *_quotations(text, evidence),
        *_numbers(text, evidence),
        *_dates(text, evidence),
        *_names(text, evidence),
    ]
    return found or list(_exchanged(text, evidence))


def shares_words(text: str, evidence: Evidence) -> bool:
    """Return whether a sentence in other words is still about what the evidence says."""
    wanted = {stem(word) for word in content_words(text)}
    there = {stem(word) for word in content_words(evidence.text)}
    return not wanted or len(wanted & there) / len(wanted) >= SHARED_WORDS


def holds(item: Item, evidence: Evidence) -> bool:
    """Return whether ``evidence`` has an item that another text lacks."""
    if item.kind == "name":
        return bool(set(_entities(item.text, evidence.catalogue)) & evidence.names)
    word_for_word = contains(evidence.tokens, tokens(item.text))
    if word_for_word or item.kind == "quotation" or item.kind.endswith("sentence"):
        return word_for_word
    return not missing(item.text, evidence)


def _quotations(text: str, evidence: Evidence) -> Iterator[Item]:
    for quoted in quotations(text):
        if not contains(evidence.tokens, tokens(quoted)):
            yield Item("quotation", quoted)


# --- Numbers -------------------------------------------------------------------------------------


def _numbers(text: str, evidence: Evidence) -> Iterator[Item]:
    known = quantities(text)
    for quantity in known:
        if not _has_quantity(quantity, evidence):
            yield Item("number", quantity.given)
    spans = [(q.start, q.end) for q in known]
    spans += [(d.start, d.end) for d in dates(text, evidence.anchor)]
    spans += [(m.start, m.end) for m in evidence.catalogue.find(text)]
    there = {_value(number) for number in _NUMBER.findall(evidence.text)}
    for match in _NUMBER.finditer(text):
        inside = any(start <= match.start() < end for start, end in spans)
        if not inside and _value(match[0]) not in there:
            yield Item("number", match[0])


def _value(number: str) -> float:
    return float(number.replace(",", ""))


def _has_quantity(quantity: Quantity, evidence: Evidence) -> bool:
    if contains(evidence.tokens, tokens(quantity.given)):
        return True
    return any(
        same_unit(quantity.unit, other.unit)
        and _same_value(quantity.low, other.low, quantity)
        and _same_value(quantity.high, other.high, quantity)
        for other in evidence.quantities
    )


def same_unit(one: str, other: str) -> bool:
    """Compare units; counted nouns may stand in the plural or behind other words."""
    if one == other:
        return True
    last = [stem(unit.split()[-1].lower()) if unit.split() else "" for unit in (one, other)]
    return last[0] == last[1] and "%" not in (one, other)


def _same_value(value: float, there: float, quantity: Quantity) -> bool:
    """Return whether a value is that of the evidence, or that rounded where the text says so."""
    if math.isclose(value, there, rel_tol=1e-9):
        return True
    rough = (quantity.qualifier or quantity.given.split()[0]).lower() in _ROUGH
    if not rough or not value:
        return False
    digits = len(f"{abs(value):.6g}".replace(".", "").strip("0"))
    return math.isclose(value, float(f"{there:.{max(1, digits)}g}"), rel_tol=1e-9)


# --- Dates and names -----------------------------------------------------------------------------


def _dates(text: str, evidence: Evidence) -> Iterator[Item]:
    there = {span.date for span in evidence.dates if span.date}
    for span in dates(text, evidence.anchor):
        stated = contains(evidence.tokens, tokens(span.given))
        known = span.date and any(date.startswith(span.date) for date in there)
        if not stated and not known:
            yield Item("date", span.given)


def _names(text: str, evidence: Evidence) -> Iterator[Item]:
    for mention in evidence.catalogue.find(text):
        if mention.entity not in evidence.names:
            yield Item("name", text[mention.start : mention.end])


def _entities(text: str, catalogue: Catalogue) -> list[str]:
    return [mention.entity for mention in catalogue.find(text)]


# --- Names and numbers that changed places -------------------------------------------------------


class _Word(NamedTuple):
    """A word with names and numbers blotted out in ``form``; ``value`` tells them apart."""

    form: str
    value: str
    shown: str


def _exchanged(text: str, evidence: Evidence) -> Iterator[Item]:
    """Yield names and numbers that stand where the evidence has others, all else being equal.

    Names are taken as one word first, then word by word: "China" may have become "Brazil" in a
    longer name that the catalogue does not know.
    """
    for whole in (True, False):
        said = _words(text, evidence.catalogue, whole=whole)
        there = _words(evidence.text, evidence.catalogue, whole=whole)
        if sum(1 for word in said if not word.value) < LEAST_PATTERN:
            return
        if found := _least_difference(said, there):
            yield from found
            return


def _least_difference(said: list[_Word], there: list[_Word]) -> list[Item]:
    """Return how ``said`` differs from the part of ``there`` that is otherwise the same."""
    forms, length = [word.form for word in said], len(said)
    parts = (there[at : at + length] for at in range(len(there) - length + 1))
    fitting = (part for part in parts if [word.form for word in part] == forms)
    return min((list(_differences(said, part)) for part in fitting), key=len, default=[])


def _differences(said: list[_Word], there: list[_Word]) -> Iterator[Item]:
    for one, other in zip(said, there, strict=True):
        if one.value != other.value and one.shown != other.shown:
            yield Item(one.form, one.shown, other.shown)


def _words(text: str, catalogue: Catalogue, *, whole: bool) -> list[_Word]:
    words: list[_Word] = []
    at = 0
    for mention in catalogue.find(text):
        words += _plain_words(text[at : mention.start], first=not words)
        name = text[mention.start : mention.end]
        parts = [name] if whole else name.split()
        words += [_Word("name", mention.entity, part) for part in parts]
        at = mention.end
    return words + _plain_words(text[at:], first=not words)


def _plain_words(text: str, *, first: bool) -> list[_Word]:
    """Take words apart; a capital makes a name, but not at a sentence's start."""
    words = []
    for number, token in enumerate(cased_tokens(text)):
        if token[0].isdigit() or token[0] in "$€£¥":
            words.append(_Word("number", token, token))
        elif token[0].isupper() and not (first and number == 0):
            words.append(_Word("name", token.lower(), token))
        else:
            words.append(_Word(token.lower(), "", token))
    return words
