"""Who is quoted in each sentence of an article, where the text says it plainly.

Shapes: "Roe said that", "…, Roe said", "said Roe, head of X", "according to Roe", "Roe told
Reuters", and the sentences of a quotation after its first.  What is not plain has no speaker, and
whom "she said" means is not guessed: a wrong one is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from generator.catalogue.entries import Catalogue
from generator.extract.naming import Named, Names, bare, listed, tells
from generator.extract.quoting import is_quotation, masked, open_quotations
from generator.model import Article, Speaker


def speakers(article: Article, catalogue: Catalogue) -> tuple[Speaker | None, ...]:
    """Return who is quoted in each sentence of an article, ``None`` where nobody plainly is."""
    reader = _Reader(article, catalogue)
    own = reader.own()
    pairs = zip(reader.read(), reader.framed, strict=True)
    return tuple(own if heard is None and not framed else heard for heard, framed in pairs)


class _Frame(NamedTuple):
    """A speaker in a sentence: who, where the verb stands, and whom they told it."""

    named: Named
    at: int
    told: Named | None = None


class _Reader:
    def __init__(self, article: Article, catalogue: Catalogue) -> None:
        self.article, self.catalogue = article, catalogue
        self.names = Names(article, catalogue)
        self.groups = open_quotations(article.sentences)
        self.framed: list[bool] = []  # whether anybody is quoted in a sentence, plainly or not

    def read(self) -> list[Speaker | None]:
        """Return whoever is quoted in each sentence, before the article's own words are told."""
        found: list[Speaker | None] = []
        for at in range(len(self.article.sentences)):
            now = self._of(at)
            if now is None and at and not self.framed[-1] and self._goes_on(at):
                now = found[-1]
            found.append(now)
        return _opened_before(self.groups, found)

    def _is_inside(self, at: int) -> bool:
        """Tell whether a sentence begins inside a quotation that one before has opened."""
        return at > 0 and self.groups[at] is not None and self.groups[at] == self.groups[at - 1]

    def _goes_on(self, at: int) -> bool:
        """Tell whether a sentence goes on with the quotation of the one before."""
        now, before = self.article.sentences[at], self.article.sentences[at - 1]
        if self._is_inside(at):
            return True
        return now.paragraph == before.paragraph and is_quotation(now.text)

    def _of(self, at: int) -> Speaker | None:
        text = self.article.sentences[at].text
        frames = _frames(masked(text, goes_on=self._is_inside(at)), self.names)
        self.framed.append(bool(frames))
        return self._heard([frame for frame in frames if frame.named.kind != "pronoun"])

    def _heard(self, frames: list[_Frame]) -> Speaker | None:
        relays = [f for f in frames if self.relays(f.named)]
        told = next((f.told for f in frames if f.told and self.relays(f.told)), None)
        others = [f for f in frames if f not in relays] or relays[:1]
        if len({f.named.name for f in others}) != 1:
            return None
        who = others[0].named
        via = next((f.named for f in relays if f.named.name != who.name), told)
        return Speaker(who.name, who.entity, self._label(who), self._via(via))

    def _via(self, via: Named | None) -> str | None:
        own = self.article.publisher or ""
        if via is None or bare(via.name) in own:
            return None
        return f"The {via.name}" if via.name in listed("outlets", "endings") else via.name

    def _label(self, who: Named) -> str:
        if self._is_state_media(who):
            return "state media"
        return "unnamed source" if who.kind == "unnamed" else ""

    def _speaks_as(self, who: Named) -> str | None:
        entity = self.catalogue.entities.get(who.entity or "")
        return entity.speaks_as if entity else None

    def _is_state_media(self, who: Named) -> bool:
        name = bare(who.name)
        return (
            (self._speaks_as(who) == "state-media" and who.kind != "unnamed")
            or name in listed("outlets", "state_media")
            or name.lower().endswith(_state_words())
        )

    def relays(self, who: Named) -> bool:
        """Tell whether somebody is an outlet that relays what others say."""
        if who.kind in {"unnamed", "paper", "pronoun"}:
            return False
        name = bare(who.name)
        return (
            self._speaks_as(who) in {"state-media", "news-outlet"}
            or name in listed("outlets", "outlets")
            or name.split()[-1] in listed("outlets", "endings")
            or self._is_state_media(who)
        )

    def own(self) -> Speaker | None:
        """Return whose words the article's own are, where a reader has to be told."""
        if self.article.kind == "note":
            return None
        if self.article.opinion:
            return Speaker(self.article.author or "the author", None, "opinion")
        name = self.article.publisher or ""
        named = Named(name, "name", self.names.entity(name)) if name else None
        if named and self._is_state_media(named):
            return Speaker(name, named.entity, "state media")
        return None


@cache
def _state_words() -> tuple[str, ...]:
    return tuple(sorted(listed("outlets", "state_words")))


def _opened_before(
    groups: Sequence[int | None], found: list[Speaker | None]
) -> list[Speaker | None]:
    """Give the first sentences of a quotation to whoever is named at its end."""
    ends = {group: heard for group, heard in zip(groups, found, strict=True) if group and heard}
    return [
        ends.get(group) if heard is None and group else heard
        for heard, group in zip(found, groups, strict=True)
    ]


