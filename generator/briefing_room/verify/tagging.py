"""Take a text apart into words that know what they do in it.

A number knows its unit, a date when it is, a verb how sure it is, whether it is denied and passive.
No parser: forms of words and the words before them (:mod:`briefing_room.text.lexicon`).
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
from briefing_room.verify.modality import Modality, sureness


class Amount(NamedTuple):
    """A number with its unit, and what the words before it make of it."""

    value: float
    unit: str
    qualifier: str


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word, number, date or mark; ``clause`` and ``at`` count from 0."""

    text: str
    lower: str  # in small letters
    lemma: str
    kind: str  # word, number, date, mark
    content: bool = False  # whether it carries meaning of its own
    capital: bool = False  # whether it is written as names are: "Boeing", "7E7"
    index: int = 0
    clause: int = 0
    quoted: bool = False
    possessive: bool = False
    amount: Amount | None = None
    date: str | None = None
    verb: str = ""  # its base
    modality: Modality = Modality.FACT  # of a verb, by itself
    certainty: Modality = Modality.FACT  # by the words around it, too
    hedge: str = ""  # the lemma that makes it less sure than it is by itself
    auxiliaries: tuple[str, ...] = ()
    denied: bool = False
    passive: bool = False
    gerund: bool = False
    reduced: bool = False  # "the plant closed in May" inside a clause with another verb

    @property
    def is_value(self) -> bool:
        """Whether it is a number or a date."""
        return self.kind in {"number", "date"}


Words = tuple[Word, ...]

_FUNCTION = STOP | ADVERBS | {"said", "says", "say", "told", "now", "also", "however", "meanwhile"}
_MAY, _MEANT, _WILL = words_of("may"), words_of("meant"), words_of("will")
_ENTITLED = words_of("entitled")
_CARRIERS, _WISHED = words_of("carriers"), words_of("wished")
_SAYING = words_of("saying")
_NOT = word_list("denying", "negation")
BE = words_of("be")
_HAVE = words_of("have")
_DO = words_of("do")
_MODAL = words_of("modal")
_AUXILIARY = BE | _HAVE | _DO | _MODAL | {"to"}
_BETWEEN = words_of("between")
_UNSURE = words_of("unsure")
_OPENERS = words_of("openers")
_NO_FORM: frozenset[str] = frozenset()
_ARTICLES = words_of("articles")
_SUBJECTS = words_of("subjects")
_PLURAL_SUBJECTS = words_of("plural_subjects")
_OBJECTS = words_of("objects")
_NO_PAST_AFTER = _ARTICLES | words_of("no_past_after")
_NOT_ADVERBS = word_list("not_adverbs")
_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:'(?!s\b|ll\b|d\b|re\b|ve\b|m\b)[^\W\d_]+|[.&-][^\W_]+)*"
    r"|'(?:s|ll|d|re|ve|m)\b|\d[\w.-]*\w|\d|[.,;:!?()–—\"…&%]|--"
)
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")
_NOT_SHORT = re.compile(r"\b(?:[Cc]annot|[Cc]an't|[Ww]on't)\b|n't\b")
_SHORT = {"cannot": "can not", "can't": "can not", "won't": "will not", "n't": " not"}
_PHRASES = tuple(
    (re.compile(rf"\b{phrase}\b"), word) for phrase, word in table("strict")["phrases"].items()
)
_LETTERS = {"m": "million", "bn": "billion", "tn": "trillion", "k": "thousand"}
_SUM = re.compile(r"(\d[\d.,]*)(m|bn|tn|k)")  # "50m passengers"
_ORDINALS = {word: at for at, word in enumerate(table("strict")["ordinals"].split(), start=4)}
_ORDINAL = re.compile(rf"(\d{{1,3}})(?:st|nd|rd|th)|(?i:{'|'.join(_ORDINALS)})")
MOST = 20_000
"""Words of a text that are looked at; no honest passage has more."""


@lru_cache(maxsize=2048)
def tagged(text: str, anchor: dt.date | None = None) -> Words:
    """Return the words of a text; ``anchor`` is the day from which its "on Thursday" counts."""
    text = _INITIALS.sub(lambda m: m[0].replace(".", ""), text)
    text = _NOT_SHORT.sub(lambda m: _SHORT[m[0].lower()], text)
    for phrase, word in _PHRASES:
        text = phrase.sub(word, text)
    return _with_verbs(_clauses(text, anchor))


