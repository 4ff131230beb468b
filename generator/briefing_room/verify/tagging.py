"""Split a text into words, each tagged with its part in the sentence.

A number has its unit, a date its day, a verb its modality, negation and voice.  There is no parser:
tags come from word forms and the words before them (:mod:`briefing_room.text.lexicon`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from briefing_room.extract.dates import dates
from briefing_room.extract.numerals import Numeral, numerals, shares, value
from briefing_room.extract.quantities import quantities
from briefing_room.model import Quantity
from briefing_room.text.lexicon import (
    ADVERBS,
    DETERMINERS,
    NOUN_TOO,
    PREPOSITIONS,
    STOP,
    conjugations,
    table,
    word_list,
)
from briefing_room.verify.likeness import lemma, words_of
from briefing_room.verify.modality import Modality, word_certainties


class Amount(NamedTuple):
    """A number with its unit and its qualifier, such as "about" or "more than"."""

    value: float
    unit: str
    qualifier: str


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word, number, date or mark; ``clause`` and ``at`` count from 0."""

    text: str
    lower: str  # in lowercase
    lemma: str
    kind: str  # word, number, date, mark
    content: bool = False  # a content word, not a function word
    capital: bool = False  # written as names are: "Boeing", "7E7"
    index: int = 0
    clause: int = 0
    quoted: bool = False
    possessive: bool = False
    amount: Amount | None = None
    date: str | None = None
    verb: str = ""  # its base form, "" for other words
    modality: Modality = Modality.FACT  # of a verb by itself
    certainty: Modality = Modality.FACT  # with the words around it
    hedge: str = ""  # the lemma that lowers its certainty
    auxiliaries: tuple[str, ...] = ()
    denied: bool = False
    passive: bool = False
    gerund: bool = False
    reduced: bool = False  # "the plant closed in May" inside a clause with another verb

    @property
    def is_value(self) -> bool:
        return self.kind in {"number", "date"}


Words = tuple[Word, ...]

_FUNCTION_WORDS = (
    STOP | ADVERBS | {"said", "says", "say", "told", "now", "also", "however", "meanwhile"}
)
_POSSIBILITY_WORDS = words_of("may")
_INTENTION_WORDS = words_of("meant")
_FUTURE_AUXILIARIES = words_of("will")
_ENTITLEMENT_NOUNS = words_of("entitled")
_CATENATIVE_VERBS = words_of("carriers")
_INTENTION_NOUNS = words_of("wished")
_SPEECH_VERBS = words_of("saying")
_NEGATIONS = word_list("denying", "negation")
BE = words_of("be")
_HAVE_FORMS = words_of("have")
_DO_FORMS = words_of("do")
_MODALS = words_of("modal")
_AUXILIARIES = BE | _HAVE_FORMS | _DO_FORMS | _MODALS | {"to"}
_INTERPOSED_ADVERBS = words_of("between")
_CONDITION_WORDS = words_of("unsure")
_CLAUSE_OPENERS = words_of("openers")
_NO_FORMS: frozenset[str] = frozenset()
_ARTICLES = words_of("articles")
_SUBJECT_PRONOUNS = words_of("subjects")
_PLURAL_SUBJECTS = words_of("plural_subjects")
_OBJECT_OPENERS = words_of("objects")
_NO_PAST_AFTER = _ARTICLES | words_of("no_past_after")
_NOT_ADVERBS = word_list("not_adverbs")
_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:'(?!s\b|ll\b|d\b|re\b|ve\b|m\b)[^\W\d_]+|[.&-][^\W_]+)*"
    r"|'(?:s|ll|d|re|ve|m)\b|\d[\w.-]*\w|\d|[.,;:!?()–—\"…&%]|--"
)
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")
_NEGATIVE_CONTRACTION = re.compile(r"\b(?:[Cc]annot|[Cc]an't|[Ww]on't)\b|n't\b")
_CONTRACTIONS = {"cannot": "can not", "can't": "can not", "won't": "will not", "n't": " not"}
_PHRASES = tuple(
    (re.compile(rf"\b{phrase}\b"), word) for phrase, word in table("strict")["phrases"].items()
)
_SCALE_LETTERS = {"m": "million", "bn": "billion", "tn": "trillion", "k": "thousand"}
_SCALED_NUMBER = re.compile(r"(\d[\d.,]*)(m|bn|tn|k)")  # "50m passengers"
_ORDINALS = {word: at for at, word in enumerate(table("strict")["ordinals"].split(), start=4)}
_ORDINAL = re.compile(rf"(\d{{1,3}})(?:st|nd|rd|th)|(?i:{'|'.join(_ORDINALS)})")
_MAX_WORDS = 20_000
"""Further words are ignored; no honest passage has more."""


