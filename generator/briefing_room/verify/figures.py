"""Check that numbers and dates are in the passages, with the same limits and of the same things."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum

from briefing_room.catalogue.numbers import AT_LEAST, AT_MOST, ROUGH
from briefing_room.extract.units import CURRENCIES, DURATIONS
from briefing_room.text.lexicon import PREPOSITIONS, table
from briefing_room.text.typography import space_words
from briefing_room.verify.comparison import Comparison, are_equal, flag, share_word
from briefing_room.verify.evidence import is_same_unit
from briefing_room.verify.likeness import CONTRARIES, lemma, word_set
from briefing_room.verify.reasons import Reason, error
from briefing_room.verify.speech import SPEECH_VERBS, find_subject
from briefing_room.verify.words import (
    NO_WORD,
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
    matches = comparison.equal_values(word)
    sides = [comparison.passage_sentences[match.sentence] for match in matches]
    is_negative = _is_negative(comparison.statement_words, word)
    signs = {_is_negative(side, m.word) for side, m in zip(sides, matches, strict=True)}
    has_minus = any(w.amount and w.amount.is_negative for w in (word, *(m.word for m in matches)))
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
    is_count = not _is_measuring_unit(amount.unit)
    may_be_listed = is_count and amount.value <= min(joiners + 1, _MAX_REFERRING_NUMBER)
    return is_small or may_be_listed or amount.unit in DURATIONS  # from one date to another


def _check_unit(
    comparison: Comparison, word: Word, amount: Amount, amounts: list[Amount]
) -> Iterator[Reason]:
    """Yield a number that the passages have with other units only."""
    is_measure = _is_measuring_unit(amount.unit)
    measures_all = all(_is_measuring_unit(other.unit) for other in amounts)
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
    is_count = amount.value <= _MAX_REFERRING_NUMBER and not _is_measuring_unit(amount.unit)
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


def _is_measuring_unit(unit: str) -> bool:
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
        matches = comparison.equal_values(word) if word.amount else []
        limits = {_find_limit(comparison.passage_sentences[m.sentence], m.word) for m in matches}
        limit = _find_limit(comparison.statement_words, word)
        if not matches or limit in {*limits, Limit.ROUGH} or word.lower in {"one", "two"}:
            continue
        if limit is Limit.AT_MOST and comparison.passages_have(["limit", "cap", "ceiling"]):
            continue
        if limit is Limit.NONE and limits == {Limit.ROUGH}:
            why = f"the passage gives “{word.text}” as approximate; keep its “about”"
        else:
            sentence, match = comparison.passage_sentences[matches[0].sentence], matches[0].word
            quoted = " ".join(w.text for w in sentence[max(0, match.index - 3) : match.index + 2])
            why = f"the passage limits “{word.text}” differently: “{quoted}”; keep its limit"
        yield flag(LIMIT, why, word)


_NOT_LIMITS = frozenset({"the", "a", "an", "its", "their", "that"})  # between a limit and a number


def _find_limit(words: Words, word: Word) -> Limit:
    """Whether the words around a value limit it: "up to", "more than", "about"."""
    before = [w.lower for w in words_before(words, word, 7) if w.lower not in _NOT_LIMITS]
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
    return Limit.ROUGH if qualifier in ROUGH or last in ROUGH else Limit.NONE


# --- What a number belongs to ---------------------------------------------------------------------

BINDING = "binding"
BEFORE_WORDS = frozenset({"before", "until", "till"})
AFTER_WORDS = frozenset({"after", "since"})
_DATE_SIDES = (BEFORE_WORDS | {"by"}, AFTER_WORDS | {"from"})


def check_binding(comparison: Comparison) -> Iterator[Reason]:
    """Yield a number that stands for two things, and a date that is no start or no end."""
    yield from _check_repeated_numbers(comparison)
    yield from _check_totals(comparison)
    yield from _check_deadlines(comparison)
    yield from _check_subjects(comparison)


def _check_repeated_numbers(comparison: Comparison) -> Iterator[Reason]:
    """Yield the first number that the statement has more often than its passages.

    A year may be repeated, unless another year of the passages is gone.
    """
    counts, passage_counts = (
        Counter(digits for word in words for digits in _numbers_in(word))
        for words in (comparison.statement_words, comparison.passage_words)
    )
    has_lost_year = any(map(_is_year, passage_counts.keys() - counts.keys()))
    for word in comparison.statement_words:
        repeated = [d for d in _numbers_in(word) if 0 < passage_counts[d] < counts[d]]
        if repeated and (word.amount or has_lost_year or not all(map(_is_year, repeated))):
            why = f"the passages give “{repeated[0]}” to one thing only; correct the other number"
            yield flag(BINDING, why, word)
            return


def _check_totals(comparison: Comparison) -> Iterator[Reason]:
    """Yield the first count that the passages give only as a total: "seven" for "two of seven"."""
    values = {w.amount.value for w in comparison.statement_words if w.amount}
    for word in comparison.statement_words:
        matches = comparison.equal_values(word) if word.amount else []
        parts = [_part_before(comparison.passage_sentences[m.sentence], m.word) for m in matches]
        if matches and all(part and part.value not in values for part in parts):
            sentence, match = comparison.passage_sentences[matches[0].sentence], matches[0].word
            quoted = " ".join(w.text for w in (*words_before(sentence, match, 3), match))
            yield flag(BINDING, f"the passage says “{quoted}”, not only “{word.text}”", word)
            return


def _part_before(words: Words, word: Word) -> Amount | None:
    """The number of the things that a count is the total of: 2 in "two of the seven wells"."""
    lead = [w for w in words_before(words, word, 5) if w.lower not in _NOT_LIMITS | {"out", "all"}]
    is_total = len(lead) > 1 and lead[-1].lower == "of"
    amount = word.amount  # "one of two plants" says that there are two
    counts_things = amount is not None and amount.value > 2 and not _is_measuring_unit(amount.unit)
    return lead[-2].amount if is_total and counts_things else None


def _check_subjects(comparison: Comparison) -> Iterator[Reason]:
    """Yield the first number that the passages give to one subject and the statement to another.

    The other subject has a number of its own there, of the same unit: "tin rose 6%, zinc 2%".
    """
    by_subject = [
        (subject, amount)
        for sentence in comparison.passage_sentences
        for subject, amount in _subjects_of_amounts(sentence)
    ]
    for subject, word in _subjects_of_amounts(comparison.statement_words):
        givers = [
            other
            for match in comparison.equal_values(word)
            for other, amount in by_subject
            if amount is match.word
        ]
        if not givers or any(_may_be_same(comparison, subject, other) for other in givers):
            continue
        own = [
            amount
            for other, amount in by_subject
            if share_word(subject, other) and _has_unit_of(amount, word)
        ]
        if own:
            giver = " ".join(w.text for w in givers[0])
            stated = " ".join(w.text for w in subject)
            why = f"the passage gives “{word.text}” to “{giver}”, not to “{stated}”; correct it"
            yield flag(BINDING, why, word)
            return


def _may_be_same(comparison: Comparison, subject: list[Word], other: list[Word]) -> bool:
    """Whether two subjects may be the same: "the mine" may be any name."""
    is_name, is_other_name = (
        any(w.lower in comparison.articles.names for w in words) for words in (subject, other)
    )
    return is_name != is_other_name or share_word(subject, other)


def _subjects_of_amounts(words: Words) -> Iterator[tuple[list[Word], Word]]:
    """Yield the amounts of a sentence, each with the subject of the verb before it."""
    for word in words:
        if not word.amount:
            continue
        verb = next((w for w in reversed(words[: word.index]) if w.verb and not w.gerund), NO_WORD)
        if verb is NO_WORD or verb.passive or verb.reduced or verb.verb in SPEECH_VERBS:
            continue
        if any(w.lower in {"and", "but", ","} for w in words[verb.index : word.index]):
            continue  # "Japan gives 5 tonnes and France 6"
        subject = list(reversed(find_subject(words, verb.index)))
        if subject and all(w.content or w.lower in {"the", "a", "an", "of"} for w in subject):
            yield [w for w in subject if w.content], word


def _has_unit_of(word: Word, other: Word) -> bool:
    units = [w.amount.unit for w in (word, other) if w.amount]
    return len(units) == 2 and bool(units[0]) and is_same_unit(*units)


def _check_deadlines(comparison: Comparison) -> Iterator[Reason]:
    """Yield the first date that is a start in one of the two texts and an end in the other.

    "From 30 June" is a start, "by 30 June" an end.
    """
    for word in comparison.statement_words:
        matches = comparison.equal_values(word) if word.kind == "date" else []
        lead = word_before(comparison.statement_words, word).lower
        passage_leads = {
            word_before(comparison.passage_sentences[m.sentence], m.word).lower for m in matches
        }
        for side, other_side in (_DATE_SIDES, _DATE_SIDES[::-1]):
            if lead in side and passage_leads and passage_leads <= other_side:
                why = f"the passage says “{min(passage_leads)} {word.text}”, not “{lead}”"
                yield flag(BINDING, f"{why}; use its word", word)
                return


def _numbers_in(word: Word) -> list[str]:
    """The numbers in digits that a number or a date consists of."""
    return re.findall(r"\d[\d.,]*\d|\d", word.text) if word.is_value else []


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.isdigit() and digits[:2] in {"19", "20"}
