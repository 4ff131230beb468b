"""What an editor hands in, as it is: its bytes, what kind of file it is, where it came from."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from generator.errors import Refused
from generator.ingest.html import is_page
from generator.intake.fetch import Fetched

MOST_BYTES = 20_000_000  # a PDF with pictures may be that large


class NotReadable(Refused):
    """The source has no article in it, or not in a form that can be read."""


class Form(StrEnum):
    """The kinds of file that can become a seed; the value is the ending of a kept original."""

    HTML = "html"
    MARKDOWN = "md"
    PDF = "pdf"
    TEXT = "txt"


_FORMS = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), Form.HTML),
    **dict.fromkeys((".md", ".markdown"), Form.MARKDOWN),
    ".pdf": Form.PDF,
    ".txt": Form.TEXT,
    ".text": Form.TEXT,
}
_ARCHIVES = (".mht", ".mhtml", ".webarchive")
_TYPES = {
    "text/html": Form.HTML,
    "application/xhtml+xml": Form.HTML,
    "application/pdf": Form.PDF,
    "text/plain": Form.TEXT,
    "text/markdown": Form.MARKDOWN,
}
CONTENT_TYPES = tuple(_TYPES)


@dataclass(frozen=True, slots=True)
class Original:
    """Bytes with their form; ``name`` is what the editor called them, ``address`` their URL."""

    name: str
    data: bytes
    form: Form
    address: str | None = None
    charset: str | None = None

    @property
    def stem(self) -> str:
        """Return the last part of the name, without its ending."""
        path = urlsplit(self.address).path if self.address else self.name
        return PurePosixPath(path).stem or "seed"

    @property
    def sha256(self) -> str:
        """Return the digest by which the original can be recognised."""
        return hashlib.sha256(self.data).hexdigest()


def from_file(path: Path) -> Original:
    """Open a file; raises :class:`NotReadable`."""
    shown = str(path)
    try:
        if path.is_dir():
            raise NotReadable(shown, "is a folder; name the files in it")
        if not path.is_file():  # a pipe or a device would never end
            why = "is no file" if path.exists() else "no such file"
            raise NotReadable(shown, f"{why}; check the path, or use - for what is piped in")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise NotReadable(shown, f"cannot be read ({error.strerror}); check the path") from error
    if path.suffix.lower() in _ARCHIVES:
        raise NotReadable(shown, "is a page saved as a single file; save it as HTML")
    known = _FORMS.get(path.suffix.lower())
    if known is None and path.suffix and b"\0" in data[:4096]:
        endings = ", ".join(sorted(_FORMS))
        raise NotReadable(shown, f"has an ending that is not read; read are {endings}")
    if known is Form.TEXT and guessed(data) is Form.HTML:
        known = Form.HTML
    return _whole(Original(shown, data, known or guessed(data)))


def from_pipe(data: bytes) -> Original:
    """Take what came through standard input."""
    return _whole(Original("standard input", data, guessed(data)))


def from_page(page: Fetched) -> Original:
    """Take what an address gave."""
    form = _TYPES.get(page.content_type) or guessed(page.data)
    if form is Form.TEXT and PurePosixPath(page.url).suffix == ".md":
        form = Form.MARKDOWN
    return Original(page.url, page.data, form, page.url, page.charset)


def guessed(data: bytes) -> Form:
    """Return the form that bytes without a name have."""
    if data.startswith(b"%PDF-"):
        return Form.PDF
    start = data[:65_536].removeprefix(b"\xef\xbb\xbf")
    if is_page(start.decode("latin-1")):
        return Form.HTML
    return Form.MARKDOWN if re.match(rb"---[ \t]*\r?\n", start) else Form.TEXT


def _whole(original: Original) -> Original:
    """Return what is to be read; raises :class:`NotReadable` for what is too large."""
    if len(original.data) > MOST_BYTES:
        why = f"is larger than {MOST_BYTES // 1_000_000} MB; paste its text into a .txt file"
        raise NotReadable(original.name, why)
    return original
