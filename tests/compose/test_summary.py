from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.catalogue.entries import Catalogue
from generator.compose.briefings import briefing
from generator.compose.candidates import candidates
from generator.compose.stories import group
from generator.compose.summary import choose
from generator.extract.facts import facts
from generator.model import Article, Role, Statement

Make = Callable[..., Article]


def said(
    articles: Sequence[Article], catalogue: Catalogue, role: Role | None = None
) -> list[Statement]:
    known = [facts(article, catalogue) for article in articles]
    statements = choose(articles, known, catalogue)
    return [each for each in statements if role in (None, each.role)]


def test_the_first_line_is_the_news_even_after_a_scene(make: Make, catalogue: Catalogue) -> None:
    text = (
        "When Ada Lund was a child, the quarry behind her house was full of frogs.\n\n"
        "Norway approved a rare earth mine at Fen on Tuesday, its first, the government said.\n\n"
        "The mine is to deliver 800 tonnes of neodymium a year from 2031.\n\n"
        "Rare Earths Norway has spent 90 million euros on the project."
    )
    first = said([make("a", text, kind="article")], catalogue)[0]
    assert first.role is Role.BOTTOM_LINE
    assert first.text.startswith("Norway approved")


def test_a_sentence_that_leans_follows_the_one_it_leans_on(
    make: Make, catalogue: Catalogue
) -> None:
    text = (
        "China suspended six export control announcements on 7 November 2025.\n\n"
        "Reuters asked the ministry about exports to Japan. It said that licences for 40 Japanese"
        " companies would be reviewed by March 2026.\n\n"
        "Japan imported 4,000 tonnes of rare earths from China in 2024."
    )
    for each in said([make("a", text)], catalogue):
        if "licences for 40 Japanese" in each.text:
            assert each.text.startswith("Reuters asked")
            assert len(each.passages) == 2


def test_accounts_that_differ_stand_beside_the_sentence_that_says_so(
    make: Make, catalogue: Catalogue
) -> None:
    text = (
        "Norway approved a rare earth mine at Fen on 3 March 2026.\n\n"
        "Reports differ on the cost of the mine. Reuters gave 900 million euros. Bloomberg wrote"
        " of 1.2 billion dollars.\n\n"
        "The mine is to deliver 800 tonnes of neodymium a year from 2031."
    )
    differ = said([make("a", text)], catalogue, Role.DIFFER)
    assert len(differ) == 1
    assert "Reuters gave" in differ[0].text
    assert "Bloomberg wrote" in differ[0].text


SIDES = (
    "Oslo and Brussels described the Fen loan differently. A Norwegian ministry release of 4 March"
    " said that the European bank would lend 400 million euros over ten years, to be drawn as the"
    " shaft is sunk, the mill is built and the first concentrate leaves the harbour at Herøya, with"
    " the first year free of interest and repayment from the sale of neodymium."
)


def test_the_other_side_is_told_where_accounts_differ(make: Make, catalogue: Catalogue) -> None:
    text = (
        "Norway approved a rare earth mine at Fen on 3 March 2026.\n\n"
        f"{SIDES} It added that the terms were final. The European Commission's notice did not"
        " mention such a loan and spoke of a guarantee of 90 million euros, Reuters reported. The"
        " valley has 2,000 people.\n\n"
        "The mine is to deliver 800 tonnes of neodymium a year from 2031. " + "Its owner is"
        " Rare Earths Norway, which has an extraction permit and 30 employees in Ulefoss. " * 4
    )
    (differ,) = said([make("a", text)], catalogue, Role.DIFFER)
    assert "spoke of a guarantee" in differ.text
    assert "2,000 people" not in differ.text


def test_no_side_is_told_where_the_other_one_is_too_far_off(
    make: Make, catalogue: Catalogue
) -> None:
    text = (
        "Norway approved a rare earth mine at Fen on 3 March 2026.\n\n"
        f"{SIDES} It added that the terms were final, that the government had worked on them for"
        " two years, and that no other lender had been asked for money for the mine in the valley"
        " of Nome. Brussels spoke of a guarantee.\n\n"
        "The mine is to deliver 800 tonnes of neodymium a year from 2031."
    )
    assert not said([make("a", text)], catalogue, Role.DIFFER)


