"""Make a new seed from a file, a pipe or a web page: its text and its metadata."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from briefing_room.errors import BriefingError, UnusableSource
from briefing_room.importers.fetch import FetchedPage
from briefing_room.importers.pdf import PdfError, pdf_paragraphs
from briefing_room.ingest.article import find_text_of_day, make_article
from briefing_room.ingest.blocks import text_blocks
from briefing_room.ingest.decode import NotTextError
from briefing_room.ingest.html import is_page, read_web_page
from briefing_room.ingest.language import is_english
from briefing_room.ingest.load import make_slug, open_document
from briefing_room.ingest.metadata import KEYS, SOURCE_KEYS, Metadata, read_metadata
from briefing_room.model import Article, Source
from briefing_room.text.addresses import host_of
from briefing_room.text.files import UnreadableFile, read_bytes
from briefing_room.text.frontmatter import Document, FrontMatterError, format_scalar

MAX_BYTES = 20_000_000  # a PDF with pictures may be that large
MAX_NAME_CHARS = 70  # of a seed's name, which is cut at a word
_FORMAT_CHECK_BYTES = 65_536  # at the start, by which the format of a file is recognised
_BINARY_CHECK_BYTES = 4096

HTML, MARKDOWN, PDF, TEXT = "html", "md", "pdf", "txt"
"""The formats that can become a seed, each the file suffix of a stored original."""

_SUFFIXES = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), HTML),
    **dict.fromkeys((".md", ".markdown"), MARKDOWN),
    **dict.fromkeys((".txt", ".text", ""), TEXT),
    ".pdf": PDF,
}
_ARCHIVES = (".mht", ".mhtml", ".webarchive")
_CONTENT_TYPES = {
    "text/html": HTML,
    "application/xhtml+xml": HTML,
    "application/pdf": PDF,
    "text/plain": TEXT,
    "text/markdown": MARKDOWN,
}
CONTENT_TYPES = tuple(_CONTENT_TYPES)


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a source and their format; ``name`` is the source as the editor gave it."""

    name: str
    data: bytes
    format: str
    address: str | None = None
    charset: str | None = None

    @property
    def stem(self) -> str:
        """The last part of the name, without its suffix."""
        path = urlsplit(self.address).path if self.address else self.name
        return PurePosixPath(path).stem or "seed"

    @property
    def sha256(self) -> str:
        """The digest that identifies the original."""
        return hashlib.sha256(self.data).hexdigest()


def original_from_file(path: Path) -> Original:
    """Open a file; raises :class:`UnusableSource`."""
    try:
        data = read_bytes(path, path.parent, MAX_BYTES)
    except UnreadableFile as error:
        raise UnusableSource(str(path), str(error)) from error
    suffix = path.suffix.lower()
    if suffix in _ARCHIVES:
        message = "is a page saved as a single file, which is not read; save it as HTML"
        raise UnusableSource(str(path), message)
    if suffix not in _SUFFIXES and b"\0" in data[:_BINARY_CHECK_BYTES]:
        suffixes = ", ".join(sorted(filter(None, _SUFFIXES)))
        message = f"is not a kind of file that can be read; save it as one of {suffixes}"
        raise UnusableSource(str(path), message)
    return Original(str(path), data, _recognise_format(data, suffix))


def original_from_pipe(data: bytes) -> Original:
    """Take what came through standard input; raises :class:`UnusableSource` if it is too large."""
    if len(data) > MAX_BYTES:
        message = f"is larger than {MAX_BYTES // 1_000_000} MB; paste its text into a .txt file"
        raise UnusableSource("standard input", message)
    return Original("standard input", data, _recognise_format(data, ""))


def original_from_page(page: FetchedPage) -> Original:
    """Take a fetched page."""
    file_format = _CONTENT_TYPES.get(page.content_type) or _recognise_format(page.data, "")
    return Original(page.url, page.data, file_format, page.url, page.charset)


def _recognise_format(data: bytes, suffix: str) -> str:
    """Recognise the format of a source by the suffix of its name, or else by its first bytes."""
    start = data[:_FORMAT_CHECK_BYTES].removeprefix(b"\xef\xbb\xbf")
    if (file_format := _SUFFIXES.get(suffix, TEXT)) is not TEXT:
        return file_format
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

    ``body`` is plain text, or Markdown if the original is; ``left_out`` has the texts of the
    original that were not used.  ``date_text`` is the line that the date was read from; it is empty
    if the date is not from the text.
    """

    original: Original
    body: str
    metadata: Metadata
    left_out: tuple[str, ...] = ()
    date_text: str = ""

    @property
    def address(self) -> str | None:
        """The address of the article itself; ``None`` for a note, whose sources are others'."""
        sources = self.metadata.sources
        return sources[0].url if sources and self.metadata.kind == "article" else None

    @property
    def name(self) -> str:
        """The default name of the seed, from its date and title."""
        title = self.metadata.title or self.original.stem
        words = make_slug(title).split("-")
        day = self.metadata.date.isoformat().split("-") if self.metadata.date else []
        while len("-".join(day + words)) > MAX_NAME_CHARS and len(words) > 1:
            words.pop()
        return "-".join(day + words)[:MAX_NAME_CHARS].strip("-")

    @property
    def suffix(self) -> str:
        """The suffix of its file."""
        return ".md" if self.original.format == MARKDOWN else ".txt"

    def article(self, name: str, path: str = "") -> Article:
        """The article that the build will read from it."""
        return make_article(name, path or f"seed{self.suffix}", self.body, self.metadata)

    def with_corrections(self, corrections: Metadata) -> NewSeed:
        """The seed with the editor's metadata, which take precedence over the original's."""
        keys = ("title", "date", "publisher", "licence", "story", "sources")
        changes = {key: getattr(corrections, key) for key in keys if getattr(corrections, key)}
        metadata = _complete_own_source(replace(self.metadata, **changes))
        return replace(
            self, metadata=metadata, date_text="" if corrections.date else self.date_text
        )

    def file_text(self, added: dt.date) -> str:
        """The text of the seed file, with its keys in a fixed order."""
        digest = self.metadata.original_sha256 or self.original.sha256
        complete = replace(self.metadata, added=added, original_sha256=digest)
        lines = _front_matter_lines(complete, [key for key in KEYS if key != "sources"])
        lines += ["sources:"] if complete.sources else []
        for source in complete.sources:
            first, *others = _front_matter_lines(source, SOURCE_KEYS)
            lines += [f"  - {first}", *(f"    {line}" for line in others)]
        return "\n".join(["---", *lines, "---", "", self.body.strip(), ""])


