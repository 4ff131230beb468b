"""Read the seeds of a folder: each file is opened safely, taken apart and made an article.

A file that cannot be used becomes a finding with file, line and what to do; the others go on,
whatever it holds.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from generator.errors import NotAFolder
from generator.ingest.article import article
from generator.ingest.decode import MOST_BYTES, NotTextError, decoded
from generator.ingest.html import MOST_BYTES as MOST_BYTES_OF_A_PAGE
from generator.ingest.html import SUFFIXES as WEB_PAGES
from generator.ingest.html import html_document, is_page, looks_like_markup, markup_text
from generator.ingest.language import is_english, other_language
from generator.ingest.metadata import BAD_SEED, KEYS, OVERVIEW, metadata
from generator.model import Article, Finding
from generator.text.files import UnreadableFile, read
from generator.text.frontmatter import Document, FrontMatterError, split

SUFFIXES = (".txt", ".md", *WEB_PAGES)
ORIGINALS = "originals"  # the folder in which `briefing add` keeps what it may keep
IGNORED = "ignored-file"
ENCODING = "encoding"
_LONGEST_ID = 120
_FENCED = re.compile(r"\s*(?=---[ \t]*\n)")
_FRONT = re.compile(rf"\s*---[ \t]*\n(?:[ \t]*(?:#.*)?\n)*(?:{'|'.join(KEYS)})[ \t]*:")
_KEY = re.compile(rf"(?:{'|'.join(KEYS)}):(?:[ \t]|$)")


@dataclass(frozen=True, slots=True)
class RawFile:
    """A seed's file as it lies there: its id, its path as shown to people, what it holds."""

    id: str
    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A seed that could be opened: its id, its path as shown to people, its parts."""

    id: str
    path: str
    document: Document


class _UnreadableError(ValueError):
    """Why a file is no seed, and in which line."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def read_seeds(
    folder: Path, *, mend: bool = True
) -> tuple[tuple[Article, ...], tuple[Finding, ...]]:
    """Return the articles of ``folder`` by id and a finding for each file that is wrong.

    Who needs only passages and metadata leaves the mending of sentences out (``mend=False``); the
    articles then have no ``sentences``, and what language a text is in is not looked at.
    Raises :class:`generator.errors.NotAFolder` if there is no such folder.
    """
    articles: list[Article] = []
    files, findings = read_files(folder)
    for file in files:
        made, wrong = read_seed(file, mend=mend)
        findings.extend(wrong)
        if made is not None:
            articles.append(made)
    articles.sort(key=lambda made: made.id)
    findings.sort(key=lambda finding: (finding.path, finding.line, finding.message))
    return tuple(articles), tuple(findings)


def read_seed(file: SeedFile, *, mend: bool = True) -> tuple[Article | None, tuple[Finding, ...]]:
    """Return the article of one opened file, or what is wrong with it; it never raises."""
    try:
        found, wrong = metadata(file.document, file.path)
        if wrong:
            return None, wrong
        made = article(file.id, file.path, file.document.body, found, mend=mend)
    except (ValueError, LookupError, ArithmeticError, RecursionError, TypeError) as error:
        return None, (_failed(file.path, error),)
    unusable = _unusable(made) if mend else None
    return (None, (unusable,)) if unusable else (made, ())


def read_text(id: str, path: str, text: str, front: Mapping[str, Any]) -> Article:  # noqa: A002
    """Return the article that ``text`` (a seed's body) and its front matter make.

    Pure.  Raises ``ValueError`` with the findings' messages if the front matter is wrong.
    """
    found, wrong = metadata(Document(front, {}, text, 1), path)
    if wrong:
        raise ValueError("; ".join(finding.message for finding in wrong))
    return article(id, path, text, found)


