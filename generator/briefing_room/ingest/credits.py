"""Find the author, publisher and day of an article, and whether it is an opinion.

They come from its head, its dateline, a line "Source: …" or an outlet's name alone.  A day counts
only with the headline or byline, or in the dateline.  An article is an opinion if a label calls it
one, or if a note says that its views are the author's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefing_room.ingest.bylines import dateline_alone, head_line, without_changes
from briefing_room.ingest.classify import Classified, unlabelled_lines
from briefing_room.ingest.days import days_in, without_days, without_outer_day
from briefing_room.ingest.lines import HEAD_LABELS, Label, Lines
from briefing_room.ingest.names import is_opinion_label, is_outlet, known_outlets, named_outlets
from briefing_room.text.months import WEEKDAYS

_MAX_OUTLET_LINE_LETTERS = 180
_MAX_AUTHORS = 6
_NEWS_PARAGRAPHS = 3  # at the start of the text
_LINES_ABOVE_HEAD = 2  # where the page may give the year
_SOURCE_LINE = re.compile(
    r"\(?(?:(?:sources?|via)\s?: ?|from (?:the )?)(?P<name>(?-i:[A-Z])[\w.&' ]{1,30}?)"
    r"(?: website)?\)?",
    re.IGNORECASE,
)
_COPYRIGHT_LINE = re.compile(r"(?:©|\(c\)|copyright)(?=.*\b(?:19|20)\d\d\b)", re.IGNORECASE)
_AUTHORS_VIEWS = re.compile(
    r"(?:^|[.!?][\"')]*\s+)[(\[]?(?:the |these |all |they reflect )?[^.!?]{0,30}"
    r"\b(?:views|opinions)\b[^.!?]{0,120}\b(?:authors?|writer|own)\b",
    re.IGNORECASE,
)
_NAME_SEPARATOR = re.compile(r",\s*(?:and|&)\s+|[,;]\s*|\s+(?:and|&)\s+")


@dataclass(frozen=True, slots=True)
class Credits:
    """Author, publisher and day of publication, as the text gives them."""

    author: str | None = None
    publisher: str | None = None
    date: dt.date | None = None


def find_credits(
    lines: Lines, article: Classified, dateline: str, publisher: str | None
) -> Credits:
    """Read the credits of an article; ``publisher`` is the one that its ``dateline`` names."""
    labels, titles = article.labels, [lines[index].text for index in article.headline.line_indexes]
    in_head = [
        (lines[index].text, labels[index]) for index in article.head if labels[index] in HEAD_LABELS
    ]
    title_tails = [(title.replace(without_outer_day(title), ""), Label.TIME) for title in titles]
    body = " ".join(lines[index].text for index in unlabelled_lines(labels))
    head_credits = credits_of([*in_head, *title_tails], frozenset(re.findall("[a-z]+", body)))
    last = head_line(lines[-1].text) if lines else None
    signature = ", ".join(last.people) if last and last.signed else None
    near_head = range(max(article.head.start - _LINES_ABOVE_HEAD, 0), article.head.stop)
    head_lines = [lines[index].text for index in near_head if labels[index] in HEAD_LABELS]
    news = " ".join(lines[index].text for index in unlabelled_lines(labels)[:_NEWS_PARAGRAPHS])
    days_stated = [*days_in(dateline)[:1], *filter(None, [head_credits.date])]
    outlets = (
        publisher,
        head_credits.publisher,
        article.headline.site,
        *_named_outlets(lines, article),
    )
    return Credits(
        author=head_credits.author or signature,
        publisher=next(filter(None, outlets), None),
        date=max(days_stated, default=None) or _day_of_change(head_lines, news),
    )


def credits_of(
    head: Iterable[tuple[str, Label | None]], common_words: frozenset[str] = frozenset()
) -> Credits:
    """Read credits from the lines of a head, each with its label.

    A signature ("By …") comes before a name alone on a line; such a name is ignored if it ends in
    one of the ``common_words`` of the text.  Two different days of publication count as none.
    """
    people: dict[bool, tuple[str, ...]] = {}
    outlets: list[str] = []
    days: set[dt.date] = set()
    line_above, list_broken = "", False
    for line, label in head:
        after_change, line_above = (
            without_changes(line_above) != line_above,
            "" if days_in(line) else line,
        )
        if after_change and days:
            continue  # the day below "Last updated"
        dateline = dateline_alone(line) if label is Label.DATELINE else None
        byline = None if label is Label.DATELINE else head_line(line)
        outlet = dateline.publisher if dateline else byline.outlet if byline else None
        outlets.extend([outlet] if outlet else ())
        if byline is None:
            days.update(days_in(without_changes(line)))
            continue
        is_bare = not (byline.signed or byline.days)
        in_list = line.endswith((",", "&")) or len(byline.people) > _MAX_AUTHORS
        last_name = byline.people[0].rpartition(" ")[2].lower() if byline.people else ""
        list_broken = list_broken or (is_bare and in_list)
        if byline.people and not (in_list or (is_bare and last_name in common_words)):
            people.setdefault(byline.signed, byline.people)
        days.update(byline.days)
    author = ", ".join(people.get(True) or (not list_broken and people.get(False)) or ()) or None
    return Credits(author, next(iter(outlets), None), days.pop() if len(days) == 1 else None)


def _day_of_change(head: Sequence[str], news: str) -> dt.date | None:
    """The day on which the page was changed, if it is one and its text reports news of that day."""
    days = {day for line in head for day in days_in(line)}
    day = days.pop() if len(days) == 1 else None
    day_pattern = day and rf"\b(?:{WEEKDAYS[day.weekday()]}|{day:%B} {day.day})\b"
    return day if day_pattern and re.search(day_pattern, news, re.IGNORECASE) else None


def is_on_the_author(line: str, author: str | None) -> bool:
    """Whether a line describes the author: "Jane Doe is a fellow at …"."""
    people = [name for name in _NAME_SEPARATOR.split(author or "") if name]
    names = [re.escape(form) for name in people for form in (name, name.split()[0])]
    names += [rf"(?:\w+ )?{re.escape(name.split()[-1])}" for name in people]
    verbs = r",? (?:is|was|spent|holds|covers|writes|reports|heads|leads|teaches|founded|joined)\b"
    return bool(names) and re.match(rf"(?:{'|'.join(names)}){verbs}", line) is not None


def _named_outlets(lines: Lines, article: Classified) -> Iterator[str]:
    """Yield the outlets that a page names as its own, the most certain first."""
    texts = [line.text[:_MAX_OUTLET_LINE_LETTERS].strip(" |-") for line in lines]
    head, last = article.head, max(unlabelled_lines(article.labels), default=0)
    yield from (text for text in texts[: head.start + 1] if text in known_outlets())
    yield from filter(is_outlet, texts[max(head.start - 1, 0) : head.start + 1])
    near = texts[max(head.start - 2, 0) : max(head.start + 1, head.stop)]
    for text in (*near, *texts[min(last, len(texts) - 2) :]):
        source = _SOURCE_LINE.fullmatch(without_days(text).strip())
        if source and is_outlet(source["name"]):
            yield source["name"]
    if texts and texts[-1] in known_outlets() and article.labels[-2:-1] != (Label.CREDIT,):
        yield texts[-1]  # else it is the credit of a picture
    for text in filter(_COPYRIGHT_LINE.search, texts):
        yield from named_outlets().findall(text)


def is_opinion(lines: Lines, article: Classified, dateline: str) -> bool:
    """Whether the head labels the text an opinion, or its end calls the views the author's.

    A site's note on all its authors ("do not necessarily reflect those of …") does not count, nor
    do the views in a press release, which has a ``dateline``.
    """
    labels = article.labels
    head_indexes = {index for index in article.head if labels[index] in {Label.TITLE, *HEAD_LABELS}}
    for index in article.head:
        near_head = not head_indexes or not head_indexes.isdisjoint(range(index - 2, index + 3))
        if labels[index] and near_head and is_opinion_label(lines[index].text):
            return True
    if dateline:
        return False
    end_indexes = {index for index, label in enumerate(labels) if label} | {*range(len(lines))[-3:]}
    line_ends = (lines[index].text[-400:] for index in sorted(end_indexes))
    return any("necessarily" not in end and _AUTHORS_VIEWS.search(end) for end in line_ends)
