"""Read the seeds of a folder: open each file safely, split it, and make an article of it.

A file that cannot be used gives a finding that says where the fault is and what to do.  Whatever a
file contains, the other files are read.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from briefing_room.errors import NotAFolder
from briefing_room.ingest.decode import MAX_BYTES, MAX_PAGE_BYTES, WEB_PAGES, NotTextError, decode
from briefing_room.ingest.language import OTHER_LANGUAGE, is_english, other_language_finding
from briefing_room.ingest.metadata import BAD_SEED, KEYS, OVERVIEW, read_metadata
from briefing_room.model import Article, Finding
from briefing_room.text.files import GIT_CONFLICT_MARK, UnreadableFile, read_bytes
from briefing_room.text.frontmatter import Document, FrontMatterError, split_front_matter

SUFFIXES = (".txt", ".md", *WEB_PAGES)
ORIGINALS = "originals"  # the folder in which `briefing add` keeps what it may keep
IGNORED = "ignored-file"
UNKNOWN_PLACE = "unknown-place"
ENCODING = "encoding"
SAME_TEXT = "same-text"
DAY_IN_DOUBT = "day-in-doubt"
NOTICES = frozenset({OTHER_LANGUAGE, DAY_IN_DOUBT})  # what an editor should know, and no fault
_MAX_ID_CHARS = 120
_MIN_COPY_BYTES = 100  # of the text of a copy; less proves nothing
_FRONT_MATTER = re.compile(rf"\s*---[ \t]*\n(?:[ \t]*(?:#.*)?\n)*(?:{'|'.join(KEYS)})[ \t]*:")
_CONFLICT_MARK = re.compile(rb"^%b[ \r\n]" % GIT_CONFLICT_MARK.encode(), re.MULTILINE)
_FRONT_MATTER_BYTES = re.compile(rb"\A\s*---[ \t]*\r?\n.*?\n---[ \t]*\r?\n", re.DOTALL)
_ORIGINAL_DIGEST = re.compile(rb"^original_sha256: ([0-9a-f]{64})$", re.MULTILINE)
_READER_ERRORS = (ValueError, LookupError, ArithmeticError, RecursionError, TypeError)
_FRONT_MATTER_KEY = re.compile(rf"(?:{'|'.join(KEYS)}):(?:[ \t]|$)")


@dataclass(frozen=True, slots=True)
class SeedFile:
    """The bytes of a seed's file, its id, and its path in messages."""

    id: str
    path: str
    data: bytes


def read_article(file: SeedFile) -> tuple[Article | None, tuple[Finding, ...]]:
    """Make the article of a file, with a finding for each fault; never raises.

    The article is None if the file cannot be used.
    """
    from briefing_room.ingest.article import find_doubtful_day, make_article  # noqa: PLC0415  slow, and most are kept

    document, findings = read_document(file)
    if document is None:
        return None, findings
    try:
        known, faults = read_metadata(document, file.path)
        findings += faults
        seed_article = None if faults else make_article(file.id, file.path, document.body, known)
    except _READER_ERRORS as error:
        return None, (*findings, _reader_failure(file.path, error))
    if seed_article is None:
        return None, findings
    if unusable := _find_unusable(seed_article):
        return None, (*findings, unusable)
    findings += tuple(_unknown_locators(seed_article, document))
    if seed_article.date is None and (doubtful := find_doubtful_day(seed_article)):
        line = document.body_line + seed_article.text.count("\n", 0, doubtful.passage.start)
        message = (
            f"no day was taken from “{doubtful.text[:80]}”, which may not say when this"
            " was published; write  date: 2025-07-18  above the text, between two lines '---'"
        )
        findings += (Finding(DAY_IN_DOUBT, file.path, line, message),)
    return seed_article, findings


def _unknown_locators(seed_article: Article, document: Document) -> Iterator[Finding]:
    """Yield a finding for each locator under ``sources`` that no passage of the text has."""
    locators = {passage.locator for passage in seed_article.passages}
    for number, source in enumerate(seed_article.sources, start=1):
        for locator in source.tells:
            if locator not in locators:
                line = document.lines.get(f"sources.{number}.tells", 0)
                last = seed_article.passages[-1].locator
                message = f"'tells' names {locator}; the last sentence is {last}"
                yield Finding(UNKNOWN_PLACE, seed_article.path, line, message)


