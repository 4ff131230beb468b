"""Read what a stranger made in a program of its own, which has its time and its memory.

A broken or hostile file can make a reader do anything but write files: it may not end, or take all
memory there is.  What comes back is plain records, so nothing else can be in it.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

from briefing_room.cache import dumped, loaded
from briefing_room.errors import BriefingError, UnusableSource
from briefing_room.importers.new_seed import NewSeed, Original, new_seed
from briefing_room.ingest.metadata import Metadata
from briefing_room.model import Article

SECONDS = 20
MEMORY = 3_000_000_000  # bytes of address space, libraries included


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be read: an original, what the editor says of it, and where its seed will lie."""

    original: Original
    given: Metadata
    folder: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was read, or why it was refused."""

    seed: NewSeed | None
    article: Article | None
    why: str = ""


def found_in(wanted: Wanted) -> tuple[NewSeed, Article]:
    """Return the seed of an original and the article that it makes; raises UnusableSource."""
    name = wanted.original.name
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", f"import {__name__} as apart; apart.answer()"],
            input=dumped(wanted),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        found = loaded(done.stdout)
    except subprocess.TimeoutExpired as error:
        why = f"takes longer than {SECONDS} seconds to read; shorten it, or add a part of it"
        raise UnusableSource(name, why) from error
    except ValueError as error:  # it ran out of memory, or fell over
        raise UnusableSource(name, "cannot be read; save it again, or paste its text") from error
    if not isinstance(found, Found) or found.seed is None or found.article is None:
        raise BriefingError(found.why if isinstance(found, Found) else f"{name}: cannot be read")
    return found.seed, found.article


def _found(wanted: Wanted) -> Found:
    try:
        seed = new_seed(wanted.original).corrected(wanted.given)
    except BriefingError as error:
        return Found(None, None, str(error))
    slug = wanted.name or seed.name
    return Found(seed, seed.article(slug, f"{wanted.folder}/{slug}{seed.suffix}"))


def answer() -> None:
    """Read what is wanted from stdin and write what was found to stdout, within bounds."""
    import resource  # noqa: PLC0415  which other systems lack

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.buffer.write(dumped(_found(loaded(sys.stdin.buffer.read()))))
