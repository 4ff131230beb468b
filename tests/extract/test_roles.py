from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from claim_labels import articles, digest, labels, plain

from generator.extract.tasks import roles
from generator.extract.tasks.gaps import is_not_known
from generator.ingest.read import read_text
from generator.model import Article, Sentence

# Floors go up only.  They hold for the labels and texts of this digest; new ones are measured anew.
DIGEST = "5153223c4a33"
FLOORS = {  # precision, recall
    "not_known": (1.0, 0.96),
    "to_watch": (1.0, 0.96),
    "differ": (0.97, 0.9),
    "why_it_matters": (1.0, 0.97),
}


def score(role: str, find: Callable[[Article], tuple[Sentence, ...]]) -> tuple[float, float]:
    right = missed = wrong = 0
    for key, marked in labels("roles.yml").items():
        if role not in marked:
            continue
        found = [plain(sentence.text) for sentence in find(articles()[key])]
        for row in marked[role]:
            matching = [text for text in found if plain(row.removeprefix("~ ")) in text]
            found = [text for text in found if text not in matching]
            if not row.startswith("~ "):
                right += bool(matching)
                missed += not matching
        wrong += len(found)
    return right / (right + wrong), right / (right + missed)


@pytest.mark.parametrize("role", list(FLOORS))
def test_sentences_get_the_role_that_a_reader_gave_them(role: str) -> None:
    assert digest("roles.yml") == DIGEST
    precision, recall = score(role, getattr(roles, role))
    assert precision >= FLOORS[role][0]
    assert recall >= FLOORS[role][1]


@pytest.mark.parametrize(
    "text",
    [
        "Chinese authorities have not named any specific countries.",
        "It is not known whether deliveries have followed.",
        "How long approvals would take was not known at the time.",
        "Published reports give no tonnage for the cargo.",
        "Neither the volumes nor the prices appear in published reports.",
        "The ministry didn't say when the rules would end.",
        "The plant's location had yet to be determined.",
        "Nobody outside the ministry knows how large the stockpile is.",
        "Where it would go, nobody at the company was able to say.",
        "We still don't know who will pay.",
        "No figure was given.",
        "It was not immediately clear which mines were meant.",
        "Neither side has released the text of the agreement.",
        "It could not be learned how many containers were held.",
        "There was no word on when the embargo would be lifted.",
        "Details remain scarce.",
        "Nobody in the capital has said what happens then.",
        '"Nobody knows how much is left," the trader said.',
        "The site said a second gang had been convicted in May, without naming the court.",
        "Details were not given.",
        "Nor did it say who would build the kiln.",
        "A trader in Antwerp bought the lot for an undisclosed sum.",
        "The oxide goes to an unnamed carmaker.",
        "The smelter won't say which of the two.",
        "The tribunal is yet to disclose its reasons.",
        "Terms have yet to be finalised.",
        "What the province gets in return is less clear.",
        "There is no clarity on when the border might reopen.",
        "Buyers are unsure how much ore is left.",
        "The order sets no deadline.",
        "Beijing no longer publishes its quotas.",
        "Conspicuously absent from the text was any mention of magnets.",
        "The price is still under negotiation.",
        "She stopped short of naming the supplier.",
        "The firm put no price on it, and the companies did not put a value on the deal.",
        "Whether the two will meet is up in the air.",
        "Traders are in the dark about the quota.",
        "The notice was thin on specifics.",
        "Reliable numbers are hard to come by.",
        "The data does not distinguish between magnets and other products.",
        "The council is still deciding who will run the reserve.",
        "He did not indicate whether anything had been decided.",
        "It was not possible to confirm the toll.",
        "The public has not been told what the tests showed.",
        "The document leaves open questions about the state's share.",
        "She said the customer's name cannot be disclosed.",
        "None of the compilers explains why the two lists part at Nigeria.",
    ],
)
def test_gaps_are_seen(text: str) -> None:
    assert is_not_known(text)


@pytest.mark.parametrize(
    "text",
    [
        "MOFCOM said the measure was not an export ban.",
        "China did not give up its claim.",
        "The town is not known for its mines.",
        "The company declined to comment.",
        "The ministry did not respond to a request for comment.",
        'The minister said: "We did not say who will pay."',
        "The law does not give the minister power to seize ore.",
        "Buyers have not provided any feedstock since March.",
        "The state has not released the funds.",
        "One analyst, who was not named, said prices would fall.",
        "No one else may engage in mining.",
        "An unidentified official said prices would fall.",
        "The executive did not wish to be identified because the plan isn't public.",
        "The governor did not say that the mine would shut.",
        "The mine has yet to open.",
    ],
)
def test_a_negation_alone_is_no_gap(text: str) -> None:
    assert not is_not_known(text)


def note(text: str, **front: object) -> Article:
    return read_text("a-note", "seeds/a-note.md", text, {"kind": "note", **front})


def test_what_has_passed_when_the_sources_end_is_not_watched() -> None:
    text = "The rule is due to take effect on 1 December 2025."
    early = note(text, date="2025-10-09", title="A rule")
    late = note(text, date="2025-10-09", title="A rule", read_until="2026-07-01")
    assert len(roles.to_watch(early)) == 1
    assert not roles.to_watch(late)


