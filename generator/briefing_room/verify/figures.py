"""Check that numbers and dates are in the passages, with the same limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum

from briefing_room.catalogue.numbers import AT_LEAST, AT_MOST, ROUGH
from briefing_room.extract.units import CURRENCIES, DURATIONS
from briefing_room.text.lexicon import table
from briefing_room.text.typography import space_words
from briefing_room.verify.comparison import Comparison, Match, are_equal, flag
from briefing_room.verify.evidence import is_same_unit
from briefing_room.verify.likeness import lemma, word_set
from briefing_room.verify.reasons import Reason, error
from briefing_room.verify.speech import SPEECH_VERBS
from briefing_room.verify.words import Amount, Word, Words

NUMBER = "number"
UNIT = "unit"
DATE = "date"
LIMIT = "limit"
_MORE_WORDS = word_set("more_words")
_LESS_WORDS = word_set("less_words")
_REFERRING_WORDS = word_set("referring_words")
_GENERIC_NOUNS = word_set("generic_nouns")
_MEASURING_UNITS = CURRENCIES | {
    unit
    for sort in ("share", "mass", "length", "area", "volume", "power", "energy", "time")
    for unit in table("units")[sort]
}
_PERIOD_NOUNS = ("day", "week", "month", "quarter", "year", "decade")
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "that"})
_MAX_REFERRING_NUMBER = 12
_MAX_DIGITS = 12  # of a number; further ones are errors of its binary form


class Limit(Enum):
    """What the words around a number say about it."""

    NONE = "exactly"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    ROUGH = "about"


def check_limits(comparison: Comparison) -> Iterator[Reason]:
    """Yield the numbers that the passages limit differently: "up to", "more than"."""
    for word in comparison.statement_words:
        if word.amount and (matches := comparison.equal_values(word)):
            yield from _check_limit(comparison, word, matches)


# --- Values that no passage has ------------------------------------------------------------------


def check_values(comparison: Comparison) -> Iterator[Reason]:
    """Yield the numbers and dates that no passage has, and numbers with another unit."""
    for word in comparison.statement_words:
        if word.amount:
            yield from _check_number(comparison, word, word.amount)
        elif word.kind == "word" and word.text[0].isdigit() and not word.capital:  # "873p"
            if not {word.lower, word.lower.removesuffix("s")} & comparison.passage_forms:
                why = f"the number “{word.text}” is not in the passages; correct it or remove it"
                yield error(NUMBER, why, word.text)
        elif word.lower in comparison.articles.authors:  # "April Glaser"
            continue
        elif word.kind == "date" and not _has_date(comparison, word):
            why = f"the date “{word.text}” is not in the passages; correct it or remove it"
            exact = any(map(str.isdigit, word.text))
            yield error(DATE, why, word.text) if exact else flag(DATE, why, word)


def _check_number(comparison: Comparison, word: Word, amount: Amount) -> Iterator[Reason]:
    amounts = [m.word.amount for m in comparison.equal_values(word) if m.word.amount]
    if not amounts and _find_limit(comparison.statement_words, word) in {
        Limit.ROUGH,
        Limit.AT_MOST,
    }:
        numbers = (w.amount for w in comparison.passage_words if w.amount)
        amounts = [other for other in numbers if _is_rounded(amount, other)]
    if not amounts:
        yield from _explain_missing_number(comparison, word, amount)
    elif not any(_units_fit(amount.unit, other.unit) for other in amounts):
        yield from _explain_wrong_unit(comparison, word, amount, amounts)


def _explain_missing_number(comparison: Comparison, word: Word, amount: Amount) -> Iterator[Reason]:
    """Yield a fault for a number that no passage has."""
    why = (
        f"the number “{_with_unit(comparison.statement_words, word)}” is not in the passages; "
        "correct it or remove it"
    )
    if any(map(str.isdigit, word.text)):
        if word.lower not in comparison.passage_forms:  # "F-35"
            yield error(NUMBER, why, word.text)
    elif amount.value not in {1.0, 2.0} and not _refers_back(comparison.statement_words, word):
        yield flag(NUMBER, why, word)


def _explain_wrong_unit(
    comparison: Comparison, word: Word, amount: Amount, amounts: list[Amount]
) -> Iterator[Reason]:
    """Yield a fault for a number that the passages have with other units."""
    is_initials = amount.unit.rstrip("s").lower() in comparison.articles.initials
    is_measure = _is_measuring_unit(amount.unit)
    measures_all = all(_is_measuring_unit(other.unit) for other in amounts)
    is_count = not is_measure and not measures_all
    are_measures = is_measure and measures_all and amount.value != 1.0  # not "one day"
    if is_initials or (word.text.isalpha() and not are_measures):
        return
    if not is_count:
        why = (
            f"“{word.text}” is in {amounts[0].unit} in the passage, not in {amount.unit}; "
            "correct the unit"
        )
        yield error(UNIT, why, word.text)
        return
    noun = lemma(amount.unit.rpartition(" ")[2])
    names_noun = noun in comparison.passage_lemmas | _GENERIC_NOUNS or not (
        comparison.passage_lemmas.isdisjoint(map(lemma, amount.unit.split()))
    )
    if not names_noun:
        why = (
            f"the passage counts {amounts[0].unit}, not {amount.unit}; "
            f"name what “{word.text}” counts"
        )
        yield flag(UNIT, why, word)


def _with_unit(words: Words, word: Word) -> str:
    after = words[word.index + 1] if word.index + 1 < len(words) else None
    return (
        f"{word.text} {after.text}" if after and (after.content or after.text == "%") else word.text
    )


def _refers_back(words: Words, word: Word) -> bool:
    """Whether a spelled number refers back to things already named: "the other two"."""
    before = words[word.index - 1].lower if word.index else ""
    is_small = word.amount is not None and word.amount.value <= _MAX_REFERRING_NUMBER
    is_measure = word.amount is not None and _is_measuring_unit(word.amount.unit)
    return is_small and not is_measure and before in _REFERRING_WORDS


def _is_rounded(amount: Amount, other: Amount) -> bool:
    """Whether an amount is another one rounded to its digits: 1,200,000 for 1,234,567."""
    digits = len(Decimal(f"{amount.value:.{_MAX_DIGITS}g}").normalize().as_tuple().digits)
    is_same = f"{amount.value:.{digits}g}" == f"{other.value:.{digits}g}"
    return is_same and _units_fit(amount.unit, other.unit)


def _units_fit(unit: str, other: str) -> bool:
    is_price = unit.startswith(f"{other}/") or other.startswith(f"{unit}/")
    return not unit or not other or is_same_unit(unit, other) or is_price


def _is_measuring_unit(unit: str) -> bool:
    return unit in _MEASURING_UNITS or "/" in unit


def _has_date(comparison: Comparison, word: Word) -> bool:
    dates = [w for w in comparison.passage_words if w.kind == "date"]
    if (
        any(are_equal(word, day) or word.lower == day.lower for day in dates)
        or space_words(word.text) in comparison.passage_text
    ):
        return True
    if set(word.lower.split()) <= comparison.passage_forms or _is_day_of_report(comparison, word):
        return True
    resolved = (day for cited in comparison.passages for day in cited.days)
    if word.date and any(day.startswith(word.date) for day in resolved):
        return True
    periods = {
        p for w in (word.lower, *word.lower.split()) for p in _PERIOD_NOUNS if w.startswith(p)
    }
    return not word.date and any(
        w.lower.startswith(p) for w in comparison.passage_words for p in periods
    )


def _is_day_of_report(comparison: Comparison, day: Word) -> bool:
    """Whether a day only says when the text was written: "said on 4 March 2026", "this week"."""
    before = comparison.statement_words[max(0, day.index - 2) : day.index]
    best_sentence = comparison.passage_sentences[comparison.best_sentence or 0]
    is_report = any(word.verb in SPEECH_VERBS for word in before)
    is_dated = any(word.kind == "date" for word in best_sentence)
    is_relative = any(word.lower.startswith("this ") for word in best_sentence)
    is_day = any(day.date == str(cited.date) for cited in comparison.passages)
    return is_day and (is_relative or (is_report and not is_dated))


# --- Up to, more than, nearly --------------------------------------------------------------------


def _check_limit(comparison: Comparison, word: Word, matches: list[Match]) -> Iterator[Reason]:
    if word.lower in {"one", "two"}:
        return
    limit = _find_limit(comparison.statement_words, word)
    passage_limits = {
        _find_limit(comparison.passage_sentences[m.sentence], m.word) for m in matches
    }
    if (
        limit in passage_limits
        or limit is Limit.ROUGH
        or (limit is Limit.AT_MOST and comparison.passages_have(["limit", "cap", "ceiling"]))
    ):
        return
    if limit is Limit.NONE and passage_limits == {Limit.ROUGH}:
        yield flag(LIMIT, f"the passage gives “{word.text}” as approximate; keep its “about”", word)
    else:
        passage = " ".join(w.text for w in words_around_match(comparison, matches[0], 3))
        yield flag(
            LIMIT,
            f"the passage limits “{word.text}” differently: “{passage}”; keep its limit",
            word,
        )


def words_around_match(comparison: Comparison, match: Match, size: int) -> Words:
    """The passage words before a match, the match and the next word."""
    sentence = comparison.passage_sentences[match.sentence]
    return sentence[max(0, match.word.index - size) : match.word.index + 2]


def _find_limit(words: Words, word: Word) -> Limit:
    """Whether the words around a value limit it: "up to", "more than", "about"."""
    before = [
        w.lower for w in words[max(0, word.index - 5) : word.index] if w.lower not in _ARTICLES
    ]
    last, phrase = (before or [""])[-1], " ".join(before[-2:])
    qualifier = word.amount.qualifier if word.amount else ""
    is_duration = word.amount is not None and word.amount.unit in DURATIONS
    over_duration = last in {"over", "within"} and is_duration
    if over_duration:
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
        or lemma(last) in _MORE_WORDS
    ):
        return Limit.AT_LEAST
    return Limit.ROUGH if qualifier in ROUGH or last in ROUGH else Limit.NONE
