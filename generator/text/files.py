"""Read and write files so that nothing leaves its folder and nothing is left half written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from generator.errors import OutsideFolder

MOST_BYTES = 1_000_000
PENDING = ".writing-"  # begins the name of a file that is not whole yet; git ignores it


class UnreadableFile(ValueError):
    """The file cannot be read; the message says why and what to do."""


def read(path: Path, folder: Path, most: int = MOST_BYTES) -> bytes:
    """Return what a file of ``folder`` holds; raises :class:`UnreadableFile`.

    A pipe or a device, which might never end, is refused, and a link that leads out of the folder.
    """
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            raise UnreadableFile("is a link that leads out of the folder; put a copy of it here")
        if not path.is_file():
            raise UnreadableFile("is no regular file; put a file with the text here")
        with path.open("rb") as file:
            data = file.read(most + 1)
            size = os.fstat(file.fileno()).st_size
    except (OSError, RuntimeError) as error:  # the latter is a link to itself
        why = getattr(error, "strerror", None) or "a link that leads to itself"
        raise UnreadableFile(f"cannot be read ({why}); check the file") from error
    if len(data) > most:
        shown = f"is {size / 1e6:.1f} MB long; at most {most / 1e6:g} MB are read: shorten it"
        raise UnreadableFile(shown)
    return data


def read_text(path: Path, folder: Path, most: int = MOST_BYTES) -> str:
    """Return the text of a file that people of this project write, as :func:`read` does."""
    try:
        text = read(path, folder, most).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("is not UTF-8; save it as UTF-8") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


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
