"""Find out what people rejected, and keep it off generated pages.

A generated line that is no longer on its page was deleted, or replaced by a person's line that
cites the same passage ("retold").  Its passages are rejected on that page, unless a conflict
comment proposes them.  Deleted passages are rejected on all pages; they are recognised by their
words, so a renamed seed does not bring them back.  If no seed has these words any more, new words
in the same place may be a corrected version: a comment asks about them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from briefing_room.compose.draft import Citation
from briefing_room.ingest.openings import points_back, strip_connective
from briefing_room.pages.authorship import Authorship
from briefing_room.pages.conflicts import proposals
from briefing_room.pages.document import LABEL, Kind, Line, Page, parse, split_at_marks
from briefing_room.pages.passage_finder import (
    IN_QUESTION,
    UNKNOWN,
    PassageFinder,
    PassageIndex,
)
from briefing_room.pages.record import (
    MOVED,
    RETOLD,
    RecordEntry,
    knows_no_edits,
    line_digest,
    parse_record,
)

_DIGESTS = re.compile(r"=(\S+)")  # digests of passages, in the text of a record


class Rejections:
    """What people rejected, in all pages.

    ``shown_cites`` are the passages that pages cite, ``in_deleted_pages`` the digests of those of
    deleted pages, ``page_entries`` the rejected entries of the page at hand, ``retold_labels`` the
    labels that people's lines cite there.
    """

    def __init__(
        self,
        entries: frozenset[RecordEntry] = frozenset(),
        shown_cites: frozenset[Citation] = frozenset(),
        in_deleted_pages: frozenset[str] = frozenset(),
        page_entries: frozenset[RecordEntry] = frozenset(),
        retold_labels: frozenset[str] = frozenset(),
    ) -> None:
        self.entries, self.shown_cites = entries | page_entries, shown_cites
        self.in_deleted_pages, self.retold_labels = in_deleted_pages, retold_labels
        self.line_digests = {entry.digest.lstrip(MOVED) for entry in page_entries}
        self._page_cites = {cite for entry in page_entries for cite in entry.cites}
        cites = {cite for entry in self.entries for cite in entry.cites}
        self._digests = {cite.digest for cite in cites} - {UNKNOWN}
        self._labels_in_question = {
            cite.label for cite in cites if cite.digest.startswith(IN_QUESTION)
        }

    def is_rejected(self, cite: Citation) -> bool:
        """Whether a person rejected a passage."""
        is_shown = cite in self.shown_cites
        return (cite.digest in self._digests and not is_shown) or cite in self._page_cites

    def may_be_rejected(self, cite: Citation) -> bool:
        """Whether a passage is rejected, or may be the corrected version of a rejected one."""
        return self.is_rejected(cite) or cite.label in self._labels_in_question

    def excludes(self, cites: Sequence[Citation]) -> bool:
        """Whether a sentence is kept off: a passage was deleted, or people retell all of them."""
        rejected = [cite for cite in cites if self.is_rejected(cite)]
        is_deleted = any(cite.label not in self.retold_labels for cite in rejected)
        return bool(rejected) and (is_deleted or len(rejected) == len(cites))

    def must_question(self, cites: Sequence[Citation]) -> bool:
        """Whether to ask a person about a sentence: all its passages may be rejected."""
        return bool(cites) and all(map(self.may_be_rejected, cites))

    def digests_to_question(self, entries: Iterable[RecordEntry]) -> frozenset[str]:
        """The digests of the generated lines to ask a person about."""
        return frozenset(entry.digest for entry in entries if self.must_question(entry.cites))

    def affects(self, entries: Iterable[RecordEntry]) -> bool:
        """Whether any generated line was rejected or may have been."""
        return any(
            entry.digest in self.line_digests or any(map(self.may_be_rejected, entry.cites))
            for entry in entries
        )

    def with_page(self, entries: Iterable[RecordEntry], retold: frozenset[str]) -> Rejections:
        """Add the rejections of one page, and the labels of passages that people retell there."""
        known = (self.entries, self.shown_cites, self.in_deleted_pages)
        return Rejections(*known, frozenset(entries), retold)


def read_rejections(
    texts: Mapping[str, str], by_id: Mapping[str, Page], passages: PassageIndex
) -> Rejections:
    """Collect what people rejected in the story pages, with the present addresses.

    ``texts`` are those of the records, by the ids of their pages.
    """
    rejected: dict[str, tuple[RecordEntry, ...]] = {}
    in_deleted_pages: set[str] = set()
    for name, text in texts.items():
        page = by_id.get(name)
        if page and knows_no_edits(text, page.text):
            continue
        record = parse_record(text, page.text if page else None)
        if page:
            entries = [*_entries_for_all_pages(Authorship(page, record))]
        else:
            deleted = [RecordEntry(entry.digest, entry.cites) for entry in record.base or ()]
            entries = [*record.rejected, *deleted]
            in_deleted_pages.update(cite.digest for entry in deleted for cite in entry.cites)
        entries = [entry for entry in entries if entry.cites]
        rejected[name] = PassageFinder(passages, record.all_cites, page).locate_entries(entries)
    all_entries = frozenset(entry for entries in rejected.values() for entry in entries)
    digests = {cite.digest for entry in all_entries for cite in entry.cites}
    shown_cites: set[Citation] = set()
    for name, page in by_id.items():
        if not digests.isdisjoint(_DIGESTS.findall(texts.get(name, ""))):
            rejected_cites = {cite for entry in rejected.get(name, ()) for cite in entry.cites}
            shown_cites.update(_shown_cites(page, texts[name], passages) - rejected_cites)
    return Rejections(all_entries, frozenset(shown_cites), frozenset(in_deleted_pages) - {UNKNOWN})


def _shown_cites(page: Page, text: str, passages: PassageIndex) -> set[Citation]:
    """The passages that a page cites or asks about; ``text`` is that of its record."""
    record, labels = parse_record(text, page.text), {*page.cited, *_proposed_labels(page)}
    cites = (cite for entry in record.base or () for cite in entry.cites if cite.label in labels)
    return {*map(PassageFinder(passages, record.all_cites, page).locate, cites)}


def _entries_for_all_pages(authorship: Authorship) -> Iterator[RecordEntry]:
    """Yield what a page rejects for all pages: not what people still retell there."""
    for entry in rejected_entries(authorship):
        yield _drop_labels(entry, authorship.labels_of_people) if entry.is_retold else entry


def rejected_entries(
    authorship: Authorship, generated: Page | None = None
) -> tuple[RecordEntry, ...]:
    """List what people rejected in a page up to the last run, and since.

    These are the passages of generated lines that are gone, unless another generated line cites
    them or a conflict comment proposes them.  A passage is retold if a person's line cites it that
    did not cite it at the last run.  A line that a person puts back as it was is no longer
    rejected.  If it is not ``generated`` any more, it is a person's line, which retells its
    passages; its words are still the program's.

    A comment goes when the line that it proposes is no longer generated.  A person may have put
    that line into it, so a question is asked before its passages return in another line, unless a
    person's line cites them: new text is offered below that one anyway.
    """
    record, entries = authorship.record, list[RecordEntry]()
    present = {item.digest for item in authorship.items.values()}
    lines = {line_digest(line.text) for line in generated.lines} if generated else present
    known = present | lines
    shown_labels = authorship.labels_of_program
    if not record.is_mixed:
        proposed = _proposed_labels(authorship.page)
        cited_before = {cite.label for cite in record.cites_of_people}
        retold_labels = authorship.labels_of_people - cited_before
        for entry in authorship.missing_entries:
            is_moved = entry.digest in present
            missing = _drop_labels(entry, shown_labels)
            cites = missing.cites if is_moved else _drop_labels(missing, proposed).cites
            for note, part in _split_retold(cites, retold_labels):
                entries.append(RecordEntry(MOVED * is_moved + entry.digest, part, note))
            is_retold = any(cite.label in authorship.labels_of_people for cite in entry.cites)
            if generated and entry.digest not in known and not is_retold:
                entries.append(entry._replace(cites=_put_in_question(missing.cites, proposed)))
    for entry in record.rejected:
        if entry.digest not in present:
            entries.append(_drop_labels(entry, shown_labels))
        elif entry.digest not in lines:
            entries.append(_drop_labels(entry._replace(note=RETOLD), shown_labels))
    return tuple({entry[:2]: entry for entry in entries if entry.cites}.values())


def _split_retold(
    cites: Sequence[Citation], retold_labels: Collection[str]
) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Yield the deleted passages of a missing line, then the retold ones with their note."""
    yield "", tuple(cite for cite in cites if cite.label not in retold_labels)
    yield RETOLD, tuple(cite for cite in cites if cite.label in retold_labels)


