"""What somebody says is told as theirs, and as nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.likeness import is_country, like, words_of
from briefing_room.verify.modality import Modality
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


def attribution(pair: Comparison) -> Iterator[Reason]:
    """Yield what is told as fact, or as another's, though somebody says it."""
    yield from _dropped(pair)
    yield from _given_to_another(pair)


# --- Told as fact --------------------------------------------------------------------------------


def _dropped(pair: Comparison) -> Iterator[Reason]:
    """Yield a part of a statement that says of itself what somebody says in the passage."""
    if pair.best_sentence is None or _carried(pair):
        return
    unit = pair.passage_sentences[pair.best_sentence]
    told = _told_places(unit)
    ours = _told_places(pair.statement_words)
    for part in _parts(pair.statement_words) if told else ():
        covered = sum(word.index in ours for word in part) >= _SHARE * len(part)
        if covered or is_attributed(pair.statement_words, part) or _by_speaker(pair, part, unit):
            continue
        used = {
            (word.index, match.word.index)
            for word in part
            for match in pair.matches(pair.statement_words[word.index])[:3]
            if match.sentence == pair.best_sentence
        }
        inside = sum(at in told for _, at in used)
        if used and inside >= _SHARE * len(used):
            who = next(iter(sorted(n.lstrip("@") for s in speakers(unit) for n in s)), "somebody")
            yield flag(ATTRIBUTION, f"the passage has it of {who}; say whose it is")
            return


def _parts(words: Words) -> Iterator[Words]:
    """Yield a statement part by part: what "but" or ";" sets apart has words of its own."""
    start = 0
    for word in words:
        if word.index > start and (word.text == ";" or word.lower in _APART):
            yield words[start : word.index]
            start = word.index
    yield words[start:]


def is_attributed(words: Words, part: Words = ()) -> bool:
    """Tell whether a text, or a part of it, says whose words, or whose wish, it gives."""
    return any(
        _says(words, word) or (word.lower in _ACCORDING and not word.quoted)
        for word in part or words
    )


def _by_speaker(pair: Comparison, part: Words, unit: Words) -> bool:
    """Return whether a part is about somebody who speaks in the passage."""
    verb = next((w for w in part if w.verb and not w.reduced), None)
    if verb is None:
        return False
    heard = {name.lstrip("@") for who in speakers(unit) for name in who}
    if verb.verb in _WISHES and _wishes(pair.statement_words, verb) and not heard:
        return True
    own = {
        w.lower if w.capital else w.lemma
        for w in subject(pair.statement_words, verb.index)
        if w.content
    }
    pronoun = (
        any(w.lower in PERSONAL for w in pair.statement_words[: verb.index])
        and verb.verb in _WISHES
    )
    if verb.modality is Modality.FACT and verb.verb not in _WISHES | SAYING:
        return False  # "the miner says it has closed" is not "the miner has closed"
    return pronoun or any(pair.voices.same(one, other) for one in own for other in heard)


def _wishes(words: Words, word: Word) -> bool:
    after = words[word.index + 1].lower if word.index + 1 < len(words) else ""
    return after == "to" or word.verb not in {"aim", "mean", "plan"}


def _says(words: Words, word: Word) -> bool:
    if word.verb not in SAYING or word.quoted:
        return False
    if word.verb in _WISHES:
        return False  # somebody's wish, whoever reports it
    if word.passive and word.verb in {"see", "regard", "view", "consider", "deem"}:
        return True
    if word.passive or word.lower in {"feared", "expected", "forecast", "projected", "said"}:
        return (
            word.verb in _REPORTED | {"accuse", "project", "forecast", "predict"}
            or word.lower == "said"
        )
    if "to" in word.auxiliaries or (word.modality < Modality.FACT and not word.auxiliaries):
        return False
    spoken = not word.gerund or bool(word.auxiliaries) or word.verb in _TOLD
    return spoken and bool(subject(words, word.index))


