"""What people do not want in a page again: it stays away under whatever name a seed has then.

A generated line that is gone from its page was deleted, unless a line of a person cites what it
cites (then it was reworded), or a comment shows it (then nobody has decided yet).  What was deleted
is known by the words of its passages.  Where those words stand nowhere any more, as in a text that
was corrected, what stands at the address now is doubtful: it is shown in a comment, not in a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from briefing_room.ingest.openings import points_back, untied
from briefing_room.model import Passage
from briefing_room.pages.document import (
    DRAFTED_BY,
    EDITOR,
    LABEL,
    STATEMENTS,
    Kind,
    Line,
    Page,
    conflicts,
    key_of,
    parse,
)
from briefing_room.pages.record import PassageMark, Record, RecordEntry, digest, parsed, tells_only

UNKNOWN = "?"  # the words of a passage that is in no seed
DOUBTFUL = "~"  # before words: they stand where words stood that a person took out
REWORDED = "/"  # before a line's digest: only some of its passages were taken out
_MARKS = re.compile(r"((?:\[\^[^\[\]\s]+\])+)")
_WORDS = re.compile(r"=(\S+)")  # of passages, in the text of a record
Place = tuple[str, str]  # the label of a passage, and its words


def words_of(text: str) -> str:
    """Return a digest of a text's words, whatever its case, stops and blanks."""
    return digest(" ".join(re.findall(r"\w+", text.casefold())))


@dataclass(frozen=True)
class Known:
    """The passages of the seeds as they are now, by their labels."""

    passages: Mapping[str, Passage]
    _words: dict[str, str] = field(default_factory=dict)

    def mark(self, label: str) -> PassageMark:
        """Return how a passage is written down."""
        passage = self.passages.get(label)
        if passage is None:
            return PassageMark(label, UNKNOWN)
        if label not in self._words:
            self._words[label] = words_of(passage.text)
        return PassageMark(passage.address, self._words[label])

    @cached_property
    def _places(self) -> Mapping[tuple[str, str], PassageMark]:
        """Where words stand now, by their seed, and under no seed by the words alone."""
        marks = [self.mark(label) for label in self.passages]
        return {(seed, mark.words): mark for mark in marks for seed in ("", mark.seed)}

    def now(self, mark: PassageMark) -> PassageMark:
        """Return a passage that was written down as it stands now; itself if its words are gone.

        Words that several seeds have stand in their own first.
        """
        if mark.words in (UNKNOWN, self.mark(mark.label).words):
            return mark
        in_any = self._places.get(("", mark.words), mark)
        return self._places.get((mark.seed, mark.words), in_any)

    def follow(self, entries: Iterable[RecordEntry]) -> tuple[RecordEntry, ...]:
        """Return what was refused with the addresses at which it stands now."""
        moved = ((entry, tuple(map(self._followed, entry.marks))) for entry in entries)
        return tuple(entry._replace(marks=marks) for entry, marks in moved)

    def _followed(self, mark: PassageMark) -> PassageMark:
        """Return a refused passage where it stands now; where its words are gone, what is there."""
        doubt = DOUBTFUL * mark.words.startswith(DOUBTFUL)
        words = mark.words.removeprefix(DOUBTFUL)
        now = self.now(PassageMark(mark.address, words))
        there = self.mark(mark.label)
        if words == UNKNOWN or ("", words) in self._places or there.words == UNKNOWN:
            return now._replace(words=doubt + now.words)
        return there._replace(words=DOUBTFUL + there.words)

    def entry(self, line: Line) -> RecordEntry:
        """Return a generated line as it is written down."""
        cited = line.labels if line.kind in STATEMENTS else ()
        marks = (self.mark(label) for label in dict.fromkeys(cited) if label != EDITOR)
        return RecordEntry(digest(line.text), tuple(marks), key_of(line))


