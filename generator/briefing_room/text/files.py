"""Read and write files inside a folder, without ever leaving a file half written."""

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

from briefing_room.errors import NotAPlainFile, OutsideFolder

if sys.platform != "win32":
    import fcntl

_POLL_SECONDS = 0.05  # between two readings of a file that another program is writing
_MAX_POLLS = 20
_LOCK_RETRY_SECONDS = 0.1
_LOCKED_FOLDERS: ContextVar[frozenset[Path]] = ContextVar("_LOCKED_FOLDERS", default=frozenset())
MAX_BYTES = 1_000_000
GIT_CONFLICT_MARK = "<<<<<<<"  # git's mark above the first of two texts that it could not merge
INCOMPLETE_PREFIX = ".writing-"  # prefix of the name of an incomplete file; git ignores it


class UnreadableFile(ValueError):
    """The file cannot be read; the message says why and what to do."""


def read_bytes(path: Path, folder: Path, limit: int = MAX_BYTES) -> bytes:
    """Read a file of ``folder``; raises :class:`UnreadableFile`.

    Refuses pipes and devices, which might never end, and links that lead out of the folder.
    """
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            raise UnreadableFile("is a link that leads out of the folder; put a copy of it here")
        if not path.is_file():
            if not path.exists():
                raise UnreadableFile("no such file; check the name")
            raise UnreadableFile("is not a regular file; put a file with the text here")
        with path.open("rb") as file:
            data = file.read(limit + 1)
            size = os.fstat(file.fileno()).st_size
    except (OSError, RuntimeError) as error:  # a link to itself raises RuntimeError
        reason = getattr(error, "strerror", None) or "a link that leads to itself"
        raise UnreadableFile(f"cannot be read ({reason}); check the file") from error
    if len(data) > limit:
        message = f"is {size / 1e6:.1f} MB long; at most {limit / 1e6:g} MB are read; shorten it"
        raise UnreadableFile(message)
    return data


def read_text(path: Path, folder: Path) -> str:
    """Read a UTF-8 text file of ``folder``; raises :class:`UnreadableFile`."""
    return decode_utf8(read_bytes(path, folder))


def decode_utf8(data: bytes) -> str:
    """Decode UTF-8 and normalise line ends; raises :class:`UnreadableFile`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("is not UTF-8; save it as UTF-8") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_steadily(read: Callable[[], bytes], is_whole: Callable[[bytes], bool]) -> bytes:
    """Call ``read`` until another program has written the whole file, for a second at most.

    A file without a line break at its end is taken for whole if it no longer changes.
    """
    data = read()
    for _ in range(_MAX_POLLS):
        if is_whole(data):
            break
        time.sleep(_POLL_SECONDS)
        data, previous = read(), data
        if data and data == previous and is_whole(data + b"\n"):
            break
    return data


def path_inside(folder: Path, name: str) -> Path:
    """Return ``folder / name``; raises :class:`OutsideFolder` if it leads out of ``folder``.

    Every path that is made from data (an id, a slug, a value of front matter) is made here.
    """
    path = folder / name
    try:
        resolved = path.resolve()
        if resolved.is_relative_to(folder.resolve()) and not resolved.is_symlink():
            return path
    except (OSError, RuntimeError, ValueError):  # a NUL, a lone surrogate, a link to itself
        pass
    raise OutsideFolder(name, folder)


def write(path: Path, text: str | bytes) -> bool:
    """Write ``text`` completely or not at all; return whether the file changed.

    A file that already has this text keeps its modification time.  Raises
    :class:`NotAPlainFile` if ``path`` is anything but a plain file.
    """
    data = text.encode() if isinstance(text, str) else text
    if not may_write(path):
        raise NotAPlainFile(path)
    if path.is_file() and path.read_bytes() == data:
        return False
    with _temporary_file(path, data) as temporary:
        temporary.replace(path)
    return True


def may_write(path: Path) -> bool:
    """Whether ``path`` is a plain file or does not exist."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return True


