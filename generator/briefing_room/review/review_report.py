"""Build the report of a pull request: each statement beside the passages that it cites.

:mod:`briefing_room.review.report_rendering` renders it.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, partial
from typing import NamedTuple

from briefing_room.compose.signs import count_signs
from briefing_room.model import Cue, Finding
from briefing_room.pages.document import DRAFTED_BY, EDITOR, Kind, Line, Page
from briefing_room.review.context import ReviewContext, line_reference
from briefing_room.review.decisions import review_status
from briefing_room.review.findings import CheckResult
from briefing_room.review.proposed_rows import proposed_groups
from briefing_room.review.reading import links, read_line, rendered_text, statements
from briefing_room.review.report_items import (
    Chunk,
    Chunks,
    Excerpt,
    ReportGroup,
    ReportItem,
    TextPiece,
    faults_on_lines,
    find_excerpts,
    highlight_changes,
    make_excerpt,
    plain_chunks,
)
from briefing_room.review.rows import Row, row_groups
from briefing_room.text.lexicon import count

_MIN_SIMILARITY = 0.5  # share of words that two versions of one sentence have in common


class BaseState(NamedTuple):
    """The pages and rows before the pull request; ``ref`` names that commit in git."""

    ref: str
    pages: tuple[Page, ...]
    rows: tuple[Row, ...] = ()


class ReviewReport(NamedTuple):
    """Everything that a pull request changes, pages with faults first."""

    base: str
    groups: tuple[ReportGroup, ...]
    faults: tuple[Finding, ...]  # in pages that changed, and in seeds
    other_fault_count: int  # in pages that did not change

    @property
    def item_count(self) -> int:
        """How many items there are to review."""
        return sum(len(group.items) for group in self.groups)


def build_report(
    base: BaseState,
    context: ReviewContext,
    check_result: CheckResult,
    named_pages: Collection[Page] = (),
) -> ReviewReport:
    """Report what differs from ``base``, or only on ``named_pages``: these whole if unchanged."""
    if named_pages:
        return _report_on_pages(base, context, check_result, named_pages)
    before = {page.id: page for page in base.pages}
    present = {page.id for page in context.pages}
    changed = [
        page for page in context.pages if page.id not in before or before[page.id].text != page.text
    ]
    stories = _StoryGroups(context, check_result)
    groups = [
        *(stories.group(before.get(page.id), page) for page in changed),
        *row_groups(base.rows, context, check_result.faults),
        *proposed_groups(context),
        *(_removed_group(page, context) for page in base.pages if page.id not in present),
    ]
    groups = [group for group in groups if group.items]
    groups.sort(key=lambda group: not any(item.faults for item in group.items))
    paths = {group.path for group in groups}
    seeds = f"{context.seeds.as_posix()}/"  # which of them changed is not known
    faults = tuple(
        fault
        for fault in check_result.faults
        if fault.path in paths or fault.path.startswith(seeds)
    )
    return ReviewReport(base.ref, tuple(groups), faults, len(check_result.faults) - len(faults))


def _report_on_pages(
    base: BaseState, context: ReviewContext, check_result: CheckResult, pages: Iterable[Page]
) -> ReviewReport:
    before = {page.id: page for page in base.pages}
    stories = _StoryGroups(context, check_result)
    groups: list[ReportGroup] = []
    for page in pages:
        old = before.get(page.id)
        is_same = old is not None and old.text == page.text
        groups.append(stories.group(None if is_same else old, page))
    return ReviewReport(base.ref, tuple(groups), check_result.faults, 0)


def _removed_group(page: Page, context: ReviewContext) -> ReportGroup:
    path = context.working_path(page)
    was = tuple(Chunk(read_line(line).text) for line in statements(page))
    item = ReportItem(path, 0, "Page", "removed", was=was, hint=f"put {path} back")
    return ReportGroup(page.title, path, "This page is removed.", (item,))


# --- What changed in a story ---------------------------------------------------------------------


def changes(before: Page | None, after: Page) -> Iterator[tuple[Line | None, Line | None]]:
    """Yield each statement that changed, before and after, in the order of the page.

    One that moved to another section counts; a change of only its links or footnotes does not.
    """
    old_lines, new_lines = _lines_by_words(before) if before else {}, _lines_by_words(after)
    removed = {key: line for key, line in old_lines.items() if key not in new_lines}
    added = {key: line for key, line in new_lines.items() if key not in old_lines}
    moved = {}
    for key in added:
        if old_key := next((old_key for old_key in removed if old_key[0] == key[0]), None):
            moved[key] = removed.pop(old_key)
    unmatched = [*removed.values()]
    for key, line in added.items():
        old = moved.get(key) or _most_similar(line, unmatched)
        if old in unmatched:
            unmatched.remove(old)
        yield old, line
    yield from ((line, None) for line in unmatched)


def _lines_by_words(page: Page) -> dict[tuple[str, str, int], Line]:
    """The statements by their words, section and, since these may repeat, a number."""
    times = Counter[tuple[str, str]]()
    lines: dict[tuple[str, str, int], Line] = {}
    for line in statements(page):
        key = (read_line(line).text_with_speaker, line.section)
        times[key] += 1
        lines[*key, times[key]] = line
    return lines


def _most_similar(line: Line, others: Iterable[Line]) -> Line | None:
    """The most similar line of the same section, if it is similar enough."""
    words = read_line(line).text.split()
    best, best_ratio = None, _MIN_SIMILARITY
    for other in others:
        if (other.section, other.kind) == (line.section, line.kind):
            other_words = read_line(other).text.split()
            ratio = SequenceMatcher(None, other_words, words, autojunk=False).ratio()
            if ratio >= best_ratio and (best is None or ratio > best_ratio):
                best, best_ratio = other, ratio
    return best


@dataclass
class _StoryGroups:
    """Builds the groups of the story pages that changed."""

    context: ReviewContext
    check_result: CheckResult

    @cached_property
    def _by_people(self) -> frozenset[tuple[str, int]]:
        """The places of the lines that people wrote."""
        return frozenset(
            (notice.path, notice.line)
            for notice in self.check_result.notices
            if notice.kind == "by-hand"
        )

    @cached_property
    def _page_names(self) -> Mapping[str, str]:
        """The name and the type of each page of the catalogue, by its path."""
        catalogue = self.context.catalogue
        entities, topics = catalogue.entities.values(), catalogue.topics.values()
        numbers = catalogue.numbers.values()
        return {
            **{entity.path: f"{entity.full_name} ({entity.type})" for entity in entities},
            **{topic.path: f"{topic.title} (topic)" for topic in topics},
            **{number.path: f"{number.name} (number)" for number in numbers},
        }

    def group(self, old: Page | None, page: Page) -> ReportGroup:
        """Collect what there is to review on a page; ``old`` is ``None`` for a new one."""
        path, context = self.context.working_path(page), self.context
        pairs = list(changes(old, page))
        changed = {new.number: before for before, new in pairs if new}
        removed = (line for line, new in pairs if line and not new)
        head = self._page_item(old, page)
        items = [self._statement_item(line, changed, page) for line in statements(page)]
        same = tuple(
            item for item in items if item.state == "same" and not item.faults + item.questions
        )
        shown_items = (
            *([head] if head.state != "same" or head.questions else ()),
            *(item for item in items if item not in same),
            *(_removed_item(line, path, context) for line in removed),
            *_lost_sentences(page, path, context),
            *([] if old else _reply_items(page, path, context)),
        )
        note = f"{count(len(items), 'statement')} from {count(len(page.seeds), 'seed')}."
        if old:
            note = f"Changed; {review_status(page, context.record(page))}."
        texts = tuple(_whole_texts(page, context))
        return ReportGroup(page.title, path, note, shown_items, same, texts, can_accept=True)

    def _page_item(self, old: Page | None, page: Page) -> ReportItem:
        """The title, topics and links of a page, beside its texts.

        What the program would not write is highlighted.
        """
        path, context = self.context.working_path(page), self.context
        details, before = self._page_details(page), self._page_details(old) if old else {}
        generated = context.generated_by_id.get(page.id)
        expected = self._page_details(generated) if generated else details
        was = [
            f"{name}: {'; '.join(values)}."
            for name, values in before.items()
            if values != details[name]
        ]
        is_same = old and before == details and set(old.seeds) == set(page.seeds)
        cells = ((name, value) for name, values in details.items() for value in values)
        return ReportItem(
            path,
            0,
            "Page",
            "same" if is_same else "changed" if old else "new",
            cells=tuple(
                (name, (Chunk(value, value not in expected[name]),)) for name, value in cells
            ),
            was=plain_chunks(" ".join(was)) if was else (),
            excerpts=tuple(make_excerpt(article, ()) for article in context.articles_of(page)),
            hint=f"edit {path}:1",
            questions=faults_on_lines(
                path,
                [line.number for line in page.lines if line.kind is Kind.TITLE],
                self.check_result.suggestions,
            ),
        )

    def _page_details(self, page: Page) -> dict[str, tuple[str, ...]]:
        """The title of a page, its topics, and the target of each link."""
        topics, folder = self.context.catalogue.topics, posixpath.dirname(page.path)
        targets: dict[str, None] = {}
        for text, target in (link for line in statements(page) for link in links(line.text)):
            path = posixpath.normpath(posixpath.join(folder, target.partition("#")[0]))
            targets[f"{rendered_text(text)} → {self._page_names.get(path, target)}"] = None
        return {
            "title": (page.title,),
            "topic": tuple(topics[key].title if key in topics else key for key in page.topics),
            "link": tuple(targets),
        }

    def _statement_item(
        self, line: Line, changed: Mapping[int, Line | None], page: Page
    ) -> ReportItem:
        statement, old, context = read_line(line), changed.get(line.number), self.context
        path, evidence = context.working_path(page), context.evidence_of_passages(line.labels).text
        state = "new" if line.number in changed else "same"
        was: Chunks = ()
        if old and read_line(old).text_with_speaker == statement.text_with_speaker:
            state, was = "moved", plain_chunks(f"“{old.section}”, line {old.number}")
        elif old:
            state, was = (
                "changed",
                highlight_changes(read_line(old).text_with_speaker, statement.text_with_speaker),
            )
        author = str(page.front.get(DRAFTED_BY) or "")
        if (path, line.number) in self._by_people:
            author = "a person"
        words = statement.text
        return ReportItem(
            path,
            line.number,
            line.section,
            state,
            highlight_changes(words, evidence) if evidence else plain_chunks(words),
            label=statement.speaker,
            was=was,
            excerpts=find_excerpts(line.labels, context, partial(highlight_changes, other=words)),
            faults=faults_on_lines(path, [line.number], self.check_result.faults),
            questions=faults_on_lines(path, [line.number], self.check_result.suggestions),
            author="an editor's own words" if EDITOR in line.labels else author,
            reference=line_reference(line, page),
        )


def _removed_item(line: Line, path: str, context: ReviewContext) -> ReportItem:
    text = read_line(line).text
    excerpts = find_excerpts(line.labels, context, partial(highlight_changes, other=text))
    was, hint = plain_chunks(text), f"put it back in {path}"
    return ReportItem(path, 0, line.section, "removed", was=was, excerpts=excerpts, hint=hint)


def _lost_sentences(page: Page, path: str, context: ReviewContext) -> Iterator[ReportItem]:
    """Yield an item with the drafted sentences that a page lost because a seed changed."""
    if finding := context.outdated_pages.get(page.id):
        yield ReportItem(path, 0, "Draft", "asked", questions=(finding.message, *finding.words))


# --- The texts of a page -------------------------------------------------------------------------


def _reply_items(page: Page, path: str, context: ReviewContext) -> Iterator[ReportItem]:
    """Yield an item with the replies, denials and doubts that are not on the page."""
    cited = set(page.cited)
    labels: list[str] = []
    for article in context.articles_of(page):
        for facts in context.facts(article.id).sentences:
            sentence_labels = [passage.label for passage in facts.passages]
            is_reply = count_signs(facts.text)["reply"] or Cue.NOT_KNOWN in facts.cues
            labels += sentence_labels if is_reply and cited.isdisjoint(sentence_labels) else []
    if labels:
        question = "These answer, deny or doubt something, and the page leaves them out. Add any?"
        marks = " ".join(f"[^{label}]" for label in labels)
        hint = f"edit {path}: add what is missing, with its mark of {marks}"
        excerpts = find_excerpts(labels, context, plain_chunks)
        yield ReportItem(
            path, 0, "Left out", "asked", questions=(question,), excerpts=excerpts, hint=hint
        )


def _whole_texts(page: Page, context: ReviewContext) -> Iterator[tuple[Excerpt, int]]:
    """Yield each article of a page in full, with the number of its words not on the page."""
    cited = set(page.cited)
    for article in context.articles_of(page):
        reasons = {removed.passage.label: removed.reason for removed in article.removed}
        pieces = (
            TextPiece(
                plain_chunks(passage.text),
                passage.label in cited,
                passage.locator,
                reasons.get(passage.label, ""),
            )
            for passage in article.passages
        )
        used = cited | reasons.keys()
        unused = (passage.text for passage in article.passages if passage.label not in used)
        yield make_excerpt(article, pieces), sum(len(text.split()) for text in unused)
