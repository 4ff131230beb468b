"""Hold a row to its passages word by word: its number, period, speaker, thing, place and status."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from briefing_room.catalogue.cited_rows import CitedRow
from briefing_room.catalogue.fields import near
from briefing_room.extract.units import CURRENCIES
from briefing_room.text.lexicon import STOP, table
from briefing_room.text.typography import spaced
from briefing_room.verify.completeness import NOT_SUPPORTED
from briefing_room.verify.evidence import Evidence, equals, measured, missing, unit_of
from briefing_room.verify.likeness import FAMILY, is_country, lemma, like, words_of
from briefing_room.verify.modality import Modality
from briefing_room.verify.reasons import Reason, error, unsupported
from briefing_room.verify.row_numbers import CitedTexts, number_reasons, period_reasons
from briefing_room.verify.tagging import BE, Word, Words
from briefing_room.verify.voices import SAYING, speakers, subject

THING, PLACE, MEASURE = "wrong-thing", "wrong-place", "wrong-kind"
STATUS, SPEAKER = "wrong-status", "wrong-speaker"
NO_CARRIER = "no-carrier"
_PUBLISHER_PARTS = re.compile(r"[(),;/]|\bvia\b|\bciting\b")
_RELAYING = words_of("relaying")
_ANYWHERE = frozenset({"world", "all", "global"})
_ABLE = frozenset({"capacity", "capable", "able", "nameplate", "designed"})
_EXPECTED = words_of("projected") | words_of("expected") | {"aim", "forecast", "would", "ask"}
_VAGUE = STOP | words_of("vague")
_RUNNING = words_of("running")
_DONE = frozenset({"built", "closed"})
_SHOWN = 200  # letters of a passage in a message
_NEAR = 14  # words around an amount that say what it is


def _lists(name: str) -> dict[str, frozenset[str]]:
    rows = table("strict")[name].items()
    return {key: frozenset(map(lemma, words.split())) for key, words in rows}


_AMOUNTS, _STATUSES = _lists("amounts"), _lists("statuses")


def row_reasons(row: CitedRow, units: Sequence[Words], texts: CitedTexts) -> Iterator[Reason]:
    """Yield what a row says that its passages do not; their own words are in the message."""
    evidence = texts.evidence
    if row.text:
        yield from number_reasons(row, texts)
    if row.period:
        yield from period_reasons(row, row.period, texts)
    for key, name in (("says", row.says), ("via", row.via)):
        if name and not _is_named(name, evidence):
            yield from _unnamed_speaker(key, name, texts)
    if row.says and not row.via:
        yield from _read_through(row, texts)
    if row.names and not any(_is_named(name, evidence) for name in row.names):
        why = f"the passages name neither {' nor '.join(row.names)}; cite one more"
        yield error(NOT_SUPPORTED, why)
    for item in missing(row.wording, evidence):
        yield error(
            NOT_SUPPORTED, f"the {item.kind} “{item.text}” is not in the passages; correct it"
        )
    for code, name in ((THING, row.thing), (PLACE, row.place)):
        if name and not _names(name, evidence, strict=code == THING):
            why = f"the passages do not name “{name}”: “{_cut(evidence.text)}”"
            yield unsupported(code, why, name)
    if row.measure and row.text:
        yield from _measure(row, units, evidence)
    if row.status:
        yield from _status(row, units)
    if row.says and not row.via:
        yield from _relayed(row, units, evidence)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"


# --- The thing and the place ---------------------------------------------------------------------


def _names(name: str, there: Evidence, *, strict: bool) -> bool:
    """Return whether passages name a thing or a place, by any of its names or by its words."""
    entities = there.catalogue.entities
    meant = {name} if name in entities else {m.entity for m in there.catalogue.find(name)}
    wider = {group for each in there.names for group in entities[each].part_of}
    if meant & (there.names | wider) or name.lower() in _ANYWHERE:
        return True
    least = 1.0 if strict and meant and name not in entities else 0.5
    return any(_has_words(spelling, there, least) for spelling in _spellings(name, there))


def _has_words(name: str, there: Evidence, least: float) -> bool:
    """Tell whether enough words of the first part of a name, or its noun, stand in the passages."""
    first = re.split(r"[,(]", name.replace("-", " "))[0].lower()
    words = [lemma(w) for w in re.findall(r"[^\W_]+", first) if len(w) > 2 and w not in _VAGUE]
    known = {lemma(word) for word in there.stems}
    found = [any(like(word, other) >= FAMILY for other in known) for word in words]
    noun = least < 1.0 and bool(found) and found[-1]
    return noun or sum(found) >= least * len(found)


# --- What an amount is, and what a site ----------------------------------------------------------


def _measure(row: CitedRow, units: Sequence[Words], there: Evidence) -> Iterator[Reason]:
    """Yield a capacity that is told as output, a target as capacity, and the like."""
    said = measured(row.text, row.unit)
    equal = equals(said, there, unit_of(row.unit)) if said else []
    nearby = [_around(unit, each.low) for each in equal for unit in units]
    nearby = [words for words in nearby if words]
    if nearby and not any(_is_measure(row, words, equal[0].low) for words in nearby):
        shown = " ".join(word.text for word in nearby[0])
        yield unsupported(MEASURE, f"it is “{row.measure}” in the row; the passage: “{shown}”")


def _is_measure(row: CitedRow, nearby: list[Word], amount: float) -> bool:
    """Return whether the words around an amount may mean what the row says."""
    found = {form for word in nearby for form in (word.lemma, word.lower)}
    before = [w for w in nearby if w.index < _place(nearby, amount)]
    verb = next((w for w in reversed(before) if w.verb and not w.gerund), None)
    to_come = bool(verb and verb.modality < Modality.FACT) or bool(found & _EXPECTED)
    if row.measure in {"projection", "withdrawn"}:
        return True
    if row.measure in {"target", "past target", "possible"}:
        later = any(w.verb and w.modality < Modality.FACT for w in nearby)
        pairs = pairwise(nearby)
        later |= any(one.lower in BE and other.lower == "to" for one, other in pairs)
        return to_come or later or bool(found & _AMOUNTS.get(row.measure, _EXPECTED))
    if row.measure == "capacity":
        return bool(found & _AMOUNTS["capacity"]) and not (
            verb and verb.modality is Modality.FUTURE
        )
    if row.measure == "made":
        close = {w.lemma for w in nearby if abs(w.index - _place(nearby, amount)) <= 6}
        return bool(found & _AMOUNTS["made"]) and not to_come and not close & _ABLE
    money = any(w.amount and w.amount.unit in CURRENCIES for w in nearby)
    start = any(w.lower == "from" for w in before[-4:])
    value = next((w for w in nearby if _same(w, amount)), None)
    planned = value is not None and value.certainty < Modality.FACT and value.hedge != "agree"
    able = "capacity" in row.path and not found.isdisjoint({"can", "could", "able"})
    would = bool(verb and verb.modality < Modality.FACT and verb.auxiliaries)
    return money or start or able or not (planned or would)


def _place(nearby: Sequence[Word], amount: float) -> int:
    return next((w.index for w in nearby if w.amount and _same(w, amount)), 0)


def _same(word: Word, amount: float) -> bool:
    return word.amount is not None and abs(word.amount.value - amount) < 1e-6


def _around(unit: Words, amount: float) -> list[Word]:
    """Return the words around an amount in a sentence."""
    at = next((w.index for w in unit if _same(w, amount)), None)
    return [] if at is None else list(unit[max(0, at - _NEAR) : at + _NEAR])


def _status(row: CitedRow, units: Sequence[Words]) -> Iterator[Reason]:
    """Yield a status of which the passages have no word, while they have those of another."""
    own = _STATUSES.get(row.status)
    if own is None:
        return
    words = [(unit, word) for unit in units for word in unit if word.kind == "word"]
    found = {word.lemma for _, word in words}
    sure = {word.lemma for unit, word in words if not _is_to_come(unit, word)}
    planned = row.status == "planned" and any(
        w.verb and w.modality < Modality.FACT for _, w in words
    )
    running = {w.lemma for unit, w in words if _runs(unit, w)}
    known = running if row.status == "operating" else sure if row.status in _DONE else found
    other = [key for key, some in _STATUSES.items() if key != row.status and some & found]
    if not own & known and not planned and other:
        shown = _cut(" ".join(word.text for _, word in words))
        yield unsupported(STATUS, f"no passage says “{row.status}”: “{shown}”", row.status)


def _runs(unit: Words, word: Word) -> bool:
    """Tell whether a word says that something is worked, not how or when it may be."""
    if word.certainty < Modality.FACT or word.denied or _is_to_come(unit, word):
        return False
    loose = word.gerund and not word.auxiliaries
    return word.lower in _RUNNING or (bool(word.verb) and not loose)


def _is_to_come(unit: Words, word: Word) -> bool:
    """Return whether a word stands where the passage only plans or expects."""
    if word.verb:
        return word.modality < Modality.FACT or word.denied
    lead = unit[max(0, word.index - 5) : word.index]
    return any(w.verb and w.modality < Modality.FACT for w in lead) or any(
        w.lemma in _STATUSES["planned"] and not w.verb for w in lead
    )


def _relayed(row: CitedRow, units: Sequence[Words], there: Evidence) -> Iterator[Reason]:
    """Yield a speaker who, in the passages, only reports what another says."""
    known = there.catalogue.entities
    spelled = " ".join(_spellings(row.says, there)).lower()
    own = {*spelled.split(), *re.findall(r"[^\W\d_]+", spelled)}
    relays = speaks = False
    heard: set[str] = set()
    for unit in units:
        if any(w.amount and w.text in row.text for w in unit):
            heard |= {n for who in speakers(unit) for n in who if n.isalpha() and not is_country(n)}
        for word in (w for w in unit if w.verb and w.verb in SAYING and not w.passive):
            names = {w.lower for w in subject(unit, word.index) if w.capital and w.content}
            relays |= word.verb in _RELAYING and bool(names & own)
            speaks |= word.verb not in _RELAYING and bool(names & own)
    others = [known[name] for name in there.names if name != row.says]
    others = [
        each
        for each in others
        if each.type in {"organisation", "person"} and own.isdisjoint(each.name.lower().split())
    ]
    named = any(w.lower in own for unit in units for w in unit)
    relayed = relays and not speaks and bool(others and heard - own)
    if relayed or (heard and not named and not heard & own):
        who = ", ".join(sorted(each.name for each in others)[:3]) or ", ".join(sorted(heard)[:3])
        why = f"“{row.says}” only reports what others say there ({who}?); name who says it"
        yield unsupported(SPEAKER, why, row.says)


# --- Who says it ---------------------------------------------------------------------------------


def _is_named(name: str, evidence: Evidence) -> bool:
    """Whether the passages name an entity, given by its slug or by its name."""
    if name in evidence.catalogue.entities:
        return name in evidence.names
    entities = {mention.entity for mention in evidence.catalogue.find(name)}
    return evidence.says(name) or bool(entities and entities <= evidence.names)


def _spellings(name: str, evidence: Evidence) -> Sequence[str]:
    entity = evidence.catalogue.entities.get(name)
    return entity.names if entity else (name,)


def _unnamed_speaker(key: str, name: str, texts: CitedTexts) -> Iterator[Reason]:
    """Yield what is wrong with a speaker whom the passages do not name.

    A seed with one publisher is all by that publisher; of several, one must tell the passage.
    """
    sources = [source.name for article in texts.articles for source in article.sources]
    publishers = {p for p in (*(a.publisher for a in texts.articles), *sources) if p}
    is_free = key == "via" or len(publishers) == 1
    tellers = publishers if is_free else {source.name for source in texts.sources()}
    if not _is_publisher(_spellings(name, texts.evidence), tellers):
        question = near(name, publishers | texts.evidence.catalogue.entities.keys() - {name})
        cure = "cite the one that does, put it into the 'tells' of its source, or correct it"
        why = f"'{key}' is “{name}”, which the passages do not name; {cure}"
        yield error(SPEAKER, f"{why}; {question}".rstrip("; "))


def _read_through(row: CitedRow, texts: CitedTexts) -> Iterator[Reason]:
    """Yield what a value was read through, if nobody opened a text of its speaker."""
    value, unit = measured(row.text, row.unit), unit_of(row.unit)
    if not value:
        return
    holding = [p for p in texts.passages if equals(value, texts.evidence_of([p.label]), unit)]
    sources = texts.sources(holding)
    opened = [source.name for source in sources if not source.via]
    if sources and not _is_publisher(_spellings(row.says, texts.evidence), opened):
        carrier = sources[0].via or sources[0].name
        yield error(NO_CARRIER, f"no text of who says it was opened; add  via: {carrier}")


def _is_publisher(names: Iterable[str], publishers: Iterable[str]) -> bool:
    """Whether a name is that of a publisher: "Goldsea" in "Reuters (via Goldsea)"."""
    parts = {spaced(part) for name in publishers for part in (name, *_PUBLISHER_PARTS.split(name))}
    return not parts.isdisjoint(map(spaced, names))
