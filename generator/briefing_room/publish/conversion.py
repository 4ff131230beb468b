"""Convert our pages from Markdown to HTML, on all cores.

MkDocs converts one page after the other, which takes more than half the time of a build.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from briefing_room.cache import digest, dump_record, load_record
from briefing_room.publish.markup import OUTSIDE_LINK, href, resolve
from briefing_room.publish.prose import heading_id
from briefing_room.workers import parallel_map

# The extensions of Markdown that our pages use; a project may add others for its own pages.
EXTENSIONS = ("attr_list", "fenced_code", "md_in_html", "tables", "toc")
TOC = {"slugify": heading_id, "permalink": " ", "permalink_title": "Link to this section"}

_ZLIB_LEVEL = 1  # the fastest: a page shrinks to a fifth in a third of a millisecond
_BLOCK_START = re.compile(r"<(aside|details|div|dl|figure|form|ol|p|section|svg|table|ul)\b")
_ID = re.compile(r'\sid="([^"]+)"')
_STASH_PRIORITY = 24  # after fenced code (25), before the parser of HTML (20)


class HtmlPage(NamedTuple):
    """A converted page."""

    source_digest: bytes  # of its Markdown
    html: str
    headings: list[Any]  # the nested entries of its table of contents
    targets: tuple[str, ...]  # the files that its links lead to

    @property
    def ids(self) -> set[str]:
        """The ids on the page, which links may lead to."""
        return set(_ID.findall(self.html))


def convert_pages(pages: Iterable[tuple[str, str]], page_count: int) -> Iterator[tuple[str, bytes]]:
    """Convert pages, given as paths and texts with front matter; many pages on all cores.

    Yields each path with a packed :class:`HtmlPage`.
    """
    yield from parallel_map(_convert, pages, page_count, None, None)


def pack(text: str) -> bytes:
    """Compress a page, since all pages of a site are in memory at once."""
    return zlib.compress(text.encode(), _ZLIB_LEVEL)


def unpack(packed: bytes) -> str:
    """Restore a page that :func:`pack` compressed."""
    return zlib.decompress(packed).decode()


def unpack_page(packed: bytes) -> HtmlPage:
    """Restore a page that :func:`convert_pages` packed."""
    page: HtmlPage = load_record(zlib.decompress(packed))
    return page


def _convert(job: tuple[str, str], _: object) -> tuple[str, bytes]:
    path, text = job
    markdown = text.partition("\n---\n")[2].lstrip("\n")
    return path, zlib.compress(dump_record(convert(path, markdown)), _ZLIB_LEVEL)


def convert(path: str, markdown: str) -> HtmlPage:
    """Convert the Markdown of the page at ``path``; it has no front matter."""
    converter, links = _converter()
    links.path, links.targets = path, {}
    html = converter.reset().convert(markdown)
    headings: list[Any] = converter.toc_tokens  # type: ignore[attr-defined]  # set by "toc"
    return HtmlPage(digest(markdown), html, headings, tuple(links.targets))


@lru_cache(maxsize=1)
def _converter() -> tuple[Markdown, _LinkRewriter]:
    converter = Markdown(extensions=EXTENSIONS, extension_configs={"toc": TOC})
    links = _LinkRewriter(converter)
    converter.preprocessors.register(_HtmlBlockStash(converter), "html", _STASH_PRIORITY)
    converter.treeprocessors.register(links, "links", 0)
    return converter, links


class _LinkRewriter(Treeprocessor):
    """Turns links to Markdown files into links to pages; ``targets`` collects the files."""

    path: str
    targets: dict[str, None]

    def run(self, root: Element) -> None:
        for element in root.iter("a"):
            link = element.get("href", "")
            if link and not OUTSIDE_LINK.match(link):
                target = resolve(self.path.rpartition("/")[0], link)
                self.targets[target.partition("#")[0]] = None
                element.set("href", href(self.path, target))


class _HtmlBlockStash(Preprocessor):
    """Sets aside blocks of HTML that contain no Markdown, so that no parser reads them.

    Parsing them takes a third of the time of a page.  Counting tags finds the end of a block, since
    our templates close every tag and escape all text.
    """

    def run(self, lines: list[str]) -> list[str]:
        output, start = list[str](), 0
        while start < len(lines):
            block = _html_block(lines, start)
            end = block.end if block else start + 1
            if block and not block.has_markdown:
                output += ["", self.md.htmlStash.store("\n".join(lines[start:end])), ""]
            else:
                output += lines[start:end]
            start = end
        return output


class _HtmlBlock(NamedTuple):
    """A block of HTML: the line after its end, and whether Markdown has to convert it."""

    end: int
    has_markdown: bool


def _html_block(lines: list[str], start: int) -> _HtmlBlock | None:
    """Find the block of HTML that begins on a line; ``None`` if there is no complete one."""
    match = _BLOCK_START.match(lines[start])
    if not match:
        return None
    tag, depth, has_markdown = match[1], 0, False
    opening_tag = re.compile(rf"<{tag}\b")
    for number in range(start, len(lines)):
        line = lines[number]
        depth += len(opening_tag.findall(line)) - line.count(f"</{tag}>")
        has_markdown |= "markdown=" in line
        if depth <= 0:
            return _HtmlBlock(number + 1, has_markdown or not line.endswith(">"))
    return None
