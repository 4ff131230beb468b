"""Errors that a user can mend, each on one line; one that is caught has a class of its own."""

from __future__ import annotations

from pathlib import Path


def printable(text: str) -> str:
    """Put ``text`` on one line, and replace each character that a terminal would obey.

    File names, pages and servers may hold colour codes, line breaks, or marks that reverse the
    direction of writing.
    """
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text
    )


def printable_lines(text: str) -> str:
    """Return ``text`` as it may be printed: :func:`printable`, but for its line breaks.

    The space of no width stays, by which a code host is kept from acting on a text.
    """
    kept = (part.split("\u200b") for part in text.split("\n"))
    return "\n".join("\u200b".join(map(printable, parts)) for parts in kept)


class BriefingError(Exception):
    """A user's mistake: printed on one line without a traceback, exit code 2."""

    def __init__(self, message: str) -> None:
        super().__init__(printable(message))


class NotAFolder(BriefingError):
    """A folder that a command needs is not there."""

    def __init__(self, path: Path, option: str) -> None:
        cure = f"run this in the project's folder, or give the right one with {option}"
        super().__init__(f"{path}: no such folder; {cure}")


class OutsideFolder(BriefingError):
    """A path made from data would leave the folder it belongs to."""

    def __init__(self, path: str, folder: Path) -> None:
        super().__init__(f"{path}: leads out of {folder}; rename the file or its id")


class NotPlain(BriefingError):
    """What is to be written is no plain file: a link, a device, a pipe, a folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: is no plain file; delete it, or write to another place")


class Refused(BriefingError):
    """A source that does not become a seed, and why; the others are still added."""

    def __init__(self, source: str, why: str) -> None:
        super().__init__(f"{source}: {why}")
        self.why = why