def _put_in_question(cites: Sequence[Citation], labels: Collection[str]) -> tuple[Citation, ...]:
    """Pick the citations with some labels, and mark them so that people are asked about them."""
    return tuple(
        cite._replace(digest=IN_QUESTION + cite.digest) for cite in cites if cite.label in labels
    )


def _drop_labels(entry: RecordEntry, labels: Collection[str]) -> RecordEntry:
    return entry._replace(cites=tuple(cite for cite in entry.cites if cite.label not in labels))


def _proposed_labels(page: Page) -> set[str]:
    """The labels that statements in the conflict comments of a page cite."""
    lines = parse("\n".join(proposals(page.text))).lines
    return {label for line in lines for label in line.labels}


# --- A page without what people rejected ----------------------------------------------------------


def leave_out_rejected(
    page: Page, rejections: Rejections, passages: PassageIndex, present: Collection[str] = ()
) -> Page:
    """Remove from a generated page what people rejected, and headings and footnotes without use.

    A line that people took out or reworded does not come back with the same words, whatever its
    passages say now.  One that is ``present`` word for word stays.
    """
    if not rejections.entries:
        return page
    lines = [line for line in page.lines if line.labels]
    texts = {line.number: _drop_rejected_sentences(line, rejections, passages) for line in lines}
    for line in lines:
        if line.text not in present and line_digest(line.text) in rejections.line_digests:
            texts[line.number] = None
    if all(texts[line.number] == line.text for line in lines):
        return page
    return replace_lines(page, texts)


