"""Say who wrote an article, who published it, on which day, and whether it is an opinion.

Its head says so, and few lines beside: a dateline, a line of copyright, a name of an outlet right
above.  A day is the article's only if it stands with its headline or byline, or in its dateline; it
is an opinion if a label calls it one, or a note says that its views are the author's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefing_room.ingest.bylines import before_change, head_line
from briefing_room.ingest.classify import Classified, unlabelled
from briefing_room.ingest.dateline import dateline_alone
from briefing_room.ingest.days import day_in, without_days, without_outer_day
from briefing_room.ingest.labels import HEAD, Label
from briefing_room.ingest.lines import Line
from briefing_room.ingest.names import is_known, is_opinion_label, is_outlet, known_outlets
from briefing_room.text.months import WEEKDAYS

_FIRST = 3  # paragraphs that tell the news
_ABOVE = 2  # lines above the head in which the page may give the year
_LONGEST = 180  # characters of a line of copyright
_WORDS = 4  # of a holder's name at most, and letters at least
_OFTEN = 2  # times that a page names itself
_MOST = 6  # authors of a text
_SOURCE = re.compile(
    r"\(?(?:(?:sources?|via)\s?: ?|from (?:the )?)(?P<name>(?-i:[A-Z])[\w.&' ]{1,30}?)"
    r"(?: website)?\)?",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)(?=.*\b(?:19|20)\d\d\b)", re.IGNORECASE)
_HOLDER = re.compile(
    r"(?:©|\d{4}|copyright|\(c\))[ ,-]+(?:by )?(?=(?-i:[A-Z])|the )(.+?)"
    r"(?=[,|/]|\.(?!\w)|\s(?:News )?&|\s(?:LLC|Inc|Ltd|Company|Newspaper|Limited|Group|Media)\b"
    r"|\s(?:Network|DAC)\b|\s(?:All|\d)|$)",
    re.IGNORECASE,
)
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
    lines: Sequence[Line], found: Classified, led: str, publisher: str | None
) -> Credits:
    """Return author, publisher and day; ``led`` is the dateline, with the ``publisher`` in it."""
    labels, head, titles = found.labels, found.head, [lines[n].text for n in found.headline.at]
    in_head = [(lines[n].text, labels[n]) for n in head if labels[n] in HEAD]
    beside = [(each.replace(without_outer_day(each), ""), Label.TIME) for each in titles]
    text = unlabelled(labels)
    body = " ".join(lines[n].text for n in text)
    said = credits_of([*in_head, *beside], frozenset(re.findall("[a-z]+", body)))
    last = head_line(lines[-1].text) if lines else None
    below = ", ".join(last.people) if last and last.signed else None
    near = range(max(head.start - _ABOVE, 0), head.stop)
    top = [lines[n].text for n in near if labels[n] in HEAD]
    news = " ".join(lines[n].text for n in text[:_FIRST])
    days = [*day_in(led)[:1], *filter(None, [said.date])]
    sure = (publisher, said.publisher, found.headline.site, *_outlets(lines, found))
    return Credits(
        author=said.author or below,
        publisher=next(filter(None, sure), None),
        date=max(days, default=None) or _day_of_page(top, news),  # it is dated before
    )


def credits_of(
    head: Iterable[tuple[str, Label | None]], small: frozenset[str] = frozenset()
) -> Credits:
    """Return what the lines of a head say; each comes with its label.

    Who signs ("By …") goes before a name that stands alone, which is none if it ends in a word
    that the text writes ``small``.  Lines that name two days of publication name none.
    """
    people: dict[bool, tuple[str, ...]] = {}
    outlets: list[str] = []
    days: set[dt.date] = set()
    above, torn = "", False
    for line, label in head:
        change, above = before_change(above) != above, "" if day_in(line) else line
        if change and days:
            continue  # the day below "Last updated"
        read = None if label is Label.DATELINE else head_line(line)
        alone = dateline_alone(line) if label is Label.DATELINE else None
        outlets.extend([alone.publisher] if alone and alone.publisher else ())
        if read is None:
            days.update(day_in(before_change(line)))
            continue
        bare = not (read.signed or read.days)
        part = line.endswith((",", "&")) or len(read.people) > _MOST  # of a list
        noun = bare and read.people and read.people[0].rpartition(" ")[2].lower() in small
        torn = torn or (bare and part)
        if read.people and not (part or noun):
            people.setdefault(read.signed, read.people)
        outlets.extend([read.outlet] if read.outlet else ())
        days.update(read.days)
    day = days.pop() if len(days) == 1 else None
    author = ", ".join(people.get(True) or (not torn and people.get(False)) or ()) or None
    return Credits(author, outlets[0] if outlets else None, day)


def is_on_the_author(line: str, author: str | None) -> bool:
    """Return whether a line says who the author is: "Jane Doe is a fellow at …"."""
    people = [name for name in _NAMES.split(author or "") if name]
    names = [re.escape(name) for each in people for name in (each, each.split()[0])]
    names += [rf"(?:\w+ )?{re.escape(each.split()[-1])}" for each in people]
    tells = r",? (?:is|was|spent|holds|covers|writes|reports|heads|leads|teaches|founded|joined)\b"
    return bool(names) and re.match(rf"(?:{'|'.join(names)}){tells}", line) is not None


def _day_of_page(top: Sequence[str], news: str) -> dt.date | None:
    """Return the day on which the page was changed if its text tells news of that day."""
    days = {day for line in top for day in day_in(line)}
    day = days.pop() if len(days) == 1 else None
    named = day and rf"\b(?:{WEEKDAYS[day.weekday()]}|{day:%B} {day.day})\b"
    return day if named and re.search(named, news, re.IGNORECASE) else None


def _outlets(lines: Sequence[Line], found: Classified) -> Iterator[str]:
    """Yield the outlets that a page names as its own, by the surest signs first."""
    texts = [line.text[:_LONGEST].strip(" |-") for line in lines]
    text, head = unlabelled(found.labels), found.head
    foot = texts[min(max(text, default=0), len(texts) - 2) :]
    yield from (each for each in texts[: head.start + 1] if each in known_outlets())
    yield from filter(is_outlet, texts[max(head.start - 1, 0) : head.start + 1])
    near = [*texts[max(head.start - 2, 0) : max(head.start + 1, head.stop)], *foot]
    named = (_SOURCE.fullmatch(without_days(each).strip()) for each in near)
    yield from (source["name"] for source in named if source and is_outlet(source["name"]))
    if texts and texts[-1] in known_outlets() and found.labels[-2:-1] != (Label.CREDIT,):
        yield texts[-1]  # not that of a picture
    body = " ".join(lines[n].text for n in text)
    owned = (each for each in texts if _COPYRIGHT.search(each))
    for holder in (match[1] for line in owned for match in _HOLDER.finditer(line)):
        yield from _of_holder(holder, texts, body)


def _of_holder(holder: str, texts: Sequence[str], body: str) -> Iterator[str]:
    """Yield whose a line of copyright is, if a known outlet's, or one that the page often names."""
    found = holder.split()
    known = (" ".join(found[:n]) for n in range(len(found), 0, -1))
    spelled = (name.title() if name.isupper() else name for name in known)
    if outlet := next(filter(is_known, spelled), None):
        yield outlet
    elif len(found) <= _WORDS <= len(holder):
        form = re.compile(rf"\b{re.escape(holder)}\b", re.IGNORECASE)
        named = [at for at, each in enumerate(texts) if form.search(each)]
        often = len(named) > _OFTEN and 2 * named[0] < len(texts)
        if often or is_outlet(holder) or form.search(body):
            yield holder


def is_opinion(lines: Sequence[Line], found: Classified, led: str) -> bool:
    """Return whether the head labels the text an opinion, or its end calls the views its author's.

    What a site says of all its authors ("do not necessarily reflect those of …") tells nothing.
    """
    labels = found.labels
    of_head = {n for n in found.head if labels[n] in {Label.TITLE, *HEAD}}
    for n in found.head:
        beside = not of_head or not of_head.isdisjoint(range(n - 2, n + 3))
        if labels[n] and beside and is_opinion_label(lines[n].text):
            return True
    if led:
        return False  # a release speaks of the views of its makers
    last = {n for n, label in enumerate(labels) if label} | {*range(len(lines))[-3:]}
    ends = (lines[n].text[-400:] for n in sorted(last))
    return any("necessarily" not in each and _VIEWS.search(each) for each in ends)
