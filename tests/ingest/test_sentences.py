from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.sentences import sentence_spans

TRICKY = [
    ["The U.S. imposed new tariffs on Monday.", "China responded within hours."],
    ["MP Materials Corp. said it would expand in Fort Worth, Texas.", "It employs 800 people."],
    ["Lynas Rare Earths Ltd. rose 4.2% in Sydney.", "Iluka fell 1.1%."],
    ["The ministry issued Announcement No. 61 on Oct. 9.", "It covers five more elements."],
    ["The answer was no.", "Nobody was surprised."],
    ['"We will not be bullied."', "He then left the room."],
    ['"This is a threat," said Sen. Marco Rubio, R-Fla.', '"We must act now."'],
    ["Output reached 270,000 t in 2024.", "That was up 12.5 per cent."],
    ["BEIJING, Oct. 9 (Reuters) - China tightened its controls.", "They begin on Dec. 1."],
    ["Prices of NdPr oxide hit $88.50/kg.", "A year ago they were at $56."],
    ["Mr. Wang met Dr. Smith and Mrs. Jones at 3 p.m. on Friday.", "No deal was reached."],
    ["The talks ended at 10 p.m.", "Officials gave no details."],
    ["The firm is based in Washington, D.C.", "It was founded in 2017."],
    ["Exports fell to 3,038 tons (down 15% vs. April).", "Analysts had expected worse."],
    ['"Is this the end of cheap magnets?" he asked.', "Nobody answered."],
    ['"Is this the end?" Ana Prado asked.', "Nobody answered."],
    ['"It\'s a disaster!" the mayor shouted.', "The crowd cheered."],
    ["Gen. Zhang and Lt. Col. Adams attended.", "So did Gov. Greg Abbott."],
    ["Serra Verde S.A. operates it.", "The Dept. of Defense (DoD) paid."],
    ["Shin-Etsu Co. and TDK Corp. declined to comment.", "Hitachi Inc. did not reply."],
    ["The rules cover Sm, Gd, Tb, Sc and Y.", "Nd and Pr are exempt."],
    ["See Fig. 3 and Sec. 2.1 of the report.", "The data are from the USGS (Jan. 2025)."],
    ["J.D. Vance visited Greenland on March 28.", "J. D. Power was not there."],
    ["The price (about $110/kg; see p. 14) is a floor.", "It lasts 10 years."],
    ['He said: "The U.S. is late. We know that. But we are moving."', "Then he smiled."],
    ["What happens next?", "No one knows.", "Some fear a full ban!", "Others do not."],
    ["Prices rose 60-fold ... and may rise further.", "Traders are nervous."],
    ["Energy Fuels (NYSE: UUUU) closed at $21.07.", "Ucore (TSX-V: UCU) was flat."],
    ["Read more at www.example.com/news.html.", "The site is updated daily."],
    ["The seller, i.e. the company, must file.", "The buyer, e.g. a magnet maker, must not."],
    ["Production will start in Q3.", "Q4 will see full capacity."],
    ["Bayan Obo holds 40 Mt.", "It is the world's largest."],
    ["The U.K.'s plan, due in Nov., targets 10% output.", "The E.U.'s target is 10% too."],
    ["Beijing halted deliveries to the U.S.", "Shipments to Japan also slowed."],
    ["“We are ready,” Lynas’s Amanda Lacaze said.", "“The plant in Kalgoorlie is running.”"],
    ['"The U.S. cannot win this alone," he said.', "(It was in Davos.)", "Others agreed."],
    ["China holds the cards.[3]", "Another disagreed.[^x-1]", "A third left."],
    ["The iPhone maker buys them.", "Its suppliers do too…", "Prices fell."],
]


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize("sentences", TRICKY, ids=lambda sentences: sentences[0][:40])
def test_abbreviations_and_quotations_end_no_sentence(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_a_quotation_that_never_closes_swallows_nothing() -> None:
    assert len(split("“We wait. Prices rise. Traders sleep.")) == 3


def test_spans_are_offsets_into_the_whole_text() -> None:
    text = "Skip this. Prices rose. Traders slept."
    assert [text[a:b] for a, b in sentence_spans(text, 11, 23)] == ["Prices rose."]


@given(st.text(alphabet="aB .!?\"'“”()\n\xa0\xad1", max_size=60))
def test_spans_hold_every_visible_character_in_order(text: str) -> None:
    spans = sentence_spans(text)
    assert (
        "".join(text[a:b] for a, b in spans).split() == "".join(text[a:b] for a, b in spans).split()
    )
    gaps = [0, *(edge for span in spans for edge in span), len(text)]
    outside = "".join(text[gaps[i] : gaps[i + 1]] for i in range(0, len(gaps), 2))
    assert not outside.strip()