def _reader_failure(path: str, error: Exception) -> Finding:
    """The finding for a file on which the reader itself fails."""
    reason = " ".join(str(error).split())[:120] or type(error).__name__
    message = f"cannot be read ({reason}); save the article's text in a .txt file and report this"
    return Finding(BAD_SEED, path, 0, message)


def _find_unusable(seed_article: Article) -> Finding | None:
    """The finding for an article that cannot be summarised, ``None`` if it can."""
    if not is_english(seed_article.language):
        return other_language_finding(seed_article.language, seed_article.path)
    if any(not sentence.is_fragment for sentence in seed_article.sentences):
        return None
    reasons = ", ".join(sorted({item.reason for item in seed_article.removed}) or ["fragments"])
    message = f"has no whole sentence once cleaned (only {reasons}); paste the article's text"
    return Finding(BAD_SEED, seed_article.path, 0, message)


def read_documents(folder: Path) -> list[tuple[SeedFile, Document]]:
    """Read the seeds of a folder that can be opened, each with its document."""
    opened_files = ((file, read_document(file)[0]) for file in read_seed_files(folder)[0])
    return [(file, document) for file, document in opened_files if document]


def read_seed_files(folder: Path) -> tuple[list[SeedFile], list[Finding]]:
    """Read the seeds of ``folder`` in order of their names, with a finding for each bad file.

    Hidden files, back-up files (``name~``) and a README are ignored; a file with another ending
    gives a finding.  Of files that share a slug none is used: adding a file must not change what an
    existing page is made from.  Raises :class:`NotAFolder`.
    """
    if not folder.is_dir():
        raise NotAFolder(folder, "--seeds")
    files: list[SeedFile] = []
    findings: list[Finding] = []
    paths = sorted(path for path in folder.iterdir() if not _is_ignored(path))
    names_by_slug: dict[str, list[str]] = {}
    first_path_by_digest: dict[bytes, str] = {}
    for path in paths:
        if path.suffix.lower() in SUFFIXES and path.is_file():
            names_by_slug.setdefault(make_slug(path.stem), []).append(path.name)
    for path in paths:
        # file names may be invalid UTF-8
        shown_path = path.as_posix().encode("utf-8", "replace").decode()
        suffix, slug = path.suffix.lower(), make_slug(path.stem)
        if suffix not in SUFFIXES:
            findings.append(Finding(IGNORED, shown_path, 0, _ignored_message(path)))
            continue
        try:
            data = read_bytes(path, folder, MAX_PAGE_BYTES if suffix in WEB_PAGES else MAX_BYTES)
        except UnreadableFile as error:
            findings.append(Finding(BAD_SEED, shown_path, 0, str(error)))
            continue
        others = [name for name in names_by_slug[slug] if name != path.name]
        if slug == OVERVIEW:
            message = "has the name of the overview of all stories; rename it"
            findings.append(Finding(BAD_SEED, shown_path, 0, message))
        elif others:
            others_shown = ", ".join(others).encode("utf-8", "replace").decode()
            message = f"has the same name ('{slug}') as {others_shown}; none of them is used"
            findings.append(Finding(BAD_SEED, shown_path, 0, f"{message}: rename the new one"))
        else:
            files.append(SeedFile(slug, shown_path, data))
            words = b" ".join(_FRONT_MATTER_BYTES.sub(b"", data, count=1).split())
            contents = (data, words) if len(words) >= _MIN_COPY_BYTES else (data,)
            digests = (
                *(hashlib.sha256(content).hexdigest().encode() for content in contents),
                *_ORIGINAL_DIGEST.findall(data),  # of the file that the seed was made from
            )
            known_paths = (first_path_by_digest.get(known) for known in digests)
            first = next(filter(None, known_paths), shown_path)
            first_path_by_digest |= dict.fromkeys(digests, first)
            if first != shown_path and words:
                message = f"is the same text as {first}; delete the one that was added last"
                findings.append(Finding(SAME_TEXT, shown_path, 0, message))
    return files, findings


