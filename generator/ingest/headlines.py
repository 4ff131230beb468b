"""Recognise a headline that stands between paragraphs, by its form and its place.

No list of headlines: a headline is a line of its own without a full stop that neither goes on from
the paragraph before nor into the one after, among paragraphs that do end with a stop.
"""

from __future__ import annotations

import re

from generator.text import lexicon as w
from generator.text.grammar import count, tokens

OTHER = "headline of another article"
POINTER = "pointer to another article"
SUBHEADING = "sub-heading"
TITLE = "headline of this article"
_STOPPED = re.compile(r"""[.!?…:;,]["')\]]*$""")
_SMALL = w.PREPOSITIONS | w.DETERMINERS | w.CONJUNCTIONS | {"is", "as", "vs", "via", "that", "be"}
_LONGEST = 24  # words
_CONNECTING = re.compile(
    r"(?:It|They|He|She|This|These|But|And|However|Meanwhile|Also|In addition|According to)\b",
)
_DULL = _SMALL | w.SUBORDINATORS | w.AUXILIARIES | w.PRONOUNS | w.ADVERBS | {"new", "says", "said"}
_OPINION = (
    r"(?:opinion|op-?ed|commentary|editorial|column|viewpoint|breakingviews"
    r"|guest[ ](?:essay|column|post))"
)
_DESK = re.compile(  # "Opinion | …", "EXCLUSIVE: …", "UPDATE 2-Lynas …"
    rf"""(?P<opinion>{_OPINION})?
    (?:comment|perspective|(?:news[ ])?analysis|explain(?:er|ed)|exclusive|special[ ]report|feature
    |factbox|insight|interview|breaking(?:[ ]news)?|refile|rpt|live(?:[ ]updates)?|watch|video
    |(?:update|wrapup|corrected)(?:[ ]\d)?)?
    (?<=\w)\s*(?:(?:[^\w\s"'(,.-]\s*)+|-\s+|-(?=(?-i:[A-Z])))(?=\S+\s+\S+\s+\S)""",
    re.VERBOSE | re.IGNORECASE,
)


# Emphasis and pictures around a line, and a desk's word in brackets: "🚨 *Up* 🚨", "(LEAD) Up".
_BEFORE = re.compile(r"""^(?:[^\w\s"'(\[$€£]\s*|\([A-Z\d ]{3,12}\)\s+)+""")
_BEHIND = re.compile(r"""(?:\s*[^\w\s"')\]?!.,:;%…]|_)+$""")


def is_title_case(line: str) -> bool:
    """Return whether the line writes its words with capitals, as English headlines do."""
    found = [word for word in re.findall(r"[A-Za-z][\w'-]*", line) if word.lower() not in _SMALL]
    capital = sum(word[0].isupper() for word in found)
    return len(found) >= 2 and capital >= 0.8 * len(found)


def looks_like_headline(line: str, *, stops_are_rule: bool) -> bool:
    """Return whether a line of its own (plain typography) has the form of a headline.

    ``stops_are_rule`` says that the paragraphs of this text end with a stop, so that a line
    without one is no paragraph.
    """
    bare = line.strip().strip("\"'").strip()
    length = len(bare.split())
    if not length or length > _LONGEST or not re.match(r"[A-Z0-9$€£\[(]", bare):
        return False
    if _STOPPED.search(bare) or _STOPPED.search(line.strip()):
        if bare.isupper() and bare.endswith("."):
            return False  # a text all in capitals
        asks = bare.endswith(("?", "!"))
        return is_title_case(bare) and (asks or _is_capitalised_throughout(bare))
    if is_title_case(bare):
        return True
    return stops_are_rule and not _CONNECTING.match(bare)


def _is_capitalised_throughout(line: str) -> bool:
    """Return whether a line with a stop is a headline all the same: no name is so long."""
    found = [word for word in tokens(line) if word.isalpha()]
    large = [word for word in found if word.lower() not in _SMALL]
    verbs = count(line.lower())
    return len(large) >= 6 and all(word[0].isupper() for word in large) and verbs.certain == 0


def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words that say what a text is about."""
    found = re.findall(r"[a-z][a-z'-]{2,}|\d[\d.,]*", text.lower())
    return frozenset(word.removesuffix("'s").rstrip("s")[:8] for word in found if word not in _DULL)


def without_desk(title: str) -> tuple[str, bool]:
    """Return a title without the desk's label before it, and whether that calls it an opinion.

    "Opinion | The West should wait" and "UPDATE 2-Lynas raises money" are so labelled.
    """
    title = _BEFORE.sub("", title)
    label = _DESK.match(title)
    if not label:
        return title, False
    return title[label.end() :], label["opinion"] is not None


def without_signs(title: str) -> str:
    """Return a title without emphasis and pictures behind it."""
    return _BEHIND.sub("", title)


def is_opinion_label(line: str) -> bool:
    """Return whether a line is nothing but the name of the pages for opinions."""
    return re.fullmatch(rf"{_OPINION}s?", line.strip(" |:"), re.IGNORECASE) is not None