# --- Frames in a sentence ------------------------------------------------------------------------


def _forms(name: str) -> str:
    forms = (form.replace("_", " ") for form in listed("saying", name))
    return "|".join(sorted(forms, key=lambda form: (-len(form), form)))


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:(?P<plain>{_forms('plain')})|(?P<that>{_forms('with_that')})"
        rf"|(?P<paper>{_forms('of_papers')}))\b"
    )


_APPOSED = re.compile(
    r"(?:an?|the|who|which|whose|its|chief|head|meanwhile|from|\d+"
    r"|[a-z]+(?: [a-z]+){0,3} (?:of|at|for|in|with)|(?:[A-Z]\w+ )+of)\b"
)
_ENDS = re.compile(r"[,;:.)–—]|$|(?: in| at| on| to| during| after| as| when)\b")
_THAT = re.compile(r" (?:\w+ ){0,4}?that\b|:|,? [\"“]")
_CLAUSE = re.compile(r"[,;:] |[\"”] |(?: –| —| -) ")
_ACCORDING = re.compile(r"\b[Aa]ccording to ")
_PHRASE = re.compile(
    r"(?P<np>(?:[A-Z]\.(?:[A-Z]\.)*|[^,;:()\"“”.–—]|\.(?=[\w,])|(?<=\b[A-Z][a-z])\.|(?<=\bMr|\bDr|\bMs)\.){2,120})"
)
_STOP = re.compile(r" (?:who|which|that|in|on|at|after|during|as|when|while|since|before|but|and) ")
_LONGEST = 2000  # letters of a sentence; what is longer is no sentence
_NEXT = re.compile(r",? who |, ")
_NOTHING = re.compile(r" (?:nothing|little|no)\b")
_OUTLET = re.compile(r" (?P<to>(?:the )?[A-Z][\w.'’&/-]*(?: [A-Z][\w.'’&/-]*){0,4})")


def _frames(plain: str, names: Names) -> list[_Frame]:
    if len(plain) > _LONGEST:
        return []
    found = [frame for match in _verbs().finditer(plain) if (frame := _frame(plain, match, names))]
    return found + [
        _Frame(named, match.start())
        for match in _ACCORDING.finditer(plain)
        if (named := _forward(plain, match.end(), names))
    ]


def _frame(plain: str, verb: re.Match[str], names: Names) -> _Frame | None:
    left, right = plain[: verb.start()], plain[verb.end() :]
    if _NOTHING.match(right):
        return None
    named = None
    noun = verb[0] in listed("saying", "nouns_too") and right[:1] == " "
    if not verb["that"] or _THAT.match(right) or (_ENDS.match(right) and not noun):
        named = _subject(left, verb[0], names)
    if named is None and not verb["paper"] and not verb[0].startswith("t"):
        named = _inverted(plain, verb, names)
    if named is None or (verb["paper"] and not verb["that"] and named.kind != "paper"):
        return None
    told = None
    if verb[0].startswith("t") and (to := _OUTLET.match(right)):
        told = names.read(re.split(r"[’']s ", to["to"])[0])
    return _Frame(named, verb.start(), told)


def _subject(left: str, verb: str, names: Names) -> Named | None:
    """Return the subject that stands right before a verb."""
    words = left.split()
    if not words or words[-1].lower().strip(",") in listed("saying", "not_after"):
        return None
    if left.endswith(", "):
        return _with_apposition(left, names)
    cuts = [match.end() for match in _CLAUSE.finditer(left)]
    start = cuts[-1] if cuts else 0
    subject = left[start:]
    if verb in listed("saying", "nouns_too") and tells(subject):
        return None  # "shares gained amid reports that"
    return names.read(subject, opens=start == 0)


def _with_apposition(left: str, names: Names) -> Named | None:
    """Return the name before an apposition: "Jane Roe, head of the institute, said"."""
    pieces = left.rstrip(", ").split(", ")
    if len(pieces) == 2 and (named := names.read(pieces[1])) and named.kind == "person":
        return (
            named if names.read(pieces[0], opens=True) else None
        )  # "The chairman, Jane Roe, said"
    for count in (3, 2):
        if len(pieces) >= count and _APPOSED.match(pieces[1 - count]):
            named = names.read(pieces[-count], opens=len(pieces) == count)
            if named and named.kind in {"person", "name", "unnamed"}:
                return named
    return None


def _inverted(plain: str, verb: re.Match[str], names: Names) -> Named | None:
    """Return whoever is named behind a verb: "…, said Jane Roe, head of the institute"."""
    left = plain[: verb.start()]
    if not re.search(r"[\"”'’],? $", left):
        clause = _NEXT.split(plain[verb.end() :], maxsplit=1)[0]
        if not (verb["plain"] and left.endswith(", ")) or tells(clause):
            return None
    return _forward(plain, verb.end() + 1, names)


def _forward(plain: str, start: int, names: Names) -> Named | None:
    """Return whoever is named from ``start`` on: "said Jane Roe, head of", "according to"."""
    match = _PHRASE.match(plain, start)
    if match is None:
        return None
    phrase = match["np"]
    whole = names.read(phrase)
    stop = _STOP.search(phrase)
    return names.read(phrase[: stop.start()]) if stop and whole is None else whole
