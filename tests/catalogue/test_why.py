"""The page of a policy says why it matters, and shows the passages for that."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from briefing_room import api
from shared import Briefing

NOTE = """---
title: Quota set
date: 2026-05-01
kind: note
sources:
  - {publisher: Ore Wire, url: "https://ore.example/1", date: 2026-05-01, tells: [1-1]}
---
The quota of 2026 is 400 tonnes, Ore Wire reported on 1 May 2026.
"""
POLICY = """---
name: Quota of 2026
policy: quota
announced: 2026-05-01
cites: {announced: [2026-05-01-quota/1-1]}
why: {text: "Buyers get no more than 400 tonnes.", cites: [ADDRESS]}
sources: [2026-05-01-quota]
---
A quota.
"""


def test_why_a_policy_matters_is_shown_with_its_passages(
    tmp_path: Path, briefing: Briefing
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "briefings/entities/policy").mkdir(parents=True)
    (tmp_path / "seeds/2026-05-01-quota.md").write_text(NOTE)
    page = tmp_path / "briefings/entities/policy/quota-2026.md"
    page.write_text(POLICY.replace("ADDRESS", "2026-05-01-quota/1-1"))
    project = api.read(tmp_path)
    text = api.assemble(project, dt.date(2026, 5, 3))["entities/policy/quota-2026.md"]
    why = text.partition("Why it matters:")[2]
    assert "Buyers get no more than 400" in why[:200]
    assert "https://ore.example/1" in why
    page.write_text(POLICY.replace("ADDRESS", "2026-05-01-quota/9-9"))
    done = briefing(tmp_path, "check")
    assert done.returncode == 1
    assert "2026-05-01-quota/9-9" in done.stdout
