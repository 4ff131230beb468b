"""Turn what an editor hands in into the draft of a seed: its text, and what it says of itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.ingest.decode import NotTextError
from generator.ingest.files import slug_of
from generator.ingest.html import web_page
from generator.ingest.language import is_english, language
from generator.ingest.metadata import Metadata, metadata
from generator.ingest.opened import opened
from generator.ingest.read import read_text
from generator.intake.body import markdown_body, markdown_paragraphs
from generator.intake.front import front_matter, front_values
from generator.intake.originals import Form, Original
from generator.intake.pdf import PdfError, pdf_paragraphs
from generator.intake.refusals import NotReadable
from generator.model import Article, Source
from generator.text.frontmatter import Document, FrontMatterError

LONGEST_NAME = 70  # characters of a seed's name, cut at a word


@dataclass(frozen=True, slots=True)
class Draft:
    """A seed that is not written yet.

    ``body`` is Markdown; ``left_out`` are the texts of the original that were not taken over.
    """

    original: Original
    body: str
    metadata: Metadata
    left_out: tuple[str, ...] = ()

    @property
    def address(self) -> str | None:
        """Return the address of the article itself, not of what a note rests on."""
        own = self.metadata.kind == "article" and self.metadata.sources
        return own[0].url if own else None

    @property
    def name(self) -> str:
        """Return the name that the seed should have: its date and its title."""
        title = self.metadata.title or self.article("x").title or self.original.stem
        words = slug_of(title).split("-")
        day = self.metadata.date.isoformat().split("-") if self.metadata.date else []
        while len("-".join(day + words)) > LONGEST_NAME and len(words) > 1:
            words.pop()
        return "-".join(day + words)[:LONGEST_NAME].strip("-")

    def article(self, name: str, path: str = "seed.md") -> Article:
        """Return the article that the build will read."""
        return read_text(name, path, self.body, front_values(self.metadata))

    def told(self, given: Metadata) -> Draft:
        """Return the draft with what the editor says, which beats what the original says."""
        known = replace(
            self.metadata,
            title=given.title or self.metadata.title,
            date=given.date or self.metadata.date,
            publisher=given.publisher or self.metadata.publisher,
            licence=given.licence or self.metadata.licence,
            story=given.story or self.metadata.story,
            sources=given.sources or self.metadata.sources,
        )
        return replace(self, metadata=_sourced(known))

    def seed(self, added: dt.date) -> str:
        """Return the whole seed file."""
        digest = self.metadata.original_sha256 or self.original.sha256
        known = replace(self.metadata, added=added, original_sha256=digest)
        return f"---\n{front_matter(known)}---\n\n{self.body.strip()}\n"


def draft(original: Original) -> Draft:
    """Read an original; raises :class:`NotReadable`, and :class:`MissingExtra` for a PDF."""
    try:
        made = _READERS[original.form](original)
    except (NotTextError, PdfError) as error:
        raise NotReadable(original.name, str(error)) from error
    except FrontMatterError as error:
        raise NotReadable(f"{original.name}:{error.line}", str(error)) from error
    found = made.article("x")
    if not made.body.strip() or not found.passages:
        raise NotReadable(original.name, "has no text in it")
    if is_english(found.language) and all(s.opens == "fragment" for s in found.sentences):
        raise NotReadable(original.name, "has no whole sentence once cleaned; paste its paragraphs")
    known = made.metadata
    known = replace(
        known,
        title=known.title or found.title,
        date=known.date or found.date,
        publisher=known.publisher or found.publisher,
        author=known.author or found.author,
        opinion=found.opinion,
        language=known.language or _foreign(made.body),
    )
    return replace(made, metadata=_sourced(known))


def _foreign(text: str) -> str | None:
    code = language(text)
    return None if is_english(code) else code


def _page(original: Original) -> Draft:
    page = web_page(original.data, original.charset, original.address)
    address = page.url or original.address
    known = Metadata(
        title=page.title,
        date=page.date,
        publisher=page.publisher,
        author=page.author,
        licence=page.licence,
        sources=(Source(page.publisher, page.title, address, page.date),)
        if page.publisher and address
        else (),
    )
    return Draft(original, markdown_body(page.text), known, page.left_out)


def _text(original: Original) -> Draft:
    document, _ = opened(original.data, ".txt")
    known = _stated(original, document) if document.front else _known(original)
    return Draft(original, markdown_body(document.body), known)


def _pdf(original: Original) -> Draft:
    paragraphs, left_out = pdf_paragraphs(original.data)
    return Draft(original, markdown_paragraphs(paragraphs), _known(original), left_out)


def _known(original: Original) -> Metadata:
    """Return what is known of a text that says nothing about itself: where it was fetched."""
    if not original.address:
        return Metadata()
    host = original.address.split("/")[2].removeprefix("www.")
    return Metadata(publisher=host, sources=(Source(host, None, original.address, None),))


def _markdown(original: Original) -> Draft:
    document, _ = opened(original.data, ".md")
    return Draft(original, document.body.strip() + "\n", _stated(original, document))


def _stated(original: Original, document: Document) -> Metadata:
    """Return what a text's front matter says."""
    known, wrong = metadata(document, original.name)
    if wrong:
        where = f"{original.name}:{wrong[0].line}"
        raise NotReadable(where, "; ".join(finding.message for finding in wrong))
    return known


_READERS: dict[Form, Callable[[Original], Draft]] = {
    Form.HTML: _page,
    Form.MARKDOWN: _markdown,
    Form.PDF: _pdf,
    Form.TEXT: _text,
}


def _sourced(known: Metadata) -> Metadata:
    """Let an article's first source say what is known of the article itself."""
    if known.kind != "article" or not known.sources:
        return known
    first, *others = known.sources
    own = Source(
        known.publisher or first.publisher,
        first.title or known.title,
        first.url,
        first.date or known.date,
    )
    return replace(known, sources=(own, *others))
