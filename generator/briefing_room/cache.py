"""Keep results in one file beside the project; losing it costs time and nothing else.

An entry is found by a digest of everything that it was made from, so it is right or not found.
Entries of another version of the program, and damaged ones, are thrown away with a notice.  Only
plain records are read back: whatever the file holds, reading it runs no code.
"""

from __future__ import annotations

import datetime as dt
import io
import logging
import pickle
import sqlite3
import sys
import types
from collections.abc import Callable, Hashable, Iterable, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from hashlib import blake2b
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

import yaml

from briefing_room.text import files

FOLDER, FILE = ".cache", "briefing.sqlite"
_SIZE = 16  # bytes of a digest
_PATIENCE = 10  # seconds to wait for another run that writes
_KEYS_AT_ONCE = 500  # keys asked for at once
_LARGEST = 4_000_000_000  # bytes, of which 10,000 seeds take a tenth
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS kept (kind TEXT, key BLOB, value BLOB, PRIMARY KEY (kind, key))"
)
_Key = TypeVar("_Key", bound=Hashable)
_Any = TypeVar("_Any")
_log = logging.getLogger("briefing_room.cache")


def digest(*parts: bytes | str) -> bytes:
    """Digest some parts, each separated from the next."""
    encoded = [p if isinstance(p, bytes) else p.encode("utf-8", "surrogatepass") for p in parts]
    apart = b"".join(b"%d %b" % (len(part), part) for part in encoded)
    return blake2b(apart, digest_size=_SIZE).digest()


@cache
def program() -> bytes:
    """Digest this program and the packages installed beside it."""
    root = Path(__file__).parent
    program_files = sorted(
        path
        for path in root.rglob("*")
        if path.suffix in {".py", ".yml", ".json"} and path.is_file()
    )
    installed = sorted(path.name for path in Path(yaml.__file__).parents[1].glob("*.dist-info"))
    names = (path.relative_to(root).as_posix() for path in program_files)
    return digest(sys.version, *installed, *names, *(path.read_bytes() for path in program_files))


