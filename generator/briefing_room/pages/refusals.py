"""What people do not want in a page again: it stays away under whatever name a seed has then.

A generated line that is gone from its page was deleted, or a line of a person that cites the same
tells it now; either way its passages are settled.  A comment that shows it leaves that open.  What
was deleted is known by the words of its passages, and stays away from all pages.  Where those words
stand nowhere any more, as in a text that was corrected, what stands at the address now is doubtful:
it is shown in a comment, not in a line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from briefing_room.ingest.openings import points_back, untied
from briefing_room.model import Citation
from briefing_room.pages.authorship import Authorship
from briefing_room.pages.document import LABEL, Kind, Line, Page, conflicts, parse
from briefing_room.pages.known_passages import DOUBTFUL, UNKNOWN, KnownPassages
from briefing_room.pages.record import (
    MOVED,
    RecordEntry,
    line_digest,
    parsed,
    tells_only,
)

_MARKS = re.compile(r"((?:\[\^[^\[\]\s]+\])+)")
_WORDS = re.compile(r"=(\S+)")  # of passages, in the text of a record
Place = tuple[str, str]  # the label of a passage, and its words


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
        self._here = {(cite.label, cite.words) for each in here for cite in each.cites}
        places = {(cite.label, cite.words) for each in self.entries for cite in each.cites}
        self._words = {words for _, words in places} - {UNKNOWN}
        self._doubted = {label for label, words in places if words.startswith(DOUBTFUL)}

    def stops(self, cite: Citation) -> bool:
        """Return whether a passage that is written down is settled by a person."""
        place = cite.label, cite.words
        return (cite.words in self._words and place not in self.shown) or place in self._here

    def doubts(self, cite: Citation) -> bool:
        """Return whether a passage is settled, or stands where settled words stood."""
        return self.stops(cite) or cite.label in self._doubted

    def keep_away(self, cites: Sequence[Citation]) -> bool:
        """Return whether a sentence stays away: some was refused, or people tell all of it."""
        stopped = [cite for cite in cites if self.stops(cite)]
        refused_here = any(cite.label not in self.told for cite in stopped)
        return bool(stopped) and (refused_here or len(stopped) == len(cites))

    def asks(self, cites: Sequence[Citation]) -> bool:
        """Return whether a person is asked about a sentence: all of it was settled once."""
        return bool(cites) and all(map(self.doubts, cites))

    def doubtful(self, said: Iterable[RecordEntry]) -> frozenset[str]:
        """Return the digests of the generated lines of which a person is asked."""
        return frozenset(entry.line for entry in said if self.asks(entry.cites))

    def touches(self, said: Iterable[RecordEntry]) -> bool:
        """Return whether anything of what is said was refused or may have been."""
        return any(e.line in self.lines or any(map(self.doubts, e.cites)) for e in said)

    def plus(self, more: Iterable[RecordEntry], told: frozenset[str]) -> Refusals:
        """Return these and those of a page, whose people tell some passages in their words."""
        return Refusals(self.entries, self.shown, self.unwanted, frozenset(more), told)


def refused(texts: Mapping[str, str], by_id: Mapping[str, Page], known: KnownPassages) -> Refusals:
    """Return what people refused in the story pages, by their records and by how they stand.

    It has the addresses of now: at those of the last run may stand what nobody refused.
    """
    entries: set[RecordEntry] = set()
    unwanted: set[str] = set()
    for name, text in texts.items():
        page = by_id.get(name)
        if page is None:
            record = parsed(text)
            gone = [RecordEntry(each.line, each.cites) for each in record.base or () if each.cites]
            entries.update(record.refused, gone)
            unwanted.update(cite.words for each in gone for cite in each.cites)
        elif not tells_only(text, page.text):
            authorship = Authorship(page, parsed(text, page.text))
            entries.update(_but(entry, authorship.told) for entry in deleted(authorship))
    now = frozenset(known.follow(entry for entry in entries if entry.cites))
    words = {cite.words for entry in now for cite in entry.cites}
    pages = ((page, texts.get(name, "")) for name, page in by_id.items())
    like = (each for each in pages if not words.isdisjoint(_WORDS.findall(each[1])))
    shown = (place for page, text in like for place in _shown(page, text, known))
    return Refusals(now, frozenset(shown), frozenset(unwanted) - {UNKNOWN})


def _shown(page: Page, record: str, known: KnownPassages) -> Iterator[Place]:
    """Yield the passages that a page cites or asks about."""
    cited = {*page.cited, *LABEL.findall(waiting(page))}
    for entry in parsed(record, page.text).base or ():
        cites = (known.now(cite) for cite in entry.cites if cite.label in cited)
        yield from ((cite.label, cite.words) for cite in cites)


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
        RecordEntry(MOVED * (each.line in there) + each.line, _but(each, by_lines | open_).cites)
        for each in gone
        if not record.mixed
    )
    return tuple({each[:2]: each for each in (*new, *stays) if each.cites}.values())


def _but(entry: RecordEntry, labels: Collection[str]) -> RecordEntry:
    """Return an entry without the passages under some labels."""
    return entry._replace(cites=tuple(cite for cite in entry.cites if cite.label not in labels))


def waiting(page: Page) -> str:
    """Return what conflict comments of a page propose."""
    found = conflicts([line.text for line in page.lines])
    return "\n".join(said for conflict in found for said in conflict.proposed)


def left_out(
    page: Page, refusals: Refusals, known: KnownPassages, there: Collection[str] = ()
) -> Page:
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
    return with_lines(page, texts)


def _allowed(line: Line, refusals: Refusals, known: KnownPassages) -> str | None:
    """Return a line without the sentences that people settled, ``None`` if it has no other.

    What points back at such a sentence goes with it.  Sentences of which a person is to be asked
    stand on lines of their own.
    """
    if not any(map(refusals.doubts, known.entry(line).cites)):
        return line.text
    bullet = "- " * line.text.startswith("- ")
    *parts, end = _MARKS.split(line.text.removeprefix(bullet))
    wanted, asked, gone = list[str](), list[str](), False
    for said, cited in zip(map(str.strip, parts[::2]), parts[1::2], strict=True):
        cites = [known.citation(label) for label in LABEL.findall(cited)]
        if refusals.keep_away(cites) or (gone and points_back(untied(said))):
            gone = True
        elif refusals.asks(cites):
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
