"""Check that the passages have the numbers and dates of a statement, with the same limits.

"More than 5" is another limit than "5".  What a number belongs to is checked in
:mod:`briefing_room.verify.binding`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum

from briefing_room.catalogue.numbers import AT_LEAST, AT_MOST, ROUGH
from briefing_room.extract.units import CURRENCIES, DURATIONS
from briefing_room.text.lexicon import PREPOSITIONS, table
from briefing_room.text.typography import space_words
from briefing_room.verify.comparison import Comparison, are_equal, flag
from briefing_room.verify.evidence import is_same_unit
from briefing_room.verify.likeness import CONTRARIES, lemma, word_set
from briefing_room.verify.reasons import Reason, error
from briefing_room.verify.words import (
    Amount,
    Word,
    Words,
    context_words,
    word_after,
    word_before,
    words_before,
)

NUMBER = "number"
UNIT = "unit"
DATE = "date"
LIMIT = "limit"
_MORE_WORDS = word_set("more_words")
_LESS_WORDS = word_set("less_words")
_VERBS_WITH_ABOUT = word_set("verbs_with_about")
_REFERRING_WORDS = word_set("referring_words")
_GENERIC_NOUNS = word_set("generic_nouns")
_MEASURING_UNITS = CURRENCIES | {
    unit
    for sort in ("share", "mass", "length", "area", "volume", "power", "energy", "time")
    for unit in table("units")[sort]
}
_FALLING_WORDS = word_set("negative_words").union(*(other for _, other in CONTRARIES["rise"]))
_SHARES = frozenset({"%", "times"})
_PERIOD_NOUNS = ("day", "week", "month", "quarter", "year", "decade")
_MAX_REFERRING_NUMBER = 12
_MAX_DIGITS = 12  # of a number; further ones are errors of its binary form


# --- Values that no passage has -----------------------------------------------------------------


def check_values(comparison: Comparison) -> Iterator[Reason]:
    """Yield the numbers and dates that no passage has, and numbers with another unit."""
    for word in comparison.statement_words:
        if word.amount:
            yield from _check_number(comparison, word, word.amount)
        elif word.kind == "word" and word.text[0].isdigit() and not word.capital:  # "873p"
            if not {word.lower, word.lower.removesuffix("s")} & comparison.passage_forms:
                yield error(NUMBER, _missing_message("number", word.text), word.text)
        elif word.lower in comparison.articles.authors:  # "April Glaser"
            continue
        elif word.kind == "date" and not _has_date(comparison, word):
            why = _missing_message("date", word.text)
            is_exact = any(map(str.isdigit, word.text))
            yield error(DATE, why, word.text) if is_exact else flag(DATE, why, word)


def _missing_message(kind: str, text: str) -> str:
    return f"the {kind} “{text}” is not in the passages; correct it or remove it"


def _check_number(comparison: Comparison, word: Word, amount: Amount) -> Iterator[Reason]:
    amounts = [m.word.amount for m in comparison.equal_values(word) if m.word.amount]
    if not amounts and _find_limit(comparison.statement_words, word) in {
        Limit.ROUGH,
        Limit.AT_MOST,
    }:
        numbers = (w.amount for w in comparison.passage_words if w.amount)
        amounts = [other for other in numbers if _is_rounded(amount, other)]
    if not amounts:
        yield from _check_missing_number(comparison, word, amount)
    elif not any(_units_fit(amount.unit, other.unit) for other in amounts):
        yield from _check_unit(comparison, word, amount, amounts)
    else:
        yield from _check_sign(comparison, word)


def _check_sign(comparison: Comparison, word: Word) -> Iterator[Reason]:
    """Yield a number that is negative in one of the two texts and positive in the other."""
    equal = comparison.equal_amounts(word)
    is_negative = _is_negative(comparison.statement_words, word)
    signs = {_is_negative(sentence, other) for sentence, other in equal}
    words = (word, *(other for _, other in equal))
    has_minus = any(w.amount and w.amount.is_negative for w in words)
    if has_minus and is_negative not in signs:
        sign, other = ("no minus", "one") if is_negative else ("a minus", "none")
        why = f"in the passage “{word.text}” has {sign}, here it has {other}; keep its sign"
        yield error(NUMBER, why, word.text)


def _is_negative(words: Words, word: Word) -> bool:
    """Whether a number has a minus, or a word beside it says so: "fell by 5%", "a loss of 5"."""
    nearby = (w for w in context_words(words, word, 6, 3) if w.clause == word.clause)
    has_minus = word.amount is not None and word.amount.is_negative
    return has_minus or any(w.lemma in _FALLING_WORDS for w in nearby)


def _check_missing_number(comparison: Comparison, word: Word, amount: Amount) -> Iterator[Reason]:
    """Yield a number that no passage has, if it does not only refer to things already named."""
    after = word_after(comparison.statement_words, word)
    text = f"{word.text} {after.text}" if after.content or after.text == "%" else word.text
    why = _missing_message("number", text)
    if any(map(str.isdigit, word.text)):
        if word.lower not in comparison.passage_forms:  # "F-35"
            yield error(NUMBER, why, word.text)
    elif _may_be_counted(comparison, word, amount):
        if not _refers_back(comparison.statement_words, word, amount):
            yield flag(NUMBER, why, word)
    elif amount.value != 1.0:
        yield error(NUMBER, why, word.text)


def _may_be_counted(comparison: Comparison, word: Word, amount: Amount) -> bool:
    """Whether a number in words may sum up a passage: "a third" for 32%, "three" for a list of 3.

    It may not if the passage gives another number of the same things.
    """
    others = [w.amount for w in comparison.passage_words if w.amount]
    is_small = amount.value in {1.0, 2.0}
    if amount.unit in _SHARES:
        near = (o for o in others if o.unit == amount.unit and abs(o.value - amount.value) <= 3)
        return is_small or any(near)
    if word.lower.endswith("th"):  # "the fifth"
        return True
    if amount.unit and any(o.unit and is_same_unit(amount.unit, o.unit) for o in others):
        return word_before(comparison.statement_words, word).lower in _REFERRING_WORDS
    joiners = sum(w.lower in {",", ";", "and", "or"} for w in comparison.passage_words)
    is_count = not is_measuring_unit(amount.unit)
    may_be_listed = is_count and amount.value <= min(joiners + 1, _MAX_REFERRING_NUMBER)
    return is_small or may_be_listed or amount.unit in DURATIONS  # from one date to another


def _check_unit(
    comparison: Comparison, word: Word, amount: Amount, amounts: list[Amount]
) -> Iterator[Reason]:
    """Yield a number that the passages have with other units only."""
    is_measure = is_measuring_unit(amount.unit)
    measures_all = all(is_measuring_unit(other.unit) for other in amounts)
    are_measures = is_measure and measures_all and amount.value != 1.0  # not "one day"
    is_initials = amount.unit.rstrip("s").lower() in comparison.articles.initials
    if is_initials or (word.text.isalpha() and not are_measures):
        return
    if is_measure or measures_all:
        why = f"“{word.text}” is in {amounts[0].unit} in the passage, not in {amount.unit}"
        yield error(UNIT, f"{why}; correct the unit", word.text)
    elif (comparison.passage_lemmas | _GENERIC_NOUNS).isdisjoint(map(lemma, amount.unit.split())):
        why = f"the passage counts {amounts[0].unit}, not {amount.unit}"
        yield flag(UNIT, f"{why}; name what “{word.text}” counts", word)


def _refers_back(words: Words, word: Word, amount: Amount) -> bool:
    """Whether a spelled number refers to things already named: "the other three"."""
    is_count = amount.value <= _MAX_REFERRING_NUMBER and not is_measuring_unit(amount.unit)
    follows_referring_word = word_before(words, word).lower in _REFERRING_WORDS
    return amount.value in {1.0, 2.0} or (is_count and follows_referring_word)


def _is_rounded(amount: Amount, other: Amount) -> bool:
    """Whether an amount is another one rounded to its digits: 1,200,000 for 1,234,567."""
    digits = len(Decimal(f"{amount.value:.{_MAX_DIGITS}g}").normalize().as_tuple().digits)
    is_same = f"{amount.value:.{digits}g}" == f"{other.value:.{digits}g}"
    return is_same and _units_fit(amount.unit, other.unit)


def _units_fit(unit: str, other: str) -> bool:
    is_price = unit.startswith(f"{other}/") or other.startswith(f"{unit}/")
    return not unit or not other or is_same_unit(unit, other) or is_price


def is_measuring_unit(unit: str) -> bool:
    """Whether a unit measures something, such as "kg" or "$/kg"; "wells" only counts."""
    return unit in _MEASURING_UNITS or "/" in unit


def _has_date(comparison: Comparison, word: Word) -> bool:
    """Whether the passages have a date, in any wording."""
    dates = [w for w in comparison.passage_words if w.kind == "date"]
    if any(are_equal(word, date) or word.lower == date.lower for date in dates):
        return True
    parts = word.lower.split()
    if set(parts) <= comparison.passage_forms or space_words(word.text) in comparison.passage_text:
        return True
    if not word.date:
        periods = tuple(noun for noun in _PERIOD_NOUNS for part in parts if part.startswith(noun))
        return any(w.lower.startswith(periods) for w in comparison.passage_words)
    resolved = (day for cited in comparison.passages for day in cited.days)
    return any(day.startswith(word.date) for day in resolved)


# --- Up to, more than, nearly -------------------------------------------------------------------


class Limit(Enum):
    """What the words around a number say about it."""

    NONE = "exactly"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    ROUGH = "about"


def check_limits(comparison: Comparison) -> Iterator[Reason]:
    """Yield the numbers that the passages limit differently: "up to", "more than"."""
    for word in comparison.statement_words:
        equal = comparison.equal_amounts(word)
        limits = {_find_limit(sentence, other) for sentence, other in equal}
        limit = _find_limit(comparison.statement_words, word)
        if not equal or limit in {*limits, Limit.ROUGH} or word.lower in {"one", "two"}:
            continue
        if limit is Limit.AT_MOST and comparison.passages_have(["limit", "cap", "ceiling"]):
            continue
        if limit is Limit.NONE and limits == {Limit.ROUGH}:
            why = f"the passage gives “{word.text}” as approximate; keep its “about”"
        else:
            sentence, match = equal[0]
            quoted = " ".join(w.text for w in sentence[max(0, match.index - 3) : match.index + 2])
            why = f"the passage limits “{word.text}” differently: “{quoted}”; keep its limit"
        yield flag(LIMIT, why, word)


DETERMINERS = frozenset({"the", "a", "an", "its", "their", "that"})  # between a limit and a number


def _find_limit(words: Words, word: Word) -> Limit:
    """Whether the words around a value limit it: "up to", "more than", "about"."""
    before = [w.lower for w in words_before(words, word, 7) if w.lower not in DETERMINERS]
    if before[-1:] == ["of"]:  # "below a price of $75"
        limits = [at for at, form in enumerate(before) if lemma(form) in _MORE_WORDS | _LESS_WORDS]
        before = before[: limits[-1] + 1] if limits else before
    last, phrase = (before or [""])[-1], " ".join(before[-2:])
    has_article = word_before(words, word).lower in {"a", "an"}
    is_object = has_article and last not in PREPOSITIONS  # "passed a 5% royalty"
    qualifier, unit = (word.amount.qualifier, word.amount.unit) if word.amount else ("", "")
    if last in {"over", "within"} and unit in DURATIONS:
        return Limit.NONE
    if phrase.endswith(" than") and before[-2] not in {"rather", "other"}:
        is_less = before[-2] in _LESS_WORDS or before[-3:-2] == ["no"]
        return Limit.AT_MOST if is_less else Limit.AT_LEAST
    is_less = qualifier in AT_MOST or last in _LESS_WORDS
    if is_less or phrase in {"up to", "at most", "close to"} or last in {"within", "not"}:
        return Limit.AT_MOST
    after = " ".join(w.lower for w in words[word.index + 1 : word.index + 6])
    if (
        re.search(r"\bor (?:more|higher|above)\b", after)
        or phrase == "at least"
        or qualifier in AT_LEAST
        or (lemma(last) in _MORE_WORDS and not is_object)
    ):
        return Limit.AT_LEAST
    is_topic = last == "about" and lemma(before[-2] if before[1:] else "") in _VERBS_WITH_ABOUT
    is_rough = (qualifier in ROUGH or last in ROUGH) and not is_topic  # "knew about 12 leaks"
    return Limit.ROUGH if is_rough else Limit.NONE
