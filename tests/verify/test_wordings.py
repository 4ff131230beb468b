"""Another wording of a passage is no fault; one other word in a copied sentence may be."""

from __future__ import annotations

from pathlib import Path

import pytest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.extract.facts import extract_facts
from briefing_room.pipeline import read_project
from briefing_room.verify.verifier import Verifier
from shared import read_text

NEWS = read_text(
    "a",
    "seeds/a.txt",
    """Acme Metals Ltd ("AM" or the "Company") announced today that a court in Norland has \
approved the sale of substantially all of the Company's mills.

Elections are due to take place in Norland later this month, and Roe has been touring towns there \
since December.

The loft is currently assigned to Housing Norland while the cellar is assigned to the Department \
of Ore.

Nor has the plan of the board, which the union rejected in spring, cooled the anger of the miners.

The miner, Ida Roe, had bought a pump in Brana from a seller called "Elm" in May.

The quay can be closed by the board in a week. The union is adamant that the quay must stay open.

Some mills of the group come with large kilns. The work was done over 12 months.

The pilots accepted lower wages after the strike of last spring.

Closing the quay would not only provoke outrage but also empty the town.

The group denied that it had sold the port. The mine loses money below a tin \
price of $75 a kilogram.

The plant of Acme in Australia opens in June, the firm said.

Acme is thrilled to announce that it has signed a deal with Riga Steel. The pond may be leaking, \
the board said. Radon in the hall was above the legal limit of 300. Riga Steel sold the loft to \
Acme. The council approved a 5% levy on ore. The town declined to comment. A leak halted the \
kiln, but nobody was hurt. The plan was not approved until the town had lifted its ban. \
The board did not rule it out. The law sets a levy, with an exemption for mills that dry \
their ore. Zinc rose 6% last week while lead slipped 2%. Peru gave 12 tonnes and Chile \
15 tonnes. The price of coal is up since June. Roe can appeal \
until 14 May.

Dan Pell, the mayor, called the mill a good neighbour. "We pay our taxes," said its owner, Eva Lund.

Three divers were injured at the quay, said Tom Reed, its manager. The trade minister approved \
the sale in May. The mill will close unless the union agrees. The survey is due by 30 June. \
Prices of tin fell after the strike began.
""",
    {"title": "Court approves sale of mills", "date": "2026-03-04"},
)


def codes(text: str, *cites: str) -> set[str]:
    verifier = Verifier({"a": NEWS}, lambda _: extract_facts(NEWS, Catalogue()), Catalogue())
    return {reason.code for reason in verifier.check(text, [f"a/{cite}" for cite in cites])}


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("Acme said a court approved the sale of substantially all of Acme Metals' mills.", "1-1"),
        ("Acme said on 4 March 2026 that a court had approved the sale of its mills.", "1-1"),
        ("Elections are due to take place in Norland later in March 2026.", "2-1"),
        ("The loft is currently assigned to Housing Norland.", "3-1"),
        ("The board's plan has not cooled the anger of the miners.", "4-1"),
        ("A pump that Ida Roe had bought in Brana came from a seller in May.", "5-1"),
        ("The work was done within 12 months.", "7-2"),
        ("After the strike of last spring the pilots accepted lower wages.", "8-1"),
        ("Closing the quay would provoke outrage and also empty the town.", "9-1"),
        ("The mine loses money at tin prices below $75 a kilogram.", "10-2"),
        ("The Australian plant of Acme opens in June, the firm said.", "11-1"),
        ("Acme said that it had signed a deal with Riga Steel.", "12-1"),
        ("A leak in the pond is possible, the board said.", "12-2"),
        ("Radon in the hall was higher than the legal limit of 300.", "12-3"),
        ("Acme bought the loft from Riga Steel.", "12-4"),
        ("The council has passed a 5% levy on ore.", "12-5"),
        ("The town refused to comment.", "12-6"),
        ("A leak in which nobody was injured halted the kiln.", "12-7"),
        ("The plan was approved once the town had lifted its ban.", "12-8"),
        ("The board did not exclude it.", "12-9"),
        ("Mills that dry their ore do not have to pay the levy.", "12-10"),
        ("Lead lost 2%, and zinc rose 6%.", "12-11"),
        ("Peru gave 12 tonnes, Chile 15.", "12-12"),
        ("Roe has until 14 May to appeal.", "12-14"),
        ("Three divers were hurt at the quay, Tom Reed said.", "14-1"),
        ("The minister of trade approved the sale in May.", "14-2"),
        ("If the union does not agree, the mill will close.", "14-3"),
        ("The survey must be ready by 30 June.", "14-4"),
        ("After the strike began, the tin price fell.", "14-5"),
    ],
)
def test_another_wording_is_no_fault(text: str, cite: str) -> None:
    assert codes(text, cite) == set()


