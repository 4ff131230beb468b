"""The dates and events of labelled articles: precision and recall, with a floor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from fact_labels import article as read
from fact_labels import digest, labelled_articles, labels

from generator.extract.grammar.cutting import LONGEST
from generator.extract.grammar.finite import needs_more
from generator.extract.timeline.events import dated_sentences, events
from generator.model import Article, DateSpan, Event

# The floor only goes up; it names the labels it was measured on.
FLOOR_DIGEST = "1bd86a02b3bf"
FLOOR = {
    "date precision": 0.979,
    "date recall": 0.969,
    "event precision": 0.954,
    "event recall": 0.965,
    "expected": 0.972,
}


class Gold(NamedTuple):
    """One labelled date."""

    given: str
    date: str
    event: str
    free: bool = False


def gold_rows() -> dict[str, list[Gold]]:
    return {slug: [_gold(row) for row in rows] for slug, rows in labels("dates.yml").items()}


def _gold(row: str) -> Gold:
    given, date, event = row.split(" | ")
    return Gold(given.removeprefix("~ "), date, event, given.startswith("~ "))


def is_right(row: Gold, span: DateSpan | Event) -> bool:
    return row.date in {"?", span.date or "-"} and (
        row.given in span.given or span.given in row.given
    )


def paired(rows: list[Gold], found: list[DateSpan]) -> Iterator[tuple[Gold, DateSpan]]:
    left = list(found)
    for row in sorted(rows, key=lambda row: row.free):
        span = next((each for each in left if is_right(row, each)), None)
        if span is not None:
            left.remove(span)
            yield row, span


def score() -> tuple[dict[str, float], list[str]]:
    counts: Counter[str] = Counter()
    notes: list[str] = []
    gold = gold_rows()
    for slug, article in labelled_articles(set(gold)).items():
        spans = [span for dated in dated_sentences(article) for span in dated.spans]
        pairs = list(paired(gold[slug], spans))
        free, wanted = sum(r.free for r, _ in pairs), [r for r in gold[slug] if not r.free]
        counts.update(gold=len(wanted), found=len(spans) - free, right=len(pairs) - free)
        right = [row for row, _ in pairs]
        got = [span for _, span in pairs]
        notes += [
            f"{slug}: missed {row}" for row in wanted if right.count(row) < gold[slug].count(row)
        ]
        notes += [f"{slug}: extra {each.given} {each.date}" for each in spans if each not in got]
        _score_events(slug, gold[slug], list(events(article)), counts, notes)
    result = {
        "date precision": counts["right"] / counts["found"],
        "date recall": counts["right"] / counts["gold"],
        "event precision": counts["event right"] / counts["event found"],
        "event recall": counts["event hit"] / counts["event gold"],
        "expected": counts["expected right"] / counts["expected asked"],
    }
    return result, notes


def _score_events(
    slug: str, rows: list[Gold], found: list[Event], counts: Counter[str], notes: list[str]
) -> None:
    left = list(found)
    for row in sorted(rows, key=lambda row: row.event in {"n", "?"}):
        match = next((each for each in left if is_right(row, each)), None)
        if match is not None:
            left.remove(match)
        if row.event in {"e", "x"} and not row.free:
            counts.update({"event gold": 1, "event hit": match is not None})
            if match is None:
                notes.append(f"{slug}: no event {row}")
        if match is None or row.event == "?" or row.free:
            continue
        counts.update({"event found": 1, "event right": row.event in {"e", "x"}})
        if row.event == "n":
            notes.append(f"{slug}: false event {match.given} {match.text}")
        else:
            right = match.expected == (row.event == "x")
            counts.update({"expected asked": 1, "expected right": right})
            if not right:
                notes.append(f"{slug}: expected? {row} {match.text}")


def test_the_dates_of_the_labelled_articles_are_found_and_resolved() -> None:
    assert digest("dates.yml") == FLOOR_DIGEST, (
        "new labels: measure again, then set digest and floor"
    )
    result, notes = score()
    short = {name: result[name] for name, floor in FLOOR.items() if result[name] < floor}
    assert not short, "\n".join([str(short), *notes])


def article(text: str, date: str | None = "2025-07-18") -> Article:
    return read(text, date)


def test_the_date_of_a_report_and_of_what_it_reports_are_kept_apart() -> None:
    text = "Reuters reported on 4 June 2025 that China had shut the mine on 2 June 2025."
    reported, happened = events(article(text))
    assert (reported.date, reported.text[:7]) == ("2025-06-04", "Reuters")
    assert (happened.date, happened.text) == (
        "2025-06-02",
        "China had shut the mine on 2 June 2025",
    )


def test_a_relative_date_is_resolved_by_a_rule_that_is_kept() -> None:
    (event,) = events(article("The ministry cut the quota on Thursday."))
    assert (event.date, event.precision) == ("2025-07-17", "day")
    assert event.rule == "Thursday on or before 2025-07-18"


def test_the_relative_dates_of_an_undated_seed_stay_undated() -> None:
    (event,) = events(article("The ministry cut the quota on Thursday.", date=None))
    assert (event.date, event.rule, event.given) == (None, None, "Thursday")


def test_what_is_still_to_come_is_marked_as_expected() -> None:
    (event,) = events(article("The plant is due to open in March 2027."))
    assert (event.date, event.expected) == ("2027-03", True)
    (event,) = events(article("The plant opened in March 2024."))
    assert (event.date, event.expected) == ("2024-03", False)


def test_an_event_is_a_clause_that_can_be_read_alone() -> None:
    text = (
        "Two weeks later, on July 1, 2025, the foreign ministers of the United States, Australia, "
        "India and Japan met in Washington and launched a new plan. Apple said on 3 July 2025 "
        "that it had signed. The Chinese ban on dual-use goods, announced in June 2025, stays."
    )
    met, said, _ = events(article(text))
    assert met.text.endswith("Australia, India and Japan met in Washington")
    assert said.text == "Apple said on 3 July 2025 that it had signed"


def test_a_clause_without_subject_or_sense_is_no_event() -> None:
    assert events(article("Published on 24 June 2025.")) == ()
    assert events(article("Bloomberg reported in June 2025.")) == ()


@pytest.mark.parametrize(
    "text",
    [
        "A term sheet signed in April 2025 gave it 70%.",
        "The fund of £50m, announced in April 2025, was welcome.",
        "Licences had in practice been frozen since April 2025.",
        "The ministry said in its April 2025 report that demand would be met.",
        "Under a scheme cleared by the cabinet in April 2025, five bidders get 1,200 tonnes each.",
        "In April 2025 eight departments ordered 40 more checks.",
        "It put 12 firms on a list, and in April 2025 it opened 30 mines to bidders.",
        "Two officials said shipments had been stopped since April 2025.",
    ],
)
def test_what_was_done_on_a_date_is_an_event_whatever_figure_stands_beside_it(text: str) -> None:
    (event,) = events(article(text))
    assert event.date == "2025-04"


@pytest.mark.parametrize(
    "text",
    [
        "Exports had tripled since April 2025.",
        "The ministry said 412 licences had been granted since April 2025.",
        "Stocks are the lowest since records began in 2019.",
        "Output was 40 tonnes in April 2025.",
    ],
)
def test_the_base_or_period_of_a_figure_is_no_event(text: str) -> None:
    assert events(article(text)) == ()


def test_an_event_too_long_for_a_cell_leaves_out_who_reports_it_behind() -> None:
    text = (
        "The state miner will take half of a tungsten and rare earth project in the region under a "
        "deal agreed on 12 July 2025, two people briefed on the talks said, in a blow to the fund "
        "that had been promised control of the whole of the venture by the last government."
    )
    (event,) = events(article(text))
    assert event.text.endswith("a deal agreed on 12 July 2025")


def test_a_date_right_before_its_reporters_ends_the_clause() -> None:
    text = (
        "Malaysia has renewed the licence of the plant at Gebeng for ten years from 3 March 2026, "
        "the company and the government announced on 2 March."
    )
    first = events(article(text))[0]
    assert first.text.endswith("for ten years from 3 March 2026")


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("The two signed in May 2024, and it goes to U.S. President Lowe.", "President Lowe"),
        ("A deal with Halm (TSXV: HALM; OTC: HLM) was signed in May 2024.", "in May 2024"),
        ('"It is final," he said in Parliament on Wednesday (July 16).', "Wednesday (July 16)"),
    ],
)
def test_an_event_is_not_torn_at_a_stop_or_bracket(text: str, ending: str) -> None:
    assert events(article(text))[-1].text.endswith(ending)


def test_the_main_clause_of_a_long_sentence_is_an_event() -> None:
    text = (
        "While there is still no treaty between the two governments that would let anybody look "
        "for the metals or dig them up in the north of the country, the army's works department "
        "signed a paper on 8 May 2025 with a private firm from Missouri that deals in such metals."
    )
    (event,) = events(article(text))
    assert event.text.startswith("the army's works department signed")


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Jiji puts the deadline at July 13, 2026", True),
        ("The deadline was 13 July", True),
        ("The deadline for bids was 13 July", False),
        ("Jiji puts the start of the ban at July 13, 2026", False),
    ],
)
def test_a_deadline_of_nothing_named_cannot_be_read_alone(text: str, more: bool) -> None:
    assert needs_more(text) is more


def test_a_day_put_off_to_is_to_come_and_the_old_one_no_event() -> None:
    text = "The Bid Due Date has been extended from 28.07.2025 to 29.08.2025."
    (event,) = events(article(text))
    assert (event.date, event.expected) == ("2025-08-29", True)


@pytest.mark.parametrize(
    "text",
    [
        "On Wednesday, Lowe said the plant would open.",
        "Late on Wednesday, the ministry said that the plant would open.",
        "In a speech, Lowe said on Wednesday that the plant would open.",
        "Last Wednesday, Mr. Lowe accused Beijing of breaking the deal.",
    ],
)
def test_when_somebody_spoke_may_stand_before_the_speaker(text: str) -> None:
    (event,) = events(article(text))
    assert event.text == text.rstrip(".")


def test_a_year_is_given_as_a_year() -> None:
    first, _ = events(article("The mine opened in 2019 and closed on 3 May 2024."))
    assert first.given == "2019"


def test_a_date_in_a_name_or_a_comparison_is_no_event() -> None:
    text = "Announcement No. 46 of 2024 stays. Output was higher than in 2023."
    assert events(article(text)) == ()


def test_no_event_is_too_long_for_a_cell() -> None:
    for each in labelled_articles(set(gold_rows())).values():
        for event in events(each):
            assert len(event.text.split()) <= LONGEST


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("The kiln would shut, the Ledger reported Saturday night.", ["2025-07-12"]),
        ("A law passed earlier this year puts $4 million aside for ore.", ["2025"]),
        (
            "Oslo dropped one tax - but left in place limits on ore that were introduced in April.",
            ["2025-04"],
        ),
        ("The signing of two accords during the June quarter cleared the way.", ["2025-Q2"]),
        ("In 2024, the port shipped about 7,000 tonnes of ore.", []),
        ("Hosk is at the Kiln Forum (KF) 2026, held by the state.", []),
        ("Sales in June fell to their lowest level this year.", ["2025-06"]),
        (
            "Hosk holds ore, according to the survey, though the agency last week cut its figure.",
            ["-"],
        ),
    ],
)
def test_each_date_of_something_done_has_a_row(text: str, dates: list[str]) -> None:
    assert [event.date or "-" for event in events(article(text))] == dates


def test_what_follows_a_source_is_told_whole() -> None:
    text = "Hosk holds ore, according to the survey, though the agency on Monday cut its estimate."
    (event,) = events(article(text))
    assert event.text == "the agency on Monday cut its estimate"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("The ministry has fixed 4 August as the last date for bids.", "2025-08-04"),
        ("In May 2024 the Act came in. The site will open next week, on July 22.", "2025-07-22"),
        ("Once the lab is built, Hosk is targeting the fourth quarter for samples.", "2025-Q4"),
        ("The oxide has been tested and is set to be used in cars and in turbines.", None),
    ],
)
def test_what_will_be_done_lies_ahead(text: str, date: str | None) -> None:
    last = [event for event in events(article(text)) if event.expected]
    assert (last[-1].date if last else None) == date


def test_an_undated_text_tells_by_its_verbs_what_lies_ahead() -> None:
    text = "The cabinet will review the text with the U.S on 26 May."
    assert [event.expected for event in events(article(text, date=None))] == [True]


def test_a_clause_too_long_for_a_cell_is_cut_before_what_only_adds_to_its_noun() -> None:
    text = (
        "On 15 April 2025, President Hosk issued an order directing the Office of Ores to open a"
        " wide inquiry under the Trade Act and under the Act on Ores to find out how much of the"
        " ore that the kilns of the north take in every year comes from mines abroad."
    )
    (event,) = events(article(text))
    assert event.text == "On 15 April 2025, President Hosk issued an order"