def test_a_side_that_has_its_home_elsewhere_does_not_hide_the_difference(
    make: Make, catalogue: Catalogue
) -> None:
    text = (
        "Norway approved a rare earth mine at Fen on 3 March 2026.\n\n"
        "Accounts differ on whether the mill is safe. A summary by Argus said that the faults had"
        " been repaired. The manager told Reuters that the mill had stopped twice on the day"
        " before. The owner has studied a second mill. It did not say what that would cost.\n\n"
        "The mine is to deliver 800 tonnes of neodymium a year from 2031. It has an extraction"
        " permit from the Norwegian state and lies beneath the village of Ulefoss."
    )
    (differ,) = said([make("a", text)], catalogue, Role.DIFFER)
    assert "had been repaired" in differ.text
    assert "stopped twice" in differ.text


def test_what_two_articles_say_is_said_once_with_both_footnotes(
    make: Make, catalogue: Catalogue
) -> None:
    one = make(
        "a",
        "Norway approved a rare earth mine at Fen on 3 March 2026.\n\n"
        "The Fen mine is to deliver 800 tonnes of neodymium a year from 2031.",
        date="2026-03-03",
        story="fen",
    )
    other = make(
        "b",
        "Herders will sue over the mine that Norway has approved at Fen.\n\n"
        "From 2031 the Fen mine is to deliver 800 tonnes of neodymium a year.",
        date="2026-03-03",
        story="fen",
    )
    told = [each for each in said([one, other], catalogue) if "800 tonnes" in each.text]
    assert len(told) == 1
    assert {passage.article for passage in told[0].passages} == {"a", "b"}


def test_the_newest_article_gives_the_bottom_line(make: Make, catalogue: Catalogue) -> None:
    first = make("a", "Norway approved a mine at Fen.", date="2026-03-03", story="fen")
    later = make("b", "A court in Oslo stopped the Fen mine.", date="2026-05-01", story="fen")
    page = briefing(group([first, later])[0], catalogue)
    assert page.statements[0].text == "A court in Oslo stopped the Fen mine."
    assert page.date == first.date


def test_an_empty_article_says_nothing(make: Make, catalogue: Catalogue) -> None:
    assert said([make("a", "")], catalogue) == []


def test_each_passage_has_one_home(seeds: Sequence[Article], catalogue: Catalogue) -> None:
    for article in seeds:
        labels = [p.label for each in said([article], catalogue) for p in each.passages]
        assert len(labels) == len(set(labels)), article.id


def test_a_page_never_says_more_than_its_limits(
    seeds: Sequence[Article], catalogue: Catalogue
) -> None:
    for article in seeds:
        statements = said([article], catalogue)
        counts = {role: sum(each.role is role for each in statements) for role in Role}
        assert 1 <= counts[Role.BOTTOM_LINE] <= 2
        assert counts[Role.KEY_POINT] <= 5
        words = sum(len(each.text.split()) for each in statements)
        assert words <= 0.75 * len(article.text.split())


def test_nothing_is_reworded(seeds: Sequence[Article], catalogue: Catalogue) -> None:
    for article in seeds:
        sentences = {sentence.text for sentence in article.sentences}
        for each in said([article], catalogue):
            rest = each.text
            for sentence in sorted(sentences, key=len, reverse=True):
                rest = rest.replace(sentence, "")
            assert not rest.strip(), each.text


def test_what_the_title_says_is_told_before_what_it_does_not_say(
    make: Make, catalogue: Catalogue
) -> None:
    text = (
        "Norway approved a rare earth mine at Fen on 3 March 2026.\n\n"
        "Rare Earths Norway has spent 90 million euros on the project.\n\n"
        "The mine is to deliver 800 tonnes of neodymium a year from 2031.\n\n"
        "Norway imported 40 tonnes of rare earths from China in 2024.\n\n"
        "Australia sold 50 tonnes of rare earths to Norway in 2023.\n\n"
        "France bought 60 tonnes of rare earths from Malaysia in 2022.\n\n"
        "Sweden mined 70 tonnes of rare earths near Kiruna in 2021.\n\n"
        "Some herders in the valley want a judge to stop it all."
    )
    plain = said([make("a", text, title="Norway approves Fen mine")], catalogue)
    titled = said(
        [make("a", text, title="Norway approves Fen mine; herders see a judge")], catalogue
    )
    assert not any("herders" in each.text for each in plain)
    assert any("herders" in each.text for each in titled)


