"""Turn a writer's draft into a page.

A sentence of the draft is printed if its passages support it.  A refused sentence is dropped
together with the sentences that refer to it.  Nothing replaces it, unless it is the first sentence
of the bottom line: then the page opens with the bottom line that the program chose.  The words of a
note are printed first, unchanged.  If seeds joined the story after the draft was written, the
program chooses sentences from them, and prints each at the end of its section.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.compose.briefing import compose_briefing, is_newer_news
from briefing_room.compose.dependencies import needs_previous_sentence
from briefing_room.compose.draft import SECTIONS, TITLE, Draft, DraftStatement
from briefing_room.compose.limits import (
    draft_word_limit,
    find_copied_passages,
    measure_reproduction,
)
from briefing_room.compose.replies import is_denial
from briefing_room.compose.stories import best_editions, make_story
from briefing_room.model import Article, Briefing, Facts, Part, Passage, Role, Statement, Story
from briefing_room.text.lexicon import count_words
from briefing_room.verify.reasons import NO_PASSAGE, Reason, Strength, error
from briefing_room.verify.verifier import Verifier

MAX_LATER_STATEMENTS = 3  # from seeds that joined the story later
_OPENS_WITH_REFERENCE = re.compile(r"(?:But|And|Yet|He|She|They|His|Her|Their)\b")
_SPEAKER_IS_PRONOUN = re.compile(r"^In (?:his|her|its|their) |, (?:he|she|they|it) \w+\W*$")
LENGTH_SLACK = 1.1  # of the words that a writer is asked for
# The key points leave room for the words of these sections, which follow them.
_BELOW_KEY_POINTS = {"why_it_matters", "not_known", "to_watch"}


class Fate(StrEnum):
    """What happens to a sentence of a draft."""

    KEPT = "kept"
    LEFT_OUT = "left out"
    TOO_LONG = "too long"  # the page is long enough without it
    COPIED = "copied"  # the page would repeat too much of an article word for word
    REPEATED = "repeated"  # the program's bottom line has its passages


class Verdict(NamedTuple):
    """A sentence of a draft with the reasons against it, and its fate."""

    statement: DraftStatement
    reasons: tuple[Reason, ...]
    fate: Fate = Fate.KEPT


class DraftedPage(NamedTuple):
    """A page with its draft, and a verdict on each sentence of the draft."""

    briefing: Briefing
    verdicts: tuple[Verdict, ...]


def drafted_articles(story: Story) -> tuple[Article, ...]:
    """The articles for a writer to draft from; notes keep their author's words."""
    return tuple(article for article in story.articles if article.kind != "note")


# --- Verification --------------------------------------------------------------------------------


def verify_draft(draft: Draft, verifier: Verifier) -> tuple[Verdict, ...]:
    """Verify each sentence of a draft against its passages.

    A model's sentence fails on anything that the passages do not support, a person's on errors
    only.
    """
    return tuple(
        Verdict(statement, _reasons(statement, others, draft, verifier))
        for statement, others in _with_bullets(draft.statements)
    )


def _reasons(
    statement: DraftStatement,
    others: Sequence[DraftStatement],
    draft: Draft,
    verifier: Verifier,
) -> tuple[Reason, ...]:
    if statement.unknown_ids:
        ids = ", ".join(statement.unknown_ids)
        return (error(NO_PASSAGE, f"the request has no passage {ids}; cite one that it has"),)
    seeds = [name for name, article in verifier.articles.items() if article.kind != "note"]
    try:
        reasons = verifier.check(
            statement.text,
            [cite.address for cite in statement.cites],
            bullet=[(other.text, [cite.address for cite in other.cites]) for other in others],
            story=seeds,
            inference=SECTIONS[statement.section] is Role.WHY,
        )
    except Exception as fault:  # noqa: BLE001  whatever a draft makes happen
        message = (
            f"the program fails to check it ({type(fault).__name__}); reword it or leave it out,"
            " and report the sentence as a fault of the program"
        )
        reasons = (error("not-checked", message),)
    return tuple(
        reason for reason in reasons if not draft.person or reason.strength is Strength.ERROR
    )


def _with_bullets(
    statements: Sequence[DraftStatement],
) -> Iterator[tuple[DraftStatement, tuple[DraftStatement, ...]]]:
    """Yield each sentence with the others of its bullet, the previous one last."""
    for _, group in groupby(statements, bullet_of):
        bullet = tuple(group)
        yield from (
            (statement, (*bullet[index + 1 :], *bullet[:index]))
            for index, statement in enumerate(bullet)
        )


# --- The page ------------------------------------------------------------------------------------


