"""Extract the text of a PDF, without the lines that every page repeats.

Lines break where the column ends, and the columns of a page differ in width.  So each line is
compared with its neighbours, and only a line whose sentence is not complete is joined to the next:
a mistake may join a heading to a paragraph, but never tears a sentence.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing_room.ingest.lines import is_title_case
from briefing_room.text.typography import plain_text

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES = 200
_EDGE_LINES = 3  # lines at the top and foot of a page that may be repeated
_MIN_PAGES = 3  # with fewer, a line on one page would count as repeated
_BROWSER_LINE = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d{2}(?:\s?[AP]M)?\b.*"
    r"|(?:https?|(?:fi|\N{LATIN SMALL LIGATURE FI})le)://\S+\s+\d+/\d+"
)
_NUMBER = re.compile(r"\d+")
_SENTENCE_END = re.compile(  # a note's number may follow, but "5.1" is not an end
    r"""(?:(?<!\d)[.!?…:;]["'”’)\]\d]{0,6}|[.!?…:;]["'”’)\]]{0,6})$"""
)
_LIST_ITEM = re.compile(r"\s*(?:[•‣▪●◦·∙*+–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S")
_NEIGHBOUR_LINES = 4  # on each side, that show how wide the column is
_MIN_FULL_SHARE = 0.7  # of the column's width; a shorter line ends early
_MAX_NUMBERS_SHARE = 0.3  # of a line's words; a line with more is a table row
_BROKEN = "is not a readable PDF; save it again or paste its text"


class PdfError(ValueError):
    """The file is not a PDF with text; the message says why and what to do."""


def pdf_paragraphs(data: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Extract the paragraphs of a PDF, and the running headers and footers that were removed.

    Raises :class:`PdfError` if the file has no text.
    """
    pages = [[line.rstrip() for line in text.split("\n")] for text in _extract_pages(data)]
    repeated = _repeated_lines(pages)
    lines = [(_mask_numbers(line), line) for page in pages for line in page]
    paragraphs = _join_lines([line for masked, line in lines if masked not in repeated])
    if not re.search(r"\w{2}", "\n".join(paragraphs)):
        raise PdfError("has no text in it, only pictures; run text recognition on it first")
    left_out = {masked: line.strip() for masked, line in lines if masked in repeated}
    return tuple(paragraphs), tuple(text for _, text in sorted(left_out.items()) if text)


def _extract_pages(data: bytes) -> list[str]:
    """The text of each page; raises :class:`PdfError` if the file cannot be read."""
    from pypdf import PdfReader  # noqa: PLC0415  slow, and seldom needed
    from pypdf.errors import DependencyError  # noqa: PLC0415

    try:
        return _page_texts(PdfReader(io.BytesIO(data)))
    except PdfError:
        raise
    except DependencyError as error:
        raise PdfError("is encrypted; print it into a new PDF, or paste its text") from error
    except Exception as error:  # broken files make pypdf raise anything
        raise PdfError(_BROKEN) from error


def _page_texts(reader: PdfReader) -> list[str]:
    """Extract the text of each page; refuses locked and very long files."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise PdfError("is locked with a password; save it without one")
    if len(reader.pages) > MAX_PAGES:
        message = f"has {len(reader.pages)} pages; at most {MAX_PAGES} are read: split it"
        raise PdfError(message)
    return [page.extract_text() or "" for page in reader.pages]


# --- Lines ---------------------------------------------------------------------------------------


def _repeated_lines(pages: list[list[str]]) -> frozenset[str]:
    """The lines at the edges of most pages, with "#" for their numbers.

    The date and the address that a browser prints around a page count even on one page.
    """
    edges = [
        [line for line in (*page[:_EDGE_LINES], *page[-_EDGE_LINES:]) if line.strip()]
        for page in pages
    ]
    by_browser = {
        _mask_numbers(line)
        for edge in edges
        for line in edge
        if _BROWSER_LINE.fullmatch(line.strip())
    }
    counts = Counter(key for edge in edges for key in {_mask_numbers(line) for line in edge})
    frequent = {key for key, count in counts.items() if count > len(pages) / 2}
    return frozenset(by_browser | frequent if len(pages) >= _MIN_PAGES else by_browser)


def _mask_numbers(line: str) -> str:
    """Make lines that differ only in their page numbers equal."""
    return _NUMBER.sub("#", " ".join(line.split()))


def _join_lines(lines: Sequence[str]) -> list[str]:
    """Join the lines of each paragraph."""
    paragraphs: list[list[str]] = []
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        if index and lines[index - 1].strip() and _continues_below(lines, index - 1):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    words = frozenset(re.findall("[a-z]+", " ".join(lines).lower()))  # to rejoin hyphenated ones
    return [plain_text("\n".join(paragraph), words) for paragraph in paragraphs]


def _continues_below(lines: Sequence[str], index: int) -> bool:
    """Whether a line continues in the one below it."""
    line, below = lines[index].strip(), lines[index + 1].strip()
    if (
        _SENTENCE_END.search(line)
        or _LIST_ITEM.match(below)
        or _is_table_row(line)
        or _is_table_row(below)
    ):
        return False
    if below[0].islower() or line.endswith("-"):
        return True
    width = max(
        len(other)
        for other in lines[max(0, index - _NEIGHBOUR_LINES) : index + _NEIGHBOUR_LINES + 1]
    )
    is_heading = len(below) < _MIN_FULL_SHARE * width and not _SENTENCE_END.search(below)
    is_title = line[0].isupper() and is_title_case(line) and not re.search(r"[.!?] ", line)
    return len(line) >= _MIN_FULL_SHARE * width and not is_heading and not is_title


def _is_table_row(line: str) -> bool:
    """Whether a line is a row of a table: full of numbers, and not the end of a sentence."""
    words = line.split()
    is_numeric = sum(word[:1].isdigit() for word in words) > _MAX_NUMBERS_SHARE * len(words)
    return len(words) > 1 and is_numeric and not _SENTENCE_END.search(line)
