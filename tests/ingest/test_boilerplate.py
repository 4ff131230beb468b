from __future__ import annotations

import pytest

from generator.ingest.boilerplate import line_reason, sentence_reason

GONE = [
    "By Jane Doe",
    "By Jane Doe and John Smith, Reuters",
    "BY JANE DOE",
    "Jane Doe | Staff Writer",
    "Updated 12:30 GMT",
    "Published July 18, 2025 at 3:45 p.m. ET",
    "July 18, 2025",
    "18 Jul 2025, 09:15",
    "2025-07-18T09:15:00Z",
    "2 hours ago",
    "Posted on 12 September 2025 | 5 min read",
    "Thursday, September 12, 2025",
    "July 18, 2025 2:34 PM GMT Updated 3 hours ago",
    "3 min read",
    "Share this",
    "Share",
    "Share on Facebook",
    "Facebook Twitter LinkedIn Email",
    "Tweet",
    "Also read: China to tighten exports",
    "Read more",
    "RELATED:",
    "Related: Magnet makers gain",
    "Read more: https://x.y",
    "Photo: X/Getty",
    "Photo: John Smith/Getty Images",
    "(Photo by John Smith/AFP via Getty Images)",
    "REUTERS/Jason Lee",
    "A worker at a mine in Jiangxi, China, October 31, 2010. REUTERS/Stringer/File Photo",
    "Sign up for our newsletter",
    "Sign up here for our daily newsletter and get the best stories.",
    "Subscribe to our free newsletter today!",
    "We use cookies to improve your experience.",
    "This website uses cookies. By continuing you agree.",
    "Accept all cookies",
    "Advertisement",
    "ADVERTISEMENT - CONTINUE READING BELOW",
    "Story continues below advertisement",
    "© 2025 Reuters. All rights reserved.",
    "Copyright 2025 The Example Press. All rights reserved. This may not be rewritten.",
    "1.2K shares",
    "345 views | 12 comments",
    "Comments",
    "12 Comments",
    "Leave a comment",
    "Join the conversation",
    "Tags: China, rare earths, trade",
    "#rareearths #China",
    "Home > World > Asia",
    "Our Standards: The Thomson Reuters Trust Principles.",
    "Reporting by Jane Doe; Editing by John Smith",
    "(Reporting by Jane Doe in Beijing; Editing by John Smith)",
    "The Associated Press contributed to this report.",
    "Follow us on X",
    "Get the latest news delivered to your inbox.",
    "Click here to read the full story",
    "https://example.com/foo",
    "Source: Reuters",
    "***",
    "-- ENDS --",
    "Download the app",
    "Trending Now",
    "Most Read",
    "This article was originally published on example.com.",
    "The post China bans exports appeared first on Example Daily.",
    "What do you think? Let us know in the comments.",
]
STAYS = [
    "Halm said in May that it had sold the mine to a fund. - Reuters",
    "Share prices fell.",
    "Shares fell 3 per cent.",
    "The report was published on Monday.",
    "Images from the site show trucks.",
    "Images by Planet Labs show trucks at the mine.",
    "Advertising revenue continues to fall.",
    "Copyright rules are part of the deal.",
    "The names may not be published, the court said.",
    "More from the mine is expected.",
    "Print runs were cut.",
    "A poll by Reuters/Ipsos.",
    "By Monday the mine had reopened.",
    "By 2030 the mine will close.",
    "Sign up by 14 countries came late.",
    "Maria Ressa is a journalist who won the Nobel prize for peace.",
    "Source countries gain from it.",
    "Read alone, the figure means little.",
    "Watch the price of terbium.",
    "Related metals rose too.",
    "China controls 60 per cent.",
    "Comments were few.",
    "Posted prices rose to $60.",
    "Updated rules take effect on Monday.",
    "Published prices rose in July 2025.",
    "Live trade resumed.",
    "The deal is dead.",
    "Photo evidence was shown in court.",
    "Two hours ago the plant shut.",
    "Markets closed lower.",
    "He told AFP/Reuters nothing.",
    "Analysis of the ore showed 3 per cent.",
    "Analysis: the deal helps nobody, says the bank.",
    "Cookies are not the issue.",
    "Topics include trade and tariffs.",
    "Email records show payments.",
    "The ministry said so. The Chinese embassy did not comment.",
]


@pytest.mark.parametrize("line", GONE)
def test_a_line_of_the_page_around_an_article_is_recognised(line: str) -> None:
    assert line_reason(line, at_end=True)


@pytest.mark.parametrize("line", STAYS)
def test_a_short_true_sentence_stays(line: str) -> None:
    assert line_reason(line) is None
    assert sentence_reason(line) is None


def test_a_note_on_the_author_is_one_only_at_the_end() -> None:
    line = "Maria Ressa is a journalist who won a prize for peace."
    assert line_reason(line) is None
    assert line_reason(line, at_end=True) == "note on the author"


def test_an_invitation_inside_a_paragraph_goes_but_a_caption_there_stays() -> None:
    assert sentence_reason("Sign up for our newsletter here.") == "newsletter or subscription"
    assert sentence_reason("Photo: Jane Doe/Getty Images") is None


@pytest.mark.parametrize(
    "line",
    ["July 18, 2025 " * 35 + "x", "a > " * 120 + "!", "AP/Reuters/" * 45, "word, " * 85],
)
def test_no_line_makes_a_pattern_try_every_way(line: str) -> None:
    assert line_reason(line) is None  # without possessive patterns this would not end