def _clauses(text: str, anchor: dt.date | None) -> list[Word]:
    """Return the words with their clauses, before anything is known of verbs."""
    words: list[Word] = []
    end, clause, quoted = 0, 0, False
    for start, stop, word in sorted(_parts(text, anchor), key=lambda part: part[:2]):
        if start < end:
            continue
        end = stop
        if word.text == "'s" and words and words[-1].lower not in {"it", "that", "he", "she"}:
            words[-1] = replace(words[-1], possessive=True)
            continue
        quoted ^= word.text == '"'
        clause += word.text in ",;:–—()." or word.lower in _OPENERS
        words.append(replace(word, index=len(words), clause=clause, quoted=quoted))
        if len(words) >= MOST:
            break
    return words


def _parts(text: str, anchor: dt.date | None) -> Iterator[tuple[int, int, Word]]:
    """Yield dates, numbers and words; of those that overlap the first counts."""
    taken = bytearray(len(text))
    for span in dates(text, anchor):
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
        date = Word(span.given, span.given.lower(), span.given.lower(), "date", date=span.date)
        yield span.start, span.end, date
    known = quantities(text)
    found = [each for each in shares(text) if taken.find(1, each.start, each.end) < 0]
    for each in found:
        taken[each.start : each.end] = b"\1" * (each.end - each.start)
    for number in (*found, *numerals(text, taken)):
        taken[number.start : number.end] = b"\1" * (number.end - number.start)
        yield number.start, number.end, _number(text, number, known)
    for match in _WORD.finditer(text):
        if not taken[match.start()]:
            yield from _plain(match)


def _plain(match: re.Match[str]) -> Iterator[tuple[int, int, Word]]:
    """Yield a word; "London-based" and the like are two."""
    start, text = match.start(), match[0]
    first, hyphen, second = text.partition("-")
    if hyphen and first[:1].isupper() and second.islower() and not first.isupper():
        yield start, start + len(first), _word(first)
        start, text = start + len(first) + 1, second
    if place := _ORDINAL.fullmatch(text):
        amount = Amount(float(place[1] or _ORDINALS[text.lower()]), "", "")
        yield start, match.end(), Word(text, text.lower(), text.lower(), "number", amount=amount)
    elif short := _SUM.fullmatch(text):
        amount = Amount(value(f"{short[1]} {_LETTERS[short[2]]}"), "", "")
        yield start, match.end(), Word(text, text.lower(), text, "number", amount=amount)
    else:
        yield start, match.end(), _word(text)


def _word(text: str) -> Word:
    low = text.lower()
    if not any(map(str.isalnum, text)):
        return Word(text, low, text, "mark")
    capital = text[0].isupper() or (text[0].isdigit() and not text.islower())
    telling = len(text) > 1 and (low not in _FUNCTION or text == "US")
    return Word(text, low, lemma(text), "word", telling, capital)


def _number(text: str, number: Numeral, known: Sequence[Quantity]) -> Word:
    shown = text[number.start : number.end]
    enclosing = (q for q in known if q.start <= number.start and number.end <= q.end)
    amount = Amount(number.value, number.unit, "")
    if quantity := next(enclosing, None):
        ends = (quantity.low, quantity.high)
        end = min(ends, key=lambda each: abs(each - number.value))
        alone = quantity.low == quantity.high  # in which a unit may have multiplied it
        amount = Amount(end if alone else number.value, quantity.unit, quantity.qualifier or "")
    return Word(shown, shown.lower(), shown.lower(), "number", amount=amount)


# --- Verbs ---------------------------------------------------------------------------------------


class _Lead(NamedTuple):
    """What stands before a verb: its auxiliaries, the nearest first, and what governs them."""

    auxiliaries: tuple[str, ...]
    denied: bool
    doubted: bool
    governor: Word | None


def _with_verbs(words: list[Word]) -> Words:
    done: list[Word] = []
    for at, word in enumerate(words):
        lead = _lead(words, done, at)
        kinds = _kinds(word, words, lead) if word.kind == "word" else frozenset()
        done.append(_verb(word, done, lead, kinds) if kinds else word)
    hedged = zip(done, sureness(done), strict=True)
    return tuple(
        replace(w, certainty=sure, hedge=hedge) if hedge else w for w, (sure, hedge) in hedged
    )


def _lead(words: Sequence[Word], done: Sequence[Word], at: int) -> _Lead:
    auxiliaries: list[str] = []
    denied = doubted = False
    place = at - 1
    while place >= 0 and at - place < 9:
        low = words[place].lower
        between = low in _BETWEEN or low == '"' or (low.endswith("ly") and low not in _NOT_ADVERBS)
        if not (low in _AUXILIARY or between):
            break
        denied |= low in _NOT
        doubted |= low in (_MEANT | _MAY) - _MODAL
        if low in _AUXILIARY:
            auxiliaries.append(low)
        place -= 1
    return _Lead(tuple(auxiliaries), denied, doubted, done[place] if place >= 0 else None)


