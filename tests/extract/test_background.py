"""A date heads a row only if it is that of what the row tells."""

from __future__ import annotations

import pytest

from generator.extract.timeline.background import is_background


def beside(words: str, given: str, *, ahead: bool = False) -> bool:
    at = words.rindex(given)
    return is_background(words, at, at + len(given), ahead=ahead)


@pytest.mark.parametrize(
    ("words", "given"),
    [
        # what a participle, a relative clause or a noun dates
        (
            "Oslo on 7 May 2025 paused five rules issued on 9 March, with immediate effect",
            "9 March",
        ),
        ("Limits imposed in March had tripled the price of the ore", "March"),
        ("A kiln at Hosk, cleared in March 2025, was due to run by July", "March 2025"),
        (
            "The pause carries out a deal struck by the king and the premier in Rome on 3 May",
            "3 May",
        ),
        ("The fund was told to sell shares bought in March 2025", "March 2025"),
        ("The ministry lifted the limit that it had set in March 2025", "March 2025"),
        ("The envoy spoke of a campaign that began in Lund on 9 May", "9 May"),
        ("The cabinet published the Ore Act, which took effect on 1 May 2024", "1 May 2024"),
        ("Sales may pass their level before the ban of 3 May 2024", "3 May 2024"),
        # what lies before or after
        ("The trial came weeks after Oslo announced on 6 May a new limit", "6 May"),
        ("Sales fell to 280 tonnes, ahead of a ban announced in May 2025", "May 2025"),
        ("Both had promised the paper within 30 days of a meeting in Lund on 4 May", "4 May"),
        ("After the mine closed on 3 May 2025, the firm sold its fleet", "3 May 2025"),
        # an account that only gives a date
        ("The Ledger dates the filing to 19 May 2023", "19 May 2023"),
        ("A Lund official dated the demand to May", "May"),
        ("The Gazette gave 4 May as the start of the strike", "4 May"),
        # no event
        ("The notices of March and May name only the April rules", "May"),
        ("Lund's papers do not say what became of the listings after May 2025", "May 2025"),
    ],
)
def test_a_date_that_only_stands_beside_what_is_told_heads_no_row(words: str, given: str) -> None:
    assert beside(words, given)


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("The kiln closed in May 2024", "May 2024"),
        ("The act was adopted on 6 April 2024 and signed by the king on 2 May 2024", "2 May 2024"),
        ("The ship left port on 2 May, reached the site on 7 May and dug on 9 May", "7 May"),
        ("Oslo announced on 6 May a new limit on ore", "6 May"),
        ("Hosk, of Norway, asked in May 2025 for a permit", "May 2025"),
        ("A fact sheet published on 1 May said Oslo would lift the limit", "1 May"),
        ("The auditors warned in a report published in May 2026 that ore is short", "May 2026"),
        ("After the Rome summit the king announced on 1 May that the rule would end", "1 May"),
        ("Traders in Lund who were working with the firm were arrested in May 2023", "May 2023"),
        ("A plant that turns scrap into ore was opened in Lund in May 2026", "May 2026"),
        ("Output increased by 4% in May 2025", "May 2025"),
        ("The minister told parliament that the plant had closed in May 2025", "May 2025"),
        ("The kiln, which bakes bricks, stood still for one week in May", "May"),
        ("Oslo had suspended its ban on ore exports to Lund in May 2025", "May 2025"),
        ("Both have renewed the licence, the firm and the ministry announced on 2 May", "2 May"),
        ("Shipments had been stopped since the second week of May", "May"),
    ],
)
def test_the_date_of_what_is_told_heads_its_row(words: str, given: str) -> None:
    assert not beside(words, given)


@pytest.mark.parametrize(
    ("words", "given", "expected"),
    [
        ("Oslo adopted rules that will apply from 1 May 2028", "1 May 2028", False),
        ("He wants a promise before the council votes on 14 May", "14 May", False),
        ("Oslo lifted the ban, with the pause running until 7 May 2027", "7 May 2027", False),
        ("Oslo lifted five rules issued on 9 March until 7 May 2027", "7 May 2027", False),
        ("Oslo passed rules that put ore under control from May 2027", "May 2027", True),
        ("The king announced a forum, with Lund in the chair until May", "May", True),
        ("Hosk spoke of the last quarter of its financial year, which ends in May", "May", True),
    ],
)
def test_a_date_to_come_may_stand_in_what_it_makes_due(
    words: str, given: str, *, expected: bool
) -> None:
    assert beside(words, given, ahead=True) is expected
