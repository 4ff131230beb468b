"""Split text into words and tag each with its part in the sentence.

A number gets its unit, a date its day, a verb its modality, negation and voice.  This is no
parser: the tags come from the form of a word and the words before it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from briefing_room.extract.dates import find_dates
from briefing_room.extract.numerals import Numeral, find_numerals, find_shares, read_number
from briefing_room.extract.quantities import find_quantities
from briefing_room.model import Quantity
from briefing_room.text.lexicon import table
from briefing_room.verify.likeness import lemma, word_set
from briefing_room.verify.verbs import tag_verbs
from briefing_room.verify.words import FUNCTION_WORDS, Amount, Word, Words

_CLAUSE_OPENERS = word_set("clause_openers")
_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:'(?!s\b|ll\b|d\b|re\b|ve\b|m\b)[^\W\d_]+|[.&-][^\W_]+)*"
    r"|'(?:s|ll|d|re|ve|m)\b|\d[\w.-]*\w|\d|[.,;:!?()–—\"…&%]|--"
)
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")
_NEGATIVE_CONTRACTION = re.compile(r"\b(?:[Cc]annot|[Cc]an't|[Ww]on't)\b|n't\b")
_CONTRACTIONS = {"cannot": "can not", "can't": "can not", "won't": "will not", "n't": " not"}
_PHRASES = tuple(
    (re.compile(rf"\b{phrase}\b"), word)
    for phrase, word in table("verification")["phrases"].items()
)
_SCALES = {"m": "million", "bn": "billion", "tn": "trillion", "k": "thousand"}
_SCALED_NUMBER = re.compile(r"(\d[\d.,]*)(m|bn|tn|k)")  # "50m passengers"
_ORDINALS = {
    word: number for number, word in enumerate(table("verification")["ordinals"].split(), start=4)
}
_ORDINAL = re.compile(rf"(\d{{1,3}})(?:st|nd|rd|th)|(?i:{'|'.join(_ORDINALS)})")
# "-5%", "$-5" and "minus 5%", but not "3 -5%", "3-5%" or "Nd-15"
_MINUS_BEFORE = re.compile(r"(?:(?:^|[^\d%\s]\s|[($€£¥])[-−–]|\bminus\s)$", re.IGNORECASE)
_MINUS_CHARS = 8  # before a number, that are searched for its sign
_MAX_WORDS = 20_000  # of a passage; no honest one has more, and further ones are ignored


@lru_cache(maxsize=2048)
def tag_words(text: str, anchor: dt.date | None = None) -> Words:
    """Tag each word; ``anchor`` is the date from which "on Thursday" counts."""
    text = _INITIALS.sub(lambda m: m[0].replace(".", ""), text)
    text = _NEGATIVE_CONTRACTION.sub(lambda m: _CONTRACTIONS[m[0].lower()], text)
    for phrase, word in _PHRASES:
        text = phrase.sub(word, text)
    return tag_verbs(_split_into_words(text, anchor))


def _split_into_words(text: str, anchor: dt.date | None) -> list[Word]:
    """Split text into words with their clauses; verbs are tagged later."""
    words: list[Word] = []
    end, clause, in_quotation = 0, 0, False
    for start, stop, word in sorted(_find_tokens(text, anchor), key=lambda part: part[:2]):
        if start < end:
            continue
        end = stop
        if word.text == "'s" and words and words[-1].lower not in {"it", "that", "he", "she"}:
            words[-1] = replace(words[-1], possessive=True)
            continue
        in_quotation ^= word.text == '"'
        clause += word.text in ",;:–—()." or word.lower in _CLAUSE_OPENERS
        words.append(replace(word, index=len(words), clause=clause, in_quotation=in_quotation))
        if len(words) >= _MAX_WORDS:
            break
    return words


def _find_tokens(text: str, anchor: dt.date | None) -> Iterator[tuple[int, int, Word]]:
    """Yield the start, the end and the tag of each date, number, word and mark."""
    used = bytearray(len(text))  # 1 at each character of a date or a number
    for span in find_dates(text, anchor):
        used[span.start : span.end] = b"\1" * (span.end - span.start)
        date = Word(
            span.wording, span.wording.lower(), span.wording.lower(), "date", date=span.date
        )
        yield span.start, span.end, date
    text_quantities = find_quantities(text)
    fractions = [
        fraction for fraction in find_shares(text) if used.find(1, fraction.start, fraction.end) < 0
    ]
    for fraction in fractions:
        used[fraction.start : fraction.end] = b"\1" * (fraction.end - fraction.start)
    for number in (*fractions, *find_numerals(text, used)):
        used[number.start : number.end] = b"\1" * (number.end - number.start)
        yield number.start, number.end, _number_word(text, number, text_quantities)
    for match in _WORD.finditer(text):
        if not used[match.start()]:
            yield from _split_token(match)


def _split_token(match: re.Match[str]) -> Iterator[tuple[int, int, Word]]:
    """Yield one word, or two for "London-based" and the like."""
    start, text = match.start(), match[0]
    first, hyphen, second = text.partition("-")
    if hyphen and first[:1].isupper() and second.islower() and not first.isupper():
        yield start, start + len(first), _plain_word(first)
        yield start + len(first) + 1, match.end(), replace(_plain_word(second), lower=f"-{second}")
        return
    if ordinal := _ORDINAL.fullmatch(text):
        amount = Amount(float(ordinal[1] or _ORDINALS[text.lower()]), "", "")
        yield start, match.end(), Word(text, text.lower(), text.lower(), "number", amount=amount)
    elif scaled := _SCALED_NUMBER.fullmatch(text):
        amount = Amount(read_number(f"{scaled[1]} {_SCALES[scaled[2]]}"), "", "")
        yield start, match.end(), Word(text, text.lower(), text, "number", amount=amount)
    else:
        yield start, match.end(), _plain_word(text)


def _plain_word(text: str) -> Word:
    lowercase = text.lower()
    if not any(map(str.isalnum, text)):
        return Word(text, lowercase, text, "mark")
    capital = text[0].isupper() or (text[0].isdigit() and not text.islower())
    has_content = len(text) > 1 and (lowercase not in FUNCTION_WORDS or text == "US")
    return Word(text, lowercase, lemma(text), "word", has_content, capital)


def _number_word(text: str, number: Numeral, text_quantities: Sequence[Quantity]) -> Word:
    wording = text[number.start : number.end]
    enclosing = (q for q in text_quantities if q.start <= number.start and number.end <= q.end)
    amount = Amount(number.value, number.unit, "")
    if quantity := next(enclosing, None):
        bounds = (quantity.low, quantity.high)
        bound = min(bounds, key=lambda bound: abs(bound - number.value))
        is_single = (
            quantity.low == quantity.high
        )  # only then its value counts the scale of its unit
        amount = Amount(
            bound if is_single else number.value, quantity.unit, quantity.qualifier or ""
        )
    before = text[max(0, number.start - _MINUS_CHARS) : number.start]
    amount = amount._replace(is_negative=_MINUS_BEFORE.search(before) is not None)
    return Word(wording, wording.lower(), wording.lower(), "number", amount=amount)
