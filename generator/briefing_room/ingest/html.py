"""Take the article and what is known about it out of a saved web page.

Text, title, author and site are what trafilatura finds with ``favor_precision`` (F1 .964 on the
181 pages of the public article-extraction benchmark).  The day has to be the page's own word, which
its own reader of days does not ask for: see :mod:`briefing_room.ingest.published`.
"""

from __future__ import annotations

import codecs
import datetime as dt
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from lxml import html as lxml_html

from briefing_room.ingest.decode import MAX_PAGE_BYTES, NotTextError, decoded
from briefing_room.ingest.lines import squeezed
from briefing_room.ingest.names import is_name, is_outlet, without_desk
from briefing_room.ingest.published import published
from briefing_room.text.addresses import host_of, web_address
from briefing_room.text.frontmatter import Document
from briefing_room.text.typography import plain

Tree: TypeAlias = lxml_html.HtmlElement
_MIN_LETTERS = 200  # below, the article has perhaps been missed
_MAX_LETTERS = 1_000_000
_MAX_ELEMENTS = 30_000  # ten times those of a long page
_MAX_DEPTH = 500  # elements inside one another; no real page comes near it
_MAX_LEFT_OUT = 300
_SEAM = re.compile(r"\s+[|–—-]\s+")
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.IGNORECASE
)
_TEXT_CODECS = re.compile(
    r"(?:utf|iso|cp|windows|gb|big5|euc|shift|koi8|mac|latin|ascii|hz|tis)[\w-]*"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_PAGE = re.compile(
    r"\s*+(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|[uo]l|li|br|t[rd]|article|section|blockquote|span|a|strong|em|b|i)\b[^<>]*>",
    re.IGNORECASE,
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(
    ["p", "li", "td", "th", "dt", "dd", "blockquote", "figcaption", "pre", "div", "section"]
).union(_HEADINGS)
_TITLE_CLASS = re.compile(
    r"\b(?:entry|post|article|story)[-_]{0,2}(?:title|headline)\b", re.IGNORECASE
)
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe", "select"})
_OF_TABLES = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th"})
_LAYOUT = "//table[.//td//p or .//td//table or .//td//h2 or .//td[string-length(.) > 250]]"


@dataclass(frozen=True, slots=True)
class WebPage:
    """The article of a page, a paragraph a line, and what the page says about it.

    ``left_out`` holds the texts of the page that were not taken for the article's, in order.
    """

    text: str
    title: str | None = None
    date: dt.date | None = None
    author: str | None = None
    publisher: str | None = None
    language: str | None = None
    url: str | None = None
    licence: str | None = None
    left_out: tuple[str, ...] = ()


def web_page(data: bytes, charset: str | None = None, address: str | None = None) -> WebPage:
    """Read a page that was fetched with this ``charset`` and ``address``.

    Raises :class:`briefing_room.ingest.decode.NotTextError` if there is no article in it.
    """
    tree = _parsed(page_text(data, charset))
    extracted = _extracted(tree, address)
    lines = (" ".join(line.split()) for line in ((extracted and extracted.text) or "").split("\n"))
    text = "\n\n".join(filter(None, lines))
    if len(text) > _MAX_LETTERS:
        raise NotTextError("holds more text than an article; copy the article into a .txt file")
    if not text:
        raise NotTextError("has no article text in it; copy the text into a .txt file instead")
    url = next(filter(None, map(web_address, (extracted.url, address))), None)
    site = _SEAM.split(_short(extracted.sitename) or "")[0] or None
    title = _heading(tree) or (_short(extracted.title) or "").removesuffix(f" | {site}") or None
    authors = (name.strip() for name in (_short(extracted.author) or "").split(";"))
    people = (name for name in authors if is_name(name) and not is_outlet(name) and name != site)
    code = re.match("[a-z]{2,3}(?![a-z])", (tree.get("lang") or "").lower())
    return WebPage(
        text=text,
        title=title,
        date=published(tree, title, url),
        author="; ".join(people) or None,
        publisher=site or host_of(url),
        language=code[0] if code else None,
        url=url,
        licence=_short(extracted.license),
        left_out=tuple(_left_out(tree, text, title)),
    )


def html_document(data: bytes) -> Document:
    """Read a page as a seed: what it says about itself as front matter, its article as body."""
    page = web_page(data)
    front: dict[str, Any] = {
        key: getattr(page, key) for key in ("title", "date", "publisher", "author", "licence")
    }
    front["title"], front["opinion"] = without_desk(page.title or "")
    if page.publisher:
        source = {"title": page.title, "url": page.url, "date": page.date}
        front["sources"] = [{"publisher": page.publisher, **source}]
    return Document({key: value for key, value in front.items() if value}, {}, page.text, 1)


def is_page(text: str) -> bool:
    """Whether a text begins, below its comments, as a whole page of HTML does."""
    return _PAGE.match(text) is not None


def looks_like_markup(text: str) -> bool:
    """Whether a text is a piece of HTML."""
    return len(_TAG.findall(text)) > 3


def page_text(data: bytes, charset: str | None = None) -> str:
    """Decode a page: as a byte order mark says, the server, the page itself, else as any text."""
    declared = _CHARSET.search(data[:4096])
    named = charset or (declared[1].decode("ascii", "replace") if declared else None)
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if named and not marked and len(data) <= MAX_PAGE_BYTES:
        try:
            codec = codecs.lookup(named).name
            if _TEXT_CODECS.fullmatch(codec):  # Python knows more codecs than those of texts
                return data.decode({"iso8859-1": "cp1252", "gb2312": "gb18030"}.get(codec, codec))
        except (LookupError, ValueError):
            pass  # the page is wrong about itself
    return decoded(data, MAX_PAGE_BYTES)[0]


def _parsed(source: str) -> Tree:
    """Parse a page; raises :class:`NotTextError` for what no browser wrote."""
    source = _CONTROL.sub(" ", source)
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False)
        tree = lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (ValueError, lxml_html.etree.LxmlError) as error:
        raise NotTextError("is no page that can be read; save it again from the browser") from error
    if _is_deep(tree) or sum(1 for _ in tree.iter()) > _MAX_ELEMENTS:
        raise NotTextError("is too large a page; copy the article's text into a .txt file instead")
    for element in tree.xpath("//*[@href or @src]"):  # a broken one stops whoever reads it
        for key in ("href", "src"):
            if _is_broken(element.get(key) or ""):
                del element.attrib[key]
    for table in tree.xpath(_LAYOUT):  # it only places the parts of an old page
        for element in (table, *table.iterdescendants()):
            if element.tag in _OF_TABLES:
                element.tag = "div"
    return tree


def _is_broken(url: str) -> bool:
    try:
        urlsplit(url).port  # noqa: B018  it is read to see whether it can be
    except ValueError:
        return True
    return False


def _is_deep(tree: Tree) -> bool:
    level = [tree]
    for _ in range(_MAX_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def _extracted(tree: Tree, address: str | None) -> Any:
    """Let trafilatura read a page; old pages that are laid out as a table need its other way."""
    from trafilatura import bare_extraction  # noqa: PLC0415  a quarter of a second, for pages only

    found: Any = None
    for precise in (True, False):
        found = bare_extraction(
            deepcopy(tree),  # it takes the tree apart
            url=address,
            favor_precision=precise,
            include_comments=False,
            include_tables=not precise,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "max_date": "2100-01-01"},
        )
        if found is not None and len(found.text or "") >= _MIN_LETTERS:
            break
    return found


def _heading(tree: Tree) -> str | None:
    """Find the heading that is called the article's title, else the page's only first one.

    The latter only if most of the browser's title bar says it too: it may be the site's name.
    """
    named = [e for e in tree.iter(*_HEADINGS) if _TITLE_CLASS.search(e.get("class") or "")]
    if len(named) == 1:
        return _short(named[0].text_content())
    first = [plain(element.text_content()) for element in tree.iter("h1")]
    heading = first[0] if len(first) == 1 else ""
    own, bar = squeezed(heading), squeezed(" ".join(e.text_content() for e in tree.iter("title")))
    return _short(heading) if own in bar and len(own) > len(bar) / 2 else None


def _short(value: str | None) -> str | None:
    """Put a text on one line, at most 300 letters of it."""
    return plain(value or "")[:300] or None


def _left_out(tree: Tree, text: str, title: str | None) -> Iterator[str]:
    """Yield the first texts of the page that are not in ``text``, each once."""
    taken = squeezed(f"{text} {title or ''}")
    seen: set[str] = set()
    for element in tree.iter(*_BLOCKS):
        inside = {child.tag for child in element.iterdescendants()}
        if inside & (_BLOCKS | {"script", "noscript"}):
            continue
        if any(above.tag in _UNSEEN for above in element.iterancestors()):
            continue
        block = plain(element.text_content())
        letters = squeezed(block)
        if letters and letters not in seen and letters not in taken:
            seen.add(letters)
            yield block
        if len(seen) == _MAX_LEFT_OUT:
            return
