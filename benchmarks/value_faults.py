"""Put 250 faults into the rows that people write and count those that the check names.

A row is a value of a number, a site, a deadline or the date of a policy.  A false value that is
also in the cited passages cannot be detected by a machine and is counted apart.  Run it with
``python -m benchmarks.value_faults [--show]`` from the project's folder.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from briefing_room.catalogue.cited_rows import CitedRow, cited_rows
from briefing_room.catalogue.numbers import ACTUAL, PROJECTION, TARGET
from briefing_room.pipeline import read
from briefing_room.review.catalogue_check import row_faults
from briefing_room.review.context import ReviewContext
from briefing_room.text.periods import read_period
from briefing_room.verify import row_numbers, rows
from briefing_room.verify.completeness import NOT_SUPPORTED
from briefing_room.verify.evidence import measured
from briefing_room.verify.reasons import Strength

COUNTS = {"digit": 60, "unit": 45, "period": 60, "speaker": 40, "passage": 35, "projection": 10}
NUMBERS = {row_numbers.WRONG_NUMBER, row_numbers.WRONG_PASSAGE, row_numbers.WRONG_UNIT}
REASONS = {
    "digit": NUMBERS,
    "unit": NUMBERS,
    "period": {row_numbers.WRONG_PERIOD, row_numbers.AS_ACTUAL},
    "speaker": {rows.SPEAKER},
    "passage": {*NUMBERS, row_numbers.WRONG_PERIOD, NOT_SUPPORTED, rows.SPEAKER},
    "projection": {row_numbers.AS_ACTUAL},
}
OTHER_UNITS = (" tonnes", "%", " kilograms", " US dollars", " euros", " people")


class Fault(NamedTuple):
    """A row with a fault in it, and the false words that the passages may have by chance."""

    row: CitedRow
    false: str


def digit(row: CitedRow, _: Sequence[CitedRow], pick: random.Random) -> Fault | None:
    """Change one digit of the number."""
    at = [m.start() for m in re.finditer(r"\d", row.text or "")]
    if not at:
        return None
    place, text = pick.choice(at), row.text or ""
    other = pick.choice([d for d in "123456789" if d != text[place]])
    changed = f"{text[:place]}{other}{text[place + 1 :]}"
    number = re.search(r"\d[\d.,]*", changed)
    return Fault(row._replace(text=changed), number[0].rstrip(".,") if number else "")


def unit(row: CitedRow, _: Sequence[CitedRow], pick: random.Random) -> Fault | None:
    """Give the number another unit."""
    number = re.search(r"\d[\d.,]*(?: (?:million|billion))?", row.text or "")
    said = measured(row.text or "", row.unit or "")
    if number is None or said is None:
        return None
    new = pick.choice(OTHER_UNITS)
    other = measured(f"{number[0]}{new}")
    if other is None or said.unit.startswith(other.unit):
        return None
    return Fault(row._replace(text=f"{number[0]}{new}"), f"{number[0]}{new}")


def time(row: CitedRow, _: Sequence[CitedRow], pick: random.Random) -> Fault | None:
    """Move the period to another year."""
    if row.period is None:
        return None
    year = int(re.findall(r"\d{4}", row.period.text)[0])
    false = year + pick.choice([-3, -2, -1, 1, 2])
    moved = read_period(row.period.text.replace(str(year), str(false)))
    return Fault(row._replace(period=moved), str(false))


def speaker(row: CitedRow, rows: Sequence[CitedRow], pick: random.Random) -> Fault | None:
    """Let somebody else say it."""
    others = sorted({other.says for other in rows if other.says} - {row.says})
    false = pick.choice(others)
    return Fault(row._replace(says=false), false) if row.says else None


def passage(row: CitedRow, rows: Sequence[CitedRow], pick: random.Random) -> Fault | None:
    """Cite what another row cites."""
    own = {address.partition("/")[0] for address in row.cites}
    others = [r for r in rows if not own & {a.partition("/")[0] for a in r.cites}]
    number = re.search(r"\d[\d.,]*", row.text or "")
    return Fault(row._replace(cites=pick.choice(others).cites), number[0]) if number else None


def projection(row: CitedRow, _: Sequence[CitedRow], __: random.Random) -> Fault | None:
    """Tell as actual what a text says of a later year."""
    told = re.match(r"\d{4}", row.cites[0])
    later = row.period and told and row.period.start.year > int(told[0])
    expected = later and row.text and row.kind in (PROJECTION, TARGET)
    return Fault(row._replace(kind=ACTUAL), "") if expected else None


Maker = Callable[[CitedRow, Sequence[CitedRow], random.Random], Fault | None]
MAKERS: tuple[Maker, ...] = (digit, unit, time, speaker, passage, projection)


def stands(fault: Fault, context: ReviewContext) -> bool:
    """Return whether the false words stand in the cited passages, by chance or by their subject."""
    found = filter(None, map(context.resolve, fault.row.cites))
    evidence = context.evidence_of_passages([p.label for p in found])
    entity = context.catalogue.entities.get(fault.false)
    names = entity.names if entity else (fault.false,)
    if any((date.date or "").startswith(fault.false) for date in evidence.dates if fault.false):
        return True  # "the previous year"
    return any(re.search(rf"(?<![\w.]){re.escape(n)}(?!\w)", evidence.text) for n in names if n)


def errors_of(row: CitedRow, context: ReviewContext) -> set[str]:
    """The codes of what is false in a row."""
    return {r.code for r in row_faults(row, context) if r.strength is Strength.ERROR}


def main() -> int:
    """Print what was caught; exit 1 where a fault passed or a good row was refused."""
    shown = "--show" in sys.argv
    context, pick = (
        ReviewContext.from_project(read(Path("seeds"), Path("briefings"))),
        random.Random(20261127),
    )
    all_rows = list(cited_rows(context.catalogue))
    good = [row for row in all_rows if not errors_of(row, context)]
    print(f"{len(all_rows)} rows, {len(all_rows) - len(good)} refused as they stand")
    missed = 0
    for make, (kind, count) in zip(MAKERS, COUNTS.items(), strict=True):
        made = (make(row, good, pick) for row in pick.sample(good, len(good)))
        faults = [fault for fault in made if fault][:count]
        result: Counter[str] = Counter()
        for fault in faults:
            reasons = errors_of(fault.row, context)
            chance = "in the passage" if stands(fault, context) else ""
            outcome = chance or ("other reason" if reasons else "missed")
            outcome = "caught" if reasons & REASONS[kind] else outcome
            result[outcome] += 1
            if outcome in {"missed", "other reason"} and shown:
                print("  ", kind, outcome, sorted(reasons), fault)
        missed += result["missed"] + result["other reason"]
        told = ", ".join(f"{n} {w}" for w, n in result.items())
        print(f"{kind:11}{len(faults):4} faults: {told}")
    return 1 if missed or len(good) < len(all_rows) else 0


if __name__ == "__main__":
    sys.exit(main())
