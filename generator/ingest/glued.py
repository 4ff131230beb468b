"""Tell what is glued to the front of a sentence: captions with credits, and sub-headings.

A paste that lost its line breaks runs them into the paragraph below them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.ingest.boilerplate import CAPTION, SUBHEADING, credit_ends, sentence_reason
from generator.ingest.lines import is_title_case
from generator.ingest.openings import untied
from generator.ingest.passages import Opening
from generator.ingest.repair import LEFT_OPEN, NO_NAMES, SMALL_WORDS, VERBS
from generator.text import lexicon as w
from generator.text.grammar import count
from generator.text.typography import TEASERS

_AGENT = re.compile(
    r"(?:[eo]rs?|ists?|[iy]?sts?|i?ans?|ants?|[ai]r[ey]s|m[ae]n|ees?|ed|est|ic|al|ous|ful)$"
)
_MORE = " Read more "  # behind the words of a teaser, before the text that goes on
_GAP = re.compile(r"[A-Z][\w' -]{3,60}\s(?P<last>[a-z-]{3,})\s{2,}(?=[\"A-Z])")  # of lost breaks
_SMALL_THEN_LARGE = re.compile(r"\b[a-z][a-z-]{2,}\s+(?=[A-Z])")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+(?=[A-Z])")
_QUOTED = re.compile(r"[^\",:;.!?]{15,110}[a-z] (?=\"[A-Z][^\"]{20,600},\" )")
_SHOUTED = re.compile(r"(?:[A-Z][A-Z'-]+ ){3,9}(?=[A-Z][a-z]+ [a-z])")
_ASKS = {"what", "who", "where", "when", "why", "how"}
_NO_NOUNS = SMALL_WORDS | w.AUXILIARIES | w.PASTS
_ONLY_VERBS = (w.BASES - w.NOUN_TOO) | (w.THIRDS - w.NOUN_THIRDS) | w.PARTICIPLES
_MANY = 7  # sentences; a longer paragraph has lost its line breaks, and its headings with them
_SHORT = 10  # words
_SEARCHED = 160  # letters in which a heading ends


def glued(sentences: Sequence[str]) -> list[list[Opening]]:
    """Return what is glued to the front of each sentence of a paragraph (straight quotes)."""
    captions = [max(credit_ends(sentence), default=0) for sentence in sentences]
    captions = [end if end < len(s) else 0 for end, s in zip(captions, sentences, strict=True)]
    ends = headings([s[end:] for end, s in zip(captions, sentences, strict=True)])
    found = zip(captions, ends, strict=True)
    return [
        [Opening(n, why) for n, why in ((caption, CAPTION), (end, SUBHEADING)) if n]
        for caption, end in found
    ]


def headings(sentences: Sequence[str]) -> list[int]:
    """Return where the text of each begins behind a sub-heading that lost its line break, or 0.

    The heading is a few words without a verb: "Value-added mining The draft law".  A name behind
    them may belong to them, as in "The think tank Acme said", so that one alone shows nothing.
    """
    numbered = sum(_NUMBERED.match(sentence) is not None for sentence in sentences) > 1
    long = len(sentences) > _MANY
    found: list[tuple[int, bool]] = []
    for sentence in sentences:
        end = next(_ends_of_heading(sentence, numbered=numbered), 0)
        whole = end or not long or sentence_reason(sentence)  # what goes whole has no heading
        found.append((end, True) if whole else _glued(sentence))
    several = sum(end > 0 for end, _ in found) > 1
    return [end if several or sure else 0 for end, sure in found]


def _ends_of_heading(sentence: str, *, numbered: bool) -> Iterator[int]:
    """Yield where words end that surely are a heading, or a teaser, by their form.

    A number stands before them, a wide gap or no space at all behind them, or a quotation, or they
    are in capitals: "2. Rooftops spread In Fiji", "Coal Is DearThe".
    """
    teasers = sentence.rpartition(_MORE)[0]
    if teasers and sentence[len(teasers + _MORE) :][:1].isupper():
        yield len(teasers + _MORE)
    searched = sentence[:_SEARCHED]
    number = _NUMBERED.match(sentence) if numbered else None
    gap = _GAP.match(sentence)
    apart = gap and gap["last"] not in _NO_NOUNS and not count(gap[0]).certain
    for end in (apart and gap, number and _SMALL_THEN_LARGE.search(searched)):
        if end and count(sentence[end.end() :]).certain:
            yield end.end()
    quoted = _QUOTED.match(sentence)
    if quoted and quoted[0].split()[-1] not in LEFT_OPEN:
        yield quoted.end()
    shouted = _SHOUTED.match(sentence)
    words = shouted[0].lower() if shouted else ""  # "ADDRESSING TRADE GAPS The ministry said"
    acts = sum(word in VERBS for word in words.split()) > 1 and not count(words).certain
    if shouted and (acts or words.split()[0] in _ASKS):
        yield shouted.end()
    searched = "" if TEASERS.search(sentence) else searched
    for seam in re.finditer(r"(?<=[a-z])(?=([A-Z][a-z]+)\s[a-z])", searched):
        heading, first = sentence[: seam.start()], seam[1].lower()
        if len(heading.split()) > 2 and is_title_case(heading) and first in NO_NAMES:
            yield seam.start()


def _glued(sentence: str) -> tuple[int, bool]:
    """Return where a heading may end, and whether a word stands there that begins a sentence."""
    found = list(re.finditer(r"\S+", sentence))[: _SHORT + 1]
    for before, word, following in zip(found[1:], found[2:], found[3:], strict=False):
        last, first = before[0].rstrip("'"), re.sub(r"'s$|,$", "", word[0])
        noun = re.fullmatch(r"[a-z][a-z-]{2,}", last) and last not in _NO_NOUNS
        if not noun or not first[:1].isupper():
            continue
        opens, text = first.lower() in SMALL_WORDS | {"last"}, sentence[word.start() :]
        starts = opens and (following[0][:1].islower() or first == "The")
        leads = first.lower() in w.PREPOSITIONS or untied(text) != text  # "In Ruritania", "Yet, "
        if starts or leads or _names_none(sentence[: before.end()].split(), text):
            return word.start(), starts
    return 0, False


def _names_none(heading: list[str], text: str) -> bool:
    """Return whether the name with which a text begins is no part of the words before it."""
    last, opens = heading[-1].rstrip("'"), heading[0].lower()
    named = _AGENT.search(last) or last in w.listed("before_names") or w.is_adverb(last)
    phrase = not SMALL_WORDS.isdisjoint(each.lower() for each in heading[-3:-1])  # "the Acme mine"
    if named or phrase or last in _ONLY_VERBS:
        return False
    if opens in SMALL_WORDS - {"a"} or len(heading) > _SHORT - 2:
        return False
    verbs = count(text)
    return count(" ".join(heading)).certain == 0 and verbs.certain + verbs.possible > 0
