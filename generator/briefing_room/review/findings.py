"""Check a whole project: its seeds, catalogue, pages and drafts.

Findings on a page are cached by its text, the facts of its seeds and the names of the catalogue;
findings on the catalogue by the catalogue and all seeds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from briefing_room.cache import digest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.key_reader import KeyReader
from briefing_room.catalogue.load import absent_pages_message, drop_absent_pages
from briefing_room.catalogue.schema import DAY
from briefing_room.compose.briefing import is_newer_news, newest_first
from briefing_room.compose.limits import find_copied_passages, measure_reproduction
from briefing_room.compose.stories import best_editions, make_story
from briefing_room.ingest.load import NOTICES as SEED_NOTICES
from briefing_room.model import Article, Facts, Finding, Role
from briefing_room.pages.authorship import lines_of_people
from briefing_room.pages.conflicts import conflicts
from briefing_room.pages.document import DRAFTED_BY, EDITOR, STORIES, Kind, Page
from briefing_room.pages.draft_assignment import undrafted_articles
from briefing_room.pages.escape import escape
from briefing_room.pages.merge import Outcome
from briefing_room.pages.page_index import is_half_saved
from briefing_room.pages.passage_finder import bare_words, visible_words, words_digest
from briefing_room.pipeline import DRAFT_BEHIND
from briefing_room.review.catalogue_check import check_profiles, check_rows, unknown_sources
from briefing_room.review.context import ReviewContext, Tally
from briefing_room.review.contradictions import contradictions
from briefing_room.review.decisions import NO_REVIEWER, REVIEW_KEYS
from briefing_room.review.link_check import check_links
from briefing_room.review.note_check import check_notes
from briefing_room.review.page_check import check_page
from briefing_room.review.reading import read_line, statements
from briefing_room.text.files import GIT_CONFLICT_MARK
from briefing_room.text.lexicon import count
from briefing_room.verify.reasons import Strength
from briefing_room.verify.verifier import Verifier
from briefing_room.workers import parallel_map

_GENERATED_KEYS = ("id", "date", "seeds", "origins", "topics", "status", DRAFTED_BY)
_PEOPLES_KEYS = ("title", "description", "corrections", "redirect_from", "aliases")
KEYS = (*_GENERATED_KEYS, *_PEOPLES_KEYS, *REVIEW_KEYS)
"""The keys of the front matter of a page."""
STATUSES = ("unreviewed", "reviewed")
CORRECTION_KEYS = ("on", "was", "now", "why")
STRAY_FILE = "stray-file"
PASSAGE_CHANGED = "passage-changed"
NEWER_SEED = "newer-seed"  # which the bottom line does not cite
NOTICES = SEED_NOTICES | {"by-hand", DRAFT_BEHIND, "unknown-source", STRAY_FILE}
"""Kinds of findings that an editor should know of, and that are no faults."""

_Result = TypeVar("_Result")
_PageJob = tuple[Page, str, list[tuple[Article, Facts]]]
"""A page, its path, and the seeds that it uses or cites, with their facts."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The findings of a check; ``counts`` has a line on each thing that was checked."""

    faults: tuple[Finding, ...]
    notices: tuple[Finding, ...]
    counts: tuple[str, ...]

    @property
    def suggestions(self) -> tuple[Finding, ...]:
        """The notices that a passage does not support a person's line."""
        return tuple(notice for notice in self.notices if notice.strength != Strength.ERROR)

    def on_pages(self, paths: Collection[str]) -> CheckResult:
        """What is found at some paths."""
        faults = tuple(finding for finding in self.faults if finding.path in paths)
        notices = tuple(finding for finding in self.notices if finding.path in paths)
        return CheckResult(faults, notices, self.counts)


def check(context: ReviewContext, *, complete: bool = False) -> CheckResult:
    """Check a whole project.

    With ``complete``, a page of the catalogue that rests only on absent seeds is a fault; otherwise
    such pages are counted.
    """
    catalogue, absent = drop_absent_pages(context.catalogue, context.by_id)
    out_of_date = tuple(_check_up_to_date(context))  # first: it reads new facts in many processes
    pages = _check_pages(context)
    lines = sum((tally for tally, _ in pages), Tally())
    profiles = cache_result(
        context,
        f"profiles {complete}",
        lambda: check_profiles(context, catalogue, complete=complete),
    )
    rows = cache_result(context, f"rows {complete}", lambda: check_rows(context, complete=complete))
    catalogue_findings = (*contradictions(catalogue), *(absent if complete else ()))
    findings: list[Finding] = [
        *context.findings,
        *chain.from_iterable(file_findings for _, file_findings in pages),
        *out_of_date,
        *lines.findings,
        *profiles.findings,
        *rows.findings,
        *unknown_sources(context, complete=complete),
        *check_links(context.briefings, context.catalogue),
        *cache_result(context, "notes", lambda: tuple(check_notes(context))),
        *(replace(finding, path=context.working_path(finding)) for finding in catalogue_findings),
        *_check_drafts(context),
        *_check_newest_news(context),
        *_stray_files(context),
    ]
    findings.sort(key=lambda finding: (finding.path, finding.line, finding.kind, finding.message))
    unchecked = [page for page in context.pages if not _has_all_seeds(page, context)]
    lines += Tally(unchecked=sum(len(statements(page)) for page in unchecked))
    stories = f"{count(len(context.pages), 'story page')} from {count(len(context.by_id), 'seed')}"
    counts = (
        f"{stories}: {lines.summary('statement')}.",
        f"{count(len(catalogue.entities), 'profile')}: {profiles.summary('sentence')}.",
        f"Catalogue: {rows.summary('row')}.",
        "" if complete else absent_pages_message(absent),
    )
    return CheckResult(
        tuple(finding for finding in findings if not _is_notice(finding)),
        tuple(finding for finding in findings if _is_notice(finding)),
        tuple(filter(None, counts)),
    )