@lru_cache(maxsize=2048)
def tag_words(text: str, anchor: dt.date | None = None) -> Words:
    """Tag the words of a text; ``anchor`` is the date from which its "on Thursday" counts."""
    text = _INITIALS.sub(lambda m: m[0].replace(".", ""), text)
    text = _NEGATIVE_CONTRACTION.sub(lambda m: _CONTRACTIONS[m[0].lower()], text)
    for phrase, word in _PHRASES:
        text = phrase.sub(word, text)
    return _tag_verbs(_split_into_words(text, anchor))


def _split_into_words(text: str, anchor: dt.date | None) -> list[Word]:
    """Split a text into words with their clauses; verbs are tagged later."""
    words: list[Word] = []
    end, clause, quoted = 0, 0, False
    for start, stop, word in sorted(_find_tokens(text, anchor), key=lambda part: part[:2]):
        if start < end:
            continue
        end = stop
        if word.text == "'s" and words and words[-1].lower not in {"it", "that", "he", "she"}:
            words[-1] = replace(words[-1], possessive=True)
            continue
        quoted ^= word.text == '"'
        clause += word.text in ",;:–—()." or word.lower in _CLAUSE_OPENERS
        words.append(replace(word, index=len(words), clause=clause, quoted=quoted))
        if len(words) >= _MAX_WORDS:
            break
    return words


def _find_tokens(text: str, anchor: dt.date | None) -> Iterator[tuple[int, int, Word]]:
    """Yield start, end and word of each date, of each number outside them, and of the rest."""
    taken = bytearray(len(text))
    for span in dates(text, anchor):
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
        date = Word(span.given, span.given.lower(), span.given.lower(), "date", date=span.date)
        yield span.start, span.end, date
    known_quantities = quantities(text)
    fractions = [
        fraction for fraction in shares(text) if taken.find(1, fraction.start, fraction.end) < 0
    ]
    for fraction in fractions:
        taken[fraction.start : fraction.end] = b"\1" * (fraction.end - fraction.start)
    for number in (*fractions, *numerals(text, taken)):
        taken[number.start : number.end] = b"\1" * (number.end - number.start)
        yield number.start, number.end, _number_word(text, number, known_quantities)
    for match in _WORD.finditer(text):
        if not taken[match.start()]:
            yield from _split_token(match)


def _split_token(match: re.Match[str]) -> Iterator[tuple[int, int, Word]]:
    """Yield one word, or two for "London-based" and the like."""
    start, text = match.start(), match[0]
    first, hyphen, second = text.partition("-")
    if hyphen and first[:1].isupper() and second.islower() and not first.isupper():
        yield start, start + len(first), _plain_word(first)
        start, text = start + len(first) + 1, second
    if ordinal := _ORDINAL.fullmatch(text):
        amount = Amount(float(ordinal[1] or _ORDINALS[text.lower()]), "", "")
        yield start, match.end(), Word(text, text.lower(), text.lower(), "number", amount=amount)
    elif scaled := _SCALED_NUMBER.fullmatch(text):
        amount = Amount(value(f"{scaled[1]} {_SCALE_LETTERS[scaled[2]]}"), "", "")
        yield start, match.end(), Word(text, text.lower(), text, "number", amount=amount)
    else:
        yield start, match.end(), _plain_word(text)


def _plain_word(text: str) -> Word:
    low = text.lower()
    if not any(map(str.isalnum, text)):
        return Word(text, low, text, "mark")
    capital = text[0].isupper() or (text[0].isdigit() and not text.islower())
    has_content = len(text) > 1 and (low not in _FUNCTION_WORDS or text == "US")
    return Word(text, low, lemma(text), "word", has_content, capital)


