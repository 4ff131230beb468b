"""Read and write files so that nothing leaves its folder and nothing is left half written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from generator.errors import OutsideFolder

PENDING = ".writing-"  # begins the name of a file that is not whole yet; git ignores it


def inside(folder: Path, name: str) -> Path:
    """Return ``folder / name``; raise :class:`OutsideFolder` if that would lead out of ``folder``.

    Every path that is made from data (an id, a slug, a front-matter value) is made here.
    """
    path = folder / name
    try:
        if path.resolve().is_relative_to(folder.resolve()):
            return path
    except (OSError, RuntimeError, ValueError):  # a link to itself, a NUL, half a character
        pass
    raise OutsideFolder(name, folder)


def write(path: Path, text: str) -> bool:
    """Write ``text`` whole or not at all; return whether the file changed.

    A file that says the same already is not touched, so modification times stay true.
    """
    return write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> bool:
    """Write ``data`` as :func:`write` writes text."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{PENDING}{os.getpid()}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def sweep(folder: Path) -> int:
    """Delete what runs that were killed left half written; return how many files that were.

    What a program that still runs is writing stays.
    """
    found = [path for path in folder.rglob(f"{PENDING}*") if not _is_being_written(path)]
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def _is_being_written(path: Path) -> bool:
    number = path.name.removeprefix(PENDING).partition("-")[0]
    try:
        os.kill(int(number), 0)  # asks only whether there is such a program
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
