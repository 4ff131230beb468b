"""Say who wrote an article, who published it, on which day, and whether it is an opinion.

Its head and its foot tell so.  A day is the article's only if it stands with its headline or
byline, or in its dateline.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing_room.ingest.boilerplate import CAPTION, ON_THE_AUTHOR, TITLE
from briefing_room.ingest.byline import (
    BYLINE,
    DATELINE,
    HEAD,
    TIME,
    before_change,
    by_letters,
    head_line,
    is_known,
    is_name,
    is_opinion_label,
    is_outlet,
    known_outlets,
    words,
)
from briefing_room.ingest.dateline import Openings, dateline_alone
from briefing_room.ingest.days import day_in, without_days, without_outer_day
from briefing_room.ingest.headline import Headline
from briefing_room.ingest.lines import TextLine, kept, roots, squeezed
from briefing_room.text.months import WEEKDAYS
from briefing_room.text.sentences import sentence_spans

_FIRST = 3  # paragraphs that tell the news
_ABOVE = 2  # lines above the head in which the page may give the year
_LONGEST = 180  # characters of a line of copyright
_WORDS = 4  # of a holder's name at most, and letters at least
_MOST = 6  # authors of a text
_OFTEN = 2  # times that a page names itself
_SOURCE = re.compile(
    r"\(?(?:(?:sources?|via)\s?: ?|from (?:the )?)(?P<name>(?-i:[A-Z])[\w.&' ]{1,30}?)"
    r"(?: website)?\)?",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)(?=.*\b(?:19|20)\d\d\b)", re.IGNORECASE)
_HOLDER = re.compile(
    r"(?:©|\d{4}|copyright|\(c\))[ ,-]+(?:by |the )?(?=(?-i:[A-Z]))(.+?)"
    r"(?=[,|/]|\.(?!\w)|\s(?:News )?&"
    r"|\s(?:LLC|Inc|Ltd|Company|Newspaper|Limited|Group|Media|Network|DAC)\b"
    r"|\s(?:All|\d)|$)",
    re.IGNORECASE,
)
_REPRINTED = re.compile(  # where a text that is printed again first appeared
    r"(?:\bThe post .{3,300} (?:appeared first|first appeared)"
    r"|\bThis (?:article|story|post|piece|report|essay) (?:is being|(?:(?:was|has) )?(?:been )?"
    r"(?:first|originally)) (?:published|appeared)) (?P<as>by|in|on|at|for) (?P<name>NAME)"
    r"|(?:\bBy [A-Z][a-z]+ [A-Z][a-z]+ for|\bRead [Mm]ore (?:by|in|on|at)|^View source version on"
    r") (?P<here>NAME)|^(?:More(?: Great)?(?: [Ff]rom)?|Elsewhere on|Stay informed with"
    r"|Keep up to date with|Sign up (?:to|for)|Share this \w+ ?:|Contact|Follow|Careers at"
    r"|CLICK HERE TO GET THE)"
    r" (?P<own>NAME)".replace(
        "NAME",
        r"(?:[Tt]he )?[A-Z\d][\w.&'-]*(?: (?:of |the |and |for )?[A-Z0-9][\w&'-]*){0,5}"
        r"|[a-z]{4,}\.com\b|[a-z]{4,}(?=\.|$)",
    )
)
_ADDRESS = re.compile(  # the page's own, or its writer's
    r"(?:(?:.*\bshare this \w+|source|link|url) ?: ?)?https?://(?:www\.)?"
    r"(?P<host>(?P<site>[\w-]+)\.[\w.]+)(?P<way>/[\w-]+/\S+)?\S*"
    r"|Write to .{5,60}@(?P<mail>\w+)\.com\b.*",
    re.IGNORECASE,
)
_NOTE_OF = re.compile(
    r"(?:(?:Write to|E-?mail) )?([A-Z][\w.'-]*(?: [\w.'-]+){1,3}?),? (?:is|was|at) "
)
_POST_AT = re.compile(  # "is a Bloomberg Opinion columnist", "is a writer for The Example"
    r".{3,40} is an? (?:[a-z]+ ){0,4}(?:the )?(?P<name>[A-Z][\w.]*(?: [A-Z][\w.]*){0,3})"
)
_NOTED = 12  # words in which a note on the author tells the post
_VIEWS = re.compile(
    r"(?:^|[.!?][\"')]*\s+)[(\[]?(?:the |these |all |they reflect )?[^.!?]{0,30}"
    r"\b(?:views|opinions)\b[^.!?]{0,120}\b(?:authors?|writer|own)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'"[^"]*(?:"|$)')
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur|us)\b")
_DEMANDS = re.compile(r"(?<!\byou )\b(?:should|must|ought to|needs? to|(?:have|has) to|[Ll]et's)\b")
_I = re.compile(r"\b(?:I|[Mm]y)\b(?![.,]| (?:have )?here(?:by|unto)\b)")
_TOLD = re.compile(r"\b(?:said|says|told|added|according to)\b|^[\w.' -]{1,40}: ")
_RECORD = re.compile(  # what an office or a firm puts on record speaks as "we" and "I", too
    r"\b(?:fact sheet|testif(?:y|ied)|testimony|(?:conference|earnings) call)\b", re.IGNORECASE
)
_PART = 0.09  # of the sentences of a text that speaks for its author
_ESSAY = 20  # sentences of a text that surely would tell what others said
_NAMES = re.compile(r",\s*(?:and|&)\s+|[,;]\s*|\s+(?:and|&)\s+")


@dataclass(frozen=True, slots=True)
class Credits:
    """Author, publisher and day of publication, each as the text says it."""

    author: str | None = None
    publisher: str | None = None
    date: dt.date | None = None


def find_credits(
    lines: Sequence[TextLine],
    reasons: dict[int, str],
    title: Headline,
    head: range,
    openings: Openings,
) -> Credits:
    """Return author, publisher and day; remove the notes on the author that they lay open."""
    in_head = [(lines[n].text, reasons[n]) for n in head if reasons.get(n) in HEAD]
    titles = [lines[n].text for n in title.at]
    beside = [(each.replace(without_outer_day(each), ""), TIME) for each in titles]
    body = " ".join(lines[n].text for n in kept(lines, reasons))
    found = credits_of([*in_head, *beside], frozenset(re.findall("[a-z]+", body)))
    last = head_line(lines[-1].text) if lines else None
    below = ", ".join(last.people) if last and last.signed else None
    notes = (_NOTE_OF.match(lines[n].text) for n in reasons if reasons[n] == ON_THE_AUTHOR)
    named = {note[1] for note in notes if note and is_name(note[1])}
    author = found.author or below or (named.pop() if len(named) == 1 else None)
    top = range(max(head.start - _ABOVE, 0), head.stop)
    days = [*day_in(openings.dateline)[:1], *filter(None, [found.date])]
    day = max(days, default=None) or _day_of_page(lines, reasons, top)  # it is dated before
    for n in kept(lines, reasons):
        if _is_on_the_author(lines[n].text, author):
            reasons[n] = ON_THE_AUTHOR
    sure = (openings.publisher, found.publisher, title.site)
    outlets = _outlets(lines, reasons, head, roots(" ".join(titles)))
    publisher = next(filter(None, (*sure, *outlets)), None)
    return Credits(author, publisher, day)


def credits_of(head: Iterable[tuple[str, str]], small: frozenset[str] = frozenset()) -> Credits:
    """Return what the lines of a head say; each comes with the reason it is no text for.

    Who signs ("By …") goes before a name that stands alone, which is none if it ends in a word
    that the text writes ``small``.  Lines that name two days of publication name none.
    """
    people: dict[bool, tuple[str, ...]] = {}
    outlets: list[str] = []
    days: set[dt.date] = set()
    above, torn = "", False
    for line, reason in head:
        change, above = before_change(above) != above, "" if day_in(line) else line
        if change and days:
            continue  # the day below "Last updated"
        read = None if reason == DATELINE else head_line(line)
        alone = dateline_alone(line) if reason == DATELINE else None
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


def _day_of_page(
    lines: Sequence[TextLine], reasons: Mapping[int, str], top: range
) -> dt.date | None:
    """Return the day on which the page was changed if its text tells news of that day."""
    days = {day for n in top if reasons.get(n) in HEAD for day in day_in(lines[n].text)}
    news = " ".join(lines[n].text for n in kept(lines, reasons)[:_FIRST])
    day = days.pop() if len(days) == 1 else None
    named = day and rf"\b(?:{WEEKDAYS[day.weekday()]}|{day:%B} {day.day})\b"
    return day if named and re.search(named, news, re.IGNORECASE) else None


def _is_on_the_author(line: str, author: str | None) -> bool:
    """Return whether a line says who the author is: "Jane Doe is a fellow at …"."""
    people = [name for name in _NAMES.split(author or "") if name]
    names = [re.escape(name) for each in people for name in (each, each.split()[0])]
    names += [rf"(?:\w+ )?{re.escape(each.split()[-1])}" for each in people]
    tells = r",? (?:is|was|spent|holds|covers|writes|reports|heads|leads|teaches|founded|joined)\b"
    return bool(names) and re.match(rf"(?:{'|'.join(names)}){tells}", line) is not None


def _outlets(
    lines: Sequence[TextLine], reasons: dict[int, str], head: range, titled: frozenset[str]
) -> Iterator[str]:
    """Yield the outlets that a page names as its own, by the surest signs first."""
    texts = [line.text.strip(" |-") for line in lines]
    prose, top, last = kept(lines, reasons), head.start, len(lines) - 1
    foot = texts[min(max(prose, default=0), last - 2) :]
    yield from (text for text in texts[: top + 1] if text in known_outlets())
    yield from filter(is_outlet, texts[max(top - 1, 0) : top + 1])
    near = [*texts[max(top - 2, 0) : max(top + 1, head.stop)], *foot]
    named = (_SOURCE.fullmatch(without_days(text).strip()) for text in near)
    yield from (source["name"] for source in named if source and is_outlet(source["name"]))
    yield from _of_addresses([*texts[: head.stop], *foot], titled)
    owned = [text for n, text in enumerate(texts) if reasons.get(n) != CAPTION]
    yield from _copyright_holders(owned, " ".join(lines[n].text for n in prose))
    yield from _first_published(texts)
    yield from _of_posts(texts[n] for n, why in reasons.items() if why == ON_THE_AUTHOR)
    if lines and reasons.get(last - 1) != CAPTION:
        for name in by_letters().get(squeezed(texts[last]), ()):
            reasons[last] = BYLINE
            yield name


def _of_addresses(texts: Iterable[str], titled: frozenset[str]) -> Iterator[str]:
    """Yield whose the addresses are that stand alone: a known outlet's, or of this headline."""
    for at in filter(None, map(_ADDRESS.fullmatch, texts)):
        own = len(roots(re.sub("[/-]", " ", at["way"] or "")) & titled) > 2
        known = by_letters().get((at["site"] or at["mail"]).lower(), ())
        yield from known or filter(None, [own and at["host"]])


