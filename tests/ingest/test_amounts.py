"""Short true sentences with uncommon verbs stay whole; amounts and descriptions are joined."""

from __future__ import annotations

import pytest
from generator.ingest.fragments import torn
from generator.ingest.torn import Torn

AMOUNTS = [
    "Roughly a third of what China buys from Myanmar.",
    "About 4,800 tonnes last year, to a plant in Malaysia.",
    "A status that was meant to shorten the permit procedure to 27 months.",
    "A grade that is low by international comparison.",
    "Twice as much as in 2024.",
    "Three times the price in China.",
    "And had received no answer.",
    "Some 3% of the total.",
    "More than double the level of a year ago.",
    "Just under half of the country's exports.",
    "A figure that analysts at two banks doubt.",
    "A price that no smelter can match.",
    "But has not published the list.",
    "And will soon run out of stock.",
    "A third more than a year earlier.",
]
WHOLE = [
    "Ganzhou smelters idled two lines.",
    "Yttrium premiums ballooned.",
    "Suzuki followed.",
    "The kiln hums again.",
    "Half the furnaces stood cold.",
    "About 900 families fled.",
    "Some 40 lorries wend through the pass.",
    "Two thirds of the workforce struck.",
    "Roughly a third of what China buys goes to Ganzhou.",
    "Around 300 protesters sat in the road.",
    "Nearly half of what it mines comes from Kiruna.",
    "A third of the ore went to Malaysia.",
    "Twice as many ships sailed.",
    "More than 20 miners perished.",
    "Most buyers balked.",
    "Some traders shrugged.",
    "A quarter of the shipment rusted.",
    "A company that owns the mine sued.",
    "A status that was meant to help did harm.",
    "A law that bans exports passed in May.",
    "A trader who sells scrap called it madness.",
    "And prices fell.",
    "But nobody knew.",
    "And China did not answer.",
    "Three ships sank.",
    "The other two made no statement.",
    "The mine slept for years.",
    "Terbium soared.",
    "Stocks dwindled to nothing.",
    "Inspectors combed the port.",
    "Villagers wept.",
    "Estonia mulls a tariff.",
    "Lynas eyes Texas.",
    "The magnets outlast the car.",
    "Premiums tripled overnight.",
    "The cartel frayed.",
    "Ten of the twelve dissented.",
    "Thousands marched in Bayan Obo.",
    "Dozens of mines shut.",
    "Until then the plant idles.",
    "Since then output doubled.",
    "That worries some.",
    "That pleased nobody.",
    "That law stands.",
    "Half of the buyers walked away.",
    "Up to 60 tonnes vanished.",
    "Only four firms bid.",
    "At least five refused.",
    "Over 200 tonnes lay at the port.",
    "One in five parts failed.",
    "Three in four magnets come from China.",
    "A magnet that fails costs lives.",
    "Another plant hopes to open soon.",
    "Both sides dug in.",
    "Many waited.",
    "Few objected.",
    "Hundreds lost their jobs.",
    "The ministry demurred.",
    "Brussels blinked.",
    "Miners toil by night.",
    "Gallium leaks abroad.",
    "Rotterdam pays double.",
    "The auction flopped.",
    "Bids trickled in.",
    "Smugglers prosper.",
    "A few tonnes trickle through.",
    "Almost all of it ends up in Japan.",
    "Some of the ore leaches out.",
    "About 10% seeps into the river.",
    "Two banks underwrite the loan.",
    "Nearly 400 trucks queue daily.",
    "Five firms vie for the site.",
    "A tonne sells for $80,000.",
    "Around 60 tonnes a month cross the border.",
    "About half work nights.",
    "Half remain idle.",
    "Some 2,000 tonnes await export.",
]


@pytest.mark.parametrize("piece", AMOUNTS)
def test_an_amount_or_a_description_goes_on_from_the_sentence_before(piece: str) -> None:
    assert torn(piece) is Torn.BEFORE


@pytest.mark.parametrize("sentence", WHOLE)
def test_a_short_sentence_with_an_uncommon_verb_is_not_torn(sentence: str) -> None:
    assert torn(sentence) is Torn.NOT
