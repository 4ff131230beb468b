from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from generator.catalogue.entries import SPEAKS_AS, TYPES, Catalogue, Entity
from generator.catalogue.load import read_catalogue
from generator.ingest.load import read_text
from generator.intake.names import unknown_names
from generator.intake.templates import entity

Briefing = Callable[..., "CompletedProcess[str]"]
CATALOGUE = Catalogue({"china": Entity("china", "country", "entities/country/china.md", "China")})


def names(*texts: str, least: int = 1) -> list[str]:
    """Return the names found in texts."""
    articles = [read_text(f"s{i}", f"s{i}.txt", text, {}) for i, text in enumerate(texts)]
    return [each.name for each in unknown_names(articles, CATALOGUE, least)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Bank of Mines and Oil lent it.", "Bank of Mines and Oil"),
        ("The chief executive Amanda Lacaze said demand was strong.", "Amanda Lacaze"),
        ("A plant in Kuantan has closed, others near Kuantan may follow.", "Kuantan"),
        ("They agreed on the Critical Metals Act last year.", "Critical Metals Act"),
        ("Buyers such as J. D. Power and others stayed away.", "J. D. Power"),
        ("The report came from Mining.com on Friday.", "Mining.com"),
        ("It is Lynas's second plant, built after Lynas's first.", "Lynas"),
        ("US Trade Representative Jamieson Greer spoke.", "Jamieson Greer"),
        ("Interior Secretary Doug Burgum signed it.", "Doug Burgum"),
        ("The plan helps General Motors of Detroit.", "General Motors"),
        ("They met Priya Nair, an analyst in Pune.", "Priya Nair"),
        ("Its chairman is Nguyen Van Duc, 61, who farms.", "Nguyen Van Duc"),
        ("Analysts at Canaccord Genuity disagree.", "Canaccord Genuity"),
        ("The law firm Brownstein wrote it.", "Brownstein"),
        ("A plant of the company in San Marcos, Texas, closed.", "San Marcos"),
        ("The valley of Dong Pao is quiet.", "Dong Pao"),
        ("Ores from Guangdong went abroad.", "Guangdong"),
        ("Buyers came from Denmark and left.", "Denmark"),
        ("The village opposes the Law on Geology and Mines.", "Law on Geology and Mines"),
    ],
)  # fmt: skip
def test_a_name_is_found_whole(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize("word", ["Commission", "Industry", "Capital", "GMT", "Danish", "China"])
def test_a_word_that_names_nobody_or_has_a_page_is_no_name(word: str) -> None:
    assert word not in names(f"On Friday the {word} plan was known. It was the {word} again.")


def test_a_surname_is_left_out_where_the_person_is_named_in_full() -> None:
    assert names("On Friday minister Annalena Vogt left. They said Vogt had won.") == [
        "Annalena Vogt"
    ]


def test_a_word_that_only_opens_a_sentence_is_no_name() -> None:
    text = (
        "Traders wait. Mining goes on in May. On Monday nothing moved, and traders left for mining."
    )
    assert names(text) == []


def test_a_person_and_their_institute_are_two_names() -> None:
    found = names("On Friday Gao Lingyun of the Chinese Academy of Sciences said it was late.")
    assert set(found) == {"Gao Lingyun", "Chinese Academy of Sciences"}


def test_names_with_a_page_are_left_out() -> None:
    assert names("Buyers in China met those of Sojitz in Osaka.") == ["Osaka", "Sojitz"]


def test_only_names_of_several_seeds_are_listed_the_most_frequent_first() -> None:
    texts = ("Sojitz and Solvay met in May.", "We saw Sojitz there.", "He left Solvay and Sojitz.")
    assert names(*texts, least=2) == ["Sojitz", "Solvay"]


@pytest.mark.parametrize("kind", TYPES)
def test_a_new_entity_is_a_good_entry_of_the_catalogue(
    kind: str, tmp_path: Path, briefing: Briefing
) -> None:
    result = briefing(tmp_path, "new", "entity", 'A "B": C', "--type", kind)
    assert result.returncode == 2  # there is no briefings folder
    (tmp_path / "briefings").mkdir()
    result = briefing(tmp_path, "new", "entity", 'A "B": C', "--type", kind)
    assert result.returncode == 0, result.stderr
    catalogue, findings = read_catalogue(tmp_path / "briefings")
    assert findings == ()
    assert catalogue.entities["a-b-c"].name == 'A "B": C'
    again = briefing(tmp_path, "new", "entity", 'a "b": c', "--type", "person")
    assert again.returncode == 2
    assert f"entities/{kind}/a-b-c.md" in again.stderr


def test_every_commented_key_of_an_entity_is_a_key_that_is_read(tmp_path: Path) -> None:
    for kind in TYPES:
        page = (
            entity("X", kind, SPEAKS_AS).replace("# ", "").replace(" | ".join(SPEAKS_AS), "company")
        )
        path = tmp_path / "entities" / kind / f"x-{kind}.md"
        path.parent.mkdir(parents=True)
        path.write_text(page.replace("name: X", f"name: X {kind}").replace('"X"', f'"X {kind}"'))
    _, findings = read_catalogue(tmp_path)
    assert [finding for finding in findings if finding.kind == "unknown-key"] == []


def test_a_new_topic_and_a_new_seed_are_read(tmp_path: Path, briefing: Briefing) -> None:
    (tmp_path / "briefings").mkdir()
    (tmp_path / "seeds").mkdir()
    assert briefing(tmp_path, "new", "topic", "Deep-sea mining").returncode == 0
    catalogue, findings = read_catalogue(tmp_path / "briefings")
    assert findings == ()
    assert catalogue.topics["deep-sea-mining"].terms == (("deep-sea mining", 3),)
    day = ("--date", "2025-11-02")
    assert briefing(tmp_path, "new", "seed", "Talks end: no deal", *day).returncode == 0
    seed = tmp_path / "seeds" / "2025-11-02-talks-end-no-deal.md"
    seed.write_text(
        seed.read_text() + "\nThe talks on rare earths ended without a deal on Sunday.\n"
    )
    assert briefing(tmp_path, "generate").returncode == 0
    assert (tmp_path / "briefings" / "stories" / seed.name).is_file()
    assert briefing(tmp_path, "new", "seed", "Talks end: no deal", *day).returncode == 2


def test_names_are_listed_with_contexts_and_what_to_type(
    tmp_path: Path, briefing: Briefing
) -> None:
    (tmp_path / "briefings").mkdir()
    (tmp_path / "seeds").mkdir()
    for number, word in enumerate(("bought", "sold")):
        text = f"On Monday the trader Sojitz {word} {number + 3} tonnes of dysprosium oxide."
        (tmp_path / "seeds" / f"s{number}.txt").write_text(text)
    told = briefing(tmp_path, "names").stdout
    assert "Sojitz: 2 seeds, 2 times" in told
    assert "seeds/s0.txt: On Monday the trader Sojitz bought 3 tonnes" in told
    assert "briefing new entity Sojitz --type" in told
