"""The command ``llm`` itself, with the plugin ``llm-echo``: no model, no network.

It has its own environment, since it brings two dozen packages: ``make test`` creates that and sets
``LLM`` to its path.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from drafting import answer, page
from shared import Briefing, contents

LLM = os.environ.get("LLM") or shutil.which("llm") or ""
pytestmark = pytest.mark.skipif(not LLM, reason="llm is not installed: set LLM to its path")


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment in which ``llm`` is on the path, with an empty folder and no key."""
    path = os.pathsep.join((str(Path(LLM).parent), os.environ["PATH"]))
    return {"PATH": path, "LLM_USER_PATH": str(tmp_path / "llm"), "OPENAI_API_KEY": ""}


@pytest.mark.parametrize(
    ("model", "why"),
    [
        ("no-such-model", "Unknown model"),
        ("gpt-4.1-mini", "No key found"),
        ("echo", "has none of the keys"),
        ("--help", "Unknown model"),
    ],
)
def test_an_error_of_llm_is_shown_in_one_line(
    desk: Path, briefing: Briefing, home: dict[str, str], model: str, why: str
) -> None:
    before = contents(desk)
    done = briefing(desk, "draft", "leiria", "--model", model, **home)
    assert done.returncode == 2
    assert why in done.stderr
    assert len(done.stderr.strip().split("\n")) <= 2
    assert contents(desk) == before


def test_an_answer_through_llm_is_checked_like_any_other_and_nothing_is_logged(
    desk: Path,
    briefing: Briefing,
    home: dict[str, str],
    script: Callable[[str], str],
) -> None:
    body = f"""
message = json.dumps({{"raw": {json.dumps(json.dumps(answer()))}}})
command = [{LLM!r}, "prompt", "--model", "echo", "--no-log", "--no-stream"]
sys.exit(subprocess.run(command, input=message, text=True).returncode)
"""
    done = briefing(desk, "draft", "leiria", "--with", script(body), **home)
    assert "6 of 6 sentences kept" in done.stdout, done.stderr
    assert "hiding an acid leak" in page(desk)
    logs = subprocess.run(
        [LLM, "logs", "list", "--json"],
        env={**os.environ, **home},
        capture_output=True,
        check=False,
    )
    assert json.loads(logs.stdout or "[]") == []