@pytest.mark.parametrize(
    ("text", "cite", "code"),
    [
        ("The quay will be closed by the board in a week.", "6-1", "certainty"),
        ("Northvolt says that the quay can be closed by the board in a week.", "6-1", "name"),
        ("Norrland has not yet said that the quay must stay open.", "6-2", "name"),
        ("The union is not adamant that the quay must stay open.", "6-2", "polarity"),
        ("All mills of the group come with large kilns.", "7-1", "quantity"),
        ("The mills of the group come with all large kilns.", "7-1", "quantity"),
        ("Siemens refused to keep the quay open.", "6-2", "name"),
        ("The chairman, Ida Roe, had bought a pump in Brana in May.", "5-1", "name"),
        ("The group sold the port.", "10-1", "polarity"),
        ("The mine makes money below a tin price of $75 a kilogram.", "10-2", "contrary"),
        ("The plant of Acme in Austria opens in June, the firm said.", "11-1", "name"),
        ("The pond leaks, the board said.", "12-2", "certainty"),
        ("The board found a leak in the pond.", "12-2", "certainty"),
        ("Radon in the hall was below the legal limit of 300.", "12-3", "contrary"),
        ("Riga Steel bought the loft from Acme.", "12-4", "contrary"),
        ("Acme may have sold the loft to Riga Steel.", "12-4", "sides"),
        ("Workers were hurt by a leak that halted the kiln.", "12-7", "polarity"),
        ("The board ruled it out.", "12-9", "polarity"),
        ("Lead rose 6% last week.", "12-11", "binding"),
        ("The price of coal is down since June.", "12-13", "contrary"),
        ("Three divers were killed at the quay, Tom Reed said.", "14-1", "scope"),
        ("The finance minister approved the sale in May.", "14-2", "name"),
        ("The mill will close if the union agrees.", "14-3", "polarity"),
        ("If the union agrees, the mill will close.", "14-3", "polarity"),
        ("The survey is due from 30 June.", "14-4", "binding"),
        ("The strike caused prices of tin to fall.", "14-5", "cause"),
    ],
)
def test_one_word_changes_a_copied_sentence(text: str, cite: str, code: str) -> None:
    assert code in codes(text, cite)


def test_one_element_is_not_exchanged_for_another(tmp_path: Path) -> None:
    """Pages of the catalogue with a symbol are elements; a denial may name one that is absent."""
    pages = [("terbium", "Tb"), ("dysprosium", "Dy")]
    files = {
        f"briefings/entities/material/{name}.md": f"name: {name.title()}\naliases: [{name}]\n"
        f"symbol: {symbol}\n---\n"
        for name, symbol in pages
    }
    files["seeds/a.md"] = "title: Oxide\ndate: 2026-03-04\n---\nThe plant makes terbium oxide.\n"
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(f"---\n{text}")
    project = read_project(tmp_path / "seeds", tmp_path / "briefings")
    verifier = Verifier(project.by_id, project.facts, project.catalogue)

    def reasons(text: str) -> set[str]:
        return {reason.code for reason in verifier.check(text, ["a/1-1"])}

    assert reasons("A plant makes dysprosium oxide.") == {"name"}
    assert reasons("A plant makes terbium oxide.") == set()
    assert "name" not in reasons("The plant does not make dysprosium oxide.")


def test_the_message_on_a_wrong_speaker_names_who_is_heard_and_who_is_named() -> None:
    verifier = Verifier({"a": NEWS}, lambda _: extract_facts(NEWS, Catalogue()), Catalogue())
    cites = ["a/13-1", "a/13-2"]
    (reason,) = verifier.check("Dan Pell said that they pay their taxes.", cites)
    expected = "in the passage “Eva Lund” says this, not “Dan Pell”; name the right speaker"
    assert (reason.code, reason.message) == ("speaker", expected)
    (reason,) = verifier.check("Eva Lund called the mill a good neighbour.", cites)
    assert reason.code == "sides"
    assert verifier.check("Pell called the mill a good neighbour.", cites) == ()


def test_a_refusal_to_comment_needs_no_speaker() -> None:
    verifier = Verifier({"a": NEWS}, lambda _: extract_facts(NEWS, Catalogue()), Catalogue())
    says = "The town {} comment on the deal of Acme with Riga Steel."
    for words in ("refused to", "would not", "declined to"):
        assert verifier.check(says.format(words), ["a/12-6", "a/12-1"]) == ()
    assert verifier.check("The town did comment on the deal.", ["a/12-6", "a/12-1"])
