"""Check what kind of amount a row gives, such as a target, and the status of a site.

The words near the amount decide: "plans 300 tonnes" gives a target, "made 300 tonnes" an output.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefing_room.catalogue.cited_rows import CitedRow
from briefing_room.extract.units import CURRENCIES
from briefing_room.text.lexicon import table
from briefing_room.verify.comparison import Comparison
from briefing_room.verify.evidence import Evidence, find_equal_quantities, read_unit, read_value
from briefing_room.verify.likeness import lemma, word_set
from briefing_room.verify.polarity import DENYING_VERBS
from briefing_room.verify.reasons import Reason, shorten, unsupported_reason
from briefing_room.verify.speech import PERSONAL_PRONOUNS
from briefing_room.verify.verbs import BE_FORMS
from briefing_room.verify.words import (
    FORECAST_WORDS,
    Modality,
    Word,
    Words,
    has_plan_before,
    word_after,
    words_before,
)

MEASURE = "wrong-kind"
STATUS = "wrong-status"
_CAPACITY_WORDS = frozenset({"capacity", "capable", "able", "nameplate", "designed"})
_PLANT_NOUNS = frozenset({"plant", "factory", "line", "phase", "mill", "refinery", "facility"})
_EXPECTATION_WORDS = (
    word_set("planned_words") | word_set("expected_words") | {"aim", "forecast", "would", "ask"}
)
_PLANNED_AFTER = word_set("planned_words") | {"view", "envisaged", "if", "depending"}
_OPERATING_WORDS = word_set("operating_words")
_PERMIT_NOUNS = frozenset({"permit", "licence", "license", "approval"})
_CERTAIN_STATUSES = frozenset({"built", "closed"})
_COPYING_VERBS = frozenset({"include", "be", "contain", "comprise"})
_MAX_CONTEXT_WORDS = 14  # on each side of an amount
_MAX_WORDS_AFTER = 10  # that may say "planned" of an amount


def _lemmas_by_key(name: str) -> dict[str, frozenset[str]]:
    rows = table("verification")[name].items()
    return {key: frozenset(map(lemma, words.split())) for key, words in rows}


_AMOUNT_LEMMAS = _lemmas_by_key("amounts")
_STATUS_LEMMAS = _lemmas_by_key("statuses")


# --- What an amount is ---------------------------------------------------------------------------


def check_measure(row: CitedRow, comparison: Comparison, evidence: Evidence) -> Iterator[Reason]:
    """Yield a capacity given as output, a target given as capacity, and the like."""
    value = read_value(row.text, row.unit)
    equal = find_equal_quantities(value, evidence, read_unit(row.unit)) if value else []
    amounts = [
        (index, word)
        for quantity in equal
        for index, sentence in enumerate(comparison.passage_sentences)
        if (word := _amount_word(sentence, quantity.low))
    ]
    if amounts and not any(_fits_measure(row, comparison, index, word) for index, word in amounts):
        index, word = amounts[0]
        context = " ".join(w.text for w in _words_around(comparison.passage_sentences[index], word))
        why = f"the passage does not give this amount as “{row.measure}”: “{context}”"
        yield unsupported_reason(MEASURE, f"{why}; correct the row")


def _amount_word(sentence: Words, amount: float) -> Word | None:
    return next((w for w in sentence if w.amount and abs(w.amount.value - amount) < 1e-6), None)


def _words_around(sentence: Words, amount: Word) -> Words:
    start = max(0, amount.index - _MAX_CONTEXT_WORDS)
    return sentence[start : amount.index + _MAX_CONTEXT_WORDS]


def _fits_measure(row: CitedRow, comparison: Comparison, index: int, amount: Word) -> bool:
    """Whether the words around an amount allow the kind that the row gives it."""
    sentence = comparison.passage_sentences[index]
    nearby = _words_around(sentence, amount)
    forms = {form for word in nearby for form in (word.lemma, word.lower)}
    verb = next((w for w in reversed(sentence[: amount.index]) if w.verb and not w.gerund), None)
    match row.measure:
        case "projection" | "withdrawn":
            return True
        case "target" | "past target" | "possible":
            expected = _AMOUNT_LEMMAS.get(row.measure, frozenset()) | _EXPECTATION_WORDS
            return bool(forms & expected) or _looks_ahead(nearby)
        case "capacity":
            is_planned = verb is not None and verb.modality is Modality.FUTURE
            return bool(forms & _AMOUNT_LEMMAS["capacity"]) and not is_planned
        case "made":
            is_capacity = _is_of_plant(sentence, amount) or any(
                w.lemma in _CAPACITY_WORDS and abs(w.index - amount.index) <= 6 for w in nearby
            )
            return (
                bool(forms & _AMOUNT_LEMMAS["made"])
                and not is_capacity
                and not _is_planned(comparison, index, amount)
            )
    is_money = bool(amount.amount and amount.amount.unit.partition("/")[0] in CURRENCIES)
    is_start = any(w.lower == "from" for w in words_before(sentence, amount, 4))
    is_able = "capacity" in row.path and not forms.isdisjoint({"can", "could", "able"})
    return is_money or is_start or is_able or not _is_planned(comparison, index, amount)


def _looks_ahead(words: Sequence[Word]) -> bool:
    """Whether a verb is not a fact yet, or "is to" introduces one."""
    return any(w.verb and w.modality < Modality.FACT for w in words) or any(
        one.lower in BE_FORMS and other.lower == "to" for one, other in pairwise(words)
    )


def _is_of_plant(sentence: Words, amount: Word) -> bool:
    """Whether an amount is what a plant is for: "a plant for about 5,000 tonnes"."""
    lead = [w for w in words_before(sentence, amount, 4) if w.kind == "word"]
    return any(one.lemma in _PLANT_NOUNS and other.lower == "for" for one, other in pairwise(lead))


def _is_planned(comparison: Comparison, index: int, amount: Word) -> bool:
    """Whether the words that govern an amount make it a plan, a forecast or a condition."""
    sentence = comparison.passage_sentences[index]
    if has_plan_before(sentence, amount) or _has_plan_after(sentence, amount):
        return True
    verb = next((w for w in sentence if w.verb), None)
    continues = (
        verb is not None and verb.verb in _COPYING_VERBS and sentence[0].lower in PERSONAL_PRONOUNS
    )
    line_index = comparison.passages[comparison.passage_of_sentence[index]].line_index
    before = comparison.articles.lines[line_index - 1] if continues and line_index else ()
    return any(w.amount and has_plan_before(before, w) for w in before)


def _has_plan_after(sentence: Words, amount: Word) -> bool:
    """Whether an amount is "planned", "in view" or given "if" something happens."""
    for word in sentence[amount.index + 1 : amount.index + _MAX_WORDS_AFTER]:
        before, after = sentence[word.index - 1], sentence[word.index + 1 :][:1]
        if word.lower in _PLANNED_AFTER:
            return not (after and after[0].lower == "to")  # "32% planned to move"
        is_range = word.amount is not None and before.lower in {"to", "or", "and"}
        if word.text in {".", ";", ":"} or (word.is_value and not is_range) or word.verb:
            return False
    return False


# --- The status of a site ------------------------------------------------------------------------


def check_status(row: CitedRow, sentences: Sequence[Words]) -> Iterator[Reason]:
    """Yield a status for which the passages have no word."""
    status_lemmas = _STATUS_LEMMAS.get(row.status)
    if status_lemmas is None:
        return
    words = [(sentence, word) for sentence in sentences for word in sentence if word.kind == "word"]
    match row.status:
        case "operating":
            lemmas = {word.lemma for sentence, word in words if _says_operating(sentence, word)}
        case status if status in _CERTAIN_STATUSES:
            lemmas = {word.lemma for sentence, word in words if not _is_future(sentence, word)}
        case _:
            lemmas = {word.lemma for _, word in words}
    is_planned = row.status == "planned" and any(map(_looks_ahead, sentences))
    if status_lemmas.isdisjoint(lemmas) and not is_planned:
        quoted = shorten(" ".join(word.text for _, word in words))
        yield unsupported_reason(
            STATUS,
            f"the passages do not say that it is “{row.status}”: “{quoted}”; correct the status",
            row.status,
        )


def _says_operating(sentence: Words, word: Word) -> bool:
    """Whether a word says that something operates now."""
    if word.certainty < Modality.FACT or word.denied or _is_future(sentence, word):
        return False
    if word_after(sentence, word).lemma in _PERMIT_NOUNS:
        return False  # "an operating permit"
    loose = word.gerund and not word.auxiliaries
    return word.lower in _OPERATING_WORDS or (bool(word.verb) and not loose)


def _is_future(sentence: Words, word: Word) -> bool:
    """Whether the passage only plans, expects or denies what a word says."""
    if word.verb:
        return word.modality < Modality.FACT or word.denied
    verb = next((w for w in sentence[word.index + 1 :] if w.verb or w.kind == "mark"), None)
    if verb and verb.passive and verb.lemma in FORECAST_WORDS:
        return True  # "production was expected"
    return any(
        (w.verb and (w.modality < Modality.FACT or w.verb in DENYING_VERBS))
        or (w.lemma in _STATUS_LEMMAS["planned"] and not w.verb)
        for w in words_before(sentence, word, 5)
    )
