"""Cache results in one file in the folder of the project; it may be deleted at any time.

The key of an entry is a digest of everything that it was made from, so an entry is never stale.
A file that is damaged, or was made by another version of the program, is replaced by a new one.
Reading the file runs no code, even if somebody tampered with it: only records of this program are
unpickled.
"""

from __future__ import annotations

import datetime as dt
import io
import logging
import pickle
import sqlite3
import sys
import types
from collections import OrderedDict
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
_DIGEST_BYTES = 16
_LOCK_TIMEOUT = 10  # seconds to wait while another run writes
_KEYS_PER_QUERY = 500
_MAX_IN_MEMORY = 1_000  # records; an article with its facts takes about 45 kilobytes
_MAX_FILE_BYTES = 4_000_000_000  # 10,000 seeds take a tenth of this
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS entries (kind TEXT, key BLOB, value BLOB, PRIMARY KEY (kind, key))"
)
_Name = TypeVar("_Name", bound=Hashable)
_Record = TypeVar("_Record")
_log = logging.getLogger("briefing_room.cache")


def digest(*parts: bytes | str) -> bytes:
    """Hash the parts with their lengths, so that "ab", "c" and "a", "bc" differ."""
    encoded = [p if isinstance(p, bytes) else p.encode("utf-8", "surrogatepass") for p in parts]
    framed = b"".join(b"%d %b" % (len(part), part) for part in encoded)
    return blake2b(framed, digest_size=_DIGEST_BYTES).digest()


