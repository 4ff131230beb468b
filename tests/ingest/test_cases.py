"""Single lines and sentences, many of each kind: the cases are in ``cases/``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from briefing_room.ingest.boilerplate import line_label, sentence_label
from briefing_room.ingest.credits import read_head_credits
from briefing_room.ingest.datelines import Dateline, read_dateline, read_dateline_line
from briefing_room.ingest.days import find_days, names_a_day
from briefing_room.ingest.headline import find_edition
from briefing_room.ingest.language import detect_language, is_english
from briefing_room.ingest.lines import Label
from briefing_room.ingest.load import SeedFile, read_article
from briefing_room.ingest.mend import is_fragment
from briefing_room.ingest.metadata import KEYS, read_metadata
from briefing_room.ingest.names import strip_desk_label
from briefing_room.ingest.openings import points_back
from briefing_room.text.frontmatter import split_front_matter
from briefing_room.text.sentences import sentence_spans, split_glued
from hypothesis import given
from hypothesis import strategies as st

CASES = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))
    for path in (Path(__file__).parent / "cases").glob("*.yml")
}
HEADS = CASES["heads"]
SENTENCE = "China has tightened its rules on exports, the ministry said."


@pytest.mark.parametrize("line", CASES["lines"]["gone"])
def test_a_line_of_the_page_around_an_article_is_recognised(line: str) -> None:
    assert line_label(line, at_end=True)


@pytest.mark.parametrize("line", CASES["lines"]["stay"])
def test_a_short_true_sentence_stays(line: str) -> None:
    assert line_label(line) is None
    assert sentence_label(line) is None


@pytest.mark.parametrize("line", CASES["lines"]["endless"])
def test_no_line_makes_a_pattern_backtrack_for_long(line: str) -> None:
    assert line_label(line) is None  # without possessive patterns this would not end


def test_a_note_on_the_author_or_a_caption_is_recognised_by_its_place() -> None:
    line = "Maria Ressa is a journalist who won a prize for peace."
    assert line_label(line) is None
    assert line_label(line, at_end=True) == "about the author"
    assert sentence_label("Sign up for our newsletter here.") == "newsletter or subscription"
    assert sentence_label("Photo: Jane Doe/Getty Images") is None


@pytest.mark.parametrize(("line", "author", "publisher", "day"), HEADS["bylines"])
def test_a_byline_gives_author_outlet_and_day(
    line: str, author: str | None, publisher: str | None, day: str | None
) -> None:
    line_credits = read_head_credits([(line, Label.BYLINE)])
    date = dt.date.fromisoformat(day) if day else None
    assert (line_credits.author, line_credits.publisher, line_credits.date) == (
        author,
        publisher,
        date,
    )


@pytest.mark.parametrize(("lines", "day"), HEADS["days"])
def test_the_day_of_publication_is_never_that_of_a_change_nor_one_of_two(
    lines: list[str], day: str | None
) -> None:
    date = read_head_credits([(line, Label.TIME) for line in lines]).date
    assert date == (dt.date.fromisoformat(day) if day else None)


BODY = f"""
Acme will shut its mine in Narva in June because water has entered it. {SENTENCE}
The mine employs 320 people and produced 4,000 tonnes of concentrate last year.
A union of miners said that it would ask the government of Estonia for help.
"""
TITLE = "Acme shuts its mine in Narva as water rises"


@pytest.mark.parametrize(
    ("lines_above", "lines_below"),
    [
        ([TITLE, "JANE ROE", "May 4, 2026", "Back to Gallery", TITLE], []),
        ([TITLE, "Updated: 5 May 2026, 9:01 AM"], ["First published on May 4, 2026 / 8:16 AM"]),
        ([TITLE], ["By Jane Roe", "May 4, 2026"]),
    ],
)
def test_a_day_below_another_copy_of_the_title_or_as_first_published_counts(
    lines_above: list[str], lines_below: list[str]
) -> None:
    text = "\n\n".join([*lines_above, *BODY.split("\n"), *lines_below])
    article, _ = read_article(SeedFile("x", "seeds/x.txt", text.encode()))
    assert article is not None
    assert (article.title, article.date) == (TITLE, dt.date(2026, 5, 4))


def test_a_headline_may_end_in_photos() -> None:
    title = "Acme, Narva Mill Is Looking Tidy In New Photos"
    text = "\n\n".join([title, "By Jane Roe", "4 May 2026", *BODY.split("\n")])
    article, _ = read_article(SeedFile("x", "seeds/x.txt", text.encode()))
    assert article is not None
    assert article.title == title


def test_an_ambiguous_numeric_date_is_noticed_but_not_used() -> None:
    for text in ("12/03/2026", "3.4.2026", "7-8-2026"):
        assert find_days(text) == ()
        assert names_a_day(text)


@pytest.mark.parametrize(("mark", "publisher"), HEADS["datelines"])
def test_a_dateline_is_measured_and_its_publisher_read(mark: str, publisher: str | None) -> None:
    assert read_dateline(mark + SENTENCE) == Dateline(mark, publisher)


@pytest.mark.parametrize("sentence", HEADS["no_datelines"])
def test_a_sentence_with_a_dash_has_no_dateline(sentence: str) -> None:
    assert read_dateline(sentence) is None


def test_a_dateline_gives_its_day_and_a_name_counts_in_the_first_paragraph_only() -> None:
    line_credits = read_head_credits(
        [("MONTREAL, June 4, 2026 (GLOBE NEWSWIRE) --", Label.DATELINE)]
    )
    assert line_credits.date == dt.date(2026, 6, 4)
    assert read_dateline(f"Samplegazette – {SENTENCE}", first=False) is None
    assert read_dateline(f"BEIJING (Reuters) - {SENTENCE}", first=False) is not None


@pytest.mark.parametrize(("line", "publisher"), HEADS["alone"])
def test_a_dateline_may_be_all_of_a_line(line: str, publisher: str | None) -> None:
    assert read_dateline_line(line) == Dateline(line, publisher)


@pytest.mark.parametrize("line", HEADS["not_alone"])
def test_a_line_that_only_looks_like_a_dateline_is_none(line: str) -> None:
    assert read_dateline_line(line) is None


@pytest.mark.parametrize(("caption", "day"), HEADS["updated"])
def test_the_day_of_an_update_counts_if_a_caption_shows_that_it_is_the_days_news(
    caption: str, day: str | None
) -> None:
    body = "The tin mine at Zenda opened after ten years, and it will make 900 tonnes a year."
    lines = (
        "The tin mine at Zenda opens",
        "Updated",
        "1:39 am EST, Wednesday, May 6, 2026",
        caption,
    )
    article, _ = read_article(
        SeedFile("x", "seeds/x.txt", "\n".join((*lines, body, body)).encode())
    )
    assert article is not None
    assert article.date == (day and dt.date.fromisoformat(day))


def test_a_caption_without_a_verb_and_a_title_like_a_sentence_are_no_part_of_the_text() -> None:
    title = "Wild goats ruled this island for over a century. Now it is being reborn."
    news = "The wild goats of the island were flown off in 2017, a century after they came there."
    more = "Trees have grown back on the island, and ten times as many birds nest on it as before."
    caption = "The Redonda tree lizard, one of the reptiles that came back once the rats were gone."
    credit = "Photograph by Ed Marshall, Redonda Trust"
    lines = (title, "Monday, 6 January 2020", "By Jane Roe", news, caption, credit, more)
    article, _ = read_article(SeedFile("x", "seeds/x.txt", "\n".join(lines).encode()))
    assert article is not None
    assert article.title == title
    assert caption in {item.text for item in article.removed if item.reason == Label.CREDIT}
    assert [sentence.text for sentence in article.sentences] == [news, more]


def test_rows_of_numbers_are_a_table_and_no_sub_headings() -> None:
    news = "The mine at Zenda is to make 900 tonnes of tin a year, and 300 people will work there."
    hall = "A second hall for the mill is to be built beside the river once the permit is granted."
    rows = ["Quarter Output Price", "2025 Q1 220 14.1", "2025 Q2 230 14.3", "2025 Q3 225 15.0"]
    paragraphs = ["The tin mine at Zenda opens", news, hall, news + hall, "\n".join(rows), hall]
    article, _ = read_article(SeedFile("x", "seeds/x.txt", "\n\n".join(paragraphs).encode()))
    assert article is not None
    assert [item.text for item in article.removed if item.reason == Label.TABLE] == rows[1:]


@pytest.mark.parametrize(("head", "start", "end", "author", "is_opinion"), HEADS["opinions"])
def test_a_text_is_an_opinion_on_plain_evidence_only(
    head: str, start: str, end: str, author: str, *, is_opinion: bool
) -> None:
    news = "It is to make 900 tonnes of tin a year, and 300 people will work there, the mine says."
    text = "\n\n".join(("The tin mine at Zenda opens", head, start, news, news[:-15], end))
    article, _ = read_article(SeedFile("x", "seeds/x.txt", text.encode()))
    assert article is not None
    assert (article.author, article.opinion) == (author, is_opinion)


@pytest.mark.parametrize(("line", "title", "opinion"), HEADS["labels"])
def test_the_label_of_the_desk_is_no_part_of_a_title(line: str, title: str, opinion: bool) -> None:
    assert strip_desk_label(line) == (title, opinion)


@pytest.mark.parametrize(("lines", "expected"), HEADS["editions"])
def test_the_label_of_the_desk_names_the_edition(lines: list[str], expected: str | None) -> None:
    assert find_edition(lines) == expected


@pytest.mark.parametrize("sentences", CASES["sentences"], ids=lambda parts: parts[0][:40])
def test_abbreviations_and_quotations_end_no_sentence(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


@pytest.mark.parametrize("parts", CASES["glued"], ids=lambda parts: parts[0][:40])
def test_sentences_without_a_space_between_them_are_split_and_names_are_not(
    parts: list[str],
) -> None:
    text = "".join(parts)
    assert [text[start:end] for start, end in split_glued(text, 0, len(text))] == parts


@given(st.text(alphabet="aB .!?\"'“”()\n\xa0\xad1", max_size=60))
def test_spans_hold_every_visible_character_in_order(text: str) -> None:
    spans = [part for start, end in sentence_spans(text) for part in split_glued(text, start, end)]
    gaps = [0, *(edge for span in spans for edge in span), len(text)]
    assert gaps == sorted(gaps)
    assert not "".join(text[gaps[i] : gaps[i + 1]] for i in range(0, len(gaps), 2)).strip()


@pytest.mark.parametrize("piece", CASES["torn"]["torn"])
def test_a_piece_of_a_torn_sentence_is_recognised(piece: str) -> None:
    assert is_fragment(piece)


@pytest.mark.parametrize("sentence", CASES["torn"]["whole"])
def test_a_whole_sentence_is_left_alone(sentence: str) -> None:
    assert not is_fragment(sentence)


@pytest.mark.parametrize("sentence", CASES["openings"]["back"])
def test_a_sentence_whose_subject_is_named_elsewhere_points_back(sentence: str) -> None:
    assert points_back(sentence)


@pytest.mark.parametrize("sentence", CASES["openings"]["alone"])
def test_a_sentence_that_names_its_subject_stands_alone(sentence: str) -> None:
    assert not points_back(sentence)


@pytest.mark.parametrize("code", sorted(CASES["languages"]["texts"]))
def test_a_text_is_recognised_by_its_script_or_its_small_words(code: str) -> None:
    assert detect_language(CASES["languages"]["texts"][code]) == code


@pytest.mark.parametrize("text", CASES["languages"]["doubt"])
def test_in_doubt_a_text_counts_as_english(text: str) -> None:
    assert is_english(detect_language(text))


@pytest.mark.parametrize(("text", "messages"), CASES["findings"])
def test_findings_say_what_was_not_taken_from_a_paste(text: str, messages: list[str]) -> None:
    _, findings = read_article(SeedFile("x", "seeds/x.txt", text.encode()))
    assert len(findings) == len(messages)
    assert all(str(f).startswith(message) for f, message in zip(findings, messages, strict=True))


def messages_of(front: str) -> list[str]:
    _, findings = read_metadata(split_front_matter(f"---\n{front}\n---\nText."), "seeds/x.md")
    return [str(finding) for finding in findings]


@pytest.mark.parametrize(("front", "line", "reason"), CASES["front_matter"])
def test_a_wrong_value_is_one_finding_with_its_line(front: str, line: int, reason: str) -> None:
    (message,) = messages_of(front)
    assert message.startswith(f"seeds/x.md:{line}: bad-seed: ")
    assert reason in message


def test_all_mistakes_are_reported_at_once_and_an_unknown_key_with_the_known_ones() -> None:
    assert len(messages_of("titel: X\nkind: memo\ndate: soon")) == 3
    assert all(key in messages_of("x: 1")[0] for key in KEYS)


@pytest.mark.parametrize(
    ("front", "values"),
    [
        ("title:\ndate: null\nsources:\nstory:", {"title": None, "date": None, "sources": ()}),
        ("date: 2025-07-18 10:00:00", {"date": dt.date(2025, 7, 18)}),
    ],
)
def test_front_matter_is_read_as_people_mean_it(front: str, values: dict[str, Any]) -> None:
    record, findings = read_metadata(split_front_matter(f"---\n{front}\n---\nText."), "x.md")
    assert not findings
    assert {key: getattr(record, key) for key in values} == values


def test_a_rule_below_a_list_makes_no_heading_of_its_last_item() -> None:
    text = f"{SENTENCE}\n\n- The rules apply from May.\n---\nThe ministry gave no reason for them."
    article, _ = read_article(SeedFile("a", "seeds/a.md", text.encode()))
    assert article is not None
    assert "The rules apply from May." in [sentence.text for sentence in article.sentences]


@pytest.mark.parametrize(
    ("byline", "code", "publisher"),
    [
        ("By Jane Roe, Example Daily", "JR", "Example Daily"),
        ("By Jane Roe, Example Daily", "jr/AP", "AP"),
        ("By Jane Roe", "AFP", "AFP"),
    ],
)
def test_the_initials_in_a_dateline_are_no_publisher_if_another_is_named(
    byline: str, code: str, publisher: str
) -> None:
    text = f"China tightens rules on exports\n\n{byline}\n\nTOKYO, July 18 ({code}) - {SENTENCE}"
    article, _ = read_article(SeedFile("a", "seeds/a.txt", text.encode()))
    assert article is not None
    assert (article.author, article.publisher) == ("Jane Roe", publisher)
    assert [sentence.text for sentence in article.sentences] == [SENTENCE]


@pytest.mark.parametrize(
    ("opening", "end", "publisher"),
    [
        (
            "NARVA, May 4, 2026 /PRNewswire/ -- Acme Ores Inc., a maker of oxides, said",
            "",
            "Acme Ores",
        ),
        ("NARVA--(Business Wire)--May 4, 2026--Acme today announced", "", "Acme"),
        (
            "NARVA / ACCESSWIRE / May 4, 2026 / Today, the miner said",
            "SOURCE Acme Ores Ltd.",
            "Acme Ores",
        ),
        ("NARVA, May 4, 2026 (GLOBE NEWSWIRE) -- The miner said", "", None),
    ],
)
def test_the_publisher_of_a_release_is_its_firm_not_the_service_that_sends_it(
    opening: str, end: str, publisher: str | None
) -> None:
    text = f"{TITLE}\n\n{opening} that its mine in Narva will shut in June.\n\n{BODY}\n{end}"
    article, _ = read_article(SeedFile("a", "seeds/a.txt", text.encode()))
    assert article is not None
    assert (article.publisher, article.date) == (publisher, dt.date(2026, 5, 4))


@pytest.mark.parametrize("opening", ["Narva, 4 May 2026. ", "NARVA / ACCESSWIRE / May 4, 2026 / "])
def test_a_dateline_that_ends_in_a_stop_or_a_stroke_gives_its_day(opening: str) -> None:
    article, _ = read_article(
        SeedFile("a", "seeds/a.txt", f"{TITLE}\n\n{opening}{BODY.strip()}".encode())
    )
    assert article is not None
    assert article.date == dt.date(2026, 5, 4)
    assert article.sentences[0].text.startswith("Acme will shut")