def _drop_rejected_sentences(
    line: Line, rejections: Rejections, passages: PassageIndex
) -> str | None:
    """A line without the sentences that people rejected, ``None`` if it has no other.

    A sentence that refers back to a rejected one is removed, too.  A sentence to ask about gets a
    line of its own.
    """
    if not any(map(rejections.may_be_rejected, passages.entry(line).cites)):
        return line.text
    bullet = "- " * line.text.startswith("- ")
    *sentences, end = split_at_marks(line.text.removeprefix(bullet))
    kept, to_question, leaves_out = list[str](), list[str](), False
    for words, labels in sentences:
        cites = [passages.citation(label) for label in labels]
        sentence = words.strip() + "".join(f"[^{label}]" for label in labels)
        if rejections.excludes(cites) or (
            leaves_out and points_back(strip_connective(words.strip()))
        ):
            leaves_out = True
        elif rejections.must_question(cites):
            to_question.append(sentence)
        else:
            kept.append(sentence)
    lines = [*([" ".join(kept)] if kept else []), *to_question]
    return "\n".join(bullet + text for text in lines) + end.text if lines else None


def replace_lines(
    page: Page, new_texts: Mapping[int, str | None], personal_texts: Collection[str] = ()
) -> Page:
    """Give lines of a page ``new_texts``, by number; ``None`` takes a line out.

    Headings with nothing below them and footnotes that nothing cites any more go, too, unless
    their text is one of ``personal_texts``, which people wrote.
    """
    changed = [(line, new_texts.get(line.number, line.text)) for line in page.lines]
    lines = [(line, text) for line, text in changed if text is not None]
    labels = {label for line, text in lines if line.labels for label in LABEL.findall(text)}
    unused_labels = {*page.cited} - labels
    unused_notes = (note for note in page.footnotes if note.label in unused_labels)
    unused = {line.number for note in unused_notes for line in note.lines}
    no_content = (Kind.BLANK, Kind.HEADING, Kind.FOOTNOTE)
    full_sections = {line.section for line, _ in lines if line.kind not in no_content}
    texts = [""]
    for line, text in lines:
        is_empty = line.kind is Kind.HEADING and line.section not in full_sections
        stays = text in personal_texts or not (is_empty or line.number in unused)
        is_second_blank = not (text.strip() or texts[-1].strip())
        if stays and not is_second_blank:
            texts.append(text)
    return parse("\n".join(texts[1:]).rstrip("\n") + "\n", page.path)
