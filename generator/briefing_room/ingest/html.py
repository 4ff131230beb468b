"""Extract the article and its metadata from a saved web page.

Text, title, author and site come from trafilatura with ``favor_precision`` (F1 .964 on the 181
pages of the public article-extraction benchmark).  The day does not, because trafilatura also
guesses: it must be stated by the page, see :mod:`briefing_room.ingest.published`.
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

from briefing_room.ingest.decode import MAX_PAGE_BYTES, NotTextError, decode
from briefing_room.ingest.lines import squeeze
from briefing_room.ingest.names import is_name, is_outlet, strip_desk_label
from briefing_room.ingest.published import find_publication_day
from briefing_room.text.addresses import host_of, web_address
from briefing_room.text.frontmatter import Document
from briefing_room.text.typography import plain_text

Tree: TypeAlias = lxml_html.HtmlElement
_MIN_ARTICLE_CHARS = 200  # trafilatura may have missed the article if it finds less
_MAX_ARTICLE_CHARS = 1_000_000
_MAX_ELEMENTS = 30_000  # ten times those of a long page
_MAX_DEPTH = 500  # elements inside one another; no real page comes near it
_MAX_LEFTOVER_TEXTS = 300
_TITLE_SEPARATOR = re.compile(r"\s+[|–—-]\s+")
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.IGNORECASE
)
_TEXT_CODECS = re.compile(
    r"(?:utf|iso|cp|windows|gb|big5|euc|shift|koi8|mac|latin|ascii|hz|tis)[\w-]*"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_PAGE_START = re.compile(
    r"\s*+(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|[uo]l|li|br|t[rd]|article|section|blockquote|span|a|strong|em|b|i)\b[^<>]*>",
    re.IGNORECASE,
)
_HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCK_TAGS = frozenset(
    ["p", "li", "td", "th", "dt", "dd", "blockquote", "figcaption", "pre", "div", "section"]
).union(_HEADING_TAGS)
_TITLE_CLASS = re.compile(
    r"\b(?:entry|post|article|story)[-_]{0,2}(?:title|headline)\b", re.IGNORECASE
)
_INVISIBLE_TAGS = frozenset(
    {"script", "style", "noscript", "template", "head", "svg", "iframe", "select"}
)
_TABLE_TAGS = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th"})
_LAYOUT_TABLES = "//table[.//td//p or .//td//table or .//td//h2 or .//td[string-length(.) > 250]]"


@dataclass(frozen=True, slots=True)
class WebPage:
    """The article of a page, one paragraph per line, and the metadata that the page states.

    ``left_out`` has the other texts of the page, in order.
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


def read_web_page(data: bytes, charset: str | None = None, address: str | None = None) -> WebPage:
    """Read a page, with the charset and address it was fetched with.

    Raises :class:`briefing_room.ingest.decode.NotTextError` if there is no article in it.
    """
    tree = _parse_page(decode_web_page(data, charset))
    extracted = _extract_article(tree, address)
    lines = (" ".join(line.split()) for line in ((extracted and extracted.text) or "").split("\n"))
    text = "\n\n".join(filter(None, lines))
    if len(text) > _MAX_ARTICLE_CHARS:
        raise NotTextError("holds more text than an article; copy the article into a .txt file")
    if not text:
        raise NotTextError("has no article text; copy the text into a .txt file instead")
    url = web_address(extracted.url) or web_address(address)
    site = _TITLE_SEPARATOR.split(_one_line(extracted.sitename) or "")[0] or None
    title = (
        _find_title(tree) or (_one_line(extracted.title) or "").removesuffix(f" | {site}") or None
    )
    authors = (name.strip() for name in (_one_line(extracted.author) or "").split(";"))
    people = (name for name in authors if is_name(name) and not is_outlet(name) and name != site)
    code = re.match("[a-z]{2,3}(?![a-z])", (tree.get("lang") or "").lower())
    return WebPage(
        text=text,
        title=title,
        date=find_publication_day(tree, url),
        author="; ".join(people) or None,
        publisher=site or host_of(url),
        language=code[0] if code else None,
        url=url,
        licence=_one_line(extracted.license),
        left_out=tuple(_leftover_texts(tree, text, title)),
    )


def read_web_page_as_seed(data: bytes) -> Document:
    """Read a page as a seed: its metadata is the front matter, its article the body."""
    page = read_web_page(data)
    front: dict[str, Any] = {
        key: getattr(page, key) for key in ("title", "date", "publisher", "author", "licence")
    }
    front["title"], front["opinion"] = strip_desk_label(page.title or "")
    if page.publisher:
        source = {"title": page.title, "url": page.url, "date": page.date}
        front["sources"] = [{"publisher": page.publisher, **source}]
    return Document({key: value for key, value in front.items() if value}, {}, page.text, 1)


