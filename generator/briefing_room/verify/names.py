"""Names that a statement has: those of its passages, or resolved through their article."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from briefing_room.text.lexicon import listed
from briefing_room.text.months import DATE_WORDS
from briefing_room.verify.evidence import Evidence
from briefing_room.verify.held import Held, anew
from briefing_room.verify.likeness import is_country, like, root, words_of
from briefing_room.verify.reasons import Reason, error
from briefing_room.verify.tagging import Word, Words
from briefing_room.verify.voices import ANAPHORS, HONORIFICS

NAME = "name"
_NO_NAMES = (
    DATE_WORDS
    | HONORIFICS
    | frozenset(word.lower() for word in listed("companies"))
    | {"today", "yesterday", "tomorrow"}
)
_OPENS = '.:"“'


def names(held: Held, there: Evidence, known_there: Collection[str]) -> Iterator[Reason]:
    """Yield the names that the passages do not have, and their article does not resolve.

    ``known_there`` are the entities that the articles name.
    """
    aliases = {m.entity for m in there.mentions}
    known: set[str] = set()
    others: dict[str, str] = {}
    said = Evidence(held.text, there.anchor, there.catalogue)
    for mention in said.mentions:
        words = held.text[mention.start : mention.end].lower().replace("'s", "").split()
        known.update(words if mention.entity in aliases else ())
        others |= dict.fromkeys(words, mention.entity)
    for run in _runs(held, known | others.keys()):
        new = [w for w in run if w.low not in known and not _is_there(held, w)]
        if not new:
            continue
        shown = " ".join(word.text for word in run)
        away = [
            w for w in new if not (_in_article(held, w) or others.get(w.low, "") in known_there)
        ]
        after = held.said[run[-1].at + 1].low if run[-1].at + 1 < len(held.said) else ""
        lost = _exchanged(held, run)
        if lost:
            why = f"the passages have “{lost}” where this names “{shown}”; name who is there"
            yield error(NAME, why, *(word.text for word in new))
        elif away and (len(run) > 1 or after != "of"):
            why = f"the name “{shown}” is nowhere in the texts cited; name who is there"
            yield error(NAME, why, *(word.text for word in away))
        elif away or not _is_meant(held, run):
            why = f"the passages do not name “{shown}”, and nothing there stands for it"
            yield anew(NAME, why, *new)


def _exchanged(held: Held, run: Sequence[Word]) -> str:
    """Return the name that the passages have in the place of another, "" if there is none.

    The place is known by the two words before it: "government in Lisbon".
    """
    at = run[0].at
    if at < 2:
        return ""
    before = (held.said[at - 2].lemma, held.said[at - 1].low)
    for unit in held.units:
        for word in unit[2:]:
            there = (unit[word.at - 2].lemma, unit[word.at - 1].low)
            if there == before and word.capital and word.content and word.low not in held.own:
                return "" if _is_there(held, run[0]) else word.text
    return ""


def _runs(held: Held, called: Collection[str]) -> Iterator[list[Word]]:
    """Yield the words with capitals in a row that are names."""
    run: list[Word] = []
    for word in held.said:
        if word.capital and _is_name(held, word, called):
            run.append(word)
            continue
        if run:
            yield run
        run = []
    if run:
        yield run


def _is_name(held: Held, word: Word, called: Collection[str]) -> bool:
    """Return whether a word is one of a name; ``called`` are those of names in the catalogue."""
    if not word.content or word.low in _NO_NAMES:
        return False
    before = held.said[word.at - 1] if word.at else None
    if before is not None and before.amount:
        return False  # its unit
    if before is not None and not (before.kind == "mark" and before.text in _OPENS):
        return True
    after = held.said[word.at + 1] if word.at + 1 < len(held.said) else None
    longer = after is not None and after.capital and after.content
    return word.low not in held.voices.small and (
        longer or word.low in held.voices.names or word.low in called
    )


def _is_there(held: Held, word: Word) -> bool:
    """Return whether the passages have a word of a name, or one of its family."""
    if word.low in held.lows or word.lemma in held.lemmas or held.matches(word):
        return True
    if word.text.isupper() and word.low.replace("&", "") in held.voices.initials:
        return True
    short = (w.low for w in held.flat if len(w.text) > 1 and w.text[1:] != w.text[1:].lower())
    if any(each in held.voices.initials and each[0] == word.low[0] for each in short):
        return True
    if any(other in held.lows for other in held.voices.one.get(word.low, ())):
        return True
    if any(w.low.startswith(word.low) or word.low.startswith(w.low) for w in _longer(held)):
        return True
    start = root(word.low)[:5]
    return len(start) >= 4 and any(root(other)[:5] == start for other in held.lemmas)


def _longer(held: Held) -> list[Word]:
    return [w for w in held.flat if w.capital and len(w.text) > 3]


def _in_article(held: Held, word: Word) -> bool:
    known = word.low in held.voices.words or word.lemma in held.voices.words
    return (
        known
        or root(word.low)[:5] in held.voices.roots
        or any(like(word.lemma, other) >= 0.9 for other in held.voices.names)
    )


def _is_meant(held: Held, run: Sequence[Word]) -> bool:
    """Return whether "she" or "the company" of a passage may stand for a name before it.

    What a name only tells more closely ("China's ban") may be that of the whole article.
    """
    title = held.voices.title_words
    after = held.said[run[-1].at + 1] if run[-1].at + 1 < len(held.said) else None
    closer = run[-1].possessive or (after is not None and after.content and not after.verb)
    land = all(is_country(word.lemma) for word in run)
    alone = not any(is_country(w.lemma) for w in held.flat)
    if (
        closer
        and land
        and alone
        and any(held.voices.same(w.low, other) for w in run for other in title)
    ):
        return True
    if not any(_stands_for_another(held, unit) for unit in held.units):
        return False
    before = {word.low for word in held.voices.title}
    for cited in held.passages:
        before |= held.voices.mentioned(cited.place)
    return all(
        word.low in before or any(held.voices.same(word.low, other) for other in before)
        for word in run
    )


def _stands_for_another(held: Held, unit: Words) -> bool:
    """Return whether a sentence has such a word before any name of its own."""
    for word in unit:
        name = word.capital and word.low in held.voices.names and word.low not in HONORIFICS
        name = name and not is_country(word.lemma)
        if name and not word.possessive:
            return False
        before = [w.low for w in unit[max(0, word.at - 3) : word.at]]
        definite = not _DEFINITE.isdisjoint(before)
        if word.low in _PRONOUNS or (word.lemma in ANAPHORS and definite):
            return True
    return False


_DEFINITE = frozenset({"the", "this", "that", "its", "his", "their"})
_PRONOUNS = words_of("pronouns")
