from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.catalogue.entries import Catalogue
from generator.compose.candidates import candidates
from generator.model import Article

Make = Callable[..., Article]


def bullets(text: str, make: Make, catalogue: Catalogue) -> set[str]:
    """Return the groups that are offered as one bullet."""
    pool = candidates([make("a", text, kind="article")], {}, catalogue)
    return {each.text for each in pool if len(each.sentences) > 1}


@pytest.mark.parametrize(
    ("leans_on", "between", "leans"),
    [
        (
            "Customs officers closed the Dansai gate on Monday.",
            "Four drivers were killed, traders said.",
            "The gate had handled 2,300 tonnes a month.",
        ),
        (
            "Ferrocene Metals opened a separation plant near Kiruna in May.",
            "Sweden paid 40 million euros towards it.",
            "The plant is to treat 9,000 tonnes of ore a year.",
        ),
        (
            "Parliament in Lilongwe adopted a royalty of 5% on monazite sand.",
            "Two opposition members voted in favour.",
            "The royalty applies from January.",
        ),
    ],
)
def test_a_bare_noun_joins_the_sentence_that_names_it(
    leans_on: str, between: str, leans: str, make: Make, catalogue: Catalogue
) -> None:
    text = f"Miners met in Oslo.\n\n{leans_on}\n\n{between}\n\n{leans}"
    assert bullets(text, make, catalogue) == {f"{leans_on} {leans}"}


def test_what_points_at_a_date_joins_the_sentence_that_gives_it(
    make: Make, catalogue: Catalogue
) -> None:
    dated = "Rare Earths Norway applied for it in May 2024."
    text = f"Norway approved a mine.\n\n{dated} Costs have risen by 40% since then."
    assert bullets(text, make, catalogue) == {f"{dated} Costs have risen by 40% since then."}


def test_a_surname_joins_the_full_name(make: Make, catalogue: Catalogue) -> None:
    text = (
        "Savanna Rare Metals borrowed 85 million dollars on Monday.\n\n"
        "Building begins in May, managing director Peter Hale told investors.\n\n"
        "Villagers at Ngoma have asked for new houses.\n\n"
        "Hale said that European buyers had offered lower prices."
    )
    assert any(each.startswith("Building") for each in bullets(text, make, catalogue))


@pytest.mark.parametrize(
    "text",
    [
        # Nobody named there is a company.
        "Miners met in Oslo.\n\nGreenland refused a licence. The company calls it wrong.",
        # The word is too far back, and used of something else in between.
        "A tax was adopted in Bern.\n\nA tax on salt was repealed in Basel in May.\n\n"
        + "Norway sold 40 tonnes of ore to Japan.\n\n" * 7
        + "The tax would cost 18 million francs.",
        # The outlet is not the one of the sentence before, for that one names none.
        (
            "Miners met in Oslo.\n\nRains News counted 79 articles. A council keeps the list."
            " The outlet said it builds on quotas."
        ),
        # What stands before is a paragraph of its own with more than one sentence.
        "Norway approved a mine.\n\nSweden sold ore. Finland bought ore.\n\nIt may cost 90 euros.",
    ],
)
def test_where_it_is_not_sure_nothing_is_joined(
    text: str, make: Make, catalogue: Catalogue
) -> None:
    assert bullets(text, make, catalogue) == set()
