"""Reading an answer or a draft, whatever is in it, gives records or one error."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.compose.draft import SECTIONS, Citation, Draft, DraftStatement
from briefing_room.compose.draft_composition import compose_draft
from briefing_room.draft.answer import (
    REWORDINGS,
    UnreadableAnswer,
    find_answer,
    read_answer,
    read_rewordings,
)
from briefing_room.model import Article, Briefing, Facts, Passage, Story
from briefing_room.pages.draft_files import (
    MAX_STATEMENT_CHARACTERS,
    UnreadableDraft,
    format_draft,
    parse_draft,
)
from hypothesis import given
from hypothesis import strategies as st

IDS = {"s1": (Citation("mine/1-1", "ab"),), "s2": (Citation("mine/1-2", "cd"),)}
WORDS = st.sampled_from(["s1", "mine/1-2", "text", "cites", "bullet", "section", "by", "\ud800"])
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | WORDS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(WORDS | st.text(max_size=5), inner, max_size=4)
        | st.fixed_dictionaries({"text": inner, "cites": inner})
    ),
    max_leaves=12,
)
ANSWERS = st.dictionaries(st.sampled_from([*SECTIONS, "rows", REWORDINGS, "x"]), VALUES, max_size=5)


@given(ANSWERS)
def test_any_answer_gives_clean_statements_or_one_error(values: dict[str, Any]) -> None:
    refused = {1: DraftStatement("title", 1, "A mine opens")}
    statements: list[DraftStatement] = []
    with suppress(UnreadableAnswer):
        statements += read_answer(find_answer(json.dumps(values)), IDS).statements
    with suppress(UnreadableAnswer):
        rewordings = find_answer(json.dumps({REWORDINGS: values.get(REWORDINGS)}))
        statements += read_rewordings(rewordings, IDS, refused).statements.values()
    for statement in statements:
        assert statement.text.isprintable()
        assert 0 < len(statement.text) <= MAX_STATEMENT_CHARACTERS
        assert {cite.address for cite in statement.cites} <= {"mine/1-1", "mine/1-2"}


@given(
    st.dictionaries(st.sampled_from(["by", "on", "seeds", "statements", "refused", "rows"]), VALUES)
)
def test_a_draft_that_is_read_and_written_stays_the_same(values: dict[str, Any]) -> None:
    with suppress(UnreadableDraft):
        draft = parse_draft(json.dumps({"draft": 1, "by": "x", **values}).encode())
        assert parse_draft(format_draft(draft).encode()) == draft


@given(st.text())
def test_any_text_is_an_answer_or_one_error(text: str) -> None:
    with suppress(UnreadableAnswer):
        read_answer(find_answer(text), IDS)


def test_a_statement_that_makes_the_program_fail_is_left_out_with_a_hint() -> None:
    passage = Passage("mine", 1, 1, 0, 13, "A mine opens.")
    article = Article("mine", "mine.txt", "article", passage.text, (), (passage,))
    undrafted = Briefing("mine", "A mine", Story("mine", (article,), 1), None, (), ())
    title = DraftStatement("title", 1, passage.text, (Citation(passage.address),))
    facts: dict[str, Facts] = {}  # the facts of the article are missing
    draft = Draft("a model", seeds=("mine",), statements=(title,))
    page = compose_draft(undrafted, draft, facts.__getitem__, Catalogue())
    assert page.briefing == undrafted
    (reason,) = page.verdicts[0].reasons
    assert "(KeyError); reword it or leave it out, and report" in reason.message
