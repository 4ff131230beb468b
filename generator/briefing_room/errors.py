"""Errors that a user can fix, each on one line; those that code catches have their own class."""

from __future__ import annotations

from pathlib import Path


def printable(text: str) -> str:
    """Put ``text`` on one line and replace control characters, which a terminal would obey.

    File names, pages and servers may contain colour codes, line breaks, or marks that reverse the
    direction of writing.
    """
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text
    )


def printable_lines(text: str) -> str:
    """Make each line of ``text`` :func:`printable` and keep the line breaks.

    Zero-width spaces stay: they keep a code host from acting on mentions and commands.
    """
    lines = (part.split("\u200b") for part in text.split("\n"))
    return "\n".join("\u200b".join(map(printable, parts)) for parts in lines)


class BriefingError(Exception):
    """A user's mistake: printed on one line without a traceback, exit code 2."""

    def __init__(self, message: str) -> None:
        super().__init__(printable(message))


class NotAFolder(BriefingError):
    """A folder that a command needs does not exist."""

    def __init__(self, path: Path, option: str) -> None:
        hint = f"run this in the project's folder, or give the right one with {option}"
        super().__init__(f"{path}: no such folder; {hint}")


class OutsideFolder(BriefingError):
    """A path made from data leads out of its folder."""

    def __init__(self, path: str, folder: Path) -> None:
        super().__init__(f"{path}: leads out of {folder}; rename the file or its id")


class NotAPlainFile(BriefingError):
    """A path to write to is a link, a device, a pipe or a folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: is not a plain file; delete it, or write somewhere else")


class UnusableSource(BriefingError):
    """A source cannot become a seed; the message says why.  Other sources are still added."""

    def __init__(self, source: str, message: str) -> None:
        super().__init__(f"{source}: {message}")
