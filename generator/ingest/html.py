"""Take the article and what is known about it out of a saved web page.

The text is what trafilatura finds with ``favor_precision`` (F1 .964 on the 181 pages of the public
article-extraction benchmark).  Its metadata are used but for the date, which has to be the page's
own word: see :mod:`generator.ingest.published`.
"""

from __future__ import annotations

import codecs
import datetime as dt
import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from generator.ingest.credits import is_person
from generator.ingest.decode import NotTextError, decoded
from generator.ingest.elements import (
    Tree,
    block_text,
    canonical,
    cited_authors,
    heading,
    language_code,
    left_out,
    licence,
    parsed,
    short,
    with_headings,
)
from generator.ingest.matter import is_end_heading
from generator.ingest.published import published
from generator.text.addresses import host_of, web_address
from generator.text.frontmatter import Document

SUFFIXES = (".html", ".htm", ".xhtml")
MOST_BYTES = 10_000_000  # a page with its scripts and pictures inside is large, its text is not
SHORTEST_ARTICLE = 200  # letters; below, the article has perhaps been missed
MOST_LETTERS = 1_000_000
_SEAM = re.compile(r"\s+[|–—-]\s+")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
# The encodings that browsers know; Python has others that decode nothing, or decode without end.
_OF_PAGES = re.compile(r"(?:utf-(?:8|16)|cp\d|iso8859|iso2022_jp|koi8|gb|big5|shift|euc|mac|ascii)")


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
    tree = parsed(source)
    found = _extracted(tree, address)
    text = _paragraphs(found.text) if found is not None else ""
    if len(text) > MOST_LETTERS:
        raise NotTextError("holds more text than an article; copy the article into a .txt file")
    if not text:
        raise NotTextError("has no article text in it; copy the text into a .txt file instead")
    url = canonical(tree) or web_address(found.url) or web_address(address)
    text = with_headings(tree, text, is_end_heading)
    site = _bare_site(short(found.sitename))
    title = heading(tree) or _without_site(short(found.title), site)
    return WebPage(
        text=text,
        title=title,
        date=published(tree, title, url),
        author=cited_authors(tree) or _people(short(found.author), site),
        publisher=site or host_of(url),
        language=language_code(tree),
        url=url,
        licence=licence(tree),
        left_out=tuple(left_out(tree, text, title)),
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


def markup_text(text: str) -> str:
    """Return the words of a piece of HTML that was pasted as text, a block or line each.

    No article is looked for in it: it is cleaned as any pasted text is.
    """
    return block_text(parsed(text))


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
            if _OF_PAGES.match(codec):
                return data.decode({"iso8859-1": "cp1252", "gb2312": "gb18030"}.get(codec, codec))
        except (LookupError, UnicodeError, ValueError):
            pass  # the page is wrong about itself
    return decoded(data, MOST_BYTES)[0]


def _extracted(tree: Tree, address: str | None) -> Any:
    """Return what trafilatura finds; old pages that are laid out as a table need its other way."""
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
        if found is not None and len(found.text or "") >= SHORTEST_ARTICLE:
            break
    return found


def _paragraphs(text: str | None) -> str:
    lines = (" ".join(line.split()) for line in (text or "").split("\n"))
    return "\n\n".join(line for line in lines if line)


def _bare_site(name: str | None) -> str | None:
    """Return a site's name without the motto behind it."""
    return _SEAM.split(name)[0] if name else None


def _without_site(title: str | None, site: str | None) -> str | None:
    """Return a title without the site's name or a section of it at the end."""
    head, seam, last = (title or "").rpartition(" | ")
    named = site and last.lower().startswith(site.split()[0].lower())
    return head if seam and named else title


def _people(authors: str | None, site: str | None) -> str | None:
    """Return those authors that are persons: no outlet, no desk, not the site itself."""
    names = [name.strip() for name in (authors or "").split(";")]
    return "; ".join(name for name in names if is_person(name) and name != site) or None