def _told_places(unit: Words) -> set[int]:
    """Return the places of a sentence that somebody says there."""
    places: set[int] = set()
    for word in unit:
        if word.lower in {"according", "reportedly", "allegedly"}:
            places |= {w.index for w in unit}
        elif (
            word.verb in _REPORTED - {"expect", "estimate"}
            and word.passive
            and not (word.quoted or word.denied)
        ):
            places |= {w.index for w in unit if w.index >= _part_of(unit, word)}
        elif word.verb == "accuse" and not word.denied:
            places |= {w.index for w in unit if w.index > word.index}
        elif word.verb in _TOLD and _tells(word):
            places |= _said_by(unit, word)
    quoted = {w.index for w in unit if w.quoted and w.kind == "word"}
    return places | quoted if len(quoted) >= _LONG_QUOTATION else places


def _part_of(unit: Words, word: Word) -> int:
    """Return where the part of a sentence begins that a word is in."""
    opens = (w.index for w in unit[: word.index] if w.text == ";" or w.lower in {"but", "although"})
    return max(opens, default=0)


def _tells(word: Word) -> bool:
    plain = (
        word.modality is Modality.FACT and not word.quoted and not word.reduced and not word.passive
    )
    plain = plain and word.verb != "write"
    return plain and (not word.gerund or word.verb in {"say", "add", "tell", "warn"})


def _said_by(unit: Words, word: Word) -> set[int]:
    """Return what a verb of saying tells: what follows, or all before it where it closes."""
    tail = [
        w for w in unit[word.index + 1 :] if w.content and not w.capital and w.lemma not in ROLES
    ]
    more = any(w.verb and not w.gerund and not w.quoted for w in unit[word.index + 1 :])
    comma = any(w.text in ',"' for w in unit[max(0, word.index - 6) : word.index])
    if word.index > 3 and not more and (len(tail) <= 3 or comma):
        return {w.index for w in unit[: word.index]}
    end = next((w.index for w in unit[word.index + 2 :] if w.lower in _CONTRASTS), len(unit))
    return {w.index for w in unit[word.index + 1 : end]}


def _carried(pair: Comparison) -> bool:
    """Return whether the sentence before it in the bullet says whose words they are."""
    if not pair.bullet:
        return False
    text, places = pair.bullet[-1]
    close = any(abs(one - each.line_index) <= 1 for one in places for each in pair.passages)
    return close and is_attributed(tagged(text, pair.voices.date))


# --- Whose ---------------------------------------------------------------------------------------


def _given_to_another(pair: Comparison) -> Iterator[Reason]:
    voices = pair.voices
    for who, clause in _clauses(pair):
        names = {n for n in who if n[0] != "@" and (n in voices.names or n not in voices.small)}
        roles = {n[1:] for n in who if n[0] == "@"} - PERSONAL - (HONORIFICS if names else set())
        fit = _ranked(pair, clause) or [(pair.best_sentence or 0, 0.0)]
        if not (names or roles):
            continue
        heard, sure = _heard(pair, fit[0][0])
        if len(fit) > 1 and (not sure or fit[1][1] >= _AS_GOOD * fit[0][1]):
            more, also = _heard(pair, fit[1][0])
            heard, sure = heard | more, sure or also
        theirs = {n for n in heard if n[0] != "@"}
        if names:
            offices = {n[1:] for n in heard if n[0] == "@"} - PERSONAL
            known = any(voices.same(one, other) for one in names for other in theirs)
            known = known and not _is_other_person(pair, names, pair.passage_sentences[fit[0][0]])
            known |= not _names_speaker(pair.passage_sentences[fit[0][0]]) and any(
                not offices.isdisjoint(voices.one.get(one, ())) for one in names
            )
            if not known and (theirs or sure):
                shown = ", ".join(sorted(theirs)[:3]) or "another"
                yield flag(
                    SPEAKER, f"it is {shown} who says so in the passage", *_shown(pair, names)
                )
        elif not _holds_office(pair, roles, heard) and (theirs if sure else _only_roles(heard)):
            shown = ", ".join(sorted(theirs or {n[1:] for n in heard})[:3])
            yield flag(SPEAKER, f"it is {shown} who says so in the passage", *_shown(pair, roles))