def _number_word(text: str, number: Numeral, known_quantities: Sequence[Quantity]) -> Word:
    given = text[number.start : number.end]
    enclosing = (q for q in known_quantities if q.start <= number.start and number.end <= q.end)
    amount = Amount(number.value, number.unit, "")
    if quantity := next(enclosing, None):
        bounds = (quantity.low, quantity.high)
        bound = min(bounds, key=lambda bound: abs(bound - number.value))
        is_single = quantity.low == quantity.high  # in which a unit may have multiplied it
        amount = Amount(
            bound if is_single else number.value, quantity.unit, quantity.qualifier or ""
        )
    return Word(given, given.lower(), given.lower(), "number", amount=amount)


# --- Verbs ---------------------------------------------------------------------------------------


class _VerbLead(NamedTuple):
    """The words before a verb: its auxiliaries, the nearest first, and their governor."""

    auxiliaries: tuple[str, ...]
    denied: bool
    doubted: bool
    governor: Word | None


def _tag_verbs(words: list[Word]) -> Words:
    tagged_words: list[Word] = []
    for index, word in enumerate(words):
        lead = _verb_lead(words, tagged_words, index)
        forms = _verb_forms(word, words, lead) if word.kind == "word" else frozenset()
        tagged_words.append(_verb_word(word, tagged_words, lead, forms) if forms else word)
    hedged = zip(tagged_words, word_certainties(tagged_words), strict=True)
    return tuple(
        replace(w, certainty=sure, hedge=hedge) if hedge else w for w, (sure, hedge) in hedged
    )


def _verb_lead(words: Sequence[Word], tagged_words: Sequence[Word], index: int) -> _VerbLead:
    auxiliaries: list[str] = []
    denied = doubted = False
    position = index - 1
    while position >= 0 and index - position < 9:
        low = words[position].lower
        is_interposed = (
            low in _INTERPOSED_ADVERBS
            or low == '"'
            or (low.endswith("ly") and low not in _NOT_ADVERBS)
        )
        if not (low in _AUXILIARIES or is_interposed):
            break
        denied |= low in _NEGATIONS
        doubted |= low in (_INTENTION_WORDS | _POSSIBILITY_WORDS) - _MODALS
        if low in _AUXILIARIES:
            auxiliaries.append(low)
        position -= 1
    return _VerbLead(
        tuple(auxiliaries), denied, doubted, tagged_words[position] if position >= 0 else None
    )


def _verb_forms(word: Word, words: Sequence[Word], lead: _VerbLead) -> frozenset[str]:
    """The verb forms that a word can be in its position; none if it is not a verb."""
    low = word.lower
    if low in BE | _HAVE_FORMS | _DO_FORMS:  # main verbs where no other follows: "is a"
        is_main_verb = low not in _DO_FORMS and not _verb_follows(words, word.index)
        is_main_verb = is_main_verb and [w.lower for w in words[word.index + 1 :][:1]] != ["to"]
        return frozenset({"be"}) if is_main_verb else _NO_FORMS
    base, forms = conjugations().get(low, ("", _NO_FORMS))
    if not forms and low.endswith("ed") and len(low) > 4 and not word.capital:
        forms = frozenset({"past", "participle"})
    if lead.auxiliaries:
        return _forms_after_auxiliary(word, lead, forms)
    before = words[word.index - 1] if word.index else None
    if word.capital and before and before.kind == "word":
        return _NO_FORMS  # a name
    return _forms_without_auxiliary(word, words, lead, (base, forms))


def _forms_after_auxiliary(word: Word, lead: _VerbLead, forms: frozenset[str]) -> frozenset[str]:
    first = lead.auxiliaries[0]
    if first in BE | _HAVE_FORMS:
        return forms & {"participle", "gerund", "past"}
    is_governed = first != "to" or (lead.governor is not None and bool(lead.governor.verb))
    plain = word.lower.isalpha() and not word.capital and word.lower not in _FUNCTION_WORDS
    return frozenset({"base"}) if not forms and plain and is_governed else forms & {"base"}


