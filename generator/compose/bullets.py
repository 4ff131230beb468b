"""Lay chosen lines out in bullets: which neighbours stand together, and in which section.

What binds two lines is told here for the choice as well: a sentence that only says that accounts
differ, or that somebody first said something else, comes with the next ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from generator.compose.leaning import Text
from generator.compose.lines import Line, Lines
from generator.compose.signs import BRIEF, DENIES, answers
from generator.ingest.openings import untied
from generator.model import Cue, Part, Role, Statement

BULLET_LINES, BULLET_WORDS = 3, 80
JOINED_WORDS = 60  # of neighbours that do not lean on each other
ACCOUNTS_WORDS = 110  # of a sentence on differing accounts with the accounts
INTRODUCTION = 22  # words up to which such a sentence gives no account itself
MOST = {Role.KEY_POINT: 5, Role.DIFFER: 1, Role.NOT_KNOWN: 2, Role.WATCH: 2}
_HOMES = {Cue.DIFFER: Role.DIFFER, Cue.NOT_KNOWN: Role.NOT_KNOWN, Cue.WATCH: Role.WATCH}
# "The ministry disputed that figure": with it, or not at all.
_DISPUTES = re.compile(
    r"\b(?:disput|den[iy]|reject|dismiss|refut|rebut|contest)\w* (?:that|this|these|those|the|such)"
    r" (?:\w+ )?(?:figure|number|estimate|claim|account|allegation|accusation|charge)s?\b"
)
# "But", "Now, just four", an aside in brackets: what takes back the line right before.
_TURNS = re.compile(
    r"(?:But|However|Nevertheless|Nonetheless|Instead|Now,)[ ,]|[^,]{0,60}, however,|\(.*\)$"
)
# "The size of the claim is disputed.", and nothing more.
_INTRODUCES = re.compile(
    r"^[^,;:\d]{0,110}\b(?:differ(?:s|ed|ent|ently)?|conflicting|var(?:y|ied|ies)|disputed|disagree"
    r"|uncertain|depends?|uniform|moved|shifted|several ways|two ways)\b[^,;:]{0,45}\.$"
)


class Unit(NamedTuple):
    """The places of lines that stand in one bullet, and the section."""

    places: tuple[int, ...]
    role: Role


def needs_next(lines: Lines, at: int) -> bool:
    """Return whether the next line says how it is, who answers, or turns this one round."""
    if not lines.follows(at):
        return False
    now, following = lines[at].text, lines[at + 1].text
    denies = lines[at + 1].words <= BRIEF and DENIES.search(following)
    return bool(denies or turns(following) or _INTRODUCES.search(now)) or answers(following, now)


def turns(text: str) -> bool:
    """Return whether a line takes back the one before: "But", an aside in brackets."""
    return _TURNS.match(text) is not None


def disputed(lines: Lines, at: int) -> list[int]:
    """Return which of the next two lines disputes "that figure" or "these claims" of a line."""
    after = (lines.at(lines[at].article, lines[at].place + n) for n in (1, 2))
    return [each for each in after if each is not None and _DISPUTES.search(lines[each].text)]


def accounts(lines: Lines, at: int) -> list[int] | None:
    """Return the accounts behind a line that only says that they differ; None for another."""
    line = lines[at]
    brief = line.words <= INTRODUCTION and ":" not in line.text and not _DISPUTES.search(line.text)
    if Cue.DIFFER not in line.found.cues or not brief:
        return None
    found: list[int] = []
    while lines.follows(at):
        at += 1
        if lines[at].sentence.paragraph != line.sentence.paragraph:
            break
        found.append(at)
    return found


def layout(lines: Lines, texts: Sequence[Text], below: AbstractSet[int]) -> list[Unit] | None:
    """Return the bullets of the lines ``below`` the bottom line; None if they are no page.

    A line that leans on the one before stands in its bullet; other neighbours if it is short.
    ``texts`` tell of each article on what its sentences lean.
    """
    units: list[Unit] = []
    for at in sorted(below):
        role = _role_of(lines[at], texts)
        last = units[-1] if units else Unit((), role)
        both = (*last.places, at)
        if last.places[-1:] == (at - 1,):
            bound, most = _binds(lines, texts, last, at)
            fits = len(both) <= BULLET_LINES and lines.words(both) <= most
            if bound and not fits:
                return None
            now, before = lines[at], lines[at - 1]
            # A note's paragraph is one matter; neighbours in an article may be, too.
            same = now.sentence.paragraph == before.sentence.paragraph
            belongs = same or (now.quoted and len(now.roots & before.roots) > 1)
            alike = last.role is role is Role.KEY_POINT and belongs and not needs_next(lines, at)
            if bound or (fits and alike and lines.words(both) <= JOINED_WORDS):
                units[-1] = Unit(both, bound or last.role)
                continue
        units.append(Unit((at,), role))
    roles = [unit.role for unit in units]
    return None if any(roles.count(role) > MOST[role] for role in roles) else units


def _binds(lines: Lines, texts: Sequence[Text], last: Unit, at: int) -> tuple[Role | None, int]:
    """Return the section of a bullet that a line cannot stand without, if it is so."""
    line = lines[at]
    if last.places and at in (accounts(lines, last.places[0]) or ()):
        return Role.DIFFER, ACCOUNTS_WORDS
    leans = texts[line.article].leans_back(line.place) or needs_next(lines, at - 1)
    return (last.role if leans else None), BULLET_WORDS


def _role_of(line: Line, texts: Sequence[Text]) -> Role:
    """Return the section in which a sentence has its home; an article is told in its order."""
    if line.quoted and texts[line.article].leans_back(line.place):
        return Role.KEY_POINT
    return next((role for cue, role in _HOMES.items() if cue in line.found.cues), Role.KEY_POINT)


def statement(unit: Unit, lines: Lines, *, tied: bool) -> Statement:
    """Return a unit as it is shown: a first word that ties it to another goes, unless it may."""
    first, *rest = (lines[at] for at in unit.places)
    parts = [Part(first.text if tied else untied(first.text), first.sentence.passages)]
    parts += [Part(line.text, line.sentence.passages) for line in rest]
    # In which quality somebody is heard, where it is one for the whole unit.
    heard = {s.label for at in unit.places if (s := lines[at].found.speaker)}
    return Statement(tuple(parts), unit.role, heard.pop() if len(heard) == 1 else "")