@cache
def program_digest() -> bytes:
    """A digest of the files of this program, Python and the versions of the installed packages."""
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
    """Records by their kind and key, in an SQLite file.

    If the file cannot be written, they are only in memory and are lost at the end of the run.
    """

    def __init__(self, folder: Path | None) -> None:
        """Open or create the file below ``folder``; ``None`` means that there is no file."""
        self._path = folder / FOLDER / FILE if folder else None
        self._connection = self._open()
        self._memory: OrderedDict[tuple[str, bytes], Any] = OrderedDict()

    def get(self, kind: str, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """The records by their keys; missing and damaged ones are skipped."""
        unique_keys, entries = list(dict.fromkeys(keys)), dict[bytes, Any]()
        for start in range(0, len(unique_keys), _KEYS_PER_QUERY):
            batch = unique_keys[start : start + _KEYS_PER_QUERY]
            placeholders = ",".join("?" * len(batch))
            query = f"SELECT key, value FROM entries WHERE kind = ? AND key IN ({placeholders})"  # noqa: S608
            for key, value in self._query(query, kind, *batch):
                if value[:_DIGEST_BYTES] == digest(value[_DIGEST_BYTES:]):
                    with suppress(ValueError):
                        entries[key] = load_record(value[_DIGEST_BYTES:])
                else:
                    _log.warning("An entry of %s is damaged; it is made again.", self._path)
        return entries

    def get_or_make_all(
        self, kind: str, keys: Mapping[_Name, bytes], make: Callable[[_Name], _Record]
    ) -> dict[_Name, _Record]:
        """The record of each name, by the key of the name; missing ones are made and cached."""
        records: dict[bytes, _Record] = self.get(kind, keys.values())
        new_records = {key: make(name) for name, key in keys.items() if key not in records}
        self.put(kind, new_records)
        records |= new_records
        return {name: records[key] for name, key in keys.items()}

    def get_or_make(self, kind: str, key: bytes, make: Callable[[], _Record]) -> _Record:
        """The record with a key; if it is missing, it is made and cached.

        The thousand records that were used last stay in memory.
        """
        memory_key = kind, key
        if memory_key in self._memory:
            self._memory.move_to_end(memory_key)
        else:
            self._memory[memory_key] = self.get_or_make_all(kind, {key: key}, lambda _: make())[key]
            if len(self._memory) > _MAX_IN_MEMORY:
                self._memory.popitem(last=False)
        record: _Record = self._memory[memory_key]
        return record

    def put(self, kind: str, records: Mapping[bytes, Any]) -> None:
        """Store records by their keys."""
        values = ((key, dump_record(record)) for key, record in records.items())
        rows = [(kind, key, digest(value) + value) for key, value in values]
        if rows and not self._insert(rows):  # the file is locked, or the disk is full
            self._path, self._connection = None, _connect(":memory:")
            self._insert(rows)

    def _insert(self, rows: list[tuple[str, bytes, bytes]]) -> bool:
        """Insert entries, and return whether that was possible."""
        try:
            with self._connection:
                self._connection.executemany(
                    "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", rows
                )
        except sqlite3.Error:
            return False
        return True

    def _query(self, query: str, *values: str | bytes) -> list[tuple[Any, ...]]:
        """Run a query; if the file is locked or damaged, the result is empty."""
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.OperationalError:  # locked by another run
            return []
        except sqlite3.DatabaseError:
            self._connection.close()
            self._connection = self._start_over(damaged=True)
            return []

    def _open(self) -> sqlite3.Connection:
        """Open the file if this version of the program made it; otherwise start a new one."""
        try:
            if self._path and not _may_open(self._path):
                _log.warning("%s is not a plain file, so nothing is cached. Delete it.", self._path)
                self._path = None
            if self._path:
                files.write(self._path.with_name(".gitignore"), "*\n")
                connection = _connect(self._path)
                versions = [*connection.execute("SELECT key FROM entries WHERE kind = 'program'")]
                if (
                    versions == [(program_digest(),)]
                    and self._path.stat().st_size < _MAX_FILE_BYTES
                ):
                    return connection
                connection.close()
                return self._start_over()  # made by another version of the program, or too large
        except (sqlite3.OperationalError, OSError):  # not writable, or locked by another run
            self._path = None
        except sqlite3.DatabaseError:
            return self._start_over(damaged=True)
        return _connect("")

    def _start_over(self, *, damaged: bool = False) -> sqlite3.Connection:
        """Delete the file and start a new one."""
        if damaged:
            _log.warning("%s is damaged; all seeds are read again.", self._path)
        try:
            if self._path:
                self._path.unlink(missing_ok=True)
        except OSError:
            self._path = None
        return self._open()


def _may_open(path: Path) -> bool:
    """Whether the cache file and its companions are plain files, or missing, in a plain folder.

    SQLite follows links, and reads the companion files whenever they exist.
    """
    candidates = (
        path.with_name(f"{path.name}{suffix}") for suffix in ("", "-journal", "-wal", "-shm")
    )
    folder = path.parent
    is_folder = folder.is_dir() and not folder.is_symlink()
    return all(map(files.may_write, (*candidates, folder / ".gitignore"))) and (
        is_folder or (files.may_write(folder) and not folder.exists())
    )


def _connect(path: Path | str) -> sqlite3.Connection:
    """Open a database, with its table and the digest of this program.

    The path "" opens a temporary one, which SQLite moves to the disk when it grows.
    """
    connection = sqlite3.connect(path, timeout=_LOCK_TIMEOUT, check_same_thread=False)
    connection.execute(
        "PRAGMA synchronous = OFF"
    )  # entries damaged by a power failure are made again
    with connection:
        connection.execute(_SCHEMA)
        insert_version = (
            "INSERT INTO entries SELECT 'program', ?, '' WHERE NOT EXISTS (SELECT 1 FROM entries)"
        )
        connection.execute(insert_version, [program_digest()])
    return connection


# --- Records as bytes ----------------------------------------------------------------------------


class _RecordReducers(dict[type, Any]):
    """Maps each class to a function that gives pickle the class and the constructor's arguments."""

    def __missing__(self, kind: type) -> Any:
        if issubclass(kind, Enum):
            self[kind] = lambda member: (kind, (member.value,))
        elif is_dataclass(kind):
            init_fields = [field for field in fields(kind) if field.init]
            names = [field.name for field in init_fields]
            values = attrgetter(*names, "__class__")
            if any(field.kw_only for field in init_fields):
                self[kind] = lambda record: (_construct, (kind, names, values(record)[:-1]))
            else:
                self[kind] = lambda record: (kind, values(record)[:-1])
        elif issubclass(kind, tuple):
            self[kind] = lambda record: (kind, tuple(record))
        else:
            raise KeyError(kind)
        return self[kind]


def _construct(kind: type, names: list[str], values: tuple[Any, ...]) -> Any:
    return kind(**dict(zip(names, values, strict=True)))


def _freeze(mapping: dict[Any, Any]) -> Mapping[Any, Any]:
    return types.MappingProxyType(mapping)


_REDUCERS = _RecordReducers({types.MappingProxyType: lambda mapping: (_freeze, (dict(mapping),))})
_SAFE_GLOBALS: Mapping[tuple[str, str], Any] = {
    ("datetime", "date"): dt.date,
    ("builtins", "frozenset"): frozenset,
    (__name__, _construct.__name__): _construct,
    (__name__, _freeze.__name__): _freeze,
}


class _RecordUnpickler(pickle.Unpickler):
    """Unpickles the records of this program and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of a record; raises ``UnpicklingError`` for anything else."""
        if (module, name) in _SAFE_GLOBALS:
            return _SAFE_GLOBALS[module, name]
        is_ours = module.startswith("briefing_room.")
        class_ = getattr(import_module(module), name, None) if is_ours else None
        if isinstance(class_, type) and (is_dataclass(class_) or issubclass(class_, (Enum, tuple))):
            return class_
        raise pickle.UnpicklingError(f"{module}.{name} is not a record")


def dump_record(record: Any) -> bytes:
    """Serialise a record; :func:`load_record` makes an equal one of the bytes."""
    out = io.BytesIO()
    pickler = pickle.Pickler(out, protocol=5)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(record)
    return out.getvalue()


def load_record(data: bytes) -> Any:
    """Read a record from bytes; raises ``ValueError`` if they hold none."""
    try:
        return _RecordUnpickler(io.BytesIO(data)).load()
    except Exception as error:
        raise ValueError("not a record") from error
