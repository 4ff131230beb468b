"""Ask a command: the request goes to its standard input, the answer comes from its output.

The command runs without a shell, in its own process group, which is killed if it takes too long,
writes too much, or this program stops.
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

DEFAULT_SECONDS = 600.0
MAX_BYTES = 1_000_000  # of the answer, and of the messages
_POLL_SECONDS = 0.02
_INTERPRETERS = re.compile(r"python[\d.]*|node|bash|sh|npx|uvx?|ruby|perl")
_MAX_MESSAGE = 300  # characters


class NoAnswer(BriefingError):
    """A command gave no answer; the message says why."""


class Reply(NamedTuple):
    """The answer of a command, its last message on standard error, and the seconds it took."""

    text: str
    messages: str
    seconds: float


class Writers:
    """Runs a command once per request, and can stop all running copies."""

    def __init__(self, command: Sequence[str], seconds: float = DEFAULT_SECONDS) -> None:
        self._command, self._seconds = tuple(command), seconds
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock, self._stopped = threading.Lock(), False

    def stop(self) -> None:
        """Kill the running commands and start no more."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                _kill(process)

    def ask(self, request: str) -> Reply:
        """Run the command with a request; raises :class:`NoAnswer`."""
        started = time.monotonic()
        with (
            tempfile.TemporaryFile() as stdin,
            _temporary_file() as stdout,
            _temporary_file() as stderr,
        ):
            stdin.write(request.encode("utf-8", "replace"))
            stdin.seek(0)
            process = self._start(stdin, stdout, stderr)
            try:
                failure = self._wait(process, started, (stdout, stderr))
            finally:
                _kill(process)
                process.wait()
                with self._lock:
                    self._running.discard(process)
            text, messages = _read_output(stdout), _read_output(stderr)
        name = printable(Path(self._command[0]).name)
        if not failure and process.returncode:
            failure = f"ended with exit code {process.returncode}"
        if not failure and not text.strip():
            failure = "printed nothing"
        if failure:
            detail = f": {_last_line(messages)}" if messages.strip() else ""
            raise NoAnswer(f"{name} {failure}{detail}")
        return Reply(text, _last_line(messages), time.monotonic() - started)

    def _start(
        self, stdin_file: IO[bytes], stdout_file: IO[bytes], stderr_file: IO[bytes]
    ) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stopped:
                raise NoAnswer("stopped")
            try:
                process = subprocess.Popen(
                    self._command,
                    stdin=stdin_file,
                    stdout=stdout_file,
                    stderr=stderr_file,
                    start_new_session=True,
                )
            except (OSError, ValueError) as error:
                reason = getattr(error, "strerror", None) or str(error)
                raise NoAnswer(f"{self._command[0]} cannot be run: {reason}") from error
            self._running.add(process)
        return process

    def _wait(
        self, process: subprocess.Popen[bytes], started: float, files: Sequence[IO[bytes]]
    ) -> str:
        """Wait for a command; the reason why it must be stopped, "" if it ended by itself."""
        while process.poll() is None:
            if time.monotonic() - started > self._seconds:
                return f"took longer than {self._seconds:g} seconds and was stopped"
            if any(os.fstat(file.fileno()).st_size > MAX_BYTES for file in files):
                return f"printed more than {MAX_BYTES / 1e6:g} MB and was stopped"
            time.sleep(_POLL_SECONDS)
        if any(os.fstat(file.fileno()).st_size > MAX_BYTES for file in files):
            return f"printed more than {MAX_BYTES / 1e6:g} MB"
        return ""


def _temporary_file() -> IO[bytes]:
    return tempfile.TemporaryFile()


def _read_output(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read(MAX_BYTES).decode("utf-8-sig", "replace")


def _last_line(words: str) -> str:
    """The last line that is not empty, shortened."""
    lines = [line for line in words.strip().splitlines() if line.strip()]
    return printable(lines[-1].strip()[:_MAX_MESSAGE]) if lines else ""


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a running command and its children."""
    if process.poll() is not None:  # another process may have its id by now
        return
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


# --- Which command -------------------------------------------------------------------------------


def split_command(command_line: str) -> tuple[str, ...]:
    """Split a command line into words; raises :class:`BriefingError`."""
    try:
        words = shlex.split(command_line)
    except ValueError as error:
        raise BriefingError(f"--with '{command_line}': {error}; close what is open") from error
    if not words:
        raise BriefingError("--with names no command")
    return tuple(words)


def display_name(command: Sequence[str]) -> str:
    """The name of a command: for a script its own, not that of its interpreter."""
    words = [Path(word).name for word in command if not word.startswith("-")]
    return words[1] if len(words) > 1 and _INTERPRETERS.fullmatch(words[0]) else words[0]


def llm_command(model: str) -> tuple[str, ...]:
    """The command that asks a model through ``llm``, without keeping a log."""
    scripts = Path(sys.executable).parent
    path = shutil.which("llm") or shutil.which("llm", path=str(scripts))
    if not path:
        hint = "install it with: pip install 'briefing-room[model]', or use --with COMMAND"
        raise BriefingError(f"there is no command 'llm', which knows the models; {hint}")
    return (path, "prompt", f"--model={model}", "--no-log", "--no-stream", "--usage")