class Refusals:
    """What people refused, in all pages: the digests of lines, and passages.

    ``shown`` are the passages that pages cite, ``unwanted`` words of pages that people deleted.
    """

    def __init__(
        self,
        entries: frozenset[RecordEntry] = frozenset(),
        shown: frozenset[Place] = frozenset(),
        unwanted: frozenset[str] = frozenset(),
    ) -> None:
        """Have at hand what each question needs."""
        self.entries, self.shown, self.unwanted = entries, shown, unwanted
        self.lines = {each.line for each in entries}
        self._places = {(mark.label, mark.words) for each in entries for mark in each.marks}
        self._words = {words for _, words in self._places} - {UNKNOWN}
        self._doubted = {label for label, words in self._places if words.startswith(DOUBTFUL)}

    def stops(self, mark: PassageMark) -> bool:
        """Return whether a person refused a passage that is written down."""
        place = mark.label, mark.words
        return (mark.words in self._words and place not in self.shown) or place in self._places

    def doubts(self, mark: PassageMark) -> bool:
        """Return whether a passage was refused, or stands where refused words stood."""
        return self.stops(mark) or mark.label in self._doubted

    def doubtful(self, said: Iterable[RecordEntry]) -> frozenset[str]:
        """Return the digests of the generated lines of which a person is asked."""
        return frozenset(e.line for e in said if e.marks and all(map(self.doubts, e.marks)))

    def touches(self, said: Iterable[RecordEntry]) -> bool:
        """Return whether anything of what is said was refused or may have been."""
        return any(e.line in self.lines or any(map(self.doubts, e.marks)) for e in said)

    def plus(self, more: Iterable[RecordEntry]) -> Refusals:
        """Return these and others."""
        entries = self.entries.union(more)
        return self if entries == self.entries else Refusals(entries, self.shown, self.unwanted)


def refused(texts: Mapping[str, str], by_id: Mapping[str, Page], known: Known) -> Refusals:
    """Return what people refused in the story pages, by their records and by how they stand.

    It has the addresses of now: at those of the last run may stand what nobody refused.
    """
    entries: set[RecordEntry] = set()
    unwanted: set[str] = set()
    for name, text in texts.items():
        page = by_id.get(name)
        if page is None:
            record = parsed(text)
            entries.update(record.refused)
            unwanted.update(mark.words for each in record.base or () for mark in each.marks)
        elif not tells_only(text, page.text):
            entries.update(deleted(parsed(text, page.text), page))
    now = frozenset(known.follow(entries))
    words = {mark.words for entry in now for mark in entry.marks}
    pages = ((page, texts.get(name, "")) for name, page in by_id.items())
    like = (each for each in pages if not words.isdisjoint(_WORDS.findall(each[1])))
    shown = (place for page, text in like for place in _shown(page, text, known))
    return Refusals(now, frozenset(shown), frozenset(unwanted) - {UNKNOWN})


def _shown(page: Page, record: str, known: Known) -> Iterator[Place]:
    """Yield the passages that a page cites or asks about."""
    cited = {*page.cited, *_waiting(page)}
    for entry in parsed(record, page.text).base or ():
        marks = (known.now(mark) for mark in entry.marks if mark.label in cited)
        yield from ((mark.label, mark.words) for mark in marks)


def deleted(record: Record, page: Page) -> tuple[RecordEntry, ...]:
    """Return what was refused in a page so far, and what a person took out since the last run."""
    base = frozenset(record.digests)
    there: set[str] = set()
    by_people, by_lines = set(_waiting(page)), set[str]()  # what they cite
    for line in page.lines:
        if line.kind not in (Kind.COMMENT, Kind.BLANK):
            there.add(found := digest(line.text))
            (by_lines if found in base else by_people).update(line.labels)
    before = [each for each in record.refused if each.line.lstrip(REWORDED) not in there]
    gone = [entry for entry in record.base or () if entry.marks and entry.line not in there]
    taken = [] if record.mixed else [_taken(entry, by_people, by_lines) for entry in gone]
    known = {each[:2] for each in before}
    return (*before, *(new for new in taken if new and new[:2] not in known))


def _taken(entry: RecordEntry, by_people: set[str], by_lines: set[str]) -> RecordEntry | None:
    """Return what the loss of a line means: it was deleted, or at least some of its passages."""
    marks = tuple(m for m in entry.marks if m.label not in by_people | by_lines)
    if by_people.isdisjoint(mark.label for mark in entry.marks):
        return RecordEntry(entry.line, marks)
    return RecordEntry(f"{REWORDED}{entry.line}", marks) if marks else None


