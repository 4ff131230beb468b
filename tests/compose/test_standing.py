from __future__ import annotations

import pytest

from generator.catalogue.entries import Catalogue
from generator.compose.antecedent import introduced, one_company
from generator.compose.pointing import Told, points_at_untold
from generator.compose.standing import (
    Seen,
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
        "A definitive agreement had still to be signed.",
        "Only Ganzhou and Baotou were eligible, down from six groups.",
        "Summaries of the survey give India 7 million tonnes and Peru 2 million.",
        "The notice did not say whether it had ended.",
        "The later list ranks Peru third instead.",
        "Floods in Laos lifted the domestic price by a fifth.",
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
        "A definitive agreement with Oslo had still to be signed.",
        "No firms were eligible for the quota.",
        "Argus wrote of a ban, while Reuters said the firms face a watch list instead.",
        "Indian buyers paid twice the domestic price.",
        "The survey gives India reserves of 7 million tonnes.",
        "The sale was agreed in May; later reports do not say whether it has closed.",
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
    known = seen("China sets up a magnet tracking system", "", catalogue)
    assert is_told("The magnet tracking system began in May.", known)
    assert not is_told("The system began in May.", known)
    assert is_told("The finance ministry expects 60 million yuan.", known)
    assert is_told("The government expects 60 million yuan.", known)
    assert not is_told("The ministry expects 60 million yuan.", known)
    two = seen("China and Japan sign a deal", "", catalogue)
    assert not is_told("The finance ministry expects 60 million yuan.", two)
    assert is_told("The first phase of the Narva plant is built.", two)


@pytest.mark.parametrize(
    ("noun", "news", "since", "told"),
    [
        ("plant", "Halden will open Georgia's largest magnet plant.", "", True),
        ("deal", "Mongolia and Seoul signed an agreement to build a plant.", "", True),
        ("licences", "Kazakhstan opened a tender for three rare earth licences.", "", True),
        ("licence", "Kazakhstan opened a tender for three rare earth licences.", "", False),
        ("plant", "The plant manager spoke in Macon.", "", False),
        ("plant", "Lynas will link a plant in Perth to a plant in Kuantan.", "", False),
        ("plant", "Halden will open a plant.", "Neo built a plant in Narva.", False),
        ("plant", "Halden will open a plant.", "Neighbours welcomed the plant.", True),
        ("company", "An Australian miner has borrowed 85 million dollars.", "", True),
        ("ships", "The navy stopped five ships carrying sand.", "", True),
        ("company", "A miner has borrowed money.", "Shengyao, a Chinese group, buys it.", False),
    ],
)
def test_the_plant_is_the_one_in_the_news_if_no_other_was_brought_in(
    noun: str, news: str, since: str, told: bool
) -> None:
    assert introduced(noun, news, [since]) is told


@pytest.mark.parametrize(
    ("news", "since", "told"),
    [
        ("Lynas said it had shipped its first samarium oxide, Reuters reported.", "", True),
        ("Kestrel Range Minerals has sold its first lot.", "The lot weighs 12 tonnes.", True),
        ("Lynas and MP Materials signed a deal.", "", False),
        ("Lynas has sold its first lot.", "Kestrel Range Minerals wants one too.", False),
        ("China has granted the first licence.", "", False),
    ],
)
def test_the_company_is_the_one_that_the_news_names(
    news: str, since: str, told: bool, catalogue: Catalogue
) -> None:
    assert one_company(news, [since], catalogue) is told
    known = Seen(one_company=one_company(news, [since], catalogue))
    assert is_told("The company did not name the buyer.", known) is told


def test_what_only_the_title_calls_so_is_told_too() -> None:
    assert introduced("loan", "The bank will lend 120 million euros.", [], "Norrfluss wins a loan")
    assert not introduced(
        "loan", "The bank will lend it.", [], "A loan for Oslo, a loan for Bergen"
    )


@pytest.mark.parametrize(
    ("text", "news", "between"),
    [
        ("A full plant ten times that size could follow.", "", "It is to make 500 tonnes."),
        ("Prices have risen to 270 dollars since then.", "26 engines wait.", ""),
        ("Reuters reported that month that all was sold.", "Signed in May.", "In June it closed."),
        ("The spokesman said there was no sign that they knew.", "Two were held.", ""),
        ("Few sales were concluded at those levels.", "Prices doubled.", ""),
        ("The Union said extending such controls would be hard.", "China asked for talks.", ""),
        ("Some let the rule start on 29 September.", "", ""),
        ("English-language sources cite $11 billion to $11.5 billion.", "A claim is heard.", ""),
        ("Nearly 300 people worked there.", "", ""),
        ("Two days later Reuters named them all.", "A deal was signed.", ""),
        ("Accounts of that levy differ by half.", "Rebels took a town.", ""),
    ],
)
def test_words_that_point_at_what_is_not_told_lean(text: str, news: str, between: str) -> None:
    assert points_at_untold(text, Told(news, between))


@pytest.mark.parametrize(
    ("text", "news"),
    [
        ("A plant of 500 tonnes and one ten times that size are planned.", ""),
        ("Prices have risen to 270 dollars since then.", "China began licensing in April 2025."),
        ("In 2024 Reuters said the law, passed in June of that year, was new.", ""),
        ("Officials said that they knew nothing.", ""),
        ("The company said they would appeal.", ""),
        ("MOFCOM said such controls were lawful.", "China set export controls."),
        ("Accounts of that levy differ by half.", "Rebels put a levy on ore."),
        ("Reports of this kind are rare.", ""),
        ("China may use these accusations.", "China accuses foreign agents."),
        ("Buyers from those partners left, whatever partnerships say.", "Partners met."),
        ("Reuters said those listed in May had left.", ""),
        ("Products such as powder are listed.", ""),
        ("It was the first such case in Perth.", ""),
        ("Lynas opened a plant in Perth where 300 people worked there.", ""),
    ],
)
def test_what_a_sentence_or_the_news_names_may_be_pointed_at(text: str, news: str) -> None:
    assert not points_at_untold(text, Told(news))


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
    assert names_untold("LKAB welcomed the termination, it said.", news, before)
    assert not names_untold("LKAB welcomed the termination.", "Gabna terminated a lease.", before)
    assert not names_untold("Sojitz said the suspension began in May.", "Ports stopped.", before)
