"""What an article says that somebody says: speaker, quality, words and passage of each claim."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from generator.catalogue.entries import Catalogue
from generator.extract import wording
from generator.extract.frames import Frame, frames
from generator.extract.memory import Memory, Named
from generator.extract.quotations import is_quotation, open_quotations
from generator.extract.verbs import Manner
from generator.model import Article, Claim, Sentence, Speaker, SpeaksAs

_RELAYING = frozenset(("reported", "reports", "wrote", "writes", "noted", "notes", "according to"))


_ONLY_PUBLISHERS = frozenset(
    (
        "quoted",
        "cited",
        "cites",
        "identified",
        "named",
        "listed",
        "used",
        "placed",
        "recorded",
        "quotes",
    )
)
_PUBLISHING = frozenset(
    (SpeaksAs.OUTLET, SpeaksAs.STATE_MEDIA, SpeaksAs.DATA_PROVIDER, SpeaksAs.EXPERT)
)
_GAVE_SHARE = re.compile(r"g[ai]ves? (?:\S+ ){0,3}?[\d.]+ ?(?:%|per ?cent)")
_CALLED_FALSE = re.compile(
    r"(?:called|calls|described|dismissed|branded|labelled) [^.;,]*?"
    r"\b(?:inaccurate|untrue|false|baseless|groundless|wrong|misleading|fake|fabricated"
    r"|unfounded)(?=[.,;]|$| (?:and|or|by|in|on)\b)"
)
_SAYING_ONLY = re.compile(r", (?:saying|adding|noting) (?:only )?(?:that|it|this)\b")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A stretch of one sentence with its speaker.

    ``text`` is the wording for a table cell, ``clause`` the stretch with its reporting clause, and
    ``said`` the offsets of what is said in the text of the sentence.
    """

    sentence: Sentence
    speaker: Speaker
    text: str
    clause: str
    said: tuple[int, int]


def claims(article: Article, catalogue: Catalogue) -> tuple[Claim, ...]:
    """Return the claims of an article in the order of its sentences."""
    return tuple(
        Claim(found.speaker, found.text, found.sentence.passages)
        for found in attributions(article, catalogue)
    )


def speaker_of(
    sentence: Sentence, article: Article, attributed: tuple[Attribution, ...]
) -> Speaker | None:
    """Return who a whole sentence is to be put down to; ``None`` for the article's own words.

    A sentence with several speakers names them itself and has none of its own.
    """
    del article
    here = [a.speaker for a in attributed if a.sentence.passages == sentence.passages]
    return here[0] if len(set(here)) == 1 else None


def attributions(article: Article, catalogue: Catalogue) -> tuple[Attribution, ...]:
    """Return every attributed stretch of an article in the order of its sentences."""
    memory = Memory(article, catalogue)
    quoting = open_quotations(article.sentences)
    found: list[Attribution] = []
    before: Sentence | None = None
    for sentence in article.sentences:
        if sentence.opens == "fragment":
            continue
        made = _of_sentence(sentence, memory)
        if not made and found:
            made = _quoted_on(sentence, before, found[-1], quoting)
        found += made
        memory.read(sentence.text)
        before = sentence
    return tuple(found)


def _quoted_on(
    sentence: Sentence,
    before: Sentence | None,
    last: Attribution,
    quoting: dict[tuple[int, int], int],
) -> list[Attribution]:
    """Give a sentence inside a quotation to whoever was quoted just before."""
    if before is None or last.sentence is not before or '"' not in before.text:
        return []
    here = (sentence.paragraph, sentence.number)
    there = (before.paragraph, before.number)
    same = here in quoting and quoting.get(there) == quoting[here]
    if not same and not is_quotation(sentence.text):
        return []
    text = wording.shorten(sentence.text)
    return [Attribution(sentence, last.speaker, text, sentence.text, (0, len(sentence.text)))]


def _of_sentence(sentence: Sentence, memory: Memory) -> list[Attribution]:
    result: list[tuple[Frame, Attribution]] = []
    memory.sentence = sentence.text
    first: Named | None = None
    last: Named | None = None
    for frame in frames(sentence.text):
        named, via = _who(frame, memory, last)
        if named is None:
            continue
        memory.hear(named)
        first, last = first or named, named
        made = _attribution(sentence, frame, named, via, memory)
        if made and not any(other.speaker.name == made.speaker.name for _, other in result):
            result.append((frame, made))
    memory.topic = first or memory.leading(sentence.text)
    return [made for frame, made in result if not _only_relays(frame, made, result)]


