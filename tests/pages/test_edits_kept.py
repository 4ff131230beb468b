"""Edits of people stay, and lines that moved are recognised: cases that once went wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from briefing_room.compose.draft import Draft, DraftStatement, ProposedRow
from briefing_room.pages.conflicts import conflict_comment, conflicts
from briefing_room.pages.document import STATEMENTS, parse
from briefing_room.pages.draft_files import drop_seed
from drafting import to_request
from shared import Briefing, edit

HEAD = "Alpha opens a mine in Norway\n\nBy Jane Roe, Reuters\n\n4 March 2025\n\n"
A = "Alpha Minerals opened a mine for 1,200 tonnes of oxides in Norway in March."
B = "But Norway's government asked the company to pay back 40 million kroner by 2028."
C = "Residents of Ulefoss fear for the water of two lakes, the council of the town said."
D = "Beta Metals bought 300 tonnes of magnets from a plant in Estonia in February."
E = "Gamma Energy sold its share of a refinery in Malaysia for 12 million dollars."
NEW = "Delta Mining stored 90 tonnes of terbium oxide in Rotterdam last year."
SEED = "2025-03-04-alpha"
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class Desk:
    """A project with a seed, and the commands that a person runs in it."""

    def __init__(self, folder: Path, briefing: Briefing) -> None:
        self.folder, self.briefing = folder, briefing
        self.page = folder / "briefings" / "stories" / f"{SEED}.md"
        for name in ("seeds", "briefings"):
            (folder / name).mkdir()

    def write_seed(self, *paragraphs: str, seed: str = SEED) -> str:
        """Write a seed, generate, and return the page."""
        (self.folder / "seeds" / f"{seed}.txt").write_text(HEAD + "\n\n".join(paragraphs) + "\n")
        return self.run()

    def run(self, *command: str) -> str:
        self.result = self.briefing(self.folder, *(command or ("generate",)))
        return self.page.read_text() if self.page.exists() else ""

    def edit(self, old: str, new: str) -> None:
        edit(self.page, old, new)


@pytest.fixture
def desk(tmp_path: Path, briefing: Briefing) -> Desk:
    return Desk(tmp_path, briefing)


def body(text: str) -> str:
    return text.partition("## Sources")[0]


@pytest.mark.parametrize("after", ["2025-18-26-alpha", ""])
def test_a_page_with_the_words_of_a_person_in_a_conflict_comment_is_not_removed(
    desk: Desk, after: str
) -> None:
    desk.write_seed(A, C, D)
    edited_line, generated_line = A.replace("opened", "has opened"), A.replace("1,200", "1,300")
    desk.edit(A, edited_line)
    text = desk.write_seed(generated_line, C, D)
    assert len(conflicts(text)) == 1
    swapped = (
        text.replace(edited_line, "~")
        .replace(generated_line, edited_line)
        .replace("~", generated_line)
    )
    desk.page.write_text(swapped)
    desk.run()
    seed = desk.folder / "seeds" / f"{SEED}.txt"
    seed.rename(seed.with_stem(after)) if after else seed.unlink()
    desk.run()
    assert edited_line in "".join(path.read_text() for path in desk.page.parent.glob("*.md"))


def test_a_withdrawn_headline_does_not_stay_in_a_comment(desk: Desk) -> None:
    story = f"---\nstory: norway\n---\n{HEAD}"
    for name, head, sentence in (("a", story, A), ("b", story.replace("Alpha", "Beta"), D)):
        (desk.folder / "seeds" / f"2025-03-04-{name}.txt").write_text(f"{head}{sentence}\n\n{C}\n")
    desk.page = desk.page.with_stem("norway")
    desk.run()
    desk.edit("# Alpha opens a mine in Norway", "# A mine in Norway")
    edit(desk.folder / "seeds" / "2025-03-04-a.txt", "Alpha opens a mine", "Alpha digs a mine")
    assert "Alpha digs a mine" in desk.run().partition("##")[0]
    text = desk.run("withdraw", "2025-03-04-a", "--yes")
    assert "Alpha digs" not in text
    assert "# A mine in Norway" in text


@pytest.mark.parametrize("how", ["mended", "wrapped"])
def test_the_generated_version_of_an_edited_line_does_not_return_beside_it(
    desk: Desk, how: str
) -> None:
    desk.write_seed(A, B, C, D)
    edited_line = (
        A.replace("for 1,200", "for\n1,200") if how == "wrapped" else A.replace("a mine", "one")
    )
    desk.edit(A, edited_line)
    text = body(desk.write_seed(NEW, A, B, C, D))
    assert " ".join(text.split()).count("tonnes of oxides in Norway") == 1


def test_the_label_of_an_edited_line_follows_its_words(desk: Desk) -> None:
    desk.write_seed(A, B, C, D)
    desk.edit(A, A.replace("a mine", "one"))
    text = desk.write_seed(NEW, A, B, C, D)
    line = next(line for line in text.split("\n") if "opened one" in line)
    new_line = next(line for line in text.split("\n") if NEW in line)
    assert line.partition("[^")[2] != new_line.partition("[^")[2]
    assert line.rstrip("]").endswith("-5-1")


def test_a_line_keeps_its_place_when_its_seed_is_renamed(desk: Desk) -> None:
    line = next(line for line in desk.write_seed(A, C, D).split("\n") if D in line)
    desk.edit(f"{line}\n", "")
    desk.edit("## Key points", f"{line.removeprefix('- ')}\n\n## Key points")
    desk.run()
    seed = desk.folder / "seeds" / f"{SEED}.txt"
    seed.rename(seed.with_stem("2025-03-05-other"))
    desk.run()
    (path,) = desk.page.parent.glob("*.md")
    assert D in path.read_text().partition("## Key points")[0]


def test_an_indented_bullet_is_not_doubled(desk: Desk) -> None:
    desk.write_seed(A, C, D, E)
    desk.edit(f"- {D}", f"  - {D}")
    desk.run()
    assert body(desk.write_seed(A, D, E)).count(D) == 1


def test_a_sentence_of_a_deleted_page_stays_away_from_the_page_it_moves_to(desk: Desk) -> None:
    desk.write_seed(A, C, D)
    desk.page.unlink()
    desk.run()
    desk.write_seed(A, C)
    desk.page = desk.page.with_stem("2025-03-05-other")
    text = desk.write_seed(E, NEW, B, D, seed="2025-03-05-other")
    assert E in text
    assert D not in text


@pytest.mark.parametrize("is_deleted", [True, False])
def test_a_sentence_that_moves_to_another_page_stays_away_if_deleted_but_not_if_only_reworded(
    desk: Desk, is_deleted: bool
) -> None:
    line = next(line for line in desk.write_seed(A, C, D).split("\n") if C in line)
    about_it = f"- The council fears for two lakes.{line.partition(C)[2]}"
    if is_deleted:
        desk.edit(line, f"{line}\n{about_it}")
        desk.run()
        desk.edit(f"{line}\n", "")
    else:
        desk.edit(line, about_it)
    (desk.folder / "seeds" / f"{SEED}.txt").write_text(f"{HEAD}{A}\n\n{D}\n")
    desk.page = desk.page.with_stem("2025-03-05-other")
    text = desk.write_seed(E, NEW, B, C, seed="2025-03-05-other")
    assert (E in text, C in body(text)) == (True, not is_deleted)


def test_removing_half_of_a_bullet_and_rewording_the_other_is_no_conflict(desk: Desk) -> None:
    text = desk.write_seed(A, f"{C} {D}", E)
    bullet = next(line for line in text.split("\n") if C in line and D in line)
    desk.edit(bullet, "- Later " + bullet[bullet.index(D) :])
    text = desk.run()
    assert "conflict" not in text
    assert C not in body(text)


def test_a_wrapped_bullet_stays_where_it_is_when_paragraphs_change_places(desk: Desk) -> None:
    desk.write_seed(A, C, D, E)
    desk.edit(D, D.replace(" from a plant", "\n  from a plant"))
    text = " ".join(desk.write_seed(A, D, C, E).split())
    assert text.count(D) == 1
    assert text.index("## Key points") < text.index(D)


def test_front_matter_that_a_person_wrote_outlives_the_seed(desk: Desk) -> None:
    desk.write_seed(A, C)
    desk.edit("status:", "description: The first mine of Norway\nstatus:")
    assert "The first mine of Norway" in desk.run("withdraw", SEED, "--yes")


def test_an_edited_line_is_recognised_when_its_passage_is_corrected_and_moved(desk: Desk) -> None:
    desk.write_seed(A, C, D)
    desk.edit("Beta Metals bought", "Beta Metals, a trader, bought")
    text = desk.write_seed(A, D.replace("300", "1,300"))
    (conflict,) = conflicts(text)
    assert "Beta Metals bought 1,300 tonnes" in conflict.proposed_lines[0]
    assert body(text).count("a trader, bought 300 tonnes") == 1


def test_a_section_that_a_person_emptied_disappears_at_once(desk: Desk) -> None:
    text = desk.write_seed(A, C, D)
    for line in filter(lambda line: line.startswith("- "), text.split("\n")):
        desk.edit(f"{line}\n", "")
    after = desk.write_seed(A.replace("1,200", "1,300"), C, D)
    assert "## Key points" not in after
    assert desk.run() == after


def test_only_deleted_words_stay_away_and_not_the_words_that_replace_them(desk: Desk) -> None:
    line = next(line for line in desk.write_seed(A, C, D).split("\n") if D in line)
    desk.edit(f"{line}\n", "")
    for sentences in ((A, C, E), (NEW, A, C, E)):
        text = desk.write_seed(*sentences)
        assert desk.run() == text
        assert (C in body(text), D in body(text)) == (True, False)


def test_a_deleted_sentence_stays_away_when_it_is_corrected_and_others_go(desk: Desk) -> None:
    line = next(line for line in desk.write_seed(A, C, D).split("\n") if C in line)
    desk.edit(f"{line}\n", "")
    corrected = C.replace("two lakes", "three lakes")
    for sentences in ((A, corrected, D), (corrected, D)):
        text = desk.write_seed(*sentences)
        assert desk.run() == text
        lines = [line.text for line in parse(text).lines if line.kind in STATEMENTS]
        assert not any(corrected in line for line in lines)


def test_a_sentence_of_two_pages_goes_only_from_the_page_where_it_was_deleted(desk: Desk) -> None:
    desk.write_seed(A, C, B)
    other_page, desk.page = desk.page, desk.page.with_stem("2025-03-05-other")
    line = next(x for x in desk.write_seed(E, C, seed="2025-03-05-other").split("\n") if C in x)
    desk.edit(f"{line}\n", "")
    desk.write_seed(D, A, C, B)
    assert C in other_page.read_text()
    assert C not in body(desk.page.read_text())


def test_a_deleted_page_does_not_return_in_another_page_with_the_same_text(desk: Desk) -> None:
    for name in ("one", "two"):
        text = f"---\nstory: {name}\n---\n{HEAD}{A}\n\n{C}\n"
        (desk.folder / "seeds" / f"{name}.txt").write_text(text)
    desk.run()
    first, second = (desk.page.with_stem(name) for name in ("one", "two"))
    first.write_text(first.read_text() + "\nA person wrote this.[^editor]\n")
    (desk.folder / "seeds/one.txt").unlink()
    desk.run()
    text_before = first.read_text()
    second.unlink()
    for _ in range(2):
        desk.run()
        assert first.read_text() == text_before
        assert [path.name for path in desk.page.parent.glob("*.md")] == ["one.md"]


def test_a_conflict_comment_inside_code_stops_no_run(desk: Desk) -> None:
    desk.write_seed(A, C, D)
    desk.edit(A, A.replace("opened", "has opened"))
    text = desk.write_seed(A.replace("1,200", "1,300"), C, D)
    (comment,) = re.findall(r"<!-- conflict.*?-->", text, flags=re.DOTALL)
    desk.edit(comment, f"```\n{comment}\n```")
    text = desk.run()
    assert "Traceback" not in desk.result.stderr
    assert "has opened a mine" in text


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        pytest.param((A, f"{C} {D}", E), (NEW, A, "C D", E), "-6-1]", id="beside its neighbour"),
        pytest.param((A, f"{D} {C}", E), (A, "C", E), "-5-1]", id="a sentence before it is gone"),
        pytest.param((A, D, C, E), (NEW, A, D, "C", E), "-7-1]", id="after another paragraph"),
        pytest.param((A, C, E), (A, D, "C", E), "-6-1]", id="after a new paragraph"),
    ],
)
def test_a_corrected_sentence_is_looked_for_beside_its_neighbours(
    desk: Desk, before: tuple[str, ...], after: tuple[str, ...], label: str
) -> None:
    desk.write_seed(*before)
    desk.edit("Residents of Ulefoss", "Many residents of Ulefoss")
    corrected = C.replace("two lakes", "three lakes")
    text = desk.write_seed(*({"C": corrected, "C D": f"{corrected} {D}"}.get(x, x) for x in after))
    (conflict,) = conflicts(text)
    assert "three lakes" in conflict.proposed_lines[0]
    line = next(line for line in text.split("\n") if "Many residents" in line)
    assert label in line
    assert body(text).count("Residents of Ulefoss fear") == 1


@pytest.mark.parametrize("heading", ["## Why it matters", "## Key points"])
def test_a_line_that_a_person_put_into_a_new_section_stays_there(desk: Desk, heading: str) -> None:
    line = next(line for line in desk.write_seed(A).split("\n") if A in line)
    desk.edit(f"{line}\n", "")
    desk.edit("## Sources", f"{heading}\n\nIt matters to Norway.[^editor]\n{line}\n\n## Sources")
    desk.run()
    text = desk.write_seed(NEW, E, A)
    assert body(text).count(A) == 1
    assert text.index(heading) < text.index(A)


def test_the_words_that_an_editor_gives_in_the_footnote_stay_without_a_conflict(desk: Desk) -> None:
    desk.write_seed(A, C)
    desk.edit("## Sources", "It matters to Norway.[^editor]\n\n## Sources")
    desk.page.write_text(f"{desk.page.read_text()}\n[^editor]: I live in Ulefoss.\n")
    for footnote in ("I live in Ulefoss.", "I moved to Oslo.", "The editor's own text. I saw it."):
        desk.edit(desk.page.read_text().rpartition("[^editor]: ")[2], f"{footnote}\n")
        text = desk.write_seed(A, C, D)
        assert text.count(f"\n[^editor]: {footnote}\n") == 1
        assert (conflicts(text), text.count("[^editor]")) == ((), 2)
        assert desk.run() == text
    desk.run("check")
    assert "No problems found" in desk.result.stderr


def test_rewording_a_heading_moves_none_of_its_lines(desk: Desk) -> None:
    desk.write_seed(A, C, D)
    desk.edit("## Key points", "## The points")
    text = desk.write_seed(A, C.replace("two lakes", "three lakes"), E)
    assert "## The points\n\n- " in text
    assert ("three lakes" in text, D in body(text), "conflict" in text) == (True, False, False)


def test_a_page_without_front_matter_is_recognised_by_its_title_and_footnotes(desk: Desk) -> None:
    line = next(line for line in desk.write_seed(A, C).split("\n") if C in line)
    desk.edit(f"\n## Key points\n\n{line}\n", "")
    desk.edit("Alpha Minerals opened", "Alpha Minerals has opened")
    desk.run()
    text = desk.page.read_text()
    desk.page.write_text(text.partition("---\n\n")[2])
    desk.page = desk.page.rename(desk.page.with_stem("renamed"))
    assert desk.run() == text
    assert "# Alpha opens a mine" not in desk.run("withdraw", SEED, "--yes")


def test_a_page_without_its_id_is_recognised_by_its_seeds(desk: Desk) -> None:
    desk.write_seed(A, C)
    desk.edit("Alpha Minerals opened", "Alpha Minerals has opened")
    desk.edit("Residents of", "The residents of")
    desk.edit("# Alpha opens a mine", "# A mine in Norway")
    text = desk.run()
    desk.edit(f"id: {SEED}\n", "")
    desk.page = desk.page.rename(desk.page.with_stem("renamed"))
    assert sorted(desk.run().split("\n")) == sorted(text.split("\n"))


def test_a_note_to_a_footnote_adds_no_quotation(desk: Desk) -> None:
    desk.write_seed(A, C, D)
    desk.edit(D, D.replace("Beta Metals bought", "Beta Metals, a trader, bought"))
    desk.edit("paragraph 6.", "paragraph 6. See also its report.")
    text = desk.run()
    assert "paragraph 6. See also its report.\n" in text
    assert desk.write_seed(NEW, A, C, D).count("paragraph 7. See also its report.\n") == 1


def test_an_uncited_sentence_of_a_withdrawn_seed_leaves_the_draft() -> None:
    statements = [
        DraftStatement("key_points", 0, text) for text in (A.removesuffix(" in March."), C)
    ]
    draft = Draft("Ada", statements=tuple(statements))
    assert drop_seed(draft, SEED, HEAD + A) == Draft("Ada", statements=(statements[1],))
    assert drop_seed(draft, SEED, f"{A}\n\n{C}") is None
    other_rows = Draft("Ada", rows=(ProposedRow("site", "mine", '{"cites": ["other/1-1"]}'),))
    assert drop_seed(other_rows, SEED, HEAD + A) == other_rows


def test_a_line_that_a_person_took_out_of_a_conflict_stays_in_its_section(desk: Desk) -> None:
    line = next(line for line in desk.write_seed(A, B, C, D).split("\n") if line.startswith(A))
    desk.edit(f"{line}\n", "")
    desk.edit("\n\n## Sources", f"\n\n{line}\n\n## Sources")
    generated_line = A.replace("1,200", "1,300")
    assert len(conflicts(desk.write_seed(generated_line, B, C, D))) == 1
    text = (
        desk.page.read_text()
        .replace(generated_line, "~")
        .replace(A, generated_line)
        .replace("~", A)
    )
    desk.page.write_text(text.replace("\nkeep one", "\na note of mine\nkeep one"))
    section = desk.run().partition("## Key points")[2]
    assert section.partition("<!--")[0].count(generated_line) == 1
    assert desk.run().partition("## Key points")[2] == section


def test_a_moved_line_of_a_withdrawn_seed_goes_from_a_page_with_other_seeds(desk: Desk) -> None:
    for name, sentences in (("a", (A, D)), ("b", (C, E))):
        text = f"---\nstory: norway\n---\n{HEAD}" + "\n\n".join(sentences)
        (desk.folder / "seeds" / f"2025-03-04-{name}.txt").write_text(f"{text}\n")
    desk.page = desk.page.with_stem("norway")
    line = next(line for line in desk.run().split("\n") if A in line)
    desk.edit(f"{line}\n", "")
    desk.edit("\n\n## Sources", f"\n\n{line}\n- A word of mine on it.[^editor]\n\n## Sources")
    desk.run()
    text = desk.run("withdraw", "2025-03-04-a", "--yes")
    assert A not in text
    assert "A word of mine on it." in text


def test_a_line_that_a_person_put_back_goes_when_its_seed_is_withdrawn(desk: Desk) -> None:
    line = next(line for line in desk.write_seed(A, C, D).split("\n") if D in line)
    desk.edit(f"{line}\n", "")
    desk.run()
    answer = desk.folder / "answer.json"
    statements = [{"text": A, "cites": [f"{SEED}/4-1"]}]
    text = json.dumps({"bottom_line": statements, "key_points": []})
    desk.run("draft", f"briefings/stories/{SEED}.md", "--request")
    answer.write_text(to_request(text, desk.result.stdout))
    desk.run("draft", f"briefings/stories/{SEED}.md", "--from", str(answer), "--by", "Ada")
    desk.edit("## Sources", f"{line}\n\n## Sources")
    assert D in body(desk.run())
    assert D not in desk.run("withdraw", SEED, "--yes")


@pytest.mark.parametrize("is_accepted", [False, True])
def test_a_withdrawn_seed_goes_from_a_drafted_page(desk: Desk, is_accepted: bool) -> None:
    for name, title, sentences in (("a", "Alpha", (A, D)), ("b", "Beta", (C, E))):
        text = f"---\nstory: norway\n---\n{HEAD.replace('Alpha', title)}" + "\n\n".join(sentences)
        (desk.folder / "seeds" / f"2025-03-04-{name}.txt").write_text(f"{text}\n")
    desk.page = desk.page.with_stem("norway")
    desk.run()
    statements = [{"text": A, "cites": ["2025-03-04-a/4-1"]}]
    statements += [{"text": C, "cites": ["2025-03-04-b/4-1"]}]
    answer = desk.folder / "answer.json"
    page = "briefings/stories/norway.md"
    desk.run("draft", page, "--request")
    text = json.dumps({"bottom_line": statements, "key_points": []})
    answer.write_text(to_request(text, desk.result.stdout))
    assert A in desk.run("draft", page, "--from", str(answer), "--by", "Ada")
    if is_accepted:
        assert "reviewed" in desk.run("review", "--accept", page, "--by", "Ada")
    assert C in desk.page.read_text()
    text = desk.run("withdraw", "2025-03-04-a", "--yes")
    assert A not in text
    assert "2025-03-04-a" not in text
    assert C in text
    assert "status: reviewed" in text if is_accepted else "status: unreviewed" in text


def test_a_comment_on_a_footnote_brings_back_no_line(desk: Desk) -> None:
    line = next(line for line in desk.write_seed(A, C, f"{D} {E}").split("\n") if E in line)
    desk.edit(f"{line}\n", "")
    label = re.findall(r"\[\^(.*?)\]", line)[-1]
    note = next(line for line in desk.page.read_text().split("\n") if line.startswith(f"[^{label}"))
    desk.edit(note, f"[^{label}]: A note of mine.\n{conflict_comment(note)}")
    assert E not in body(desk.write_seed(A, C, E))


def test_a_sentence_of_a_joined_line_is_recognised_when_it_is_corrected_and_moved(
    desk: Desk,
) -> None:
    lines = [x for x in desk.write_seed(A, B, C, D).split("\n") if x.startswith("- ")]
    joined = " ".join([lines[0], *(x.removeprefix("- ") for x in lines[1:])])
    desk.edit("\n".join(lines), joined)
    text = desk.write_seed(A, D.replace("300", "1,300"), B, C)
    assert "1,300 tonnes" in conflicts(text)[0].proposed_lines[0]
    assert COMMENT.sub("", body(text)).count("Beta Metals") == 1
