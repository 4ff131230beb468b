from __future__ import annotations

import pytest

from generator.catalogue.entries import Catalogue
from generator.compose.standing import (
    bare_noun,
    is_told,
    is_torn,
    names_untold,
    points_back,
    seen,
    surname_only,
)


@pytest.mark.parametrize(
    "text",
    [
        "Geologist Lena Abdrakhman called it optimistic.",
        "After talks in Geneva it suspended both for 90 days.",
        "Benchmark said they were the highest levels since 2015.",
        "On the same day the ministry barred 46 companies.",
        "MOFCOM's announcement did not mention such licences.",
        "Most accounts say that it was signed on 8 September.",
        "Local newspaper The Nation reported that both had failed to pay.",
        "Foreign buyers are forbidden to pass such items to them.",
        "Later coverage mentions 35 million tonnes.",
    ],
)
def test_words_inside_a_sentence_can_point_back(text: str) -> None:
    assert points_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "Solvay said that it would raise output.",
        "Beijing denied any ban on rare earth shipments to Japan.",
        "The United States, Japan and the European Union said they would develop action plans.",
        "On July 16 MP Materials said it would sell $500 million of common stock.",
        "Analysts suggest that this narrative could be a strategic move.",
        "It is not known which option Washington took up.",
    ],
)
def test_sentences_that_explain_themselves_stand(text: str) -> None:
    assert not points_back(text)
    assert not is_torn(text)


@pytest.mark.parametrize(
    "text",
    [
        "Twice as much as in 2024.",
        "Down from eleven weeks in January, the group said.",
        "A status that was meant to shorten the procedure.",
        "Roughly a third of what China buys from Myanmar.",
        "Terbium jumps to highest since 2022",
        "Source: Steppe Business Review.",
    ],
)
def test_pieces_and_headlines_are_no_sentences(text: str) -> None:
    assert is_torn(text)


def test_a_surname_leans_on_the_sentence_with_the_full_name() -> None:
    before = "Chief executive Mikko Laine spoke. In October Pensana stopped."
    assert surname_only("Laine said it had cost 61 million.", "", before)
    assert not surname_only("Laine said it had cost 61 million.", "Mikko Laine resigns", before)
    assert not surname_only("Lynas said it would build.", "", "A second kiln is planned.")
    assert not surname_only("Laine valley mines are old.", "", before)


def test_what_the_title_or_the_news_told_of_stands(catalogue: Catalogue) -> None:
    known = seen("China sets up a magnet tracking system", catalogue)
    assert is_told("The magnet tracking system began in May.", known)
    assert not is_told("The system began in May.", known)
    assert is_told("The finance ministry expects 60 million yuan.", known)
    assert is_told("The government expects 60 million yuan.", known)
    assert not is_told("The ministry expects 60 million yuan.", known)
    two = seen("China and Japan sign a deal", catalogue)
    assert not is_told("The finance ministry expects 60 million yuan.", two)
    assert is_told("The first phase of the Narva plant is built.", two)


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("The scheme runs for seven years.", "scheme"),
        ("The outlet calculated that 40 million dollars are missing.", "outlet"),
        ("The study foresees 1,478 tonnes a year.", "study"),
        ("The world needs a second supplier.", ""),
        ("The price of dysprosium rose by 4%.", ""),
        ("The stated aims of the law are two.", ""),
        ("The magnet makers of Japan met in Osaka.", ""),
    ],
)
def test_a_bare_noun_is_told_from_one_that_explains_itself(text: str, noun: str) -> None:
    assert bare_noun(text) == noun


def test_what_is_counted_or_happened_must_have_been_told() -> None:
    before = "The ministry barred purchases from 46 firms. A senator asked about the gifts."
    news = "China listed ten companies on 22 June."
    assert names_untold("Reuters said the 46 firms were warned.", news, before)
    assert not names_untold("Reuters said the 46 firms were warned.", "46 firms barred", before)
    assert not names_untold("Of 46 firms, Reuters said, the 46 firms.", news, before)
    assert not names_untold("Reuters said the 17 elements are rare.", news, before)
    assert names_untold("Ada Lund said the case looked bad.", news, before)
    assert not names_untold("Ada Lund said the case looked bad.", "A case in Oslo", before)
    assert not names_untold("Ada Lund made the case for mining.", news, before)
