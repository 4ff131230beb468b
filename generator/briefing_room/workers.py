"""Map a function over many jobs in several processes: same results, same order as in one.

Few jobs stay in this process.  A script may hand in an executor of its own, such as Dask's, whose
workers can run on other machines; they need this package and get everything else with the jobs.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from briefing_room.cache import dumped, loaded

if TYPE_CHECKING:
    from concurrent.futures import Executor

    Workers = Executor | int | None
    """How many processes help (``None``: as many as there are cores), or what runs the jobs."""

Tracked = Callable[[Iterable[Any], str, int], Iterable[Any]]
"""Passes results through and may show progress; takes their name and how many there will be."""

MIN_JOBS = 64  # starting processes takes a moment: fewer jobs are done here
_CHUNK = 8  # jobs that a process gets at a time
_REMOTE_CHUNK = 64  # the same for an executor, which is sent the common argument with each chunk
_BATCH = 512  # jobs that wait at a time, and results that are stored together

_Job = TypeVar("_Job")
_Result = TypeVar("_Result")
_Task = Callable[[Any, Any], _Result]


def untracked(results: Iterable[Any], label: str, count: int) -> Iterable[Any]:  # noqa: ARG001
    """Show no progress."""
    return results


def parallel_map(
    task: _Task[_Result], jobs: Iterable[Any], count: int, workers: Workers, common: Any
) -> Iterator[_Result]:
    """Call ``task(job, common)`` for each of ``count`` jobs, and yield the results in order.

    ``task`` must be a function of a module, since other processes import it.
    """
    if not isinstance(workers, int | None):
        yield from _on_executor(task, jobs, workers, common)
        return
    cores = 1 if threading.active_count() > 1 else os.cpu_count() or 1  # forking threads may hang
    helpers = min(cores if workers is None else workers, count // (MIN_JOBS // 2))
    if helpers < 2 or count < MIN_JOBS:
        yield from (task(job, common) for job in jobs)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  slow

    with ProcessPoolExecutor(helpers, None, _start, (dumped(common), os.getpid())) as pool:
        for batch in batched(jobs):
            yield from pool.map(_run, ((task, job) for job in batch), chunksize=_CHUNK)


def batched(items: Iterable[_Job], size: int = _BATCH) -> Iterator[list[_Job]]:
    """Yield the items in lists of ``size``."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


# --- Our own processes: each gets the common argument once, when it starts -----------------------

_common: list[Any] = []


def _start(common: bytes, parent: int) -> None:
    _common[:] = [loaded(common)]
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """End this process if its parent is killed, or it would hold on to the parent's locks."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _run(order: tuple[_Task[_Result], Any]) -> _Result:
    task, job = order
    return task(job, _common[0])


# --- An executor that a script brings ------------------------------------------------------------


def _on_executor(
    task: _Task[_Result], jobs: Iterable[Any], executor: Executor, common: Any
) -> Iterator[_Result]:
    sent = dumped(common)
    for batch in batched(jobs):
        chunks = ((task, chunk, sent) for chunk in batched(batch, _REMOTE_CHUNK))
        for results in executor.map(_run_chunk, chunks):
            yield from results


def _run_chunk(order: tuple[_Task[_Result], list[Any], bytes]) -> list[_Result]:
    task, jobs, sent = order
    common = _received(sent)
    return [task(job, common) for job in jobs]


_received = lru_cache(maxsize=2)(loaded)