def _waiting(page: Page) -> Iterator[str]:
    """Yield the labels of the lines that wait in conflict comments."""
    for conflict in conflicts([line.text for line in page.lines]):
        yield from LABEL.findall("\n".join(conflict.proposed))


def left_out(page: Page, refusals: Refusals, known: Known, there: Collection[str] = ()) -> Page:
    """Return a generated page without what people refused, nor what only that needed.

    Lines that are ``there``, in the page as it stands, are left to people.
    """
    if not refusals.entries:
        return page
    drafted = DRAFTED_BY in page.front
    texts = {line.number: _allowed(line, refusals, known, drafted) for line in page.lines}
    whole = (x for x in page.lines if x.labels and texts[x.number] == x.text)
    taken = (x for x in whole if x.text not in there and digest(x.text) in refusals.lines)
    texts |= {line.number: None for line in taken}
    if all(texts[line.number] == line.text for line in page.lines):
        return page
    return with_lines(page, texts, there)


def _allowed(line: Line, refusals: Refusals, known: Known, drafted: bool) -> str | None:
    """Return a line without the sentences that people refused, ``None`` if it has no other.

    A line whose sentences are all doubtful stays: a person is asked.  A sentence of a draft tells
    all that it cites in one: a single passage that was refused takes it out.
    """
    marks = known.entry(line).marks
    if not any(map(refusals.doubts, marks)):
        return line.text
    if drafted:
        return without_sentences(
            line, lambda labels: any(refusals.stops(known.mark(label)) for label in labels)
        )
    if all(map(refusals.doubts, marks)):
        return None if all(map(refusals.stops, marks)) else line.text
    bullet = "- " * line.text.startswith("- ")
    *parts, end = _MARKS.split(line.text.removeprefix(bullet))
    wanted = [
        said.strip() + cited
        for said, cited in zip(parts[::2], parts[1::2], strict=True)
        if not all(refusals.doubts(known.mark(label)) for label in LABEL.findall(cited))
    ]
    return bullet + " ".join(wanted) + end


def without_sentences(line: Line, unwanted: Callable[[list[str]], bool]) -> str | None:
    """Return a line of a draft without sentences by what they cite, ``None`` if none is left.

    What points back at such a sentence goes with it.
    """
    bullet = "- " * line.text.startswith("- ")
    *parts, end = _MARKS.split(line.text.removeprefix(bullet))
    wanted, gone = list[str](), False
    for said, cited in zip(parts[::2], parts[1::2], strict=True):
        if unwanted(LABEL.findall(cited)) or (gone and points_back(untied(said.strip()))):
            gone = True
        else:
            wanted.append(said.strip() + cited)
    return bullet + " ".join(wanted) + end if wanted else None


def without_told(page: Page, told: Collection[str], there: Collection[str]) -> Page:
    """Return a drafted page without new sentences that cite only what lines of people cite.

    ``told`` are the labels of those; lines that are ``there`` were on the page before.
    """
    new = {
        line.number: without_sentences(line, lambda labels: set(labels) <= set(told))
        for line in page.lines
        if line.labels and line.text not in there
    }
    same = all(new.get(line.number, line.text) == line.text for line in page.lines)
    return page if same else with_lines(page, new, there)


def with_lines(page: Page, new: Mapping[int, str | None], there: Collection[str] = ()) -> Page:
    """Return a page with ``new`` texts of some of its lines, by number; ``None`` takes a line out.

    Headings with nothing below and footnotes that nothing cites any more go, too, unless they are
    ``there``.
    """
    changed = [(line, new.get(line.number, line.text)) for line in page.lines]
    lines = [(line, text) for line, text in changed if text is not None]
    cited = {label for line, text in lines if line.labels for label in LABEL.findall(text)}
    lost = (note for note in page.notes if note.label in {*page.cited} - cited)
    useless = {line.number for note in lost for line in note.lines}
    nothing = (Kind.BLANK, Kind.HEADING, Kind.FOOTNOTE)
    full = {line.section for line, _ in lines if line.kind not in nothing}
    texts = [""]
    for line, text in lines:
        empty = line.kind is Kind.HEADING and line.section not in full
        if (text.strip() or texts[-1].strip()) and (
            not (empty or line.number in useless) or text in there
        ):
            texts.append(text)
    return parse("\n".join(texts[1:]).rstrip("\n") + "\n", page.path)
