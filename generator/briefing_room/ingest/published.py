"""Find the day on which a web page says that it was published; never a day it only mentions.

In this order: schema.org data of the article, ``meta`` elements, the one date of the article's
head, the address.  A source that names two days names none.  When the page was
changed or saved says nothing about when it was published.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from lxml import html as lxml_html

from briefing_room.ingest.days import day_in, days_of
from briefing_room.text.typography import plain

_META = re.compile(  # the names that publishers give the element
    r"""(?:og:|article:){0,2}published(?:_time|_at)?|article[.]published|date|date[._]?published
    |pub(?:lish)?[-_]?date|dc[.]date(?:[.]issued)?|dcterms[.](?:date|issued|created)
    |sailthru[.]date|parsely-pub-date|citation_(?:publication_|online_)?date""",
    re.VERBOSE | re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=[/_-])")
_CHANGED = re.compile(
    r"updat|modif|revis|edited|correct|access|retriev|copyright|©|\bevent\b", re.IGNORECASE
)
_DATED = re.compile(
    r"date|publish|posted|byline|timestamp|dateline|entry-meta|article-info|pub-?_?time|\btime\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"related|sidebar|teaser|recommend|trending|latest|more-|promo|widget|comment|popular",
    re.IGNORECASE,
)
_MAX_MARKED = 200  # days that are looked at
_MAX_LETTERS = 160  # around a day of the head


def publication_day(
    tree: lxml_html.HtmlElement, title: str | None, url: str | None
) -> dt.date | None:
    """Find the day of publication that the page itself states."""
    sources: tuple[Callable[[], Iterable[dt.date]], ...] = (
        lambda: _structured(tree, title),
        lambda: _meta(tree),
        lambda: _head(tree),
        lambda: days_of(_IN_ADDRESS.findall(url or "")),
    )
    for source in sources:
        days = set(source())
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _structured(tree: lxml_html.HtmlElement, title: str | None) -> set[dt.date]:
    """Read the days of the articles in schema.org data; where there are several, of this one."""
    articles = [item for item in _objects(tree) if _is_article(item)]
    bar = " ".join(plain(element.text_content()) for element in tree.iter("title", "h1"))
    heads = {plain(str(item.get("headline"))): item for item in articles}
    own = [item for head, item in heads.items() if head == title or head in bar]
    days = (day_in(str(item.get("datePublished") or ""))[:1] for item in own or articles)
    return {day for found in days for day in found}


def _objects(tree: lxml_html.HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            waiting = [json.loads(script.text_content(), strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            item = waiting.pop()
            if isinstance(item, list):
                waiting += item
            elif isinstance(item, dict):
                yield item
                waiting += [item.get("@graph"), item.get("mainEntity")]


def _is_article(item: dict[str, Any]) -> bool:
    kind = item.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(str(kind).endswith(("Article", "BlogPosting", "Report")) for kind in kinds)


def _meta(tree: lxml_html.HtmlElement) -> tuple[dt.date, ...]:
    """Read the first ``meta`` element that has a day."""
    for element in tree.iter("meta"):
        names = (element.get(key) or "" for key in ("property", "name", "itemprop"))
        days = day_in(element.get("content") or "")
        if days and any(_META.fullmatch(name.strip()) for name in names):
            return days[:1]
    return ()


def _head(tree: lxml_html.HtmlElement) -> set[dt.date]:
    """Read the elements of the article's head that are called or marked as days."""
    found: set[dt.date] = set()
    for element in islice(filter(_dated, tree.iter()), _MAX_MARKED):
        text = plain(element.text_content())
        around = plain(element.getparent().text_content()) if element.tag == "time" else text
        changed = len(around) <= _MAX_LETTERS and _CHANGED.search(around)
        if len(text) <= _MAX_LETTERS and not changed and not _beside(element):
            found.update(_written(element))
    return found


def _dated(element: lxml_html.HtmlElement) -> bool:
    if not isinstance(element.tag, str):
        return False
    called = f"{element.get('class') or ''} {element.get('id') or ''}"
    dated = _DATED.search(called) and not _CHANGED.search(called)
    marked = element.tag == "time" or element.get("itemprop") == "datePublished"
    return marked or bool(dated)


def _written(element: lxml_html.HtmlElement) -> tuple[dt.date, ...]:
    value = element.get("datetime") or element.get("content") or plain(element.text_content())
    return day_in(value)[:1]


def _beside(element: lxml_html.HtmlElement) -> bool:
    """Whether an element stands beside the article: in a list, a menu, a teaser."""
    for above in (element, *element.iterancestors()):
        if above.tag in {"aside", "nav", "footer", "li", "script", "style", "table"}:
            return True
        if _ASIDE.search(f"{above.get('class') or ''} {above.get('id') or ''}"):
            return above.tag not in {"body", "html", "main"}
    return False
