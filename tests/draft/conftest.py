"""A small project, an answer to its request, and scripts that answer as a writer's command."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from drafting import ARTICLE, to_request
from shared import Briefing


@pytest.fixture
def desk(tmp_path: Path, briefing: Briefing) -> Path:
    """A project with one seed and its page."""
    for name in ("seeds", "briefings"):
        (tmp_path / "desk" / name).mkdir(parents=True)
    (tmp_path / "desk/seeds/leiria.txt").write_text(ARTICLE)
    assert briefing(tmp_path / "desk", "generate").returncode == 0
    return tmp_path / "desk"


@pytest.fixture
def script(tmp_path: Path) -> Callable[[str], str]:
    """Write a script that has the request as ``request``; return the command that runs it."""

    def write(body: str) -> str:
        path = tmp_path / f"writer-{len(list(tmp_path.glob('writer-*')))}.py"
        head = "import json, os, subprocess, sys, time\nrequest = sys.stdin.read()\n"
        path.write_text(head + body)
        return f"{sys.executable} {path}"

    return write


@pytest.fixture
def submit(desk: Path, briefing: Briefing) -> Callable[..., CompletedProcess[str]]:
    """Give an answer for the page of ``leiria``, by a model unless ``options`` say otherwise."""

    def write(answer: dict[str, Any] | str, *options: str) -> CompletedProcess[str]:
        text = answer if isinstance(answer, str) else json.dumps(answer)
        again = ["--again"] * ('"rewordings"' in text)
        request = briefing(desk, "draft", "leiria", "--request", *again).stdout
        arguments = ("--from", "-", "--by", "a model", *options)
        return briefing(desk, "draft", "leiria", *arguments, piped=to_request(text, request))

    return write
