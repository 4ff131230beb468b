from __future__ import annotations

import pytest
from generator.ingest.fragments import torn
from generator.ingest.torn import Torn

PIECES = [
    ("Which currently controls over 60% of the global output.", Torn.BEFORE),
    ("Whose output fell by half in March.", Torn.BEFORE),
    ("Many of which have no other supplier.", Torn.BEFORE),
    ("Who has led the ministry since 2020.", Torn.BEFORE),
    ("By framing the smuggling issue as a national security threat.", Torn.AFTER),
    ("With a second line planned for next year.", Torn.AFTER),
    ("Despite delays in the delivery of furnaces.", Torn.AFTER),
    ("Funding exploration and production in Africa, Australia, and Chile.", Torn.BEFORE),
    ("Setting the stage for a new chapter in the trade war.", Torn.BEFORE),
    ("Making it the only producer of sintered magnets in the Baltic states.", Torn.BEFORE),
    ("Speaking in Tokyo.", Torn.AFTER),
    ("Driven by the price of terbium.", Torn.BEFORE),
    ("Compared with $17 in April.", Torn.BEFORE),
    ("Intensify geopolitical rivalries, and accelerate the race.", Torn.SHARES_VERB),
    ("And speed up permits, cut fees, and guarantee loans.", Torn.SHARES_VERB),
    ("Threatens jobs, and raises costs.", Torn.BEFORE),
    ("That it will not tolerate covert operations.", Torn.BEFORE_DIRECTLY),
    ("That foreign buyers were hoarding.", Torn.BEFORE_DIRECTLY),
    ("As the world watches how this situation unfolds.", Torn.AFTER),
    ("While carmakers in Bavaria hold out for lower prices.", Torn.AFTER),
    ("Because the ponds were not lined.", Torn.BEFORE_DIRECTLY),
    ("Including dysprosium and terbium.", Torn.BEFORE),
    ("Down from 300 tonnes in 2022.", Torn.BEFORE),
    ("To protect the forests.", Torn.PURPOSE),
    ("By approving only 40% of the requests filed by European firms.", Torn.AFTER),
    ("The highest since July 2024, traders at two brokerages told Metals Weekly.", Torn.BEFORE),
    ("Adding that the price gap had widened to 210%.", Torn.BEFORE),
    ("A new chapter in the trade war.", Torn.LOOSE),
]
WHOLE = [
    "Until last year it was thrown away.",
    "Since January the price has fallen.",
    "The largest producer in Australia, Lynas, said prices fell.",
    "A value of 0 disables the protection.",
    "The first shipment since July left on Monday.",
    "Which companies will gain remains unclear.",
    "Who will pay for a second line is unclear.",
    "Where the rest comes from is not known.",
    "That is new.",
    "That move raised prices.",
    "That China would retaliate was expected.",
    "By then the mine had closed.",
    "By selling the metal early, Oman avoids the swings.",
    "Setting quotas is hard.",
    "Mining companies are waiting.",
    "Growing demand lifted prices.",
    "Funding for the project has dried up.",
    "As part of the deal the ministry keeps a share.",
    "As prices rise, China gains.",
    "While others wait, Japan buys.",
    "After a four-year review the office decided on a tariff.",
    "After the ban took effect, shipments fell to 2,627 tonnes that month.",
    "Since 2020 output has doubled.",
    "With prices low, miners wait.",
    "Demand for magnets rose.",
    "Trade data conflict on how much was exported.",
    "Export totals say little about it.",
    "Cut diamonds are exempt.",
    "Not a single tonne left the port.",
    "Including recycled metal, output rose to 40 tonnes.",
    "And the price rose again.",
    "But the ministry denied it.",
    "To reach full output, it needs more metal.",
    "According to Reuters, exports fell.",
    "Driven by demand, prices rose.",
    "Asked about the ban, he declined to comment.",
    "Given the cost, nobody will build it.",
    '"Setting the stage."',
    "Reports disagree on several basic facts of the case.",
]


@pytest.mark.parametrize(("piece", "kind"), PIECES)
def test_a_torn_piece_says_where_it_belongs(piece: str, kind: Torn) -> None:
    assert torn(piece) is kind


@pytest.mark.parametrize("sentence", WHOLE)
def test_a_whole_sentence_is_left_alone(sentence: str) -> None:
    assert torn(sentence) is Torn.NOT