def compose_draft(
    undrafted: Briefing,
    draft: Draft,
    facts: Callable[[str], Facts],
    catalogue: Catalogue,
) -> DraftedPage:
    """Put a draft on the page of a story; ``undrafted`` is the page without it."""
    articles = {article.id: article for article in undrafted.story.articles}
    verifier = Verifier(articles, facts, catalogue)
    builder = _PageBuilder(undrafted, draft, verifier)
    verdicts = builder.decide(verify_draft(draft, verifier))
    if all(verdict.fate is not Fate.KEPT for verdict in verdicts):
        return DraftedPage(undrafted, verdicts)
    statements = builder.statements(verdicts)
    later = _later_statements(undrafted, draft, facts, catalogue)
    page = replace(
        undrafted,
        title=builder.title(verdicts),
        statements=(*statements, *_without_repeats(later, _labels(statements))),
        drafted_by=draft.by,
    )
    return DraftedPage(replace(page, statements=_in_order(page.statements)), verdicts)


class _PageBuilder:
    """Decides which sentences of a draft are printed, and makes the statements of the page."""

    def __init__(self, undrafted: Briefing, draft: Draft, verifier: Verifier) -> None:
        self._undrafted, self._draft, self._verifier = undrafted, draft, verifier
        notes = {article.id for article in undrafted.story.articles if article.kind == "note"}
        self._notes = tuple(
            statement
            for statement in undrafted.statements
            if {passage.article for passage in statement.passages} <= notes
        )
        self._sections_of_notes = {statement.role for statement in self._notes} - {Role.KEY_POINT}
        self._program_bottom_line = tuple(
            statement for statement in undrafted.statements if statement.role is Role.BOTTOM_LINE
        )
        self._copied: list[Passage] = []

    def title(self, verdicts: Iterable[Verdict]) -> str:
        """The title of the draft if it is kept, else that of the page without a draft."""
        titles = (
            verdict.statement.text
            for verdict in verdicts
            if verdict.statement.section == TITLE and verdict.fate is Fate.KEPT
        )
        return re.sub(r"(?<!\b[A-Z])\.$", "", next(titles, self._undrafted.title))

    def decide(self, verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
        """Give each verdict its final fate."""
        decided = tuple(self._decide_sections(verdicts))
        return decided if self._has_news(decided) else tuple(self._mark_repeats(decided))

    def _has_news(self, verdicts: Iterable[Verdict]) -> bool:
        """Whether the bottom line of a note, or the first sentence of the draft's, is printed."""
        lead = next((v for v in verdicts if v.statement.section == "bottom_line"), None)
        is_lead_kept = lead is not None and lead.fate is Fate.KEPT
        return is_lead_kept or Role.BOTTOM_LINE in self._sections_of_notes

    def _mark_repeats(self, verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
        """Leave out the sentences whose passages the program's bottom line cites."""
        cited = _labels(self._program_bottom_line)
        for section, bullet in _bullets(verdicts):
            repeats = _find_repeats(map(self._part, bullet), cited)
            for verdict, is_repeat in zip(bullet, repeats, strict=True):
                is_printed = section != TITLE and verdict.fate is Fate.KEPT
                yield _leave_out(verdict, Fate.REPEATED) if is_repeat and is_printed else verdict

    def _decide_sections(self, verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
        words_left = LENGTH_SLACK * draft_word_limit(drafted_articles(self._undrafted.story))
        words_below = sum(
            count_words(verdict.statement.text)
            for verdict in verdicts
            if verdict.statement.section in _BELOW_KEY_POINTS and not verdict.reasons
        )
        for section, bullet in _bullets(verdicts):
            if self._is_filled_by_note(section):
                yield from map(_leave_out, bullet)
                continue
            decided = self._decide_bullet(bullet)
            length = sum(count_words(_kept_text(verdict)) for verdict in decided)
            copies = [
                passage
                for verdict in decided
                for passage in find_copied_passages(
                    self._part(verdict).passages, _kept_text(verdict)
                )
            ]
            may_be_long = section not in {TITLE, "bottom_line"}
            is_long = may_be_long and length + words_below * (section == "key_points") > words_left
            if section != TITLE and (is_long or self._reproduces_too_much(copies)):
                fate = Fate.TOO_LONG if is_long else Fate.COPIED
                decided = [_leave_out(verdict, fate) for verdict in decided]
            else:
                words_left -= length
                self._copied += copies
            yield from decided

    def _reproduces_too_much(self, copies: Sequence[Passage]) -> bool:
        """Whether the page would repeat too much of an article with these passages."""
        passages = [*self._copied, *copies]
        texts = (self._verifier.articles[seed] for seed in {passage.article for passage in copies})
        return any(measure_reproduction(text, passages).exceeds_limits for text in texts)

    def _is_filled_by_note(self, section: str) -> bool:
        """Whether a note fills a section; a note with a bottom line fills the title as well."""
        has_note = Role.BOTTOM_LINE in self._sections_of_notes
        return has_note if section == TITLE else SECTIONS[section] in self._sections_of_notes

    def _decide_bullet(self, bullet: Sequence[Verdict]) -> Sequence[Verdict]:
        """Decide on the sentences of one bullet, and verify again what remains of it.

        A sentence that refers back to a dropped one is dropped with it; if a denial is left
        out, so is its whole bullet.  No bullet of a model opens with "But" or "He".
        """
        decided: list[Verdict] = []
        for verdict in bullet:
            text = verdict.statement.text
            has_gap = any(verdict.fate is Fate.LEFT_OUT for verdict in decided)
            is_first = not decided and not self._draft.person
            refers_outside = is_first and _OPENS_WITH_REFERENCE.match(text)
            fails = verdict.reasons or refers_outside or (has_gap and _refers_back(text))
            decided.append(_leave_out(verdict) if fails else verdict)
        left_out = [verdict for verdict in decided if verdict.fate is Fate.LEFT_OUT]
        if any(is_denial(verdict.statement.text) for verdict in left_out):
            return [_leave_out(verdict) for verdict in decided]
        kept = [verdict.statement for verdict in decided if verdict.fate is Fate.KEPT]
        reasons = {
            statement: _reasons(statement, others, self._draft, self._verifier)
            for statement, others in _with_bullets(kept if left_out else ())
        }
        if not any(reasons.values()):
            return decided
        return self._decide_bullet(
            [
                verdict._replace(reasons=reasons.get(verdict.statement, verdict.reasons))
                for verdict in decided
            ]
        )

    def statements(self, verdicts: Sequence[Verdict]) -> tuple[Statement, ...]:
        """Combine notes and draft; without news, the bottom line of the program comes first."""
        statements = list(self._notes)
        if not self._has_news(verdicts):
            statements = [*self._program_bottom_line, *statements]
        for section, bullet in _bullets(verdicts):
            role = SECTIONS[section]
            parts = [self._part(verdict) for verdict in bullet if _kept_text(verdict)]
            if role is Role.BOTTOM_LINE:
                statements += [Statement((part,), role) for part in parts]
            elif role and parts:
                statements.append(Statement(tuple(parts), role))
        return tuple(statements)

    def _part(self, verdict: Verdict) -> Part:
        cited = (self._verifier.passages.find(cite.address) for cite in verdict.statement.cites)
        passages = tuple(dict.fromkeys(filter(None, cited)))
        return Part(verdict.statement.text, passages)


def bullet_of(statement: DraftStatement) -> tuple[str, int]:
    """The section and bullet of a sentence; the bottom line is one bullet."""
    is_bottom_line = SECTIONS[statement.section] is Role.BOTTOM_LINE
    return statement.section, 0 if is_bottom_line else statement.bullet


def _bullets(verdicts: Iterable[Verdict]) -> Iterator[tuple[str, list[Verdict]]]:
    """Yield the section and the verdicts of each bullet."""
    for (section, _), group in groupby(verdicts, lambda verdict: bullet_of(verdict.statement)):
        yield section, list(group)


def _labels(statements: Iterable[Statement]) -> set[str]:
    return {passage.label for statement in statements for passage in statement.passages}


def _without_repeats(statements: Iterable[Statement], cited: set[str]) -> Iterator[Statement]:
    """Yield statements without the sentences that repeat ``cited`` passages."""
    for statement in statements:
        repeats = _find_repeats(statement.parts, cited)
        pairs = zip(statement.parts, repeats, strict=True)
        if parts := tuple(part for part, is_repeat in pairs if not is_repeat):
            yield replace(statement, parts=parts)


def _find_repeats(parts: Iterable[Part], cited: set[str]) -> Iterator[bool]:
    """Yield whether all passages of a sentence are ``cited``, or it refers to such a sentence."""
    is_repeat = False
    for part in parts:
        labels = {passage.label for passage in part.passages}
        is_repeat = (bool(labels) and labels <= cited) or (is_repeat and _refers_back(part.text))
        yield is_repeat


def _kept_text(verdict: Verdict) -> str:
    """The text of a kept sentence, else ""."""
    return verdict.statement.text if verdict.fate is Fate.KEPT else ""


def _leave_out(verdict: Verdict, fate: Fate = Fate.LEFT_OUT) -> Verdict:
    return verdict._replace(fate=fate)


def _refers_back(text: str) -> bool:
    """Whether a sentence is understood only after the previous one, or denies it."""
    has_pronoun = _SPEAKER_IS_PRONOUN.search(text) is not None
    return has_pronoun or needs_previous_sentence(text) or is_denial(text)


def _later_statements(
    undrafted: Briefing, draft: Draft, facts: Callable[[str], Facts], catalogue: Catalogue
) -> Iterator[Statement]:
    """Yield what the program chooses from seeds that joined the story after the draft.

    Newer news ends the bottom line; what is not newer becomes a key point.
    """
    articles = best_editions(undrafted.story)
    new = [item for item in articles if item.kind != "note" and item.id not in draft.seeds]
    if not new:
        return
    story = make_story(undrafted.id, new, catalogue)
    statements = compose_briefing(story, catalogue, facts).statements
    is_news = is_newer_news(new, [article for article in articles if article not in new])
    for statement in statements[:MAX_LATER_STATEMENTS]:
        leads = statement.role is Role.BOTTOM_LINE
        yield replace(statement, role=Role.KEY_POINT) if leads and not is_news else statement


def _in_order(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    order = [*Role]
    return tuple(sorted(statements, key=lambda statement: order.index(statement.role)))
