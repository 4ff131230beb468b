"""Turn a draft into what its page says: each sentence that its passages bear out.

What they do not bear out is left out, with what refers back to it; a passage's own sentence in its
place would lean on what is not there.  A note keeps its own words and comes first; sentences of a
seed that joined the story later are chosen by the program and follow below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from briefing_room.catalogue.entries import Catalogue
from briefing_room.compose.briefing import briefing
from briefing_room.compose.limits import copied, reproduction, room
from briefing_room.compose.replies import is_denial
from briefing_room.compose.stories import representatives, story
from briefing_room.ingest.openings import points_back, untied
from briefing_room.model import (
    SECTIONS,
    TITLE,
    Briefing,
    Draft,
    DraftStatement,
    Facts,
    Part,
    Passage,
    Role,
    Statement,
)
from briefing_room.text.lexicon import count_words
from briefing_room.verify.reasons import Reason, Strength, error
from briefing_room.verify.verifier import Verifier

JOINED = 3  # statements of a seed that joined later
SLACK = 1.1  # of the length of a page, for words of one's own


class Fate(StrEnum):
    """What became of a sentence of a draft."""

    KEPT = "kept"
    LEFT_OUT = "left out"
    TOO_LONG = "too long"  # the page is long enough without it


class Verdict(NamedTuple):
    """A sentence of a draft with the reasons against it, and what became of it."""

    said: DraftStatement
    reasons: tuple[Reason, ...]
    fate: Fate = Fate.KEPT


class Drafted(NamedTuple):
    """A page with its draft, and what became of each sentence of that."""

    briefing: Briefing
    verdicts: tuple[Verdict, ...]


# --- What holds ----------------------------------------------------------------------------------


def refusals(draft: Draft, verifier: Verifier) -> tuple[Verdict, ...]:
    """Verify each sentence of a draft, and give the reasons against it.

    For a model that is everything that its passages do not bear out, for a person only errors.
    """
    return tuple(
        Verdict(said, _reasons(said, beside, draft, verifier))
        for said, beside in _with_bullets(draft.statements)
    )


def _reasons(
    said: DraftStatement,
    beside: Sequence[DraftStatement],
    draft: Draft,
    verifier: Verifier,
) -> tuple[Reason, ...]:
    seeds = [name for name, article in verifier.articles.items() if article.kind != "note"]
    try:
        found = verifier.check(
            said.text,
            [cite.address for cite in said.cites],
            bullet=[(each.text, [cite.address for cite in each.cites]) for each in beside],
            story=seeds,
            inference=SECTIONS[said.section] is Role.WHY,
        )
    except Exception as failed:  # noqa: BLE001  whatever a draft makes happen
        found = (error("not-checked", f"it cannot be checked ({type(failed).__name__})"),)
    return tuple(r for r in found if not draft.person or r.strength is Strength.ERROR)


def _with_bullets(
    statements: Sequence[DraftStatement],
) -> Iterator[tuple[DraftStatement, tuple[DraftStatement, ...]]]:
    """Yield each sentence with the others of its line, the previous one last."""
    for _, group in groupby(statements, lambda s: (s.section, s.bullet)):
        bullet = tuple(group)
        yield from ((said, (*bullet[at + 1 :], *bullet[:at])) for at, said in enumerate(bullet))


# --- The page ------------------------------------------------------------------------------------


def drafted(
    made: Briefing,
    draft: Draft,
    facts: Callable[[str], Facts],
    catalogue: Catalogue,
) -> Drafted:
    """Compose the page of a story with a draft; ``made`` is the page without it."""
    articles = {article.id: article for article in made.story.articles}
    verifier = Verifier(articles, facts, catalogue)
    page = _Page(made, draft, verifier)
    verdicts = tuple(page.settled(refusals(draft, verifier)))
    statements = page.statements(verdicts)
    shown = any(v.fate is Fate.KEPT for v in verdicts)
    if not shown:
        return Drafted(made, verdicts)
    joined = _joined(made, draft, facts, catalogue)
    told = replace(
        made,
        title=page.title(verdicts),
        statements=(*statements, *_without_repeats(joined, _labels(statements))),
        drafted_by=draft.by,
    )
    return Drafted(replace(told, statements=_in_order(told.statements)), verdicts)


class _Page:
    """A page in progress: what it has so far."""

    def __init__(self, made: Briefing, draft: Draft, verifier: Verifier) -> None:
        self._made, self._draft, self._verifier = made, draft, verifier
        notes = {a.id for a in made.story.articles if a.kind == "note"}
        self._notes = tuple(s for s in made.statements if {p.article for p in s.passages} <= notes)
        self._told = {s.role for s in self._notes} - {Role.KEY_POINT}
        self._copied: list[Passage] = []

    def title(self, verdicts: Iterable[Verdict]) -> str:
        """The title of the page: that of the draft if it holds."""
        held = (v.said.text for v in verdicts if v.said.section == TITLE and v.fate is Fate.KEPT)
        return re.sub(r"(?<!\b[A-Z])\.$", "", next(held, self._made.title))

    def settled(self, verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
        """Yield what becomes of each sentence, section by section."""
        below = sum(count_words(v.said.text) for v in verdicts if _is_below(v))
        words, most = 0.0, SLACK * max((room(a) for a in self._made.story.articles), default=0)
        for (section, _), group in groupby(verdicts, lambda v: (v.said.section, v.said.bullet)):
            bullet = list(group)
            if self._is_told(section):
                yield from map(_without, bullet)
                continue
            settled = list(self._bullet(bullet))
            shown = [text for v in settled if (text := _shown(v))]
            length = sum(map(count_words, shown))
            copies = [p for v in settled for p in copied(self._part(v).passages, _shown(v))]
            reserved = below if section == "key_points" else 0
            is_long = words and words + length + reserved > most
            if section != TITLE and (is_long or self._too_much(copies)):
                settled = [_without(v, Fate.TOO_LONG) for v in settled]
            else:
                words += length
                self._copied += copies
            yield from settled

    def _too_much(self, copies: Sequence[Passage]) -> bool:
        """Whether a page with these sentences would repeat too much of a text."""
        whole = [*self._copied, *copies]
        texts = (self._verifier.articles[each] for each in {p.article for p in copies})
        return any(reproduction(text, whole).too_much for text in texts)

    def _is_told(self, section: str) -> bool:
        """Whether a note fills a section; if a note leads, the title is its own too."""
        has_note = Role.BOTTOM_LINE in self._told
        return has_note if section == TITLE else SECTIONS[section] in self._told

    def _bullet(self, bullet: Sequence[Verdict]) -> Iterator[Verdict]:
        """Yield what becomes of the sentences of one line.

        If one is left out, so is what refers back to it, and what it would answer.
        """
        settled: list[Verdict] = []
        for verdict in bullet:
            gone = any(v.fate is Fate.LEFT_OUT for v in settled)
            fails = verdict.reasons or (gone and _leans(verdict.said.text))
            settled.append(_without(verdict) if fails else verdict)
        if any(v.fate is Fate.LEFT_OUT and _denies(v.said.text) for v in settled):
            settled = [_without(v) for v in settled]
        yield from self._again(settled)

    def _again(self, settled: Sequence[Verdict]) -> Iterator[Verdict]:
        """Yield the sentences of one line; if some are gone, the others are verified again."""
        kept = [v.said for v in settled if v.fate is Fate.KEPT]
        if len(kept) == len(settled):
            yield from settled
            return
        alone = dict(_with_bullets(kept))
        for verdict in settled:
            found: tuple[Reason, ...] = ()
            if verdict.fate is Fate.KEPT:
                beside = alone[verdict.said]
                found = _reasons(verdict.said, beside, self._draft, self._verifier)
            yield _without(verdict._replace(reasons=found)) if found else verdict

    def statements(self, verdicts: Sequence[Verdict]) -> tuple[Statement, ...]:
        """Combine notes and draft, with our bottom line if the draft has none."""
        made = list(self._notes)
        for (section, _), group in groupby(verdicts, lambda v: (v.said.section, v.said.bullet)):
            role, parts = SECTIONS[section], [self._part(v) for v in group if _shown(v)]
            if role is Role.BOTTOM_LINE:
                made += [Statement((part,), role) for part in parts]
            elif role and parts:
                made.append(Statement(tuple(parts), role))
        if any(each.role is Role.BOTTOM_LINE for each in made):
            return tuple(made)
        own = [each for each in self._made.statements if each.role is Role.BOTTOM_LINE]
        own = own[:1] + [each for each in own[1:] if _labels([each]).isdisjoint(_labels(made))]
        return (*own, *_without_repeats(made, _labels(own)))

    def _part(self, verdict: Verdict) -> Part:
        named = (self._verifier.passages.named(cite.address) for cite in verdict.said.cites)
        passages = tuple(dict.fromkeys(filter(None, named)))
        return Part(verdict.said.text, passages)


def _labels(statements: Iterable[Statement]) -> set[str]:
    return {passage.label for each in statements for passage in each.passages}


def _without_repeats(statements: Iterable[Statement], told: set[str]) -> Iterator[Statement]:
    """Yield statements without what cites nothing new, and what refers back to that."""
    for statement in statements:
        parts: list[Part] = []
        is_gone = False
        for part in statement.parts:
            labels = {passage.label for passage in part.passages}
            repeats = bool(labels) and labels <= told
            is_gone = repeats or (is_gone and _leans(part.text))
            if not is_gone:
                parts.append(part)
        if parts:
            yield replace(statement, parts=tuple(parts))


def _is_below(verdict: Verdict) -> bool:
    """Whether a sentence holds and belongs below the key points, which leave it room."""
    order = [*SECTIONS]
    return not verdict.reasons and order.index(verdict.said.section) > order.index("key_points")


def _shown(verdict: Verdict) -> str:
    """The words of a sentence that the page shows."""
    return verdict.said.text if verdict.fate is Fate.KEPT else ""


def _without(verdict: Verdict, fate: Fate = Fate.LEFT_OUT) -> Verdict:
    return verdict._replace(fate=fate)


def _denies(text: str) -> bool:
    return is_denial(text)


def _leans(text: str) -> bool:
    """Whether a sentence refers back to the one before it, or answers it."""
    return points_back(untied(text)) or _denies(text)


def _joined(
    made: Briefing, draft: Draft, facts: Callable[[str], Facts], catalogue: Catalogue
) -> Iterator[Statement]:
    """Yield what the program chooses from seeds that joined the story after it was drafted."""
    new = [a for a in representatives(made.story) if a.kind != "note" and a.id not in draft.seeds]
    if new:
        told = briefing(story(made.id, new, catalogue), catalogue, facts).statements
        for said in told[:JOINED]:
            is_news = said.role is Role.BOTTOM_LINE
            yield replace(said, role=Role.KEY_POINT) if is_news else said


def _in_order(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    order = [*Role]
    return tuple(sorted(statements, key=lambda said: order.index(said.role)))
