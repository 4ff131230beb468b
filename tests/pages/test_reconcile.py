from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.conflicts import Conflict, find, write_out
from generator.pages.reconcile import reconcile
from generator.pages.record import fingerprint

Lines = list[str]
PAGE = [
    *("---", "id: bridge", "status: draft", "topics: [a]", "---", "", "# Bridge", ""),
    *("One.", "Two.", "Three.", "", "- First", "- Second", "- Third", "", "End."),
]


def merge(base: Lines | None, ours: Lines, theirs: Lines) -> Lines:
    digests = None if base is None else fingerprint(base)
    return write_out(reconcile(digests, ours, theirs))


def conflicts(base: Lines, ours: Lines, theirs: Lines) -> int:
    parts = reconcile(fingerprint(base), ours, theirs)
    return sum(isinstance(part, Conflict) for part in parts)


def changed(**lines: str | None) -> Lines:
    """The page with lines replaced (``Two="2"``), deleted (``None``) or split (``a|b``)."""
    out: Lines = []
    for line in PAGE:
        key = line.strip("-. ").split(":")[0]
        new = lines.get(key, line) if key else line
        out += [] if new is None else new.split("|")
    return out


@pytest.mark.parametrize(
    ("ours", "theirs", "number"),
    [
        pytest.param(changed(Two="Mine."), PAGE, 0, id="a person edits a sentence"),
        pytest.param(changed(Second=None), PAGE, 0, id="a person deletes a bullet"),
        pytest.param(changed(Two="Two.|Added."), PAGE, 0, id="a person adds a line"),
        pytest.param(PAGE, changed(Two="New."), 0, id="only the generator changes"),
        pytest.param(changed(One="Mine."), changed(Two="New."), 0, id="neighbouring sentences"),
        pytest.param(changed(Second=None), changed(Third="- New"), 0, id="deleted beside changed"),
        pytest.param(changed(Two="2a.|2b."), changed(One="New."), 0, id="split beside changed"),
        pytest.param(
            changed(status="status: reviewed"), changed(topics="topics: [b]"), 0, id="front matter"
        ),
        pytest.param(
            changed(Two="Two.|Mine."), changed(Two="Two.|New."), 0, id="both add after one line"
        ),
        pytest.param(changed(Two="Same."), changed(Two="Same."), 0, id="both change alike"),
        pytest.param(changed(Two="Mine."), changed(Two="New."), 1, id="both change one sentence"),
        pytest.param(changed(Second=None), changed(Second="- New"), 1, id="deleted, then reworded"),
        pytest.param(changed(Second="- Mine"), changed(Second=None), 1, id="edited, then dropped"),
    ],
)
def test_only_two_changes_to_one_line_conflict(ours: Lines, theirs: Lines, number: int) -> None:
    assert conflicts(PAGE, ours, theirs) == number


def test_swapped_bullets_stay_swapped_when_a_third_changes() -> None:
    ours = list(PAGE)
    at = ours.index("- First")
    ours[at : at + 2] = ["- Second", "- First"]
    assert conflicts(PAGE, ours, changed(Third="- New")) == 0


def test_two_added_paragraphs_stay_apart() -> None:
    ours, theirs = ["A.", "", "Hers.", "", "B."], ["A.", "", "Its.", "", "B."]
    assert merge(["A.", "", "B."], ours, theirs)[:5] == ["A.", "", "Hers.", "", "Its."]


def test_a_conflict_in_front_matter_is_a_comment_of_yaml() -> None:
    out = merge(PAGE, changed(topics="topics: [mine]"), changed(topics="topics: [new]"))
    front = yaml.safe_load("\n".join(out[1 : out.index("---", 1)]))
    assert front == {"id": "bridge", "status": "draft", "topics": ["mine"]}
    assert "# topics: [new]" in out


def test_a_proposal_cannot_end_its_comment() -> None:
    out = merge(["a"], ["mine"], ["x --> <script>"])
    assert "-->" not in out[2]


def test_an_open_conflict_is_found_with_its_line_and_proposal() -> None:
    out = merge(PAGE, changed(Two="Mine."), changed(Two="New -- text."))
    (conflict,) = find(out)
    assert out[conflict.line - 2] == "Mine."
    assert conflict.proposed == ("New -- text.",)


