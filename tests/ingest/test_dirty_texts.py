"""Every text of ``dirty/`` reads as its ``.expected`` file says, one line for each outcome.

``+`` needs no other sentence, ``~`` refers back, ``?`` is a fragment that is never shown, ``-`` was
removed, with the reason.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from briefing_room.ingest.load import open_document
from briefing_room.model import Article
from shared import read_text

DIRTY = Path(__file__).parent / "dirty"
TEXTS = sorted(path for path in DIRTY.iterdir() if path.suffix in {".txt", ".md"})
MARKS = {None: "+", "pronoun": "~", "fragment": "?"}


def outcome(article: Article) -> str:
    lines = [
        (s.passages[0].start, f"{MARKS[s.standalone_problem]} {s.text}") for s in article.sentences
    ]
    lines += [(r.passage.start, f"- {r.reason}: {r.text}") for r in article.removed]
    values = {key: getattr(article, key) for key in ("title", "publisher", "author", "date")}
    head = "".join(f"{key}: {value}\n" for key, value in values.items())
    head += "opinion\n" if article.opinion else ""
    head += "breaks off\n" if article.ends_mid_sentence else ""
    return head + "".join(f"{line}\n" for _, line in sorted(lines))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_dirty_text_is_cleaned_split_and_mended_as_expected(path: Path) -> None:
    document, _ = open_document(path.read_bytes(), path.suffix)
    expected = path.with_name(f"{path.name}.expected").read_text("utf-8")
    assert outcome(read_text(path.stem, path.name, document.body, document.front)) == expected
