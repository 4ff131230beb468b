"""A seed file is opened as what it holds, whatever its ending says."""

from __future__ import annotations

from pathlib import Path

import pytest
from generator.ingest.read import read_seeds

from generator.ingest.decode import NotTextError
from generator.ingest.opened import opened
from generator.text.frontmatter import FrontMatterError

BODY = "Norway will drill thirty holes at the Fen deposit, its survey said on Tuesday.\n"


def test_a_text_may_have_front_matter_even_below_empty_lines() -> None:
    document, _ = opened(b"\n\n---\ntitle: Holes at Fen\n---\n" + BODY.encode(), ".txt")
    assert document.front == {"title": "Holes at Fen"}
    assert document.lines == {"title": 4}
    assert (document.body, document.body_line) == (BODY, 6)


def test_a_rule_above_a_text_is_no_front_matter() -> None:
    text = f"---\nFrom our desk: the week\n---\n{BODY}"
    assert opened(text.encode(), ".txt")[0].body == text


def test_a_fault_in_the_front_matter_of_a_text_has_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"\n---\ntitle: Holes: many\n---\n{BODY}")
    _, (finding,) = read_seeds(tmp_path)
    assert str(finding).startswith(f"{(tmp_path / 'a.txt').as_posix()}:3: bad-seed: ")
    with pytest.raises(FrontMatterError):
        opened(b"---\ntitle: Holes\n", ".txt")


def test_a_page_that_was_saved_as_text_is_read_as_a_page() -> None:
    page = Path(__file__).parent / "pages" / "wordpress.html"
    document, _ = opened(page.read_bytes(), ".txt")
    assert document.front["title"] == "Lynas lifts dysprosium output"


def test_pasted_markup_becomes_paragraphs() -> None:
    text = f"<h1>Holes at Fen</h1><p>{BODY}</p><script>x()</script><div>One<br>Two</div>"
    assert opened(text.encode(), ".txt")[0].body == f"Holes at Fen\n\n{BODY.strip()}\n\nOne\nTwo"


def test_a_text_that_speaks_of_markup_stays_as_it_is() -> None:
    text = f"The <b> element is bold and <i> is not. {BODY}"
    assert opened(text.encode(), ".txt")[0].body == text


def test_a_file_of_a_word_processor_is_refused_in_words() -> None:
    with pytest.raises(NotTextError, match="RTF"):
        opened(rb"{\rtf1\ansi Hello.\par}", ".txt")
