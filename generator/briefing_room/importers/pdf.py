"""Take the text out of a PDF, without the lines that every page repeats.

A page's lines break where the column ends, and columns of one page differ in width.  So each line
is measured against its neighbours, and only a line whose sentence is not over goes on in the next:
a mistake then joins a heading to a text, and never tears a sentence.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing_room.ingest.lines import is_title_case
from briefing_room.text.typography import plain

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES = 200
_EDGE_LINES = 3  # lines at the top and foot of a page that may be repeated
_MIN_PAGES = 3  # pages; of two, one is more than half
_PRINTED = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d{2}(?:\s?[AP]M)?\b.*"
    r"|(?:https?|(?:fi|\N{LATIN SMALL LIGATURE FI})le)://\S+\s+\d+/\d+"
)
_NUMBER = re.compile(r"\d+")
_STOPPED = re.compile(  # the number of a note may follow, but "5.1" is no end
    r"""(?:(?<!\d)[.!?…:;]["'”’)\]\d]{0,6}|[.!?…:;]["'”’)\]]{0,6})$"""
)
_ITEM = re.compile(r"\s*(?:[•‣▪●◦·∙*+–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S")
_NEIGHBOURS = 4  # lines on each side that tell how wide the column is
_MIN_FULL_SHARE = 0.7  # of the column; a shorter line ends before the column does
_MAX_NUMBERS_SHARE = 0.3  # of a line's words; more are a row of a table
_BROKEN = "is no PDF that can be read; save it again or paste its text"


class PdfError(ValueError):
    """The file is no PDF with text; the message says why and what to do."""


def pdf_paragraphs(data: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read the paragraphs of a PDF, and the running heads and feet that were left out.

    Raises :class:`PdfError` for a file that has no text.
    """
    pages = [[line.rstrip() for line in text.split("\n")] for text in _texts(data)]
    repeated = _repeated(pages)
    lines = [(_key(line), line) for page in pages for line in page]
    paragraphs = _paragraphs([line for key, line in lines if key not in repeated])
    if not re.search(r"\w{2}", "\n".join(paragraphs)):
        raise PdfError("has no text in it, only pictures; run a text recognition on it first")
    left_out = {key: line.strip() for key, line in lines if key in repeated}
    return tuple(paragraphs), tuple(left_out[key] for key in sorted(left_out) if left_out[key])


def _texts(data: bytes) -> list[str]:
    """Read the text of each page; raises :class:`PdfError` where there is none."""
    from pypdf import PdfReader  # noqa: PLC0415  where a file is read only
    from pypdf.errors import DependencyError  # noqa: PLC0415

    try:
        return _page_texts(PdfReader(io.BytesIO(data)))
    except PdfError:
        raise
    except DependencyError as error:
        raise PdfError("is encrypted; print it into a new PDF, or paste its text") from error
    except Exception as error:  # what broken files make pypdf raise has no end
        raise PdfError(_BROKEN) from error


def _page_texts(reader: PdfReader) -> list[str]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise PdfError("is locked with a password; save it without one")
    if len(reader.pages) > MAX_PAGES:
        why = f"has {len(reader.pages)} pages; at most {MAX_PAGES} are read: split it"
        raise PdfError(why)
    return [page.extract_text() or "" for page in reader.pages]


# --- Lines ---------------------------------------------------------------------------------------


def _repeated(pages: list[list[str]]) -> frozenset[str]:
    """Find the lines at the edges of most pages, whatever number they carry.

    What a browser prints around a page, the day of printing and the address, goes from any page.
    """
    edges = [
        [line for line in (*page[:_EDGE_LINES], *page[-_EDGE_LINES:]) if line.strip()]
        for page in pages
    ]
    printed = {_key(line) for edge in edges for line in edge if _PRINTED.fullmatch(line.strip())}
    counts = Counter(key for edge in edges for key in {_key(line) for line in edge})
    most = {key for key, count in counts.items() if count > len(pages) / 2}
    return frozenset(printed | most if len(pages) >= _MIN_PAGES else printed)


def _key(line: str) -> str:
    return _NUMBER.sub("#", " ".join(line.split()))


def _paragraphs(lines: Sequence[str]) -> list[str]:
    paragraphs: list[list[str]] = []
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        if index and lines[index - 1].strip() and _goes_on(lines, index - 1):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    words = frozenset(re.findall("[a-z]+", " ".join(lines).lower()))  # that hyphens divided
    return [plain("\n".join(paragraph), words) for paragraph in paragraphs]


def _goes_on(lines: Sequence[str], index: int) -> bool:
    """Whether a line goes on in the one below it."""
    line, below = lines[index].strip(), lines[index + 1].strip()
    if _STOPPED.search(line) or _ITEM.match(below) or _is_row(line) or _is_row(below):
        return False
    if below[0].islower() or line.endswith("-"):
        return True
    width = max(
        len(other) for other in lines[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS + 1]
    )
    heading = len(below) < _MIN_FULL_SHARE * width and not _STOPPED.search(below)
    title = line[0].isupper() and is_title_case(line) and not re.search(r"[.!?] ", line)
    return len(line) >= _MIN_FULL_SHARE * width and not heading and not title


def _is_row(line: str) -> bool:
    words = line.split()
    many = sum(word[:1].isdigit() for word in words) > _MAX_NUMBERS_SHARE * len(words)
    return len(words) > 1 and many and not _STOPPED.search(line)
