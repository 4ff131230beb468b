"""Runs of MkDocs on a project that has its own pages, plugins and styles."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from shared import ROOT

OWN = ROOT / "tests" / "citizen" / "project"
TAGGED = ("stories/2031-03-04-aurora-cable-cut.md", "entities/cable/aurora.md")
Build = Callable[..., Path]


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run ``mkdocs ARGS`` in a folder."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", *args]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def write_settings(folder: Path, name: str, **changes: Any) -> Path:
    """Write the project's settings with some changes; ``None`` removes one."""
    settings = yaml.safe_load((OWN / "mkdocs.yml").read_text("utf-8")) | changes
    settings = {key: value for key, value in settings.items() if value is not None}
    file = folder / f"as-{name}.yml"
    file.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return file