def _front_matter_lines(record: object, keys: Iterable[str]) -> list[str]:
    """Write the keys of a record that have a value as lines of front matter.

    A seed's date is written even if it is not known.
    """
    values = ((key, getattr(record, key)) for key in keys)
    return [
        f"{key}: {format_scalar(value)}"
        for key, value in values
        if value or (key == "date" and isinstance(record, Metadata))
    ]


def read_corrections(
    values: Mapping[str, object], url: str | None = None, archive: str | None = None
) -> Metadata:
    """Check the editor's metadata like a seed's front matter; raises :class:`BriefingError`."""
    front: dict[str, object] = {key: value for key, value in values.items() if value}
    if url or archive:
        publisher = front.get("publisher") or host_of(url) or host_of(archive) or "?"
        front["sources"] = [{"publisher": publisher, "url": url, "archive": archive}]
    corrections, faults = read_metadata(Document(front, {}, "", 1), "")
    if faults:
        raise BriefingError("; ".join(fault.message for fault in faults))
    return corrections


def read_seed(original: Original) -> NewSeed:
    """Read an original into a seed; raises :class:`UnusableSource`."""
    try:
        seed = {HTML: _read_html, PDF: _read_pdf}.get(original.format, _read_text)(original)
    except (NotTextError, PdfError) as error:
        raise UnusableSource(original.name, str(error)) from error
    except FrontMatterError as error:
        raise UnusableSource(f"{original.name}:{error.line}", str(error)) from error
    preview = seed.article("x")
    if not seed.body.strip() or not preview.passages:
        raise UnusableSource(original.name, "has no text in it; paste its paragraphs")
    has_sentence = any(not sentence.is_fragment for sentence in preview.sentences)
    if is_english(preview.language) and not has_sentence:
        message = "has no complete sentence after cleaning; paste its paragraphs"
        raise UnusableSource(original.name, message)
    stated = seed.metadata
    keys = ("title", "date", "publisher", "author")
    from_text = {key: getattr(stated, key) or getattr(preview, key) for key in keys}
    language = stated.language or (None if is_english(preview.language) else preview.language)
    complete = replace(stated, **from_text, opinion=preview.opinion, language=language)
    date_text = "" if stated.date else find_text_of_day(preview)
    return replace(seed, metadata=_complete_own_source(complete), date_text=date_text)


def _read_html(original: Original) -> NewSeed:
    """Read the article of a web page, and what the page says about it."""
    page = read_web_page(original.data, original.charset, original.address)
    address = page.url or original.address
    publisher = page.publisher
    own_source = publisher and address and Source(publisher, page.title, address, page.date)
    metadata_of_page = Metadata(
        page.title,
        page.date,
        publisher=publisher,
        author=page.author,
        licence=page.licence,
        sources=(own_source,) if own_source else (),
    )
    blocks = (page.text[block.start : block.end] for block in text_blocks(page.text))
    body = "\n\n".join(" ".join(block.split()) for block in blocks)
    return NewSeed(original, body, metadata_of_page, page.left_out)


def _read_pdf(original: Original) -> NewSeed:
    paragraphs, left_out = pdf_paragraphs(original.data)
    body = "\n\n".join(paragraphs)
    return NewSeed(original, body, _metadata_of_address(original), left_out)


def _read_text(original: Original) -> NewSeed:
    """Read the source, with its front matter if it has one."""
    document, _ = open_document(original.data, f".{original.format}")
    in_front_matter, faults = read_metadata(document, original.name)
    if faults:
        where = f"{original.name}:{faults[0].line}"
        raise UnusableSource(where, "; ".join(fault.message for fault in faults))
    stated = in_front_matter if document.front else _metadata_of_address(original)
    return NewSeed(original, document.body, stated)


def _metadata_of_address(original: Original) -> Metadata:
    """The metadata of a source without any: the host that it was fetched from."""
    host = host_of(original.address)
    if host is None:
        return Metadata()
    return Metadata(publisher=host, sources=(Source(host, None, original.address, None),))


def _complete_own_source(stated: Metadata) -> Metadata:
    """Complete an article's first source, which is the article itself, from its metadata."""
    if stated.kind != "article" or not stated.sources:
        return stated
    first, *others = stated.sources
    publisher = stated.publisher or first.publisher
    title, date = first.title or stated.title, first.date or stated.date
    own_source = replace(first, publisher=publisher, title=title, date=date)
    return replace(stated, sources=(own_source, *others))