def test_dependence_is_why_it_matters() -> None:
    sample = articles()["arcadiadaily-china-accuses-foreign-agents"]
    found = [sentence.text for sentence in roles.why_it_matters(sample)]
    assert any(text.startswith("Rare earth metals are vital") for text in found)


def test_praise_of_oneself_is_no_reason_why_it_matters() -> None:
    boast = "The company described itself as the only supplier of dysprosium outside China."
    assert not roles.why_it_matters(note(boast, title="Ore"))
    draft = "The draft would disrupt supply; the comment period runs until May."
    assert not roles.why_it_matters(note(draft, title="Ore"))


@pytest.mark.parametrize(
    "text",
    [
        "The rules could hit every chipmaker in the world.",
        "Several plants had shut for want of magnets.",
        "There is no substitute for dysprosium in motors that run hot.",
        "China refines nine-tenths of the world's rare earths.",
        "The elements are used in missiles, radar and wind turbines.",
        "Carmakers have warned that stocks will last only weeks.",
        "The plant could meet a third of Europe's demand.",
        "We still import 93% of our magnets from China.",
    ],
)
def test_consequence_and_scale_are_why_it_matters(text: str) -> None:
    assert roles.why_it_matters(note(text, title="Ore"))


@pytest.mark.parametrize(
    "text",
    [
        "The plant would cost 4.3 billion kroner.",
        "Crackdowns had closed 14 unauthorised mines.",
        "The revision would not raise costs for trading partners.",
        "It will own 51% of its refinery.",
        "Pakistan holds 1% of the world's antimony.",
        "Its profit would be hit by 4 cents a share.",
    ],
)
def test_prices_and_permissions_are_not(text: str) -> None:
    assert not roles.why_it_matters(note(text, title="Ore"))


@pytest.mark.parametrize(
    "text",
    [
        "With effect from 1 July 2026 a licence is required.",
        "The vote has slipped to 3 June 2026.",
        "A definitive agreement had still to be concluded.",
        "It'll open on 1 September 2026.",
    ],
)
def test_what_is_due_is_watched(text: str) -> None:
    assert roles.to_watch(note(text, title="Rules", date="2026-03-01"))


@pytest.mark.parametrize(
    "text",
    [
        "Regulators are weighing a ban on scrap exports.",
        "The deal still needs approval from Canadian regulators.",
        "The commission said on 20 February that it is to propose a levy.",
        "The rebate will be announced at a later date.",
        "They would not say whether the licence, which lapses on 1 June 2026, will be renewed.",
        "The miner said it was in talks to sell the kiln.",
        "The premier said she would decide within two weeks.",
        "Beijing has threatened to halt exports from October.",
        "The inspectors have 270 days to complete the review.",
        "Further talks are expected.",
        "Both said that their teams would hold talks as soon as possible.",
        "The United States will ask China for more of it.",
        "The last date for sending the bids is 28 May 2026.",
        "Both aim to sign it by the summer after a meeting held in January.",
        "The permit is up for renewal in May.",
        "The truce has eased matters ahead of a summit in Busan next month.",
        "The suspension will last until 9 June 2026.",
        "The ministry has fixed 16 May 2026 as the last date for bids.",
        "By mid-2026, a second plan will promote domestic output.",
        "The decision on the block will be taken by the officer in due course.",
        "The ministry has until the end of May to give its view.",
    ],
)
def test_what_is_to_be_decided_is_watched(text: str) -> None:
    assert roles.to_watch(note(text, title="Rules", date="2026-03-01"))


@pytest.mark.parametrize(
    "text",
    [
        "Demand from robots could reach 8,000 tonnes by 2035.",
        "Stocks would last until April 2026, he said.",
        "The state said on 20 February that it had approved the plan.",
        "The rebels cancelled disputed plans to open a pit.",
        "The ministry denied plans to cut the quota.",
        "Prices are expected to remain steady next week.",
        "The stocks of ore will be sufficient until 2027.",
        "By 2030, demand will double.",
        "They have made 90 kilograms against a target of half a tonne by Christmas.",
    ],
)
def test_a_forecast_is_no_event_to_watch(text: str) -> None:
    assert not roles.to_watch(note(text, title="Rules", date="2026-03-01"))


def test_an_undated_text_tells_by_its_words_what_is_to_come() -> None:
    assert roles.to_watch(note("The ban will extend to refining in January 2027.", title="Rules"))
    assert not roles.to_watch(note("The ban was extended in January 2027.", title="Rules"))


def test_a_standing_rule_is_not_watched() -> None:
    text = "The Minister may extend that period once."
    assert not roles.to_watch(note(text, title="Rules", date="2026-03-01"))


