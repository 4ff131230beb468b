"""Run a function on many jobs in several processes; the number of processes changes no result.

Small numbers of jobs run in this process.  A script may pass its own executor, such as Dask's,
whose workers can run on other machines: only this package must be installed there.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from briefing_room.cache import dump_record, load_record

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    Workers = Executor | int | None
    """A number of processes (``None``: one for each core), or the executor that runs the jobs."""

ShowProgress = Callable[[Iterable[Any], str, int], Iterable[Any]]
"""Yields the results that it is given and shows progress; also takes a label and the total."""

MIN_JOBS = 64  # starting processes takes time, so fewer jobs than this run here
_JOBS_PER_TASK = 32  # jobs that a worker gets at a time, with the common argument
_MAX_PENDING = 16  # tasks that wait for a worker while the next jobs are made
_BATCH_SIZE = 512  # results that are stored at a time

_Job = TypeVar("_Job")
_Result = TypeVar("_Result")
_Task = Callable[[Any, Any], _Result]


def no_progress(results: Iterable[Any], label: str, count: int) -> Iterable[Any]:  # noqa: ARG001
    """Return the results and show nothing."""
    return results


def parallel_map(
    task: _Task[_Result], jobs: Iterable[Any], count: int, workers: Workers, common: Any
) -> Iterator[_Result]:
    """Call ``task(job, common)`` for each of ``count`` jobs; yields the results in order.

    ``task`` must be a function of a module, since other processes import it.
    """
    if not isinstance(workers, int | None):
        yield from _run_in_executor(workers, task, jobs, common)
        return
    cores = 1 if threading.active_count() > 1 else os.cpu_count() or 1  # forking threads may hang
    processes = min(cores if workers is None else workers, count // (MIN_JOBS // 2))
    if processes < 2 or count < MIN_JOBS:
        yield from (task(job, common) for job in jobs)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  slow

    with ProcessPoolExecutor(processes, None, _watch_parent, (os.getpid(),)) as pool:
        yield from _run_in_executor(pool, task, jobs, common)


def _run_in_executor(
    executor: Executor, task: _Task[_Result], jobs: Iterable[Any], common: Any
) -> Iterator[_Result]:
    data = dump_record(common)
    pending: deque[Future[list[_Result]]] = deque()
    try:
        for chunk in batched(jobs, _JOBS_PER_TASK):
            pending.append(executor.submit(_run_jobs, task, chunk, data))
            while len(pending) > _MAX_PENDING or (pending and pending[0].done()):
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()
    finally:
        for future in pending:
            future.cancel()


def batched(items: Iterable[_Job], size: int = _BATCH_SIZE) -> Iterator[list[_Job]]:
    """Yield the items in lists of ``size``."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


# --- Functions that run in the workers ------------------------------------------------------------


def _run_jobs(task: _Task[_Result], jobs: list[Any], data: bytes) -> list[_Result]:
    common = _load_common(data)
    return [task(job, common) for job in jobs]


_load_common = lru_cache(maxsize=2)(load_record)


def _watch_parent(parent: int) -> None:
    """End this process if its parent is killed; otherwise it would keep the locks of its parent."""

    def exit_without_parent() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=exit_without_parent, daemon=True).start()
