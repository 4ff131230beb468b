"""Ask a command: the request on its input, the answer on its output, and limits on both.

The command is split into words and never given to a shell.  It has a process group of its own,
which is ended when it takes too long, says too much, or this program is stopped.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

from briefing_room.errors import BriefingError, printable

SECONDS = 600.0
MOST_BYTES = 1_000_000  # of an answer, and of messages
_LOOK = 0.02  # seconds between two looks at a running command
_RUNS = re.compile(r"python[\d.]*|node|bash|sh|npx|uvx?|ruby|perl")
_SHOWN = 300  # letters of its messages


class NoAnswer(BriefingError):
    """A command gave no answer, and why."""


class Reply(NamedTuple):
    """What a command answered, what it said besides, and how long it took."""

    text: str
    talk: str
    seconds: float


class Writers:
    """The commands that run; all are ended when the work ends, however it ends."""

    def __init__(self, command: Sequence[str], seconds: float = SECONDS) -> None:
        self._command, self._seconds = tuple(command), seconds
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock, self._stopped = threading.Lock(), False

    def stop(self) -> None:
        """End what runs; nothing is asked any more."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                _end(process)

    def ask(self, request: str) -> Reply:
        """What the command answers; raises :class:`NoAnswer`."""
        started = time.monotonic()
        with tempfile.TemporaryFile() as given, _file() as said, _file() as talk:
            given.write(request.encode("utf-8", "replace"))
            given.seek(0)
            process = self._begun(given, said, talk)
            try:
                why = self._waited(process, started, (said, talk))
            finally:
                _end(process)
                process.wait()
                with self._lock:
                    self._running.discard(process)
            text, words = _read(said), _read(talk)
        name = printable(Path(self._command[0]).name)
        if not why and process.returncode:
            why = f"ended with exit code {process.returncode}"
        if why:
            told = f": {_last(words)}" if words.strip() else ""
            raise NoAnswer(f"{name} {why}{told}")
        if not text.strip():
            raise NoAnswer(f"{name} said nothing" + (f": {_last(words)}" if words.strip() else ""))
        return Reply(text, _last(words), time.monotonic() - started)

    def _begun(self, given: IO[bytes], said: IO[bytes], talk: IO[bytes]) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stopped:
                raise NoAnswer("stopped")
            try:
                process = subprocess.Popen(
                    self._command, stdin=given, stdout=said, stderr=talk, start_new_session=True
                )
            except (OSError, ValueError) as error:
                why = getattr(error, "strerror", None) or str(error)
                raise NoAnswer(f"{self._command[0]} cannot be run: {why}") from error
            self._running.add(process)
        return process

    def _waited(
        self, process: subprocess.Popen[bytes], started: float, files: Sequence[IO[bytes]]
    ) -> str:
        """Wait for a command; return why it was not let go on, else ""."""
        while process.poll() is None:
            if time.monotonic() - started > self._seconds:
                return f"took longer than {self._seconds:g} seconds and was stopped"
            if any(os.fstat(file.fileno()).st_size > MOST_BYTES for file in files):
                return f"said more than {MOST_BYTES / 1e6:g} MB and was stopped"
            time.sleep(_LOOK)
        if any(os.fstat(file.fileno()).st_size > MOST_BYTES for file in files):
            return f"said more than {MOST_BYTES / 1e6:g} MB"
        return ""


def _file() -> IO[bytes]:
    return tempfile.TemporaryFile()


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read(MOST_BYTES).decode("utf-8-sig", "replace")


def _last(words: str) -> str:
    """The last line of what a command said."""
    lines = [line for line in words.strip().splitlines() if line.strip()]
    return printable(lines[-1].strip()[:_SHOWN]) if lines else ""


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a command that runs, with all that it began."""
    if process.poll() is not None:  # its number may be another's by now
        return
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


# --- Which command -------------------------------------------------------------------------------


def command_of(given: str) -> tuple[str, ...]:
    """The words of a command line."""
    try:
        words = shlex.split(given)
    except ValueError as error:
        raise BriefingError(f"--with '{given}': {error}; close what is open") from error
    if not words:
        raise BriefingError("--with names no command")
    return tuple(words)


def name_of(command: Sequence[str]) -> str:
    """What to call a command: of a script its own name, not that of what runs it."""
    words = [Path(word).name for word in command if not word.startswith("-")]
    return words[1] if len(words) > 1 and _RUNS.fullmatch(words[0]) else words[0]


def llm(model: str) -> tuple[str, ...]:
    """The command that asks a model through ``llm``, without its log."""
    beside = Path(sys.executable).parent
    found = shutil.which("llm") or shutil.which("llm", path=str(beside))
    if not found:
        cure = "install it with: pip install 'briefing-room[model]', or use --with COMMAND"
        raise BriefingError(f"there is no command 'llm', which knows the models; {cure}")
    return (found, "prompt", f"--model={model}", "--no-log", "--no-stream", "--usage")
