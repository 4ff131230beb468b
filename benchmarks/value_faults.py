"""Put faults into the rows that people write, and count how many the check reports.

A row is a value of a number, a site, a deadline or the date of a policy.  Faults are drawn with a
fixed seed.  A false value that is also in the cited passages cannot be detected by a machine and is
counted apart.  ``python -m benchmarks.value_faults [--show]`` from the project's folder.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from briefing_room.catalogue.cited_rows import CitedRow, cited_rows
from briefing_room.catalogue.numbers import ACTUAL, PROJECTION, TARGET
from briefing_room.pipeline import read_project
from briefing_room.review.catalogue_check import row_reasons
from briefing_room.review.context import ReviewContext
from briefing_room.text.periods import read_period
from briefing_room.verify import row_kinds, row_numbers, row_speakers
from briefing_room.verify.completeness import NOT_SUPPORTED
from briefing_room.verify.evidence import read_value
from briefing_room.verify.reasons import Strength

NUMBERS = {row_numbers.WRONG_NUMBER, row_numbers.WRONG_PASSAGE, row_numbers.WRONG_UNIT}
KINDS = {row_kinds.MEASURE, row_numbers.AS_ACTUAL}
SPEAKERS = {row_speakers.WRONG_SPEAKER, row_speakers.MISSING_VIA}
SAID = r"(?:said|says|estimate|expect|put|gave|found|count|show|calculate|announce|told)"
OTHER_UNITS = (" tonnes", "%", " kilograms", " US dollars", " euros", " people")
MAX_MARKED, MIN_SHARE_OF_KIND, MIN_SHARE = 0, 0.75, 0.92
"""The goals: good rows that are marked, and the shares of faults that are caught."""


class Corpus(NamedTuple):
    """The rows that the check finds no error in, and what they are checked against."""

    rows: Sequence[CitedRow]
    context: ReviewContext


class Fault(NamedTuple):
    """A row with a fault in it, and the false words that the passages may have by chance."""

    row: CitedRow
    false: str = ""


def digit(row: CitedRow, _: Corpus, pick: random.Random) -> Fault | None:
    """Change one digit of the number."""
    digits = [m.start() for m in re.finditer(r"\d", row.text or "")]
    if not digits:
        return None
    place, text = pick.choice(digits), row.text or ""
    new_digit = pick.choice([d for d in "123456789" if d != text[place]])
    text_changed = f"{text[:place]}{new_digit}{text[place + 1 :]}"
    number = re.search(r"\d[\d.,]*", text_changed)
    return Fault(row._replace(text=text_changed), number[0].rstrip(".,") if number else "")


def unit(row: CitedRow, _: Corpus, pick: random.Random) -> Fault | None:
    """Give the number another unit."""
    number = re.search(r"\d[\d.,]*(?: (?:million|billion))?", row.text or "")
    value = read_value(row.text or "", row.unit or "")
    if number is None or value is None:
        return None
    new_unit = pick.choice(OTHER_UNITS)
    new_value = read_value(f"{number[0]}{new_unit}")
    if new_value is None or value.unit.startswith(new_value.unit):
        return None
    return Fault(row._replace(text=f"{number[0]}{new_unit}"), f"{number[0]}{new_unit}")


def year(row: CitedRow, _: Corpus, pick: random.Random) -> Fault | None:
    """Move the period to another year."""
    if row.period is None:
        return None
    right = int(re.findall(r"\d{4}", row.period.text)[0])
    wrong = right + pick.choice([-3, -2, -1, 1, 2])
    moved = read_period(row.period.text.replace(str(right), str(wrong)))
    return Fault(row._replace(period=moved), str(wrong))


def speaker(row: CitedRow, corpus: Corpus, pick: random.Random) -> Fault | None:
    """Let somebody else say it."""
    other_speakers = {new_speaker.speaker for new_speaker in corpus.rows if new_speaker.speaker} - {
        row.speaker
    }
    new_speaker = pick.choice(sorted(other_speakers))
    return Fault(row._replace(speaker=new_speaker), new_speaker) if row.speaker else None


def passage(row: CitedRow, corpus: Corpus, pick: random.Random) -> Fault | None:
    """Cite the passages of another row."""
    seeds = {address.partition("/")[0] for address in row.cites}
    foreign_rows = [
        foreign_row
        for foreign_row in corpus.rows
        if not seeds & {address.partition("/")[0] for address in foreign_row.cites}
    ]
    number = re.search(r"\d[\d.,]*", row.text or "")
    return Fault(row._replace(cites=pick.choice(foreign_rows).cites), number[0]) if number else None


def projection_as_actual(row: CitedRow, _: Corpus, __: random.Random) -> Fault | None:
    is_projection = row.text and row.measure == PROJECTION
    return Fault(row._replace(kind=ACTUAL, measure=ACTUAL)) if is_projection else None


def target_as_actual(row: CitedRow, _: Corpus, __: random.Random) -> Fault | None:
    measure = ACTUAL if row.path.startswith("numbers/") else "made"
    is_target = row.text and row.measure == TARGET
    return Fault(row._replace(kind=ACTUAL, measure=measure)) if is_target else None


def capacity_as_output(row: CitedRow, _: Corpus, __: random.Random) -> Fault | None:
    is_capacity = row.text and row.measure == "capacity"
    return Fault(row._replace(measure="made")) if is_capacity else None


def planned_as_operating(row: CitedRow, _: Corpus, __: random.Random) -> Fault | None:
    return Fault(row._replace(status="operating")) if row.status == "planned" else None


def operating_as_planned(row: CitedRow, _: Corpus, __: random.Random) -> Fault | None:
    return Fault(row._replace(status="planned")) if row.status == "operating" else None


def outlet_as_speaker(row: CitedRow, corpus: Corpus, _: random.Random) -> Fault | None:
    """Let the outlet that relays a value say it, where the sentence names who says it."""
    entity = corpus.context.catalogue.entities.get(row.speaker)
    names = entity.names if entity else (row.speaker,)
    number = re.search(r"\d[\d.,]*", row.text or "")
    if not row.via or row.via in names or number is None:
        return None
    name = rf"(?:{'|'.join(map(re.escape, names))})"
    attribution = (
        rf"according to (?:the )?{name}|{name}(?: \([^)]*\)| \w+ly| first| data| figures)* {SAID}"
    )
    passages = filter(None, map(corpus.context.resolve, row.cites))
    is_named = any(number[0] in p.text and re.search(attribution, p.text) for p in passages)
    return Fault(row._replace(speaker=row.via, via=None)) if is_named else None


Maker = Callable[[CitedRow, Corpus, random.Random], Fault | None]
MAKERS: tuple[tuple[Maker, int, set[str]], ...] = (
    (digit, 60, NUMBERS),
    (unit, 45, NUMBERS),
    (year, 60, {row_numbers.WRONG_PERIOD, row_numbers.AS_ACTUAL}),
    (speaker, 40, SPEAKERS),
    (passage, 35, {*NUMBERS, row_numbers.WRONG_PERIOD, NOT_SUPPORTED, *SPEAKERS}),
    (projection_as_actual, 200, KINDS),
    (target_as_actual, 200, KINDS),
    (capacity_as_output, 200, KINDS),
    (planned_as_operating, 200, {row_kinds.STATUS}),
    (operating_as_planned, 200, {row_kinds.STATUS}),
    (outlet_as_speaker, 200, SPEAKERS),
)
"""The functions that make faults, how many faults at most, and the codes that report them."""


def is_in_passages(fault: Fault, context: ReviewContext) -> bool:
    """Whether the cited passages have the false words, by chance or by their subject."""
    passages = filter(None, map(context.resolve, fault.row.cites))
    evidence = context.evidence_of_passages([p.label for p in passages])
    entity = context.catalogue.entities.get(fault.false)
    names = entity.names if entity else (fault.false,)
    if any((date.date or "").startswith(fault.false) for date in evidence.dates if fault.false):
        return True  # "the previous year"
    return any(re.search(rf"(?<![\w.]){re.escape(n)}(?!\w)", evidence.text) for n in names if n)


def codes_of(row: CitedRow, context: ReviewContext) -> set[str]:
    """The codes of all reasons against a row."""
    return {reason.code for reason in row_reasons(row, context)}


def marked_rows(rows: Sequence[CitedRow], context: ReviewContext) -> Iterator[str]:
    """Yield the good rows that the check marks, with its reasons."""
    for row in rows:
        for reason in row_reasons(row, context):
            yield f"{row.path}:{row.line}: {reason.code}: {reason.message}"


def outcome(fault: Fault, codes: set[str], context: ReviewContext) -> str:
    """The outcome of a fault: caught, missed, or true by chance."""
    if codes_of(fault.row, context) & codes:
        return "caught"
    return "in the passage" if is_in_passages(fault, context) else "missed"


def outcomes(
    context: ReviewContext, show: Callable[[str], None]
) -> Iterator[tuple[str, Counter[str]]]:
    """Yield for each kind of fault how many were caught and missed; ``show`` gets the missed."""
    pick, all_rows = random.Random(20261127), list(cited_rows(context.catalogue))
    errors = {
        row
        for row in all_rows
        if any(reason.strength is Strength.ERROR for reason in row_reasons(row, context))
    }
    good = [row for row in all_rows if row not in errors]
    corpus = Corpus(good, context)
    for make, count, codes in MAKERS:
        faults = (make(row, corpus, pick) for row in pick.sample(good, len(good)))
        counts: Counter[str] = Counter()
        for fault in [fault for fault in faults if fault][:count]:
            result = outcome(fault, codes, context)
            counts[result] += 1
            if result == "missed":
                texts = [p.text for p in map(context.resolve, fault.row.cites) if p]
                show(f"  {make.__name__}: {fault.row}: {texts}")
        yield make.__name__.replace("_", " "), counts


def main() -> int:
    """Print the outcomes; return 1 if a goal is missed."""
    context = ReviewContext.from_project(read_project(Path("seeds"), Path("briefings")))
    all_rows = list(cited_rows(context.catalogue))
    marked = list(marked_rows(all_rows, context))
    print(f"{len(all_rows)} rows, {len(marked)} marked as they are", *marked, sep="\n  ")
    total: Counter[str] = Counter()
    shares = []
    for kind, counts in outcomes(context, print if "--show" in sys.argv else lambda _: None):
        total += counts
        shares.append(counts["caught"] / (counts["caught"] + counts["missed"]))
        print(f"{kind:22} {shares[-1]:4.0%}: " + ", ".join(f"{n} {w}" for w, n in counts.items()))
    share = total["caught"] / (total["caught"] + total["missed"])
    print(f"{'all':22} {share:4.0%}")
    is_met = len(marked) <= MAX_MARKED and min(shares) >= MIN_SHARE_OF_KIND and share >= MIN_SHARE
    return int(not is_met)


if __name__ == "__main__":
    sys.exit(main())
