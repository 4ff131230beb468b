"""What somebody says is told as theirs, and as nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefing_room.verify.held import Held, anew
from briefing_room.verify.likeness import is_country, like, words_of
from briefing_room.verify.modality import Level
from briefing_room.verify.reasons import SPEAKER, Reason
from briefing_room.verify.tagging import Word, Words, tagged
from briefing_room.verify.voices import (
    ANAPHORS,
    HONORIFICS,
    PERSONAL,
    ROLES,
    SAYING,
    Names,
    speakers,
    subject,
)

ATTRIBUTION = "attribution"
_TOLD, _REPORTED = words_of("told"), words_of("reported")
_PASSED_ON = _REPORTED - {"expect", "estimate"}
_ACCORDING, _PAPERS = words_of("according"), words_of("papers")
_SHARE = 0.6  # of the words that a statement has of a passage, in what somebody says there
_WISHES = words_of("wishes")
_LONG_QUOTATION = 5  # words
_AS_GOOD = 0.85
_CONTRASTS = words_of("contrasts")
_APART = frozenset({"but", "though", "although", "while", "whereas"})


def attribution(held: Held) -> Iterator[Reason]:
    """Yield what is told as fact, or as another's, though somebody says it."""
    yield from _dropped(held)
    yield from _given_to_another(held)


# --- Told as fact --------------------------------------------------------------------------------


def _dropped(held: Held) -> Iterator[Reason]:
    """Yield a part of a statement that says of itself what somebody says in the passage."""
    if held.best is None or _carried(held):
        return
    unit = held.units[held.best]
    told = _told_places(unit)
    ours = _told_places(held.said)
    for part in _parts(held.said) if told else ():
        covered = sum(word.at in ours for word in part) >= _SHARE * len(part)
        if covered or is_attributed(held.said, part) or _by_speaker(held, part, unit):
            continue
        used = {
            (word.at, match.word.at)
            for word in part
            for match in held.matches(held.said[word.at])[:3]
            if match.unit == held.best
        }
        inside = sum(at in told for _, at in used)
        if used and inside >= _SHARE * len(used):
            who = next(iter(sorted(n.lstrip("@") for s in speakers(unit) for n in s)), "somebody")
            yield anew(ATTRIBUTION, f"the passage has it of {who}; say whose it is")
            return


def _parts(words: Words) -> Iterator[Words]:
    """Yield a statement part by part: what "but" or ";" sets apart has words of its own."""
    start = 0
    for word in words:
        if word.at > start and (word.text == ";" or word.low in _APART):
            yield words[start : word.at]
            start = word.at
    yield words[start:]


def is_attributed(words: Words, part: Words = ()) -> bool:
    """Tell whether a text, or a part of it, says whose words, or whose wish, it gives."""
    return any(
        _says(words, word) or (word.low in _ACCORDING and not word.quoted) for word in part or words
    )


def _by_speaker(held: Held, part: Words, unit: Words) -> bool:
    """Return whether a part is about somebody who speaks in the passage."""
    verb = next((w for w in part if w.verb and not w.reduced), None)
    if verb is None:
        return False
    heard = {name.lstrip("@") for who in speakers(unit) for name in who}
    if verb.verb in _WISHES and _wishes(held.said, verb) and not heard:
        return True
    own = {w.low if w.capital else w.lemma for w in subject(held.said, verb.at) if w.content}
    pronoun = any(w.low in PERSONAL for w in held.said[: verb.at]) and verb.verb in _WISHES
    if verb.level is Level.IS and verb.verb not in _WISHES | SAYING:
        return False  # "the miner says it has closed" is not "the miner has closed"
    return pronoun or any(held.voices.same(one, other) for one in own for other in heard)


def _wishes(words: Words, word: Word) -> bool:
    after = words[word.at + 1].low if word.at + 1 < len(words) else ""
    return after == "to" or word.verb not in {"aim", "mean", "plan"}


def _says(words: Words, word: Word) -> bool:
    if word.verb not in SAYING or word.quoted:
        return False
    if word.verb in _WISHES:
        return False  # somebody's wish, whoever reports it
    if word.passive and word.verb in {"see", "regard", "view", "consider", "deem"}:
        return True
    if word.passive or word.low in {"feared", "expected", "forecast", "projected", "said"}:
        return (
            word.verb in _REPORTED | {"accuse", "project", "forecast", "predict"}
            or word.low == "said"
        )
    if "to" in word.auxiliaries or (word.level < Level.IS and not word.auxiliaries):
        return False
    spoken = not word.gerund or bool(word.auxiliaries) or word.verb in _TOLD
    return spoken and bool(subject(words, word.at))