def _is_other_person(pair: Comparison, names: set[str], unit: Words) -> bool:
    """Tell whether a full name speaks in both, and not the same."""
    ours = [
        w
        for w in pair.statement_words
        if w.lower in names and _ends_full_name(pair.statement_words, w)
    ]
    heard = {name for who in speakers(unit) for name in who}
    theirs = [w for w in unit if w.lower in heard and _ends_full_name(unit, w)]
    known = {w.lower for w in unit}
    return bool(ours and theirs) and not any(w.lower in known for w in ours)


def _ends_full_name(words: Words, word: Word) -> bool:
    before, after = words[max(0, word.index - 1)], words[min(word.index + 1, len(words) - 1)]
    name = word.index > 0 and before.capital and before.content and not after.capital
    return name and not is_country(word.lemma)


def _only_roles(heard: Names) -> bool:
    """Tell whether those who may be heard are all offices, such as "critics"."""
    return bool(heard) and all(name[0] == "@" and name[1:] in ROLES for name in heard)


def _names_speaker(unit: Words) -> bool:
    return any(name[0] != "@" for who in speakers(unit) for name in who)


def _shown(pair: Comparison, names: set[str]) -> Iterator[Word]:
    return (word for word in pair.statement_words if word.lower in names or word.lemma in names)


def _holds_office(pair: Comparison, roles: set[str], heard: Names) -> bool:
    known = {n.lstrip("@") for n in heard}
    if any(like(role, other) >= 0.6 for role in roles for other in known | pair.passage_lemmas):
        return True
    if any(role in pair.voices.one.get(name, ()) for name in known for role in roles):
        return True
    if known & HONORIFICS:
        return False  # a person
    holders = any(role in linked for linked in pair.voices.one.values() for role in roles)
    generic = any(role in ROLES | ANAPHORS for role in roles)
    return not holders and known.isdisjoint(ROLES) and generic


def _clauses(pair: Comparison) -> Iterator[tuple[Names, Words]]:
    """Yield each speaker of the statement with the words put down to them."""
    parts: list[list[Word]] = [[]]
    for word in pair.statement_words:
        if word.text == ";" or word.lower in _APART:
            parts.append([])
        parts[-1].append(word)
    for part in parts:
        again = tuple(replace(word, index=at) for at, word in enumerate(part))
        for who in speakers(again):
            yield who, tuple(part)


def _ranked(pair: Comparison, clause: Words) -> list[tuple[int, float]]:
    """Return the sentences of the passages by how much of a clause they have."""
    found: dict[int, dict[int, float]] = {}
    for word in clause:
        if word.is_value or (word.content and not word.capital and word.verb not in SAYING):
            for match in pair.support(word):
                of = found.setdefault(match.sentence, {})
                of[word.index] = max(of.get(word.index, 0.0), match.weight)
    scores = {unit: sum(of.values()) for unit, of in found.items()}
    return sorted(scores.items(), key=lambda each: (-each[1], each[0]))


def _heard(pair: Comparison, at: int) -> tuple[Names, bool]:
    """Return who may be heard in a sentence of the passages, and whether it names them itself."""
    unit, place = (
        pair.passage_sentences[at],
        pair.passages[pair.passage_of_sentence[at]].line_index,
    )
    names = frozenset(name for who in speakers(unit) for name in who)
    front = _front(unit)
    own = {n for n in names if n[0] != "@"}
    papers = {n[1:] for n in names} & _PAPERS
    if own and not papers:
        return names | front, True
    pronoun = any(n[1:] in PERSONAL | ANAPHORS for n in names)
    if names and not pronoun and not papers:
        return names | front, True  # "critics", "two people": no name can be theirs
    inside = {w.lower for w in unit if w.capital and not w.quoted and w.lower in pair.voices.names}
    preceding = pair.voices.before(place)
    after = pair.voices.heard[place + 1 : place + 2] if not names else ()
    return names | front | inside | preceding | frozenset(n for who in after for n in who), False


def _front(unit: Words) -> Names:
    """Return the names with which a sentence begins, before its verb."""
    verb = next((w.index for w in unit if w.verb and not w.reduced), 6)
    says = next((w.index for w in unit if w.verb in SAYING and not w.reduced), verb)
    end = says if says < 24 else max(1, min(verb, 8))
    return frozenset(w.lower for w in unit[:end] if w.capital and w.content and not w.quoted)
