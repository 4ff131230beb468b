"""Many jobs by several processes, few by this one: the same results, in the order of the jobs."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from generator.cache import dumped, loaded

if TYPE_CHECKING:
    from concurrent.futures import Executor

BUSY = 64  # jobs from which other processes help: they take a moment to begin
_CHUNK = 8  # jobs that are handed out together

_Job = TypeVar("_Job")
_Done = TypeVar("_Done")
_Task = Callable[[_Job, Any], _Done]


class Tracked(Protocol):
    """May show how far the work is: what is done, and how many results it will have."""

    def __call__(self, done: Iterable[_Done], label: str, count: int) -> Iterable[_Done]:
        """Return what was given."""


def untracked(done: Iterable[_Done], label: str, count: int) -> Iterable[_Done]:  # noqa: ARG001
    """Show nothing."""
    return done


class Work(Protocol):
    """Does jobs."""

    def __call__(self, task: _Task[_Job, _Done], jobs: Sequence[_Job]) -> Iterator[_Done]:
        """Yield what a task makes of each job, in their order."""


@contextmanager
def crew(count: int, workers: int | None = None, given: Any = None) -> Iterator[Work]:
    """Have ``count`` jobs done, by ``workers`` processes if they are many.

    A task is a function of a module; it is called with a job and with what is ``given`` to all.
    """
    helpers = min(_cores() if workers is None else workers, count // (BUSY // 2))

    def alone(task: _Task[_Job, _Done], jobs: Sequence[_Job]) -> Iterator[_Done]:
        return (task(job, given) for job in jobs)

    if helpers < 2 or count < BUSY:
        yield alone
        return
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor  # noqa: PLC0415  slow

    try:
        pool: Executor = ProcessPoolExecutor(helpers, None, _begin, (dumped(given),))
    except (OSError, ImportError, NotImplementedError):  # a system without semaphores
        yield alone
        return

    def together(task: _Task[_Job, _Done], jobs: Sequence[_Job]) -> Iterator[_Done]:
        done = 0
        try:
            for each in pool.map(_do, ((task, job) for job in jobs), chunksize=_CHUNK):
                done += 1
                yield each
        except (BrokenExecutor, OSError):  # a process was ended from outside, such as for memory
            yield from alone(task, jobs[done:])

    try:
        yield together
    finally:
        pool.shutdown(cancel_futures=True)


def _cores() -> int:
    """Return how many processes may help: a process with threads is not copied."""
    return 1 if threading.active_count() > 1 else os.cpu_count() or 1


_given: list[Any] = []  # what all jobs of this process are given


def _begin(given: bytes) -> None:
    _given[:] = [loaded(given)]


def _do(order: tuple[_Task[_Job, _Done], _Job]) -> _Done:
    task, job = order
    return task(job, _given[0])