def _of_posts(notes: Iterable[str]) -> Iterator[str]:
    """Yield the known outlets at which notes on authors say that they are."""
    for post in filter(None, map(_POST_AT.match, notes)):
        yield from filter(is_known, _heads(post["name"])[::-1])


def _first_published(lines: Iterable[str]) -> Iterator[str]:
    """Yield the outlets that ``lines`` say the text first appeared in, or that it stands in."""
    for found in filter(None, (_REPRINTED.search(line[-700:]) for line in lines)):
        name = found["name"] or found["here"] or found["own"]
        name = name.rstrip(".").removeprefix("the ")
        if found["as"] in {"by", "on"}:
            yield name
            continue
        heads = _heads(name)  # "Example.com More from us"
        named = () if found["own"] else filter(is_outlet, heads)
        yield from filter(None, (_known(heads), *named))


def _heads(name: str) -> list[str]:
    """Return the first word of a name, its first two, and so on."""
    parts = name.split()
    return [" ".join(parts[:n]) for n in range(1, len(parts) + 1)]


def _known(names: Iterable[str]) -> str | None:
    """Return the first of ``names`` that is a known outlet's, with its "The" if it has one."""
    spelled = (each for name in names for each in (name, name.title() if name.isupper() else name))
    whole = (each for name in spelled for each in (f"The {name}", name))
    return next((each for each in whole if each in known_outlets()), None)


