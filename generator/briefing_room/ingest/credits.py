"""Find the author, publisher and day of an article, and whether it is an opinion.

They come from its head, its dateline, or a closing note on the author.  A day counts only if it is
with the headline or byline, in the dateline, or after "First published".  An article is an opinion
if a label says so, a note says that the views are the author's, or the author argues as "I".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefing_room.ingest.boilerplate import line_label
from briefing_room.ingest.bylines import parse_byline, strip_update_notes
from briefing_room.ingest.classify import LabelledLines, unlabelled_lines
from briefing_room.ingest.datelines import Dateline, read_dateline_line
from briefing_room.ingest.days import find_days, split_outer_day
from briefing_room.ingest.lines import HEAD_LABELS, Label, Labels, Lines
from briefing_room.ingest.names import (
    is_distributor,
    is_name,
    is_opinion_label,
    is_outlet,
    known_outlets,
    outlet_pattern,
)
from briefing_room.text.lexicon import alternatives, word_list
from briefing_room.text.periods import WEEKDAYS

_NOTE_SUBJECT = re.compile(r"(?:^|[.] )([A-Z][^.,]{4,80}?),? (?:is|are) (?:an? |the |[a-z]+s )")
_ISSUER_LINE = re.compile(r"(?:^|\| ?)(?i:source):? (?P<name>[A-Z][\w&.,' -]{2,60})$")
_OPENING_FIRM = re.compile(  # "Acme Metals said", "Acme today announced", not "Today, Acme"
    rf"(?:Today,? )?(?!(?i:today|{alternatives(word_list('starters'))})\b)(?P<name>[A-Z][\w&.'-]*"
    r"(?:(?: (?:of|and|&|[A-Z][\w&.'-]*)){1,6}(?=,| )|(?= (?:today|announce[sd]|has|is|will)\b)))"
)
_LEGAL_FORM = re.compile(rf"(?:,? (?i:{alternatives(word_list('companies'))})\.?)+$")
_COPYRIGHT_LINE = re.compile(r"(?:©|\(c\)|copyright)(?=.*\b(?:19|20)\d\d\b)", re.IGNORECASE)
_COPYRIGHT_HOLDER = re.compile(  # "© 2026 Harbour Gazette. All rights reserved."
    r"(?i:©|\(c\)|copyright)(?:[\s©,–-]|(?:19|20)\d\d|\bby\b)+(?P<name>[A-Z][\w&' -]{2,50}?)"
    r"(?=[.,;|]|\s[|–-]|\s(?i:all rights)|,?\s(?:19|20)\d\d|$)"
)
_MAX_COPYRIGHT_CHARS = 180
_AUTHORS_VIEWS = re.compile(
    r"\b(?:views|opinions)\b(?![^.!?]{0,120}necessarily)[^.!?]{0,120}\b(?:authors?|writer|own)\b",
    re.IGNORECASE,
)
_ANALYSIS_BY = re.compile(r"(?:news )?analysis by\b", re.IGNORECASE)
_BYLINE_WITH_NOTE = re.compile(r"By (?:[A-Z][\w.'-]+ ){2,8}is (?:an?|the) [^.]{3,120}\.?$")
_COLUMN_BY = re.compile(r"\bis an? (?:[\w-]+ ){0,3}column by ([A-Z][^.,]{4,60})")
_ARGUES = re.compile(  # in the author's own words, not in a quotation
    r"\bI(?:'m|'d)? (?:(?!not\b)\w+ ){0,2}?"
    r"(?:think|believe|argue|suspect|doubt|fear|see|urge|recommend|disagree|oppose|taking|call|say)\b"
    r"|\b[Ii]n my (?:own )?(?:view|opinion)\b"
)
_URGES = re.compile(r"\b[Ww]e (?:\w+ )?(?:should|must|ought to|need to|cannot afford)\b")
_CALLS = re.compile(r"\bIt(?:'s| is) (?:high )?time (?:to|for|that)\b|\b[Ll]et(?:'s| us) (?!say\b)")
_HONORIFIC = re.compile(r"(?:(?:Dr|Prof|Professor|Sir|Dame|Lord|Lady|Mr|Mrs|Ms)\.? )+")
_I = re.compile(r"(?:^|[.,;] |\b(?:and|that|but|what) )I\b|\b[Mm]y\b")
_JOURNALIST = re.compile(r"\b(?:reporter|correspondent|journalist|editor|bureau chief|covers)\b")
_QUOTATION = re.compile(r'"[^"]*"?')
_ARGUMENTS = ((_ARGUES, 4), (_URGES, 3), (_CALLS, 2))  # how often each shows an opinion
_FIRST_PUBLISHED = re.compile(r"first published\b.{0,50}$", re.IGNORECASE)
_NEWS_WORDS = 60  # at the start of an article
_NEAR_LINES = 12  # below the head, with the captions of its pictures
_SIGNATURE_LINES = 6  # at the end of an article
_NOTE_LINES = 3  # of the text, below a standfirst
_END_LINES = 3  # at the end of an article, where a note may call the views the author's


@dataclass(frozen=True, slots=True)
class Credits:
    """Author, publisher and day of publication, as the text gives them."""

    author: str | None = None
    publisher: str | None = None
    date: dt.date | None = None


def label_authors_notes(lines: Lines, article: LabelledLines) -> LabelledLines:
    """Label the notes on the author: nobody opens a paragraph of the own text with the own name.

    A text without a byline, written as "I", may have one above its first paragraph.
    """
    labels, text = list(article.labels), unlabelled_lines(article.labels)
    author = find_credits(lines, article, None).author
    names = [_HONORIFIC.sub("", name) for name in author.split(", ")] if author else []
    for index in text:
        opens_with_name = any(_opens_with(lines[index].text, name) for name in names)
        is_head_note = not names and index in text[:1] and _is_authors_note(lines, text)
        is_byline = index in text[:_NOTE_LINES] and _BYLINE_WITH_NOTE.match(lines[index].text)
        if opens_with_name or is_head_note or is_byline:
            labels[index] = Label.ABOUT_AUTHOR
    return replace(article, labels=tuple(labels))


def _opens_with(line: str, name: str) -> bool:
    return _HONORIFIC.sub("", line.removeprefix("By ")).startswith((f"{name} ", f"{name}, "))


def _is_authors_note(lines: Lines, text: Sequence[int]) -> bool:
    is_note = line_label(lines[text[0]].text, at_end=True) is Label.ABOUT_AUTHOR
    return is_note and _is_written_as_i([lines[index].text for index in text[1:]])


def _is_written_as_i(text: Iterable[str]) -> bool:
    """Whether the author says "I" or "my" twice, outside quotations."""
    return sum(len(_I.findall(_QUOTATION.sub("", line))) for line in text) > 1


def find_credits(lines: Lines, article: LabelledLines, opening: Dateline | None) -> Credits:
    """Read the credits of an article; ``opening`` is the dateline of its text, if it has one."""
    labels, titles = article.labels, article.headline.line_indexes
    in_head = [
        (lines[index].text, labels[index])
        for index in (*article.head, *_lines_beside_titles(lines, article))
    ]
    in_head += [(split_outer_day(lines[index].text)[1], Label.TIME) for index in titles]
    in_head += [(line.text, Label.TIME) for line in lines if _FIRST_PUBLISHED.match(line.text)]
    head_credits = read_head_credits(
        (line, label) for line, label in in_head if label in HEAD_LABELS
    )
    days = [*find_days(opening.text if opening else "")[:1], *filter(None, [head_credits.date])]
    in_dateline = opening.publisher if opening else None
    outlets = (
        in_dateline if in_dateline and is_outlet(in_dateline) else None,
        head_credits.publisher,
        article.headline.site,
        *_find_outlets_of_page(lines, labels, article.head),
        in_dateline,  # an unknown code may be the initials of a reporter
    )
    named = [outlet for outlet in outlets if outlet]
    papers = [outlet for outlet in named if not is_distributor(outlet)]
    is_release = papers != named or (not papers and Label.RELEASE in labels)
    issuer = _find_issuer(lines, labels, opening) if is_release else None
    publisher = issuer or next(iter(papers), None)
    author = head_credits.author or _find_author_in_note(lines, labels)
    return Credits(
        author=None if issuer and author and author.startswith(issuer) else author,
        publisher=publisher,
        date=max(days, default=None)
        or _find_day_of_change(lines, article)
        or _find_day_of_signature(lines),
    )


def _find_issuer(lines: Lines, labels: Labels, opening: Dateline | None) -> str | None:
    """The firm that issued a release: "SOURCE Acme Inc.", or the subject of its first sentence."""
    text = [lines[index].text for index in unlabelled_lines(labels)[:1]]
    first = [line.removeprefix(opening.text) if opening else line for line in text]
    named = (_ISSUER_LINE.search(line.text) for line in lines)
    found = next(filter(None, (*named, *map(_OPENING_FIRM.match, first))), None)
    return _LEGAL_FORM.sub("", found["name"]).strip(" ,.") if found else None


def _find_day_of_signature(lines: Lines) -> dt.date | None:
    """The day below the signature at the end: "By Jane Doe", "May 4, 2025"."""
    for line, below in pairwise(lines[-_SIGNATURE_LINES:]):
        byline = parse_byline(line.text)
        day = parse_byline(below.text)
        if byline and byline.is_signed and byline.people and day and not day.people:
            return next(iter(day.days), None)
    return None


def _lines_beside_titles(lines: Lines, article: LabelledLines) -> Iterator[int]:
    """Yield the lines of credits at the titles above the head: a page may repeat its title."""
    for title in article.headline.line_indexes:
        if 0 < title < article.head.start and parse_byline(lines[title - 1].text):
            yield title - 1
        for index in range(title + 1, article.head.start):
            if parse_byline(lines[index].text) is None:
                break
            yield index


def _find_author_in_note(lines: Lines, labels: Labels) -> str | None:
    """Read the people of a closing note: "Jane Doe and Ola Moe are analysts at the institute"."""
    notes = (
        line.text for line, label in zip(lines, labels, strict=True) if label is Label.ABOUT_AUTHOR
    )
    subjects = (
        name
        for note in notes
        for form in (_NOTE_SUBJECT, _COLUMN_BY)
        for name in form.findall(note)
    )
    people = [name for subject in subjects for name in subject.split(" and ") if is_name(name)]
    return ", ".join(dict.fromkeys(people)) or None


def read_head_credits(head: Iterable[tuple[str, Label | None]]) -> Credits:
    """Read credits from the lines of a head, each with its label.

    A signature ("By …") comes before a name alone on a line.  Two different days of publication
    count as none.
    """
    people: dict[bool, tuple[str, ...]] = {}
    outlets: list[str] = []
    days: set[dt.date] = set()
    line_above = ""
    for line, label in head:
        after_change = strip_update_notes(line_above) != line_above
        line_above = "" if find_days(line) else line
        if after_change and find_days(line):
            continue  # the day below "Last updated"
        dateline = read_dateline_line(line) if label is Label.DATELINE else None
        byline = None if label is Label.DATELINE else parse_byline(line)
        outlet = dateline.publisher if dateline else byline.outlet if byline else None
        outlets.extend([outlet] if outlet else ())
        if byline is None:
            days.update(find_days(strip_update_notes(line)))
            continue
        if byline.people:
            people.setdefault(byline.is_signed, byline.people)
        days.update(byline.days)
    author = ", ".join(people.get(True) or people.get(False) or ()) or None
    return Credits(author, next(iter(outlets), None), days.pop() if len(days) == 1 else None)


def _find_day_of_change(lines: Lines, article: LabelledLines) -> dt.date | None:
    """The only day in the head, if the article reports news of that day or the day before.

    A page may give only the day on which it was updated.  The article is of that day if its first
    60 words say "on Monday" or the like, or if a caption has the full date.
    """
    labels, head = article.labels, article.head
    days = set[dt.date]()
    for indexes in (head, _lines_beside_titles(lines, article)):
        in_head = (lines[index].text for index in indexes if labels[index] in HEAD_LABELS)
        days = days or {day for line in in_head for day in find_days(line)}
    if len(days) != 1:
        return None
    day = days.pop()
    near = (day, day - dt.timedelta(1))
    news = " ".join(lines[index].text for index in unlabelled_lines(labels))
    names = "|".join(f"{WEEKDAYS[date.weekday()]}|{date:%B} {date.day}" for date in near)
    start = " ".join(news.split()[:_NEWS_WORDS])
    indexes_below = range(head.start, min(head.stop + _NEAR_LINES, len(lines)))
    below = (lines[index].text for index in indexes_below if labels[index] not in HEAD_LABELS)
    in_captions = {date for line in below for date in find_days(line)}
    is_news = re.search(rf"\b(?:{names})\b", start, re.IGNORECASE) or in_captions & {*near}
    return day if is_news else None


def _find_outlets_of_page(lines: Lines, labels: Labels, head: range) -> Iterator[str]:
    """Yield outlets that are alone on a line above the text or at its end, or have a copyright."""
    texts = [line.text.strip(" |-") for line in lines]
    yield from (text for text in texts[: head.start + 1] if text in known_outlets())
    yield from filter(is_outlet, texts[max(head.start - 1, 0) : head.start + 1])
    for text in texts[: min(head.start, 1)]:  # a masthead: "BBC NEWS | UK | England"
        yield from filter(is_outlet, dict.fromkeys([text, text.partition("|")[0].strip()]))
    if texts and texts[-1] in known_outlets() and labels[-2:-1] != (Label.CREDIT,):
        yield texts[-1]  # else it is the credit of a picture
    for text in (text[:_MAX_COPYRIGHT_CHARS] for text in texts):
        if _COPYRIGHT_LINE.search(text):
            yield from outlet_pattern().findall(text)
            holder = _COPYRIGHT_HOLDER.search(text)
            if holder and (is_outlet(holder["name"]) or holder["name"] in texts):
                yield holder["name"]


def is_opinion(lines: Lines, article: LabelledLines, opening: Dateline | None) -> bool:
    """Whether the text is an opinion: by its head, by a note at its end, or by its argument.

    A note says that the author writes a column, or that the views are the author's.  A site's note
    on all its authors ("do not necessarily reflect those of …") does not count, nor does anything
    in a press release, whose text has a dateline as its ``opening``.
    """
    labels = article.labels
    head = (  # "Leave a comment" is a button
        lines[index].text for index in article.head if labels[index] not in {None, Label.COMMENT}
    )
    if any(is_opinion_label(line) or _ANALYSIS_BY.match(line) for line in head) or (
        opening and is_opinion_label(opening.text)
    ):
        return True
    on_author = [
        line.text for line, label in zip(lines, labels, strict=True) if label is Label.ABOUT_AUTHOR
    ]
    text = [lines[index].text for index in unlabelled_lines(labels)]
    if on_author and not any(map(_JOURNALIST.search, on_author)) and _is_written_as_i(text):
        return True
    if opening:
        return False
    last_lines = {*range(len(lines))[-_END_LINES:]}
    ends = (
        line.text[-400:]
        for index, (line, label) in enumerate(zip(lines, labels, strict=True))
        if label or index in last_lines
    )
    return (
        any(map(_AUTHORS_VIEWS.search, ends))
        or any(map(_COLUMN_BY.search, on_author))
        or _argues_in_first_person(text)
    )


def _argues_in_first_person(text: Sequence[str]) -> bool:
    """Whether "I think", "we should" or "let's" occur often, in the first and last third too."""
    third = len(text) // 3
    for pattern, min_count in _ARGUMENTS:
        counts = [len(pattern.findall(_QUOTATION.sub("", line))) for line in text]
        if sum(counts) >= min_count and any(counts[: third + 1]) and any(counts[-third - 1 :]):
            return True
    return False
