"""Which sentences of a text its page shows: cases as data, and rules for every page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.compose.briefing import attribution, compose_briefing
from briefing_room.compose.choice import text_with_days
from briefing_room.compose.limits import MAX_WORDS_IN_A_ROW, word_limit
from briefing_room.compose.replies import is_denial
from briefing_room.extract.facts import extract_facts
from briefing_room.ingest.openings import strip_connective
from briefing_room.model import Article, Briefing, Role
from shared import ROOT, cases, group, read_seeds

CASES = cases(__file__, "choice")
Make = Callable[..., Article]


def page(articles: Sequence[Article], catalogue: Catalogue) -> Briefing:
    known = {article.id: extract_facts(article, catalogue) for article in articles}
    (story,) = group(articles, catalogue=catalogue)
    return compose_briefing(story, catalogue, known.__getitem__)


def lines(case: Mapping[str, Any], make: Make, catalogue: Catalogue) -> list[tuple[str, str]]:
    articles = []
    for number, text_row in enumerate(case["texts"]):
        front = {key: value for key, value in text_row.items() if key not in ("text", "date")}
        date = str(text_row["date"]) if "date" in text_row else None
        articles.append(make(f"seed-{number}", text_row["text"], date=date, **front))
    return [
        (statement.role.value, statement.text) for statement in page(articles, catalogue).statements
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_page_says_what_a_reader_needs(
    case: dict[str, Any], make: Make, catalogue: Catalogue
) -> None:
    statements = lines(case, make, catalogue)
    texts = [text for _, text in statements]
    all_text = "\n".join(texts)
    assert texts[0].startswith(case.get("first", ""))
    assert "\n".join(texts[1:]).startswith(case.get("second", ""))
    assert all(words in all_text for words in case.get("says", ()))
    assert not any(words in all_text for words in case.get("not_says", ()))
    assert all(all_text.count(words) == 1 for words in case.get("once", ()))
    together = case.get("together", [""])
    assert any(all(words in text for words in together) for text in texts)
    for section, words in case.get("in", {}).items():
        assert any(role == section and words in text for role, text in statements)
    assert not any(text.startswith(words) for text in texts for words in case.get("alone_not", ()))


def test_every_page_keeps_its_limits_rewords_nothing_and_explains_its_pronouns(
    catalogue: Catalogue,
) -> None:
    for article in read_seeds(ROOT / "tests" / "labels" / "texts")[0]:
        composed = page([article], catalogue)
        counts = {
            role: sum(sentence.role is role for sentence in composed.statements) for role in Role
        }
        assert 1 <= counts[Role.BOTTOM_LINE] <= 2
        assert counts[Role.KEY_POINT] <= 5
        assert counts[Role.WHY] == 0
        labels = [
            passage.label for statement in composed.statements for passage in statement.passages
        ]
        assert len(labels) == len(set(labels)), "a passage is cited once"
        assert sum(len(sentence.text.split()) for sentence in composed.statements) <= word_limit(
            article
        )
        dated = {
            facts.sentence: text_with_days(facts)
            for facts in extract_facts(article, catalogue).sentences
        }
        known = {
            form
            for sentence in article.sentences
            for text in (sentence.text, dated[sentence])
            for form in (text, strip_connective(text))
        }
        if article.opinion:
            known |= {attribution(article) + form for form in known}
        assert all(
            part.text in known for statement in composed.statements for part in statement.parts
        )
        assert list(_unexplained_pronouns(article, composed)) == []


def _unexplained_pronouns(article: Article, composed: Briefing) -> Iterator[str]:
    pronoun = re.compile(r"(?:She|He|They|It(?! (?:is|was|remains))|His|Her|Their|Its) ")
    news = {p.label for s in composed.statements if s.role is Role.BOTTOM_LINE for p in s.passages}
    for statement in composed.statements:
        if statement.role is not Role.BOTTOM_LINE and pronoun.match(statement.text):
            index = article.passages.index(statement.passages[0])
            if article.passages[index - 1].label not in news:
                yield statement.text


def test_at_most_90_words_in_a_row_are_taken_from_somebody_elses_article(
    make: Make, catalogue: Catalogue
) -> None:
    names = ("Norway", "Sweden", "France", "Japan", "Canada", "Estonia", "Brazil", "India")
    sentences = [
        f"{name} bought {number}00 tonnes of rare earths in 20{number} from a {kind} company that"
        f" {kind} people had set up near a {kind} harbour to sell magnets and metals abroad."
        for number, (name, kind) in enumerate(zip(names, "abcdefgh", strict=True), start=11)
    ]
    composed = page([make("a", " ".join(sentences), kind="article")], catalogue)
    sentence_numbers = {p.sentence for statement in composed.statements for p in statement.passages}
    run = longest = 0
    for number, sentence in enumerate(sentences, start=1):
        run = run + len(sentence.split()) if number in sentence_numbers else 0
        longest = max(longest, run)
    assert 0 < longest <= MAX_WORDS_IN_A_ROW


def test_an_empty_article_says_nothing(make: Make, catalogue: Catalogue) -> None:
    assert page([make("a", "")], catalogue).statements == ()


def test_an_accusation_and_its_reply_are_shown_together_or_not_at_all(
    make: Make, catalogue: Catalogue
) -> None:
    pages_with_both = 0
    for text, accusation, reply in cases(__file__, "replies"):
        statements = [s.text for s in page([make("a", text, kind="article")], catalogue).statements]
        are_shown = [accusation in " ".join(statements), reply in " ".join(statements)]
        assert are_shown[0] == are_shown[1], reply
        together = any(accusation in text and reply in text for text in statements)
        assert together or not is_denial(reply) or not are_shown[0], reply
        pages_with_both += all(are_shown)
    assert pages_with_both >= 43


NEUTRAL = [
    "Norland ships 900 tonnes of dysprosium a year.",
    "Traders in Veld quoted 320 crowns a kilogram.",
    "Imports rose by 12 percent in 2025.",
    "Makers of motors hold stocks for 60 days.",
]


@pytest.mark.parametrize("distance", range(len(NEUTRAL) + 1))
@pytest.mark.parametrize(
    "reply",
    [
        "Norland rejected the accusation.",
        'A lawyer for Norland called the charge "a bad joke".',
        "Norland said that it had kept to every word of the treaty.",
        '"None of this is true," said Norland\'s envoy, Ada Lund.',
    ],
)
def test_a_bottom_line_has_no_accusation_without_its_reply(
    reply: str, distance: int, make: Make, catalogue: Catalogue
) -> None:
    sentences = [
        "Osteria accused Norland of breaking the treaty on magnets on Wednesday.",
        "Its trade minister said that Norland had withheld licences from six firms.",
        *NEUTRAL[:distance],
        reply,
        *NEUTRAL[distance:],
    ]
    article = make("a", "\n\n".join(sentences), kind="article", title="Osteria accuses Norland")
    lead = page([article], catalogue).statements[0].text
    assert reply in lead or not lead.startswith(sentences[0])


def test_an_accusation_does_not_lead_if_a_far_denial_may_be_meant_for_it(
    make: Make, catalogue: Catalogue
) -> None:
    sentences = [
        "Acme Ores has poisoned three wells in Zenda, farmers said on Monday.",
        *(
            f"Traders in Veld quoted {300 + n} crowns in week {n} of the year."
            for n in range(1, 20)
        ),
        "Acme Ores denied this.",
    ]
    article = make("a", "\n\n".join(sentences), kind="article", title="Farmers in Zenda complain")
    lead = page([article], catalogue).statements[0].text
    assert "poisoned" not in lead or "denied" in lead


def test_an_opinion_opens_with_its_thesis_and_not_with_a_note_on_its_author(
    make: Make, catalogue: Catalogue
) -> None:
    text = (
        "The stockpile is a gift to Norland\n\nOPINION\n\nBy Dr Ada Lund\n\n4 March 2026\n\n"
        "Ada Lund is a fellow at the Zenda Institute and wrote two books on ore.\n\n"
        "The warehouse in Veld is as long as four fields, and trains stand beside it.\n\n"
        "That is no joke. The stockpile is a gift to Norland, which sells at the top.\n\n"
        "Supporters say that a full warehouse buys time, as it did in 2010.\n"
    )
    statements = page([make("a", text, kind="article")], catalogue).statements
    assert statements[0].text.startswith(
        "Dr Ada Lund writes in an opinion article: The stockpile is a gift"
    )
    assert not any("fellow" in statement.text for statement in statements)