def _failed(path: str, error: Exception) -> Finding:
    """Return what to say of a file on which the reader itself fails: no other seed is stopped."""
    why = " ".join(str(error).split())[:120] or type(error).__name__
    message = f"cannot be read ({why}); save the article's text in a .txt file and report this"
    return Finding(BAD_SEED, path, 0, message)


def _unusable(made: Article) -> Finding | None:
    """Return what keeps an article from being summarised, if anything does."""
    if not is_english(made.language):
        return other_language(made.language, made.path)
    if any(sentence.opens != "fragment" for sentence in made.sentences):
        return None
    reasons = ", ".join(sorted({item.reason for item in made.removed})) or "fragments"
    message = f"has no whole sentence once cleaned (only {reasons}); paste the article's text"
    return Finding(BAD_SEED, made.path, 0, message)


def read_files(folder: Path) -> tuple[list[SeedFile], list[Finding]]:
    """Return the seeds of ``folder``, taken apart, and a finding for each bad file."""
    files: list[SeedFile] = []
    raw, findings = raw_files(folder)
    for each in raw:
        file, wrong = taken_apart(each)
        findings += wrong
        files += [file] if file else []
    return files, findings


def raw_files(folder: Path) -> tuple[list[RawFile], list[Finding]]:
    """Return the seeds of ``folder`` in order of their names and a finding for each bad file.

    Hidden files, back-up files (``name~``) and a README are passed over in silence; a file with
    another ending is named.  Of files that share a name none is used: a page must not come from
    another file because that one was added.  Raises :class:`NotAFolder`.
    """
    if not folder.is_dir():
        raise NotAFolder(folder, "--seeds")
    files: list[RawFile] = []
    findings: list[Finding] = []
    paths = sorted((path for path in folder.iterdir() if not _passed_over(path)), key=_by_name)
    names = _names(paths)
    for path in paths:
        shown = _shown(path)
        suffix = path.suffix.lower()
        if suffix not in SUFFIXES:
            findings.append(Finding(IGNORED, shown, 0, _not_a_seed(path)))
            continue
        try:
            data = read(path, folder, MOST_BYTES_OF_A_PAGE if suffix in WEB_PAGES else MOST_BYTES)
            files.append(RawFile(_own_slug(path, names), shown, data))
        except (UnreadableFile, _UnreadableError) as error:
            findings.append(Finding(BAD_SEED, shown, 0, str(error)))
    return files, findings


def taken_apart(file: RawFile) -> tuple[SeedFile | None, tuple[Finding, ...]]:
    """Return the parts of a file, and what is wrong with it; it never raises."""
    try:
        document, encoding = _document(file)
    except _UnreadableError as error:
        return None, (Finding(BAD_SEED, file.path, error.line, str(error)),)
    found = SeedFile(file.id, file.path, document)
    if not encoding:
        return found, ()
    message = f"is not UTF-8; was read as {encoding}: save it as UTF-8"
    return found, (Finding(ENCODING, file.path, 0, message),)


def read_raw(file: RawFile) -> tuple[Article | None, tuple[Finding, ...]]:
    """Return the article of a file, and what is wrong with it: a function of its argument alone."""
    opened_file, wrong = taken_apart(file)
    if opened_file is None:
        return None, wrong
    made, more = read_seed(opened_file)
    return made, (*wrong, *more)


def _by_name(path: Path) -> str:
    return path.name


def _shown(path: Path) -> str:
    """Return a path as people see it: a name that is no text is written with question marks."""
    return path.as_posix().encode("utf-8", "replace").decode()


def _own_slug(path: Path, names: Mapping[str, list[str]]) -> str:
    """Return the id of a file; raises :class:`_UnreadableError` if another file has it too."""
    slug = slug_of(path.stem)
    if slug == OVERVIEW:
        raise _UnreadableError("has the name of the overview of all stories; rename it")
    others = ", ".join(name for name in names[slug] if name != _shown(Path(path.name)))
    if others:
        why = f"has the same name ('{slug}') as {others}; none of them is used: rename the new one"
        raise _UnreadableError(why)
    return slug


