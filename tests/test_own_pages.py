"""The pages of the project's own seeds, as they are committed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from shared import ROOT, Briefing

from generator.pages.document import Kind, Page
from generator.pages.present import read_pages

PAGES = {page.id: page for page in read_pages(ROOT / "briefings")[0]}
SAMPLE = PAGES["arcadiadaily-china-accuses-foreign-agents"]
TORN = (  # pieces of its text that stand between full stops and are no sentences
    *("Which currently", "By framing the smuggling issue as a national security threat."),
    *("Funding exploration", "Setting the stage", "Intensify", "That it will not"),
    "As the world watches how this situation unfolds.",
)


def section(page: Page, heading: str) -> str:
    return "\n".join(line.text for line in page.section(heading))


def test_there_is_a_page_for_every_seed() -> None:
    seeds = {path.stem for path in (ROOT / "seeds").iterdir()}
    assert seeds == {seed for page in PAGES.values() for seed in page.seeds}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_whole(name: str) -> None:
    page = PAGES[name]
    assert section(page, "Bottom line").strip()
    for line in page.lines:
        if line.kind in (Kind.SENTENCE, Kind.BULLET) and line.section != "Sources":
            text = re.sub(r"\[\^[^\]]+\]|\*[^*]+\*$", "", line.text).strip()
            assert text.endswith((".", "?", "!", '"', ")", "”", ":")), text
            assert "[^" in line.text or text.endswith(":"), f"no footnote: {text}"


def test_of_a_raw_text_the_headlines_of_others_are_gone_and_torn_pieces_stand_nowhere() -> None:
    prose, _, sources = SAMPLE.text.partition("## Sources")
    assert "Sensors to Speed" not in prose
    assert "Dubai Leads" not in prose
    assert "headline of another article (2 times)" in sources
    starts = [line.text.lstrip("-* ") for line in SAMPLE.lines if line.section != "Sources"]
    assert not [start for start in starts if start.startswith(TORN)]
    line = next(line.text for line in SAMPLE.lines if "over 60% of the global" in line.text)
    assert "predominantly in China, which currently controls over 60%" in line
    assert len(re.findall(r"\[\^arcadiadaily-70fb-2-[12]\]", line)) == 2


def test_of_an_undated_text_no_date_is_given_and_what_it_does_not_know_is_said() -> None:
    assert SAMPLE.date is None
    assert "date not given" in section(SAMPLE, "Sources")
    assert "have not named any specific countries" in section(SAMPLE, "Not known")


def test_a_name_is_linked_once_where_it_first_stands() -> None:
    assert "[China](../entities/country/china.md)" in section(SAMPLE, "Bottom line")
    assert SAMPLE.text.count("(../entities/country/china.md)") == 1


def test_an_unknown_option_is_wrong_use(tmp_path: Path, briefing: Briefing) -> None:
    assert briefing(tmp_path, "generate", "--sneeds", "x").returncode == 2
