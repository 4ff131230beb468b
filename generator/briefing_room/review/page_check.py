"""Check every sentence of a page against the passages that it cites.

The verifier decides what holds (:mod:`briefing_room.verify`); this module decides what a line is
checked against, by its kind: a statement, a title, a footnote, an entry of the sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from briefing_room.ingest.blocks import strip_markup
from briefing_room.model import Article, Role
from briefing_room.pages.document import (
    DEFINITION,
    DRAFTED_BY,
    EDITOR,
    STATEMENTS,
    Kind,
    Line,
    Page,
)
from briefing_room.pages.layout import source_list
from briefing_room.review.context import Tally
from briefing_room.review.reading import PlainLine, read_line, rendered_text
from briefing_room.text.lexicon import content_words
from briefing_room.text.sentences import sentence_spans
from briefing_room.text.typography import plain_text, space_words
from briefing_room.verify.completeness import NOT_SUPPORTED
from briefing_room.verify.evidence import Evidence, find_missing
from briefing_room.verify.reasons import (
    NO_PASSAGE,
    QUOTATION,
    SPEAKER,
    Reason,
    error,
    unsupported_reason,
)
from briefing_room.verify.verifier import Verifier


def check_page(page: Page, verifier: Verifier, path: str) -> Tally:
    """Check every statement of a page; ``verifier`` knows the seeds that the page uses or cites.

    The findings have the given ``path``.
    """
    result, checker = Tally(), _PageChecker(page, verifier)
    is_drafted = DRAFTED_BY in page.front
    for line in filter(_says_something, page.lines):
        if set(line.labels) == {EDITOR}:
            result += Tally(unchecked=1)
            continue
        reasons = tuple(dict.fromkeys(checker.reasons(line)))
        result += Tally.from_reasons(reasons, path, line.number, is_drafted=is_drafted)
    return result


def _says_something(line: Line) -> bool:
    """Whether a line says something to check; the heading of a section does not."""
    is_statement = line.kind in STATEMENTS or line.kind in (Kind.TITLE, Kind.FOOTNOTE)
    is_subheading = line.kind is Kind.HEADING and not line.text.startswith("## ")
    return (is_statement or is_subheading) and re.search(r"\w", line.text) is not None


@dataclass(frozen=True)
class _PageChecker:
    """Checks the lines of one page."""

    page: Page
    verifier: Verifier

    def reasons(self, line: Line) -> Iterator[Reason]:
        """Yield what is wrong with a line."""
        statement = read_line(line)
        if line.kind is Kind.FOOTNOTE:
            yield from self._check_footnote(line)
        elif line.kind in (Kind.TITLE, Kind.HEADING):
            yield from self._check_title(statement.text, line.kind)
        elif line.section == "Sources" and not line.labels:
            yield from _missing_items(statement.text, self._source_list)
        else:
            yield from self._check_statement(line, statement)

    def _check_title(self, text: str, kind: Kind) -> Iterator[Reason]:
        """Check a title or heading against the seeds; a heading may use other names."""
        titles = (article.title or "" for article in self._articles)
        if plain_text(text) in map(plain_text, titles):
            return
        for reason in _missing_items(text, self._seed_text):
            if kind is Kind.TITLE or reason.code != "name":
                yield reason
        words = content_words(text)
        if len(words) > 1 and self._seed_text.stems and self._seed_text.stems.isdisjoint(words):
            yield unsupported_reason(
                NOT_SUPPORTED, f"the seeds of this page say nothing of “{text}”"
            )

    @cached_property
    def _articles(self) -> tuple[Article, ...]:
        """The seeds of the page that can be read."""
        articles = self.verifier.articles
        return tuple(articles[seed] for seed in self.page.seeds if seed in articles)

    @cached_property
    def _source_list(self) -> Evidence:
        """The list of sources as the program writes it, as evidence."""
        lines = source_list(self._articles)
        text = "\n".join(rendered_text(line.removeprefix("1. ")) for line in lines)
        return Evidence(text, None, self.verifier.catalogue)

    @cached_property
    def _seed_text(self) -> Evidence:
        """All that the seeds of the page say, with their titles, as evidence."""
        parts = [self.verifier.article_evidence(article.id) for article in self._articles]
        titles = (article.title or "" for article in self._articles)
        text = plain_text("\n".join((*titles, *(part.text for part in parts))))
        resolved = tuple(span for part in parts for span in part.resolved)
        anchor = self._articles[0].date if self._articles else None
        return Evidence(text, anchor, self.verifier.catalogue, resolved)

    def _check_statement(self, line: Line, statement: PlainLine) -> Iterator[Reason]:
        """Check each sentence of a line against the passages that it cites, then the speaker."""
        is_inference = line.section == Role.WHY.value
        for cited, rest_of_bullet in statement.bullet_pairs():
            for start, end in sentence_spans(cited.text) if EDITOR not in cited.labels else ():
                yield from self.verifier.check(
                    cited.text[start:end],
                    cited.labels,
                    bullet=rest_of_bullet,
                    inference=is_inference,
                )
        if statement.speaker:
            yield from self._check_speaker(statement.speaker, line.labels)

    def _check_speaker(self, label: str, cited: Iterable[str]) -> Iterator[Reason]:
        """Check the label in italics against the speakers and editions of the cited passages."""
        verifier, cited = self.verifier, tuple(cited)
        passages = filter(None, map(verifier.passages.get, cited))
        labels = {verifier.articles[passage.article].edition for passage in passages}
        facts = filter(None, map(verifier.sentence_facts, cited))
        speakers = {sentence.speaker for sentence in facts if sentence.speaker}
        labels |= {plain_text(speaker.printed_label) for speaker in speakers}
        if label not in labels | {speaker.label for speaker in speakers}:
            quoted = ", ".join(f"“{name}”" for name in sorted(filter(None, labels)))
            message = f"“{label}” does not speak in the passage"
            yield error(SPEAKER, f"{message}; the speaker is {quoted or 'the text itself'}", label)

    def _check_footnote(self, line: Line) -> Iterator[Reason]:
        """Check that the passage of a footnote has the words quoted there."""
        label = DEFINITION.match(line.text)
        if label is None or label[1] == EDITOR:
            return
        passage = self.verifier.passages.get(label[1])
        if passage is None and label[1] in self.page.cited:
            return  # the line that cites it has the finding
        if passage is None:
            message = f"no seed has the passage [^{label[1]}]; delete this footnote"
            yield error(NO_PASSAGE, message, label[1])
            return
        quoted = rendered_text(line.text.rstrip().removesuffix("”").partition(": “")[2])
        text = self.verifier.evidence([label[1]]).text  # no sentence has a bullet
        source = passage.text
        versions = (text, source, plain_text(source), plain_text(strip_markup(source)))
        if quoted and not any(space_words(quoted) in space_words(whole) for whole in versions):
            yield error(QUOTATION, f"the passage has no such words; it reads “{text}”")


def _missing_items(text: str, evidence: Evidence) -> Iterator[Reason]:
    for item in find_missing(text, evidence):
        message = f"the {item.kind} “{item.text}” is nowhere in the seeds of this page; correct it"
        yield error(item.kind, message, item.text)
