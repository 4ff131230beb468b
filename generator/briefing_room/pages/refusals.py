"""What people do not want in a page again: it stays away under whatever name a seed has then.

A generated line that is gone from its page was deleted, or a line of a person that cites the same
tells it now; either way its passages are settled.  A comment that shows it leaves that open.  What
was deleted is known by the words of its passages, and stays away from all pages.  Where those words
stand nowhere any more, as in a text that was corrected, what stands at the address now is doubtful:
it is shown in a comment, not in a line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from briefing_room.ingest.openings import points_back, untied
from briefing_room.model import Passage
from briefing_room.pages.authorship import Authorship
from briefing_room.pages.document import (
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
from briefing_room.pages.record import (
    MOVED,
    PassageMark,
    Record,
    RecordEntry,
    digest,
    line_digest,
    parsed,
    tells_only,
)

UNKNOWN = "?"  # the words of a passage that is in no seed
DOUBTFUL = "~"  # before words: they stand where words stood that a person took out
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
    _renamed: Mapping[str, str] = field(default_factory=dict)

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

    @cached_property
    def _seeds(self) -> frozenset[str]:
        return frozenset(passage.article for passage in self.passages.values())

    def now(self, mark: PassageMark) -> PassageMark:
        """Return a passage that was written down as it stands now; itself if its words are gone.

        Words that several seeds have stand in their own first.
        """
        if mark.words in (UNKNOWN, self.mark(mark.label).words):
            return mark
        found = self._places.get((mark.seed, mark.words)) or self._places.get(("", mark.words))
        if found is None and mark.seed in self._renamed:
            return mark._replace(address=mark.address.replace(mark.seed, self._renamed[mark.seed]))
        return found or mark

    def after(self, record: Record) -> Known:
        """Return these where a seed that a record names may have got another name.

        That is the seed in which most of its words stand now.
        """
        gone = [mark for mark in record.marks if mark.seed not in self._seeds]
        if not gone:
            return self
        found = Counter((mark.seed, self.now(mark).seed) for mark in gone)
        renamed = {
            old: new for (old, new), _ in reversed(found.most_common()) if new in self._seeds
        }
        return Known(self.passages, self._words, renamed)

    def moved(self, record: Record) -> dict[str, str]:
        """Return the labels of a record whose words stand under another one now, with that."""
        # Of two under one label the last is on the page.
        plain = (mark._replace(words=mark.words.removeprefix(DOUBTFUL)) for mark in record.marks)
        found = {mark.label: self.now(mark).label for mark in plain}
        return {label: now for label, now in found.items() if label != now}

    def cited(self, labels: Iterable[str], record: Record) -> tuple[PassageMark, ...]:
        """Return what lines of people cite, with the words that they cited first."""
        before = {now.label: now for now in map(self.now, record.cited)}
        marks = (before.get(label, self.mark(label)) for label in sorted(labels))
        return tuple(mark for mark in marks if mark.words != UNKNOWN)

    def follow(self, entries: Iterable[RecordEntry]) -> tuple[RecordEntry, ...]:
        """Return what was refused with the addresses at which it stands now."""
        moved = ((entry, tuple(map(self._followed, entry.marks))) for entry in entries)
        return tuple(entry._replace(marks=marks) for entry, marks in moved)

    def _followed(self, mark: PassageMark) -> PassageMark:
        """Return a refused passage where it stands now; where its words are gone, what is there."""
        doubt = DOUBTFUL * mark.words.startswith(DOUBTFUL)
        words = mark.words.removeprefix(DOUBTFUL)
        now = self.now(PassageMark(mark.address, words))
        there = self.mark(now.label)
        if words == UNKNOWN or ("", words) in self._places or there.words == UNKNOWN:
            return now._replace(words=doubt + now.words)
        return there._replace(words=DOUBTFUL + there.words)

    def entry(self, line: Line) -> RecordEntry:
        """Return a generated line as it is written down."""
        cited = line.labels if line.kind in STATEMENTS else ()
        marks = (self.mark(label) for label in dict.fromkeys(cited) if label != EDITOR)
        return RecordEntry(line_digest(line.text), tuple(marks), key_of(line))

    def entries(self, page: Page) -> tuple[RecordEntry, ...]:
        """Return the lines of a generated page as they are written down."""
        return tuple(map(self.entry, page.lines))


class Refusals:
    """What people refused, in all pages.

    ``shown`` are the passages that pages cite, ``unwanted`` words of pages that people deleted,
    ``here`` what was settled in the page at hand, ``told`` the labels that its people cite.
    """

    def __init__(
        self,
        entries: frozenset[RecordEntry] = frozenset(),
        shown: frozenset[Place] = frozenset(),
        unwanted: frozenset[str] = frozenset(),
        here: frozenset[RecordEntry] = frozenset(),
        told: frozenset[str] = frozenset(),
    ) -> None:
        """Have at hand what each question needs."""
        self.entries, self.shown, self.unwanted, self.told = entries | here, shown, unwanted, told
        self.lines = {each.line.lstrip(MOVED) for each in here}
        self._here = {(mark.label, mark.words) for each in here for mark in each.marks}
        places = {(mark.label, mark.words) for each in self.entries for mark in each.marks}
        self._words = {words for _, words in places} - {UNKNOWN}
        self._doubted = {label for label, words in places if words.startswith(DOUBTFUL)}

    def stops(self, mark: PassageMark) -> bool:
        """Return whether a passage that is written down is settled by a person."""
        place = mark.label, mark.words
        return (mark.words in self._words and place not in self.shown) or place in self._here

    def doubts(self, mark: PassageMark) -> bool:
        """Return whether a passage is settled, or stands where settled words stood."""
        return self.stops(mark) or mark.label in self._doubted

    def keep_away(self, marks: Sequence[PassageMark]) -> bool:
        """Return whether a sentence stays away: some was refused, or people tell all of it."""
        stopped = [mark for mark in marks if self.stops(mark)]
        refused_here = any(mark.label not in self.told for mark in stopped)
        return bool(stopped) and (refused_here or len(stopped) == len(marks))

    def asks(self, marks: Sequence[PassageMark]) -> bool:
        """Return whether a person is asked about a sentence: all of it was settled once."""
        return bool(marks) and all(map(self.doubts, marks))

    def doubtful(self, said: Iterable[RecordEntry]) -> frozenset[str]:
        """Return the digests of the generated lines of which a person is asked."""
        return frozenset(entry.line for entry in said if self.asks(entry.marks))

    def touches(self, said: Iterable[RecordEntry]) -> bool:
        """Return whether anything of what is said was refused or may have been."""
        return any(e.line in self.lines or any(map(self.doubts, e.marks)) for e in said)

    def plus(self, more: Iterable[RecordEntry], told: frozenset[str]) -> Refusals:
        """Return these and those of a page, whose people tell some passages in their words."""
        return Refusals(self.entries, self.shown, self.unwanted, frozenset(more), told)


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
            gone = [RecordEntry(each.line, each.marks) for each in record.base or () if each.marks]
            entries.update(record.refused, gone)
            unwanted.update(mark.words for each in gone for mark in each.marks)
        elif not tells_only(text, page.text):
            authorship = Authorship(page, parsed(text, page.text))
            entries.update(_but(entry, authorship.told) for entry in deleted(authorship))
    now = frozenset(known.follow(entry for entry in entries if entry.marks))
    words = {mark.words for entry in now for mark in entry.marks}
    pages = ((page, texts.get(name, "")) for name, page in by_id.items())
    like = (each for each in pages if not words.isdisjoint(_WORDS.findall(each[1])))
    shown = (place for page, text in like for place in _shown(page, text, known))
    return Refusals(now, frozenset(shown), frozenset(unwanted) - {UNKNOWN})


def _shown(page: Page, record: str, known: Known) -> Iterator[Place]:
    """Yield the passages that a page cites or asks about."""
    cited = {*page.cited, *LABEL.findall(waiting(page))}
    for entry in parsed(record, page.text).base or ():
        marks = (known.now(mark) for mark in entry.marks if mark.label in cited)
        yield from ((mark.label, mark.words) for mark in marks)


def deleted(authorship: Authorship) -> tuple[RecordEntry, ...]:
    """Return what people settled in a page so far, and since the last run.

    That is what generated lines cited that are gone, and no other of them cites.  A line that is
    put back as it was is wanted again, but for one that was put elsewhere.
    """
    record, open_ = authorship.record, frozenset(LABEL.findall(waiting(authorship.page)))
    there = {item.words for item in authorship.items.values()}
    by_lines = {label for name in authorship.generated for label in authorship.items[name].labels}
    stays = (_but(each, by_lines) for each in record.refused if each.line not in there)
    gone = (authorship.base[name] for name in authorship.base if name not in authorship.generated)
    new = (
        RecordEntry(MOVED * (each.line in there) + each.line, _but(each, by_lines | open_).marks)
        for each in gone
        if not record.mixed
    )
    return tuple({each[:2]: each for each in (*new, *stays) if each.marks}.values())


def _but(entry: RecordEntry, labels: Collection[str]) -> RecordEntry:
    """Return an entry without the passages under some labels."""
    return entry._replace(marks=tuple(mark for mark in entry.marks if mark.label not in labels))


def waiting(page: Page) -> str:
    """Return what conflict comments of a page propose."""
    found = conflicts([line.text for line in page.lines])
    return "\n".join(said for conflict in found for said in conflict.proposed)


def left_out(page: Page, refusals: Refusals, known: Known, there: Collection[str] = ()) -> Page:
    """Return a generated page without what people settled, nor what only that needed.

    Lines that are ``there``, in the page as it stands, are left to people.
    """
    if not refusals.entries:
        return page
    cited = [line for line in page.lines if line.labels]
    texts = {line.number: _allowed(line, refusals, known) for line in cited}
    whole = (x for x in cited if texts[x.number] == x.text and x.text not in there)
    texts |= {line.number: None for line in whole if line_digest(line.text) in refusals.lines}
    if all(texts[line.number] == line.text for line in cited):
        return page
    return with_lines(page, texts, there)


def _allowed(line: Line, refusals: Refusals, known: Known) -> str | None:
    """Return a line without the sentences that people settled, ``None`` if it has no other.

    What points back at such a sentence goes with it.  Sentences of which a person is to be asked
    stand on lines of their own.
    """
    if not any(map(refusals.doubts, known.entry(line).marks)):
        return line.text
    bullet = "- " * line.text.startswith("- ")
    *parts, end = _MARKS.split(line.text.removeprefix(bullet))
    wanted, asked, gone = list[str](), list[str](), False
    for said, cited in zip(map(str.strip, parts[::2]), parts[1::2], strict=True):
        marks = [known.mark(label) for label in LABEL.findall(cited)]
        if refusals.keep_away(marks) or (gone and points_back(untied(said))):
            gone = True
        elif refusals.asks(marks):
            asked.append(said + cited)
        else:
            wanted.append(said + cited)
    lines = [*([" ".join(wanted)] if wanted else []), *asked]
    return "\n".join(bullet + each for each in lines) + end if lines else None


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
