"""What all tests share: the command as a user runs it, and a copy of the project's content."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent

settings.register_profile("ci", derandomize=True, deadline=None, max_examples=100)
settings.register_profile("nightly", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

Briefing = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def briefing() -> Briefing:
    """Run ``briefing ARGS`` in a folder, with other environment variables if asked."""

    def run(folder: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "generator", *args],
            cwd=folder,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Copy the committed seeds and pages into an empty folder."""
    for name in ("seeds", "briefings"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


class ModelServer:
    """A language model on this machine that answers as a test tells it; at first, unchanged."""

    def __init__(self) -> None:
        self.answer: Callable[[dict[str, str]], str] = json.dumps
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.raw: bytes | None = None
        self.status = 200
        self.location = ""
        self.busy: list[tuple[int, str]] = []  # first refusals: status and Retry-After
        self.delay = self.drip = 0.0  # seconds before the answer, and between its bytes
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.reply(self)

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._http.server_address[1]}/v1"
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()

    def reply(self, request: BaseHTTPRequestHandler) -> None:
        body = json.loads(request.rfile.read(int(request.headers["Content-Length"])))
        self.asked.append(body)
        self.headers.append(dict(request.headers))
        time.sleep(self.delay)
        text = self.answer(json.loads(body["messages"][1]["content"]))
        raw = self.raw or json.dumps({"choices": [{"message": {"content": text}}]}).encode()
        status, after = self.busy.pop(0) if self.busy else (self.status, "")
        request.send_response(status)
        if after:
            request.send_header("Retry-After", after)
        if self.location:
            request.send_header("Location", self.location)
        request.end_headers()
        pieces = [raw[at : at + 1] for at in range(len(raw))] if self.drip else [raw]
        try:
            for piece in pieces:
                request.wfile.write(piece)
                time.sleep(min(self.drip, 0.05))
        except OSError:
            return  # the asker has hung up

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


@pytest.fixture
def model_server() -> Iterator[ModelServer]:
    running = ModelServer()
    yield running
    running.close()
