"""Read an earlier state of the project out of git, without touching the working folder."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path
from typing import Any

from generator.errors import BriefingError

# Python before 3.11.4 knows no filters; git keeps no path that leads out of its tree anyway.
_SAFELY: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}


class NoSuchBase(BriefingError):
    """There is nothing to compare with."""

    def __init__(self, ref: str, reason: str) -> None:
        super().__init__(f"cannot compare with '{ref}': {reason}; give a branch or commit: --base")


def default_base(folder: Path) -> str:
    """Return what a pull request is compared with: the main branch, or the last commit on it."""
    here = _git(folder, "rev-parse", "HEAD")
    for ref in ("origin/main", "main"):
        base = _git(folder, "merge-base", "HEAD", ref)
        if base and base != here:
            return base
    return "HEAD"


def export(folder: Path, ref: str, into: Path) -> Path:
    """Write ``folder`` as it was at ``ref`` below ``into`` and return where; raises NoSuchBase.

    A folder that was not there yet is an empty one.
    """
    root = _git(folder, "rev-parse", "--show-toplevel")
    if not root:
        raise NoSuchBase(ref, f"{folder} is in no git repository")
    if not _git(folder, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}"):
        raise NoSuchBase(ref, "git knows no such commit")
    name = folder.resolve().relative_to(Path(root).resolve()).as_posix()
    target = into / name
    target.mkdir(parents=True, exist_ok=True)
    if _git(Path(root), "ls-tree", ref, "--", name):
        command = ["git", "-C", root, "archive", "--format=tar", ref, "--", name]
        archive = subprocess.run(command, check=True, capture_output=True).stdout
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(into, **_SAFELY)  # noqa: S202  see _SAFELY
    return target


def _git(folder: Path, *arguments: str) -> str:
    """Return what git prints, empty if it fails or is not there."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