def _told_places(unit: Words) -> set[int]:
    """Return the places of a sentence that somebody says there."""
    places: set[int] = set()
    for word in unit:
        if word.low in {"according", "reportedly", "allegedly"}:
            places |= {w.at for w in unit}
        elif (
            word.verb in _REPORTED - {"expect", "estimate"}
            and word.passive
            and not (word.quoted or word.denied)
        ):
            places |= {w.at for w in unit if w.at >= _part_of(unit, word)}
        elif word.verb == "accuse" and not word.denied:
            places |= {w.at for w in unit if w.at > word.at}
        elif word.verb in _TOLD and _tells(word):
            places |= _said_by(unit, word)
    quoted = {w.at for w in unit if w.quoted and w.kind == "word"}
    return places | quoted if len(quoted) >= _LONG_QUOTATION else places


def _part_of(unit: Words, word: Word) -> int:
    """Return where the part of a sentence begins that a word is in."""
    opens = (w.at for w in unit[: word.at] if w.text == ";" or w.low in {"but", "although"})
    return max(opens, default=0)


def _tells(word: Word) -> bool:
    plain = word.level is Level.IS and not word.quoted and not word.reduced and not word.passive
    plain = plain and word.verb != "write"
    return plain and (not word.gerund or word.verb in {"say", "add", "tell", "warn"})


def _said_by(unit: Words, word: Word) -> set[int]:
    """Return what a verb of saying tells: what follows, or all before it where it closes."""
    tail = [w for w in unit[word.at + 1 :] if w.content and not w.capital and w.lemma not in ROLES]
    more = any(w.verb and not w.gerund and not w.quoted for w in unit[word.at + 1 :])
    comma = any(w.text in ',"' for w in unit[max(0, word.at - 6) : word.at])
    if word.at > 3 and not more and (len(tail) <= 3 or comma):
        return {w.at for w in unit[: word.at]}
    end = next((w.at for w in unit[word.at + 2 :] if w.low in _CONTRASTS), len(unit))
    return {w.at for w in unit[word.at + 1 : end]}


def _carried(held: Held) -> bool:
    """Return whether the sentence before it in the bullet says whose words they are."""
    if not held.bullet:
        return False
    text, places = held.bullet[-1]
    close = any(abs(one - each.place) <= 1 for one in places for each in held.passages)
    return close and is_attributed(tagged(text, held.voices.date))


# --- Whose ---------------------------------------------------------------------------------------


def _given_to_another(held: Held) -> Iterator[Reason]:
    voices = held.voices
    for who, clause in _clauses(held):
        names = {n for n in who if n[0] != "@" and (n in voices.names or n not in voices.small)}
        roles = {n[1:] for n in who if n[0] == "@"} - PERSONAL - (HONORIFICS if names else set())
        fit = _ranked(held, clause) or [(held.best or 0, 0.0)]
        if not (names or roles):
            continue
        heard, sure = _heard(held, fit[0][0])
        if len(fit) > 1 and (not sure or fit[1][1] >= _AS_GOOD * fit[0][1]):
            more, also = _heard(held, fit[1][0])
            heard, sure = heard | more, sure or also
        theirs = {n for n in heard if n[0] != "@"}
        if names:
            offices = {n[1:] for n in heard if n[0] == "@"} - PERSONAL
            known = any(voices.same(one, other) for one in names for other in theirs)
            known = known and not _is_other_person(held, names, held.units[fit[0][0]])
            known |= not _names_speaker(held.units[fit[0][0]]) and any(
                not offices.isdisjoint(voices.one.get(one, ())) for one in names
            )
            if not known and (theirs or sure):
                shown = ", ".join(sorted(theirs)[:3]) or "another"
                yield anew(
                    SPEAKER, f"it is {shown} who says so in the passage", *_shown(held, names)
                )
        elif not _holds_office(held, roles, heard) and (theirs if sure else _only_roles(heard)):
            shown = ", ".join(sorted(theirs or {n[1:] for n in heard})[:3])
            yield anew(SPEAKER, f"it is {shown} who says so in the passage", *_shown(held, roles))


