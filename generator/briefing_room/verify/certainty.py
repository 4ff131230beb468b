"""A statement is no surer than its passage: may, would and plans, will, does."""

from __future__ import annotations

from collections.abc import Iterator

from briefing_room.verify.held import Held, Match, anew, near
from briefing_room.verify.likeness import FAMILY, SYNONYM, words_of
from briefing_room.verify.reasons import Reason
from briefing_room.verify.tagging import BE, Level, Word, Words
from briefing_room.verify.voices import SAYING

CERTAINTY = "certainty"
_FREE = words_of("free")
_MAY, _MEANT, _WILL = words_of("may"), words_of("meant"), words_of("will")
_UNSURE = _MAY | _MEANT | _WILL
_WISHED = words_of("wished")
_ANNOUNCED = words_of("announced")
_SIDE = 6  # words of meaning on each side of a verb


def certainty(held: Held) -> Iterator[Reason]:
    """Yield the verbs that are surer than those behind them."""
    for word in held.said:
        if not word.verb or (word.gerund and not word.auxiliaries) or word.reduced:
            continue
        level = _ours(held, word)
        behind = counterparts(held, word)
        yield from _weaker(held, word, behind)
        if level is Level.MAY or (word.verb in SAYING and level is Level.IS):
            continue
        if level is Level.WILL and not any(m.weight for m in behind):
            behind = []
        if behind:
            yield from _surer(held, word, level, behind)
        elif level is Level.IS and _unreal(held, word):
            yield anew(CERTAINTY, f"the passage does not say that it is so: “{word.text}”", word)
        elif level is Level.IS and (wish := _wish(held, word)):
            yield anew(CERTAINTY, f"“{word.text}” is only wished: “{wish.text}”", word)
        elif level is Level.WILL and held.has(_MAY) and not _to_come(held):
            yield anew(CERTAINTY, f"the passage does not say that it will “{word.text}”", word)
    yield from _hedge(held)
    yield from _projected(held)


def _to_come(held: Held) -> bool:
    return held.has(_TO_COME) or any(
        w.verb and "to" in w.auxiliaries and not BE.isdisjoint(w.auxiliaries) for w in held.flat
    )


def _weaker(held: Held, word: Word, behind: list[Match]) -> Iterator[Reason]:
    """Yield a "may" where the passage says that it is."""
    sure = [m for m in behind if m.weight >= SYNONYM and m.word.level is Level.IS]
    due = word.level is Level.MEANT and word.auxiliaries[-1:] in {("is",), ("are",)}
    doubt = word.auxiliaries[-1:] in {("may",), ("might",)} or (due and bool(sure))
    if doubt and (sure or not behind) and not held.has(_UNSURE | _WISHED | {"whether", "if"}):
        yield anew(CERTAINTY, f"no passage says that it “{word.auxiliaries[-1]}”", word)


def _surer(held: Held, word: Word, level: Level, behind: list[Match]) -> Iterator[Reason]:
    top = max(_theirs(held, match) for match in behind)
    told = any(w.verb in SAYING for w in held.said[: word.at]) and not word.auxiliaries
    if level is Level.IS and top is Level.WILL and (told or word.verb in _OWN):
        return  # "said it needed" of what will need
    if level > top:
        lead = " ".join(reversed(behind[0].word.auxiliaries))
        shown = f"{lead} {behind[0].word.text}".strip()
        yield anew(CERTAINTY, f"“{word.text}” is surer than “{shown}”", word)


def _ours(held: Held, word: Word) -> Level:
    """Return how sure a verb of the statement is: "expected" before it makes it less."""
    if word.auxiliaries[:1] == ("to",) and word.level is Level.MEANT:
        return Level.MAY  # "plans to": what it says is told by its governor
    lead = held.said[max(0, word.at - 8) : word.at]
    unsure = any(w.clause == word.clause and w.low in _EXPECTED and not w.verb for w in lead)
    return Level.MEANT if unsure and word.level > Level.MEANT else word.level


def _theirs(held: Held, match: Match) -> Level:
    """Return how sure a verb of a passage is; "said it would" tells what was said as "will"."""
    word, unit = match.word, held.units[match.unit]
    said = any(w.verb in SAYING for w in unit[: word.at])
    if word.auxiliaries[:1] in {("would",), ("be", "would")} and said:
        return Level.WILL
    if match.weight < SYNONYM and word.verb in _MEANT - _FREE:
        return min(word.level, Level.MEANT)  # "is eyeing a move"
    return word.level


def counterparts(held: Held, word: Word) -> list[Match]:
    """Return the verbs of the passages that stand behind a verb.

    They are its own, or those of its kind; else the one among the same words.
    """
    verbs = [m for m in held.matches(word) if m.word.verb]
    found = [m for m in verbs if m.weight >= SYNONYM]
    if found and word.verb not in _FREE:
        return found
    if (word.verb in _FREE and word.verb not in _OWN) or word.verb in _MEANT:
        return []
    twin = _twin(held, word)
    return [twin] if twin else verbs


