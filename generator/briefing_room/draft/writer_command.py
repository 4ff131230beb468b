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
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

from briefing_room.errors import BriefingError, printable

DEFAULT_SECONDS = 600.0
MAX_BYTES = 1_000_000  # of the answer, and of the messages
_POLL_SECONDS = 0.02
_INTERPRETERS = re.compile(r"python[\d.]*|node|bash|sh|npx|uvx?|ruby|perl")
_MAX_MESSAGE = 300  # characters


class Reply(NamedTuple):
    """The answer of a command, its last line on standard error, and the seconds it took."""

    text: str
    message: str
    seconds: float


class WriterCommand:
    """A command that answers requests; it may run several times at once."""

    def __init__(self, command: Sequence[str], seconds: float = DEFAULT_SECONDS) -> None:
        self._command = tuple(command)
        self._seconds = seconds
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._is_stopped = False

    def stop(self) -> None:
        """Kill the running commands and start no more."""
        with self._lock:
            self._is_stopped = True
            for process in self._running:
                _kill(process)

    def ask(self, request: str) -> Reply:
        """Run the command on a request; raises :class:`BriefingError` if it gives no answer."""
        started = time.monotonic()
        with (
            tempfile.TemporaryFile() as stdin,
            tempfile.TemporaryFile() as stdout,
            tempfile.TemporaryFile() as stderr,
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
            text, message = _read_output(stdout), _last_line(_read_output(stderr))
        name = printable(Path(self._command[0]).name)
        if not failure and process.returncode:
            failure = f"ended with exit code {process.returncode}"
        if not failure and not text.strip():
            failure = "printed nothing"
        if failure:
            detail = f": {message}" if message else ""
            raise BriefingError(f"{name} {failure}{detail}")
        return Reply(text, message, time.monotonic() - started)

    def _start(
        self, stdin: IO[bytes], stdout: IO[bytes], stderr: IO[bytes]
    ) -> subprocess.Popen[bytes]:
        """Start the command; raises :class:`BriefingError` if it cannot run or was stopped."""
        with self._lock:
            if self._is_stopped:
                raise BriefingError("stopped")
            try:
                process = subprocess.Popen(
                    self._command,
                    stdin=stdin,
                    stdout=stdout,
                    stderr=stderr,
                    start_new_session=True,
                )
            except (OSError, ValueError) as error:
                reason = getattr(error, "strerror", None) or str(error)
                raise BriefingError(f"{self._command[0]} cannot be run: {reason}") from error
            self._running.add(process)
        return process

    def _wait(
        self, process: subprocess.Popen[bytes], started: float, files: Sequence[IO[bytes]]
    ) -> str:
        """Wait until a command ends or breaks a limit; return the broken limit, or ""."""
        too_long = f"printed more than {MAX_BYTES / 1e6:g} MB"
        while process.poll() is None:
            if time.monotonic() - started > self._seconds:
                return f"took longer than {self._seconds:g} seconds and was stopped"
            if _is_too_long(files):
                return f"{too_long} and was stopped"
            time.sleep(_POLL_SECONDS)
        return too_long if _is_too_long(files) else ""


def _is_too_long(files: Iterable[IO[bytes]]) -> bool:
    """Whether one of the output files is larger than the limit."""
    return any(os.fstat(file.fileno()).st_size > MAX_BYTES for file in files)


def _read_output(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read(MAX_BYTES).decode("utf-8-sig", "replace")


def _last_line(output: str) -> str:
    """The last line of an output that has text, shortened."""
    lines = [line for line in output.splitlines() if line.strip()]
    return printable(lines[-1].strip()[:_MAX_MESSAGE]) if lines else ""


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a running command and its children."""
    if process.poll() is not None:  # it has ended, and another process may have its id by now
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
        raise BriefingError(f"--with '{command_line}': {error}; close the quotation") from error
    if not words:
        raise BriefingError("--with is empty; name the command to ask")
    return tuple(words)


def display_name(command: Sequence[str]) -> str:
    """The name of a command: that of a script rather than of its interpreter."""
    words = [Path(word).name for word in command if not word.startswith("-")]
    return words[1] if len(words) > 1 and _INTERPRETERS.fullmatch(words[0]) else words[0]


def llm_command(model: str) -> tuple[str, ...]:
    """The command that asks a model through ``llm``; raises :class:`BriefingError` without it."""
    scripts = Path(sys.executable).parent
    path = shutil.which("llm") or shutil.which("llm", path=str(scripts))
    if not path:
        hint = "install it with: pip install 'briefing-room[model]', or use --with COMMAND"
        raise BriefingError(f"there is no command 'llm', which knows the models; {hint}")
    return (path, "prompt", f"--model={model}", "--no-log", "--no-stream", "--usage")
