"""Who is heard in a text, and which names, offices and short forms of an article are one.

"Pell" is the environment minister, "the commission" the European one, "she" the woman of the
sentence before: what a statement may call somebody is learned from the article that it cites.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from briefing_room.model import Article
from briefing_room.text.lexicon import is_adverb
from briefing_room.text.months import DATE_WORDS
from briefing_room.text.typography import plain
from briefing_room.verify.likeness import like, root, words_of
from briefing_room.verify.modality import Modality
from briefing_room.verify.tagging import Word, Words, tag_words

SAYING, NO_SPEECH = words_of("saying"), words_of("no_speech")
_ADJECTIVES = words_of("adjectives")
ROLES, HONORIFICS = words_of("roles"), words_of("honorifics")
ANAPHORS = words_of("anaphors")
PERSONAL = words_of("personal")
_JOINING = words_of("joining")
_ENDS = frozenset({".", ":", "!", "?", '"'})
_BACK = 4  # passages before one in which its "he" is named
_LONGEST = 6  # words of a name

Names = frozenset[str]


def named(word: Word) -> str:
    """Return a name in small letters, an office or a pronoun with "@" before it, else nothing."""
    if word.kind != "word" or word.lower in DATE_WORDS:
        return ""
    if word.lower in PERSONAL:
        return f"@{word.lower}"
    if word.lemma in ROLES or word.lower in HONORIFICS:
        return f"@{word.lemma}"
    return word.lower if word.capital and word.content else ""


def subject(words: Words, at: int, deep: int = 0) -> list[Word]:
    """Return the words before a verb that name who does it; of "X did and said" it is X."""
    place = at - 1
    while place >= 0 and _between(words[place]):
        place -= 1
    place, who = _apposition(words, place)
    if not who and deep < 3 and _carried(words, place, words[at]):
        for other in reversed(words[max(0, place - 30) : place]):
            if other.text in {".", ";"}:
                break
            finite = other.verb and not other.gerund and "to" not in other.auxiliaries
            if finite and (found := subject(words, other.index, deep + 1)):
                return found
    while place >= 0 and len(who) <= 16:
        word = words[place]
        if word.text == ")" and (opens := _opened(words, place)):
            place = opens - 1
            continue
        if _ends_subject(words, word, who):
            break
        who.append(word)
        if word.lower in PERSONAL and len(who) == 1:
            break
        place -= 1
    return who


def _opened(words: Words, place: int) -> int:
    """Return where a short bracket opens that closes at a place, 0 for none."""
    return next((at for at in range(place, max(0, place - 6), -1) if words[at].text == "("), 0)


def _between(word: Word) -> bool:
    auxiliary = word.kind == "word" and (word.lemma in {"be", "have", "do"} or word.lower == "to")
    return word.lower in _LEADING or auxiliary or is_adverb(word.lower)


_LEADING, _ENDS_SUBJECT = words_of("leading"), words_of("ends_subject")


def _apposition(words: Words, place: int) -> tuple[int, list[Word]]:
    """Return where a subject ends whose apposition is closed: "Roe, head of Ore, said"."""
    if place < 2 or words[place].text != ",":
        return place, []
    for word in reversed(words[max(1, place - 16) : place]):
        if word.lower in {"which", "who", "whose"}:
            lead = words[max(0, word.index - 8) : word.index]
            return next((w.index for w in reversed(lead) if w.text == ","), word.index) - 1, []
    for start in range(place - 1, max(0, place - 12), -1):
        word = words[start]
        if word.text == "," and words[start + 1].lower not in {"and", "but", "which", "who"}:
            return start - 1, list(words[start + 1 : place])
        if word.kind == "mark" or (word.verb and not word.gerund and not word.reduced):
            break
    return place, []


def _carried(words: Words, place: int, verb: Word) -> bool:
    last = words[place] if place >= 0 else None
    joined = last is not None and (
        last.lower in {"and", "but", "or"} or last.text in {",", "–", "—"}
    )
    return joined or verb.gerund


def _ends_subject(words: Words, word: Word, who: Sequence[Word]) -> bool:
    if word.kind == "mark" and word.text in '.;:"–—()':
        return True
    if word.text == "," and any(w.capital or named(w) for w in who):
        return True
    if word.lower in _ENDS_SUBJECT:
        return True
    article = word.index and words[word.index - 1].lower in {
        "the",
        "a",
        "an",
        "its",
        "his",
        "their",
    }
    return bool(word.verb) and not word.gerund and not word.reduced and not article


def speakers(words: Words) -> list[Names]:
    """Return who is heard: named before (or, turned round, behind) each verb of saying."""
    found = []
    for word in words:
        if word.lower == "according":
            behind = words[word.index + 2 : word.index + 12]
            found.append(frozenset(named(w) or f"@{w.lemma}" for w in behind if _tells(w)))
        elif is_heard(word, words) and (who := _speaker(words, word)):
            found.append(who)
    return found


def _tells(word: Word) -> bool:
    return word.kind == "word" and bool(named(word) or word.content)


def is_heard(word: Word, words: Words) -> bool:
    """Return whether a word is a verb by which somebody is heard."""
    that = word.index + 1 < len(words) and words[word.index + 1].lower == "that"
    if word.verb not in SAYING or word.quoted or (word.verb in NO_SPEECH and not that):
        return False
    if (
        word.passive
        or word.denied
        or word.modality < Modality.FACT
        or (word.gerund and not word.auxiliaries)
    ):
        return False
    after = words[word.index + 1] if word.index + 1 < len(words) else None
    before = words[word.index - 1] if word.index else None
    adjective = word.verb in _ADJECTIVES and not word.auxiliaries
    adjective = adjective and bool(before and before.content and not before.capital)
    return not (adjective and word.lower.endswith("ed") and after and after.content)


def _speaker(words: Words, verb: Word) -> Names:
    who = subject(words, verb.index)
    found = {name for word in who if (name := named(word))}
    after = words[verb.index + 1 : verb.index + 8]
    lead = [w.text for w in words[max(0, verb.index - 2) : verb.index]]
    quoted = '"' in lead and bool(after) and (after[0].capital or after[0].lower == "the")
    closed = lead[-1:] == [","] and bool(after) and after[0].capital  # ", said Roe"
    behind: set[str] = set()
    for word in after if quoted or closed or not found else ():
        if word.kind == "mark" and word.text in '.;"':
            break
        behind |= {named(word)} - {""}
    plain = {f"@{word.lemma}" for word in who if word.content and not word.verb}
    return frozenset(behind or found or plain)


def _beside(line: Words, office: Word) -> set[str]:
    """Return the names right before an office, right behind it, and whose it is."""
    at = office.index
    behind = _run(line[at + 1 + _is_comma(line, at + 1) :])
    before = _run(tuple(reversed(line[: at - _is_comma(line, at - 1)])))
    of = line[at + 1].lower in {"of", "for"} if at + 1 < len(line) else False
    whose = (
        _run(line[at + 2 + (at + 2 < len(line) and line[at + 2].lower == "the") :]) if of else set()
    )
    return behind | before | whose


def _is_comma(line: Words, at: int) -> bool:
    return 0 <= at < len(line) and line[at].text == ","


def _run(words: Words) -> set[str]:
    """Return the words with capitals with which some words begin, offices among them left out."""
    found: set[str] = set()
    for word in words[:8]:
        if word.kind != "word" or not (word.capital or word.lemma in ROLES):
            break
        if word.capital and word.content and word.lower not in HONORIFICS:
            found.add(word.lower)
    return found


class Voices:
    """Articles, passage by passage: their words, who is heard there, and which names are one."""

    def __init__(self, articles: Sequence[Article]) -> None:
        """Take the passages as readers meet them; what cleaning took out says nothing."""
        self.date = articles[0].date
        titles = " . ".join(plain(article.title or "") for article in articles)
        self.title = tag_words(titles)
        sentences = [(each, article.date) for article in articles for each in article.sentences]
        self.lines = tuple(tag_words(each.text, date) for each, date in sentences)
        places = enumerate(each for each, _ in sentences)
        self.line_index_of = {p.label: at for at, each in places for p in each.passages}

    @cached_property
    def title_words(self) -> Names:
        """The words of the title, in small letters."""
        return frozenset(word.lower for word in self.title)

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the article and its title, in small letters and as lemmas."""
        every = (word for line in (*self.lines, self.title) for word in line)
        return frozenset(form for word in every for form in (word.lower, word.lemma))

    @cached_property
    def roots(self) -> frozenset[str]:
        """The roots of its longer words."""
        return frozenset(root(word)[:5] for word in self.words if len(word) > 4)

    @cached_property
    def names(self) -> frozenset[str]:
        """Words with a capital inside a sentence, or before another with one."""
        inside = {
            word.lower
            for line in self.lines
            for word, before in zip(line[1:], line, strict=False)
            if word.capital and before.text not in _ENDS and word.content
        }
        longer = {
            line[0].lower
            for line in self.lines
            if len(line) > 1 and line[0].capital and line[0].content and line[1].capital
        }
        return frozenset(inside | (longer - self.small))

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that stand in small letters somewhere."""
        lines = (word for line in self.lines for word in line)
        return frozenset(word.lower for word in lines if word.kind == "word" and not word.capital)

    @cached_property
    def initials(self) -> frozenset[str]:
        """What the first letters of its names spell."""
        found: set[str] = set()
        for run in self._runs(_JOINING, (*self.lines, self.title)):
            letters = "".join(part[0] for word in run for part in word.split("-") if part)
            ends = ((a, b) for a in range(len(letters)) for b in range(a + 2, a + 7))
            found |= {letters[a:b] for a, b in ends if b <= len(letters)}
        return frozenset(found)

    def _runs(self, joining: Iterable[str], lines: Iterable[Words]) -> Iterable[list[str]]:
        """Yield words with capitals in a row."""
        for line in lines:
            run: list[str] = []
            for word in line:
                if word.capital and (word.content or word.lower in HONORIFICS):
                    run.append(word.lower)
                elif word.lower not in joining or word.kind == "mark":
                    if run:
                        yield run
                    run = []
            if run:
                yield run

    @cached_property
    def one(self) -> dict[str, set[str]]:
        """The words that name the same as a word: other parts of a name, its office and house."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for run in self._runs((), self.lines):
            name = [part for part in run if part not in HONORIFICS]
            if 2 <= len(name) <= _LONGEST:
                for part in name:
                    found[part].update(name)
        for line in self.lines:
            for office in line:
                if office.lemma in ROLES:
                    names = _beside(line, office)
                    for each in names:
                        found[each].update(names, {office.lemma})
        return found

    def same(self, one: str, other: str) -> bool:
        """Return whether two names, in small letters, may be those of one."""
        known = one == other or other in self.one.get(one, ()) or like(one, other) >= 0.9
        known |= any(a in self.initials and a[0] == b[0] for a, b in ((one, other), (other, one)))
        return known or (len(one) > 3 < len(other) and one[:5] == other[:5])

    @cached_property
    def heard(self) -> tuple[Names, ...]:
        """Who is heard in each passage by name."""
        return tuple(
            frozenset(n for who in speakers(line) for n in who if n[0] != "@")
            for line in self.lines
        )

    def words_before(self, places: Iterable[int]) -> frozenset[str]:
        """The lemmas of the title and of the two passages before each place."""
        lines = [self.title]
        for place in places:
            lines += self.lines[max(0, place - 2) : place]
        return frozenset(word.lemma for line in lines for word in line if not word.verb)

    def mentioned(self, place: int) -> Names:
        """Return the names of a passage and of a few before it."""
        lines = self.lines[max(0, place - 2 * _BACK) : place + 1]
        return frozenset(w.lower for line in lines for w in line if w.capital and w.content)

    def before(self, place: int) -> Names:
        """Return the names of the passages before one, back to the last that names a speaker."""
        found: set[str] = set()
        for at in range(place - 1, max(-1, place - 1 - _BACK), -1):
            found |= {w.lower for w in self.lines[at] if w.capital and w.lower in self.names}
            if self.heard[at]:
                break
        return frozenset(found)