class Cache:
    """Records by kind and digest; kept for this run alone if there is nowhere to write."""

    def __init__(self, folder: Path | None) -> None:
        """Open the file in ``folder``; with ``None`` there is no file."""
        self._path = folder / FOLDER / FILE if folder else None
        self._base = self._opened()
        self._memory: dict[bytes, Any] = {}

    def get(self, kind: str, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Look up the keys; those that are missing or damaged are left out."""
        wanted, entries = list(dict.fromkeys(keys)), dict[bytes, Any]()
        for start in range(0, len(wanted), _KEYS_AT_ONCE):
            batch = wanted[start : start + _KEYS_AT_ONCE]
            marks = ",".join("?" * len(batch))
            question = f"SELECT key, value FROM kept WHERE kind = ? AND key IN ({marks})"  # noqa: S608
            for key, value in self._asked(question, kind, *batch):
                if value[:_SIZE] == digest(value[_SIZE:]):
                    with suppress(ValueError):
                        entries[key] = loaded(value[_SIZE:])
                else:
                    _log.warning("An entry of %s is damaged; it is made again.", self._path)
        return entries

    def made(
        self, kind: str, keys: Mapping[_Key, bytes], make: Callable[[_Key], _Any]
    ) -> dict[_Key, _Any]:
        """Look up the keys, and make and keep what is missing."""
        known: dict[bytes, _Any] = self.get(kind, keys.values())
        new = {key: make(name) for name, key in keys.items() if key not in known}
        self.put(kind, new)
        known |= new
        return {name: known[key] for name, key in keys.items()}

    def one(self, kind: str, key: bytes, make: Callable[[], _Any]) -> _Any:
        """Look up a key in memory and in the file, or make it and keep it."""
        if key not in self._memory:
            self._memory |= self.made(kind, {key: key}, lambda _: make())
        record: _Any = self._memory[key]
        return record

    def put(self, kind: str, records: Mapping[bytes, Any]) -> None:
        """Keep some records."""
        values = ((key, dumped(record)) for key, record in records.items())
        rows = [(kind, key, digest(value) + value) for key, value in values]
        if not rows:
            return
        try:
            with self._base:
                self._base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
        except sqlite3.Error:  # another run has it, or the disk is full: go on without a file
            self._path = None
            self._base = self._opened()
            self.put(kind, records)

    def _asked(self, question: str, *values: str | bytes) -> list[tuple[Any, ...]]:
        try:
            return self._base.execute(question, values).fetchall()
        except sqlite3.OperationalError:  # another run has it
            return []
        except sqlite3.DatabaseError:
            self._base.close()
            self._base = self._anew(damaged=True)
            return []

    def _opened(self) -> sqlite3.Connection:
        """Open the file if this version of the program made it, else a new one."""
        try:
            if self._path and not _is_plain(self._path):
                _log.warning("%s is not a plain file, so nothing is cached. Delete it.", self._path)
                self._path = None
            if self._path:
                files.write(self._path.with_name(".gitignore"), "*\n")
                base = _connected(self._path)
                mine = [*base.execute("SELECT key FROM kept WHERE kind = 'program'")]
                if mine == [(program(),)] and self._path.stat().st_size < _LARGEST:
                    return base
                base.close()
                return self._anew()  # of another version of the program, or too large
        except (sqlite3.OperationalError, OSError):  # no place to write, or another run has it
            self._path = None
        except sqlite3.DatabaseError:
            return self._anew(damaged=True)
        return _connected("")

    def _anew(self, *, damaged: bool = False) -> sqlite3.Connection:
        """Throw the file away and start another one."""
        if damaged:
            _log.warning("%s is damaged; all seeds are read again.", self._path)
        try:
            (self._path or Path()).unlink(missing_ok=True)
        except OSError:
            self._path = None
        return self._opened()


def _is_plain(path: Path) -> bool:
    """Return whether what is kept lies in files of a folder, or nowhere yet: sqlite asks nobody.

    What stands candidates it under a name that sqlite reads, or follows, counts, too.
    """
    candidates = (path.with_name(f"{path.name}{end}") for end in ("", "-journal", "-wal", "-shm"))
    folder = path.parent
    is_folder = folder.is_dir() and not folder.is_symlink()
    return all(map(files.may_write, (*candidates, folder / ".gitignore"))) and (
        is_folder or (files.may_write(folder) and not folder.exists())
    )


def _connected(path: Path | str) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=_PATIENCE, check_same_thread=False)
    base.execute("PRAGMA synchronous = OFF")  # entries damaged by a power failure are made again
    with base:
        base.execute(_SCHEMA)
        first = "INSERT INTO kept SELECT 'program', ?, '' WHERE NOT EXISTS (SELECT 1 FROM kept)"
        base.execute(first, [program()])
    return base


# --- Records as bytes ----------------------------------------------------------------------------


class _RecordReducers(dict[type, Any]):
    """Pickles a record as its class and the arguments of its constructor."""

    def __missing__(self, kind: type) -> Any:
        if issubclass(kind, Enum):
            self[kind] = lambda one: (kind, (one.value,))
        elif is_dataclass(kind):
            names = [field.name for field in fields(kind) if field.init]
            values = attrgetter(*names, "__class__")
            self[kind] = lambda one: (kind, values(one)[:-1])
        elif issubclass(kind, tuple):
            self[kind] = lambda one: (kind, tuple(one))
        else:
            raise KeyError(kind)
        return self[kind]


def _unchanging(found: dict[Any, Any]) -> Mapping[Any, Any]:
    return types.MappingProxyType(found)


_REDUCERS = _RecordReducers({types.MappingProxyType: lambda one: (_unchanging, (dict(one),))})
_PLAIN: Mapping[tuple[str, str], Any] = {
    ("datetime", "date"): dt.date,
    ("builtins", "frozenset"): frozenset,
    (__name__, _unchanging.__name__): _unchanging,
}


class _RecordUnpickler(pickle.Unpickler):
    """Unpickles the records of this program and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """Find a class of records; refuse anything else that could be called."""
        if (module, name) in _PLAIN:
            return _PLAIN[module, name]
        own = module.startswith("briefing_room.")
        class_ = getattr(import_module(module), name, None) if own else None
        if isinstance(class_, type) and (is_dataclass(class_) or issubclass(class_, (Enum, tuple))):
            return class_
        raise pickle.UnpicklingError(f"{module}.{name} is no record")


def dumped(record: Any) -> bytes:
    """Write a record as bytes, from which :func:`loaded` makes an equal one."""
    out = io.BytesIO()
    pickler = pickle.Pickler(out, protocol=5)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(record)
    return out.getvalue()


def loaded(data: bytes) -> Any:
    """Read a record from bytes; raise ``ValueError`` if they do not hold one."""
    try:
        return _RecordUnpickler(io.BytesIO(data)).load()
    except Exception as error:
        raise ValueError("no record") from error
