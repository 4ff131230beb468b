"""Find the bottom line: the sentence that tells the news, and the one that goes on about it."""

from __future__ import annotations

from collections.abc import Sequence

from generator.compose.candidate import Candidate
from generator.compose.signals import is_soft
from generator.compose.standing import is_torn
from generator.model import Role

WORDS = 80  # of both sentences
LEAD = 6  # how many sentences are looked at for the news, where the first sets a scene


def bottom_line(pool: Sequence[Candidate]) -> list[Candidate]:
    """Return the event and its actor, and the sentence leaning on it that tells most besides."""
    heads = [c for c in pool if c.article == pool[0].article and len(c.sentences) == 1]
    firm = [c for c in heads if not c.leans and Role.NOT_KNOWN not in c.roles] or heads
    lead = firm[0]
    if is_soft(lead.text):
        told = [each for each in firm[1:LEAD] if not is_soft(each.text)]
        lead = max(told, key=_telling, default=lead)
    further = [each for each in heads if _goes_on(each, lead, pool)]
    return [lead, max(further, key=_telling)] if further else [lead]


def _telling(each: Candidate) -> tuple[float, int]:
    return each.score, -each.place


def _goes_on(each: Candidate, lead: Candidate, pool: Sequence[Candidate]) -> bool:
    """Return whether a sentence can follow the lead: the next one, or one that leans on it."""
    if is_torn(each.text) or lead.words + each.words > WORDS:
        return False
    around = [c for c in pool if c.article == lead.article and each.place in c.places]
    if any(Role.DIFFER in c.roles for c in around):
        return False  # it stands with other accounts
    if each.place == lead.place + 1:
        return each.leans or each.sentences[0].opens is not None
    return each.leans and any(c.places == (lead.place, each.place) for c in around)
