"""One error class per situation a user can mend; the message is made here, from its parts."""

from __future__ import annotations

from pathlib import Path


class BriefingError(Exception):
    """A user's mistake: printed without a traceback, exit code 2."""


class NotAFolder(BriefingError):
    """A folder that a command needs is not there."""

    def __init__(self, path: Path, option: str) -> None:
        super().__init__(f"{path}: no such folder; give the right one with {option}")


class OutsideFolder(BriefingError):
    """A path made from data would leave the folder it belongs to."""

    def __init__(self, path: str, folder: Path) -> None:
        super().__init__(f"{path}: leads out of {folder}; rename the file or its id")


class MissingExtra(BriefingError):
    """An optional dependency is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an optional part: .venv/bin/pip install -e '.[{extra}]'")