def _forms_without_auxiliary(
    word: Word, words: Sequence[Word], lead: _VerbLead, verb: tuple[str, frozenset[str]]
) -> frozenset[str]:
    """The verb forms that a word can be without an auxiliary."""
    base, forms = verb
    before = words[word.index - 1] if word.index else None
    low = before.lower if before else ""
    if "gerund" in forms:
        possible = {"gerund"} if low not in _ARTICLES else set()
    elif "participle" in forms and _is_adjective(words, word, lead):
        possible = set()
    elif "past" in forms and not ("base" in forms and base in NOUN_TOO):
        possible = {"past", "participle"} if low not in _ARTICLES | _NO_PAST_AFTER else set()
    elif "participle" in forms and before and low not in _ARTICLES and "base" not in forms:
        possible = {"participle"}
    elif "third" in forms:
        after = words[word.index + 1].lower if word.index + 1 < len(words) else ""
        possible = {"third"} if _is_third_person(base, words, before, after) else set()
    else:
        closes = all(w.kind == "mark" for w in words[word.index + 1 : word.index + 2])
        possible = {"base"} if _is_base_form(base, before, lead, word, closes=closes) else set()
    return forms & possible


def _verb_follows(words: Sequence[Word], index: int) -> bool:
    """Whether another verb follows an auxiliary."""
    for word in words[index + 1 : index + 5]:
        forms = conjugations().get(word.lower, ("", _NO_FORMS))[1]
        unknown = not forms and word.lower.endswith("ed") and not word.capital
        if word.lower in _AUXILIARIES - {"to"} or forms & {"participle", "gerund"} or unknown:
            return True
        if not (word.lower in _INTERPOSED_ADVERBS or word.lower.endswith("ly")):
            return False
    return False


def _is_adjective(words: Sequence[Word], word: Word, lead: _VerbLead) -> bool:
    """Whether a participle modifies the next noun: "heavily infected networks"."""
    after = words[word.index + 1] if word.index + 1 < len(words) else None
    opens = lead.governor is None or lead.governor.kind == "mark"
    joined = lead.governor is not None and lead.governor.lower in {"but", "and", "or", "of", "with"}
    adverb = word.index > 0 and words[word.index - 1].lower.endswith("ly")
    noun = after is not None and after.content and not after.capital
    return noun and not lead.auxiliaries and adverb and (opens or joined)


def _is_third_person(base: str, words: Sequence[Word], before: Word | None, after: str) -> bool:
    if base not in NOUN_TOO:
        return before is None or before.lower not in _ARTICLES
    if before is None or before.kind != "word":
        return False
    counts = after[:1].isdigit() or after in PREPOSITIONS - {"of"}
    clear = before.lower in _SUBJECT_PRONOUNS or (
        before.capital and (base in _SPEECH_VERBS or counts)
    )
    asked = (
        before.capital and before.index > 0 and words[before.index - 1].lower in {"which", "that"}
    )
    beyond = words[before.index + 3].lower if before.index + 3 < len(words) else ""
    asked |= beyond in _MODALS and before.lower not in DETERMINERS
    return clear or asked or (after in _OBJECT_OPENERS and before.lower not in DETERMINERS)


def _is_base_form(
    base: str, before: Word | None, lead: _VerbLead, word: Word, *, closes: bool = False
) -> bool:
    if before is None or not base:
        return False
    plural = before.content and before.lower.endswith("s") and not before.lower.endswith("ss")
    if before.text == "," and base in _SPEECH_VERBS:
        return word.index > 4
    if closes and base in _SPEECH_VERBS and word.index > 4 and lead.governor is not None:
        return before.content and before.lower not in _ARTICLES  # "people who know say."
    return (
        before.lower in _PLURAL_SUBJECTS
        or (plural and not before.possessive and (base not in NOUN_TOO or base in _SPEECH_VERBS))
        or (lead.governor is not before and lead.governor is not None and base not in NOUN_TOO)
    )


def _verb_word(
    word: Word, tagged_words: Sequence[Word], lead: _VerbLead, forms: frozenset[str]
) -> Word:
    base = word.lemma
    first = lead.auxiliaries[0] if lead.auxiliaries else ""
    gerund = "gerund" in forms
    passive = first in BE and not gerund and "be" not in forms
    joined = word.index > 0 and tagged_words[-1].lower in {"and", "or", "but"}
    bare = "participle" in forms and not (joined or lead.auxiliaries or gerund)
    reduced = bare and any(
        w.verb
        and w.modality is Modality.FACT
        and w.clause == word.clause
        and w.verb not in _SPEECH_VERBS
        for w in tagged_words[-12:]
    )
    return replace(
        word,
        verb=base,
        modality=_verb_modality(tagged_words, lead, forms),
        auxiliaries=lead.auxiliaries,
        denied=lead.denied,
        passive=passive,
        gerund=gerund,
        reduced=reduced,
    )