@pytest.mark.parametrize(
    "text",
    [
        "Fastmarkets quoted terbium at $3,400, Argus at $3,650.",
        "Where the ministry counts 12 spills, campaigners list 31.",
        "Officials said the river was safe, but residents reported dead fish.",
        "The Chinese readout did not mention rare earths, which the White House called settled.",
        "Others at the institute dispute the second number.",
        "A rival estimate by UBS is 6,500 tonnes.",
        "An earlier version said 50%, according to Bloomberg.",
        'The Committee considered that figure to be "an underestimate".',
        "The ministry's denial followed a report in the Harbour Times that exports had stopped.",
        'The bureau says reports that it cut output are "inconsistent with facts," a paper wrote.',
        "The clinic counted 31 injured, more than the 12 given by the company.",
        "The official figure is 12, according to the mayor; the toll is above the official count.",
        "Wang told Jiji that the quota might rise, contradicting a newspaper.",
        "The two sides maintain sharply different narratives of what was agreed.",
        "The president said talks were under way, something Beijing denies.",
        "Beijing struck a less friendly note in its account of the call.",
        "The governor insists the river is clean, even as tests show arsenic in it.",
        "Despite the bureau's assurances, three buyers said they were still waiting.",
        "Some reports put the number as high as 40; others say 12.",
        "Initial reports said 12 had died, but officials later put the toll at 5.",
        "That is twice what the bureau reported.",
        "Hydrologists have cast doubt on the claim.",
        "There is a dispute over who owns the licence.",
        "The readout of the call did not mention magnets.",
        "Unlike the bureau, the union says 31 people were hurt.",
    ],
)
def test_speaking_against_a_figure_is_a_difference(text: str) -> None:
    assert roles.differ(note(text, title="Ore"))


@pytest.mark.parametrize(
    "text",
    [
        "The paper said Berlin would take 24.9 percent. Bloomberg's sources spoke of 20 percent.",
        "The rebels say the mines are shut. The traders say they aren't.",
        "The guild said the fund would fall short. Ministers dispute that.",
        "The junta denies that its jets struck the mine. Pictures seen by dpa show craters there.",
        "Officials said the river was safe. However, two residents said fish had died.",
        "Washington says Beijing will lift the curbs. China's readout does not mention it.",
        "The firm puts the cost at $40 million. Two managers say it will be twice that.",
        "The minister said the mine would open in May. The owner says that is impossible.",
        'The Ledger reported that the pit had closed. "The report is false," the ministry said.',
        "China denied on Monday that it had cut it. The denial follows a report that said so.",
        "The minister said licences had been granted. Sources told the Ledger otherwise.",
        "State media reported five dead. A local paper put the toll at twelve.",
        "The junta accuses the rebels of shelling the mine. The rebels blame the junta.",
        "Lowe said Beijing would sell it. The ministry said it was not aware of any such deal.",
        "The firm says 12 people were hurt. According to the union, the number of people is 31.",
    ],
)
def test_accounts_of_neighbouring_sentences_differ(text: str) -> None:
    assert len(roles.differ(note(text, title="Ore"))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Lynas said output rose. Iluka said its refinery would open in 2027.",
        "The minister said talks went well. He put the cost at 40 million dollars.",
        "Lynas said output rose; Iluka said it would build a plant.",
        "The minister rejected calls for a ban.",
        "The company denied the union access to the site.",
    ],
)
def test_statements_on_different_things_are_no_difference(text: str) -> None:
    assert not roles.differ(note(text, title="Ore"))


def test_a_note_stands_at_what_it_tells_of_as_done() -> None:
    plan = "The smelter said it would buy more ore before the 1 May deadline."
    front = {"date": "2025-04-02", "title": "A rule", "read_until": "2025-04-05"}
    assert len(roles.to_watch(note(plan, **front))) == 1
    later = f"{plan} Exports rose to 900 tonnes in April and fell to 40 tonnes in May."
    assert not roles.to_watch(note(later, **front))


@pytest.mark.parametrize(
    "text",
    [
        "In 2021 the terms were eased so that the plant could take in ore until March 2026.",
        "The fishing rules are separate from the quotas that Oslo suspended until 10 May 2026.",
        "Most papers said the ban runs until 1 May 2026, while Argus wrote that it starts then.",
    ],
)
def test_a_date_to_come_that_is_not_the_point_is_not_watched(text: str) -> None:
    assert not roles.to_watch(note(text, date="2026-03-02", title="A rule"))


@pytest.mark.parametrize(
    "text",
    [
        "In 2021 the terms were eased so that the plant could take in ore until June 2027.",
        "Oslo suspended the quotas until 10 May 2026.",
    ],
)
def test_a_date_to_come_is_watched(text: str) -> None:
    assert roles.to_watch(note(text, date="2026-03-02", title="A rule"))


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("Other agencies' reports count Peru's share differently.", True),
        ("The ranking of the smaller producers depends on the compiler.", True),
        ("The bank's growth rate of 3.2% sits awkwardly with customs data.", True),
        ("The price of the oxide depends on the grade.", False),
        ("The subsidy sits awkwardly with the treaty.", False),
    ],
)
def test_counts_that_depend_on_who_counts_differ(text: str, *, differs: bool) -> None:
    assert bool(roles.differ(note(text, date="2026-03-02", title="A rule"))) is differs
