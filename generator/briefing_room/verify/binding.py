"""Check that a number or a date stands for the same thing in a statement and in its passages.

"Tin rose 2%" has a number of the passage "tin rose 6%, zinc 2%", and gives it to the wrong metal.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from briefing_room.verify.attribution import CLAUSE_SEPARATORS
from briefing_room.verify.comparison import Comparison, flag, share_word
from briefing_room.verify.evidence import is_same_unit
from briefing_room.verify.figures import DETERMINERS, is_measuring_unit
from briefing_room.verify.likeness import CONTRARIES
from briefing_room.verify.reasons import Reason
from briefing_room.verify.speech import find_subject, reports_speech
from briefing_room.verify.words import (
    NO_WORD,
    Amount,
    Word,
    Words,
    word_before,
    words_before,
)

BINDING = "binding"
BEFORE_WORDS = frozenset({"before", "until", "till"})
AFTER_WORDS = frozenset({"after", "since"})
_DATE_SIDES = (BEFORE_WORDS | {"by"}, AFTER_WORDS | {"from"})
_SUBJECT_CHANGES = CLAUSE_SEPARATORS | {"and", ","}  # "Japan gives 5 tonnes and France 6"
_CHANGE_SIDES = (frozenset({"by"}), frozenset({"to"}))
_CHANGE_WORDS = frozenset().union(*chain.from_iterable(CONTRARIES["rise"]))


def check_binding(comparison: Comparison) -> Iterator[Reason]:
    """Yield a number of something else, and a value whose "by" or "to" has changed."""
    yield from _check_repeated_numbers(comparison)
    yield from _check_totals(comparison)
    yield from _check_starts_and_ends(comparison)
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
        equal = comparison.equal_amounts(word)
        parts = [_part_before(sentence, other) for sentence, other in equal]
        if equal and all(part and part.value not in values for part in parts):
            sentence, match = equal[0]
            quoted = " ".join(w.text for w in (*words_before(sentence, match, 3), match))
            yield flag(BINDING, f"the passage says “{quoted}”, not only “{word.text}”", word)
            return


def _part_before(words: Words, word: Word) -> Amount | None:
    """The number of the things that a count is the total of: 2 in "two of the seven wells"."""
    lead = [w for w in words_before(words, word, 5) if w.lower not in DETERMINERS | {"out", "all"}]
    is_total = len(lead) > 1 and lead[-1].lower == "of"
    amount = word.amount  # "one of two plants" says that there are two
    counts_things = amount is not None and amount.value > 2 and not is_measuring_unit(amount.unit)
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
    """Yield the amounts of a sentence, each with the subject of its verb and with who says it."""
    for word in words:
        if not word.amount:
            continue
        verb = _governing_verb(words, word)
        lead = reversed(words[: word.index])
        speech = next((w for w in lead if reports_speech(w, words, stance=True)), NO_WORD)
        for governor in dict.fromkeys((verb, speech)):
            if governor is NO_WORD or governor.passive or governor.reduced:
                continue
            if any(w.lower in _SUBJECT_CHANGES for w in words[governor.index : word.index]):
                continue
            subject = list(reversed(find_subject(words, governor.index)))
            if subject and all(w.content or w.lower in {"the", "a", "an", "of"} for w in subject):
                yield [w for w in subject if w.content], word


def _has_unit_of(word: Word, other: Word) -> bool:
    units = [w.amount.unit for w in (word, other) if w.amount]
    return len(units) == 2 and bool(units[0]) and is_same_unit(*units)


def _check_starts_and_ends(comparison: Comparison) -> Iterator[Reason]:
    """Yield the first value that is a start in one of the two texts and an end in the other.

    "From 30 June" is a start, "by 30 June" an end.  "Fell by 30%" is no "fell to 30%".
    """
    for word in comparison.statement_words:
        matches = comparison.equal_values(word) if word.is_value else []
        lead = word_before(comparison.statement_words, word).lower
        passage_words = [(comparison.passage_sentences[m.sentence], m.word) for m in matches]
        passage_leads = {word_before(sentence, other).lower for sentence, other in passage_words}
        sides = _DATE_SIDES if word.kind == "date" else _CHANGE_SIDES
        texts = [(comparison.statement_words, word), *passage_words]
        if word.amount and not all(_is_of_change(sentence, other) for sentence, other in texts):
            continue
        for side, other_side in (sides, sides[::-1]):
            if lead in side and passage_leads and passage_leads <= other_side:
                why = f"the passage says “{min(passage_leads)} {word.text}”, not “{lead}”"
                yield flag(BINDING, f"{why}; use its word", word)
                return


def _is_of_change(words: Words, amount: Word) -> bool:
    """Whether the last verb before an amount, or a noun after it, says that something changes."""
    for word in reversed(words[: amount.index]):
        if word.lemma in _CHANGE_WORDS or word.verb:
            return word.lemma in _CHANGE_WORDS
    return False


def _governing_verb(words: Words, amount: Word) -> Word:
    """The verb before an amount, ``NO_WORD`` if there is none."""
    return next((w for w in reversed(words[: amount.index]) if w.verb and not w.gerund), NO_WORD)


def _numbers_in(word: Word) -> list[str]:
    """The numbers in digits that a number or a date consists of."""
    return re.findall(r"\d[\d.,]*\d|\d", word.text) if word.is_value else []


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.isdigit() and digits[:2] in {"19", "20"}
