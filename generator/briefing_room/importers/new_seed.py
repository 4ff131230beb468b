"""What an editor hands in becomes a new seed: its text, and what it says of itself."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from briefing_room.errors import BriefingError, UnusableSource
from briefing_room.importers.fetch import Fetched
from briefing_room.importers.pdf import PdfError, pdf_paragraphs
from briefing_room.ingest.article import article
from briefing_room.ingest.blocks import text_blocks
from briefing_room.ingest.decode import NotTextError
from briefing_room.ingest.html import is_page, web_page
from briefing_room.ingest.language import is_english
from briefing_room.ingest.load import open_document, slug_of
from briefing_room.ingest.metadata import KEYS, SOURCE_KEYS, Metadata, metadata
from briefing_room.model import Article, Source
from briefing_room.text.addresses import host_of
from briefing_room.text.files import UnreadableFile, read_bytes
from briefing_room.text.frontmatter import Document, FrontMatterError, scalar

MAX_BYTES = 20_000_000  # a PDF with pictures may be that large
LONGEST_NAME = 70  # characters of a seed's name, cut at a word


HTML, MARKDOWN, PDF, TEXT = "html", "md", "pdf", "txt"
"""The forms that can become a seed, by the ending of a kept original."""

_SUFFIXES = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), HTML),
    **dict.fromkeys((".md", ".markdown"), MARKDOWN),
    **dict.fromkeys((".txt", ".text", ""), TEXT),
    ".pdf": PDF,
}
_ARCHIVES = (".mht", ".mhtml", ".webarchive")
_TYPES = {
    "text/html": HTML,
    "application/xhtml+xml": HTML,
    "application/pdf": PDF,
    "text/plain": TEXT,
    "text/markdown": MARKDOWN,
}
CONTENT_TYPES = tuple(_TYPES)


@dataclass(frozen=True, slots=True)
class Original:
    """Bytes with their form; ``name`` is what the editor called them, ``address`` their URL."""

    name: str
    data: bytes
    form: str
    address: str | None = None
    charset: str | None = None

    @property
    def stem(self) -> str:
        """The last part of the name, without its ending."""
        path = urlsplit(self.address).path if self.address else self.name
        return PurePosixPath(path).stem or "seed"

    @property
    def sha256(self) -> str:
        """The digest by which the original can be recognised."""
        return hashlib.sha256(self.data).hexdigest()


def from_file(path: Path) -> Original:
    """Open a file; raises UnusableSource."""
    try:
        data = read_bytes(path, path.parent, MAX_BYTES)
    except UnreadableFile as error:
        raise UnusableSource(str(path), str(error)) from error
    suffix = path.suffix.lower()
    if suffix in _ARCHIVES:
        raise UnusableSource(str(path), "is a page saved as a single file; save it as HTML")
    if suffix not in _SUFFIXES and b"\0" in data[:4096]:
        endings = ", ".join(sorted(filter(None, _SUFFIXES)))
        raise UnusableSource(str(path), f"has an ending that is not read; read are {endings}")
    return Original(str(path), data, _form(data, suffix))


def from_pipe(data: bytes) -> Original:
    """Take what came through standard input; raises UnusableSource."""
    if len(data) > MAX_BYTES:
        why = f"is larger than {MAX_BYTES // 1_000_000} MB; paste its text into a .txt file"
        raise UnusableSource("standard input", why)
    return Original("standard input", data, _form(data, ""))


def from_page(page: Fetched) -> Original:
    """Take what an address gave."""
    form = _TYPES.get(page.content_type) or _form(page.data, "")
    return Original(page.url, page.data, form, page.url, page.charset)


def _form(data: bytes, suffix: str) -> str:
    """The form of bytes, by what they begin with or by the ending of their name."""
    start = data[:65_536].removeprefix(b"\xef\xbb\xbf")
    if (known := _SUFFIXES.get(suffix, TEXT)) is not TEXT:
        return known
    if is_page(start.decode("latin-1")):
        return HTML
    if start.startswith(b"%PDF-"):
        return PDF
    has_front_matter = suffix != ".txt" and re.match(rb"---[ \t]*\r?\n", start)
    return MARKDOWN if has_front_matter else TEXT


# --- New seeds -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewSeed:
    """A seed that is not written yet.

    ``body`` is plain text, or Markdown where the original is; ``left_out`` are the texts of the
    original that were not taken over.
    """

    original: Original
    body: str
    metadata: Metadata
    left_out: tuple[str, ...] = ()

    @property
    def address(self) -> str | None:
        """The address of the article itself, not of what a note rests on."""
        sources = self.metadata.sources
        return sources[0].url if sources and self.metadata.kind == "article" else None

    @property
    def name(self) -> str:
        """The name that the seed should have: its date and its title."""
        title = self.metadata.title or self.original.stem
        words = slug_of(title).split("-")
        day = self.metadata.date.isoformat().split("-") if self.metadata.date else []
        while len("-".join(day + words)) > LONGEST_NAME and len(words) > 1:
            words.pop()
        return "-".join(day + words)[:LONGEST_NAME].strip("-")

    @property
    def suffix(self) -> str:
        """The ending of its file."""
        return ".md" if self.original.form == MARKDOWN else ".txt"

    def article(self, name: str, path: str = "") -> Article:
        """The article that the build will read."""
        return article(name, path or f"seed{self.suffix}", self.body, self.metadata)

    def corrected(self, given: Metadata) -> NewSeed:
        """The draft with what the editor says, which beats what the original says."""
        keys = ("title", "date", "publisher", "licence", "story", "sources")
        better = {key: getattr(given, key) for key in keys if getattr(given, key)}
        return replace(self, metadata=_sourced(replace(self.metadata, **better)))

    def seed(self, added: dt.date) -> str:
        """The whole seed file: known keys in a fixed order, as a reviewer reads them."""
        known = self.metadata
        digest = known.original_sha256 or self.original.sha256
        known = replace(known, added=added, original_sha256=digest)
        lines = _front(known, [key for key in KEYS if key != "sources"])
        lines += ["sources:"] if known.sources else []
        for source in known.sources:
            first, *others = _front(source, SOURCE_KEYS)
            lines += [f"  - {first}", *(f"    {line}" for line in others)]
        return "\n".join(["---", *lines, "---", "", self.body.strip(), ""])


def _front(record: object, keys: Iterable[str]) -> list[str]:
    """The keys of a record that have a value as lines of front matter.

    That a seed's date is not known is written, too.
    """
    found = ((key, getattr(record, key)) for key in keys)
    return [
        f"{key}: {'true' if value is True else scalar(value)}"
        for key, value in found
        if value or (key == "date" and isinstance(record, Metadata))
    ]


def given(
    values: Mapping[str, str | None], url: str | None = None, archive: str | None = None
) -> Metadata:
    """What the editor says, checked as a seed's front matter is."""
    front: dict[str, object] = {key: value for key, value in values.items() if value}
    if url or archive:
        publisher = values.get("publisher") or host_of(url) or host_of(archive) or "?"
        front["sources"] = [{"publisher": publisher, "url": url, "archive": archive}]
    found, wrong = metadata(Document(front, {}, "", 1), "")
    if wrong:
        raise BriefingError("; ".join(finding.message for finding in wrong))
    return found


