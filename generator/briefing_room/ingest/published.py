"""Find the day on which a web page says that it was published, not a day that it only mentions.

The sources, in order: schema.org data of the article, ``meta`` elements, the only date in the
article's head, the address.  A source with two days counts as having none.  Days on which the page
was changed or saved do not count.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from lxml import html as lxml_html

from briefing_room.ingest.days import find_days, read_valid_days
from briefing_room.text.typography import plain_text

_META_NAMES = re.compile(  # the names that publishers give the element
    r"""(?:og:|article:){0,2}published(?:_time|_at)?|article[.]published|date|date[._]?published
    |pub(?:lish)?[-_]?date|dc[.]date(?:[.]issued)?|dcterms[.](?:date|issued|created)
    |sailthru[.]date|parsely-pub-date|citation_(?:publication_|online_)?date""",
    re.VERBOSE | re.IGNORECASE,
)
_DAY_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=[/_-])")
_CHANGE_WORDS = re.compile(
    r"updat|modif|revis|edited|correct|access|retriev|copyright|©|\bevent\b", re.IGNORECASE
)
_DATE_CLASS = re.compile(
    r"date|publish|posted|byline|timestamp|entry-meta|article-info|pub-?_?time|\btime\b",
    re.IGNORECASE,
)
_ASIDE_CLASS = re.compile(
    r"related|sidebar|teaser|recommend|trending|latest|more-|promo|widget|comment|popular",
    re.IGNORECASE,
)
_ASIDE_TAGS = frozenset({"aside", "nav", "footer", "li", "script", "style", "table"})
_MAX_ELEMENTS = 200  # of the head that are read
_MAX_CHARS = 160  # of an element with a day


def find_publication_day(tree: lxml_html.HtmlElement, url: str | None) -> dt.date | None:
    """Find the day of publication that the page itself states."""
    sources: tuple[Callable[[], Iterable[dt.date]], ...] = (
        lambda: _days_in_schema_data(tree),
        lambda: _days_in_meta(tree),
        lambda: _days_in_head(tree),
        lambda: read_valid_days(_DAY_IN_ADDRESS.findall(url or "")),
    )
    for source in sources:
        days = set(source())
        if len(days) == 1:
            return days.pop()
    return None


def _days_in_schema_data(tree: lxml_html.HtmlElement) -> Iterator[dt.date]:
    """Yield the days of articles in schema.org data, of those with the page's title if any."""
    titles = " ".join(plain_text(element.text_content()) for element in tree.iter("title", "h1"))
    articles = [item for item in _schema_objects(tree) if _is_article(item)]
    headlines = [plain_text(str(item.get("headline") or "")) for item in articles]
    matching = [
        item for item, text in zip(articles, headlines, strict=True) if text and text in titles
    ]
    for item in matching or articles:
        yield from find_days(str(item.get("datePublished") or ""))[:1]


def _schema_objects(tree: lxml_html.HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            queue = [json.loads(script.text_content(), strict=False)]
        except (ValueError, RecursionError):
            continue
        while queue:
            item = queue.pop()
            if isinstance(item, list):
                queue += item
            elif isinstance(item, dict):
                yield item
                queue += [item.get("@graph"), item.get("mainEntity")]


def _is_article(item: dict[str, Any]) -> bool:
    kind = item.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(str(kind).endswith(("Article", "BlogPosting", "Report")) for kind in kinds)


def _days_in_meta(tree: lxml_html.HtmlElement) -> tuple[dt.date, ...]:
    """Read the first ``meta`` element that has a day."""
    for element in tree.iter("meta"):
        names = (element.get(key) or "" for key in ("property", "name", "itemprop"))
        days = find_days(element.get("content") or "")
        if days and any(_META_NAMES.fullmatch(name.strip()) for name in names):
            return days[:1]
    return ()


def _days_in_head(tree: lxml_html.HtmlElement) -> Iterator[dt.date]:
    """Yield the days of elements whose class or tag marks a day, outside lists and teasers."""
    for element in islice(filter(_may_have_day, tree.iter()), _MAX_ELEMENTS):
        text = plain_text(element.text_content())
        context = plain_text(element.getparent().text_content()) if element.tag == "time" else text
        changed = len(context) <= _MAX_CHARS and _CHANGE_WORDS.search(context)
        if len(text) <= _MAX_CHARS and not changed and not _is_outside_article(element):
            yield from find_days(element.get("datetime") or element.get("content") or text)[:1]


def _may_have_day(element: lxml_html.HtmlElement) -> bool:
    if not isinstance(element.tag, str):
        return False
    class_and_id = _class_and_id(element)
    is_date_class = _DATE_CLASS.search(class_and_id) and not _CHANGE_WORDS.search(class_and_id)
    return element.tag == "time" or bool(is_date_class)


def _is_outside_article(element: lxml_html.HtmlElement) -> bool:
    """Whether an element is outside the article: in a list, a menu, a teaser."""
    return any(
        ancestor.tag in _ASIDE_TAGS
        or (
            ancestor.tag not in {"body", "html", "main"}
            and _ASIDE_CLASS.search(_class_and_id(ancestor))
        )
        for ancestor in (element, *element.iterancestors())
    )


def _class_and_id(element: lxml_html.HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"