def _is_notice(finding: Finding) -> bool:
    return finding.kind in NOTICES or finding.strength != Strength.ERROR


def _check_pages(context: ReviewContext) -> list[tuple[Tally, tuple[Finding, ...]]]:
    """Check the file of each story page, and its statements if all its seeds can be read.

    A page with a wrong statement is checked each time, since a new seed may support it.
    """
    store, cache, topics = context.store, context.cache, repr(sorted(context.catalogue.topics))
    keys = []
    for page in context.pages:
        unusable, is_generated = sorted(context.unusable_seeds(page)), page.id in context.story_ids
        record = context.records.get(page.id, "")
        inputs = (
            context.working_path(page),
            store.digest_of_names,
            store.digest_of_page(page),
            record,
        )
        keys.append(digest(*inputs, f"{unusable} {is_generated} {topics}"))
    results = cache.get("checked", keys)
    new = [(key, page) for key, page in zip(keys, context.pages, strict=True) if key not in results]
    with_seeds = [page for _, page in new if _has_all_seeds(page, context)]
    jobs = (_page_job(page, context) for page in with_seeds)
    checked = parallel_map(_check_page_of_job, jobs, len(with_seeds), None, context.catalogue)
    tallies = {page.path: tally for page, tally in zip(with_seeds, checked, strict=True)}
    for key, page in new:
        results[key] = tallies.get(page.path, Tally()), tuple(_check_file(page, context))
    cache.put("checked", {key: results[key] for key, _ in new if not results[key][0].findings})
    return [results[key] for key in keys]


def _page_job(page: Page, context: ReviewContext) -> _PageJob:
    seeds = sorted(context.by_id.keys() & context.store.seeds_of(page))
    articles = [(context.by_id[seed], context.facts(seed)) for seed in seeds]
    return page, context.working_path(page), articles


def _check_page_of_job(job: _PageJob, catalogue: Catalogue) -> Tally:
    """Check the statements of a page; this may run in another process."""
    page, path, seeds = job
    articles = {article.id: article for article, _ in seeds}
    facts = {article.id: facts for article, facts in seeds}
    return check_page(page, Verifier(articles, facts.__getitem__, catalogue), path)


def _has_all_seeds(page: Page, context: ReviewContext) -> bool:
    """Whether all seeds of a page can be read."""
    return all(seed in context.by_id for seed in page.seeds)


def cache_result(
    context: ReviewContext, kind: str, compute: Callable[[], _Result], *inputs: bytes | str
) -> _Result:
    """Return a result from the cache, or compute it from the whole project and ``inputs``."""
    key = digest(
        kind, context.store.digest_of_all, str(context.seeds), str(context.briefings), *inputs
    )
    return context.cache.get_or_make(kind, key, compute)


# --- The file of a page --------------------------------------------------------------------------


def _check_file(page: Page, context: ReviewContext) -> Iterator[Finding]:
    """Yield what is wrong with a page apart from its statements, and the lines people wrote."""
    path = context.working_path(page)
    yield from _check_conflicts(page, path)
    yield from _check_front_matter(page, path, context)
    yield from _check_footnotes(page, path, context)
    yield from _check_quoted_length(page, path, context)
    if not statements(page) and (page.seeds or not page.text.strip()):
        message = "has no statements left; restore its text, or delete the file for good"
        yield Finding("empty-page", path, 0, message)
    elif page.seeds and not page.section(Role.BOTTOM_LINE.value):
        message = "there is no bottom line; write one under “## Bottom line”, and cite its passage"
        yield Finding("no-bottom-line", path, 0, message)
    if page.id in context.story_ids and not context.unusable_seeds(page):
        for line in lines_of_people(page, context.record(page)):
            is_review = line.kind is Kind.FRONT and line.text.partition(":")[0] in REVIEW_KEYS
            if not is_review and line.kind is not Kind.COMMENT:
                message = f"a person wrote: {read_line(line).text}"
                yield Finding("by-hand", path, line.number, message)


