"""Take the article and what is known about it out of a saved web page.

The text is what trafilatura finds with ``favor_precision`` (F1 .964 on the 181 pages of the public
article-extraction benchmark).  Its metadata are used but for the date, which has to be the page's
own word: see :mod:`generator.ingest.published`.
"""

from __future__ import annotations

import codecs
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml import html as lxml_html

from generator.frontmatter import Document
from generator.ingest.decode import NotTextError, decoded
from generator.ingest.published import published
from generator.ingest.typography import plain

SUFFIXES = (".html", ".htm", ".xhtml")
MOST_BYTES = 10_000_000  # a page with its scripts and pictures inside is large, its text is not
MOST_LETTERS = 1_000_000
MOST_ELEMENTS = 30_000  # ten times those of a long page
MOST_DEPTH = 2_000  # elements inside one another; no real page comes near it
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TEXTS = ("p", "li", "td", "th", "dt", "dd", "blockquote", "figcaption", "pre", "div", "section")
_BLOCKS = frozenset((*_HEADINGS, *_TEXTS))
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe", "select"})


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
    """Return the article of a page; ``charset`` and ``address`` are those it was fetched with.

    Raises :class:`generator.ingest.decode.NotTextError` if there is no article in it.
    """
    source = page_text(data, charset)
    tree = _tree(source)
    found = _extracted(source, address)
    text = _paragraphs(found.text) if found is not None else ""
    if len(text) > MOST_LETTERS:
        raise NotTextError("holds more text than an article; copy the article into a .txt file")
    if not text:
        raise NotTextError("has no article text in it; copy the text into a .txt file instead")
    url = _address(_canonical(tree) or found.url or address)
    title = _short(found.title)
    return WebPage(
        text=text,
        title=title,
        date=published(tree, title, url),
        author=_short(found.author),
        publisher=_short(found.sitename) or _host(url),
        language=_language(tree),
        url=url,
        licence=_licence(tree),
        left_out=tuple(_left_out(tree, text, title)),
    )


def html_document(data: bytes) -> Document:
    """Return a page as a seed: what it says about itself as front matter, its article as body."""
    page = web_page(data)
    front: dict[str, Any] = {
        "title": page.title,
        "date": page.date,
        "publisher": page.publisher,
        "author": page.author,
        "licence": page.licence,
    }
    if page.publisher:
        source = {"title": page.title, "url": page.url, "date": page.date}
        front["sources"] = [{"publisher": page.publisher, **source}]
    return Document({key: value for key, value in front.items() if value}, {}, page.text, 1)


def page_text(data: bytes, charset: str | None = None) -> str:
    """Decode a page: as a byte order mark says, the server, the page itself, else as any text."""
    if len(data) > MOST_BYTES:
        size, limit = len(data) / 1e6, MOST_BYTES / 1e6
        raise NotTextError(f"is {size:.1f} MB long; at most {limit:g} MB of a page are read")
    declared = _CHARSET.search(data[:4096])
    named = charset or (declared[1].decode("ascii") if declared else None)
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if named and not marked:
        try:
            codec = codecs.lookup(named).name
            return data.decode({"iso8859-1": "cp1252", "gb2312": "gb18030"}.get(codec, codec))
        except (LookupError, UnicodeDecodeError):
            pass  # the page is wrong about itself
    return decoded(data, MOST_BYTES)[0]


def _tree(source: str) -> lxml_html.HtmlElement:
    source = _DECLARATION.sub("", source)
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False)
        tree = lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (ValueError, lxml_html.etree.LxmlError) as error:
        raise NotTextError("is no page that can be read; save it again from the browser") from error
    if _deeper_than(tree, MOST_DEPTH) or sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise NotTextError("is too large a page; copy the article's text into a .txt file instead")
    return tree


def _deeper_than(tree: lxml_html.HtmlElement, most: int) -> bool:
    level = [tree]
    for _ in range(most):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def _extracted(source: str, address: str | None) -> Any:
    from trafilatura import bare_extraction  # noqa: PLC0415  a quarter of a second, for pages only

    return bare_extraction(
        _DECLARATION.sub("", source),
        url=address,
        favor_precision=True,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "max_date": "2100-01-01"},
    )


def _paragraphs(text: str | None) -> str:
    lines = (" ".join(line.split()) for line in (text or "").split("\n"))
    return "\n\n".join(line for line in lines if line)


def _short(value: str | None) -> str | None:
    text = plain(value or "")
    return text[:300] if text else None


def _address(url: str | None) -> str | None:
    return url if url and _ADDRESS.fullmatch(url) else None


def _host(url: str | None) -> str | None:
    return (urlsplit(url).hostname or "").removeprefix("www.") or None if url else None


def _canonical(tree: lxml_html.HtmlElement) -> str | None:
    found = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    return next((str(url).strip() for url in found if _ADDRESS.fullmatch(str(url).strip())), None)


def _language(tree: lxml_html.HtmlElement) -> str | None:
    code = str(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    code = code.replace("_", "-").split("-")[0].lower()
    return code if re.fullmatch(r"[a-z]{2,3}", code) else None


def _licence(tree: lxml_html.HtmlElement) -> str | None:
    """Return the licence that the page gives itself: its words, or a Creative Commons address."""
    for link in tree.xpath("//a[@rel='license'] | //link[@rel='license']"):
        address = str(link.get("href") or "")
        found = re.search(
            r"creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/([\d.]+)", address
        )
        if found:
            name = "CC0" if found[2] == "zero" else f"CC {found[2].upper()}"
            return f"{name} {found[3]}"
    return None


def _left_out(tree: lxml_html.HtmlElement, text: str, title: str | None) -> Iterator[str]:
    kept = _letters(f"{text} {title or ''}")
    seen: set[str] = set()
    for block in _blocks(tree):
        letters = _letters(block)
        if letters and letters not in kept and letters not in seen:
            seen.add(letters)
            yield block


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _blocks(tree: lxml_html.HtmlElement) -> Iterator[str]:
    """Yield the text of every block that holds no other block."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag not in _BLOCKS:
            continue
        if any(above.tag in _UNSEEN for above in element.iterancestors()):
            continue
        if not any(child.tag in _BLOCKS for child in element.iterdescendants()):
            unseen = element.xpath(".//script | .//style | .//noscript")
            words = plain(element.text_content()) if not unseen else ""
            if words:
                yield words