def test_at_most_90_words_in_a_row_of_another_s_article(make: Make, catalogue: Catalogue) -> None:
    names = ("Norway", "Sweden", "France", "Japan", "Canada", "Estonia", "Brazil", "India")
    sentences = [
        f"{name} bought {number}00 tonnes of rare earths in 20{number} from a {kind} company that"
        f" {kind} people had set up near a {kind} harbour to sell magnets and metals abroad."
        for number, (name, kind) in enumerate(zip(names, "abcdefgh", strict=True), start=11)
    ]
    article = make("a", " ".join(sentences), kind="article")
    told = {p.sentence for each in said([article], catalogue) for p in each.passages}
    run = longest = 0
    for number, sentence in enumerate(sentences, start=1):
        run = run + len(sentence.split()) if number in told else 0
        longest = max(longest, run)
    assert 0 < longest <= 90


def test_what_the_news_brought_in_needs_no_second_introduction(
    make: Make, catalogue: Catalogue
) -> None:
    text = (
        "Norway approved a rare earth mine at Fen on 3 March 2026.\n\n"
        "Some herders in the valley were surprised.\n\n"
        "The mine is to deliver 800 tonnes of neodymium a year from 2031.\n\n"
        "Rare Earths Norway has spent 90 million euros on studies."
    )
    told = said([make("a", text)], catalogue, Role.KEY_POINT)
    assert any(each.text.startswith("The mine is to deliver 800 tonnes") for each in told)


def test_no_bullet_points_at_a_date_that_stands_in_another_one(
    make: Make, catalogue: Catalogue
) -> None:
    text = (
        "Norway approved a rare earth mine at Fen this week.\n\n"
        "Rare Earths Norway applied for it in May 2024. Costs have risen by 40% since then.\n\n"
        "Sweden sold 40 tonnes of ore to Japan."
    )
    told = [each.text for each in said([make("a", text)], catalogue, Role.KEY_POINT)]
    assert not any(each.startswith("Costs have risen") for each in told)
    assert any("applied for it in May 2024." in each for each in told)


def test_what_follows_the_bottom_line_may_point_at_it(make: Make, catalogue: Catalogue) -> None:
    follows = "Two rival bids by Lynas and by Iluka of that size had failed."
    news = "Norway approved a rare earth mine at Fen and a plant this week."
    other = "Sweden sold its ore to Japan."
    for text, shown in ((f"{news} {follows}\n\n{other}", True), (f"{news}\n\n{follows}", False)):
        told = [each.text for each in said([make("a", text)], catalogue, Role.KEY_POINT)]
        assert (follows in told) == shown


def test_a_sentence_that_only_adds_a_trifle_is_no_second_bottom_line(
    make: Make, catalogue: Catalogue
) -> None:
    text = (
        "Norway approved a rare earth mine at Fen on 3 March 2026. It is old news to many.\n\n"
        "Rare Earths Norway has spent 90 million euros on studies."
    )
    (told,) = said([make("a", text)], catalogue, Role.BOTTOM_LINE)
    assert told.text.startswith("Norway approved")


def test_another_article_of_the_story_does_not_lend_its_own_news(
    make: Make, catalogue: Catalogue
) -> None:
    ours = "Norway approved a rare earth mine at Fen on 3 March 2026."
    theirs = (
        "Sweden opened a magnet plant in Kiruna on Monday.\n\nJapan sold ore.\n\n"
        "The plant is to make 900 tonnes of magnets a year."
    )
    articles = [make("a", ours), make("b", theirs)]
    told = [each.text for each in said(articles, catalogue, Role.KEY_POINT)]
    assert not any(each.startswith("The plant") for each in told)


def test_what_is_long_over_gives_way_to_what_is_not(make: Make, catalogue: Catalogue) -> None:
    text = "Norway approved a rare earth mine at Fen.\n\nSweden sold its ore to Japan in 1998."

    def score(date: str) -> float:
        return candidates([make("a", text, date=date)], {}, catalogue)[1].score

    assert score("2026-03-04") < score("1999-03-04")