def _check_conflicts(page: Page, path: str) -> Iterator[Finding]:
    for conflict in conflicts(page.text):
        who = "deleted a line" if conflict.is_of_deleted else "changed the line above"
        message = f"a person {who}; keep that, or the text in the comment; delete the comment"
        yield Finding("conflict", path, conflict.line, message)
    for line in page.lines:
        if line.kind is Kind.COMMENT and line.text.startswith(GIT_CONFLICT_MARK):
            marks = "'<<<<<<<', '=======' and '>>>>>>>'"
            message = f"git could not merge here; keep one of the two texts and delete {marks}"
            yield Finding("conflict", path, line.number, message)


def _check_front_matter(page: Page, path: str, context: ReviewContext) -> Iterator[Finding]:
    """Yield what is wrong with the front matter of a page."""
    front = [line for line in page.lines if line.kind is Kind.FRONT]
    line_numbers = {line.text.partition(":")[0]: line.number for line in reversed(front)}
    reader = KeyReader(path, page.front, line_numbers)
    reader.foreign_keys(KEYS)
    reader.choice("status", STATUSES)
    DAY(reader, "date")
    DAY(reader, "reviewed_on")
    for correction in reader.mappings("corrections"):
        correction.report_unknown_keys(CORRECTION_KEYS)
        DAY(correction, "on")
        for key in CORRECTION_KEYS:
            correction.report_if_missing(key, f"write {{{', '.join(CORRECTION_KEYS)}}}")
    for seed in page.seeds:
        if seed not in context.by_id and seed not in context.unusable:
            message = f"there is no seed '{seed}'; bring it back, or take its name out"
            reader.report("front-matter", "seeds", message)
    yield from (replace(finding, kind="front-matter") for finding in reader.findings)
    if page.status == "reviewed" and not page.front.get("reviewer"):
        message = "no reviewer is named; run `briefing review --accept PAGE --by NAME`"
        yield Finding(NO_REVIEWER, path, line_numbers.get("status", 1), message)
    for topic in page.topics:
        if topic not in context.catalogue.topics:
            message = f"there is no topic '{topic}'; write topics/{topic}.md or remove it"
            yield Finding("unknown-topic", path, line_numbers.get("topics", 1), message)


def _check_footnotes(page: Page, path: str, context: ReviewContext) -> Iterator[Finding]:
    """Yield footnotes that are cited and missing, or have the label of another one."""
    labels: set[str] = set()
    for note in page.footnotes:
        if note.label in labels:
            message = f"[^{note.label}] has a footnote above; keep one of the two"
            yield Finding("duplicate-footnote", path, note.lines[0].number, message)
        labels.add(note.label)
    missing = {label for label in page.undefined if label == EDITOR or label in context.passages}
    for line in page.lines:
        for label in filter(missing.__contains__, line.labels):
            message = f"[^{label}] has no footnote yet; run `briefing generate` to add it"
            yield Finding("undefined-footnote", path, line.number, message)


def _check_quoted_length(page: Page, path: str, context: ReviewContext) -> Iterator[Finding]:
    """Yield a finding for each seed from which a page copies too many words."""
    passages = context.passages
    texts = [(line.number, line.labels, read_line(line).text) for line in page.lines if line.labels]
    texts += [(note.lines[0].number, (note.label,), note.text) for note in page.footnotes]
    copied = [
        (number, passage)
        for number, labels, text in texts
        for passage in find_copied_passages(list(filter(None, map(passages.get, labels))), text)
    ]
    for seed in dict.fromkeys(passage.article for _, passage in copied):
        measured = measure_reproduction(context.by_id[seed], [passage for _, passage in copied])
        if measured.exceeds_limits:
            share = f"{measured.word_count} of the {measured.body_words} words of {seed}"
            limit = f"it may show {measured.limit:.0f}, and 90 in a row"
            numbers = dict.fromkeys(number for number, other in copied if other.article == seed)
            hint = f"shorten some of the lines {', '.join(map(str, sorted(numbers)))}"
            yield Finding("too-much-quoted", path, 0, f"the page shows {share}; {limit}; {hint}")


