"""Find the bottom line: the sentence that tells the news, and the one that goes on about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.compose.candidate import Candidate
from generator.compose.signals import is_soft
from generator.compose.standing import is_torn
from generator.model import Role

WORDS = 80  # of both sentences
SECOND = -2.0  # log odds under which a second sentence would only take up the reader's time
LEAD = 6  # how many sentences are looked at for the news, where the first sets a scene


def bottom_line(pool: Sequence[Candidate]) -> list[Candidate]:
    """Return the event and its actor, and the sentence leaning on it that tells most besides."""
    lead = tells_news(pool)
    further = [each for each in _heads(pool) if _goes_on(each, lead, pool)]
    return [lead, max(further, key=_telling)] if further else [lead]


def tells_news(pool: Sequence[Candidate]) -> Candidate:
    """Return the sentence that tells the news: the first, unless it only sets a scene."""
    heads = _heads(pool)
    firm = [c for c in heads if not c.leans and Role.NOT_KNOWN not in c.roles] or heads
    lead = firm[0]
    if is_soft(lead.text):
        told = [each for each in firm[1:LEAD] if not is_soft(each.text)]
        lead = max(told, key=_telling, default=lead)
    return lead


def _heads(pool: Sequence[Candidate]) -> list[Candidate]:
    """Return what may tell the news: single sentences, and what is wrong with what is correct."""
    own = (c for c in pool if c.article == pool[0].article)
    return [c for c in own if len(c.sentences) == 1 or c.is_correction]


def below(news: Sequence[Candidate], pool: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates as key points right below the ``news``.

    What needs only the last sentence of the news can be read there.
    """
    article, place = max((each.article, each.places[-1]) for each in news)
    return [
        replace(each, leans=False)
        if each.reads_on and (each.article, each.place) == (article, place + 1)
        else each
        for each in pool
    ]


def _telling(each: Candidate) -> tuple[float, int]:
    return each.score, -each.place


def _goes_on(each: Candidate, lead: Candidate, pool: Sequence[Candidate]) -> bool:
    """Return whether a sentence can follow the lead: the next one, or one that leans on it."""
    if is_torn(each.text) or lead.words + each.words > WORDS or each.score < SECOND:
        return False
    around = [c for c in pool if c.article == lead.article and each.place in c.places]
    if any(Role.DIFFER in c.roles for c in around):
        return False  # it stands with other accounts
    if each.place == lead.place + 1:
        return each.leans or each.sentences[0].opens is not None
    return each.leans and any(c.places == (lead.place, each.place) for c in around)
