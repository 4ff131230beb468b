from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.compose.overtaken import overtaken
from generator.model import Article

Make = Callable[..., Article]


@pytest.mark.parametrize(
    ("old", "new", "gives_way"),
    [
        (
            "Orsa expects production to resume within two weeks.",
            "Orsa said that production would not resume before August.",
            True,
        ),
        (
            "The senate will vote on the tax in March.",
            "The senate voted on the tax with a large majority.",
            True,
        ),
        ("The cause is not known.", "A hydrogen leak caused the blast.", True),
        (
            "The ministry did not say when the gate would reopen.",
            "The gate reopened on Monday.",
            True,
        ),
        # another matter, the same word of another thing, and still not known
        ("Orsa expects production to resume soon.", "Orsa put the damage at 45 million.", False),
        ("The plant will make 900 tonnes of magnets.", "The plant makes magnets for cars.", False),
        ("The cause is not known.", "The cause was still not known on Friday.", False),
        ("The ministry did not say when the gate would reopen.", "The gate was hit again.", False),
        ("Orsa makes 900 tonnes of magnets.", "Orsa will make 900 tonnes of magnets.", False),
    ],
)
def test_what_a_later_article_knows_better_is_overtaken(
    old: str, new: str, gives_way: bool, make: Make
) -> None:
    earlier = make("a", f"A plant burned. {old}", date="2026-05-04")
    later = make("b", f"A plant burned. {new}", date="2026-05-06")
    past = {sentence.passages[0].label for sentence in earlier.sentences[1:]}
    assert overtaken([later, earlier]) == (past if gives_way else set())
    same_day = make("c", f"A plant burned. {new}", date="2026-05-04")
    assert overtaken([same_day, earlier]) == set()
