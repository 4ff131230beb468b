"""Pages made from messy texts pass the program's own check."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from shared import Briefing

INGEST = Path(__file__).parent / "ingest"
TEXTS = sorted(path for path in (INGEST / "dirty").iterdir() if path.suffix in {".txt", ".md"})


def test_no_page_of_a_messy_text_fails_its_own_check(project: Path, briefing: Briefing) -> None:
    shutil.rmtree(project / "seeds")
    shutil.rmtree(project / "briefings" / "stories", ignore_errors=True)
    shutil.rmtree(project / "briefings" / ".generated", ignore_errors=True)
    (project / "seeds").mkdir()
    for path in TEXTS:
        shutil.copy(path, project / "seeds")
    for path in (INGEST / "pages").glob("*.html"):
        shutil.copy(path, project / "seeds" / f"page-{path.name}")
    briefing(project, "generate")
    assert len(list((project / "briefings" / "stories").glob("*.md"))) > len(TEXTS)
    findings = json.loads(briefing(project, "check", "--format", "json").stdout)
    in_stories = [finding for finding in findings if "/stories/" in finding["path"]]
    assert [finding for finding in in_stories if finding["kind"] != "by-hand"] == []
