from __future__ import annotations

import pytest
from briefing_room.pages.escape import escape
from briefing_room.publish.markup import plain_line
from briefing_room.review.reading import strip_markdown
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("[China](../entities/country/china.md) said so.[^a-1-1]", "China said so."),
        ("A *claim* and **more** \\*not this\\*.", "A claim and more *not this*."),
        ("US\\$5 a\\_b &lt;b&gt;", "US$5 a_b <b>"),
        ("[with (brackets)](https://a.example/x_(y)) end", "with (brackets) end"),
    ],
)
def test_markdown_is_stripped_to_the_words_that_a_reader_sees(markdown: str, words: str) -> None:
    assert strip_markdown(markdown) == words


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"]), max_size=60))
def test_escaped_text_reads_as_it_was_before(text: str) -> None:
    assert strip_markdown(escape(text)) == " ".join(text.split())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Officials said so.[^a-1-1] *State media, via AP*", "Officials said so."),
        ("The *Global Times* said so.[^a-1-1][^a-1-2]", "The *Global Times* said so."),
        ("*All of it in italics.*", "*All of it in italics.*"),
        ("[A](b.md) says.[^a-1-1]", "[A](b.md) says."),
    ],
)
def test_bullet_footnotes_and_label_are_removed_and_links_stay(line: str, expected: str) -> None:
    assert plain_line(line) == expected
