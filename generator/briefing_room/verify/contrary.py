"""Check that a statement has no word that says the opposite of its passages."""

from __future__ import annotations

from collections.abc import Iterator

from briefing_room.text.lexicon import PREPOSITIONS
from briefing_room.verify.comparison import Comparison, flag, share_word
from briefing_room.verify.likeness import CONTRARY_ROOTS, SAME_SIDE, likeness, root
from briefing_room.verify.polarity import NEGATIONS
from briefing_room.verify.reasons import Reason
from briefing_room.verify.words import Word, Words, context_words, words_before

CONTRARY_WORD = "contrary"
_MIN_PREFIXED_CHARS = 5
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "de", "mis")


def check_contrary_words(comparison: Comparison) -> Iterator[Reason]:
    """Yield the first word whose contrary the passages have in the same context."""
    for word in comparison.statement_words:
        if _is_denied(comparison.statement_words, word, 2):
            continue
        if contrary := _find_prefixed(comparison, word) or _find_contrary(comparison, word):
            why = f"“{word.text}” says the opposite of “{contrary}” in the passage"
            yield flag(CONTRARY_WORD, f"{why}; keep its meaning", word)
            return


def _is_denied(words: Words, word: Word, count: int) -> bool:
    return any(w.lower in NEGATIONS for w in words_before(words, word, count))


def _find_prefixed(comparison: Comparison, word: Word) -> str:
    """The passage word that a word negates by a prefix such as "un", or "" for none."""
    is_short = len(word.lemma) < _MIN_PREFIXED_CHARS
    if not word.content or is_short or word.lemma in comparison.passage_lemmas:
        return ""
    forms = [f"{prefix}{form}" for prefix in _PREFIXES for form in (word.lemma, word.lower)]
    forms += [word.lower[len(p) :] for p in _PREFIXES if word.lower.startswith(p)]
    passage_forms = comparison.passage_lemmas | comparison.passage_forms
    known_forms = passage_forms - comparison.statement_lemmas
    return next((f for f in forms if len(f) >= _MIN_PREFIXED_CHARS and f in known_forms), "")


def _find_contrary(comparison: Comparison, word: Word) -> str:
    """The passage word on another side of a pair of contraries, or "" for none."""
    is_name = word.capital and word.index > 0 and word.lower in comparison.articles.names
    if word.lower in NEGATIONS | PREPOSITIONS or is_name:  # "over 5%" is a limit
        return ""
    contraries = (
        other
        for sides in CONTRARY_ROOTS.get(word.lemma, ())
        for other in _contraries_in_context(comparison, word, *sides)
    )
    return next((other.text for other in contraries), "")


def _is_agent(word: Word) -> bool:
    """Whether a noun names who does something: "seller" is no contrary of "buy"."""
    return not word.verb and word.lower.removesuffix("s").endswith(("er", "or"))


def _content_around(words: Words, word: Word, *, nearest_only: bool) -> list[Word]:
    """The content words around a word, or only the nearest on each side."""
    if not nearest_only:
        return [w for w in context_words(words, word, 8, 8) if w.content or w.is_value]
    before = [w for w in context_words(words, word, 3, 0) if w.content or w.is_value]
    after = [w for w in context_words(words, word, 0, 3) if w.content or w.is_value]
    return [*before[-1:], *after[:1]]


def _contraries_in_context(
    comparison: Comparison, word: Word, roots: frozenset[str], contrary_roots: frozenset[str]
) -> Iterator[Word]:
    """Yield the passage words in the context of a word that contradict it, if none agrees.

    ``roots`` are those of the words on its side, ``contrary_roots`` those of the other side.
    """
    is_supported = bool(roots & comparison.passage_roots) or bool(comparison.matches(word))
    neighbours = _content_around(comparison.statement_words, word, nearest_only=is_supported)
    for sentence in comparison.passage_sentences:
        agreeing: set[int] = set()  # positions of the neighbours beside a word of its side
        contradicting: set[int] = set()
        contraries: list[Word] = []
        for other in sentence:
            agrees = root(other.lemma) in roots or likeness(other.lemma, word.lemma) >= SAME_SIDE
            if other.kind != "word" or not (agrees or root(other.lemma) in contrary_roots):
                continue
            if other.lower in PREPOSITIONS or _is_agent(other) != _is_agent(word):
                continue
            agrees |= _is_denied(sentence, other, 3)
            other_neighbours = _content_around(sentence, other, nearest_only=is_supported)
            shared = {w.index for w in neighbours if share_word([w], other_neighbours)}
            (agreeing if agrees else contradicting).update(shared)
            if shared and not agrees and other.lemma not in comparison.statement_lemmas:
                contraries.append(other)
        has_same_word = any(w.lemma == word.lemma for w in sentence)
        opposed = contradicting - agreeing
        if opposed and not (has_same_word and len(agreeing) >= len(opposed)):
            yield from contraries
