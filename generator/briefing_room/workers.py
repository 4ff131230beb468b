"""Many jobs are done by several processes, few by this one: the same results, in the same order."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from briefing_room.cache import dumped, loaded

Tracked = Callable[[Iterable[Any], str, int], Iterable[Any]]
"""May show how far the work is: what is done, its name, and how many results it will have."""

MIN_JOBS = 64  # jobs from which other processes help: they take a moment to begin
_CHUNK = 8  # jobs that are handed out together
_AT_ONCE = 512  # jobs that wait, and results that are written down together

_Any = TypeVar("_Any")
_Done = TypeVar("_Done")
_Task = Callable[[Any, Any], _Done]


def untracked(done: Iterable[Any], label: str, count: int) -> Iterable[Any]:  # noqa: ARG001
    """Show nothing."""
    return done


def parallel_map(
    task: _Task[_Done], jobs: Iterable[Any], count: int, workers: int | None, given: Any
) -> Iterator[_Done]:
    """Yield what a task makes of each of ``count`` jobs, by ``workers`` processes if they are many.

    A task is a function of a module; it is called with a job and with what is ``given`` to all.
    """
    cores = 1 if threading.active_count() > 1 else os.cpu_count() or 1  # no process with threads
    helpers = min(cores if workers is None else workers, count // (MIN_JOBS // 2))
    if helpers < 2 or count < MIN_JOBS:
        yield from (task(job, given) for job in jobs)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  slow

    with ProcessPoolExecutor(helpers, None, _begin, (dumped(given), os.getpid())) as pool:
        for some in batched(jobs):
            yield from pool.map(_do, ((task, job) for job in some), chunksize=_CHUNK)


def batched(found: Iterable[_Any]) -> Iterator[list[_Any]]:
    """Yield what is found some hundred at once."""
    each = iter(found)
    while some := list(islice(each, _AT_ONCE)):
        yield some


_given: list[Any] = []  # what all jobs of this process are given


def _begin(given: bytes, parent: int) -> None:
    _given[:] = [loaded(given)]
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """End this process once its parent was killed: it would keep what that had locked."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _do(order: tuple[_Task[_Done], Any]) -> _Done:
    task, job = order
    return task(job, _given[0])
