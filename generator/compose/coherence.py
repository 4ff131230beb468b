"""What leans on what: whether a sentence can be read with title and bottom line alone.

"It said …", "The deal …", "Hale …" lean on an earlier sentence.  A bullet holds such a sentence
only behind the one it leans on, unless title or bottom line name the one thing that can be meant.
When in doubt a sentence is taken to lean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from generator.compose.antecedent import again, bare_noun, introduced, kinds
from generator.compose.pointing import Heard, points_at_untold
from generator.compose.signs import signs
from generator.ingest.openings import bare_definite, points_back
from generator.model import Sentence
from generator.text.words import content_words, stem

FAR = 6  # sentences; a word met further back may mean another thing


class Lean(IntEnum):
    """How a sentence stands to what a reader of title and bottom line knows."""

    ALONE = 0
    TOLD = 1  # it points at something, and title or bottom line tell of such a thing
    NEEDS = 2  # only an earlier sentence tells what it is about


@dataclass(frozen=True, slots=True)
class Shown:
    """What every reader of the page has seen: title, bottom line, and where that stands.

    ``places`` are those of the bottom line in the article looked at: none for another article.
    """

    title: str = ""
    news: str = ""
    places: tuple[int, ...] = ()
    one_country: bool = False

    @property
    def text(self) -> str:
        """Return the words."""
        return f"{self.title} {self.news}".strip()


def lean(place: int, sentences: Sequence[Sentence], shown: Shown) -> Lean:
    """Return how the sentence at ``place`` of an article leans."""
    sentence = sentences[place]
    text = sentence.text
    if is_torn(text) or sentence.opens == "fragment" or _inner(place, sentences, shown):
        return Lean.NEEDS
    loose = untied(text)
    ties = loose != text
    if under := _UNDER.match(loose):
        return _of_phrase((under[1].lower(),), shown, _since(place, sentences, shown))
    if _POINTS.match(loose):
        return Lean.NEEDS
    noun = bare_noun(loose)
    if not sentence.opens and not noun and not ties:
        return Lean.ALONE
    phrase = bare_definite(loose) or ((noun,) if noun else ())
    if phrase:
        return _of_phrase(phrase, shown, _since(place, sentences, shown))
    return Lean.ALONE if ties and not points_back(loose) else Lean.NEEDS


# "This figure does not include": only the sentence before tells which; so with "A second phase".
_POINTS = re.compile(
    r"(?:This|These|Those|That|Such)(?! (?:year|week|month|quarter|summer|spring|autumn|winter)\b)"
    r" [a-z]|(?:An?other|A (?:second|third|further|similar|new)|The (?:second|third|other|former"
    r"|latter)) [a-z]|(?:All|Both) (?:the |of the )?(?:three|four|five|six|seven|\d+)\b"
    r"|(?:Whoever|Whatever|Here|There,)\b|It (?:followed|follows|came|comes)\b"
    r"|The (?:Participants|Parties|Company|Group|Agreement|Proclamation|Order)\b"
)
# "Under the arrangement, Orsa will": which one?
_UNDER = re.compile(
    r"(?:Under|As part of|Following|With|Besides|In addition to) (?:the|this|that|these|such)"
    r" (?:[\w-]+ ){0,2}?([a-z][\w-]+),"
)


def _of_phrase(phrase: Sequence[str], shown: Shown, since: Iterable[str]) -> Lean:
    """Return how "the cable tracking system" stands to the news."""
    words = content_words(" ".join(phrase))
    if len(words) > 1 and set(words) <= set(content_words(shown.text)):
        return Lean.ALONE
    body = phrase[-1].lower()
    if shown.one_country and (
        body in kinds("state") or (len(phrase) > 1 and body in kinds("bodies"))
    ):
        return Lean.ALONE
    if len(phrase) == 1 and introduced(body, shown.news, since, shown.title):
        return Lean.ALONE
    kind = again().get(stem(body), frozenset([stem(body)]))
    return Lean.TOLD if kind & set(map(stem, content_words(shown.text))) else Lean.NEEDS


def _since(place: int, sentences: Sequence[Sentence], shown: Shown) -> tuple[str, ...]:
    after = max((at for at in shown.places if at < place), default=None)
    return () if after is None else tuple(s.text for s in sentences[after + 1 : place])


# --- Words inside a sentence that need another one ------------------------------------------------

_ANSWERS = re.compile(
    r"\b(?:the|that|this|such|those|these|any such) (?:report|claim|allegation|accusation|comment"
    r"|statement|question|request|figure|suggestion)s?\b"
)
_LED_IN = re.compile(
    r"(?:After|In|On|At|By|Under|During|With|For|From|Since|Asked|Like)\b([^,]{0,80}?),? "
    r"(?:it|they|he|she|this|these|both)\b"
)
# "Geopolitechs traced it to the rules": what?  Not "said it would".
_OBJECT = re.compile(
    r"[^,;:\"]{2,60}? (?:it|them)(?! (?:is|was|were|are|would|will|had|has|have|could|can|may|might"
    r"|did|does|said|also|no|\w+ed|of|in|the)\b)(?:[.,;]| )"
)
_COUNTED = re.compile(r"\bthe (\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten)\b(?! of\b)")
_BACK = re.compile(
    r"\bsuch (?:a )?(?:step|move|measure|licence|claim|criticism|rule|plan|figure|deal)s?\b"
    r"|\btherefore\b|\b[Ii]n (?:the|that|this) (?:first|second|third|latter|former|other) (?:case"
    r"|instance)\b|\b(?:as well|too)\.$|^[^,;]{0,60}\binstead\.|\b(?:do|did|does|done|doing) so\b"
    r"|^(?:Neither|Nor|So) (?:did|does|do|has|have|is|are|was|were|would|will) "
)
_SAYS = re.compile(
    r"(?:^|[,.\"] )([A-Z][a-zÀ-ž'’-]{2,}) (?:(?:has|had|also|later|then) )?(?:said|says|added"
    r"|told|noted|warned|argued|wrote|insisted|acknowledged|described|explained)\b"
)
_HE_SAYS = re.compile(r"\b(?:he|she) (?:\w+ )?(?:said|says|added|adds|told|noted|warned|argued)\b")


def _inner(place: int, sentences: Sequence[Sentence], shown: Shown) -> bool:
    """Return whether words inside the sentence need what stands before it in its text."""
    text = sentences[place].text
    before = [s.text for s in sentences[:place]]
    if any(_is_unknown(name, text, shown.text, before) for name in _SAYS.findall(text)):
        return True
    if _names_nobody(text) or _counts_untold(text, shown.text):
        return True
    if place - 1 in shown.places:
        return False  # what it points at stands right above it
    paragraph = sentences[place].paragraph
    said = " ".join(s.text for s in sentences[:place] if s.paragraph == paragraph)
    return points_at_untold(text, Heard(shown.text, said))


def _names_nobody(text: str) -> bool:
    """Return whether a sentence answers, goes on or says "she said" with nobody named before."""
    if _BACK.search(text) or ("reply" in signs(text).lists and _ANSWERS.search(text)):
        return True
    aimed = _OBJECT.match(text)
    if aimed and len(re.findall(r"\b(?:[A-Z]\w+|(?:a|an|the|its|their) \w+)", aimed[0])) < 2:
        return True
    led_in, he = _LED_IN.match(text), _HE_SAYS.search(text)
    if led_in and not re.search(r"\b[A-Z]\w+", led_in[1]):
        return True
    return he is not None and not re.search(r"\b[A-Z][\w'’.-]+ [A-Z]", text[: he.start()])


def _counts_untold(text: str, told: str) -> bool:
    """Return whether "the 55 percent" is said of a number that the reader has not met."""
    return any(
        not re.search(rf"(?<![\w.]){re.escape(match[1])}\b", f"{told} {text[: match.start()]}")
        for match in _COUNTED.finditer(text)
        if not re.fullmatch(r"(?:19|20)\d\d", match[1])
    )


def _is_unknown(name: str, text: str, told: str, before: Sequence[str]) -> bool:
    """Return whether a surname stands where only an earlier sentence gives the full name."""
    if re.search(rf"\b{re.escape(name)}\b", told):
        return False
    full = re.compile(rf"\b[A-Z][\w.'’-]+ {re.escape(name)}\b")
    return not full.search(text) and any(full.search(each) for each in before)


def is_torn(text: str) -> bool:
    """Return whether ``text`` is no whole sentence: no stop, an open quotation, a credit."""
    if (
        text.count('"') % 2
        or text.count("(") != text.count(")")
        or text.count("[") != text.count("]")
    ):
        return True
    ends = re.search(r"[.!?…][\"')\]”’]*$", text) and not re.search(r"\w ?(?:\.\.\.|…)$", text)
    return not ends or bool(_CREDIT.match(text))


_CREDIT = re.compile(r"(?:Sources?|Credit|Photo|Image|Note|Tags?|Topics?|Contact):")


# --- What a leaning sentence leans on -------------------------------------------------------------


def support(place: int, sentences: Sequence[Sentence]) -> int | None:
    """Return the place of the earlier sentence that the one at ``place`` leans on, None if unsure.

    "The gate" leans on the last sentence that says "gate", "Hale" on the one with the full name;
    "it", "the company" and all else on the sentence right before.
    """
    text = sentences[place].text
    phrase = bare_definite(text)
    noun = phrase[-1].lower() if phrase else bare_noun(text)
    found = None
    if noun and noun not in kinds("near"):
        found = _last(place, sentences, rf"\b{re.escape(noun)}\b")
        if found is not None and sentences[place].paragraph - sentences[found].paragraph > 1:
            found = None
    elif name := next(iter(_SAYS.findall(text)), ""):
        found = _last(place, sentences, rf"\b[A-Z][\w.'’-]+ {re.escape(name)}\b")
    if found is not None:
        return found
    near = place and sentences[place].paragraph - sentences[place - 1].paragraph <= 1
    return place - 1 if near and _can_bear(sentences[place - 1].text, text) else None


def _last(place: int, sentences: Sequence[Sentence], pattern: str) -> int | None:
    """Return the last place before whose text has ``pattern``: not far off, or the very first."""
    told = re.compile(pattern)
    earlier = range(place - 1, -1, -1)
    found = next((i for i in earlier if told.search(sentences[i].text)), None)
    return found if found is not None and (not found or place - found <= FAR) else None


def _can_bear(before: str, text: str) -> bool:
    """Return whether "she said" has somebody in the sentence before it."""
    return not (_HE_SAYS.search(text) or text.startswith(("He ", "She "))) or bool(
        re.search(r"\b[A-Z][\w'’.-]+ [A-Z][\w'’-]+", before)
    )


_TIES = (
    *("However, ", "Meanwhile, ", "Moreover, ", "Furthermore, ", "Additionally, ", "Separately, "),
    *("Also, ", "Nevertheless, ", "Nonetheless, ", "Similarly, ", "Likewise, ", "Indeed, "),
    *("Still, ", "Yet, ", "In addition, ", "In fact, ", "In turn, ", "For example, ", "Finally, "),
    *("For instance, ", "By contrast, ", "In contrast, ", "On the other hand, ", "But ", "And "),
    *("So ", "Meanwhile ", "First, ", "Second, ", "Third, ", "Consequently, ", "Therefore, "),
    *("Paradoxically, ", "Thus, ", "Hence, ", "As a result, ", "Instead, ", "Nevertheless "),
)


def untied(text: str) -> str:
    """Return ``text`` without what ties it to the sentence before: "However, it" is "It"."""
    tie = next((tie for tie in _TIES if text.startswith(tie)), "")
    rest = text[len(tie) :]
    return rest[:1].upper() + rest[1:]
