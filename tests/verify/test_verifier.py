"""A statement is borne out by the passages that it cites, or it is told why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from briefing_room.model import label_key
from briefing_room.pipeline import read
from briefing_room.verify.reasons import Strength
from briefing_room.verify.verifier import Verifier

MINE = """\
---
title: Minister approves the mine
date: 2025-05-07
publisher: Ore Post
---
Environment Minister Ana Pell approved the Kest mine on Tuesday. The mine could give 3,400 tonnes \
of oxide a year, said Tom Reed, its manager.

Villagers may appeal until 30 June. "We were never asked," the mayor said.
"""
PORT = """\
---
title: Port closes
date: 2025-05-08
publisher: Ore Post
---
The port of Narva closed on Monday. Dockers want 12% more.
"""


@pytest.fixture
def verifier(tmp_path: Path) -> Verifier:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "briefings").mkdir()
    (tmp_path / "seeds/2025-05-07-mine.md").write_text(MINE)
    (tmp_path / "seeds/2025-05-08-port.md").write_text(PORT)
    project = read(tmp_path / "seeds", tmp_path / "briefings")
    return Verifier(project.by_id, project.facts, project.catalogue)


def found(verifier: Verifier, text: str, *places: str, seed: str = "2025-05-07-mine") -> list[str]:
    cites = [f"{seed}/{place}" for place in places]
    return [r.code for r in verifier.check(text, cites, story={"2025-05-07-mine"})]


def test_an_address_and_a_footnote_label_name_the_same_passage(verifier: Verifier) -> None:
    said = "Villagers may appeal until 30 June."
    for cite in ("2025-05-07-mine/2-1", f"{label_key('2025-05-07-mine')}-2-1"):
        assert verifier.check(said, [cite]) == ()
        assert [r.code for r in verifier.check(said.replace("30", "3"), [cite])] == ["date"]


def test_what_is_cited_must_be_there_and_of_the_story(verifier: Verifier) -> None:
    said = "Villagers may appeal until 30 June."
    assert found(verifier, said) == ["no-citation"]
    assert found(verifier, said, "9-1") == ["no-such-passage"]
    assert found(verifier, "Dockers want 12% more.", "1-2", seed="2025-05-08-port") == [
        "other-seed"
    ]
    reasons = verifier.check("Dockers want 12% more.", ["2025-05-08-port/1-2"])
    assert reasons == ()


def test_a_number_that_no_passage_has_is_an_error(verifier: Verifier) -> None:
    (reason,) = verifier.check("It could give 3,500 tonnes a year.", ["2025-05-07-mine/1-2"])
    assert (reason.code, reason.strength) == ("number", Strength.ERROR)
    assert "3,500 tonnes" in reason.message
