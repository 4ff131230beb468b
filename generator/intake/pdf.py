"""Take the text out of a PDF, without the lines that every page repeats."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any

from generator.errors import MissingExtra
from generator.intake.unwrapped import paragraphs

MOST_PAGES = 200
_EDGE = 3  # lines at the top and foot of a page that may be repeated
_FEWEST = 3  # pages; of two, one is more than half
_PRINTED = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d{2}(?:\s?[AP]M)?\b.*"
    r"|(?:https?|(?:fi|\N{LATIN SMALL LIGATURE FI})le)://\S+\s+\d+/\d+"
)
_NUMBER = re.compile(r"\d+")


class PdfError(ValueError):
    """The file is no PDF with text; the message says why and what to do."""


def pdf_paragraphs(data: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the paragraphs of a PDF and the running heads and feet that were left out of it.

    Raises :class:`MissingExtra` without pypdf, :class:`PdfError` for a file that has no text.
    """
    pages = _pages(data)
    repeated = _repeated(pages)
    kept = [[line for line in page if _key(line) not in repeated] for page in pages]
    found = paragraphs([line for page in kept for line in page])
    if not re.search(r"\w{2}", "\n".join(found)):
        raise PdfError("has no text in it, only pictures; run a text recognition on it first")
    lost = {_key(line): line for page in pages for line in page if _key(line) in repeated}
    return tuple(found), tuple(lost[key].strip() for key in sorted(lost) if lost[key].strip())


def _pages(data: bytes) -> list[list[str]]:
    try:
        from pypdf import PdfReader  # noqa: PLC0415  an optional part
        from pypdf.errors import PyPdfError  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtra("Reading a PDF", "pdf") from error
    try:
        texts = _texts(PdfReader(io.BytesIO(data)))
    except (PyPdfError, ArithmeticError, AttributeError, LookupError, OSError, RecursionError,
            TypeError, ValueError) as error:  # fmt: skip  # what broken files make pypdf raise
        if isinstance(error, PdfError):
            raise
        raise PdfError("is no PDF that can be read; save it again or paste its text") from error
    return [[line.rstrip() for line in text.split("\n")] for text in texts]


def _texts(reader: Any) -> list[str]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise PdfError("is locked with a password; save it without one")
    if len(reader.pages) > MOST_PAGES:
        raise PdfError(f"has {len(reader.pages)} pages; at most {MOST_PAGES} are read")
    return [page.extract_text() or "" for page in reader.pages]


def _repeated(pages: list[list[str]]) -> frozenset[str]:
    """Return the lines at the edges of most pages, whatever number they carry.

    What a browser prints around a page, the day of printing and the address, goes from any page.
    """
    edges = [[line for line in (*page[:_EDGE], *page[-_EDGE:]) if line.strip()] for page in pages]
    printed = {_key(line) for edge in edges for line in edge if _PRINTED.fullmatch(line.strip())}
    counts: Counter[str] = Counter()
    for edge in edges:
        counts.update({_key(line) for line in edge})
    most = {key for key, count in counts.items() if count > len(pages) / 2}
    return frozenset(printed | most if len(pages) >= _FEWEST else printed)


def _key(line: str) -> str:
    return _NUMBER.sub("#", " ".join(line.split()))
