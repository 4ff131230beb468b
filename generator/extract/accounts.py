"""Accounts that differ in words: on what, and each side verbatim with its speaker and passage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.catalogue.entries import Catalogue
from generator.extract.claims import Attribution, attributions
from generator.extract.quotations import masked
from generator.extract.roles import DIFFER
from generator.model import Account, Article, Disagreement, Sentence

_ON = (
    re.compile(
        r"^(?:[Aa]ccounts|[Rr]eports|[Ee]stimates|[Ff]igures|[Dd]escriptions|[Cc]ounts|[Vv]ersions"
        r"|[Ss]ummaries|[Mm]easurements|[Dd]ata) (?:of|for|on|about) (.+?) (?:\w+ ){0,2}?"
        r"(?:differ\w*|disagree\w*|conflict\w*|var(?:y|ies|ied)|diverged?|are|is|were|depends?)\b"
    ),
    re.compile(
        r"\b(?:differ(?:s|ed)?|disagree[ds]?|conflict(?:s|ed)?|not agree|diverged?|not uniform) "
        r"(?:\w+ )?(?:on|about|over) (.+?)(?=[.,:;]|$)"
    ),
    re.compile(r"^(.+?),? (?:is|are|was|were) (?:\w+ ){0,3}?(?:reported|described|given|quoted)\b"),
    re.compile(r"^(.+?) (?:is|was|are|were|remains?) (?:also )?(?:disputed|contested)\b"),
    re.compile(r"^(.+?) (?:\w+ )?(?:differ|differs|differed|var(?:y|ies|ied)|conflict|disagree)\b"),
)


def disagreements(article: Article, catalogue: Catalogue) -> tuple[Disagreement, ...]:
    """Return the disagreements that an article itself states.

    One is a sentence that says accounts differ with the accounts in it or in the sentences after
    it, up to the end of its paragraph.  Without at least two accounts there is none.
    """
    said = attributions(article, catalogue)
    found = []
    for lead, rest in _leads(article.sentences):
        on = _subject(lead.text)
        accounts = tuple(_accounts([lead, *rest], said))
        if on and len({a.speaker for a in accounts}) > 1:
            found.append(Disagreement("words", on, accounts))
    return tuple(found)


def _leads(sentences: Iterable[Sentence]) -> Iterator[tuple[Sentence, list[Sentence]]]:
    shown = [s for s in sentences if s.opens != "fragment"]
    for number, sentence in enumerate(shown):
        if DIFFER.search(masked(sentence.text)):
            rest: list[Sentence] = []
            for later in shown[number + 1 :]:
                if later.paragraph != sentence.paragraph or DIFFER.search(masked(later.text)):
                    break
                rest.append(later)
            yield sentence, rest


def _subject(text: str) -> str | None:
    for pattern in _ON:
        if match := pattern.search(text):
            return match[1].strip()
    return None


def _accounts(sentences: Iterable[Sentence], said: tuple[Attribution, ...]) -> Iterator[Account]:
    for sentence in sentences:
        for made in said:
            if made.sentence is sentence:
                yield Account(made.clause, sentence.passages, made.speaker)
