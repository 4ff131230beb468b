"""Who does what to whom: the sides of a verb, of a comparison, and the order of two names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from briefing_room.text.lexicon import PREPOSITIONS
from briefing_room.verify.held import Held, Match, anew, near
from briefing_room.verify.likeness import FAMILY, SYNONYM, like
from briefing_room.verify.reasons import Reason
from briefing_room.verify.tagging import Word, Words
from briefing_room.verify.voices import HONORIFICS, NO_SPEECH, ROLES, SAYING, speakers, subject

SIDES = "sides"
_FREE = frozenset({"say", "be", "have", "include", "base"})
_PLACE = frozenset({"in", "at", "from", "near", "of"})
_BY = 16  # words behind a passive in which its "by" stands
_WIDE = 25  # words on one side of a verb of a passage


def sides(held: Held) -> Iterator[Reason]:
    """Yield what is done by the one to whom it is done in the passages."""
    found = [*_verbs(held), *_order(held), *_compared(held), *_routes(held)]
    yield from found[:1]


def _verbs(held: Held) -> Iterator[Reason]:
    for word in held.said:
        if not word.verb or word.verb in _FREE or (word.gerund and not word.auxiliaries):
            continue
        behind = [m for m in held.matches(word) if m.word.verb]
        if behind and (word.verb not in SAYING or word.verb in NO_SPEECH):
            yield from _doer(held, word, behind)
        if len(behind) == 1:
            yield from _exchanged(held, word, behind[0])


def _doer(held: Held, word: Word, behind: Sequence[Match]) -> Iterator[Reason]:
    """Yield a verb of which the passages have another doer, named in the statement too."""
    ours = _names(held, doers(held.said, word))
    told = {w.low for w in held.said if w.capital and not w.possessive}
    if not ours or any(m.weight < FAMILY for m in behind):
        return
    for match in behind:
        if "to" in match.word.auxiliaries:
            return
        theirs = _names(held, doers(held.units[match.unit], match.word))
        loose = match.word.gerund and not match.word.auxiliaries
        if not theirs & told or loose or match.word.quoted != word.quoted:
            return
        if any(held.voices.same(one, other) for one in ours for other in theirs):
            return
    yield anew(SIDES, f"it is not {', '.join(sorted(ours))} who “{word.text}” in the passage", word)


def doers(words: Words, verb: Word) -> list[Word]:
    """Return who does what a verb says: its subject, or whoever follows "by"."""
    if not verb.passive:
        return subject(words, verb.at)
    by = next((w for w in words[verb.at + 1 : verb.at + _BY] if w.low == "by"), None)
    found: list[Word] = []
    for word in words[by.at + 1 : by.at + 10] if by else ():
        if word.kind == "mark" or word.verb or word.low in {"and", "but"}:
            break
        found.append(word)
    return found


def _names(held: Held, words: Sequence[Word]) -> set[str]:
    names = (w for w in words if w.capital and w.content and not w.possessive)
    return {w.low for w in names if w.low in held.voices.names and w.low not in HONORIFICS}


def _exchanged(held: Held, word: Word, match: Match) -> Iterator[Reason]:
    """Yield a verb whose two sides have changed places; a passive turns them round."""
    unit, other = held.units[match.unit], match.word
    left, right = _beside(held.said, word)
    before = [w for w in unit[max(0, other.at - _WIDE) : other.at] if w.content or w.valued]
    behind = [w for w in unit[other.at + 1 : other.at + _WIDE] if w.content or w.valued]
    if word.verb in SAYING or word.reduced or other.reduced:
        return
    if _by_whom(held.said, word) or _by_whom(unit, other):
        return
    if word.passive != other.passive:
        agent = doers(unit, other) if other.passive else doers(held.said, word)
        if not agent:
            return
        before, behind = (agent, before) if other.passive else (behind, before)
    lefts = [_side(w, before, behind) for w in left]
    rights = [_side(w, behind, before) for w in right]
    moved = [w for w, side in zip(left, lefts, strict=True) if side < 0]
    others = [w for w, side in zip(right, rights, strict=True) if side < 0]
    actor = any(_is_actor(held, held.said, w) for w in (*moved, *others))
    near_by = unit[other.at + 1 : other.at + 7]
    taken = (
        (*(w for w in moved if _is_actor(held, held.said, w)),)
        if word.passive == other.passive and not any(side > 0 for side in lefts)
        else ()
    )
    turned = [w for w in others if _is_actor(held, held.said, w)]
    same_voice = word.passive == other.passive and match.weight >= FAMILY
    if turned and same_voice and not moved and not any(side > 0 for side in lefts):
        moved = turned
    if not others and any(near(w, near_it) for w in taken for near_it in near_by):
        others = [word]
    heads = [_head(held.said, subject(held.said, word.at)[::-1]), _head(held.said, right)]
    if (
        heads[0]
        and heads[1]
        and _side(heads[0], before, behind) < 0 > _side(heads[1], behind, before)
    ):
        moved, others, lefts = [heads[0]], [heads[1]], []
        actor = True
    crossed = bool(moved and others) and not any(side > 0 for side in (*lefts, *rights))
    if moved and others and not any(side > 0 for side in lefts) and (actor or crossed):
        shown = f"{moved[0].text} {word.text} {others[0].text}"
        yield anew(SIDES, f"“{shown}” turns the sides of the passage round", word)


def _by_whom(words: Words, verb: Word) -> bool:
    """Return whether a verb without an auxiliary is passive: "an act signed by both"."""
    after = words[verb.at + 1].low if verb.at + 1 < len(words) else ""
    return not verb.auxiliaries and after == "by"


def _head(words: Words, run: Sequence[Word]) -> Word | None:
    """Return the noun that a run of words is about: the last before "of" and the like."""
    head = None
    for word in run:
        if head and words[word.at - 1].low in PREPOSITIONS:
            break
        if word.content and not word.verb:
            head = word
    return head


def _side(word: Word, here: Sequence[Word], there: Sequence[Word]) -> int:
    """Return 1 for a word on its own side in the passage, -1 for one on the other side."""
    own, other = (any(near(word, w) for w in some) for some in (here, there))
    return own - other


def _beside(words: Words, verb: Word) -> tuple[list[Word], list[Word]]:
    left = [w for w in subject(words, verb.at) if w.content and not w.verb]
    right: list[Word] = []
    for word in words[verb.at + 1 : verb.at + 12]:
        if word.clause != verb.clause or len(right) >= 4:
            break
        if word.content and not word.verb:
            right.append(word)
    return left[:4], right


def _is_actor(held: Held, words: Words, word: Word) -> bool:
    if word.possessive or word.kind != "word":
        return False
    place = word.at - 1
    while place > 0 and ((word.capital and words[place].capital) or words[place].low == "the"):
        place -= 1
    placed = place >= 0 and word.capital and words[place].low in _PLACE
    name = word.capital and word.low in held.voices.names and word.low not in HONORIFICS
    return not placed and (name or word.lemma in ROLES)


def _order(held: Held) -> Iterator[Reason]:
    """Yield two names that stand the other way round, with the verb of the passage between."""
    says = [w for w in held.said if w.verb in SAYING]
    heard = {x.low for verb in says for x in subject(held.said, verb.at)}
    heard |= {name.lstrip("@") for who in speakers(held.said) for name in who}
    actors = [
        w
        for w in held.said
        if w.content and _is_actor(held, held.said, w) and not {w.low, w.lemma} & heard
    ]
    for one, other in combinations(actors, 2):
        if other.at - one.at < 2 or held.voices.same(one.low, other.low):
            continue
        pairs = [
            (p, q)
            for p in held.matches(one)
            for q in held.matches(other)
            if p.unit == q.unit and p.weight >= FAMILY and q.weight >= FAMILY
        ]
        if not pairs or not all(p.word.at > q.word.at for p, q in pairs):
            continue
        p, q = pairs[0]
        ours = [w for w in held.said[one.at + 1 : other.at] if w.verb and not w.gerund]
        between = held.units[p.unit][q.word.at + 1 : p.word.at]
        theirs = [w for w in between if w.verb]
        turned = any(w.passive for w in ours) != any(w.passive for w in theirs)
        shared = any(m.word in between for w in ours for m in held.matches(w))
        if ours and theirs and not turned and shared:
            why = f"“{one.text}” and “{other.text}” stand the other way round in the passage"
            yield anew(SIDES, why, one, other)


def _routes(held: Held) -> Iterator[Reason]:
    """Yield "from one to the other" that is turned round."""
    theirs = [route for unit in held.units for route in _from_to(unit)]
    for start, end in _from_to(held.said):
        for other, goal in theirs:
            if near(start, goal) and near(end, other) and not near(start, other):
                yield anew(SIDES, f"it is from “{other.text}” to “{goal.text}”", start, end)


def _from_to(words: Words) -> Iterator[tuple[Word, Word]]:
    """Yield the first words of meaning behind "from" and the "to" that follows."""
    for word in (w for w in words if w.low == "from"):
        start = next((w for w in words[word.at + 1 : word.at + 5] if w.content), None)
        to = next((w for w in words[word.at + 1 : word.at + 10] if w.low in {"to", "into"}), None)
        end = next((w for w in words[to.at + 1 : to.at + 5] if w.content), None) if to else None
        if start and end:
            yield start, end


def _compared(held: Held) -> Iterator[Reason]:
    """Yield a comparison that is turned round: "more than" of the one and the other."""
    for word in held.said:
        if word.low != "than":
            continue
        right = [w for w in held.said[word.at + 1 : word.at + 5] if w.content][:1]
        left = [w for w in held.said[max(0, word.at - 7) : max(0, word.at - 1)] if w.content]
        for unit in held.units:
            for than in (w for w in unit if w.low == "than"):
                behind = [w for w in unit[than.at + 1 : than.at + 5] if w.content]
                before = [w for w in unit[max(0, than.at - 9) : than.at] if w.content]
                crossed = _any(right, before) and _any(left, behind)
                if crossed and not _any(right, behind):
                    yield anew(SIDES, f"“than {right[0].text}” is the other way round", word)


def _any(some: Sequence[Word], others: Sequence[Word]) -> bool:
    return any(like(one.lemma, other.lemma) >= SYNONYM for one in some for other in others)
