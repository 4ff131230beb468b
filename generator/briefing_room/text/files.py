"""Read and write files so that nothing leaves its folder and nothing is left half written."""

from __future__ import annotations

import ctypes
import os
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from briefing_room.errors import NotPlain, OutsideFolder

if sys.platform != "win32":
    import fcntl

_BREATH = 0.05  # seconds between two looks at a file that somebody is writing
_LOOKS = 20
_AGAIN = 0.1  # seconds until a lock that another run has is asked for again
_LOCKED: ContextVar[frozenset[Path]] = ContextVar("_LOCKED", default=frozenset())
MAX_BYTES = 1_000_000
UNMERGED = "<<<<<<<"  # begins a line above the first of two texts that git could not merge
PENDING = ".writing-"  # begins the name of a file that is not whole yet; git ignores it


class UnreadableFile(ValueError):
    """The file cannot be read; the message says why and what to do."""


def read_bytes(path: Path, folder: Path, most: int = MAX_BYTES) -> bytes:
    """Read a file of ``folder``; raises :class:`UnreadableFile`.

    A pipe or a device, which might never end, is refused, and a link that leads out of the folder.
    """
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            raise UnreadableFile("is a link that leads out of the folder; put a copy of it here")
        if not path.is_file():
            why = "is no regular file" if path.exists() else "is not there"
            raise UnreadableFile(f"{why}; put a file with the text here")
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


def read_text(path: Path, folder: Path) -> str:
    """Read the text of a file that people of this project write; raises as :func:`read` does."""
    return decode_utf8(read_bytes(path, folder))


def decode_utf8(data: bytes) -> str:
    """Decode what a file holds; raises :class:`UnreadableFile`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("is not UTF-8; save it as UTF-8") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_steadily(read_it: Callable[[], bytes], whole: Callable[[bytes], bool]) -> bytes:
    """Call ``read_it``; wait a second at most while what it gives looks half written."""
    data = read_it()
    for _ in range(_LOOKS):
        if whole(data):
            break
        time.sleep(_BREATH)
        data, before = read_it(), data
        if data and data == before and whole(data + b"\n"):
            break  # nobody is at it: some editors end no last line
    return data


def inside(folder: Path, name: str) -> Path:
    """Join ``folder / name``; raise :class:`OutsideFolder` if that would lead out of ``folder``.

    Every path that is made from data (an id, a slug, a front-matter value) is made here.
    """
    path = folder / name
    try:
        whole = path.resolve()
        if whole.is_relative_to(folder.resolve()) and not whole.is_symlink():
            return path
    except (OSError, RuntimeError, ValueError):  # a NUL, half a character; a link to itself
        pass
    raise OutsideFolder(name, folder)


def write(path: Path, text: str | bytes) -> bool:
    """Write ``text`` whole or not at all; return whether the file changed.

    A file that says the same already is not touched, so modification times stay true.  Anything
    but a plain file is refused: :class:`NotPlain`.
    """
    data = text.encode() if isinstance(text, str) else text
    if not may_write(path):
        raise NotPlain(path)
    if path.is_file() and path.read_bytes() == data:
        return False
    with _beside(path, data) as new:
        new.replace(path)
    return True


def may_write(path: Path) -> bool:
    """Whether a plain file is at ``path``, or nothing."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return True


def swap(
    path: Path, data: bytes, expected: bytes | None, whole: Callable[[bytes], bool] = bool
) -> tuple[bytes, bytes] | None:
    """Put ``data`` in the place of ``expected``; ``None`` says that nothing was lost by it.

    ``expected`` is ``None`` for a file that is not there yet.  Else the file changed meanwhile, and
    the answer is what somebody wrote, ``whole``, and what the file holds now.
    """
    if not may_write(path):
        raise NotPlain(path)
    with _beside(path, data) as new:
        if expected is None:
            try:
                path.hardlink_to(new)
            except FileExistsError:
                return (path.read_bytes(),) * 2
            except OSError:  # a file system without links
                new.replace(path)
            return None
        if _exchanged(new, path):  # new holds what was there, even what came a moment ago
            late = read_steadily(
                new.read_bytes, lambda content: content == expected or whole(content)
            )
            return None if late == expected else (late, data)
        found = path.read_bytes()
        if found == expected:
            new.replace(path)
        return None if found == expected else (found, found)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two files in one step; return whether this system can."""
    try:
        call = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    here, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux
    return bool(call(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)


@contextmanager
def locked(folder: Path, busy: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Have a folder for this run alone; ``busy`` is called before waiting for another run.

    Where the system has no such locks the runs are on their own: :func:`swap` still loses nothing.
    """
    root = folder.resolve()
    if root in _LOCKED.get() or sys.platform == "win32":
        yield
        return
    handle = os.open(root, os.O_RDONLY)
    token = _LOCKED.set(_LOCKED.get() | {root})
    try:
        if not _taken(handle):
            busy()
            while not _taken(handle):  # asked again and again: a waiting call can miss a Ctrl-C
                time.sleep(_AGAIN)
        yield
    finally:
        _LOCKED.reset(token)
        os.close(handle)


def _taken(handle: int) -> bool:
    """Lock an open folder if no other run has it; a file system without locks has none."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        pass
    return True


@contextmanager
def _beside(path: Path, data: bytes) -> Iterator[Path]:
    """Write a file beside ``path``, to be moved there; one that was not moved goes.

    What goes wrong, such as a full disk, is said of ``path``.
    """
    new = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.parent / f"{PENDING}{os.getpid()}-{threading.get_ident()}"
        new.unlink(missing_ok=True)
        with new.open("xb") as file:
            file.write(data)
        if path.exists():
            new.chmod(path.stat().st_mode & 0o777)
        yield new
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        if new:
            with suppress(OSError):  # the next run sweeps it
                new.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Delete what runs that were killed left half written, not what one that runs is writing."""
    if folder.is_symlink():
        return
    for path in folder.rglob(f"{PENDING}*"):
        if not _is_being_written(path):
            with suppress(OSError):  # a folder that may only be read: whoever may write sweeps it
                path.unlink(missing_ok=True)


def _is_being_written(path: Path) -> bool:
    number = path.name.removeprefix(PENDING).partition("-")[0]
    try:
        os.kill(int(number), 0)  # asks only whether there is such a program
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
