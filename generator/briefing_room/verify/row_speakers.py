"""Check who says the value of a row, and the outlet through which it was read.

A row names its speaker in ``says`` and the outlet in ``via``.  The passages must name both, and the
speaker must not be an outlet that only relays what somebody else says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from briefing_room.catalogue.cited_rows import CitedRow
from briefing_room.catalogue.key_reader import did_you_mean
from briefing_room.extract.units import CURRENCIES
from briefing_room.text.typography import space_words
from briefing_room.verify.comparison import Comparison
from briefing_room.verify.evidence import Evidence, find_equal_quantities, read_unit, read_value
from briefing_room.verify.likeness import is_country, lemma, word_set
from briefing_room.verify.reasons import Reason, error, unsupported_reason
from briefing_room.verify.row_numbers import CitedTexts
from briefing_room.verify.speech import find_speaker, find_subject, reports_speech
from briefing_room.verify.words import Word, Words

WRONG_SPEAKER = "wrong-speaker"
MISSING_VIA = "missing-via"
_PUBLISHER_PARTS = re.compile(r"[(),;/]|\bvia\b|\bciting\b")
_RELAYING_VERBS = word_set("relaying_verbs")
_VALUE_VERBS = word_set("statement_verbs") | {
    "announce",
    "expect",
    "project",
    "calculate",
    "reveal",
}
_GIVING_VERBS = frozenset({"put", "give", "count", "show", "publish"})


def check_row_speaker(row: CitedRow, comparison: Comparison, texts: CitedTexts) -> Iterator[Reason]:
    """Yield what is wrong with the speaker of a row and the outlet that relays it."""
    evidence = texts.evidence
    for key, name in (("says", row.speaker), ("via", row.via)):
        if name and not is_named(name, evidence):
            yield from _check_speaker_is_named(key, name, texts)
    if row.speaker and not row.via:
        yield from _check_missing_via(row, texts)
        yield from _check_speaker_only_relays(
            row, comparison.passage_sentences, evidence, comparison.articles.names
        )


def is_named(name: str, evidence: Evidence) -> bool:
    """Whether the passages name an entity, given by its slug or by its name."""
    if name in evidence.catalogue.entities:
        return name in evidence.names
    entities = {mention.entity for mention in evidence.catalogue.find(name)}
    return evidence.says(name) or bool(entities and entities <= evidence.names)


def _spellings(name: str, evidence: Evidence) -> Sequence[str]:
    entity = evidence.catalogue.entities.get(name)
    return entity.names if entity else (name,)


def _check_speaker_is_named(key: str, name: str, texts: CitedTexts) -> Iterator[Reason]:
    """Yield a fault if neither the passages nor their publishers are the named speaker.

    A seed with one publisher is by that publisher as a whole.  If it has several, one of its
    sources must list the passage in its 'tells'.
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
        yield error(WRONG_SPEAKER, f"{why}; {question}".rstrip("; "))


def _check_missing_via(row: CitedRow, texts: CitedTexts) -> Iterator[Reason]:
    """Yield a fault if a row lacks the 'via' through which its value was read."""
    value, unit = read_value(row.text, row.unit), read_unit(row.unit)
    if not value:
        return
    supporting = [
        p
        for p in texts.passages
        if find_equal_quantities(value, texts.evidence_of([p.label]), unit)
    ]
    sources = texts.sources(supporting)
    opened = [source.name for source in sources if not source.via]
    if sources and not _is_publisher(_spellings(row.speaker, texts.evidence), opened):
        outlet = sources[0].via or sources[0].name
        why = f"the value was read in “{outlet}”, not in a text by “{row.speaker}”"
        yield error(MISSING_VIA, f"{why}; add `via: {outlet}`")


def _is_publisher(names: Iterable[str], publishers: Iterable[str]) -> bool:
    """Whether one of the names is a publisher: "Goldsea" in "Reuters (via Goldsea)"."""
    parts = {
        space_words(part) for name in publishers for part in (name, *_PUBLISHER_PARTS.split(name))
    }
    return not parts.isdisjoint(map(space_words, names))


