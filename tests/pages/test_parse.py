from __future__ import annotations

import datetime as dt
import json

import pytest
from briefing_room.pages.document import Kind, parse, parse_with_error, unclosed_line
from briefing_room.pages.draft_files import format_draft, parse_draft
from hypothesis import given
from hypothesis import strategies as st

PAGE = """\
---
id: samplegazette-china
date: null
seeds: [samplegazette-china]
origins: 1
topics: [smuggling-and-enforcement, export-controls]
status: unreviewed
---

# China accuses foreign agents

## Bottom line

[China](../entities/country/china.md) accuses foreign agents.[^samplegazette-5f0c-1-1]

## Key points

- Rare earths are mined in China, which controls over 60%.[^samplegazette-5f0c-2-1][^a-2-2]
<!-- conflict: the generator now says
- Rare earths are mined.[^a-9-9]
keep one text, then delete this comment -->

## Figures

| Figure | Of what |
|---|---|
| over 60% | global output[^a-2-2] |

## Sources

1. *Samplegazette*, article, title not given; date not given.

[^samplegazette-5f0c-1-1]: *Samplegazette*, date not given, paragraph 1.

[^a-2-2]: *Samplegazette*, paragraph 2: “Which controls over 60%.”
    A second line.
"""

# All marks that the parser knows, so that random pages meet every rule.
MARKS = "---|# |## |- |1. ||| |[^a]|[^a]: |<!--|-->|```|    |id: x|\\"
PIECES = st.sampled_from(
    [*MARKS.split("|"), "|", "|---|", "\t", "\r", "\n", "\n\n", "é", "\0", "\u2028"]
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3))).map("".join))


@given(TEXTS)
def test_every_text_is_kept_as_it_is_with_its_lines_numbered(text: str) -> None:
    page = parse(text)
    assert page.text == text
    assert [line.number for line in page.lines] == list(range(1, text.count("\n") + 2))


_WORDS = st.lists(
    st.sampled_from(["[s1", "]", "[^a/1-1]", "- ", "• ", " ", "\u200b", "\n", "“", '"', "x" * 699])
).map("".join)
_ROWS = st.fixed_dictionaries(
    {
        "section": st.just("key_points"),
        "text": _WORDS,
        "bullet": st.integers(-1, 70),
        "cites": st.lists(_WORDS.map("a/1-1={}".format), max_size=2),
        "unknown_ids": st.lists(_WORDS, max_size=2),
    }
)


@given(_WORDS, st.lists(_ROWS, max_size=2), st.dictionaries(_WORDS, _WORDS, max_size=3))
def test_a_draft_that_is_read_and_written_stays_the_same(
    by: str, rows: list[dict[str, object]], values: dict[str, str]
) -> None:
    proposed = [{"kind": "site", "page": "a", "row": values}]
    head = {"draft": 1, "by": f"{by}x", "on": "2025-07-18", "request": by, "replaces": by}
    text = json.dumps({**head, "statements": rows, "refused": rows, "rows": proposed})
    formatted = format_draft(parse_draft(text.encode()))
    assert format_draft(parse_draft(formatted.encode())) == formatted


def test_a_draft_of_an_earlier_version_keeps_its_decisions() -> None:
    draft = parse_draft(b'{"draft": 1, "by": "Ada", "over": "ab12", "settled": ["0c9f"]}')
    assert (draft.replaces, draft.decided_rows) == ("ab12", ("0c9f",))


def test_the_properties_of_a_page_come_from_its_front_matter() -> None:
    page = parse(PAGE, "stories/other-name.md")
    assert (page.id, page.title) == ("samplegazette-china", "China accuses foreign agents")
    assert (page.date, page.status, page.origins) == (None, "unreviewed", 1)
    assert page.seeds == ("samplegazette-china",)
    assert page.topics == ("smuggling-and-enforcement", "export-controls")
    page = parse("# Title\n", "stories/a-story.md")
    assert (page.id, page.seeds, page.status) == ("a-story", (), "unreviewed")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025-07-18", dt.date(2025, 7, 18)),
        ("'2025-07-18'", dt.date(2025, 7, 18)),
        ("2025-07-18T10:00:00Z", dt.date(2025, 7, 18)),
        ("soon", None),
        ("null", None),
    ],
)
def test_a_date_in_any_other_form_is_none(text: str, date: dt.date | None) -> None:
    assert parse(f"---\ndate: {text}\n---\n").date == date


@pytest.mark.parametrize(
    ("section", "kinds"),
    [
        ("Bottom line", "sentence"),
        ("Key points", "bullet comment comment comment"),
        ("Sources", "bullet footnote footnote footnote"),
    ],
)
def test_lines_know_their_kind_and_section(section: str, kinds: str) -> None:
    assert " ".join(line.kind for line in parse(PAGE).section(section)) == kinds


def test_lines_know_the_footnotes_they_cite() -> None:
    page = parse(PAGE)
    assert page.section("Key points")[0].labels == ("samplegazette-5f0c-2-1", "a-2-2")
    assert page.cited == ("samplegazette-5f0c-1-1", "samplegazette-5f0c-2-1", "a-2-2")
    assert page.definitions["a-2-2"].endswith("over 60%.”\nA second line.")
    assert parse(r"He wrote \[^a].").cited == ()


@pytest.mark.parametrize("opener", ["```", "~~~", "<!-- a note"])
def test_a_fence_or_comment_that_never_closes_hides_nothing(opener: str) -> None:
    page = parse(f"{opener}\n\n- One.[^a]\n\n[^a]: Note.\n")
    assert (page.cited, page.definitions) == (("a",), {"a": "Note."})
    assert unclosed_line(page) == page.lines[0]
    closed = parse(f"{opener}\n- One.[^a]\n{'-->' if opener[0] == '<' else opener}\n")
    assert unclosed_line(closed) is None


@pytest.mark.parametrize("line", ["```a```", "<!-- a -->", "<!-->"])
def test_what_is_closed_in_its_line_hides_no_line_below(line: str) -> None:
    assert parse(f"{line}\n- One.[^a]\n\n{line}\n").cited == ("a",)


def test_broken_front_matter_is_kept_and_explained() -> None:
    text = "---\nid: [\n---\n# Title\n"
    page = parse(text, "stories/a.md")
    assert [line.kind for line in page.lines[:3]] == [Kind.FRONT] * 3
    assert (page.id, page.title) == ("a", "Title")
    error = parse_with_error(text)[1]
    assert error is not None
    assert error.line == 2