def read_document(file: SeedFile) -> tuple[Document | None, tuple[Finding, ...]]:
    """Split a file into front matter and text, with findings; never raises."""
    message = "has no text below its front matter; paste the article there"
    try:
        document, encoding = open_document(file.data, PurePosixPath(file.path).suffix)
        if not document.body.strip():
            return None, (Finding(BAD_SEED, file.path, 0, message),)
    except (FrontMatterError, NotTextError) as error:
        line = error.line if isinstance(error, FrontMatterError) else 0
        return None, (Finding(BAD_SEED, file.path, line, str(error)),)
    except _READER_ERRORS as error:
        return None, (_reader_failure(file.path, error),)
    message = f"is not UTF-8; was read as {encoding}: save it as UTF-8"
    findings = (Finding(ENCODING, file.path, 0, message),) if encoding else ()
    return document, findings


def _is_ignored(path: Path) -> bool:
    if path.name == ORIGINALS or path.name.endswith(("_files", ".files")):
        return path.is_dir()  # a browser saves a page's pictures in the second
    return path.name.startswith(".") or path.name.endswith("~") or path.stem.lower() == "readme"


def _ignored_message(path: Path) -> str:
    if path.is_dir():
        return "is a folder; seeds must be directly in the seeds folder: move its files up"
    return f"is not a seed; only {', '.join(SUFFIXES)} are read: convert it or move it away"


def make_slug(stem: str, kind: str = "seed") -> str:
    """Make the id of a seed, fit for a web address, from the stem of its file name.

    "China's Ban (1)" becomes ``chinas-ban-1``; a stem without Latin letters becomes its
    kind and 8 hexadecimal digits.
    """
    ascii_only = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only.replace("'", "")).strip("-")
    slug = slug[:_MAX_ID_CHARS].strip("-")
    if slug:
        return slug
    return f"{kind}-{hashlib.sha256(stem.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"


def open_document(data: bytes, suffix: str) -> tuple[Document, str | None]:
    """Read the document in a file's bytes; the second value is its encoding if not UTF-8.

    ``suffix`` is its ending, such as ``.md``.
    Raises :class:`briefing_room.ingest.decode.NotTextError` and :class:`FrontMatterError`.
    """
    if marks := _CONFLICT_MARK.search(data):
        message = "git could not merge here; keep one of the two texts and delete git's marks"
        raise FrontMatterError(message, data.count(b"\n", 0, marks.start()) + 1)
    page = suffix.lower() in WEB_PAGES
    text, encoding = ("", None) if page else decode(data)
    if suffix.lower() == ".md" or _FRONT_MATTER.match(text):
        return _split_below_blank_lines(text), encoding
    from briefing_room.ingest import html  # noqa: PLC0415  slow, and few seeds are pages

    if page or html.is_page(text) or html.looks_like_markup(text):
        return html.read_web_page_as_seed(data), None
    return Document({}, {}, text, 1), encoding


def _split_below_blank_lines(text: str) -> Document:
    """Split a seed that may begin with blank lines.

    Raises :class:`FrontMatterError` if it begins with keys but has no opening ``---``.
    """
    bare = text.lstrip()
    blank_lines = text.count("\n", 0, len(text) - len(bare))
    first_lines = bare.split("\n", 3)
    if _FRONT_MATTER_KEY.match(first_lines[0]) and any(
        map(_FRONT_MATTER_KEY.match, first_lines[1:3])
    ):
        message = "the front matter has no opening line '---'; add it above the first key"
        raise FrontMatterError(message, blank_lines + 1)
    try:
        document = split_front_matter(bare)
    except FrontMatterError as error:
        raise FrontMatterError(str(error), error.line + blank_lines) from error
    lines = {key: line + blank_lines for key, line in document.lines.items()}
    return replace(document, lines=lines, body_line=document.body_line + blank_lines)
