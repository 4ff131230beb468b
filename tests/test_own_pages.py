"""The committed pages, and the page of a messy paste."""

from __future__ import annotations

import re
import shutil

import pytest
from briefing_room.pages.document import Kind, Page
from briefing_room.pages.page_index import read_pages
from shared import ROOT, Briefing

TORN_TEXT = ROOT / "tests" / "ingest" / "dirty" / "torn-sentences.txt"
TORN = (  # pieces between full stops in that text that are not sentences
    *("Which explains", "By placing its laboratory next to a working plant."),
    *("Funding instruction", "Setting the stage", "Intensify", "That it will not"),
    "As the first class settles into its rooms.",
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, briefing: Briefing) -> Page:
    """The page of a pasted text without a date, with torn sentences and others' headlines."""
    folder = tmp_path_factory.mktemp("sample")
    (folder / "seeds").mkdir()
    shutil.copy(TORN_TEXT, folder / "seeds")
    shutil.copytree(ROOT / "briefings" / "entities", folder / "briefings" / "entities")
    shutil.copy(ROOT / "briefings" / "vocabulary.yml", folder / "briefings")
    assert briefing(folder, "generate").returncode == 0
    return read_pages(folder / "briefings")[0][0]


def section(page: Page, heading: str) -> str:
    return "\n".join(line.text for line in page.section(heading))


def test_every_line_of_the_committed_pages_is_a_whole_sentence() -> None:
    for page in read_pages(ROOT / "briefings")[0]:
        for line in page.lines:
            if line.kind in (Kind.SENTENCE, Kind.BULLET) and line.section != "Sources":
                text = re.sub(r"\[\^[^\]]+\]|\*[^*]+\*$", "", line.text).strip()
                assert text.endswith((".", "?", "!", '"', ")", "”", ":")), text


def test_headlines_and_fragments_are_removed_from_a_paste(sample: Page) -> None:
    prose, _, sources = sample.text.partition("## Sources")
    assert "Sails and Tides" not in prose
    assert "Garden Guide" not in prose
    assert "headline of another article (2 times)" in sources
    starts = [line.text.lstrip("-* ") for line in sample.lines if line.section != "Sources"]
    assert not [start for start in starts if start.startswith(TORN)]
    assert sample.date is None
    assert "date not given" in section(sample, "Sources")
    assert "have not named any specific companies" in section(sample, "Not known")


def test_a_name_is_linked_once_at_its_first_mention(sample: Page) -> None:
    assert "[China](../entities/country/china.md)" in section(sample, "Bottom line")
    assert sample.text.count("(../entities/country/china.md)") == 1