def _names(paths: list[Path]) -> Mapping[str, list[str]]:
    """Return the names of the seed files by the id they ask for."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        if path.suffix.lower() in SUFFIXES and path.is_file():
            names[slug_of(path.stem)].append(_shown(Path(path.name)))
    return names


def _passed_over(path: Path) -> bool:
    if path.name == ORIGINALS or path.name.endswith(("_files", ".files")):
        return path.is_dir()  # a browser saves a page's pictures in the second
    return path.name.startswith(".") or path.name.endswith("~") or path.stem.lower() == "readme"


def _not_a_seed(path: Path) -> str:
    if path.is_dir():
        return "is a folder; seeds lie directly in the seeds folder: move its files up"
    return f"is no seed; only {', '.join(SUFFIXES)} are read: convert it or move it away"


def slug_of(stem: str) -> str:
    """Return the id of a seed: its stem, made fit for an address where it is not already.

    "China's Ban (1)" becomes ``chinas-ban-1``; a stem without Latin letters becomes ``seed-`` and
    8 hexadecimal digits.
    """
    ascii_only = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only.replace("'", "")).strip("-")
    slug = slug[:_LONGEST_ID].strip("-")
    return slug or "seed-" + hashlib.sha256(stem.encode("utf-8", "surrogateescape")).hexdigest()[:8]


def _document(file: RawFile) -> tuple[Document, str | None]:
    """Take one file apart; raises :class:`_UnreadableError` with the message for the user."""
    try:
        document, encoding = opened(file.data, PurePosixPath(file.path).suffix)
    except FrontMatterError as error:
        raise _UnreadableError(str(error), error.line) from error
    except NotTextError as error:
        raise _UnreadableError(str(error)) from error
    except (ValueError, LookupError, ArithmeticError, RecursionError, TypeError) as error:
        raise _UnreadableError(_failed("", error).message) from error
    if not document.body.strip():
        raise _UnreadableError("has no text below its front matter; paste the article there")
    return document, encoding


def opened(data: bytes, suffix: str) -> tuple[Document, str | None]:
    """Return the document in a file's bytes, and its encoding if that is not UTF-8.

    ``suffix`` is its ending, such as ``.md``.
    Raises :class:`generator.ingest.decode.NotTextError` and :class:`FrontMatterError`.
    """
    if suffix.lower() in WEB_PAGES:
        return html_document(data), None
    text, encoding = decoded(data)
    if suffix.lower() == ".md":
        return _split(text), encoding
    if is_page(text):
        return html_document(data), None
    if looks_like_markup(text):
        return Document({}, {}, markup_text(text), 1), encoding
    return (_split(text) if _FRONT.match(text) else Document({}, {}, text, 1)), encoding


def _split(text: str) -> Document:
    """Split a text that may begin with empty lines, which a person does not see.

    Raises :class:`FrontMatterError` where front matter stands there, but not between ``---``.
    """
    first = text.lstrip().split("\n", 3)
    if first[0].rstrip() == "+++":
        why = "front matter of TOML is not read; write 'key: value' lines between two lines '---'"
        raise FrontMatterError(why, _lines_above(text) + 1)
    if _KEY.match(first[0]) and any(map(_KEY.match, first[1:3])):
        why = "the front matter has no opening line '---'; add it above the first key"
        raise FrontMatterError(why, _lines_above(text) + 1)
    start = _FENCED.match(text)
    above = text.count("\n", 0, start.end()) if start else 0
    try:
        document = split(text[start.end() :] if start else text)
    except FrontMatterError as error:
        raise FrontMatterError(str(error), error.line + above) from error
    lines = {key: line + above for key, line in document.lines.items()}
    return replace(document, lines=lines, body_line=document.body_line + above)


def _lines_above(text: str) -> int:
    return text[: len(text) - len(text.lstrip())].count("\n")
