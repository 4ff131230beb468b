from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.catalogue.entries import Catalogue
from generator.compose.candidates import candidates
from generator.model import Article

Make = Callable[..., Article]


def score(text: str, articles: list[Article], catalogue: Catalogue) -> float:
    return next(c.score for c in candidates(articles, {}, catalogue) if c.text == text)


@pytest.mark.parametrize(
    ("old", "new", "gives_way"),
    [
        ("Two workers were taken to hospital.", "Five workers were hurt, one seriously.", True),
        (
            "Corvane sold the mine at Sorsa for 40 million euros.",
            "Corvane sold its mine at Sorsa for 62 million euros.",
            True,
        ),
        (
            "The port of Oulu took 300 containers on Monday.",
            "By Friday the port of Oulu had taken 850 containers.",
            True,
        ),
        # the same count, shares, and counts of another thing
        ("Two workers were taken to hospital.", "Two workers are back at home.", False),
        ("Output fell by 8% at Sorsa.", "Output fell by 12% at Sorsa.", False),
        ("Two workers were taken to hospital.", "Corvane ordered five pumps from Japan.", False),
    ],
)
def test_an_older_count_gives_way(
    old: str, new: str, gives_way: bool, make: Make, catalogue: Catalogue
) -> None:
    earlier = make("a", old, date="2026-10-05", kind="article", story="fire")
    later = make("b", new, date="2026-10-12", kind="article", story="fire")
    alone = score(old, [earlier], catalogue)
    both = score(old, [later, earlier], catalogue)
    assert (both < alone) is gives_way
    assert score(new, [later, earlier], catalogue) == score(new, [later], catalogue)


def test_articles_of_one_day_or_of_none_do_not_outdate_each_other(
    make: Make, catalogue: Catalogue
) -> None:
    old, new = "Two workers were taken to hospital.", "Five workers were hurt."
    for date in ("2026-10-05", None):
        one = make("a", old, date=date, kind="article", story="fire")
        other = make("b", new, date=date, kind="article", story="fire")
        assert score(old, [one, other], catalogue) == score(old, [one], catalogue)
