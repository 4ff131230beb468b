"""Read the seeds of a folder: each file is opened safely, taken apart and made an article.

A file that cannot be used becomes a finding with file, line and what to do; the others go on,
whatever it holds.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from briefing_room.errors import NotAFolder
from briefing_room.ingest.decode import MAX_BYTES, MAX_PAGE_BYTES, WEB_PAGES, NotTextError, decoded
from briefing_room.ingest.language import OTHER_LANGUAGE, is_english, other_language
from briefing_room.ingest.metadata import BAD_SEED, KEYS, OVERVIEW, metadata
from briefing_room.model import Article, Finding
from briefing_room.text.files import UNMERGED, UnreadableFile, read_bytes
from briefing_room.text.frontmatter import Document, FrontMatterError, split_front_matter

SUFFIXES = (".txt", ".md", *WEB_PAGES)
ORIGINALS = "originals"  # the folder in which `briefing add` keeps what it may keep
IGNORED = "ignored-file"
UNKNOWN_PLACE = "unknown-place"
ENCODING = "encoding"
SAME_TEXT = "same-text"
DAY_IN_DOUBT = "day-in-doubt"
NOTICES = frozenset({OTHER_LANGUAGE, DAY_IN_DOUBT})  # what an editor should know, and no fault
_MAX_ID_LETTERS = 120
_FRONT = re.compile(rf"\s*---[ \t]*\n(?:[ \t]*(?:#.*)?\n)*(?:{'|'.join(KEYS)})[ \t]*:")
_UNMERGED = re.compile(rb"^%b[ \r\n]" % UNMERGED.encode(), re.MULTILINE)
_ORIGINAL = re.compile(rb"^original_sha256: ([0-9a-f]{64})$", re.MULTILINE)
_FAILURES = (ValueError, LookupError, ArithmeticError, RecursionError, TypeError)
_KEY = re.compile(rf"(?:{'|'.join(KEYS)}):(?:[ \t]|$)")


@dataclass(frozen=True, slots=True)
class RawFile:
    """A seed's file as it lies there: its id, its path as shown to people, what it holds."""

    id: str
    path: str
    data: bytes


def read_raw(file: RawFile) -> tuple[Article | None, tuple[Finding, ...]]:
    """Read the article of a file, and say what is wrong with it; it never raises."""
    from briefing_room.ingest.article import article, doubtful_day  # noqa: PLC0415  slow, and most are kept

    document, findings = taken_apart(file)
    if document is None:
        return None, findings
    try:
        known, wrong = metadata(document, file.path)
        findings += wrong
        seed_article = None if wrong else article(file.id, file.path, document.body, known)
    except _FAILURES as error:
        return None, (*findings, _failed(file.path, error))
    if seed_article is None:
        return None, findings
    if unusable := _unusable(seed_article):
        return None, (*findings, unusable)
    findings += tuple(_unknown_places(seed_article, document))
    if seed_article.date is None and (doubtful := doubtful_day(seed_article)):
        line = document.body_line + seed_article.text.count("\n", 0, doubtful.passage.start)
        message = (
            f"no day was taken from “{doubtful.text[:80]}”, which is not sure to say when this"
            " was published; write  date: 2025-07-18  above the text, between two lines '---'"
        )
        findings += (Finding(DAY_IN_DOUBT, file.path, line, message),)
    return seed_article, findings


def _unknown_places(seed_article: Article, document: Document) -> Iterator[Finding]:
    """Yield a finding for each address that a source names and the text has not."""
    locators = {passage.locator for passage in seed_article.passages}
    for number, source in enumerate(seed_article.sources, start=1):
        for locator in source.tells:
            if locator not in locators:
                line = document.lines.get(f"sources.{number}.tells", 0)
                last = seed_article.passages[-1].locator
                message = f"'tells' names {locator}; the last sentence is {last}"
                yield Finding(UNKNOWN_PLACE, seed_article.path, line, message)


def _failed(path: str, error: Exception) -> Finding:
    """The finding on a file on which the reader itself fails: no other seed is stopped."""
    why = " ".join(str(error).split())[:120] or type(error).__name__
    message = f"cannot be read ({why}); save the article's text in a .txt file and report this"
    return Finding(BAD_SEED, path, 0, message)


def _unusable(seed_article: Article) -> Finding | None:
    """What keeps an article from being summarised, if anything does."""
    if not is_english(seed_article.language):
        return other_language(seed_article.language, seed_article.path)
    if any(sentence.opens != "fragment" for sentence in seed_article.sentences):
        return None
    reasons = ", ".join(sorted({item.reason for item in seed_article.removed}) or ["fragments"])
    message = f"has no whole sentence once cleaned (only {reasons}); paste the article's text"
    return Finding(BAD_SEED, seed_article.path, 0, message)


def read_files(folder: Path) -> list[tuple[RawFile, Document]]:
    """Read those seeds of ``folder`` that can be opened."""
    opened_files = ((file, taken_apart(file)[0]) for file in raw_files(folder)[0])
    return [(file, document) for file, document in opened_files if document]


