"""Names that a statement has: those of its passages, or resolved through their article."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from briefing_room.text.lexicon import word_list
from briefing_room.text.months import DATE_WORDS
from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.evidence import Evidence
from briefing_room.verify.likeness import is_country, like, root, words_of
from briefing_room.verify.reasons import Reason, error
from briefing_room.verify.tagging import Word, Words
from briefing_room.verify.voices import ANAPHORS, HONORIFICS

NAME = "name"
_NO_NAMES = (
    DATE_WORDS
    | HONORIFICS
    | frozenset(word.lower() for word in word_list("companies"))
    | {"today", "yesterday", "tomorrow"}
)
_OPENS = '.:"“'


def names(pair: Comparison, there: Evidence, known_there: Collection[str]) -> Iterator[Reason]:
    """Yield the names that the passages do not have, and their article does not resolve.

    ``known_there`` are the entities that the articles name.
    """
    aliases = {m.entity for m in there.mentions}
    known: set[str] = set()
    others: dict[str, str] = {}
    said = Evidence(pair.text, there.anchor, there.catalogue)
    for mention in said.mentions:
        words = pair.text[mention.start : mention.end].lower().replace("'s", "").split()
        known.update(words if mention.entity in aliases else ())
        others |= dict.fromkeys(words, mention.entity)
    for run in _runs(pair, known | others.keys()):
        new = [w for w in run if w.lower not in known and not _is_there(pair, w)]
        if not new:
            continue
        shown = " ".join(word.text for word in run)
        away = [
            w for w in new if not (_in_article(pair, w) or others.get(w.lower, "") in known_there)
        ]
        after = (
            pair.statement_words[run[-1].index + 1].lower
            if run[-1].index + 1 < len(pair.statement_words)
            else ""
        )
        lost = _exchanged(pair, run)
        if lost:
            why = f"the passages have “{lost}” where this names “{shown}”; name who is there"
            yield error(NAME, why, *(word.text for word in new))
        elif away and (len(run) > 1 or after != "of"):
            why = f"the name “{shown}” is nowhere in the texts cited; name who is there"
            yield error(NAME, why, *(word.text for word in away))
        elif away or not _is_meant(pair, run):
            why = f"the passages do not name “{shown}”, and nothing there stands for it"
            yield flag(NAME, why, *new)


def _exchanged(pair: Comparison, run: Sequence[Word]) -> str:
    """Return the name that the passages have in the place of another, "" if there is none.

    The place is known by the two words before it: "government in Lisbon".
    """
    at = run[0].index
    if at < 2:
        return ""
    before = (pair.statement_words[at - 2].lemma, pair.statement_words[at - 1].lower)
    for unit in pair.passage_sentences:
        for word in unit[2:]:
            there = (unit[word.index - 2].lemma, unit[word.index - 1].lower)
            if (
                there == before
                and word.capital
                and word.content
                and word.lower not in pair.statement_lemmas
            ):
                return "" if _is_there(pair, run[0]) else word.text
    return ""


def _runs(pair: Comparison, called: Collection[str]) -> Iterator[list[Word]]:
    """Yield the words with capitals in a row that are names."""
    run: list[Word] = []
    for word in pair.statement_words:
        if word.capital and _is_name(pair, word, called):
            run.append(word)
            continue
        if run:
            yield run
        run = []
    if run:
        yield run


def _is_name(pair: Comparison, word: Word, called: Collection[str]) -> bool:
    """Return whether a word is one of a name; ``called`` are those of names in the catalogue."""
    if not word.content or word.lower in _NO_NAMES:
        return False
    before = pair.statement_words[word.index - 1] if word.index else None
    if before is not None and before.amount:
        return False  # its unit
    if before is not None and not (before.kind == "mark" and before.text in _OPENS):
        return True
    after = (
        pair.statement_words[word.index + 1] if word.index + 1 < len(pair.statement_words) else None
    )
    longer = after is not None and after.capital and after.content
    return word.lower not in pair.voices.small and (
        longer or word.lower in pair.voices.names or word.lower in called
    )


def _is_there(pair: Comparison, word: Word) -> bool:
    """Return whether the passages have a word of a name, or one of its family."""
    if (
        word.lower in pair.passage_lowercase
        or word.lemma in pair.passage_lemmas
        or pair.matches(word)
    ):
        return True
    if word.text.isupper() and word.lower.replace("&", "") in pair.voices.initials:
        return True
    short = (
        w.lower for w in pair.passage_words if len(w.text) > 1 and w.text[1:] != w.text[1:].lower()
    )
    if any(each in pair.voices.initials and each[0] == word.lower[0] for each in short):
        return True
    if any(other in pair.passage_lowercase for other in pair.voices.one.get(word.lower, ())):
        return True
    if any(w.lower.startswith(word.lower) or word.lower.startswith(w.lower) for w in _longer(pair)):
        return True
    start = root(word.lower)[:5]
    return len(start) >= 4 and any(root(other)[:5] == start for other in pair.passage_lemmas)


def _longer(pair: Comparison) -> list[Word]:
    return [w for w in pair.passage_words if w.capital and len(w.text) > 3]


def _in_article(pair: Comparison, word: Word) -> bool:
    known = word.lower in pair.voices.words or word.lemma in pair.voices.words
    return (
        known
        or root(word.lower)[:5] in pair.voices.roots
        or any(like(word.lemma, other) >= 0.9 for other in pair.voices.names)
    )


def _is_meant(pair: Comparison, run: Sequence[Word]) -> bool:
    """Return whether "she" or "the company" of a passage may stand for a name before it.

    What a name only tells more closely ("China's ban") may be that of the whole article.
    """
    title = pair.voices.title_words
    after = (
        pair.statement_words[run[-1].index + 1]
        if run[-1].index + 1 < len(pair.statement_words)
        else None
    )
    closer = run[-1].possessive or (after is not None and after.content and not after.verb)
    land = all(is_country(word.lemma) for word in run)
    alone = not any(is_country(w.lemma) for w in pair.passage_words)
    if (
        closer
        and land
        and alone
        and any(pair.voices.same(w.lower, other) for w in run for other in title)
    ):
        return True
    if not any(_stands_for_another(pair, unit) for unit in pair.passage_sentences):
        return False
    before = {word.lower for word in pair.voices.title}
    for cited in pair.passages:
        before |= pair.voices.mentioned(cited.line_index)
    return all(
        word.lower in before or any(pair.voices.same(word.lower, other) for other in before)
        for word in run
    )


def _stands_for_another(pair: Comparison, unit: Words) -> bool:
    """Return whether a sentence has such a word before any name of its own."""
    for word in unit:
        name = word.capital and word.lower in pair.voices.names and word.lower not in HONORIFICS
        name = name and not is_country(word.lemma)
        if name and not word.possessive:
            return False
        before = [w.lower for w in unit[max(0, word.index - 3) : word.index]]
        definite = not _DEFINITE.isdisjoint(before)
        if word.lower in _PRONOUNS or (word.lemma in ANAPHORS and definite):
            return True
    return False


_DEFINITE = frozenset({"the", "this", "that", "its", "his", "their"})
_PRONOUNS = words_of("pronouns")
