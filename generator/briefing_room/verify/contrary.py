"""Check that a statement has no word that says the opposite of its passages."""

from __future__ import annotations

from collections.abc import Iterator

from briefing_room.text.lexicon import PREPOSITIONS
from briefing_room.verify.comparison import Comparison, context_words, flag, share_word
from briefing_room.verify.likeness import (
    CONTRARIES,
    CONTRARY_ROOTS,
    SAME_SIDE,
    likeness,
    root,
)
from briefing_room.verify.polarity import NEGATIONS, NEGATIVE_PREFIXES
from briefing_room.verify.reasons import Reason
from briefing_room.verify.words import Word, Words

CONTRARY_WORD = "contrary"
_MIN_PREFIXED_CHARS = 5
_PREFIXES = (*NEGATIVE_PREFIXES, "de", "mis")


def check_contrary_words(comparison: Comparison) -> Iterator[Reason]:
    """Yield the first word whose contrary the passages have in the same context."""
    for word in comparison.statement_words:
        denied = any(
            w.lower in NEGATIONS
            for w in context_words(comparison.statement_words, word.index, 2, 0)
        )
        if (opposite := _prefix_contrary(comparison, word)) and not denied:
            yield flag(
                CONTRARY_WORD,
                f"“{word.text}” says the opposite of “{opposite}” in the passage; keep its meaning",
                word,
            )
            return
        is_name = word.capital and word.index > 0 and word.lower in comparison.articles.names
        if (
            word.kind != "word"
            or word.lemma not in CONTRARIES
            or word.lower in NEGATIONS
            or is_name
        ):
            continue
        if word.lower in PREPOSITIONS:  # "over 5%" is a limit
            continue
        contraries = [
            w
            for sides in CONTRARY_ROOTS[word.lemma]
            for w in _contraries_in_context(comparison, word, *sides)
        ]
        if contraries and not denied:
            why = f"“{word.text}” says the opposite of “{contraries[0].text}” in the passage"
            yield flag(CONTRARY_WORD, why, word)
            return


def _prefix_contrary(comparison: Comparison, word: Word) -> str:
    """The passage word that a word negates by a prefix such as "un", or "" for none."""
    if (
        not word.content
        or len(word.lemma) < _MIN_PREFIXED_CHARS
        or word.lemma in comparison.passage_lemmas
    ):
        return ""
    forms = [f"{prefix}{form}" for prefix in _PREFIXES for form in (word.lemma, word.lower)]
    forms += [word.lower[len(p) :] for p in _PREFIXES if word.lower.startswith(p)]
    passage_forms = comparison.passage_lemmas | comparison.passage_forms
    return next(
        (
            f
            for f in forms
            if len(f) > 4 and f in passage_forms and f not in comparison.statement_lemmas
        ),
        "",
    )


def _is_agent(word: Word) -> bool:
    """Whether a noun names who does something: "seller" is no contrary of "buy"."""
    return not word.verb and word.lower.removesuffix("s").endswith(("er", "or"))


def _content_around(words: Words, word: Word, *, nearest_only: bool) -> list[Word]:
    """The content words around a word, or only the nearest on each side."""
    if not nearest_only:
        return [w for w in context_words(words, word.index, 8, 8) if w.content or w.is_value]
    before = [w for w in words[max(0, word.index - 3) : word.index] if w.content or w.is_value]
    after = [w for w in words[word.index + 1 : word.index + 4] if w.content or w.is_value]
    return [*before[-1:], *after[:1]]


def _contraries_in_context(
    comparison: Comparison, word: Word, own_roots: frozenset[str], contrary_roots: frozenset[str]
) -> Iterator[Word]:
    """Yield the passage words in the context of a word that contradict it, if none agrees."""
    is_supported = (
        not own_roots.isdisjoint(comparison.passage_roots)
        or word.lemma in comparison.passage_lemmas
    )
    is_supported |= bool(comparison.matches(word))
    neighbours = _content_around(comparison.statement_words, word, nearest_only=is_supported)
    for sentence in comparison.passage_sentences:
        shared_by_side: dict[bool, set[int]] = {True: set(), False: set()}
        contraries: list[Word] = []
        for other in sentence:
            is_own_side = (
                root(other.lemma) in own_roots or likeness(other.lemma, word.lemma) >= SAME_SIDE
            )
            if other.kind != "word" or not (is_own_side or root(other.lemma) in contrary_roots):
                continue
            is_own_side |= any(
                w.lower in NEGATIONS for w in context_words(sentence, other.index, 3, 0)
            )
            if other.lower in PREPOSITIONS or _is_agent(other) != _is_agent(word):
                continue
            other_neighbours = _content_around(sentence, other, nearest_only=is_supported)
            shared = {w.index for w in neighbours if share_word([w], other_neighbours)}
            shared_by_side[is_own_side] |= shared
            contraries += (
                [other]
                if shared and not is_own_side and other.lemma not in comparison.statement_lemmas
                else []
            )
        own, others = shared_by_side[True], shared_by_side[False]
        if others - own and not (
            any(w.lemma == word.lemma for w in sentence) and len(own) >= len(others - own)
        ):
            yield from contraries