def raw_files(folder: Path) -> tuple[list[RawFile], list[Finding]]:
    """Read the seeds of ``folder`` in order of their names, with a finding for each bad file.

    Hidden files, back-up files (``name~``) and a README are passed over in silence; a file with
    another ending is named.  Of files that share a name none is used: a page must not come from
    another file because that one was added.  Raises :class:`NotAFolder`.
    """
    if not folder.is_dir():
        raise NotAFolder(folder, "--seeds")
    files: list[RawFile] = []
    findings: list[Finding] = []
    paths = sorted(path for path in folder.iterdir() if not _passed_over(path))
    named: dict[str, list[str]] = {}
    texts: dict[bytes, str] = {}
    for path in paths:
        if path.suffix.lower() in SUFFIXES and path.is_file():
            named.setdefault(slug_of(path.stem), []).append(path.name)
    for path in paths:
        shown = path.as_posix().encode("utf-8", "replace").decode()  # its name may be no text
        suffix, slug = path.suffix.lower(), slug_of(path.stem)
        if suffix not in SUFFIXES:
            findings.append(Finding(IGNORED, shown, 0, _not_a_seed(path)))
            continue
        try:
            data = read_bytes(path, folder, MAX_PAGE_BYTES if suffix in WEB_PAGES else MAX_BYTES)
        except UnreadableFile as error:
            findings.append(Finding(BAD_SEED, shown, 0, str(error)))
            continue
        others = [name for name in named[slug] if name != path.name]
        if slug == OVERVIEW:
            message = "has the name of the overview of all stories; rename it"
            findings.append(Finding(BAD_SEED, shown, 0, message))
        elif others:
            listed = ", ".join(others).encode("utf-8", "replace").decode()
            why = f"has the same name ('{slug}') as {listed}; none of them is used: "
            findings.append(Finding(BAD_SEED, shown, 0, why + "rename the new one"))
        else:
            files.append(RawFile(slug, shown, data))
            digest = hashlib.sha256(data).hexdigest().encode()
            digests = (digest, *_ORIGINAL.findall(data))  # of the file that it was made of, too
            first = next((texts[known] for known in digests if known in texts), shown)
            texts |= dict.fromkeys(digests, first)
            if first != shown and data.strip():
                message = f"is the same text as {first}; delete the one that was added last"
                findings.append(Finding(SAME_TEXT, shown, 0, message))
    return files, findings


def taken_apart(file: RawFile) -> tuple[Document | None, tuple[Finding, ...]]:
    """Part front matter and text of a file, and say what is wrong with it; it never raises."""
    message = "has no text below its front matter; paste the article there"
    try:
        document, encoding = opened(file.data, PurePosixPath(file.path).suffix)
        if not document.body.strip():
            return None, (Finding(BAD_SEED, file.path, 0, message),)
    except (FrontMatterError, NotTextError) as error:
        line = error.line if isinstance(error, FrontMatterError) else 0
        return None, (Finding(BAD_SEED, file.path, line, str(error)),)
    except _FAILURES as error:
        return None, (_failed(file.path, error),)
    message = f"is not UTF-8; was read as {encoding}: save it as UTF-8"
    wrong = (Finding(ENCODING, file.path, 0, message),) if encoding else ()
    return document, wrong


def _passed_over(path: Path) -> bool:
    if path.name == ORIGINALS or path.name.endswith(("_files", ".files")):
        return path.is_dir()  # a browser saves a page's pictures in the second
    return path.name.startswith(".") or path.name.endswith("~") or path.stem.lower() == "readme"


def _not_a_seed(path: Path) -> str:
    if path.is_dir():
        return "is a folder; seeds lie directly in the seeds folder: move its files up"
    return f"is no seed; only {', '.join(SUFFIXES)} are read: convert it or move it away"


def slug_of(stem: str) -> str:
    """Make the id of a seed of its stem, fit for an address.

    "China's Ban (1)" becomes ``chinas-ban-1``; a stem without Latin letters becomes ``seed-`` and
    8 hexadecimal digits.
    """
    ascii_only = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only.replace("'", "")).strip("-")
    slug = slug[:_MAX_ID_LETTERS].strip("-")
    return slug or "seed-" + hashlib.sha256(stem.encode("utf-8", "surrogateescape")).hexdigest()[:8]


def opened(data: bytes, suffix: str) -> tuple[Document, str | None]:
    """Open the document in a file's bytes, and name its encoding if that is not UTF-8.

    ``suffix`` is its ending, such as ``.md``.
    Raises :class:`briefing_room.ingest.decode.NotTextError` and :class:`FrontMatterError`.
    """
    if marks := _UNMERGED.search(data):
        why = "git could not merge here; keep one of the two texts and delete git's marks"
        raise FrontMatterError(why, data.count(b"\n", 0, marks.start()) + 1)
    page = suffix.lower() in WEB_PAGES
    text, encoding = ("", None) if page else decoded(data)
    if suffix.lower() == ".md" or _FRONT.match(text):
        return _split(text), encoding
    from briefing_room.ingest import html  # noqa: PLC0415  slow, and few seeds are pages

    if page or html.is_page(text) or html.looks_like_markup(text):
        return html.html_document(data), None
    return Document({}, {}, text, 1), encoding


def _split(text: str) -> Document:
    """Split a text that may begin with empty lines, which a person does not see.

    Raises :class:`FrontMatterError` where front matter stands there, but not between ``---``.
    """
    bare = text.lstrip()
    above = text.count("\n", 0, len(text) - len(bare))
    first = bare.split("\n", 3)
    if _KEY.match(first[0]) and any(map(_KEY.match, first[1:3])):
        why = "the front matter has no opening line '---'; add it above the first key"
        raise FrontMatterError(why, above + 1)
    try:
        document = split_front_matter(bare)
    except FrontMatterError as error:
        raise FrontMatterError(str(error), error.line + above) from error
    lines = {key: line + above for key, line in document.lines.items()}
    return replace(document, lines=lines, body_line=document.body_line + above)
