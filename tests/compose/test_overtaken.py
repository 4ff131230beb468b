from __future__ import annotations

from collections.abc import Callable

import pytest
from generator.compose.briefings import briefing

from generator.catalogue.entries import Catalogue
from generator.compose.overtaken import overtaken
from generator.compose.stories import group
from generator.model import Article, Briefing, Role

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


FIRST = (
    "An explosion on 4 May 2026 stopped the magnet plant of Orsa Metals in Leiria, Reuters"
    " reported. Two workers were hurt.\n\n"
    "The Leiria plant makes 1,800 tonnes of neodymium magnets a year, about a tenth of European"
    " demand. Orsa Metals said the cause was not known.\n\n"
    "Orsa Metals expects production to resume within two weeks, chief executive Marta Lobo said."
)
SECOND = (
    "Prosecutors in Leiria opened an inquiry on 6 May 2026 into the explosion at the magnet plant"
    " of Orsa Metals, the agency Lusa reported. Five workers were hurt, two of them badly.\n\n"
    "Orsa Metals said on 6 May that production would not resume before August."
)
THIRD = (
    "Inspectors found on 9 May 2026 that a hydrogen leak in a sintering furnace caused the"
    " explosion at the Orsa Metals magnet plant in Leiria, Expresso reported. The Leiria plant"
    " makes 1,800 tonnes of neodymium magnets a year.\n\n"
    "Volkswagen has ordered 300 tonnes of magnets from JL Mag of China to fill the gap, Expresso"
    " said."
)


@pytest.fixture(scope="module")
def page(make: Make, catalogue: Catalogue) -> Briefing:
    texts = (("c", FIRST, "04"), ("a", SECOND, "06"), ("b", THIRD, "09"))
    seeds = [make(i, text, date=f"2026-05-{day}", story="blast") for i, text, day in texts]
    (story,) = group(seeds)
    return briefing(story, catalogue)


def test_three_articles_are_told_newest_first(page: Briefing) -> None:
    assert page.statements[0].text.startswith("Inspectors found on 9 May 2026")
    points = [s.passages[0].article for s in page.statements if s.role is Role.KEY_POINT]
    assert points == sorted(points, key="bac".index)


def test_what_two_of_three_say_is_said_once_with_both_footnotes(page: Briefing) -> None:
    (output,) = [said for said in page.statements if "1,800 tonnes" in said.text]
    assert [passage.article for passage in output.passages] == ["b", "c"]


def test_what_one_of_three_says_has_its_footnote_alone(page: Briefing) -> None:
    (inquiry,) = [said for said in page.statements if "opened an inquiry" in said.text]
    assert {passage.article for passage in inquiry.passages} == {"a"}


def test_what_later_articles_know_better_stands_nowhere_on_the_page(page: Briefing) -> None:
    shown = [said.text for said in page.statements] + [claim.text for claim in page.claims]
    assert not any("two weeks" in text or "cause was not known" in text for text in shown)
    assert any("before August" in text for text in shown)
    assert any("Five workers were hurt" in said.text for said in page.statements)
