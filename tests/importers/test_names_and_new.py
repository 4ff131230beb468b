from __future__ import annotations

import re
from pathlib import Path

import pytest
from briefing_room.catalogue.catalogue import Catalogue
from briefing_room.catalogue.entries import SPEAKS_AS, Entity
from briefing_room.catalogue.load import read_catalogue
from briefing_room.catalogue.vocabulary import Vocabulary
from briefing_room.commands.catalogue import entity_form
from briefing_room.review.unknown_names import unknown_names
from shared import Briefing, cases, read_text

TYPES = tuple(Vocabulary().types)

CASES = cases(__file__, "names")
CATALOGUE = Catalogue({"china": Entity("china", "entities/country/china.md", "country", "China")})


def names(*texts: str, least: int = 1) -> list[str]:
    """Return the names found in texts."""
    articles = [read_text(f"s{i}", f"s{i}.txt", text, {}) for i, text in enumerate(texts)]
    return [name.name for name in unknown_names(articles, CATALOGUE, least)]


@pytest.mark.parametrize(("text", "expected"), CASES["names"])
def test_names_are_found_whole_and_nothing_else(text: str, expected: str) -> None:
    assert sorted(names(text)) == sorted(filter(None, expected.split(", ")))


def test_only_names_of_several_seeds_are_listed_the_most_frequent_first() -> None:
    texts = ("Sojitz and Solvay met in May.", "We saw Sojitz there.", "He left Solvay and Sojitz.")
    assert names(*texts, least=2) == ["Sojitz", "Solvay"]


@pytest.mark.parametrize("kind", TYPES)
def test_a_new_entity_is_a_valid_page_of_the_catalogue(
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
            entity_form("X", kind, Vocabulary())
            .replace("# ", "")
            .replace(" | ".join(SPEAKS_AS), "company")
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


@pytest.mark.parametrize("name", ["", " ", "...", "%"])
@pytest.mark.parametrize("kind", ["topic", "number", "seed", "entity"])
def test_a_name_without_a_letter_is_refused(
    tmp_path: Path, briefing: Briefing, kind: str, name: str
) -> None:
    for folder in ("briefings", "seeds"):
        (tmp_path / folder).mkdir()
    options = ("--type", "country") if kind == "entity" else ()
    done = briefing(tmp_path, "new", kind, name, *options)
    assert done.returncode == 2
    assert "no letter or digit" in done.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_page_whose_name_has_no_latin_letter_is_called_by_its_kind(
    tmp_path: Path, briefing: Briefing
) -> None:
    (tmp_path / "briefings").mkdir()
    assert briefing(tmp_path, "new", "topic", "中国").returncode == 0
    (path,) = (tmp_path / "briefings/topics").iterdir()
    assert path.name.startswith("topic-")


def test_names_are_listed_with_contexts_and_the_command_to_type(
    tmp_path: Path, briefing: Briefing
) -> None:
    (tmp_path / "briefings").mkdir()
    (tmp_path / "seeds").mkdir()
    for number, word in enumerate(("bought", "sold")):
        text = f"On Monday the trader Sojitz {word} {number + 3} tonnes of dysprosium oxide."
        (tmp_path / "seeds" / f"s{number}.txt").write_text(text)
    output = briefing(tmp_path, "names").stdout
    assert "Sojitz: 2 seeds, 2 times" in output
    assert "seeds/s0.txt: On Monday the trader Sojitz bought 3 tonnes" in output
    assert "briefing new entity Sojitz --type" in output


def test_an_unknown_type_is_answered_with_the_types_that_there_are(
    tmp_path: Path, briefing: Briefing
) -> None:
    (tmp_path / "briefings").mkdir()
    done = briefing(tmp_path, "new", "entity", "Red Cross", "--type", "charity")
    assert done.returncode == 2
    assert "'charity' is not a type here; give one of country, " in done.stderr
    assert "or add one to briefings/vocabulary.yml with a role: country, person, " in done.stderr
    assert "an entity needs a --type" in briefing(tmp_path, "new", "entity", "Red Cross").stderr


def test_an_option_that_a_form_does_not_use_is_refused(tmp_path: Path, briefing: Briefing) -> None:
    (tmp_path / "briefings").mkdir()
    for option, value, kind in (
        ("--type", "person", "topic"),
        ("--date", "2026-11-24", "entity"),
    ):
        done = briefing(tmp_path, "new", kind, "Red Cross", option, value)
        assert (done.returncode, f"{option} goes with" in done.stderr) == (2, True)


def test_the_commented_lines_of_a_new_note_can_be_used_as_they_are(
    tmp_path: Path, briefing: Briefing
) -> None:
    for name in ("seeds", "briefings"):
        (tmp_path / name).mkdir()
    briefing(tmp_path, "new", "seed", "Acme opens its plant", "--date", "2026-05-01")
    path = tmp_path / "seeds/2026-05-01-acme-opens-its-plant.md"
    news = "Acme opened a plant for 400 tonnes a year on 1 May 2026, Reuters reported.\n"
    for text in (path.read_text(), re.sub(r"^( *)# ", r"\1", path.read_text(), flags=re.MULTILINE)):
        path.write_text(text.replace("[1-1, 2-3]", "[1-1]") + news)
        done = briefing(tmp_path, "generate")
        assert (done.returncode, "bad-seed" in done.stderr) == (0, False), done.stderr
    (page,) = (tmp_path / "briefings/stories").iterdir()
    assert "*Reuters*" in page.read_text()
