"""Read an untrusted file in a separate process, with limits on time and memory.

A broken or hostile file could otherwise run for ever or use all memory.  Only records come back.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

from briefing_room.cache import dump_record, load_record
from briefing_room.errors import BriefingError, UnusableSource
from briefing_room.importers.new_seed import NewSeed, Original, read_seed
from briefing_room.ingest.metadata import Metadata
from briefing_room.model import Article

_TIMEOUT = 60  # seconds; a file takes one, but the machine may be busy
_UNREADABLE = "cannot be read; save it again, or paste its text"
_MAX_MEMORY = 3_000_000_000  # bytes of address space, libraries included


@dataclass(frozen=True, slots=True)
class ReadJob:
    """An original to read, the editor's metadata, and the folder and name of its seed."""

    original: Original
    corrections: Metadata
    folder: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The seed and its article; or the ``message`` that says why there is none."""

    seed: NewSeed | None = None
    article: Article | None = None
    message: str = ""


def read_in_sandbox(job: ReadJob) -> tuple[NewSeed, Article]:
    """Read an original into a seed and its article; raises :class:`BriefingError`."""
    name = job.original.name
    try:
        process = subprocess.run(
            [sys.executable, "-P", "-c", f"import {__name__} as sandbox; sandbox.main()"],
            input=dump_record(job),
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
        )
        result = load_record(process.stdout)
    except subprocess.TimeoutExpired as error:
        message = f"takes longer than {_TIMEOUT} seconds to read; shorten it, or add a part of it"
        raise UnusableSource(name, message) from error
    except ValueError as error:  # out of memory, or crashed
        raise UnusableSource(name, _UNREADABLE) from error
    if not isinstance(result, ReadResult):
        raise UnusableSource(name, _UNREADABLE)
    if result.seed is None or result.article is None:
        raise BriefingError(result.message)
    return result.seed, result.article


def _read_job(job: ReadJob) -> ReadResult:
    """Read the original; runs in the separate process."""
    try:
        seed = read_seed(job.original).with_corrections(job.corrections)
    except BriefingError as error:
        return ReadResult(message=str(error))
    slug = job.name or seed.name
    return ReadResult(seed, seed.article(slug, f"{job.folder}/{slug}{seed.suffix}"))


def main() -> None:
    """Read a job from stdin, limit the memory, and write the result to stdout."""
    import resource  # noqa: PLC0415  Unix only

    resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))
    sys.stdout.buffer.write(dump_record(_read_job(load_record(sys.stdin.buffer.read()))))