def _twin(held: Held, word: Word) -> Match | None:
    """Return the verb among the same words: "fell to 5%" for "could drop to 5%"."""
    left, right = _sides(held.said, word)
    best, most = None, 1.9 if word.verb in _OWN else 1.0
    for at, unit in enumerate(held.units):
        for other in unit:
            loose = other.gerund and not other.auxiliaries
            if not other.verb or other.verb in SAYING or loose or other.reduced:
                continue
            if other.auxiliaries == ("to",) and not _is_governed(unit, other):
                continue
            if other.verb not in _OWN and _told(held, word, at, other):
                continue
            before, behind = _sides(unit, other)
            score = _hits(right[:4], behind[:5]) + 0.5 * _hits(left[-3:], before[-4:])
            if score > most or (best and score == most and other.level > best.word.level):
                best, most = Match(0.0, at, other), score
    return best


def _is_governed(unit: Words, verb: Word) -> bool:
    """Return whether "to" and a verb hang on a verb, or on a plan."""
    lead = unit[max(0, verb.at - 3) : verb.at - 1]
    return any(w.verb or w.lemma in _MEANT | _WISHED for w in lead)


def _told(held: Held, word: Word, unit: int, other: Word) -> bool:
    """Return whether another verb of the statement stands for one of a passage."""
    return any(
        match.unit == unit and match.word is other and match.weight >= FAMILY
        for each in held.said
        if each.verb and each is not word
        for match in held.matches(each)
    )


def _sides(words: Words, verb: Word) -> tuple[list[Word], list[Word]]:
    before = words[max(0, verb.at - 12) : verb.at]
    behind = words[verb.at + 1 : verb.at + 13]
    left = [w for w in before if w.content or w.valued]
    right = [w for w in behind if w.content or w.valued]
    return left[-_SIDE:], right[:_SIDE]


def _hits(ours: list[Word], theirs: list[Word]) -> float:
    return float(sum(any(near(one, other) for other in theirs) for one in ours))


def _wish(held: Held, word: Word) -> Word | None:
    """Return the noun of a passage behind a verb, where it hangs on a wish or a plan."""
    nouns = [m for m in held.matches(word) if not m.word.verb and m.weight >= SYNONYM]
    for match in nouns:
        lead = held.units[match.unit][max(0, match.word.at - 5) : match.word.at]
        last = next((w for w in reversed(lead) if w.verb or w.lemma in _WISHED), None)
        sure = last is None or (last.lemma not in _WISHED | _MEANT and last.level is Level.IS)
        if sure:
            return None
    return nouns[0].word if nouns and not _softened(held.said, word) else None


def _unreal(held: Held, word: Word) -> bool:
    """Return whether the words around a verb stand where the passages say nothing to be so."""
    if _softened(held.said, word) or word.verb in _FREE or word.verb in SAYING:
        return False
    left, right = _sides(held.said, word)
    levels = []
    for near_it in (w for w in (*left[-3:], *right[:4]) if w.clause == word.clause):
        of = [_clause_level(held.units[m.unit], m.word) for m in held.behind(near_it)[:4]]
        levels += [max(of)] if of else []
    unsure = [level for level in levels if level < Level.IS]
    return len(levels) >= 2 and len(unsure) == len(levels)


def _clause_level(unit: Words, word: Word) -> Level:
    """Return how sure the verbs of a clause are in which a word stands."""
    verbs = [w for w in unit if w.verb and w.clause == word.clause and not w.gerund]
    return min((w.level for w in verbs if w.verb not in SAYING), default=Level.IS)


def _softened(words: Words, word: Word) -> bool:
    around = words[max(0, word.at - 8) : word.at + 4]
    return any(w.low in _UNSURE or w.lemma in _MEANT | _WISHED for w in around)


def _hedge(held: Held) -> Iterator[Reason]:
    """Yield the "may" or "plans" of the sentence behind a statement that has none at all."""
    if held.best is None or any(w.low in _UNSURE or w.lemma in _MEANT | _WISHED for w in held.said):
        return
    if not any(w.verb and w.level is Level.IS for w in held.said):
        return
    unit = held.units[held.best]
    used = {
        match.word.at
        for word in held.said
        for match in held.matches(word)
        if match.unit == held.best and match.word.verb not in {"be", "have"}
    }
    for word in unit:
        mark = word.low in _HEDGES
        doubted = any(w.low in {"whether", "if"} for w in unit[max(0, word.at - 4) : word.at])
        follows = sum(0 < at - word.at <= 6 for at in used) >= 2
        if mark and follows and not doubted and unit[min(word.at + 1, len(unit) - 1)].low != "not":
            yield anew(CERTAINTY, f"“{word.text}” of the passage is lost", word)
            return


def _projected(held: Held) -> Iterator[Reason]:
    """Yield a number that the passage only projects, told as if it were so."""
    for word in (w for w in held.said if w.amount):
        for match in held.same(word):
            lead = held.units[match.unit][max(0, match.word.at - 4) : match.word.at]
            hedge = next((w for w in lead if w.low in _PROJECTED), None)
            if hedge and not _softened(held.said, word):
                why = f"“{hedge.text} {match.word.text}” of the passage is told as actual"
                yield anew(CERTAINTY, why, word)


_OWN = frozenset({"be", "have"})
_EXPECTED = words_of("expected")
_TO_COME = _WILL | {"would", "expect", "set", "due"}
_PROJECTED = words_of("projected")
_HEDGES = words_of("hedges")
