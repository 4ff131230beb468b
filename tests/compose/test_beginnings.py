"""A page of a pasted article begins with its news, not with the lines above the text."""

from __future__ import annotations

import pytest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.compose.briefing import compose_briefing
from briefing_room.extract.facts import extract_facts
from shared import cases, group, read_text


@pytest.mark.parametrize("case", cases(__file__, "beginnings"), ids=lambda case: case["hidden"])
def test_a_page_begins_with_the_first_paragraph_of_the_text(
    case: dict[str, str], catalogue: Catalogue
) -> None:
    article = read_text("narva", "seeds/narva.txt", case["text"], {})
    (story,) = group([article], catalogue=catalogue)
    page = compose_briefing(story, catalogue, lambda _: extract_facts(article, catalogue))
    texts = [statement.text for statement in page.statements]
    assert texts[0].startswith(case["bottom line"])
    assert case["hidden"] not in " ".join(texts)
