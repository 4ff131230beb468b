from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence

import pytest
from briefing_room.compose.stories import best_editions
from briefing_room.model import Article, Story
from shared import group

LYNAS = (
    "Lynas Rare Earths said on 3 March 2026 that it would build a second kiln at its plant in"
    " Kalgoorlie, Western Australia. The work will cost A$90 million and take two years. The"
    " company expects to treat 40 per cent more concentrate from its Mount Weld mine once the"
    " kiln runs. Unions welcomed the plan and asked for local hiring. The state government has"
    " not decided whether to pay for a new power line, which the plant needs after a series of"
    " outages last year. Analysts at a Sydney bank called the price reasonable."
)
OTHER = (
    "Vietnam's parliament passed a law on 9 June 2026 that forbids the export of unprocessed ore."
    " Investors from South Korea had asked for a longer transition. Officials in Hanoi said that"
    " licences already granted would stay valid until they expire. The mine at Dong Pao has been"
    " idle for a decade, and nobody has published a date for its reopening or a budget for it."
)

Make = Callable[..., Article]


def ids(stories: Iterable[Story]) -> list[tuple[str, list[str]]]:
    return [(story.id, [article.id for article in story.articles]) for story in stories]


def test_one_seed_is_one_story_under_its_own_id(make: Make) -> None:
    stories = group([make("2026-03-03-kiln", LYNAS), make("2026-06-09-law", OTHER)])
    assert ids(stories) == [
        ("2026-03-03-kiln", ["2026-03-03-kiln"]),
        ("2026-06-09-law", ["2026-06-09-law"]),
    ]


def test_seeds_of_one_story_share_a_page_under_its_name(make: Make) -> None:
    stories = group([make("b", OTHER, story="event"), make("a", LYNAS, story="event")])
    assert ids(stories) == [("event", ["a", "b"])]


def test_a_seed_joins_the_seed_that_its_story_names_in_whatever_order(make: Make) -> None:
    first, second = make("a", LYNAS), make("b", OTHER, story="a")
    assert ids(group([first, second])) == [("a", ["a", "b"])]
    assert ids(group([make("a", LYNAS, story="b"), second])) == [("b", ["a", "b"])]
    third = make("c", f"{LYNAS}\n\n{OTHER}", story="b")
    assert ids(group([make("a", LYNAS, story="event"), second, third])) == [
        ("event", ["a", "b", "c"])
    ]


def test_reprints_share_a_page_and_count_as_one_origin(make: Make) -> None:
    reprint = "KALGOORLIE (Wire) — " + LYNAS + " Additional reporting by the bureau."
    stories = group([make("a", LYNAS, kind="article"), make("b", reprint, kind="article")])
    assert ids(stories) == [("a", ["a", "b"])]
    assert stories[0].origins == 1


def test_a_shortened_reprint_is_a_reprint(make: Make) -> None:
    short = " ".join(LYNAS.split(". ")[i] + "." for i in range(4))
    assert len(group([make("a", LYNAS), make("b", short)])) == 1


def test_an_edited_reprint_is_found_among_other_texts_and_short_texts_are_never_copies(
    make: Make,
) -> None:
    chance = random.Random(1)
    texts = [" ".join(f"w{chance.randrange(4000)}" for _ in range(300)) for _ in range(40)]
    words = texts[0].upper().split()
    edited = ", ".join("changed" if place % 20 == 0 else word for place, word in enumerate(words))
    stories = group([make(f"n{number:02}", text) for number, text in enumerate([*texts, edited])])
    assert [members for _, members in ids(stories) if len(members) > 1] == [["n00", "n40"]]
    assert len(group([make("a", "Too short to tell."), make("b", "Too short to tell.")])) == 2


