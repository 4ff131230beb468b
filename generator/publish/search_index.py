"""Index the built site with Pagefind, whose index is loaded in pieces and grows with no reader."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

_log = logging.getLogger("mkdocs.plugins.briefings")
# What a reader does not search for: marks, lists of sources, drawings, the way to cite.
_LEFT_OUT = (
    ".headerlink, .footnote, .footnote-ref, .meta, .ego, svg, .cite, .from, .tile, .tiles, figure"
)


def index(site: Path) -> None:
    """Write ``site/pagefind``; a failure is a warning, so that a strict build stops."""
    run = subprocess.run(
        [sys.executable, "-m", "pagefind", "--site", str(site), "--exclude-selectors", _LEFT_OUT],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        _log.warning("the search index could not be made: %s", (run.stderr or run.stdout).strip())