def _is_other_person(held: Held, names: set[str], unit: Words) -> bool:
    """Tell whether a full name speaks in both, and not the same."""
    ours = [w for w in held.said if w.low in names and _ends_full_name(held.said, w)]
    heard = {name for who in speakers(unit) for name in who}
    theirs = [w for w in unit if w.low in heard and _ends_full_name(unit, w)]
    known = {w.low for w in unit}
    return bool(ours and theirs) and not any(w.low in known for w in ours)


def _ends_full_name(words: Words, word: Word) -> bool:
    before, after = words[max(0, word.at - 1)], words[min(word.at + 1, len(words) - 1)]
    name = word.at > 0 and before.capital and before.content and not after.capital
    return name and not is_country(word.lemma)


def _only_roles(heard: Names) -> bool:
    """Tell whether those who may be heard are all offices, such as "critics"."""
    return bool(heard) and all(name[0] == "@" and name[1:] in ROLES for name in heard)


def _names_speaker(unit: Words) -> bool:
    return any(name[0] != "@" for who in speakers(unit) for name in who)


def _shown(held: Held, names: set[str]) -> Iterator[Word]:
    return (word for word in held.said if word.low in names or word.lemma in names)


def _holds_office(held: Held, roles: set[str], heard: Names) -> bool:
    known = {n.lstrip("@") for n in heard}
    if any(like(role, other) >= 0.6 for role in roles for other in known | held.lemmas):
        return True
    if any(role in held.voices.one.get(name, ()) for name in known for role in roles):
        return True
    if known & HONORIFICS:
        return False  # a person
    holders = any(role in linked for linked in held.voices.one.values() for role in roles)
    generic = any(role in ROLES | ANAPHORS for role in roles)
    return not holders and known.isdisjoint(ROLES) and generic


def _clauses(held: Held) -> Iterator[tuple[Names, Words]]:
    """Yield each speaker of the statement with the words put down to them."""
    parts: list[list[Word]] = [[]]
    for word in held.said:
        if word.text == ";" or word.low in _APART:
            parts.append([])
        parts[-1].append(word)
    for part in parts:
        again = tuple(replace(word, at=at) for at, word in enumerate(part))
        for who in speakers(again):
            yield who, tuple(part)


def _ranked(held: Held, clause: Words) -> list[tuple[int, float]]:
    """Return the sentences of the passages by how much of a clause they have."""
    found: dict[int, dict[int, float]] = {}
    for word in clause:
        if word.valued or (word.content and not word.capital and word.verb not in SAYING):
            for match in held.behind(word):
                of = found.setdefault(match.unit, {})
                of[word.at] = max(of.get(word.at, 0.0), match.weight)
    scores = {unit: sum(of.values()) for unit, of in found.items()}
    return sorted(scores.items(), key=lambda each: (-each[1], each[0]))


def _heard(held: Held, at: int) -> tuple[Names, bool]:
    """Return who may be heard in a sentence of the passages, and whether it names them itself."""
    unit, place = held.units[at], held.passages[held.rows[at]].place
    names = frozenset(name for who in speakers(unit) for name in who)
    front = _front(unit)
    own = {n for n in names if n[0] != "@"}
    papers = {n[1:] for n in names} & _PAPERS
    if own and not papers:
        return names | front, True
    pronoun = any(n[1:] in PERSONAL | ANAPHORS for n in names)
    if names and not pronoun and not papers:
        return names | front, True  # "critics", "two people": no name can be theirs
    inside = {w.low for w in unit if w.capital and not w.quoted and w.low in held.voices.names}
    around = held.voices.before(place)
    after = held.voices.heard[place + 1 : place + 2] if not names else ()
    return names | front | inside | around | frozenset(n for who in after for n in who), False


def _front(unit: Words) -> Names:
    """Return the names with which a sentence begins, before its verb."""
    verb = next((w.at for w in unit if w.verb and not w.reduced), 6)
    says = next((w.at for w in unit if w.verb in SAYING and not w.reduced), verb)
    end = says if says < 24 else max(1, min(verb, 8))
    return frozenset(w.low for w in unit[:end] if w.capital and w.content and not w.quoted)