LONG = [
    "- China opened a mine at Bayan in April.[^s-1-1]",
    "- Japan would buy a fifth of the ore.[^s-1-2]",
    "- The second plant is due in June.[^s-1-3]",
]
REWORDED = "- In April China opened a mine at Bayan Obo.[^s-1-1]"
UNRELATED = "- Narva ordered 500 tonnes of magnets.[^t-1-1]"


def test_a_changed_line_is_held_against_the_line_it_is_like() -> None:
    mine = "- China has opened a mine at Bayan.[^s-1-1]"
    out = merge(LONG, [mine, *LONG[1:]], [UNRELATED, REWORDED, *LONG[1:]])
    assert [conflict.proposed for conflict in find(out)] == [(REWORDED,)]
    assert out[:3] == [UNRELATED, mine, "<!-- conflict: the generator now says"]


def test_a_new_line_beside_an_edit_is_no_conflict() -> None:
    mine = "- Japan buys a fifth.[^s-1-2]"
    out = merge(LONG, [LONG[0], mine, LONG[2]], [*LONG[:2], UNRELATED, LONG[2]])
    assert out == [LONG[0], mine, UNRELATED, LONG[2]]


def test_a_line_that_a_person_deleted_is_named_as_deleted() -> None:
    out = merge(LONG, LONG[1:], [REWORDED, *LONG[1:]])
    (conflict,) = find(out)
    assert (conflict.proposed, conflict.deleted) == ((REWORDED,), True)
    assert out[0] == "<!-- conflict: you deleted this line; the generator now says"


def test_two_lines_added_to_a_reworded_one_are_no_conflict() -> None:
    mine = ["- A mine opened at Bayan.[^s-1-1]", "- My own.[^editor]", "- And more.[^editor]"]
    out = merge(LONG, [*mine, *LONG[1:]], [REWORDED, *LONG[1:]])
    assert [conflict.proposed for conflict in find(out)] == [(REWORDED,)]
    assert [line for line in out if line in mine] == mine


TABLE = ["| Who | Says |", "|---|---|", "| China | It opened a mine[^s-1-1] |"]
TABLE += ["| Japan | It buys ore[^s-1-2] |", "| Korea | It waits[^s-1-3] |", "", "After."]


@pytest.mark.parametrize("new", ["| China | It opened two mines[^s-1-1] |", None])
def test_a_conflict_comment_does_not_end_the_table_it_is_about(new: str | None) -> None:
    mine = [*TABLE[:2], "| China | It has opened a mine[^s-1-1] |", *TABLE[3:]]
    theirs = [*TABLE[:2], *([new] if new else []), *TABLE[3:]]
    out = merge(TABLE, mine, theirs)
    assert out[:5] == mine[:5]
    (conflict,) = find(out)
    assert conflict.line == 6
    assert "China" in conflict.proposed[0]  # a reader can tell which row is meant
    assert merge(theirs, out, theirs) == out
    assert merge(TABLE, out, theirs) == out  # the record was not written


def test_a_row_that_comes_later_stands_above_the_comment_on_the_table() -> None:
    mine = [*TABLE[:2], "| China | It has opened a mine[^s-1-1] |", *TABLE[3:]]
    theirs = [*TABLE[:2], "| China | It opened two mines[^s-1-1] |", *TABLE[3:]]
    last = "| Narva | It orders magnets[^t-1-1] |"
    out = merge(theirs, merge(TABLE, mine, theirs), [*theirs[:5], last, *theirs[5:]])
    assert out.index(last) == 5
    assert len(find(out)) == 1


def test_rows_are_paired_one_to_one() -> None:
    rows = [
        "| China | Official statement | It opened a mine[^s-1-1] |",
        "| Japan | Company | It buys a fifth[^s-1-2] |",
    ]
    mine = [rows[0], "| Japan | Company | It will buy a fifth[^s-1-2] |"]
    new = ["| Narva | Company | It ordered magnets[^t-1-1] |", rows[0]]
    changed_row = "| Japan | Company | It buys a fifth of it[^s-1-2] |"
    out = merge(rows, mine, [*new, changed_row])
    assert out[:3] == [*new, mine[1]]
    assert [conflict.proposed for conflict in find(out)] == [(changed_row,)]


