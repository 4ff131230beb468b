"""Accounts that differ in words: on what, and each side verbatim with its speaker and passage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.catalogue.entries import Catalogue
from generator.extract.grammar.quotations import masked
from generator.extract.grammar.verbs import FORMS
from generator.extract.speech.claims import Attribution, attributions
from generator.extract.tasks.differing import DIFFER
from generator.extract.tasks.gaps import is_not_known
from generator.extract.topics import words
from generator.model import Account, Article, Disagreement, Sentence, SpeaksAs

_DIFFERS = (
    r"(?:differ(?:s|ed)?|disagree[ds]?|conflict(?:s|ed)?|var(?:y|ies|ied)|diverged?s?"
    r"|(?:do|does|did) not agree|(?:is|are|was|were) (?:far apart|not uniform))"
)
_ALSO = r"(?: (?:also|first|widely|slightly|again|still|further))*"
_AT_FIRST = re.compile(r",? (at first|initially|originally|for a (?:time|while))\b")
# "In May 2025 officials tied it to gold": the account is of that time.
_WHEN = re.compile(
    r"(?:At first|Initially|Later|(?:In|On|By|Since|Until|During|After|Before)(?: [\w'’.-]+){1,5})$"
)
_ON = (
    re.compile(
        r"^(?:[A-Z]\w+ (?:and \w+ )?)?(?:accounts|reports|estimates|figures|descriptions|counts"
        r"|versions|summaries|measurements|data|depths) (?:of|for|on|about) "
        rf"(.+?){_ALSO} {_DIFFERS}\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_DIFFERS} (?:\w+ )?(?:on|about|over) (.+?)(?=[.,:;]|$)"),
    re.compile(
        rf"^(.+?),?{_ALSO} (?:is|are|was|were){_ALSO} (?:reported|described|given|quoted)\b"
    ),
    re.compile(rf"^(.+?) (?:is|was|are|were|remains?){_ALSO} (?:disputed|contested)\b"),
    re.compile(rf"^(.+?){_ALSO} {_DIFFERS}\b"),
)
_CONTRAST = re.compile(r",? (?:while|whereas) |\bby contrast\b")
_DENIED = re.compile(r"^(?:den\w+|reject\w+|dismiss\w+|refut\w+) (.+)$")
_EMPTY = frozenset(
    "a about accounts an and any are as at by for from had has have in is it its of on or said say "  # noqa: SIM905
    "says than that the their there this to was were what when which who whom with would".split()
)
_MOST = 5
_PRONOUN = re.compile(
    r"\b(?:it|its|he|his|him|she|her|they|their|them|this|these|those)\b(?! (?:year|month|week))",
    re.IGNORECASE,
)
_OPENS_ONLY = re.compile(r"(?:and|but|while|whereas|though|although|by contrast)$", re.IGNORECASE)


def disagreements(
    article: Article, catalogue: Catalogue, said: tuple[Attribution, ...] | None = None
) -> tuple[Disagreement, ...]:
    """Return the disagreements that an article itself states.

    These are sentences that say accounts differ, with the accounts in them or after them; "A says
    X, while B says Y" about one thing; and denials, with what is denied.  Without two speakers
    there is none.  ``said`` saves finding the attributions of the article again.
    """
    said = attributions(article, catalogue) if said is None else said
    shown = [s for s in article.sentences if s.opens != "fragment"]
    found = [*_announced(shown, said), *_contrasted(shown, said), *_denied(shown, said)]
    taken: set[tuple[int, int]] = set()
    kept = []
    for made in found:  # a sentence has one home
        places = {(p.paragraph, p.sentence) for a in made.accounts for p in a.passages}
        if len({a.speaker for a in made.accounts}) > 1 and taken.isdisjoint(places):
            kept.append(made)
            taken |= places
    return tuple(sorted(kept, key=_place))


def _place(made: Disagreement) -> tuple[int, int]:
    passage = made.accounts[0].passages[0]
    return passage.paragraph, passage.sentence


# --- "Reports differ on …" ---------------------------------------------------------------------


def _announced(shown: list[Sentence], said: tuple[Attribution, ...]) -> Iterator[Disagreement]:
    for number, lead in enumerate(shown):
        on = subject(lead.text)
        if on is None:
            continue
        accounts = _accounts(lead, said)
        for later in shown[number + 1 :]:
            if later.paragraph != lead.paragraph or subject(later.text):
                break
            if not is_not_known(later.text) and (not accounts or _shares(on, later.text)):
                accounts += _accounts(later, said)
        yield Disagreement("words", on, tuple(accounts[:_MOST]))


def subject(text: str) -> str | None:
    """Return on what accounts differ, in the words of the sentence that says so."""
    if not DIFFER.search(masked(text)):
        return None
    match = next((match for on in _ON if (match := on.search(text))), None)
    if match is None:
        return None
    then = _AT_FIRST.match(text, match.end())  # they may agree by now
    return match[1].strip() + (f", {then[1]}" if then else "")


def _accounts(sentence: Sentence, said: tuple[Attribution, ...]) -> list[Account]:
    here = [made for made in said if made.sentence is sentence]
    found = [Account(_words(made), sentence.passages, made.speaker) for made in here]
    if len(found) > 1 and any(account.text == sentence.text for account in found):
        return []  # the sentence cannot be told apart: it is shown whole
    return [] if any(_is_stump(account.text) for account in found) else found


def _words(made: Attribution) -> str:
    """Return the clause, or the whole sentence where the clause cannot be understood alone.

    A pronoun in it may stand for what the sentence named before, and the time of it may open that.
    """
    text = made.sentence.text
    before = text[: max(text.find(made.clause), 0)].strip(" ,")
    told_before = before and not _OPENS_ONLY.match(before) and _PRONOUN.search(masked(made.clause))
    if told_before or _WHEN.match(before) or len(made.clause.split()) <= 3:
        return text
    return re.sub(r"^(?:and|but|while|whereas) ", "", made.clause)


def _is_stump(text: str) -> bool:
    """Tell words that say nothing without their neighbours: "Reuters named Wu Yuxiao"."""
    return len(text.split()) < 6 and not re.search(r"\d", text)


# --- "A says X, while B says Y" ----------------------------------------------------------------


def _contrasted(shown: list[Sentence], said: tuple[Attribution, ...]) -> Iterator[Disagreement]:
    for sentence in shown:
        if not _CONTRAST.search(masked(sentence.text)) or is_not_known(sentence.text):
            continue
        here = [made.clause for made in said if made.sentence is sentence]
        on = _common(*here) if len(here) == 2 and here[0] != here[1] else None
        if on:
            yield Disagreement("words", on, tuple(_accounts(sentence, said)))


def _common(one: str, other: str) -> str | None:
    """Return the longest run of words that two accounts share, if it names something."""
    left, right = one.split(), " ".join(word.stem for word in words(other))
    best: list[str] = []
    for start in range(len(left)):
        for end in range(start + len(best) + 1, len(left) + 1):
            run = " ".join(word.stem for word in words(" ".join(left[start:end])))
            if not run or not re.search(rf"(?<!\w){re.escape(run)}(?!\w)", right):
                break
            best = left[start:end]
    while best and best[0].lower() in _EMPTY:
        best = best[1:]
    while best and best[-1].lower().strip(",.;") in _EMPTY:
        best = best[:-1]
    run = " ".join(best).strip(",.;")
    names_something = len(best) > 1 or (run.islower() and len(run) > 5 and run not in FORMS)
    return run if names_something else None


# --- "B denied it" -----------------------------------------------------------------------------


def _denied(shown: list[Sentence], said: tuple[Attribution, ...]) -> Iterator[Disagreement]:
    for number, made in enumerate(said):
        denied = _DENIED.match(made.text) if made.speaker.kind is SpeaksAs.DENIAL else None
        if denied is None:
            continue
        near = shown[max(0, shown.index(made.sentence) - 3) : shown.index(made.sentence) + 1]
        before = [
            other
            for other in said[:number]
            if other.sentence in near
            and other.speaker.name != made.speaker.name
            and _shares(denied[1], other.sentence.text, least=2)
        ]
        accounts = [Account(_words(o), o.sentence.passages, o.speaker) for o in (*before, made)]
        yield Disagreement("words", denied[1].rstrip("."), tuple(accounts[-_MOST:]))


def _shares(one: str, other: str, *, least: int = 1) -> bool:
    left = {word.stem for word in words(one)} - _EMPTY
    right = {word.stem for word in words(other)}
    return len(left & right) >= least