def replace_if_unchanged(
    path: Path, data: bytes, expected: bytes | None, is_whole: Callable[[bytes], bool] = bool
) -> tuple[bytes, bytes] | None:
    """Replace the content ``expected`` by ``data``; returns ``None`` if no other program wrote.

    ``expected`` is ``None`` for a new file.  If another program changed the file meanwhile, the
    result is the content that it wrote, as soon as this ``is_whole``, and the present content.
    """
    if not may_write(path):
        raise NotAPlainFile(path)
    with _temporary_file(path, data) as temporary:
        if expected is None:
            try:
                _move_to_free_name(temporary, path)
            except FileExistsError:
                return (path.read_bytes(),) * 2
            return None
        if _exchange(temporary, path):  # ``temporary`` now has the old content
            old_content = read_steadily(
                temporary.read_bytes, lambda content: content == expected or is_whole(content)
            )
            return None if old_content == expected else (old_content, data)
        present = path.read_bytes()
        if present != expected:
            return present, present
        temporary.replace(path)
        return None


def _move_to_free_name(temporary: Path, path: Path) -> None:
    """Move a file to ``path``; raises ``FileExistsError`` if ``path`` exists."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        path.touch(exist_ok=False)
        temporary.replace(path)


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two files atomically; returns False if the system cannot do this."""
    try:
        call = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    current_folder, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux
    paths = os.fsencode(first), os.fsencode(second)
    return bool(call(current_folder, paths[0], current_folder, paths[1], exchange) == 0)


@contextmanager
def lock_folder(folder: Path, on_wait: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Lock a folder for this run; ``on_wait`` is called before waiting for another run.

    On a system without such locks, runs may overlap, but :func:`replace_if_unchanged` still keeps
    the changes of both.
    """
    root = folder.resolve()
    if root in _LOCKED_FOLDERS.get() or sys.platform == "win32":
        yield
        return
    handle = os.open(root, os.O_RDONLY)
    token = _LOCKED_FOLDERS.set(_LOCKED_FOLDERS.get() | {root})
    try:
        if not _try_lock(handle):
            on_wait()
            while not _try_lock(handle):  # not one waiting call, which can miss a Ctrl-C
                time.sleep(_LOCK_RETRY_SECONDS)
        yield
    finally:
        _LOCKED_FOLDERS.reset(token)
        os.close(handle)


def _try_lock(handle: int) -> bool:
    """Lock an open folder; False if another run has the lock, True if the system has no locks."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        pass
    return True


@contextmanager
def _temporary_file(path: Path, data: bytes) -> Iterator[Path]:
    """Write a file next to ``path``, which the caller may move there; otherwise it is deleted.

    The message of an error, such as a full disk, names ``path``.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.parent / f"{INCOMPLETE_PREFIX}{os.getpid()}-{threading.get_ident()}"
        temporary.unlink(missing_ok=True)
        with temporary.open("xb") as file:
            file.write(data)
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        yield temporary
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        if temporary:
            with suppress(OSError):  # the next run deletes it
                temporary.unlink(missing_ok=True)


def delete_incomplete_files(folder: Path) -> None:
    """Delete the incomplete files of killed runs, but not those of a run in progress."""
    if folder.is_symlink():
        return
    for path in folder.rglob(f"{INCOMPLETE_PREFIX}*"):
        if not _is_being_written(path):
            with suppress(OSError):  # a read-only folder
                path.unlink(missing_ok=True)


def _is_being_written(path: Path) -> bool:
    """Whether the process that wrote an incomplete file, by its name, may still be running."""
    if sys.platform == "win32":  # where os.kill would end that process
        return True
    process_id = path.name.removeprefix(INCOMPLETE_PREFIX).partition("-")[0]
    try:
        os.kill(int(process_id), 0)  # signal 0 only asks whether the process exists
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
