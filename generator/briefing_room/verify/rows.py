"""Check a row against its passages: its number, period, speaker, thing, place and status."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from briefing_room.catalogue.cited_rows import CitedRow
from briefing_room.catalogue.key_reader import did_you_mean
from briefing_room.extract.units import CURRENCIES
from briefing_room.text.lexicon import STOP_WORDS, table
from briefing_room.text.typography import space_words
from briefing_room.verify.completeness import NOT_SUPPORTED
from briefing_room.verify.evidence import Evidence, equals, measured, missing, unit_of
from briefing_room.verify.likeness import FAMILY, is_country, lemma, like, words_of
from briefing_room.verify.modality import Modality
from briefing_room.verify.reasons import Reason, error, unsupported
from briefing_room.verify.row_numbers import CitedTexts, number_reasons, period_reasons
from briefing_room.verify.verbs import BE
from briefing_room.verify.voices import SAYING, speakers, subject
from briefing_room.verify.words import Word, Words

THING = "wrong-thing"
PLACE = "wrong-place"
MEASURE = "wrong-kind"
STATUS = "wrong-status"
SPEAKER = "wrong-speaker"
NO_CARRIER = "no-carrier"
_PUBLISHER_PARTS = re.compile(r"[(),;/]|\bvia\b|\bciting\b")
_RELAYING_VERBS = words_of("relaying")
_WORLD_WORDS = frozenset({"world", "all", "global"})
_CAPACITY_WORDS = frozenset({"capacity", "capable", "able", "nameplate", "designed"})
_EXPECTATION_WORDS = (
    words_of("projected") | words_of("expected") | {"aim", "forecast", "would", "ask"}
)
_FORECAST_WORDS = (words_of("projecting") | words_of("may") | words_of("will")) - {"set", "due"}
_FORECAST_WORDS |= {"design", "view"}
_MAX_FORECAST_DISTANCE = 6  # words before an amount
_VAGUE_WORDS = STOP_WORDS | words_of("vague")
_OPERATING_WORDS = words_of("running")
_SETTLED_STATUSES = frozenset({"built", "closed"})
_MAX_QUOTED_CHARACTERS = 200  # of a passage in a message
_MAX_CONTEXT_WORDS = 14  # words on each side of an amount


def _lemmas_by_key(name: str) -> dict[str, frozenset[str]]:
    rows = table("strict")[name].items()
    return {key: frozenset(map(lemma, words.split())) for key, words in rows}


_AMOUNT_LEMMAS = _lemmas_by_key("amounts")
_STATUS_LEMMAS = _lemmas_by_key("statuses")


def row_reasons(row: CitedRow, sentences: Sequence[Words], texts: CitedTexts) -> Iterator[Reason]:
    """Yield the faults of a row, each with the words of its passages in the message."""
    evidence = texts.evidence
    if row.text:
        yield from number_reasons(row, texts)
    if row.period:
        yield from period_reasons(row, row.period, texts)
    for key, name in (("says", row.says), ("via", row.via)):
        if name and not _is_named(name, evidence):
            yield from _unnamed_speaker(key, name, texts)
    if row.says and not row.via:
        yield from _missing_carrier(row, texts)
    if row.names and not any(_is_named(name, evidence) for name in row.names):
        why = f"the passages name neither {' nor '.join(row.names)}; cite a passage that does"
        yield error(NOT_SUPPORTED, why)
    for item in missing(row.wording, evidence):
        yield error(
            NOT_SUPPORTED, f"the {item.kind} “{item.text}” is not in the passages; correct it"
        )
    for code, name in ((THING, row.thing), (PLACE, row.place)):
        if name and not _name_is_given(name, evidence):
            why = f"the passages do not name “{name}”: “{_shorten(evidence.text)}”; correct the row"
            yield unsupported(code, why, name)
    if row.measure and row.text:
        yield from _check_measure(row, sentences, evidence)
    if row.status:
        yield from _check_status(row, sentences)
    if row.says and not row.via:
        yield from _relayed_speakers(row, sentences, evidence)


def _shorten(text: str) -> str:
    if len(text) <= _MAX_QUOTED_CHARACTERS:
        return text
    return f"{text[:_MAX_QUOTED_CHARACTERS].rsplit(' ', 1)[0]} …"


# --- The thing and the place ---------------------------------------------------------------------


def _name_is_given(name: str, evidence: Evidence) -> bool:
    """Whether passages name a thing or a place, by any of its names or by its words."""
    entities = evidence.catalogue.entities
    meant_entities = (
        {name} if name in entities else {m.entity for m in evidence.catalogue.find(name)}
    )
    wider = {group for entity in evidence.names for group in entities[entity].part_of}
    if meant_entities & (evidence.names | wider) or name.lower() in _WORLD_WORDS:
        return True
    return any(_has_name_words(spelling, evidence) for spelling in _spellings(name, evidence))


def _has_name_words(name: str, evidence: Evidence) -> bool:
    """Whether the passages have half the words of the first part of a name, or its noun."""
    first = re.split(r"[,(]", name.replace("-", " "))[0].lower()
    words = [
        lemma(w) for w in re.findall(r"[^\W_]+", first) if len(w) > 2 and w not in _VAGUE_WORDS
    ]
    lemmas = {lemma(word) for word in evidence.stems}
    is_found = [any(like(word, other) >= FAMILY for other in lemmas) for word in words]
    return not is_found or is_found[-1] or 2 * sum(is_found) >= len(is_found)


# --- What an amount is, and what a site ----------------------------------------------------------


def _check_measure(
    row: CitedRow, sentences: Sequence[Words], evidence: Evidence
) -> Iterator[Reason]:
    """Yield a capacity given as output, a target given as capacity, and the like."""
    value = measured(row.text, row.unit)
    equal = equals(value, evidence, unit_of(row.unit)) if value else []
    nearby = [
        _words_around_amount(sentence, quantity.low) for quantity in equal for sentence in sentences
    ]
    nearby = [words for words in nearby if words]
    if nearby and not any(_fits_measure(row, words, equal[0].low) for words in nearby):
        context = " ".join(word.text for word in nearby[0])
        why = f"the passage does not give this amount as “{row.measure}”: “{context}”"
        yield unsupported(MEASURE, f"{why}; correct the row")


def _fits_measure(row: CitedRow, nearby: list[Word], amount: float) -> bool:
    """Whether the words around an amount allow the measure that the row gives."""
    forms = {form for word in nearby for form in (word.lemma, word.lower)}
    before = [w for w in nearby if w.index < _amount_index(nearby, amount)]
    verb = next((w for w in reversed(before) if w.verb and not w.gerund), None)
    is_expected = bool(verb and verb.modality < Modality.FACT) or bool(forms & _EXPECTATION_WORDS)
    if row.measure in {"projection", "withdrawn"}:
        return True
    if row.measure in {"target", "past target", "possible"}:
        is_future = any(w.verb and w.modality < Modality.FACT for w in nearby)
        pairs = pairwise(nearby)
        is_future |= any(one.lower in BE and other.lower == "to" for one, other in pairs)
        return (
            is_expected
            or is_future
            or bool(forms & _AMOUNT_LEMMAS.get(row.measure, _EXPECTATION_WORDS))
        )
    if row.measure == "capacity":
        return bool(forms & _AMOUNT_LEMMAS["capacity"]) and not (
            verb and verb.modality is Modality.FUTURE
        )
    if row.measure == "made":
        close_lemmas = {
            w.lemma for w in nearby if abs(w.index - _amount_index(nearby, amount)) <= 6
        }
        return (
            bool(forms & _AMOUNT_LEMMAS["made"])
            and not is_expected
            and not close_lemmas & _CAPACITY_WORDS
        )
    money = any(w.amount and w.amount.unit in CURRENCIES for w in nearby)
    is_start = any(w.lower == "from" for w in before[-4:])
    value = next((w for w in nearby if _has_amount(w, amount)), None)
    is_planned = value is not None and value.hedge in _FORECAST_WORDS
    is_planned |= any(w.lemma in _FORECAST_WORDS for w in before[-_MAX_FORECAST_DISTANCE:])
    is_able = "capacity" in row.path and not forms.isdisjoint({"can", "could", "able"})
    is_conditional = bool(verb and verb.modality < Modality.FACT and verb.auxiliaries)
    is_conditional &= bool(verb and value and verb.clause == value.clause)
    return money or is_start or is_able or not (is_planned or is_conditional)


def _amount_index(nearby: Sequence[Word], amount: float) -> int:
    return next((w.index for w in nearby if w.amount and _has_amount(w, amount)), 0)


def _has_amount(word: Word, amount: float) -> bool:
    return word.amount is not None and abs(word.amount.value - amount) < 1e-6


def _words_around_amount(sentence: Words, amount: float) -> list[Word]:
    """The words around an amount in a sentence, none if the sentence lacks it."""
    index = next((w.index for w in sentence if _has_amount(w, amount)), None)
    if index is None:
        return []
    return list(sentence[max(0, index - _MAX_CONTEXT_WORDS) : index + _MAX_CONTEXT_WORDS])


def _check_status(row: CitedRow, sentences: Sequence[Words]) -> Iterator[Reason]:
    """Yield a status for which the passages have no word."""
    status_lemmas = _STATUS_LEMMAS.get(row.status)
    if status_lemmas is None:
        return
    words = [(sentence, word) for sentence in sentences for word in sentence if word.kind == "word"]
    lemmas = {word.lemma for _, word in words}
    certain_lemmas = {word.lemma for sentence, word in words if not _is_future(sentence, word)}
    is_planned = row.status == "planned" and any(
        w.verb and w.modality < Modality.FACT for _, w in words
    )
    operating_lemmas = {w.lemma for sentence, w in words if _says_operating(sentence, w)}
    accepted_lemmas = certain_lemmas if row.status in _SETTLED_STATUSES else lemmas
    if row.status == "operating":
        accepted_lemmas = operating_lemmas
    if not status_lemmas & accepted_lemmas and not is_planned:
        quoted = _shorten(" ".join(word.text for _, word in words))
        yield unsupported(
            STATUS,
            f"the passages do not say that it is “{row.status}”: “{quoted}”; correct the status",
            row.status,
        )


def _says_operating(sentence: Words, word: Word) -> bool:
    """Whether a word says that something operates now."""
    if word.certainty < Modality.FACT or word.denied or _is_future(sentence, word):
        return False
    loose = word.gerund and not word.auxiliaries
    return word.lower in _OPERATING_WORDS or (bool(word.verb) and not loose)


def _is_future(sentence: Words, word: Word) -> bool:
    """Whether the passage only plans, expects or denies what a word says."""
    if word.verb:
        return word.modality < Modality.FACT or word.denied
    lead = sentence[max(0, word.index - 5) : word.index]
    return any(w.verb and w.modality < Modality.FACT for w in lead) or any(
        w.lemma in _STATUS_LEMMAS["planned"] and not w.verb for w in lead
    )


def _relayed_speakers(
    row: CitedRow, sentences: Sequence[Words], evidence: Evidence
) -> Iterator[Reason]:
    """Yield a speaker who only reports, in the passages, what somebody else says."""
    entities = evidence.catalogue.entities
    spelled = " ".join(_spellings(row.says, evidence)).lower()
    speaker_words = {*spelled.split(), *re.findall(r"[^\W\d_]+", spelled)}
    relays = speaks = False
    speaker_names: set[str] = set()
    for sentence in sentences:
        if any(w.amount and w.text in row.text for w in sentence):
            speaker_names |= {
                n
                for candidates in speakers(sentence)
                for n in candidates
                if n.isalpha() and not is_country(n)
            }
        for word in (w for w in sentence if w.verb and w.verb in SAYING and not w.passive):
            names = {w.lower for w in subject(sentence, word.index) if w.capital and w.content}
            relays |= word.verb in _RELAYING_VERBS and bool(names & speaker_words)
            speaks |= word.verb not in _RELAYING_VERBS and bool(names & speaker_words)
    others = [entities[name] for name in evidence.names if name != row.says]
    others = [
        entity
        for entity in others
        if entity.type in {"organisation", "person"}
        and speaker_words.isdisjoint(entity.name.lower().split())
    ]
    is_named = any(w.lower in speaker_words for sentence in sentences for w in sentence)
    is_relayed = relays and not speaks and bool(others and speaker_names - speaker_words)
    if is_relayed or (speaker_names and not is_named and not speaker_names & speaker_words):
        candidates = ", ".join(sorted(entity.name for entity in others)[:3]) or ", ".join(
            sorted(speaker_names)[:3]
        )
        why = f"“{row.says}” only reports what others say there ({candidates}?); name who says it"
        yield unsupported(SPEAKER, why, row.says)


# --- The speaker ---------------------------------------------------------------------------------


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
    """Yield a fault if neither the passages nor their publishers are the named speaker.

    A seed with one publisher is all by that publisher; with several, a source must list the
    passage in its 'tells'.
    """
    sources = [source.name for article in texts.articles for source in article.sources]
    publishers = {p for p in (*(a.publisher for a in texts.articles), *sources) if p}
    is_free = key == "via" or len(publishers) == 1
    tellers = publishers if is_free else {source.name for source in texts.sources()}
    if not _is_publisher(_spellings(name, texts.evidence), tellers):
        question = did_you_mean(
            name, publishers | texts.evidence.catalogue.entities.keys() - {name}
        )
        hint = "correct it, or list the passage in the 'tells' of its source"
        why = f"'{key}' is “{name}”, which the passages do not name; {hint}"
        yield error(SPEAKER, f"{why}; {question}".rstrip("; "))


def _missing_carrier(row: CitedRow, texts: CitedTexts) -> Iterator[Reason]:
    """Yield a fault if a row lacks the 'via' through which its value was read."""
    value, unit = measured(row.text, row.unit), unit_of(row.unit)
    if not value:
        return
    supporting = [p for p in texts.passages if equals(value, texts.evidence_of([p.label]), unit)]
    sources = texts.sources(supporting)
    opened = [source.name for source in sources if not source.via]
    if sources and not _is_publisher(_spellings(row.says, texts.evidence), opened):
        carrier = sources[0].via or sources[0].name
        yield error(NO_CARRIER, f"no source by “{row.says}” was opened; add  via: {carrier}")


def _is_publisher(names: Iterable[str], publishers: Iterable[str]) -> bool:
    """Whether one of the names is a publisher: "Goldsea" in "Reuters (via Goldsea)"."""
    parts = {
        space_words(part) for name in publishers for part in (name, *_PUBLISHER_PARTS.split(name))
    }
    return not parts.isdisjoint(map(space_words, names))