def new_seed(original: Original) -> NewSeed:
    """Read an original; raises UnusableSource."""
    try:
        made = {HTML: _page, PDF: _pdf}.get(original.form, _text)(original)
    except (NotTextError, PdfError) as error:
        raise UnusableSource(original.name, str(error)) from error
    except FrontMatterError as error:
        raise UnusableSource(f"{original.name}:{error.line}", str(error)) from error
    found = made.article("x")
    if not made.body.strip() or not found.passages:
        raise UnusableSource(original.name, "has no text in it; paste its paragraphs")
    if is_english(found.language) and all(s.opens == "fragment" for s in found.sentences):
        raise UnusableSource(
            original.name, "has no whole sentence once cleaned; paste its paragraphs"
        )
    known = made.metadata
    keys = ("title", "date", "publisher", "author")
    given = {key: getattr(known, key) or getattr(found, key) for key in keys}
    language = known.language or (None if is_english(found.language) else found.language)
    known = replace(known, **given, opinion=found.opinion, language=language)
    return replace(made, metadata=_sourced(known))


def _page(original: Original) -> NewSeed:
    page = web_page(original.data, original.charset, original.address)
    address = page.url or original.address
    by = page.publisher
    sources = (Source(by, page.title, address, page.date),) if by and address else ()
    known = Metadata(
        page.title,
        page.date,
        publisher=by,
        author=page.author,
        licence=page.licence,
        sources=sources,
    )
    blocks = (page.text[block.start : block.end] for block in text_blocks(page.text))
    body = "\n\n".join(" ".join(each.split()) for each in blocks)
    return NewSeed(original, body, known, page.left_out)


def _pdf(original: Original) -> NewSeed:
    found, left_out = pdf_paragraphs(original.data)
    return NewSeed(original, "\n\n".join(found), _known(original), left_out)


def _text(original: Original) -> NewSeed:
    document, _ = open_document(original.data, f".{original.form}")
    known, wrong = metadata(document, original.name)
    if wrong:
        where = f"{original.name}:{wrong[0].line}"
        raise UnusableSource(where, "; ".join(finding.message for finding in wrong))
    return NewSeed(original, document.body, known if document.front else _known(original))


def _known(original: Original) -> Metadata:
    """What is known of a text that says nothing about itself: where it was fetched."""
    host = host_of(original.address)
    if host is None:
        return Metadata()
    return Metadata(publisher=host, sources=(Source(host, None, original.address, None),))


def _sourced(known: Metadata) -> Metadata:
    """Let an article's first source say what is known of the article itself."""
    if known.kind != "article" or not known.sources:
        return known
    first, *others = known.sources
    publisher = known.publisher or first.publisher
    title, date = first.title or known.title, first.date or known.date
    itself = replace(first, publisher=publisher, title=title, date=date)
    return replace(known, sources=(itself, *others))
