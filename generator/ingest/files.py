"""Find the seed files of a folder and open each one safely."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import NotAFolder
from generator.ingest.decode import MOST_BYTES, NotTextError
from generator.ingest.html import MOST_BYTES as MOST_BYTES_OF_A_PAGE
from generator.ingest.html import SUFFIXES as WEB_PAGES
from generator.ingest.metadata import BAD_SEED
from generator.ingest.opened import Opened, opened
from generator.model import Finding
from generator.text.frontmatter import Document, FrontMatterError

SUFFIXES = (".txt", ".md", *WEB_PAGES)
ORIGINALS = "originals"  # the folder in which `briefing add` keeps what it may keep
IGNORED = "ignored-file"
ENCODING = "encoding"
_LONGEST_ID = 120


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


def read_files(folder: Path) -> tuple[list[SeedFile], list[Finding]]:
    """Return the seeds of ``folder`` in order of their names and a finding for each bad file.

    Hidden files, back-up files (``name~``) and a README are passed over in silence; a file with
    another ending is named.  Of files that share a name none is used: a page must not come from
    another file because that one was added.  Raises :class:`NotAFolder`.
    """
    if not folder.is_dir():
        raise NotAFolder(folder, "--seeds")
    files: list[SeedFile] = []
    findings: list[Finding] = []
    names = _names(folder)
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if _passed_over(path):
            continue
        shown = path.as_posix()
        if path.suffix.lower() not in SUFFIXES:
            findings.append(Finding(IGNORED, shown, 0, _not_a_seed(path)))
            continue
        try:
            document, encoding = _document(path, folder)
            slug = _own_slug(path, names)
        except _UnreadableError as error:
            findings.append(Finding(BAD_SEED, shown, error.line, str(error)))
            continue
        if encoding:
            message = f"is not UTF-8; was read as {encoding}: save it as UTF-8"
            findings.append(Finding(ENCODING, shown, 0, message))
        files.append(SeedFile(slug, shown, document))
    return files, findings


def _own_slug(path: Path, names: Mapping[str, list[str]]) -> str:
    """Return the id of a file; raises :class:`_UnreadableError` if another file has it too."""
    slug = slug_of(path.stem)
    others = ", ".join(name for name in names[slug] if name != path.name)
    if others:
        why = f"has the same name ('{slug}') as {others}; none of them is used: rename the new one"
        raise _UnreadableError(why)
    return slug


def _names(folder: Path) -> Mapping[str, list[str]]:
    """Return the names of the seed files by the id they ask for."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in SUFFIXES and path.is_file() and not _passed_over(path):
            names[slug_of(path.stem)].append(path.name)
    return names


def _passed_over(path: Path) -> bool:
    if path.is_dir() and (path.name == ORIGINALS or path.name.endswith(("_files", ".files"))):
        return True  # a browser saves a page's pictures in the second
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
    slug = (
        re.sub(r"[^a-z0-9]+", "-", ascii_only.replace("'", "")).strip("-")[:_LONGEST_ID].strip("-")
    )
    return slug or "seed-" + hashlib.sha256(stem.encode("utf-8", "surrogateescape")).hexdigest()[:8]


def _document(path: Path, folder: Path) -> Opened:
    """Open one file; raises :class:`_UnreadableError` with the message for the user."""
    if path.is_symlink() and not _stays_in(path, folder):
        raise _UnreadableError(
            "is a link that leads out of the folder; put a copy of the text here"
        )
    if not path.is_file():
        raise _UnreadableError("is no regular file; put the article's text here")
    try:
        found = opened(_bytes(path), path.suffix)
    except NotTextError as error:
        raise _UnreadableError(str(error)) from error
    except FrontMatterError as error:
        raise _UnreadableError(str(error), error.line) from error
    if not found[0].body.strip():
        raise _UnreadableError("has no text below its front matter; paste the article there")
    return found


def _stays_in(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link to itself
        return False


def _bytes(path: Path) -> bytes:
    is_page = path.suffix.lower() in WEB_PAGES
    most = MOST_BYTES_OF_A_PAGE if is_page else MOST_BYTES
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
        size = path.stat().st_size
    except OSError as error:
        raise _UnreadableError(
            f"cannot be read ({error.strerror}); check its permissions"
        ) from error
    if size > most:
        raise _UnreadableError(
            f"is {size / 1e6:.1f} MB long; at most {most / 1e6:g} MB are read: shorten it"
        )
    return data
