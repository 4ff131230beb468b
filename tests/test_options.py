"""Options of commands, and how a command ends if it is interrupted."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from briefing_room.publish.assemble import is_redirect
from briefing_room.text.files import lock_folder
from shared import Briefing

DAY = ("--as-of", "2031-06-10")
COMMAND = [sys.executable, "-m", "briefing_room"]


def test_assemble_writes_both_kinds_of_links(cables: Path, briefing: Briefing) -> None:
    briefing(cables, "generate")
    address = ("--address", "https://cables.example/")
    done = briefing(cables, "assemble", *DAY, "--out", "flat", *address)
    assert (done.returncode, "files in flat/" in done.stderr + done.stdout) == (0, True)
    assert "https://cables.example/stories/" in (cables / "flat/feed.xml").read_text()
    assert 'href="../sources/"' in (cables / "flat/about/index.md").read_text()
    briefing(cables, "assemble", *DAY, "--out", "other", "--from-source")
    assert 'href="../sources.md"' in (cables / "other/about/index.md").read_text()
    assert all(map(is_redirect, cables.rglob("flat/**/*.html")))  # redirects


def test_explain_lists_what_cleaning_removed(cables: Path, briefing: Briefing) -> None:
    text = "Norrlink mends a cable\n\nBy Ada Lund\n\nNorrlink mended a cable of 90 km on Monday.\n"
    (cables / "seeds/mended.txt").write_text(text)
    briefing(cables, "generate")
    assert "byline: By Ada Lund" in briefing(cables, "explain", "mended").stdout


@pytest.mark.parametrize("end", ["interrupted", "pipe closed"])
def test_an_interrupted_run_shows_no_traceback(cables: Path, end: str) -> None:
    arguments = ["generate"] if end == "interrupted" else ["review", "--help"]
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)  # none in the background
    with lock_folder(cables / "briefings"):
        run = subprocess.Popen(
            [*COMMAND, *arguments],
            cwd=cables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        signal.signal(signal.SIGINT, handler)
        assert run.stdout
        assert run.stderr
        if end == "interrupted":
            assert "waiting" in run.stderr.readline()
            run.send_signal(signal.SIGINT)
        else:
            run.stdout.close()
        assert run.wait(60) == (130 if end == "interrupted" else 1)
    assert "Traceback" not in run.stderr.read()