def _check_drafts(context: ReviewContext) -> Iterator[Finding]:
    """Yield the pages whose draft is behind: a seed changed, or joined the story, since."""
    yield from context.outdated_pages.values()
    yield from _drafted_from_changed_passages(context)
    members, pages = dict(context.members), {page.id: page for page in context.pages}
    for name, draft in context.drafts.drafts.items():
        seeds = undrafted_articles(draft, members[name], context.by_id) if name in pages else ()
        if seeds:
            message = f"{', '.join(seeds)} joined the story after {draft.by} wrote the draft"
            hint = f"have it written again with `briefing draft {name}`"
            line, strength = 0, Strength.ERROR
            drafted = [context.by_id[seed] for seed in members[name] if seed not in seeds]
            if is_newer_news([context.by_id[seed] for seed in seeds], drafted):
                message += " and is newer: do its title and older lines still hold?"
                titles = (line for line in pages[name].lines if line.kind is Kind.TITLE)
                line = next((line.number for line in titles), 0)
                strength = Strength.UNSUPPORTED
            path = context.working_path(pages[name])
            yield Finding(DRAFT_BEHIND, path, line, f"{message}; {hint}", strength.value)


def _check_newest_news(context: ReviewContext) -> Iterator[Finding]:
    """Yield the bottom lines that do not cite the newest seed of their story."""
    members = dict(context.members)
    for page in context.pages:
        articles = [context.by_id[seed] for seed in members.get(page.id, ())]
        if len(articles) < 2:  # as nearly all
            continue
        reports = [article for article in articles if not article.opinion]
        newest, *others = newest_first(best_editions(make_story(page.id, reports or articles)))
        lines = [line for line in statements(page) if line.section == Role.BOTTOM_LINE.value]
        passages = (context.passages.get(label) for line in lines for label in line.labels)
        is_told = newest.id in {passage.article for passage in passages if passage}
        if lines and not is_told and is_newer_news([newest], others):
            news = f"{newest.id}, “{newest.title}”" if newest.title else newest.id
            message = f"the bottom line does not tell of a newer seed: {news}"
            hint = "say what is new and cite it, and read the older lines beside it"
            path, strength = context.working_path(page), Strength.UNSUPPORTED.value
            yield Finding(NEWER_SEED, path, lines[0].number, f"{message}; {hint}", strength)


def _drafted_from_changed_passages(context: ReviewContext) -> Iterator[Finding]:
    """Yield the drafted lines that still hold, although a passage that they cite has changed."""
    members, message = dict(context.members), "a passage of this line changed after it was drafted"
    for page in context.pages:
        draft = context.drafts.drafts.get(page.id)
        seeds = [context.by_id[seed] for seed in members.get(page.id, ())] if draft else []
        present = {words_digest(passage.text) for seed in seeds for passage in seed.passages} | {""}
        changed = [
            bare_words(escape(statement.text))
            for statement in (draft.statements if draft and seeds else ())
            if not {cite.digest for cite in statement.cites} <= present
        ]
        for line in page.lines if changed else ():
            words = f" {visible_words(line.text)} "
            if line.kind is not Kind.COMMENT and any(f" {text} " in words for text in changed):
                path, strength = context.working_path(page), Strength.UNSUPPORTED.value
                hint = "read it beside its passage"
                yield Finding(PASSAGE_CHANGED, path, line.number, f"{message}; {hint}", strength)


def _stray_files(context: ReviewContext) -> Iterator[Finding]:
    """Yield the files among the stories that are no pages and that no story mentions."""
    for file in sorted((context.briefings / STORIES).rglob("*")):
        is_page_or_hidden = file.suffix == ".md" or file.name.startswith(".")
        if is_page_or_hidden or not file.is_file() or not file.name.isprintable():
            continue
        if not any(file.name in page.text for page in context.pages):
            message = "nothing reads this file: a page ends in .md, and articles go into the seeds"
            yield Finding(STRAY_FILE, file.as_posix(), 0, message)


def _check_up_to_date(context: ReviewContext) -> Iterator[Finding]:
    """Yield the pages that `briefing generate` would change or create, and those without seeds."""
    by_id = {page.id: page for page in context.pages}
    for generated in context.generated:
        page = by_id.get(generated.id)
        if context.writer.is_up_to_date(generated, page):
            continue
        if page is None:
            if context.writer.may_create(generated):
                message = "not generated yet; run `briefing generate`"
                yield Finding("out-of-date", context.working_path(generated), 0, message)
            continue
        if context.unusable_seeds(page) or is_half_saved(page):
            continue
        record = context.record(page)
        if record.base is None:
            message = "its record is missing; run `briefing generate`, your edits stay"
            yield Finding("out-of-date", context.working_path(page), 0, message)
        elif context.writer.merge_page(generated, page, record).outcome is not Outcome.UNCHANGED:
            message = "`briefing generate` would change this page; run it, your edits stay"
            yield Finding("out-of-date", context.working_path(page), 0, message)
    for page in context.pages:
        is_generated = page.id in context.generated_by_id
        if page.seeds and not (is_generated or context.unusable_seeds(page)):
            message = "its seeds are gone, so it is never updated; delete the page, or its 'seeds'"
            yield Finding("without-seeds", context.working_path(page), 0, message)