def _kinds(word: Word, words: Sequence[Word], lead: _Lead) -> frozenset[str]:
    """Return which forms of a verb a word can be where it stands; none if it is no verb there."""
    low = word.lower
    if low in BE | _HAVE | _DO:  # "is a", "has a": verbs of their own where none follows
        own = low not in _DO and not _more_follows(words, word.index)
        own = own and not (word.index + 1 < len(words) and words[word.index + 1].lower == "to")
        return frozenset({"be"}) if own else _NO_FORM
    base, kinds = conjugations().get(low, ("", _NO_FORM))
    if not kinds and low.endswith("ed") and len(low) > 4 and not word.capital:
        kinds = frozenset({"past", "participle"})
    if lead.auxiliaries:
        return _behind_auxiliary(word, lead, kinds)
    before = words[word.index - 1] if word.index else None
    if word.capital and before and before.kind == "word":
        return _NO_FORM  # a name
    return _alone(word, words, lead, (base, kinds))


def _behind_auxiliary(word: Word, lead: _Lead, kinds: frozenset[str]) -> frozenset[str]:
    first = lead.auxiliaries[0]
    if first in BE | _HAVE:
        return kinds & {"participle", "gerund", "past"}
    governed = first != "to" or (lead.governor is not None and bool(lead.governor.verb))
    plain = word.lower.isalpha() and not word.capital and word.lower not in _FUNCTION
    return frozenset({"base"}) if not kinds and plain and governed else kinds & {"base"}


def _alone(
    word: Word, words: Sequence[Word], lead: _Lead, verb: tuple[str, frozenset[str]]
) -> frozenset[str]:
    """Return which forms a word without an auxiliary can be."""
    base, kinds = verb
    before = words[word.index - 1] if word.index else None
    low = before.lower if before else ""
    if "gerund" in kinds:
        found = {"gerund"} if low not in _ARTICLES else set()
    elif "participle" in kinds and _is_adjective(words, word, lead):
        found = set()
    elif "past" in kinds and not ("base" in kinds and base in NOUN_TOO):
        found = {"past", "participle"} if low not in _ARTICLES | _NO_PAST_AFTER else set()
    elif "participle" in kinds and before and low not in _ARTICLES and "base" not in kinds:
        found = {"participle"}
    elif "third" in kinds:
        after = words[word.index + 1].lower if word.index + 1 < len(words) else ""
        found = {"third"} if _is_third(base, words, before, after) else set()
    else:
        closes = all(w.kind == "mark" for w in words[word.index + 1 : word.index + 2])
        found = {"base"} if _is_base(base, before, lead, word, closes=closes) else set()
    return kinds & found


def _more_follows(words: Sequence[Word], at: int) -> bool:
    """Return whether a verb follows an auxiliary."""
    for word in words[at + 1 : at + 5]:
        forms = conjugations().get(word.lower, ("", _NO_FORM))[1]
        unknown = not forms and word.lower.endswith("ed") and not word.capital
        if word.lower in _AUXILIARY - {"to"} or forms & {"participle", "gerund"} or unknown:
            return True
        if not (word.lower in _BETWEEN or word.lower.endswith("ly")):
            return False
    return False


def _is_adjective(words: Sequence[Word], word: Word, lead: _Lead) -> bool:
    """Return whether a participle describes the noun behind it: "heavily infected networks"."""
    after = words[word.index + 1] if word.index + 1 < len(words) else None
    opens = lead.governor is None or lead.governor.kind == "mark"
    joined = lead.governor is not None and lead.governor.lower in {"but", "and", "or", "of", "with"}
    adverb = word.index > 0 and words[word.index - 1].lower.endswith("ly")
    noun = after is not None and after.content and not after.capital
    return noun and not lead.auxiliaries and adverb and (opens or joined)


def _is_third(base: str, words: Sequence[Word], before: Word | None, after: str) -> bool:
    if base not in NOUN_TOO:
        return before is None or before.lower not in _ARTICLES
    if before is None or before.kind != "word":
        return False
    counts = after[:1].isdigit() or after in PREPOSITIONS - {"of"}
    clear = before.lower in _SUBJECTS or (before.capital and (base in _SAYING or counts))
    asked = (
        before.capital and before.index > 0 and words[before.index - 1].lower in {"which", "that"}
    )
    beyond = words[before.index + 3].lower if before.index + 3 < len(words) else ""
    asked |= beyond in _MODAL and before.lower not in DETERMINERS
    return clear or asked or (after in _OBJECTS and before.lower not in DETERMINERS)


