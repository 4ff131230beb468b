"""The elements of a web page: parsed within limits, and what they say besides the article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from lxml import html as lxml_html

from generator.ingest.decode import NotTextError
from generator.text.addresses import web_address
from generator.text.typography import plain

Tree: TypeAlias = lxml_html.HtmlElement
MOST_ELEMENTS = 30_000  # ten times those of a long page
MOST_DEPTH = 2_000  # elements inside one another; no real page comes near it
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TEXTS = ("p", "li", "td", "th", "dt", "dd", "blockquote", "figcaption", "pre", "div", "section")
_OWN_TITLE = re.compile(
    r"\b(?:entry|post|article|story)[-_]{0,2}(?:title|headline)\b", re.IGNORECASE
)
_BLOCKS = frozenset((*_HEADINGS, *_TEXTS))
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe", "select"})
_LONG_CELL = 250  # letters; a longer cell holds paragraphs
_OF_TABLES = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th"})


def parsed(source: str) -> Tree:
    """Return the page as a tree; raises :class:`NotTextError` for what no browser wrote."""
    source = _DECLARATION.sub("", source)
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False)
        tree = lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (ValueError, lxml_html.etree.LxmlError) as error:
        raise NotTextError("is no page that can be read; save it again from the browser") from error
    if _deeper_than(tree, MOST_DEPTH) or sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise NotTextError("is too large a page; copy the article's text into a .txt file instead")
    _without_layout_tables(tree)
    return tree


def _without_layout_tables(tree: Tree) -> None:
    """Turn tables that only place the parts of an old page into plain blocks."""
    parts = ".//td//p or .//td//table or .//td//h2"
    for table in tree.xpath(f"//table[{parts} or .//td[string-length(.) > {_LONG_CELL}]]"):
        for element in (table, *table.iterdescendants()):
            if element.tag in _OF_TABLES:
                element.tag = "div"


def _deeper_than(tree: Tree, most: int) -> bool:
    level = [tree]
    for _ in range(most):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def heading(tree: Tree) -> str | None:
    """Return the heading that is called the article's title, else the page's only first one.

    The latter only if most of the browser's title bar says it too: it may be the site's name.
    """
    named = [e for e in tree.iter(*_HEADINGS) if _OWN_TITLE.search(e.get("class") or "")]
    if len(named) == 1:
        return short(named[0].text_content())
    headings = [plain(element.text_content()) for element in tree.iter("h1")]
    bar = plain(" ".join(element.text_content() for element in tree.iter("title")))
    found = headings[0] if len(headings) == 1 else ""
    own, whole = _letters(found), _letters(bar)
    return short(found) if own in whole and len(own) > len(whole) / 2 else None


def cited_authors(tree: Tree) -> str | None:
    """Return the authors of a scholarly page, "Roe, Jane" as "Jane Roe"."""
    names = [plain(str(name)) for name in tree.xpath("//meta[@name='citation_author']/@content")]
    turned = (" ".join(reversed(name.split(", ", 1))) for name in names if name)
    return short("; ".join(turned))


def canonical(tree: Tree) -> str | None:
    """Return the address that the page gives itself."""
    found = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    return next(filter(None, map(web_address, map(str, found))), None)


def language_code(tree: Tree) -> str | None:
    """Return the language that the page says it is in."""
    code = str(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    code = code.replace("_", "-").split("-")[0].lower()
    return code if re.fullmatch(r"[a-z]{2,3}", code) else None


def licence(tree: Tree) -> str | None:
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


def short(value: str | None) -> str | None:
    """Return a text on one line, at most 300 letters of it."""
    text = plain(value or "")
    return text[:300] if text else None


def block_text(tree: Tree) -> str:
    """Return all that a reader sees, each block a paragraph, each forced line break a line."""
    for element in tree.xpath("//script | //style | //template"):
        element.drop_tree()
    for element in tree.iter("br", "tr", *_BLOCKS):
        if element.tag == "br":
            element.tail = "\n" + (element.tail or "")
        else:
            element.text = "\n\n" + (element.text or "")
            element.tail = "\n\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def with_headings(tree: Tree, text: str, wanted: Callable[[str], bool]) -> str:
    """Return ``text`` with those headings of the page put back that are ``wanted``.

    Each stands before the paragraph that it heads; one whose paragraph is not in the text is not.
    """
    paragraphs = text.split("\n\n")
    for element in tree.iter(*_HEADINGS):
        words = plain(element.text_content())
        below = next(iter(element.itersiblings()), None)
        if below is None or not wanted(words) or words in paragraphs:
            continue
        letters = _letters(below.text_content())
        at = (n for n, each in enumerate(paragraphs) if letters.startswith(_letters(each)))
        paragraphs.insert(next(at, len(paragraphs)), words)
        if paragraphs[-1] == words:
            paragraphs.pop()
    return "\n\n".join(paragraphs)


def left_out(tree: Tree, text: str, title: str | None) -> Iterator[str]:
    """Yield the texts of the page that are not in ``text``, each once."""
    kept = _letters(f"{text} {title or ''}")
    seen: set[str] = set()
    for block in _blocks(tree):
        letters = _letters(block)
        if letters and letters not in kept and letters not in seen:
            seen.add(letters)
            yield block


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _blocks(tree: Tree) -> Iterator[str]:
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