def _check_speaker_only_relays(
    row: CitedRow, sentences: Sequence[Words], evidence: Evidence, names: frozenset[str]
) -> Iterator[Reason]:
    """Yield a speaker who only relays what somebody else says in each sentence with the value."""
    spellings = " ".join(_spellings(row.speaker, evidence)).lower()
    letters = re.findall(r"[^\W\d_]+", spellings)
    own_words = {*spellings.split(), *letters, *map(lemma, letters)}
    value = read_value(row.text, row.unit)
    amounts = {value.low, value.high} if value else set()
    speakers = [
        {name for name in _find_row_speakers(part) if name in names or name in own_words}
        for sentence in sentences
        for part in _split_at_semicolons(sentence)
        if any(w.amount and w.amount.value in amounts for w in part)
    ]
    if speakers and all(speakers) and all(map(own_words.isdisjoint, speakers)):
        actual = ", ".join(sorted(speakers[0])[:3])
        why = f"“{row.speaker}” only reports what others say there ({actual}?); name who says it"
        yield unsupported_reason(WRONG_SPEAKER, why, row.speaker)


def _split_at_semicolons(sentence: Words) -> Iterator[Words]:
    """Split a sentence into parts that each have their own speaker."""
    for is_mark, part in groupby(sentence, lambda word: word.text == ";"):
        if not is_mark:
            yield tuple(replace(word, index=index) for index, word in enumerate(part))


def _find_row_speakers(sentence: Words) -> frozenset[str]:
    """The names of those who say something themselves, not of the outlets that only relay it.

    In "Kest reported 300 tonnes, according to Argus" and "300 tonnes, Kest said, Argus reported"
    Kest says it; Argus says it where no other speaker is named.
    """
    speakers: set[str] = set()
    sources: set[str] = set()  # after "according to" and "citing"
    outlets: set[str] = set()  # of ", Argus reported"
    for word in sentence:
        if word.lower in {"according", "citing"}:
            sources.update(_names_until_mark(sentence[word.index + 1 : word.index + 8]))
        elif word.verb and not word.passive and _speaks(word, sentence):
            names = set(_names_until_mark(_without_agent(find_subject(sentence, word.index))))
            if not names and reports_speech(word, sentence):  # "said Roe"
                names = {n for n in find_speaker(sentence, word).names if not is_country(n)}
            (outlets if _only_relays(sentence, word) else speakers).update(names)
    return frozenset(speakers or sources or outlets)


def _only_relays(sentence: Words, verb: Word) -> bool:
    """Whether a verb such as "reported" ends a sentence, or follows a comma with its subject."""
    ends = not any(w.content or w.amount for w in sentence[verb.index + 1 :])
    return verb.verb in _RELAYING_VERBS and (ends or _follows_comma(sentence, verb))


def _speaks(word: Word, sentence: Words) -> bool:
    """Whether a verb gives somebody's words or figures: "said", "put the share at"."""
    if word.verb == "give" and any(w.amount and w.amount.unit in CURRENCIES for w in sentence):
        return False  # who gives money does not speak of it
    is_speech = word.verb in _VALUE_VERBS and reports_speech(word, sentence)
    return is_speech or (word.verb in _GIVING_VERBS and not word.auxiliaries)


def _follows_comma(sentence: Words, verb: Word) -> bool:
    """Whether a verb and its subject follow a comma: "…, Argus reported in May"."""
    lead = find_subject(sentence, verb.index)
    before = sentence[lead[-1].index - 1].text if lead and lead[-1].index else ""
    return before == ","


def _without_agent(subject_words: Sequence[Word]) -> Sequence[Word]:
    """A reversed subject without those who cite it: "USGS data" of "USGS data cited by Argus"."""
    place = next((place for place, word in enumerate(subject_words) if word.lower == "by"), -1)
    return subject_words[place + 1 :]


def _names_until_mark(words: Iterable[Word]) -> Iterator[str]:
    for word in words:
        if word.kind == "mark":
            return
        if word.capital and word.content and not is_country(word.lemma):
            yield word.lower
