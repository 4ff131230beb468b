"""What an editor hands in, as it is: its bytes, what kind of file it is, where it came from."""

from __future__ import annotations

import email
import hashlib
import re
from dataclasses import dataclass
from email import policy
from enum import StrEnum
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from generator.intake.refusals import NotReadable

MOST_BYTES = 20_000_000  # a PDF with pictures may be that large


class Form(StrEnum):
    """The kinds of file that can become a seed; the value is the ending of a kept original."""

    HTML = "html"
    MARKDOWN = "md"
    PDF = "pdf"
    TEXT = "txt"
    ARCHIVE = "mhtml"  # a page saved as a single file


_FORMS = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), Form.HTML),
    **dict.fromkeys((".md", ".markdown"), Form.MARKDOWN),
    **dict.fromkeys((".mht", ".mhtml"), Form.ARCHIVE),
    ".pdf": Form.PDF,
    ".txt": Form.TEXT,
    ".text": Form.TEXT,
}
_TYPES = {
    "text/html": Form.HTML,
    "application/xhtml+xml": Form.HTML,
    "application/pdf": Form.PDF,
    "text/plain": Form.TEXT,
    "text/markdown": Form.MARKDOWN,
}
CONTENT_TYPES = tuple(_TYPES)
_TAG = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b",
    re.IGNORECASE | re.DOTALL,
)


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
    """Open a file; raises :class:`NotReadable` and ``OSError``."""
    if path.is_dir():
        raise NotReadable(str(path), "is a folder; name the files in it")
    if not path.exists():
        raise NotReadable(str(path), "no such file")
    if path.stat().st_size > MOST_BYTES:
        raise NotReadable(str(path), f"is larger than {MOST_BYTES // 1_000_000} MB")
    data = path.read_bytes()
    known = _FORMS.get(path.suffix.lower())
    if known is Form.TEXT and guessed(data) is Form.HTML:
        known = Form.HTML
    if known is None and path.suffix and not _looks_like_text(data):
        endings = ", ".join(sorted(_FORMS))
        raise NotReadable(str(path), f"has an ending that is not read; read are {endings}")
    return unpacked(Original(str(path), data, known or guessed(data)))


def from_text(name: str, data: bytes) -> Original:
    """Take what came through standard input."""
    return unpacked(Original(name, data, guessed(data)))


def from_page(address: str, data: bytes, content_type: str, charset: str | None) -> Original:
    """Take what an address gave."""
    form = _TYPES.get(content_type) or guessed(data)
    if form is Form.TEXT and PurePosixPath(address).suffix == ".md":
        form = Form.MARKDOWN
    return Original(address, data, form, address=address, charset=charset)


def guessed(data: bytes) -> Form:
    """Return the form that bytes without a name have."""
    if data.startswith(b"%PDF-"):
        return Form.PDF
    if _TAG.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return Form.HTML
    return Form.MARKDOWN if re.match(rb"---[ \t]*\r?\n", data) else Form.TEXT


def _looks_like_text(data: bytes) -> bool:
    return b"\0" not in data[:4096] or data.startswith((b"\xff\xfe", b"\xfe\xff"))


def unpacked(original: Original) -> Original:
    """Return the page inside a page saved as a single file; anything else as it is."""
    if original.form is not Form.ARCHIVE:
        return original
    message = email.message_from_bytes(original.data, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            data = part.get_payload(decode=True)
            address = message.get("Snapshot-Content-Location") or part.get("Content-Location")
            web = str(address) if str(address).startswith(("http://", "https://")) else None
            if isinstance(data, bytes):
                charset = part.get_content_charset()
                return Original(original.name, data, Form.HTML, web, charset)
    raise NotReadable(original.name, "has no page in it; save it as HTML")
