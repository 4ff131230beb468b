"""Damage the sentences of drafts in eleven ways, and count how many the verifier refuses.

    python benchmarks/drafts.py FOLDER

FOLDER is a project with seeds and drafts.  Each sentence that passes is damaged in every way that
fits it, and verified again; a damage that changes no word does not count.  Nothing is written.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from briefing_room import pipeline
from briefing_room.compose.draft import Draft
from briefing_room.compose.draft_composition import verify_draft
from briefing_room.draft.drafting import Job
from briefing_room.draft.project_stories import ProjectStories
from briefing_room.verify.verifier import Verifier

SEED = 20261201
CONTRARY = {
    "rejected": "accepted", "accepted": "rejected", "restored": "quashed", "refused": "granted",
    "raised": "lowered", "risen": "fallen", "overturned": "upheld", "approved": "dropped",
    "halved": "doubled", "banned": "allowed", "improvement over": "setback from",
    "boost": "cut", "curb": "strengthen", "called the bans illegal": "called the bans legal",
    "grants": "denies", "delayed": "hastened", "continue": "end", "lowest": "highest",
    "conceded": "disputed", "quit": "joined", "better": "worse", "added": "saved",
    "stayed out": "went back", "halted": "resumed", "hiding": "reporting", "begin": "end",
}  # fmt: skip
MORE_CERTAIN = (
    (r"\b(?:is|are) (?:now )?(?:expected|planned) to\b", "will"),
    (r"\bnow expects (.*?) to\b", r"says that \1 will"),
    (r"\b(?:may|could|might|can)\b", "will"),
    (r"\bwould\b", "will"),
    (r"\b(?:wants?|hopes?|plans?|aims?) to\b", "will"),
    (r"\bis ready to\b", "will"),
    (r"\bwill\b", "did"),
)
OTHER_QUANTITIES = (
    (r"\b(?:most|some|many|several|half)\b", "all"),
    (r"\b(?:up to|around|about|nearly|almost|more than|less than|at least) ", ""),
    (r"\bmost\b", "few"),
)
ATTRIBUTIONS = (
    (r"^[A-Z][^,]{2,60}? (?:said|says|told Reuters|has warned|argues|writes) that ", ""),
    (r", (?:the )?[\w ]{3,40}? (?:said|says|writes|argues)(?=[,.])", ""),
    (r"^According to [^,]+, ", ""),
    (r", (?:five |the )?sources (?:told \w+|said)(?=\.)", ""),
)
UNITS = (
    ("tonnes", "kilograms"), ("tons", "kilograms"), ("percent", "tonnes"), ("%", " tonnes"),
    ("million", "billion"), ("billion", "million"), ("months", "years"), ("years", "months"),
    ("$", "€"), ("a day", "a year"),
)  # fmt: skip


_DAY = re.compile(r"day\b|January|February|March|April|May|June|July|August|\w+ember|October")
_NAME = re.compile(r"(?:(?<=[a-z,;] )|^(?=\w+ [A-Z]))[A-Z][a-z]\w+(?: [A-Z][a-z]\w+)*")


def _number(text: str, _: str, dice: random.Random) -> str:
    numbers = list(re.finditer(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w-]*\d)", text))
    plain = [m for m in numbers if not re.fullmatch(r"(?:19|20)\d\d", m[0])]
    if not plain:
        return text
    number = dice.choice(plain)
    digit = str((int(number[0][0]) % 9) + 1)
    return text[: number.start()] + digit + text[number.start() + 1 :]


def _unit(text: str, _: str, __: random.Random) -> str:
    old, new = next(((a, b) for a, b in UNITS if a in text), ("", ""))
    return text.replace(old, new, 1) if old else text


def _date(text: str, _: str, __: random.Random) -> str:
    year = re.search(r"\b(?:19|20)\d\d\b", text)
    if year:
        return f"{text[: year.start()]}{int(year[0]) - 1}{text[year.end() :]}"
    return re.sub(r"\b(\d{1,2}) (January|July|August|October)", r"\1 May", text, count=1)


def _name(text: str, passages: str, dice: random.Random) -> str:
    names_in_text = [name for name in _NAME.findall(text) if not _DAY.search(name)]
    others_in_passages = (name for name in _NAME.findall(passages) if not _DAY.search(name))
    new_names = sorted({name for name in others_in_passages if name not in text})
    return (
        text.replace(dice.choice(names_in_text), dice.choice(new_names), 1)
        if names_in_text and new_names
        else text
    )


def _negate(text: str, _: str, __: random.Random) -> str:
    if re.search(r"\bnot\b", text):
        return re.sub(r"\b(?:did |does )?not ", "", text, count=1)
    return re.sub(
        r"\b(is|are|was|were|has|have|had|will|would|can|may)\b", r"\1 not", text, count=1
    )


def _contrary(text: str, _: str, __: random.Random) -> str:
    word_found = next((word for word in CONTRARY if re.search(rf"\b{word}\b", text)), "")
    return re.sub(rf"\b{word_found}\b", CONTRARY[word_found], text, count=1) if word_found else text


def _apply_first(rules: tuple[tuple[str, str], ...], text: str) -> str:
    for pattern, replacement in rules:
        result = re.sub(pattern, replacement, text, count=1)
        if result != text:
            return result[:1].upper() + result[1:]
    return text


def _cause(text: str, _: str, __: random.Random) -> str:
    for word in (", and ", "; ", ", while "):
        if word in text:
            return text.replace(word, " because ", 1)
    return re.sub(r"\.$", " because of the strike in prices.", text)


def _sides(text: str, _: str, __: random.Random) -> str:
    names = [match for match in _NAME.finditer(text) if not _DAY.search(match[0])]
    if len(names) < 2:
        return text
    first, second = names[0], names[1]
    between = text[first.end() : second.start()]
    return f"{text[: first.start()]}{second[0]}{between}{first[0]}{text[second.end() :]}"


KINDS: dict[str, Callable[[str, str, random.Random], str]] = {
    "number": _number,
    "unit": _unit,
    "date": _date,
    "name of the article": _name,
    "not": _negate,
    "contrary word": _contrary,
    "more certain": lambda text, *_: _apply_first(MORE_CERTAIN, text),
    "quantity": lambda text, *_: _apply_first(OTHER_QUANTITIES, text),
    "attribution dropped": lambda text, *_: _apply_first(ATTRIBUTIONS, text),
    "cause": _cause,
    "sides": _sides,
}


def damage(job: Job, draft: Draft, dice: random.Random) -> Iterator[tuple[str, str, bool]]:
    """Yield each damage with the sentence, and whether it was refused."""
    articles = {article.id: article for article in job.undrafted.story.articles}
    passages = " ".join(s.text for a in articles.values() for s in a.sentences)
    verifier = Verifier(articles, job.facts.__getitem__, job.catalogue)
    good = [not verdict.reasons for verdict in verify_draft(draft, verifier)]
    for index, statement in enumerate(draft.statements):
        for kind, change in KINDS.items() if good[index] and statement.section != "title" else ():
            text = change(statement.text, passages, dice)
            if text != statement.text:
                statements = [*draft.statements]
                statements[index] = replace(statement, text=text)
                verdict = verify_draft(replace(draft, statements=tuple(statements)), verifier)[
                    index
                ]
                yield kind, text, bool(verdict.reasons)


def main() -> None:
    folder = Path(sys.argv[1])
    stories = ProjectStories(pipeline.read_project(folder / "seeds", folder / "briefings"))
    damages, caught, dice = Counter[str](), Counter[str](), random.Random(SEED)
    count, seconds = 0, 0.0
    for name, draft in stories.drafts.items():
        job = stories.job(name)
        start = time.perf_counter()
        job.verdicts(draft)
        seconds, count = seconds + time.perf_counter() - start, count + len(draft.statements)
        for kind, text, refused in damage(job, draft, dice):
            damages[kind] += 1
            caught[kind] += refused
            if not refused and "-v" in sys.argv:
                print(f"{kind}: {text}")
    for kind in KINDS:
        if damages[kind]:
            print(f"{kind:22} {caught[kind]:4} of {damages[kind]:4}")
    total = max(1, damages.total())
    print(f"caught {caught.total()} of {total} ({100 * caught.total() / total:.0f} %)")
    print(f"{count} sentences verified, {1000 * seconds / max(1, count):.1f} ms each")


if __name__ == "__main__":
    main()
