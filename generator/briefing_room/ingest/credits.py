"""Say who wrote an article, who published it, on which day, and whether it is an opinion.

The head of the article says so, its dateline, a line "Source: …" or the name of an outlet alone.
A day is the article's only if it stands with the headline or byline, or in the dateline; it is an
opinion if a label calls it one, or a note says that its views are the author's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefing_room.ingest.bylines import before_change, dateline_alone, head_line
from briefing_room.ingest.classify import Classified, unlabelled_lines
from briefing_room.ingest.days import day_in, without_days, without_outer_day
from briefing_room.ingest.lines import HEAD_LABELS, Label, Lines
from briefing_room.ingest.names import is_opinion_label, is_outlet, known_outlets, named_outlets
from briefing_room.text.months import WEEKDAYS

_MAX_LETTERS = 180  # of a line that names the outlet
_MAX_AUTHORS = 6
_NEWS_PARAGRAPHS = 3  # that tell the news
_LINES_ABOVE = 2  # the head, in which the page may give the year
_SOURCE = re.compile(
    r"\(?(?:(?:sources?|via)\s?: ?|from (?:the )?)(?P<name>(?-i:[A-Z])[\w.&' ]{1,30}?)"
    r"(?: website)?\)?",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)(?=.*\b(?:19|20)\d\d\b)", re.IGNORECASE)
_VIEWS = re.compile(
    r"(?:^|[.!?][\"')]*\s+)[(\[]?(?:the |these |all |they reflect )?[^.!?]{0,30}"
    r"\b(?:views|opinions)\b[^.!?]{0,120}\b(?:authors?|writer|own)\b",
    re.IGNORECASE,
)
_NAMES = re.compile(r",\s*(?:and|&)\s+|[,;]\s*|\s+(?:and|&)\s+")


@dataclass(frozen=True, slots=True)
class Credits:
    """Author, publisher and day of publication, each as the text says it."""

    author: str | None = None
    publisher: str | None = None
    date: dt.date | None = None


def find_credits(
    lines: Lines, article: Classified, dateline: str, publisher: str | None
) -> Credits:
    """Read the credits of an article; ``publisher`` is the one that its ``dateline`` names."""
    labels, titles = article.labels, [lines[n].text for n in article.headline.line_indexes]
    in_head = [(lines[n].text, labels[n]) for n in article.head if labels[n] in HEAD_LABELS]
    of_titles = [(title.replace(without_outer_day(title), ""), Label.TIME) for title in titles]
    body = " ".join(lines[n].text for n in unlabelled_lines(labels))
    stated = credits_of([*in_head, *of_titles], frozenset(re.findall("[a-z]+", body)))
    last = head_line(lines[-1].text) if lines else None
    signed = ", ".join(last.people) if last and last.signed else None
    near = range(max(article.head.start - _LINES_ABOVE, 0), article.head.stop)
    page = [lines[n].text for n in near if labels[n] in HEAD_LABELS]
    news = " ".join(lines[n].text for n in unlabelled_lines(labels)[:_NEWS_PARAGRAPHS])
    days_stated = [*day_in(dateline)[:1], *filter(None, [stated.date])]
    outlets = (publisher, stated.publisher, article.headline.site, *_outlets(lines, article))
    return Credits(
        author=stated.author or signed,
        publisher=next(filter(None, outlets), None),
        date=max(days_stated, default=None) or _day_of_change(page, news),
    )


def credits_of(
    head: Iterable[tuple[str, Label | None]], common_words: frozenset[str] = frozenset()
) -> Credits:
    """Read the lines of a head, each with its label.

    Who signs ("By …") goes before a name that stands alone, which is none if it ends in one of the
    ``common_words`` of the text.  Lines that name two days of publication name none.
    """
    people: dict[bool, tuple[str, ...]] = {}
    outlets: list[str] = []
    days: set[dt.date] = set()
    above, torn = "", False
    for line, label in head:
        change, above = before_change(above) != above, "" if day_in(line) else line
        if change and days:
            continue  # the day below "Last updated"
        alone = dateline_alone(line) if label is Label.DATELINE else None
        byline = None if label is Label.DATELINE else head_line(line)
        outlet = alone.publisher if alone else byline.outlet if byline else None
        outlets.extend([outlet] if outlet else ())
        if byline is None:
            days.update(day_in(before_change(line)))
            continue
        bare = not (byline.signed or byline.days)
        part_of_list = line.endswith((",", "&")) or len(byline.people) > _MAX_AUTHORS
        last_name = byline.people[0].rpartition(" ")[2].lower() if byline.people else ""
        torn = torn or (bare and part_of_list)
        if byline.people and not (part_of_list or (bare and last_name in common_words)):
            people.setdefault(byline.signed, byline.people)
        days.update(byline.days)
    author = ", ".join(people.get(True) or (not torn and people.get(False)) or ()) or None
    return Credits(author, next(iter(outlets), None), days.pop() if len(days) == 1 else None)


def _day_of_change(head: Sequence[str], news: str) -> dt.date | None:
    """The one day on which the page was changed, if its text tells news of that day."""
    days = {day for line in head for day in day_in(line)}
    day = days.pop() if len(days) == 1 else None
    named = day and rf"\b(?:{WEEKDAYS[day.weekday()]}|{day:%B} {day.day})\b"
    return day if named and re.search(named, news, re.IGNORECASE) else None


def is_on_the_author(line: str, author: str | None) -> bool:
    """Recognise a line that says who the author is: "Jane Doe is a fellow at …"."""
    people = [name for name in _NAMES.split(author or "") if name]
    names = [re.escape(form) for name in people for form in (name, name.split()[0])]
    names += [rf"(?:\w+ )?{re.escape(name.split()[-1])}" for name in people]
    does = r",? (?:is|was|spent|holds|covers|writes|reports|heads|leads|teaches|founded|joined)\b"
    return bool(names) and re.match(rf"(?:{'|'.join(names)}){does}", line) is not None


def _outlets(lines: Lines, article: Classified) -> Iterator[str]:
    """Yield the outlets that a page names as its own, by the surest signs first."""
    texts = [line.text[:_MAX_LETTERS].strip(" |-") for line in lines]
    head, last = article.head, max(unlabelled_lines(article.labels), default=0)
    yield from (text for text in texts[: head.start + 1] if text in known_outlets())
    yield from filter(is_outlet, texts[max(head.start - 1, 0) : head.start + 1])
    near = texts[max(head.start - 2, 0) : max(head.start + 1, head.stop)]
    for text in (*near, *texts[min(last, len(texts) - 2) :]):
        source = _SOURCE.fullmatch(without_days(text).strip())
        if source and is_outlet(source["name"]):
            yield source["name"]
    if texts and texts[-1] in known_outlets() and article.labels[-2:-1] != (Label.CREDIT,):
        yield texts[-1]  # unless it is that of a picture
    for text in filter(_COPYRIGHT.search, texts):
        yield from named_outlets().findall(text)


def is_opinion(lines: Lines, article: Classified, dateline: str) -> bool:
    """Whether the head labels the text an opinion, or its end calls the views the author's.

    What a site says of all its authors ("do not necessarily reflect those of …") proves nothing,
    and a release, which has a ``dateline``, speaks of the views of its makers.
    """
    labels = article.labels
    of_head = {n for n in article.head if labels[n] in {Label.TITLE, *HEAD_LABELS}}
    for n in article.head:
        beside = not of_head or not of_head.isdisjoint(range(n - 2, n + 3))
        if labels[n] and beside and is_opinion_label(lines[n].text):
            return True
    if dateline:
        return False
    last = {n for n, label in enumerate(labels) if label} | {*range(len(lines))[-3:]}
    ends = (lines[n].text[-400:] for n in sorted(last))
    return any("necessarily" not in end and _VIEWS.search(end) for end in ends)
