"""What an article says that somebody says: speaker, quality, words and passage of each claim."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.catalogue.entries import Catalogue
from generator.extract.actors.memory import Memory
from generator.extract.actors.named import RELAYING, Named
from generator.extract.grammar.quotations import is_quotation, open_quotations, quoted
from generator.extract.grammar.turns import label_end, turns
from generator.extract.speech import wording
from generator.extract.speech.frames import frames
from generator.extract.speech.guests import speaking
from generator.extract.speech.hearing import Heard, hear
from generator.extract.speech.joined import joined
from generator.extract.speech.signatures import signatures
from generator.model import Article, Claim, Sentence, Speaker


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


def claims(
    article: Article, catalogue: Catalogue, said: tuple[Attribution, ...] | None = None
) -> tuple[Claim, ...]:
    """Return the claims of an article in the order of its sentences.

    ``said`` saves finding the attributions of the article again.
    """
    said = attributions(article, catalogue) if said is None else said
    return tuple(Claim(made.speaker, made.text, made.sentence.passages) for made in said)


_BRAND = re.compile(r"[a-z]{1,2}-?[A-Z]")  # "eVAC said"
_SAYS = re.compile(r"(?:[A-Z][\w.'’-]* ?){1,4}: [\"“]\w.*[\"”]$")  # 'Roe: "Yes, we are."'


def attributions(article: Article, catalogue: Catalogue) -> tuple[Attribution, ...]:
    """Return every attributed stretch of an article in the order of its sentences."""
    memory = Memory(article, catalogue)
    quoting, dialogue = open_quotations(article.sentences), turns(article)
    signed = signatures(article)
    found: list[Attribution] = []
    before: Sentence | None = None
    subject: Named | None = None
    announced: Named | None = None  # who speaks below: "And the chairman added:"
    for sentence in article.sentences:
        cut = sentence.opens == "fragment" and not _BRAND.match(sentence.text)
        if cut and not _SAYS.match(sentence.text):
            if sentence.text.rstrip().endswith(":"):
                announced = _announced(sentence, memory)
            continue
        if before is None or before.paragraph != sentence.paragraph:
            memory.paragraph = len(memory.named)
        if who := signed.get((sentence.paragraph, sentence.number)):
            found += _signed(sentence, who, memory)
            before, subject = sentence, None
            continue
        turn = dialogue.get((sentence.paragraph, sentence.number))
        memory.turn = speaking(turn, memory) if turn else None
        made = _of_sentence(sentence, memory)
        if announced and not made and sentence.text[:1] in '"“':
            made = [_whole(sentence, announced.speaker)]
        ends_open = sentence.text.rstrip().endswith(":")
        announced = memory.topic if ends_open and not made else None
        if not made and memory.turn:
            made = [_whole(sentence, memory.turn.speaker, label_end(sentence.text))]
        elif not made and turn is None:
            last = found[-1] if found else None
            made = _quoted_on(sentence, before, last, quoting) or _after_deed(
                sentence, before, subject
            )
        found += made
        subject = memory.topic
        memory.read(sentence.text)
        before = sentence
    return tuple(_opened_before(article, found, quoting))


def _opened_before(
    article: Article, found: list[Attribution], quoting: dict[tuple[int, int], int]
) -> list[Attribution]:
    """Give the first paragraphs of a quotation to whoever is named at its end."""
    at = {(made.sentence.paragraph, made.sentence.number) for made in found}
    ends: dict[int, Speaker] = {}
    for made in found:
        group = quoting.get((made.sentence.paragraph, made.sentence.number))
        if group is not None and made.sentence.text[:1] in '"“':
            ends.setdefault(group, made.speaker)
    opened = [
        _whole(sentence, ends[group])
        for sentence in article.sentences
        if (here := (sentence.paragraph, sentence.number)) not in at
        and (group := quoting.get(here)) in ends
        and sentence.opens != "fragment"
    ]
    order = [*found, *opened]
    return sorted(order, key=lambda made: (made.sentence.paragraph, made.sentence.number))


def _whole(sentence: Sentence, speaker: Speaker, start: int = 0) -> Attribution:
    said = sentence.text[start:]
    return Attribution(sentence, speaker, wording.shorten(said), said, (start, len(sentence.text)))


def _signed(sentence: Sentence, who: str, memory: Memory) -> list[Attribution]:
    """Give a quotation to the name below it."""
    named = memory.resolve(who)
    if named is None:
        return []
    memory.hear(named)
    memory.topic = named
    return [_whole(sentence, named.speaker)]


def _quoted_on(
    sentence: Sentence,
    before: Sentence | None,
    last: Attribution | None,
    quoting: dict[tuple[int, int], int],
) -> list[Attribution]:
    """Give a sentence inside a quotation to whoever was quoted just before."""
    if before is None or last is None or last.sentence is not before or not quoted(before.text):
        return []
    here = (sentence.paragraph, sentence.number)
    there = (before.paragraph, before.number)
    same = here in quoting and quoting.get(there) == quoting[here]
    return [_whole(sentence, last.speaker)] if same or is_quotation(sentence.text) else []


def _after_deed(
    sentence: Sentence, before: Sentence | None, subject: Named | None
) -> list[Attribution]:
    """Give a bare quotation to whom the sentence before is about: 'Roe smiled. "Look here."'."""
    told = before is not None and sentence.paragraph - before.paragraph < 2
    if not (told and subject and subject.person and is_quotation(sentence.text)):
        return []
    return [_whole(sentence, subject.speaker)]


def _of_sentence(sentence: Sentence, memory: Memory) -> list[Attribution]:
    """Return what is attributed in a sentence, and remember whom it is about."""
    memory.sentence = sentence.text
    heard: list[Heard] = []
    first: Named | None = None
    last: Named | None = None
    for frame in frames(sentence.text):
        found = hear(frame, memory, last)
        if found is None:
            continue
        memory.hear(found.named)
        first, last = first or found.named, found.named
        if not found.silent:
            heard.append(found)
    outlet = first is not None and first.speaker.kind in RELAYING
    leads = memory.leading(sentence.text) if first is None or outlet else None
    memory.note(None if first else leads)
    if outlet and leads and leads.person:  # "Roe raised the matter at an event, Reuters reports"
        first = leads
    memory.topic = first or leads or memory.kept_topic(sentence.text)
    return [_attribution(sentence, each) for each in joined(sentence.text, heard)]


def _announced(sentence: Sentence, memory: Memory) -> Named | None:
    """Return who speaks below "And the chairman added:"."""
    topic = memory.topic
    _of_sentence(sentence, memory)
    if not frames(sentence.text):
        memory.topic = topic
        return None
    return memory.topic


def _attribution(sentence: Sentence, heard: Heard) -> Attribution:
    text, frame = sentence.text, heard.frame
    start, end = (0, len(text)) if frame.relative else frame.said
    if frame.speaker and not frame.after and not frame.relative:
        start = min(start, frame.at)
    clause = text[start:end].strip(" ,;")
    return Attribution(sentence, heard.speaker, wording.cell(text, frame), clause, frame.said)