def is_page(text: str) -> bool:
    """Whether a source begins like a whole HTML page; comments may come first."""
    return _PAGE_START.match(text) is not None


def looks_like_markup(text: str) -> bool:
    """Whether a source has at least four HTML tags."""
    return len(_TAG.findall(text)) > 3


def decode_web_page(data: bytes, charset: str | None = None) -> str:
    """Decode a page by its byte order mark, the server's charset, its own, or as any text."""
    declared = _CHARSET.search(data[:4096])
    codec_name = charset or (declared[1].decode("ascii", "replace") if declared else None)
    has_byte_order_mark = data.startswith(
        (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    )
    if codec_name and not has_byte_order_mark and len(data) <= MAX_PAGE_BYTES:
        try:
            codec = codecs.lookup(codec_name).name
            if _TEXT_CODECS.fullmatch(codec):  # Python also has codecs that are not for text
                return data.decode({"iso8859-1": "cp1252", "gb2312": "gb18030"}.get(codec, codec))
        except (LookupError, ValueError):
            pass  # the declared charset is wrong
    return decode(data, MAX_PAGE_BYTES)[0]


def _parse_page(source: str) -> Tree:
    """Parse a page; raises :class:`NotTextError` if it is broken or too large."""
    source = _CONTROL.sub(" ", source)
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False)
        tree = lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (ValueError, lxml_html.etree.LxmlError) as error:
        raise NotTextError("is not a readable page; save it again from the browser") from error
    if _is_too_deep(tree) or sum(1 for _ in tree.iter()) > _MAX_ELEMENTS:
        raise NotTextError("is too large a page; copy the article's text into a .txt file instead")
    for element in tree.xpath("//*[@href or @src]"):  # an invalid one makes trafilatura fail
        for key in ("href", "src"):
            if _is_invalid_url(element.get(key) or ""):
                del element.attrib[key]
    for table in tree.xpath(_LAYOUT_TABLES):  # old pages use tables for their layout
        for element in (table, *table.iterdescendants()):
            if element.tag in _TABLE_TAGS:
                element.tag = "div"
    return tree


def _is_invalid_url(url: str) -> bool:
    try:
        urlsplit(url).port  # noqa: B018  reading it is the test
    except ValueError:
        return True
    return False


def _is_too_deep(tree: Tree) -> bool:
    level = [tree]
    for _ in range(_MAX_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def _extract_article(tree: Tree, address: str | None) -> Any:
    """Let trafilatura read a page; pages laid out as a table need its less precise mode."""
    from trafilatura import bare_extraction  # noqa: PLC0415  a quarter of a second, for pages only

    extracted: Any = None
    for precise in (True, False):
        extracted = bare_extraction(
            deepcopy(tree),  # trafilatura changes the tree
            url=address,
            favor_precision=precise,
            include_comments=False,
            include_tables=not precise,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "max_date": "2100-01-01"},
        )
        if extracted is not None and len(extracted.text or "") >= _MIN_ARTICLE_CHARS:
            break
    return extracted


def _find_title(tree: Tree) -> str | None:
    """The heading whose class calls it the article's title, else the only ``h1``.

    The ``h1`` must make up most of the ``title`` element, since it may be the name of the site.
    """
    headings = [e for e in tree.iter(*_HEADING_TAGS) if _TITLE_CLASS.search(e.get("class") or "")]
    if len(headings) == 1:
        return _one_line(headings[0].text_content())
    titles = [plain_text(element.text_content()) for element in tree.iter("h1")]
    heading = titles[0] if len(titles) == 1 else ""
    heading_letters, bar_letters = (
        squeeze(heading),
        squeeze(" ".join(e.text_content() for e in tree.iter("title"))),
    )
    return (
        _one_line(heading)
        if heading_letters in bar_letters and len(heading_letters) > len(bar_letters) / 2
        else None
    )


def _one_line(value: str | None) -> str | None:
    """Put a string on one line and cut it at 300 characters."""
    return plain_text(value or "")[:300] or None


def _leftover_texts(tree: Tree, text: str, title: str | None) -> Iterator[str]:
    """Yield the texts of the page that are not part of the article, each once, at most 300."""
    article_letters = squeeze(f"{text} {title or ''}")
    seen: set[str] = set()
    for element in tree.iter(*_BLOCK_TAGS):
        tags_inside = {child.tag for child in element.iterdescendants()}
        if tags_inside & (_BLOCK_TAGS | {"script", "noscript"}):
            continue
        if any(ancestor.tag in _INVISIBLE_TAGS for ancestor in element.iterancestors()):
            continue
        block = plain_text(element.text_content())
        letters = squeeze(block)
        if letters and letters not in seen and letters not in article_letters:
            seen.add(letters)
            yield block
        if len(seen) == _MAX_LEFTOVER_TEXTS:
            return