def _verb_modality(
    tagged_words: Sequence[Word], lead: _VerbLead, forms: frozenset[str]
) -> Modality:
    """The modality of a verb, from its auxiliaries and their governor."""
    deciding = _POSSIBILITY_WORDS | _FUTURE_AUXILIARIES | {"would", "should", "must", "'d", "to"}
    auxiliary = next((form for form in lead.auxiliaries if form in deciding), "")
    if auxiliary in _FUTURE_AUXILIARIES | {"would"} and lead.doubted:
        return Modality.INTENDED  # "will probably"
    if auxiliary == "to":
        return _modality_after_to(tagged_words, lead)
    if auxiliary in _POSSIBILITY_WORDS:
        return Modality.FACT if lead.denied and auxiliary == "could" else Modality.POSSIBLE
    if auxiliary in {"would", "'d"} and any(w.verb in _SPEECH_VERBS for w in tagged_words):
        return Modality.FUTURE  # "said it would" reports a "will"
    if auxiliary:
        return Modality.FUTURE if auxiliary in _FUTURE_AUXILIARIES else Modality.INTENDED
    return _modality_without_auxiliary(tagged_words, lead, forms)


def _modality_without_auxiliary(
    tagged_words: Sequence[Word], lead: _VerbLead, forms: frozenset[str]
) -> Modality:
    if "gerund" in forms and any(w.lemma in _INTENTION_NOUNS for w in tagged_words[-3:]):
        return Modality.INTENDED
    before = tagged_words[-1].lower if tagged_words else ""
    if before in {"and", "or", ",", "so", "then", "thus", "thereby"}:
        last_verb = next((w for w in reversed(tagged_words[-14:]) if w.verb), None)
        if "base" in forms:
            return last_verb.modality if last_verb else Modality.FACT
        if before != "," and last_verb and last_verb.auxiliaries and forms & {"participle"}:
            return last_verb.modality  # "would be refused and sent back"
    bare = "participle" in forms and not lead.auxiliaries
    return _modality_in_clause(tagged_words[-8:], bare=bare)


def _modality_in_clause(preceding: Sequence[Word], *, bare: bool) -> Modality:
    """The modality of a verb, from the words before it in its clause."""
    for other in reversed(preceding):
        if other.kind == "mark" or other.lower in _CLAUSE_OPENERS - {"that", "whether"}:
            break
        if other.lower in _CONDITION_WORDS:
            return Modality.INTENDED
        if other.verb and bare and other.modality < Modality.FACT:
            return other.modality  # "could see its staff trimmed"
        if other.verb and bare and other.verb in _INTENTION_WORDS - {"report"}:
            return Modality.INTENDED  # "wants it published"
    return Modality.FACT


def _modality_after_to(tagged_words: Sequence[Word], lead: _VerbLead) -> Modality:
    """The modality of "to" and a verb: "plans to", "began to", "is to", "due to"."""
    governor, first = lead.governor, lead.auxiliaries[-1]
    if governor is None:
        return Modality.INTENDED
    if governor.lower in {"how", "whether", "where", "what"}:
        return Modality.POSSIBLE
    is_intention = governor.lemma in _INTENTION_WORDS | _INTENTION_NOUNS | _ENTITLEMENT_NOUNS
    if first in {"is", "are"} and not is_intention:
        return Modality.FUTURE
    if is_intention or first in BE or first in {"has", "have"}:
        return Modality.INTENDED
    if governor.lemma in _CATENATIVE_VERBS or first in _HAVE_FORMS:
        return governor.modality if governor.verb else Modality.FACT
    follows_catenative = any(
        w.verb in _CATENATIVE_VERBS and w.modality is Modality.FACT for w in tagged_words[-14:]
    )
    is_name = governor.capital  # "wrote to Roe to ask"
    return (
        Modality.FACT
        if not governor.verb and (is_name or follows_catenative)
        else Modality.INTENDED
    )