def _copyright_holders(lines: Sequence[str], body: str) -> Iterator[str]:
    """Yield the outlets that hold the copyright by a line at the end of the page, with its year.

    One without an outlet's name has to stand in the ``body``, or again and again on the page.
    """
    for line in (line[:_LONGEST] for line in lines):
        names = _COPYRIGHT.search(line)
        for found in _HOLDER.finditer(line) if names else ():
            name = found[1]
            if known := _known(_heads(name)[::-1]):
                yield known
            elif len(name.split()) <= _WORDS <= len(name):
                spelled = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
                named = [at for at, other in enumerate(lines) if spelled.search(other)]
                own = spelled.search(body)
                often = len(named) > _OFTEN and 2 * named[0] < len(lines)
                article = re.search("[Tt]he $", found[0].removesuffix(found[1]))
                if own or often or is_outlet(name):
                    shown = own[0] if own else found[1]
                    yield f"The {shown}" if article and is_outlet(name) else shown


def is_opinion(lines: Sequence[TextLine], reasons: Mapping[int, str], head: range) -> bool:
    """Return whether the head, or a note at the end, says that the text is somebody's opinion."""
    of_head = {n for n in head if reasons.get(n) in {TITLE, *HEAD}}
    for n in head:
        beside = not of_head or not of_head.isdisjoint(range(n - 2, n + 3))
        if n in reasons and beside and is_opinion_label(lines[n].text):
            return True
    own = kept(lines, reasons)
    titles = [n for n, why in reasons.items() if why == TITLE]
    if any(_RECORD.search(lines[n].text) for n in (*titles, *own[:_FIRST])):
        return False
    notes = [lines[n].text for n, why in reasons.items() if why == ON_THE_AUTHOR]
    last = (lines[n].text for n in {*reasons, *range(len(lines))[-3:]})
    text = _sentences(lines[n].text for n in own)
    if DATELINE in reasons.values():
        return argues(text, only_as_i=True)
    own_words = sum(bool(_FIRST_PERSON.search(x) or _DEMANDS.search(x)) for x in text)
    expert = own_words > _PART * len(text) and any(map(is_by_an_expert, _sentences(notes)))
    return expert or argues(text) or any(map(tells_views, last))


