from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.catalogue.entries import Catalogue
from generator.compose.limits import is_limited, room
from generator.compose.summary import choose
from generator.extract.facts import facts
from generator.model import Article

Make = Callable[..., Article]

SENTENCE = "Norway sold {} tonnes of ore to a buyer in Japan for a price that nobody would tell. "


@pytest.mark.parametrize(
    ("kind", "licence", "limited"),
    [
        ("article", None, True),
        ("article", "all rights reserved", True),
        ("article", "CC BY 4.0", False),
        ("article", "by permission of the publisher", True),
        ("article", "permission of the publisher, 2026", False),
        ("note", None, False),
    ],
)
def test_the_licence_decides_whether_there_is_a_limit(
    kind: str, licence: str | None, limited: bool, make: Make
) -> None:
    assert is_limited(make("a", "Norway sold ore.", kind=kind, licence=licence)) is limited


def test_a_long_article_leaves_less_of_itself(make: Make) -> None:
    short, long = (
        make("a", "".join(SENTENCE.format(n) for n in range(size)), kind="article")
        for size in (20, 60)
    )
    assert room(short) == 198
    assert room(long) == 216


def test_each_of_two_articles_is_kept_to_its_own_room(make: Make, catalogue: Catalogue) -> None:
    towns = ("Oslo", "Lyon", "Perth", "Osaka", "Turin", "Quito", "Delhi", "Bergen", "Kiruna")
    texts = (
        "".join(
            f"{town} bought {n}{k} tonnes of {ore} in 20{n} from a seller whose name it kept. "
            for n, town in enumerate(towns, start=11)
        )
        for k, ore in ((3, "monazite"), (7, "xenotime"))
    )
    articles = [
        make(name, text, kind="article", story="ore")
        for name, text in zip("ab", texts, strict=True)
    ]
    said = choose(articles, [facts(a, catalogue) for a in articles], catalogue)
    for article in articles:
        shown = {p.label: p for each in said for p in each.passages if p.article == article.id}
        assert sum(len(p.text.split()) for p in shown.values()) <= room(article)