def test_the_next_issue_of_a_report_is_no_copy_and_a_late_reprint_is(make: Make) -> None:
    report = (
        "Cerium oxide cost ${} a kilogram at Durban this week, traders said. Stocks there stood at"
        " {} tonnes. Buyers were waiting for the result of a tender. Sellers offered nothing for"
        " delivery before the spring. The survey has 25 members and comes out each week."
    )
    first = make("first", report.format(310, 41), date="2026-03-06")
    later = make("later", report.format(290, 38), date="2026-03-13")
    reprint = make("reprint", report.format(310, 41), date="2026-03-20")
    assert ids(group([first, later])) == [("first", ["first"]), ("later", ["later"])]
    assert ids(group([first, reprint])) == [("first", ["first", "reprint"])]
    corrected = make("corrected", report.format(301, 41), date="2026-03-07")
    assert ids(group([first, corrected])) == [("first", ["first", "corrected"])]


def test_notices_of_one_form_about_several_firms_are_no_copies(make: Make) -> None:
    notice = (
        "The exchange in Trevel suspended shares of {0} on Monday because it had not filed its"
        " accounts for the year. {0} has until the end of the month to file them, officials said."
        " A fine may follow, and the firm may lose its listing. {0} did not answer questions."
    )
    firms = [make(firm.lower(), notice.format(firm)) for firm in ("Axiom", "Kestrel", "Orsa")]
    assert [members for _, members in ids(group(firms))] == [["axiom"], ["kestrel"], ["orsa"]]


def test_a_digest_of_several_texts_is_no_copy_and_joins_no_stories(make: Make) -> None:
    digest = f"The week in minerals. {LYNAS}\n\n{OTHER}"
    stories = group([make("a", LYNAS), make("b", OTHER), make("week", digest)])
    assert ids(stories) == [("a", ["a"]), ("b", ["b"]), ("week", ["week"])]
    with_copy = group([make("a", LYNAS), make("b", OTHER), make("week", digest), make("x", digest)])
    assert ids(with_copy)[2] == ("week", ["week", "x"])


def test_copies_that_the_editor_puts_into_different_stories_stay_apart(make: Make) -> None:
    stories = group([make("a", LYNAS, story="one"), make("b", LYNAS, story="two")])
    assert [story.id for story in stories] == ["one", "two"]


def test_an_existing_page_keeps_its_id_whatever_joins_it(make: Make) -> None:
    early = make("2026-01-01-early", OTHER, date="2026-01-01", story="event")
    late = make("2026-02-02-late", LYNAS, date="2026-02-02", story="event")
    stories = group([early, late], {"2026-02-02-late": "2026-02-02-late"})
    assert [story.id for story in stories] == ["2026-02-02-late"]


def test_two_stories_never_claim_one_page(make: Make) -> None:
    pages = {"a": "page", "b": "page"}
    stories = group([make("a", LYNAS), make("b", OTHER)], pages)
    assert [story.id for story in stories] == ["b", "page"]


def test_the_order_of_the_seeds_does_not_matter(seeds: Sequence[Article]) -> None:
    shuffled = list(seeds)
    random.Random(4).shuffle(shuffled)
    assert group(shuffled) == group(seeds)


def test_each_text_is_represented_by_its_longest_version(make: Make) -> None:
    long = LYNAS + " Additional reporting by the bureau in Perth."
    articles = (make("a", LYNAS), make("b", long), make("c", OTHER))
    chosen = best_editions(Story("a", articles, 2))
    assert [article.id for article in chosen] == ["b", "c"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2025-07-18-mss-postal-smuggling-scmp", "2025-07-18-mss-smuggling-accusation-ap"),
        (
            "2025-07-10-mp-materials-pentagon-deal-terms",
            "2025-07-10-pentagon-largest-mp-materials-shareholder",
        ),
    ],
)
def test_pairs_about_one_event_share_a_page(
    seeds: Sequence[Article], first: str, second: str
) -> None:
    groups = [{article.id for article in story.articles} for story in group(seeds)]
    assert {first, second} in groups