def _sentences(texts: Iterable[str]) -> list[str]:
    return [text[start:end] for text in texts for start, end in sentence_spans(text)]


def tells_views(line: str) -> bool:
    """Return whether a line says, or ends with it, that the views are the author's own.

    What a site says of all its authors ("do not necessarily reflect those of …") tells nothing.
    """
    return "necessarily" not in line and _VIEWS.search(line[-400:]) is not None


def is_by_an_expert(note: str) -> bool:
    """Return whether a note on the author tells of a post that is none of a newsroom's."""
    found = re.findall("[a-z]+", note.lower())
    named = not words("experts").isdisjoint(found[:_NOTED])
    return named and words("newsroom").isdisjoint(found)


def argues(sentences: Sequence[str], *, only_as_i: bool = False) -> bool:
    """Return whether a text speaks as "I" or "we", outside quotations, as no news does.

    It says "I", tells what should be done, or next to nothing that others said: two of these.
    A long one that does the last two says "we" but once.
    """
    own = [_QUOTED.sub(" ", each) for each in sentences if not each.count('"') % 2]
    speaks = sum(_FIRST_PERSON.search(each) is not None for each in own)
    demands = sum(_DEMANDS.search(each) is not None for each in own)
    part = _PART * len(own)
    tells = sum(_I.search(each) is not None for each in own) > 2
    told = sum(_TOLD.search(each) is not None for each in own)
    if not only_as_i and speaks and len(own) > _ESSAY and demands > 1 and told < part / 2:
        return True
    signs = (tells, demands > 2, told < part)
    return speaks > max(3, part) and sum(signs) > 1 and (tells or not only_as_i)
