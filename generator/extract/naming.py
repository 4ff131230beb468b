"""Read the name of whoever speaks out of the words where it stands; what is no name is nobody.

A name is one of the catalogue, a plausible run of capitalised words, or a plain noun phrase ("the
company", "two officials").  Everything else is ``None``: a wrong name is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from generator.catalogue.entries import Catalogue
from generator.model import Article
from generator.text.grammar import count
from generator.text.lexicon import DETERMINERS
from generator.text.tables import table


class Named(NamedTuple):
    """Somebody as a phrase names them.

    ``kind`` is name, person, unnamed, post, house, paper or pronoun.
    """

    name: str
    kind: str
    entity: str | None = None


@cache
def _data(name: str) -> dict[str, Any]:
    return table(name)


@cache
def listed(file: str, name: str) -> frozenset[str]:
    """Return the words of one list of a file of words."""
    rows = _data(file)[name]
    return frozenset(rows if isinstance(rows, list) else rows.split())


PRONOUNS = frozenset(("he", "she", "it", "they"))
_CAP = r"(?:(?:[a-z]{2,5}-)?[A-Z][\w.&'’-]*|[a-z]{1,2}[A-Z]\w+)"
_PARTICLE = r"(?:de|da|di|del|der|du|la|le|van|von|bin|al|el|dos|ten|ter)"
_RUN = rf"{_CAP}(?: (?:{_PARTICLE} ){{0,2}}(?:& )?{_CAP}){{0,7}}"
_BODY = (
    r"(?:Ministry|Department|Bureau|Office|Bank|University|Institut(?:e|ion)|Council|Centers?|Centre"
    r"|Association|Chamber|Federation|Commission|Committee|School|Board|Confederation|Academy"
    r"|Agency|House|Union|Society|Administration|Organi[sz]ation|Alliance|Foundation|Fund|Court)"
)
# "Ministry of Commerce", "Center for Strategic and International Studies"
_OF = rf"(?: (?:of|for|on) (?:the )?{_CAP}(?:,? (?:and |& )?{_CAP}){{0,4}}){{1,2}}"
NAME = rf"(?:{_CAP} ){{0,4}}{_BODY}{_OF}|{_RUN}"
_ENDS_IN_NAME = re.compile(rf"(?P<name>{NAME})$")
_SOME_OF = re.compile(r"(?:[Oo]ne|[Ss]ome|[Ss]everal|[Tt]wo|[Mm]ost|[Mm]any) of the ")
_TAIL = re.compile(
    r" (?:near|of|for|from|at|in|with|on|to|by|familiar|briefed|close|who|involved) "
)
_BEFORE = re.compile(
    r"^(?:(?:But|And|As|However|Meanwhile|Still|Yet|Also|Now|Then|So|Instead|Later|Today|Earlier"
    r"|Separately),? )"
)
_ASIDE = re.compile(r" \([^()]{1,40}\)$")  # "Bernie Sanders (I-Vt.)"
_TIME = (
    r"(?:on |late |early |earlier )*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today"
    r"|this (?:week|month|year)|last (?:week|month|year|night)|earlier|later|recently)"
    r"(?: (?:morning|afternoon|evening|night))?"
)
_BEHIND = re.compile(
    rf" (?:{_TIME}|in (?:a|an|the|its|his|her|their) (?:[\w-]+ ){{0,3}}(?:statement|interview|note"
    r"|report|email|e-mail|filing|release|letter|speech|post|tweet|briefing)"
    r"|also|now|then|has|have|had|still|[a-z]+ly|once|often|even|just|previously|repeatedly)$"
)


class Names:
    """The names of one article: those of the catalogue, and the full ones that it gives."""

    def __init__(self, article: Article, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._full: dict[str, str] = {}
        inside = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]+")
        self._capital = {word for each in article.sentences for word in inside.findall(each.text)}

    def read(self, phrase: str, *, opens: bool = False) -> Named | None:
        """Return whom a phrase names; ``opens`` says that it opens its sentence."""
        phrase = _BEFORE.sub("", phrase.strip(" ,"))
        phrase = phrase.removesuffix(".") if phrase.count(".") == 1 else phrase
        while (shorter := _ASIDE.sub("", _BEHIND.sub("", phrase))) != phrase:
            phrase = shorter
        if not phrase or len(phrase) > 160:
            return None
        if phrase.lower() in PRONOUNS:
            return Named(phrase.lower(), "pronoun")
        return self._noun_phrase(phrase) or self._named(phrase, opens=opens)

    def _noun_phrase(self, phrase: str) -> Named | None:
        """Return unnamed people, a house or a paper: "two officials", "customs data"."""
        some = _SOME_OF.match(phrase)
        tail = _TAIL.search(f"{phrase} ", some.end() if some else 0)
        head = phrase[some.end() if some else 0 : tail.start() if tail else len(phrase)]
        words = head.split()
        if not words or len(words) > 6 or not _is_phrase(head):
            return None
        if tail and not _is_tail(phrase[tail.end() :]):
            return None
        if len(words) == 1 and not _is_plural(words[0]) and (tail or words[0].islower()):
            return None  # "expert says", as headlines have it
        noun = words[-1] if len(words) > 1 else words[-1].lower()
        kind = _kind(noun, words, phrase[tail.start() :].split() if tail else [])
        if kind is None:
            return None
        return Named(_cut(phrase, head), kind, self._house(phrase if kind != "paper" else head))

    def _house(self, phrase: str) -> str | None:
        """Return the body or person that a noun phrase names, if it names one."""
        entity = self.entity(phrase)
        kind = self._catalogue.entities[entity].type if entity else ""
        return entity if kind in {"organisation", "person"} else None

    def _named(self, phrase: str, *, opens: bool) -> Named | None:
        if bare(phrase) in listed("outlets", "outlets"):
            return Named(phrase, "name", self.entity(phrase))
        phrase = _without_tail(phrase)
        match = _ENDS_IN_NAME.search(phrase)
        if match is None:
            return None
        before, name = phrase[: match.start()], match["name"]
        if before and not _introduces(before.split(), name):
            return None
        if self._at_end(phrase, len(name)) is None:
            name = _without_title(name)
        named = self._checked(name, phrase, opens=opens and not before) if name else None
        if named and before.endswith("the ") and " " not in named.name and not named.entity:
            return named._replace(name=f"the {named.name}")  # "the Commission"
        return named

    def _checked(self, name: str, phrase: str, *, opens: bool) -> Named | None:
        words = name.split()
        if words[0] in listed("naming", "breaks_a_phrase"):
            return None
        body = re.search(_BODY, name) is not None
        entity = self._at_end(phrase, len(name))
        if entity is None and (len(words) > (8 if body else 5) or not _plausible(words)):
            return None
        if len(words) == 1 and entity is None:
            full = self._full.get(name)
            known = full or name in self._capital or (name.isupper() and 1 < len(name) < 7)
            if opens and not known:
                return None
            return Named(full or name, "person" if full else "name")
        person = entity is None and not body and 2 <= len(words) <= PERSON
        if person:
            self._full.setdefault(words[-1], name)
        kind = self._catalogue.entities[entity].type if entity else ""
        return Named(name, "person" if person or kind == "person" else "name", entity)

    def _at_end(self, phrase: str, length: int) -> str | None:
        """Return the entity whose name is the last ``length`` letters of a phrase, or more."""
        start, end = len(phrase) - length, len(phrase)
        found = [m for m in self._catalogue.find(phrase) if m.end == end]
        return next((m.entity for m in found if m.start <= start + len("The ")), None)

    def entity(self, phrase: str) -> str | None:
        """Return the one entity that a phrase names."""
        found = {mention.entity for mention in self._catalogue.find(phrase)}
        return found.pop() if len(found) == 1 else None


def tells(text: str) -> bool:
    """Tell whether words hold a verb, and so are more than a phrase."""
    verbs = count(text)
    return bool(verbs.certain or verbs.possible or verbs.subordinators)


def _kind(noun: str, words: list[str], behind: list[str]) -> str | None:
    if noun in listed("unnamed", "with_knowledge"):
        knows = bool(behind) and behind[0] in listed("unnamed", "knowledge")
        counted = len(words) == 2 and words[0].lower() in listed("unnamed", "numbers")
        return "unnamed" if knows or counted else None
    kinds = (
        ("people", "unnamed"),
        ("posts", "post"),
        ("houses", "house"),
        ("papers", "paper"),
    )
    return next((kind for name, kind in kinds if noun in listed("unnamed", name)), None)


def _is_phrase(head: str) -> bool:
    """Tell a plain noun phrase from words that tell something: "credit scores use data"."""
    words = head.split()
    joins = words[1:-1].count("and") if _is_plural(words[-1]) else 0  # "Chinese and US officials"
    plain = [word for at, word in enumerate(words[:-1]) if word != "and" or not (at and joins)]
    if not _plain(plain) or any(word in _DETERMINERS for word in words[1:]):
        return False  # "a charge the company"
    verbs = count(head)
    opens = words[0].lower() in DETERMINERS
    return not (verbs.certain or verbs.subordinators or (verbs.possible and not opens))


def _is_tail(text: str) -> bool:
    """Tell whether words may hang on a noun: "at the ministry", and no clause."""
    verbs = count(text)
    return not (verbs.certain or verbs.subordinators) and len(text.split()) < 10


def _plain(words: Iterable[str]) -> bool:
    breaking = listed("naming", "breaks_a_phrase")
    return not any(w.lower() in breaking or not re.match(r"[\w$]", w) for w in words)


def bare(name: str) -> str:
    """Return a name without its article."""
    return name.removeprefix("The ").removeprefix("the ")


def _is_plural(noun: str) -> bool:
    return noun.endswith("s") or noun in {"people", "police", "media", "data", "those"}


def _cut(phrase: str, head: str) -> str:
    """Return a phrase if it is short, else its head, else as many words as can end it."""
    words = phrase.split()
    if len(words) > _LONGEST and " " in head:
        return head
    words = words[:_LONGEST]
    while words and words[-1].lower() in listed("naming", "breaks_a_phrase") | _DETERMINERS:
        words.pop()
    return " ".join(words)


_DETERMINERS = frozenset(("the", "a", "an"))
PERSON = 4  # words of a person's name at most
_LONGEST = 5  # words of a name that is a phrase
_PERIODS = frozenset(("day", "week", "month", "year", "time", "morning", "night", "today"))


def _without_tail(phrase: str) -> str:
    """Return what stands before "of Adamas" in "Jane Roe of Adamas"; "" if that is no name."""
    match, tail = _ENDS_IN_NAME.search(phrase), _TAIL.search(phrase)
    if tail is None:
        return phrase
    if match and match.start() < tail.start():
        return phrase
    head = phrase[: tail.start()]
    torn = tail[0] == " of " and re.search(rf"\b{_BODY}$", head)
    return head if _is_tail(phrase[tail.end() :]) and not torn else ""


def _introduces(before: list[str], name: str) -> bool:
    """Tell whether words may stand before a name: "Goldman analyst", "the country's"."""
    if not _plain(before) or len(before) > 8 or tells(" ".join(before)):
        return False
    last = before[-1]
    if " " in name and last.isalpha() and last.islower() and last not in _PERIODS:
        return True
    posts = listed("naming", "posts") | listed("naming", "firms")
    known = posts.union(*(listed("unnamed", each) for each in ("people", "posts", "houses")))
    return (
        last in known
        or last.lower() in {"the", "former", "outgoing", "incoming", "acting", "veteran", "senior"}
        or last.endswith(("'s", "s'", "’s", "s’"))
        or ("-" in last and last.islower())
    )


def _without_title(name: str) -> str:
    """Return what stands behind the last title and the last possessive; "" if nothing does."""
    words = name.split()
    if words[0].lower() in listed("naming", "firms") and len(words) > 1:  # "Consultancy Adamas"
        words = words[1:]
    # "China Justice Observer", "Bureau of the Chief"
    body = words[-1].lower() in listed("naming", "bodies") or re.search(
        rf"{_BODY} (?:of|for|on) ", name
    )
    titles = frozenset() if body else listed("naming", "titles")
    owners = ("'s", "’s") if body else ("'s", "’s", "s'", "s’")
    cuts = [at for at, w in enumerate(words) if w.strip(".,") in titles or w.endswith(owners)]
    return " ".join(words[cuts[-1] + 1 :] if cuts else words)


def _plausible(words: list[str]) -> bool:
    low = [word.lower().strip("'’") for word in words]
    if low[0] in {"a", "an"} or low[0] in listed("naming", "breaks_a_phrase"):
        return False
    empty = listed("naming", "no_names")
    if all(word in empty for word in low) or low[0] in listed("naming", "dates"):
        return False
    long_capitals = sum(word.isupper() and len(word) > 6 for word in words)
    return not long_capitals
