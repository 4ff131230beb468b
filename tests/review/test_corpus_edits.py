"""Ten kinds of edit on ten pages of the real seeds, then new seeds: nothing is lost."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Briefing = Callable[..., "CompletedProcess[str]"]
AddNote = Callable[..., Path]
ROOT = Path(__file__).parents[2]
PAGES = 11  # ten are edited, the related seed joins the last
OWN = "An editor wrote this.[^editor]"


def statement(text: str) -> str:
    """Return the first key point of a page."""
    return next(line for line in text.split("\n") if line.startswith("- "))


def sentence(text: str) -> str:
    return text.split("## Bottom line\n\n", 1)[1].split("\n", 1)[0]


EDITS: dict[str, Callable[[str], str]] = {
    "a sentence reworded": lambda t: t.replace(sentence(t), f"Reworded. {sentence(t)}", 1),
    "a bullet deleted": lambda t: t.replace(f"{statement(t)}\n", "", 1),
    "a bullet added": lambda t: t.replace(statement(t), f"{statement(t)}\n- {OWN}", 1),
    "a section added": lambda t: t.replace("## Sources", f"## Comment\n\n{OWN}\n\n## Sources", 1),
    "a bullet split": lambda t: t.replace(statement(t), f"- First half.\n- {OWN}", 1),
    "the title changed": lambda t: re.sub(r"^# .*$", "# A better title", t, flags=re.MULTILINE),
    "the status set": lambda t: t.replace("status: draft", "status: reviewed\nreviewer: Ada", 1),
    "the topics changed": lambda t: re.sub(r"topics: \[.*\]", "topics: [mining]", t),
    "a section deleted": lambda t: re.sub(r"## Key points\n\n(- .*\n)+\n", "", t, count=1),
    "a link added": lambda t: t.replace(
        "## Sources", "[China](../entities/country/china.md).[^editor]\n\n## Sources", 1
    ),
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, briefing: Briefing) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "seeds").mkdir()
    for path in sorted((ROOT / "seeds").glob("2025-1*.md"))[:PAGES]:
        shutil.copy(path, folder / "seeds")
    leave_out = shutil.ignore_patterns("stories", ".generated")
    shutil.copytree(ROOT / "briefings", folder / "briefings", ignore=leave_out)
    assert briefing(folder, "generate").returncode == 0
    return folder


def test_ten_kinds_of_edit_outlive_new_seeds(
    corpus: Path, briefing: Briefing, add_note: AddNote
) -> None:
    *pages, last = sorted((corpus / "briefings" / "stories").glob("*.md"))
    edited: dict[Path, str] = {}
    for path, edit in zip(pages, EDITS.values(), strict=True):
        before = path.read_text()
        edited[path] = edit(before)
        assert edited[path] != before
        path.write_text(edited[path])
    add_note(corpus, "2026-08-01-apart", "Bolts", "2026-08-01", "A shop in Narva sold bolts.")
    text = (corpus / "seeds" / f"{last.stem}.md").read_text()
    story = text.replace("kind: note", f"kind: note\nstory: {last.stem}", 1)
    (corpus / "seeds" / f"{last.stem}.md").write_text(story)
    related = add_note(corpus, "2026-08-02-joins", "More", "2026-08-02", "Japan bought 7 tonnes.")
    related.write_text(related.read_text().replace("kind: note", f"kind: note\nstory: {last.stem}"))
    first = briefing(corpus, "generate")
    assert "1 created" in first.stdout
    assert "conflict" not in first.stdout
    for path, text in edited.items():
        assert lines(text) <= lines(path.read_text()), path
    assert "2026-08-02-joins" in last.read_text()
    again = briefing(corpus, "generate")
    assert f"{PAGES + 1} unchanged" in again.stdout


def lines(text: str) -> set[str]:
    return set(text.split("\n"))
