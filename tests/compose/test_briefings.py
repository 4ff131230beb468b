from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from generator.catalogue.entries import Catalogue
from generator.compose.briefings import build, newest_first
from generator.model import Article, Role

SAMPLE = "arcadiadaily-china-accuses-foreign-agents"

Make = Callable[..., Article]


def test_the_sample_is_told_without_its_dirt(
    seeds: Sequence[Article], catalogue: Catalogue
) -> None:
    (page,) = build([seed for seed in seeds if seed.id == SAMPLE], catalogue)
    text = " ".join(each.text for each in page.statements)
    assert page.title == (
        "China accuses foreign agents of orchestrating the illegal smuggling of rare earth metals"
    )
    assert page.date is None
    assert page.story.origins == 1
    assert "Sensors to Speed" not in text
    assert [each.text for each in page.statements if each.role is Role.NOT_KNOWN] == [
        (
            "Chinese authorities have not named any specific countries or organizations in their"
            " accusations."
        )
    ]
    share = next(each for each in page.statements if "over 60%" in each.text)
    assert len(share.passages) == 2


def test_the_order_of_the_seeds_does_not_matter(
    seeds: Sequence[Article], catalogue: Catalogue
) -> None:
    some = [seed for seed in seeds if "2025-07" in seed.id or seed.date is None]
    shuffled = some[:]
    random.Random(2).shuffle(shuffled)
    assert build(shuffled, catalogue) == build(some, catalogue)


def test_newest_first_and_undated_last(make: Make) -> None:
    names = [("a", "2025-01-01"), ("b", None), ("c", "2026-01-01"), ("d", "2026-01-01")]
    articles = [make(name, "It rained.", date=date, kind="article") for name, date in names]
    assert [article.id for article in newest_first(articles)] == ["c", "d", "a", "b"]


def test_what_the_prose_tells_is_no_separate_disagreement(
    seeds: Sequence[Article], catalogue: Catalogue
) -> None:
    for page in build(seeds[:30], catalogue):
        told = {p.label for each in page.statements for p in each.passages}
        for found in page.disagreements:
            assert not told & {p.label for account in found.accounts for p in account.passages}