# --- Properties ------------------------------------------------------------------------------

WORDS = st.sampled_from(["", "a", "b", "c", "d", "- x", "- y", "# h", "---"])
UNIQUE = st.lists(st.integers(0, 30).map(lambda n: f"s{n}"), max_size=14, unique=True)
PAGES = st.one_of(UNIQUE, st.lists(WORDS, max_size=14))


@st.composite
def edited(draw: Any, source: Lines, tag: str) -> Lines:
    lines = []
    for line in source:
        if draw(st.integers(0, 9)) == 0:
            lines.append(f"{tag}+{draw(st.integers(0, 9))}")
        choice = draw(st.integers(0, 9))
        if choice:
            lines.append(f"{tag}{line}" if choice == 1 else line)
    return [*lines, f"{tag}end"] if draw(st.booleans()) else lines


@st.composite
def histories(draw: Any, bases: Any = PAGES) -> tuple[Lines, Lines, Lines]:
    base = draw(bases)
    tags = st.sampled_from("HG")
    return base, draw(edited(base, draw(tags))), draw(edited(base, draw(tags)))


def lost(before: Lines, after: Lines) -> Counter[str]:
    return Counter(before) - Counter(after)


@given(histories())
def test_an_unedited_page_takes_the_new_text(history: tuple[Lines, Lines, Lines]) -> None:
    base, _, theirs = history
    assert merge(base, base, theirs) == theirs


@given(histories())
def test_an_unchanged_generator_leaves_the_page_alone(history: tuple[Lines, Lines, Lines]) -> None:
    base, ours, _ = history
    assert merge(base, ours, base) == ours


@given(histories())
def test_no_edit_is_ever_lost(history: tuple[Lines, Lines, Lines]) -> None:
    base, ours, theirs = history
    assert not lost(ours, base) - Counter(merge(base, ours, theirs))


@given(histories())
def test_nothing_generated_is_lost_in_silence(history: tuple[Lines, Lines, Lines]) -> None:
    base, ours, theirs = history
    shown = {line.replace("--", "-&#45;") for line in merge(base, ours, theirs)}
    shown |= {line.removeprefix("# ") for line in shown}
    assert {line.replace("--", "-&#45;") for line in set(theirs) - set(base)} <= shown


@given(histories())
def test_a_second_run_changes_nothing(history: tuple[Lines, Lines, Lines]) -> None:
    base, ours, theirs = history
    once = merge(base, ours, theirs)
    assert merge(theirs, once, theirs) == once


@given(histories(UNIQUE))
def test_a_crash_before_the_record_is_written_does_no_harm(
    history: tuple[Lines, Lines, Lines],
) -> None:
    base, ours, theirs = history
    once = merge(base, ours, theirs)
    again = merge(base, once, theirs)
    assert not lost(once, again)
    assert merge(theirs, again, theirs) == again


@given(histories(UNIQUE))
def test_what_was_deleted_stays_deleted(history: tuple[Lines, Lines, Lines]) -> None:
    base, ours, theirs = history
    parts = reconcile(fingerprint(base), ours, theirs)
    plain = [x for part in parts for x in (part.kept if isinstance(part, Conflict) else [part])]
    assert not (set(base) - set(ours)) & set(plain)


@given(histories())
def test_without_a_record_every_line_of_the_page_stays(history: tuple[Lines, Lines, Lines]) -> None:
    _, ours, theirs = history
    assert not lost(ours, merge(None, ours, theirs))


@given(histories(), st.data())
def test_edits_between_three_generations_stay(
    history: tuple[Lines, Lines, Lines], data: st.DataObject
) -> None:
    base, ours, first = history
    page = data.draw(edited(merge(base, ours, first), "E"))
    second = data.draw(edited(first, "K"))
    after = merge(first, page, second)
    assert not lost([line for line in page if line.startswith("E")], after)
    assert merge(second, after, second) == after
