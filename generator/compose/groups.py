"""Sentences that are offered together, so that a bullet can be read alone.

A sentence that leans on an earlier one ("It said …", "The gate …") comes with that one; a sentence
that only says that accounts differ comes with the accounts that follow it.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, groupby, pairwise

from generator.catalogue.entries import Catalogue
from generator.compose.candidate import Candidate
from generator.compose.links import leaned_on
from generator.compose.signals import is_share_price, is_soft
from generator.compose.standing import is_torn
from generator.extract.speech.frames import frames
from generator.extract.tasks.corrections import corrects
from generator.extract.tasks.differing import DIFFER, is_differing
from generator.extract.tasks.opposing import opposes
from generator.model import Role, Speaker, SpeaksAs
from generator.text.words import content_words, count_words, vector

GROUP_WORDS, GROUP_SENTENCES = 70, 3  # of sentences that are offered together
ACCOUNTS_WORDS = 85  # of a sentence on differing accounts with the accounts
BOTH_SIDES_WORDS = 110  # … if the other side is told only beyond those
BARE = 22  # words up to which such a sentence holds no accounts itself
COMPANY = 0.5  # what a second sentence adds of its own score
_VARIES = re.compile(
    r"\b(?:var(?:y|ies|ied)|differs?|have moved|are mixed)\b[^,;:]{0,20}\.$"
    r"|\b(?:numbers|figures|estimates|counts|dates) (?:have|had) (?:shifted|changed|moved)\b"
    r"[^,;:\d]*\.$"
)


def groups(singles: Sequence[Candidate], catalogue: Catalogue) -> Iterator[Candidate]:
    """Yield the groups among ``singles``, which are in the order of the articles and their text."""
    for _, some in groupby(singles, key=lambda each: each.article):
        yield from _of_article(tuple(some), catalogue)


def _of_article(singles: Sequence[Candidate], catalogue: Catalogue) -> Iterator[Candidate]:
    for place, each in enumerate(singles):
        if only_announces(each.text):
            if each.sentences[0].opens is None or _OTHER_SOURCES.match(each.text):
                for accounts in _accounts(singles[place:]):
                    yield _group(accounts, frozenset({Role.DIFFER}))
        elif place and corrects(singles[place - 1].text, each.text):
            yield _group([singles[place - 1], each], frozenset({Role.DIFFER}))
        elif place and _opposes(singles[place - 1], each):
            before = _chain(place - 1, singles, catalogue) or (place - 1,)
            accounts = [*(singles[i] for i in before), each]
            if not accounts[0].leans and sum(one.words for one in accounts) <= ACCOUNTS_WORDS:
                yield _group(accounts, frozenset({Role.DIFFER}))
        elif each.leans and not is_torn(each.text):
            chain = _chain(place, singles, catalogue)
            if chain and not any(Role.DIFFER in singles[i].roles for i in chain[:-1]):
                yield _group([singles[i] for i in chain], each.roles)


def _chain(place: int, singles: Sequence[Candidate], catalogue: Catalogue) -> tuple[int, ...]:
    """Return the places of a leaning sentence and of what it leans on, in the order of the text.

    None if that is not found, or is too long for a bullet.
    """
    chain = [place]
    while singles[chain[0]].leans:
        before = leaned_on(chain[0], singles, catalogue)
        if before is None or len(chain) == GROUP_SENTENCES:
            return ()
        if any(says_little(singles[before].text) for says_little in _NO_START):
            return ()
        chain.insert(0, before)
    words = sum(singles[i].words for i in chain)
    return tuple(chain) if words <= GROUP_WORDS else ()


def _accounts(following: Sequence[Candidate]) -> Iterator[Sequence[Candidate]]:
    """Yield a sentence on differing accounts with those of its paragraph that give them.

    First all that fit, then no more than two sides: one of them may have a home elsewhere.  Where
    the room ends behind the first side, nothing is yielded.
    """
    told = _paragraph_of_accounts(following)
    words = list(accumulate(each.words for each in told))
    whole = bisect(words, ACCOUNTS_WORDS)
    if 1 < whole < len(told) and _ANSWER.match(told[whole].text):
        yield *told[:2], told[whole]
        return
    while (
        whole < len(told) and words[whole] <= BOTH_SIDES_WORDS and _is_another(told[1 : whole + 1])
    ):
        whole += 1
    both = next((end for end in range(2, len(told) + 1) if _tell_both(told[1:end])), len(told))
    for end in sorted({max(whole, both), both}, reverse=True):
        if end > 1 and words[end - 1] <= BOTH_SIDES_WORDS:
            yield told[:end]


def _paragraph_of_accounts(following: Sequence[Candidate]) -> list[Candidate]:
    """Return a sentence on differing accounts, and what its paragraph goes on to tell of them."""
    kept = [following[0]]
    for before, each in pairwise(following):
        if not _follows(before, each) or Role.NOT_KNOWN in each.roles or DIFFER.search(each.text):
            break
        if is_share_price(each.text) and not is_share_price(kept[0].text):
            break
        kept.append(each)
    return kept


def _tell_both(accounts: Sequence[Candidate]) -> bool:
    """Return whether two sides are told: in one sentence, or in the last one against the first."""
    if len(accounts) == 1 or _GOES_ON.match(accounts[-1].text):
        return is_differing(accounts[-1].text)
    return not _heard(accounts[0]) or _heard(accounts[0]) != _heard(accounts[-1])


def _is_another(accounts: Sequence[Candidate]) -> bool:
    """Return whether the last of some accounts is that of a speaker not heard before."""
    *before, last = accounts
    return bool(_heard(last).difference(*map(_heard, before))) and not _GOES_ON.match(last.text)


def _heard(each: Candidate) -> frozenset[str]:
    return frozenset(frame.speaker for frame in frames(each.text) if frame.speaker)


def _follows(before: Candidate, each: Candidate) -> bool:
    """Return whether a sentence is the next one of the same paragraph."""
    same = before.sentences[0].paragraph == each.sentences[0].paragraph
    return same and each.article == before.article and each.place == before.place + 1


def _opposes(before: Candidate, each: Candidate) -> bool:
    """Return whether a sentence gives another account of what the one before it says."""
    return _follows(before, each) and opposes(before.text, each.text)


def _group(parts: Sequence[Candidate], roles: frozenset[Role]) -> Candidate:
    sentences = tuple(sentence for each in parts for sentence in each.sentences)
    ranked = sorted((each.score for each in parts), reverse=True)
    return replace(
        parts[0],
        places=tuple(place for each in parts for place in each.places),
        sentences=sentences,
        score=ranked[0] + COMPANY * sum(ranked[1:]) / len(ranked),
        vector=vector(word for s in sentences for word in content_words(s.text)),
        numbers=frozenset().union(*(each.numbers for each in parts)),
        names=frozenset().union(*(each.names for each in parts)),
        roles=roles,
        leans=False,
        speaker=_one_of(each.speaker for each in parts if each.speaker),
        also=tuple(passage for each in parts for passage in each.also),
    )


def _one_of(heard: Iterable[Speaker]) -> Speaker | None:
    """Return the speaker of a group: the only one, or the author who passes the others on."""
    speakers = tuple(dict.fromkeys(heard))
    if len(speakers) == 1:
        return speakers[0]
    return next((each for each in speakers if each.kind is SpeaksAs.OPINION), None)


@lru_cache(maxsize=4096)  # asked of a sentence for each group it may join
def only_announces(text: str) -> bool:
    """Return whether a sentence says that accounts differ and leaves them to the next ones."""
    differs = DIFFER.search(text) or _VARIES.search(text)
    return bool(differs) and ":" not in text and count_words(text) <= BARE


_OTHER_SOURCES = re.compile(r"Other (?:sources|reports|accounts|outlets|counts|estimates) ")
# "Asked about the survey, the spokesman said": he answers what the first account says.
_ANSWER = re.compile(r"(?:Asked about|In (?:response|reply|answer)|Responding|Replying)\b")
# "The agency told": it may be the speaker before.
_GOES_ON = re.compile(r"(?:It|They|He|She|Its|Their|His|Her|The [a-z]+)\b")
_NO_START = (is_torn, is_soft, only_announces)  # what no bullet should begin with
