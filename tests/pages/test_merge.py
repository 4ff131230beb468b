"""Edits of people to a page stay, whatever is generated next, and new text is merged in."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from briefing_room.model import Passage, label_key
from briefing_room.pages.authorship import Authorship
from briefing_room.pages.conflicts import conflicts
from briefing_room.pages.document import Kind, Page, parse
from briefing_room.pages.merge import MergeResult, Outcome, merge
from briefing_room.pages.page_index import read_pages
from briefing_room.pages.passage_finder import PassageIndex
from briefing_room.pages.record import Record, digest, line_digest
from briefing_room.pages.rejections import Rejections, rejected_entries
from hypothesis import given
from hypothesis import strategies as st

# A page in shorthand: one word a line.  A letter is a sentence of the seed, at the place where the
# seed has it; "B2" is another wording of it; "my..." is the line of a person.
SEED = "ABCDEFGH"
KEY = label_key("seed")


def seed(order: str = SEED, **new: str) -> PassageIndex:
    """The passages of a seed with its sentences in this order, some in other words."""
    sentences = [new.get(letter, f"{letter} is said by the seed") for letter in order]
    passages = (
        Passage("seed", number, 1, 0, 1, text) for number, text in enumerate(sentences, start=1)
    )
    return PassageIndex({passage.label: passage for passage in passages})


def page(words: str, order: str = SEED) -> Page:
    """The generated page with a line for each word."""
    lines = ["---", "id: a", "seeds: [seed]", "status: unreviewed", "---", "", "# Title", ""]
    for word in words.split():
        if word.startswith("##"):
            lines += ["", f"## {word[2:]}", ""]
        elif word[0] == "=":
            lines += ["", "## Sources", "", f"1. Source {word[1:]}"]
        else:
            cites = [letter for letter in word if letter in SEED]
            marks = "".join(f"[^{KEY}-{order.index(x) + 1}-1]" for x in cites if x in order)
            lines.append(f"- {word} is said.{marks}")
    return parse("\n".join(lines).rstrip() + "\n", "stories/a.md")


def words(text: str) -> str:
    """A page in shorthand; "!" marks the line that a conflict comment proposes."""
    out = []
    for line in parse(text).lines:
        if line.kind is Kind.BULLET and line.text.startswith("- "):
            out.append(line.text[2:].split(" ")[0])
        elif line.text.startswith("## ") and line.text != "## Sources":
            out.append(f"##{line.text[3:]}")
        elif line.kind is Kind.COMMENT and line.text.startswith("- "):
            out.append(f"!{line.text.removeprefix('- ').split(' ')[0]}")
        elif line.kind is Kind.BULLET:
            out.append(f"={line.text.split()[-1]}")
    return " ".join(out)


def run(
    record: Record, edited: Page, generated: Page, known: PassageIndex, define: Any = {}.get
) -> MergeResult:
    rejections = Rejections(frozenset(rejected_entries(Authorship(edited, record))))
    return merge(record, edited, generated, rejections=rejections, passages=known, define=define)


def merge_from(
    base: Page, edited: Page, generated: Page, known: PassageIndex, was: PassageIndex | None = None
) -> MergeResult:
    entries = tuple(map((was or known).entry, base.lines))
    return run(Record(entries, page_digest=digest(base.text)), edited, generated, known)


@pytest.mark.parametrize(
    ("base", "edited", "generated", "result"),
    [
        pytest.param("A B C", "A myB C", "A B C", "A myB C", id="reworded"),
        pytest.param("A B C", "A C", "A B C", "A C", id="deleted"),
        pytest.param("A B C", "A my B C", "A B C", "A my B C", id="added"),
        pytest.param("A B C", "A B C", "A D C", "A D C", id="only the seed changes"),
        pytest.param("A B C", "myA B C", "A D C", "myA D C", id="neighbours"),
        pytest.param("A B C", "A my B C", "A B C D", "A my B C D", id="both add"),
        pytest.param("A B", "A myB", "A B2", "A myB !B2", id="both reword"),
        pytest.param("A B", "A myB", "A", "A myB", id="reworded and gone"),
        pytest.param("A B", "A", "B A", "A", id="deleted and moved"),
        pytest.param("A B C", "A myB C", "B A C", "A myB C", id="reworded and moved"),
        pytest.param("A B", "A", "A", "A", id="deleted by both"),
        pytest.param("A B", "A myBa myBb", "A B2", "A myBa !B2 myBb", id="split"),
        pytest.param("A B C", "myAB C", "A2 B C", "myAB !A2 C", id="joined"),
        pytest.param("A B", "A B myB", "A B2", "A B2 myB", id="cited once more"),
        pytest.param("AB C", "A C", "AB2 C", "A !AB2 C", id="half of a line taken out"),
        pytest.param("A B C", "B A C", "A B D", "B A D", id="moved by a person"),
        pytest.param("A B C", "A B C", "C B A", "C B A", id="moved by the seed"),
        pytest.param("A ##X B =1", "A ##X B my =1", "A =1", "A ##X my =1", id="section kept"),
        pytest.param("A ##X B =1", "A =1", "A ##X B C =1", "A ##X C =1", id="section deleted"),
        pytest.param("A =1", "A ##Mine my =1", "A B =1", "A B ##Mine my =1", id="own section"),
        pytest.param("A =1", "A my =1", "A ##X B =1", "A my ##X B =1", id="new section"),
        pytest.param("A B C", "B my A C", "A B ##X D C", "B my A ##X D C", id="new section, moved"),
        pytest.param(
            "A ##X B C ##Y D =1",
            "A ##Y D ##X B C =1",
            "A ##X B C2 ##Y D E =1",
            "A ##Y D E ##X B C2 =1",
            id="sections moved by a person",
        ),
        pytest.param(
            "##X A ##Y B ##Z C =1",
            "##Y B ##X A ##Z C =1",
            "##X A ##V D ##Y B ##Z C =1",
            "##Y B ##X A ##V D ##Z C =1",
            id="new section after the section moved by a person",
        ),
        pytest.param(
            "##X A ##Y B ##Z C =1",
            "##Z my C ##X myA ##Y B =1",
            "##X A2 ##Y B ##Z C =1",
            "##Z my C ##X myA !A2 ##Y B =1",
            id="section moved and reworded",
        ),
        pytest.param(
            "A ##X B ##Y C =1",
            "A ##Y C =1 ##X B",
            "A ##X B D ##Y C =1",
            "A ##Y C =1 ##X B D",
            id="section moved below the sources",
        ),
    ],
)
def test_edits_and_new_text_are_merged_line_by_line(
    base: str, edited: str, generated: str, result: str
) -> None:
    was, known = (
        seed(),
        seed(**{word[-2]: f"{word} now" for word in generated.split() if "2" in word}),
    )
    merged = merge_from(page(base), page(edited), page(generated), known, was)
    assert words(merged.text) == result
    second = run(merged.record, parse(merged.text), page(generated), known)
    assert (second.text, second.outcome) == (merged.text, Outcome.UNCHANGED)


def test_a_deleted_line_stays_away_when_the_seed_puts_a_paragraph_before_it() -> None:
    was, now = seed("ABC"), seed("HABC")
    base, edited = page("A B C", "ABC"), page("A C", "ABC")
    assert words(merge_from(base, edited, page("H A B C", "HABC"), now, was).text) == "H A C"


def test_a_deleted_line_that_is_then_corrected_waits_in_a_comment() -> None:
    was, now = seed("ABC"), seed("ABC", B="B is said otherwise by the seed")
    merged = merge_from(page("A B C", "ABC"), page("A C", "ABC"), page("A B2 C", "ABC"), now, was)
    assert words(merged.text) == "A !B2 C"
    assert [conflict.is_of_deleted for conflict in conflicts(merged.text)] == [True]


def test_a_line_that_a_person_puts_into_a_comment_does_not_return_in_a_joined_line() -> None:
    was, now = seed("ABC"), seed("ABC", B="B is said otherwise by the seed")
    asked = merge_from(page("A B C", "ABC"), page("A C", "ABC"), page("A B2 C", "ABC"), now, was)
    line, proposed = f"- A is said.[^{KEY}-1-1]\n", f"- B2 is said.[^{KEY}-2-1]\n"
    text = asked.text.replace(line, "~").replace(proposed, line)
    exchanged = parse(text.replace("~", proposed))
    assert words(exchanged.text) == "B2 !A C"
    joined = page("C", "ABC").text.replace(
        "- C", f"- A is said.[^{KEY}-1-1] B2 is said.[^{KEY}-2-1]\n- C"
    )
    merged = run(asked.record, exchanged, parse(joined), now)
    assert words(merged.text) == "B2 !A C"
    assert run(merged.record, parse(merged.text), parse(joined), now).text == merged.text


def test_a_deleted_line_that_is_then_corrected_is_recognised_where_it_moves_to() -> None:
    correction = "B is said otherwise by the seed"
    was, corrected, moved = seed("ABC"), seed("ABC", B=correction), seed("HABC", B=correction)
    first = merge_from(
        page("A B C", "ABC"), page("A C", "ABC"), page("A B2 C", "ABC"), corrected, was
    )
    assert words(first.text) == "A !B2 C"
    later = run(first.record, parse(first.text), page("H A B2 C", "HABC"), moved)
    assert "B2" not in words(later.text).split()
    resolved = run(first.record, page("A C", "ABC"), page("H A B2 C", "HABC"), moved)
    assert "B2" not in words(resolved.text).split()


def test_a_known_sentence_in_the_place_of_a_reworded_one_does_not_count_as_its_correction() -> None:
    was, now = seed("AB"), seed("BC")
    joined = page("B", "BC").text.replace(f"{KEY}-1-1]", f"{KEY}-1-1] C is said.[^{KEY}-2-1]")
    merged = merge_from(page("A B", "AB"), page("myA B", "AB"), parse(joined), now, was)
    assert f"- B is said.[^{KEY}-1-1] C is said.[^{KEY}-2-1]\n" in merged.text
    assert run(merged.record, parse(merged.text), parse(joined), now).text == merged.text


def test_a_line_keeps_its_other_sentence_when_one_was_rejected() -> None:
    known = seed()
    first = merge_from(page("A B"), page("A"), page("A B"), known)
    text = page("A").text.replace(f"{KEY}-1-1]", f"{KEY}-1-1] B is said.[^{KEY}-2-1]")
    assert words(run(first.record, page("A"), parse(text), known).text) == "A"
    halved = merge_from(parse(text), page("A"), parse(text), known)
    again = run(halved.record, parse(halved.text), parse(text), known)
    assert (words(again.text), again.record) == ("A", halved.record)


def test_a_line_that_a_person_puts_back_is_no_longer_rejected() -> None:
    known = seed()
    deleted = merge_from(page("A B"), page("A"), page("A B"), known)
    assert [rejection.cites[0].address for rejection in deleted.record.rejected] == ["seed/2-1"]
    assert not rejected_entries(Authorship(page("A B"), deleted.record))


def test_a_line_that_a_person_puts_back_is_not_doubled_if_it_is_now_generated_in_parts() -> None:
    known = seed()
    deleted = merge_from(page("AB C"), page("C"), page("AB C"), known)
    again = run(deleted.record, page("AB C"), page("A B C"), known)
    assert words(again.text) == "AB C"
    assert words(run(again.record, page("AB C"), page("AB C"), known).text) == "AB C"


def test_a_sentence_that_a_person_deletes_from_a_copied_line_does_not_return() -> None:
    known = seed()
    copied = merge_from(page("AB"), page("AB AB"), page("AB"), known)
    later = run(copied.record, parse(copied.text), page("C"), known)
    assert words(later.text) == "AB C"
    halved = run(later.record, page("B C"), page("C"), known)
    assert words(run(halved.record, parse(halved.text), page("A B C"), known).text) == "B C"


@pytest.mark.parametrize(
    ("edited", "expected"),
    [
        ("##My A B ##Points C my", "##My C2 ##Points my A2"),
        ("##Points A B C my", "##Points C2 my A2"),
    ],
)
def test_a_line_that_moves_to_a_section_without_its_heading_moves_no_line_of_a_person(
    edited: str, expected: str
) -> None:
    known = seed()
    first = merge_from(
        page("##Lead A B ##Points C"), page(edited), page("##Lead A B ##Points C"), known
    )
    after = run(first.record, parse(first.text), page("##Lead C2 ##Points A2"), known)
    assert words(after.text) == expected


@pytest.mark.parametrize("now", ["##Lead B2 C", "##Lead B C"])
def test_new_lines_are_shown_if_neither_their_heading_nor_the_one_above_is_left(now: str) -> None:
    known, base, edited = seed(), page("##Top A ##Lead B"), page("##Top A B")
    first = merge_from(base, edited, base, known)
    assert words(run(first.record, parse(first.text), page(now), known).text) == now


def test_a_page_whose_lines_a_person_swapped_in_pairs_is_merged_fast_however_long_it_is() -> None:
    letters = [str(number) for number in range(9600)]
    known = PassageIndex(
        {
            passage.label: passage
            for number, letter in enumerate(letters, start=1)
            for passage in [Passage("seed", number, 1, 0, 1, f"Sentence {letter}")]
        }
    )
    lines = [f"- Sentence {x}.[^{label}]" for x, label in zip(letters, known.passages, strict=True)]
    swapped = [line for pair in zip(lines[1::2], lines[::2], strict=True) for line in pair]
    head = page("").text
    base, edited = (parse(head + "\n".join(x) + "\n", "stories/a.md") for x in (lines, swapped))
    start = time.process_time()
    assert merge_from(base, edited, base, known).text == edited.text
    assert time.process_time() - start < 8


def test_a_long_sentence_is_recognised_by_its_first_words() -> None:
    edited = page("myH").text.replace("is said", f"is {'much ' * 300}said")
    generated = page("A").text.replace("is said", f"is {'much ' * 500}told")
    merged = merge_from(page("H"), parse(edited), parse(generated), seed())
    assert len(conflicts(merged.text)) == 1


def test_a_sentence_that_a_person_copied_from_the_seed_is_not_printed_beside_the_copy() -> None:
    copied = page("A B").text.replace("B is said.", "B is said by the seed.")
    joined = copied.replace(f"{KEY}-2-1]", f"{KEY}-2-1] C is said.[^{KEY}-3-1]")
    merged = merge_from(page("A"), parse(copied), parse(joined), seed())
    assert merged.text.count("B is said by the seed.") == 1
    assert f"- C is said.[^{KEY}-3-1]" in merged.text


def test_a_sentence_that_comes_back_is_not_printed_beside_the_version_of_a_person() -> None:
    known = seed()
    first = merge_from(page("A B"), page("A B myB"), page("A"), known)
    assert words(first.text) == "A myB"
    assert words(run(first.record, parse(first.text), page("A B"), known).text) == "A myB"


def test_a_new_title_with_the_words_of_a_line_is_no_new_version_of_that_line() -> None:
    line = "The mine of B sold all of its magnets before the end of March."
    edited = parse(page("A myB").text.replace("myB is said.", line))
    generated = parse(page("A").text.replace("# Title", f"# {line}"), "stories/a.md")
    merged = merge_from(page("A B"), edited, generated, seed())
    assert parse(merged.text).title == line
    assert not conflicts(merged.text)
    assert f"- {line}" in merged.text


def test_a_new_point_does_not_run_into_a_sentence_of_a_person() -> None:
    edited = parse(page("A").text + "\nMy own sentence.[^editor]\n")
    merged = merge_from(page("A"), edited, page("A B"), seed())
    assert "\n\nMy own sentence.[^editor]\n\n- B is said." in merged.text


def test_a_comment_of_a_person_hides_no_conflict() -> None:
    text = page("A myB").text.rstrip() + "\n<!-- look this up -->\n"
    now = seed(B="B2 is said")
    merged = merge_from(page("A B"), parse(text), page("A B2"), now, seed())
    assert words(merged.text) == "A myB !B2"
    assert "look this up" in merged.text
    assert run(merged.record, parse(merged.text), page("A B2"), now).text == merged.text


def test_a_conflict_in_front_matter_is_a_comment_of_yaml() -> None:
    known = seed()
    edited = parse(page("A").text.replace("status: unreviewed", "status: reviewed"))
    new = parse(page("A").text.replace("status: unreviewed", "status: new"))
    merged = merge_from(page("A"), edited, new, known)
    assert "status: reviewed\n# conflict: the generator now says\n# status: new\n" in merged.text
    assert parse(merged.text).status == "reviewed"


def test_a_proposal_cannot_end_its_comment() -> None:
    new = parse(page("A B2").text.replace("B2 is", "B2 --> <script> is"))
    merged = merge_from(page("A B"), page("A myB"), new, seed(B="B2 is said"), seed())
    assert "-->" not in merged.text.split("conflict")[1].split("\n")[1]


@pytest.mark.parametrize("opener", ["```", "<!-- note"])
def test_a_fence_or_comment_that_never_closes_makes_no_page_grow(opener: str) -> None:
    known = seed()
    opened = page("A").text.replace("# Title", f"# Title\n\n{opener}\n\n- my.[^b]")
    record, texts = Record(tuple(map(known.entry, page("A").lines))), [opened]
    for _ in range(3):
        merged = run(record, parse(texts[-1]), page("A"), known, lambda label: f"Of {label}.")
        record = merged.record
        texts.append(merged.text)
    assert texts[1] == texts[2] == texts[3]
    assert texts[3].count("[^b]: Of b.") == 1


# --- Properties ------------------------------------------------------------------------------

WORDS = st.lists(st.sampled_from([*SEED, "AB", "CD", "##X", "##Y", "=1"]), max_size=8, unique=True)


@given(WORDS, WORDS)
def test_an_unedited_page_becomes_the_generated_one(
    old_words: list[str], new_words: list[str]
) -> None:
    known = seed()
    base, generated = page(" ".join(old_words)), page(" ".join(new_words))
    assert merge_from(base, base, generated, known).text == generated.text


REAL = [page.text for page in read_pages(Path(__file__).parents[2] / "briefings")[0]]


@st.composite
def edit_at_random(draw: Any, text: str, word: str) -> str:
    """A real page with some lines of its body deleted, reworded, moved or added."""
    lines = text.split("\n")
    first = lines.index("---", 1) + 1
    for number in range(draw(st.integers(0, 5))):
        place = draw(st.integers(first, len(lines) - 2))
        marks = "".join(re.findall(r"\[\^[^\]]+\]", lines[place]))
        how = draw(st.sampled_from(["delete", "reword", "add", "move"]))
        if how in ("delete", "reword", "move"):
            line = lines.pop(place)
        if how in ("reword", "add"):
            lines.insert(place, f"- {word} {number} said this.{marks}")
        elif how == "move":
            lines.insert(draw(st.integers(first, len(lines) - 1)), line)
    return "\n".join(lines)


@given(st.data())
def test_on_real_pages_no_edit_is_lost_and_no_deleted_line_returns(data: st.DataObject) -> None:
    base = data.draw(st.sampled_from(REAL))
    edited = data.draw(edit_at_random(base, "A person"))
    generated = parse(data.draw(edit_at_random(base, "The program")), "stories/a.md")
    known = PassageIndex({})
    merged = merge_from(parse(base), parse(edited), generated, known)
    lines_of_person = {line for line in edited.split("\n") if line.startswith("- A person")}
    deleted = {x for x in base.split("\n") if x.startswith("- ")} - {*edited.split("\n")}
    assert lines_of_person <= {*merged.text.split("\n")}
    assert not deleted & {*words_outside_comments(merged.text)}
    assert run(merged.record, parse(merged.text), generated, known).text == merged.text
    if edited == base:
        assert merged.text == generated.text


@given(st.data())
def test_without_a_record_every_line_of_the_page_stays(data: st.DataObject) -> None:
    base = data.draw(st.sampled_from(REAL))
    edited, generated = (
        parse(data.draw(edit_at_random(base, "A person"))),
        parse(base, "stories/a.md"),
    )
    merged = run(Record(), edited, generated, PassageIndex({}))
    assert {*map(line_digest, edited.text.split("\n"))} <= {
        *map(line_digest, merged.text.split("\n"))
    }


def words_outside_comments(text: str) -> list[str]:
    return [line.text for line in parse(text).lines if line.kind is not Kind.COMMENT]