def _only_relays(frame: Frame, made: Attribution, result: list[tuple[Frame, Attribution]]) -> bool:
    """Tell whether somebody else's words are all that a frame has to say."""
    start, end = frame.said
    passes_on = frame.after or made.speaker.kind in _PUBLISHING
    return (
        frame.relays
        and passes_on
        and any(other is not frame and start <= other.at < end for other, _ in result)
    )


def _attribution(
    sentence: Sentence, frame: Frame, named: Named, via: str | None, memory: Memory
) -> Attribution | None:
    if frame.negated:
        if not _SAYING_ONLY.search(sentence.text, frame.verb_at):
            return None
        frame = replace(frame, relative=True, manner=Manner.CLAUSE)
    if frame.inner and not frame.told and not _is_relayed(frame, memory):
        return None
    if frame.manner is Manner.RELAY and not _publishes(named, frame, sentence.text):
        return None
    speaker = _speaker(named.speaker, via, frame, memory)
    if speaker is None:
        return None
    text = wording.cell(sentence.text, frame)
    return Attribution(sentence, speaker, text, _clause(sentence.text, frame), frame.said)


def _clause(text: str, frame: Frame) -> str:
    start, end = (0, len(text)) if frame.relative else frame.said
    if frame.speaker and not frame.after and not frame.relative:
        start = min(start, frame.at)
    return text[start:end].strip(" ,;")


def _publishes(named: Named, frame: Frame, text: str) -> bool:
    """Tell whether a verb of relaying is used of somebody who publishes, or to give a figure."""
    if named.speaker.kind in _PUBLISHING and not named.person:
        return True
    if frame.verb in {"put", "puts", "dated", "traced", "valued", "dates", "traces"}:
        return True
    return bool(_GAVE_SHARE.match(text, frame.verb_at))


def _is_relayed(frame: Frame, memory: Memory) -> bool:
    """Tell whether the frame around this one is of an outlet: only outlets pass words on."""
    relay = memory.resolve(frame.via, relays=True) if frame.via else None
    return relay is None or relay.speaker.kind in _PUBLISHING


def _who(frame: Frame, memory: Memory, last: Named | None) -> tuple[Named | None, str | None]:
    gives = frame.manner is Manner.RELAY and frame.verb not in _ONLY_PUBLISHERS
    relays = frame.verb in _RELAYING or gives or frame.after
    if frame.speaker.lower() in {"he", "she"} and last is not None and last.person:
        named: Named | None = last
    elif frame.speaker:
        named = memory.resolve(frame.speaker, relays=relays)
    else:
        named = last or memory.leading(memory.sentence)
    via = memory.outlet(frame.told, told=True) if frame.told else None
    via = via or (memory.outlet(frame.via, told=False) if frame.via else None)
    if frame.citing and named is not None and (cited := _cited(frame.citing, memory)) is not None:
        return cited, named.speaker.name
    return named, via


def _cited(phrase: str, memory: Memory) -> Named | None:
    """Return who is cited; ``None`` for a reason ("citing national security")."""
    named = memory.resolve(phrase, relays=True)
    if named is None or (named.speaker.kind is SpeaksAs.COMPANY and not re.search("[A-Z]", phrase)):
        return None
    return named


def _speaker(speaker: Speaker, via: str | None, frame: Frame, memory: Memory) -> Speaker | None:
    own = memory.article.publisher
    if own and speaker.name.lower() == own.lower():
        return None
    if via is None and memory.article.kind == "article":
        via = own
    kind = speaker.kind
    denies = frame.manner is Manner.DENIAL or _CALLED_FALSE.match(memory.sentence, frame.verb_at)
    if denies and kind in {SpeaksAs.OFFICIAL_STATEMENT, SpeaksAs.COMPANY}:
        kind = SpeaksAs.DENIAL
    return replace(speaker, kind=kind, via=via if via != speaker.name else None)