def _is_base(
    base: str, before: Word | None, lead: _Lead, word: Word, *, closes: bool = False
) -> bool:
    if before is None or not base:
        return False
    plural = before.content and before.lower.endswith("s") and not before.lower.endswith("ss")
    if before.text == "," and base in _SAYING:
        return word.index > 4
    if closes and base in _SAYING and word.index > 4 and lead.governor is not None:
        return before.content and before.lower not in _ARTICLES  # "people who know say."
    return (
        before.lower in _PLURAL_SUBJECTS
        or (plural and not before.possessive and (base not in NOUN_TOO or base in _SAYING))
        or (lead.governor is not before and lead.governor is not None and base not in NOUN_TOO)
    )


def _verb(word: Word, done: Sequence[Word], lead: _Lead, kinds: frozenset[str]) -> Word:
    base = word.lemma
    first = lead.auxiliaries[0] if lead.auxiliaries else ""
    gerund = "gerund" in kinds
    passive = first in BE and not gerund and "be" not in kinds
    joined = word.index > 0 and done[-1].lower in {"and", "or", "but"}
    bare = "participle" in kinds and not (joined or lead.auxiliaries or gerund)
    reduced = bare and any(
        w.verb and w.modality is Modality.FACT and w.clause == word.clause and w.verb not in _SAYING
        for w in done[-12:]
    )
    return replace(
        word,
        verb=base,
        modality=_level(done, lead, kinds),
        auxiliaries=lead.auxiliaries,
        denied=lead.denied,
        passive=passive,
        gerund=gerund,
        reduced=reduced,
    )


def _level(done: Sequence[Word], lead: _Lead, kinds: frozenset[str]) -> Modality:
    """Return how sure a verb is, by its auxiliaries, what governs it, and "if" before it."""
    deciding = _MAY | _WILL | {"would", "should", "must", "'d", "to"}
    auxiliary = next((each for each in lead.auxiliaries if each in deciding), "")
    if auxiliary in _WILL | {"would"} and lead.doubted:
        return Modality.INTENDED  # "will probably"
    if auxiliary == "to":
        return _behind_to(done, lead)
    if auxiliary in _MAY:
        return Modality.FACT if lead.denied and auxiliary == "could" else Modality.POSSIBLE
    if auxiliary in {"would", "'d"} and any(w.verb in _SAYING for w in done):
        return Modality.FUTURE  # "said it would" tells what was said as "will"
    if auxiliary:
        return Modality.FUTURE if auxiliary in _WILL else Modality.INTENDED
    return _without_auxiliary(done, lead, kinds)


def _without_auxiliary(done: Sequence[Word], lead: _Lead, kinds: frozenset[str]) -> Modality:
    if "gerund" in kinds and any(w.lemma in _WISHED for w in done[-3:]):
        return Modality.INTENDED
    before = done[-1].lower if done else ""
    if before in {"and", "or", ","}:
        last = next((w for w in reversed(done[-14:]) if w.verb), None)
        if "base" in kinds:
            return last.modality if last else Modality.FACT
        if before != "," and last and last.auxiliaries and kinds & {"participle"}:
            return last.modality  # "would be refused and sent back"
    bare = "participle" in kinds and not lead.auxiliaries
    return _by_clause(done[-8:], bare=bare)


def _by_clause(preceding: Sequence[Word], *, bare: bool) -> Modality:
    """Return how sure a verb is by the words before it in its clause."""
    for other in reversed(preceding):
        if other.kind == "mark" or other.lower in _OPENERS - {"that", "whether"}:
            break
        if other.lower in _UNSURE:
            return Modality.INTENDED
        if other.verb and bare and other.modality < Modality.FACT:
            return other.modality  # "could see its staff trimmed"
        if other.verb and bare and other.verb in _MEANT - {"report"}:
            return Modality.INTENDED  # "wants it published"
    return Modality.FACT


def _behind_to(done: Sequence[Word], lead: _Lead) -> Modality:
    """Return how sure "to" and a verb are: "plans to", "began to", "is to", "due to"."""
    governor, first = lead.governor, lead.auxiliaries[-1]
    if governor is None:
        return Modality.INTENDED
    if governor.lower in {"how", "whether", "where", "what"}:
        return Modality.POSSIBLE
    wished = governor.lemma in _MEANT | _WISHED | _ENTITLED
    if first in {"is", "are"} and not wished:
        return Modality.FUTURE
    if wished or first in BE or first in {"has", "have"}:
        return Modality.INTENDED
    if governor.lemma in _CARRIERS or first in _HAVE:
        return governor.modality if governor.verb else Modality.FACT
    pushed = any(w.verb in _CARRIERS and w.modality is Modality.FACT for w in done[-14:])
    named = governor.capital  # "wrote to Roe to ask"
    return Modality.FACT if not governor.verb and (named or pushed) else Modality.INTENDED
