"""A statement is supported by the passages that it cites, or the reasons say why not."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from briefing_room.model import label_key
from briefing_room.verify.reasons import Reason, Strength
from briefing_room.verify.verifier import Verifier

Codes = Callable[..., list[str]]
CheckText = Callable[..., tuple[Reason, ...]]
MINE, PORT = "2025-05-07-mine", "2025-05-08-port"


def test_an_address_and_a_footnote_label_name_the_same_passage(verifier: Verifier) -> None:
    statement = "Villagers may appeal until 30 June."
    for cite in ("2025-05-07-mine/2-1", f"{label_key('2025-05-07-mine')}-2-1"):
        assert verifier.check(statement, [cite]) == ()
        assert [r.code for r in verifier.check(statement.replace("30", "3"), [cite])] == ["date"]


def test_a_cited_passage_must_exist_in_a_seed_of_the_story(
    verifier: Verifier, codes: Codes
) -> None:
    statement = "Villagers may appeal until 30 June."
    assert codes(statement) == ["no-citation"]
    assert codes(statement, "9-1") == ["no-such-passage"]
    assert codes("Dockers want 12% more.", "1-2", seed=PORT) == ["other-seed"]
    reasons = verifier.check("Dockers want 12% more.", ["2025-05-08-port/1-2"])
    assert reasons == ()


def test_a_number_that_no_passage_has_is_an_error(verifier: Verifier) -> None:
    statement = "It could give 3,500 tonnes a year, said Tom Reed."
    (reason,) = verifier.check(statement, [f"{MINE}/1-2"])
    assert (reason.code, reason.strength) == ("number", Strength.ERROR)
    assert "3,500" in reason.message
    assert reason.words == ("3,500",)


@pytest.mark.parametrize(
    "address",
    ["http://evil.example/", "www.evil.example", "<a@evil.example>", "(@evil)", "evil.com/pay"],
)
def test_an_address_that_no_passage_has_is_an_error(verifier: Verifier, address: str) -> None:
    statement = f"Villagers may appeal until 30 June, {address}."
    for inference in (False, True):
        reasons = verifier.check(statement, [f"{MINE}/2-1"], inference=inference)
        (reason,) = (reason for reason in reasons if reason.code == "address")
        assert reason.strength == Strength.ERROR
        assert reason.words[0] in address
        assert "is not in the passages; remove it" in reason.message


@pytest.mark.parametrize(
    ("passage", "says"),
    [
        ("Write to the miners at info@acme.org (until May).", "Info@acme.org takes letters."),
        ("Acme sold its ore at https://www.acme.org/ore/ in May.", "Acme.org sold ore in May."),
        ("C3.ai sold its U.S.-based plant and/or shop at 9 a.m.", "C3.ai's shop was sold in U.S."),
    ],
)
def test_an_address_of_the_passage_may_stand_in_a_sentence(
    check_text: CheckText, passage: str, says: str
) -> None:
    assert "address" not in [reason.code for reason in check_text(passage, says)]


@pytest.mark.parametrize(
    ("says", "places"),
    [
        ("Kest may yield 3,400 tonnes of oxide annually, according to manager Tom Reed.", "1-2"),
        ("The environment minister, Ana Pell, gave the mine her approval on Tuesday.", "1-1"),
        ("Until 30 June the villagers have the right to appeal.", "2-1"),
        ("Ida Roe, the mayor, said the village had never been asked.", "2-2"),
        ("Roe denied that the village was paid.", "2-3"),
        ("If the port is dredged, Kest Metals wants to sell Japan most of its ore.", "3-1"),
        ("Weak demand pushed prices down by 12% in 2024, after 5% in 2023.", "3-2"),
        ("Some in the village back the mine; Roe opposes it.", "3-3"),
        ("Kest Metals took the ministry to court in April.", "4-1"),
        ("The two lines cost some $40 million each; the works can make 900 tonnes.", "4-2"),
        ("Output is expected to double by 2030, analysts say.", "4-3"),
        ("The company paid about 1.2 million dollars to about 1,300 owners.", "5-1"),
    ],
)
def test_honest_rewordings_are_supported(codes: Codes, says: str, places: str) -> None:
    assert codes(says, *places.split()) == []


@pytest.mark.parametrize(
    ("says", "places", "code"),
    [
        ("The mine will give 3,400 tonnes of oxide a year, said Tom Reed.", "1-2", "certainty"),
        ("The mine could give 3,400 tonnes of oxide a year.", "1-2", "attribution"),
        ("The mine could give 3,400 tonnes of oxide a month, said Tom Reed.", "1-2", "scope"),
        ("The mine could give over 3,400 tonnes of oxide a year, said Reed.", "1-2", "limit"),
        ("The mine could give 3,400 tonnes of ore a year, said Tom Reed.", "1-2", "scope"),
        ("Environment Minister Ana Pell rejected the Kest mine on Tuesday.", "1-1", "contrary"),
        ("Environment Minister Ana Pell approved the Kest mine on Monday.", "1-1", "date"),
        ("Finance Minister Bo Lind approved the Kest mine on Tuesday.", "1-1", "name"),
        ("Villagers may not appeal until 30 June.", "2-1", "polarity"),
        ("Villagers may appeal after 30 June.", "2-1", "binding"),
        ("The village was never asked, Tom Reed said.", "2-2", "speaker"),
        ("Roe confirmed that the village had been paid.", "2-3", "contrary"),
        ("Kest Metals plans to sell most of the ore to Japan.", "3-1", "condition"),
        (
            "Kest Metals plans to sell all of the ore to Japan if the port is dredged.",
            "3-1",
            "quantity",
        ),
        ("Prices fell by 5% in 2024 and by 12% in 2023 because of weak demand.", "3-2", "binding"),
        ("Prices fell by 12% in 2024 and by 12% in 2023.", "3-2", "binding"),
        ("Japan plans to sell most of the ore to Kest Metals.", "3-1", "sides"),
        ("Prices fell by 12% in 2024 because of a strike.", "3-2", "cause"),
        ("Some villagers support the mine.", "3-3", "contrast"),
        ("The ministry sued Kest Metals in April.", "4-1", "sides"),
        ("The two lines cost about $40 million.", "4-2", "scope"),
        ("Output doubled by 2030.", "4-3", "certainty"),
        ("The company paid about 1.3 million dollars to the owners.", "5-1", "number"),
        ("The company paid the owners within six years.", "5-1", "unit"),
        ("Its solar field gives 495 MW and covers 30 hectares.", "5-2", "unit"),
        ("Its solar field gives 495 kW and covers 30 acres.", "5-2", "unit"),
        ("The company paid 1,349 owners within the five years.", "5-1", "number"),
        ("Its coal is sold to Riga.", "5-3", "scope"),
        ("Its tin is sold to Riga and so costs rose.", "5-3", "cause"),
        ("The field gives 495 kW, a senator said.", "5-2", "speaker"),
        ("A new railway opened, to the joy of thousands of passengers.", "1-1", "not-supported"),
    ],
)
def test_a_mistake_is_reported_by_its_kind(codes: Codes, says: str, places: str, code: str) -> None:
    assert code in codes(says, *places.split())


def test_a_whole_sentence_of_the_source_passes_and_a_cut_one_is_checked(codes: Codes) -> None:
    sentence = "Kest Metals plans to sell most of the ore to Japan if the port is dredged."
    assert codes(sentence, "3-1") == []
    assert codes(sentence.replace(" if the port is dredged", ""), "3-1") == ["condition"]


def test_a_reply_in_the_same_bullet_is_not_missing(verifier: Verifier) -> None:
    statement, cites = "Some villagers support the mine.", [f"{MINE}/3-3"]
    assert verifier.check(statement, cites)
    assert not verifier.check(statement, cites, bullet=[("Roe rejects it.", cites)])


def test_an_inference_may_go_beyond_its_passages_but_not_contradict_them(codes: Codes) -> None:
    statement = "A second source of oxide would matter to every maker of magnets in Japan."
    assert codes(statement, "3-1")
    assert codes(statement, "3-1", inference=True) == []
    assert codes("It matters that Pell never approved the mine.", "1-1", inference=True)


def test_no_message_asks_for_one_more_passage(verifier: Verifier) -> None:
    for says in ("Villagers may appeal until 3 June.", "The ministry sued Kest Metals."):
        for reason in verifier.check(says, [f"{MINE}/4-1"]):
            assert "cite" not in reason.message.replace("cited", "")


def test_a_statement_of_a_hundred_thousand_letters_is_refused_at_once(codes: Codes) -> None:
    start = time.monotonic()
    statement = "The ore of Kest was not sold to Japan for 5% more. " * 2000
    assert codes(statement, "1-1") == ["too-long"]
    assert time.monotonic() - start < 1


@pytest.mark.parametrize(
    ("passage", "says", "codes"),
    [
        ("Its margin was -5% in 2025.", "Its margin was 5% in 2025.", {"number"}),
        ("Its margin was 5% in 2025.", "Its margin was -5% in 2025.", {"number"}),
        ("Its margin was minus 6%.", "It had a margin of 6%.", {"number"}),
        ("Growth was −1.5%.", "Growth was 1.5%.", {"number"}),
        ("It earned -0.12 dollars a share.", "It earned 0.12 dollars a share.", {"number"}),
        ("Its margin was -5% in 2025.", "In 2025 the margin was minus 5%.", set()),
        ("Growth was −1.5%.", "The economy shrank by 1.5%.", set()),
        ("Tin gained 4-5%.", "Tin rose by 4% to 5%.", set()),
        ("It tests for COVID-19 with 15 staff.", "With 15 staff it tests for COVID-19.", set()),
        ("Radon was found in two of seven wells.", "Radon was found in seven wells.", {"binding"}),
        ("Radon was found in two of seven wells.", "Radon was in two wells of seven.", set()),
        ("Radon was found in two of seven wells.", "Radon was found in two wells.", set()),
        (
            "Radon was found in two of seven wells.",
            "Radon was in nine of twelve wells.",
            {"number"},
        ),
        ("Ore, tin and coal are taxed.", "The three goods are taxed.", set()),
        ("Its costs are estimated at $340 million.", "The plant cost $340 million.", {"certainty"}),
        ("Its costs are estimated at $340 million.", "It costs about $340 million.", set()),
        ("Its costs are estimated at $340 million.", "It is to cost $340 million.", set()),
    ],
)
def test_signs_counts_and_estimates_are_those_of_the_passage(
    check_text: CheckText, passage: str, says: str, codes: set[str]
) -> None:
    assert {reason.code for reason in check_text(passage, says)} == codes


def test_nobody_may_write_a_count_in_words_that_no_passage_has(
    check_text: CheckText,
) -> None:
    reasons = check_text(
        "Radon was found in two of seven wells.", "It was in nine of twelve wells."
    )
    assert {reason.words for reason in reasons if reason.strength is Strength.ERROR} == {
        ("nine",),
        ("twelve",),
    }


DENIAL = "The readings come from natural granite and not from our site, the company said on Friday."
HALT = "The halt may delay shipments, said Anna Weiss, analyst at Adamas Intelligence."


@pytest.mark.parametrize(
    ("passage", "says", "codes"),
    [
        (DENIAL, "The company blamed natural granite for the readings.", set()),
        (DENIAL, "The company blamed a rival for the readings.", {"cause"}),
        (HALT, "The halt may delay shipments, said Adamas Intelligence.", set()),
        (HALT, "The halt may delay shipments, said analyst Anna Weiss of Adamas.", set()),
        ("Kest Signs Tin Agreement With Narva.", "Kest Signs Tin Deal With Narva.", set()),
        ("Kest Signs Tin Agreement With Narva.", "Kest Signs Tin Deal With Lynas.", {"name"}),
    ],
)
def test_a_cause_a_speaker_and_a_deal_may_be_named_in_other_words(
    check_text: CheckText, passage: str, says: str, codes: set[str]
) -> None:
    assert {reason.code for reason in check_text(passage, says)} == codes


def test_a_message_names_the_speaker_in_full(
    check_text: CheckText,
) -> None:
    (reason,) = check_text(HALT, "The halt may delay shipments.")
    assert "“Anna Weiss”" in reason.message


def test_the_country_of_a_dateline_may_be_named(
    check_text: CheckText,
) -> None:
    text = "Luleå, Sweden – November 18, 2026 – Kest AB today said that it will sell tin to Narva."
    says = "The {} company Kest AB said that it will sell tin to Narva."
    assert check_text(text, says.format("Swedish")) == ()
    assert [r.code for r in check_text(text, says.format("Finnish"))] == ["name"]


def test_nobody_may_add_a_name_as_a_cause(
    check_text: CheckText,
) -> None:
    text = "The ministry closed the Kest mine. Japan is not affected."
    reasons = check_text(text, "The ministry closed the Kest mine because Japan asked it to.")
    assert [r.words for r in reasons if r.strength is Strength.ERROR] == [("Japan",)]


def test_the_opposite_verb_is_marked_for_a_person_and_refused_for_a_model(
    check_text: CheckText,
) -> None:
    reasons = check_text("The firm denied that it leaked.", "The firm admitted that it leaked.")
    assert ("contrary", Strength.UNSUPPORTED) in {(r.code, r.strength) for r in reasons}


def test_the_words_that_introduce_an_opinion_are_no_claim(
    check_text: CheckText,
) -> None:
    text = "Floors help nobody, and ministers should end them."
    says = "Helen Marsh writes in an opinion article: Floors help nobody, end them."
    assert check_text(text, says, "opinion: true\nauthor: Helen Marsh\n") == ()


def test_nobody_may_say_that_a_name_did_what_the_passage_denies(check_text: CheckText) -> None:
    text = "The Innu Nation of Labrador has not consented to the access road."
    (reason,) = check_text(text, "The Innu Nation has consented to the road.")
    assert (reason.code, reason.strength) == ("polarity", Strength.ERROR)
    assert check_text(text, "The Innu Nation has not consented to the road.") == ()


@pytest.mark.parametrize(
    ("says", "codes"),
    [
        ("The union accused Kest Metals of having known of the leak since May.", set()),
        ("Kest Metals was accused by the union of having known of the leak since May.", set()),
        ("Kest Metals has known of the leak since May, the union alleges.", set()),
        ("The union has known of the leak since May, Kest Metals alleges.", {"sides", "speaker"}),
        ("Kest Metals accused the union of having known of the leak since May.", {"sides"}),
    ],
)
def test_whoever_is_accused_has_done_what_the_accusation_says(
    check_text: CheckText, says: str, codes: set[str]
) -> None:
    text = "The union accused Kest Metals of knowing of the leak since May and of hiding it."
    assert {reason.code for reason in check_text(text, says)} == codes


@pytest.mark.parametrize(
    ("passage", "says", "code"),
    [
        ("The mine cut output by 30% in May.", "The mine cut output to 30% in May.", "binding"),
        ("Output rose to 30 tonnes.", "Output rose by 30 tonnes.", "binding"),
        (
            "Pell of Acme said sales rose 6%, while Roe of Kest said they fell 2%.",
            "Pell of Acme said sales fell 2%, while Roe of Kest said they rose 6%.",
            "binding",
        ),
        ("The mill has suspended exports.", "The mill may suspend exports.", "certainty"),
        ("Kest has an option to buy 5 trucks.", "Kest will get 5 trucks.", "certainty"),
        (
            "The mill closed because demand for tin was weak.",
            "The mill closed because demand for tin was weak and its owner had quarrelled.",
            "cause",
        ),
    ],
)
def test_a_small_word_that_changes_the_meaning_is_noticed(
    check_text: CheckText, passage: str, says: str, code: str
) -> None:
    assert code in {reason.code for reason in check_text(passage, says)}


@pytest.mark.parametrize(
    ("passage", "says"),
    [
        ("The mine cut output by 30% in May.", "In May the fall amounted to 30%."),
        ("Sales fell from 40 tonnes to 30 tonnes.", "Sales went down to 30 tonnes, from 40."),
        ("The firm was granted a five-year tax holiday.", "The firm pays no tax for five years."),
        ("Dockers went on strike in Narva on Monday.", "Dockers in Narva stopped work on Monday."),
        ("The board denied knowing about 12 leaks.", "The board denied knowing of 12 leaks."),
        (
            "As costs rose, the mill closed because demand for tin was weak.",
            "The mill closed because demand for tin was weak and costs rose.",
        ),
        (
            "Pell of Acme said sales rose 6%, while Roe of Kest said they fell 2%.",
            "Sales fell 2%, said Roe of Kest, and Pell of Acme said that they rose 6%.",
        ),
    ],
)
def test_the_same_meaning_in_other_small_words_is_no_fault(
    check_text: CheckText, passage: str, says: str
) -> None:
    assert check_text(passage, says) == ()
