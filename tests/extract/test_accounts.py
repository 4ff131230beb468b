from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from claim_labels import articles, catalogue

from generator.extract.tasks.accounts import disagreements, subject
from generator.ingest.read import read_text
from generator.model import Disagreement


def of(text: str) -> tuple[Disagreement, ...]:
    return disagreements(read_text("text", "seeds/text.txt", text, {}), catalogue())


def names(found: Disagreement) -> list[str]:
    return [account.speaker.name for account in found.accounts if account.speaker]


def test_reports_that_differ_are_split_by_speaker() -> None:
    [found] = of(
        "Accounts of the timing vary: Belga said deliveries would start in 2026, while TS2 "
        "reported that oxides would flow shortly."
    )
    assert found.kind == "words"
    assert found.on == "the timing"
    assert names(found) == ["Belga", "TS2"]
    assert found.accounts[0].text == "Belga said deliveries would start in 2026"


def test_accounts_may_stand_in_the_sentences_after() -> None:
    [found] = of(
        "Reports differ on the size of the duty. The Global Times gave 15 to 20 percent; Reuters "
        "had earlier given rates of 15 or 25 percent."
    )
    assert found.on == "the size of the duty"
    assert names(found) == ["The Global Times", "Reuters"]


def test_a_denial_stands_against_what_it_denies() -> None:
    [found] = of(
        "Japanese trading houses said that China had halted rare earth shipments to Japan. "
        "Beijing denied any halt of rare earth shipments."
    )
    assert names(found) == ["Japanese trading houses", "Beijing"]
    assert found.on == "any halt of rare earth shipments"


def test_two_statements_about_different_things_do_not_disagree() -> None:
    assert not of("Bosch said sales rose, while Toyota said a factory would open in Ohio.")


def test_one_speaker_cannot_disagree() -> None:
    assert not of("Estimates of the reserve differ. Reuters said it was large.")


def test_accounts_are_verbatim() -> None:
    for article in articles().values():
        for found in disagreements(article, catalogue()):
            for account in found.accounts:
                sentences = [s.text for s in article.sentences if s.passages == account.passages]
                assert any(account.text in text for text in sentences)


def test_on_what_is_the_texts_own_words() -> None:
    text = "Who stands behind it is reported in two ways: Reuters named one man."
    assert subject(text) == "Who stands behind it"
    assert subject("Sources disagree on China's weight in the market.") == (
        "China's weight in the market"
    )
    assert subject("Exports fell.") is None


def test_accounts_of_a_past_dispute_keep_their_time() -> None:
    (found,) = of(
        "The source of the leak at Fen was disputed at first. In May 2025 officials in Oslo said"
        " that the leak came from a mill. Reuters reported that a mine was the source of the leak."
    )
    assert found.on == "The source of the leak at Fen, at first"
    assert found.accounts[0].text.startswith("In May 2025 officials")
