"""Find the speakers of a text, and the names, roles and short forms of one person or body.

"Pell" is the environment minister, "the commission" the European one, "she" the woman of the
previous sentence: the cited article decides what a statement may call somebody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from briefing_room.model import Article
from briefing_room.text.lexicon import is_adverb
from briefing_room.text.periods import DATE_WORDS
from briefing_room.text.typography import plain_text
from briefing_room.verify.likeness import like, root, words_of
from briefing_room.verify.modality import Modality
from briefing_room.verify.tagging import tag_words
from briefing_room.verify.words import Word, Words

SAYING = words_of("speech_verbs")
STANCE_VERBS = words_of("stance_verbs")
_ADJECTIVAL_VERBS = words_of("adjectival_verbs")
ROLES = words_of("roles")
HONORIFICS = words_of("honorifics")
ANAPHORS = words_of("anaphors")
PERSONAL = words_of("personal_pronouns")
_JOINING_WORDS = words_of("joining_words")
_SENTENCE_ENDS = frozenset({".", ":", "!", "?", '"'})
_MAX_PASSAGES_BACK = 4  # to look for the name of a "he"
_MAX_NAME_WORDS = 6

Names = frozenset[str]


def name_or_role(word: Word) -> str:
    """A name in lowercase, or a role or pronoun after "@"; "" for other words."""
    if word.kind != "word" or word.lower in DATE_WORDS:
        return ""
    if word.lower in PERSONAL:
        return f"@{word.lower}"
    if word.lemma in ROLES or word.lower in HONORIFICS:
        return f"@{word.lemma}"
    return word.lower if word.capital and word.content else ""


def subject(words: Words, verb_index: int, depth: int = 0) -> list[Word]:
    """The subject of a verb, its last word first; in "X did and said" X is that of both."""
    position = verb_index - 1
    while position >= 0 and _is_interposed(words[position]):
        position -= 1
    position, who = _skip_apposition(words, position)
    if not who and depth < 3 and _shares_subject(words, position, words[verb_index]):
        for other in reversed(words[max(0, position - 30) : position]):
            if other.text in {".", ";"}:
                break
            finite = other.verb and not other.gerund and "to" not in other.auxiliaries
            if finite and (earlier := subject(words, other.index, depth + 1)):
                return earlier
    while position >= 0 and len(who) <= 16:
        word = words[position]
        if word.text == ")" and (opens := _bracket_start(words, position)):
            position = opens - 1
            continue
        if _ends_subject(words, word, who):
            break
        who.append(word)
        if word.lower in PERSONAL and len(who) == 1:
            break
        position -= 1
    return who


def _bracket_start(words: Words, position: int) -> int:
    """The position of "(" for a short bracket that closes here, 0 for none."""
    return next(
        (index for index in range(position, max(0, position - 6), -1) if words[index].text == "("),
        0,
    )


def _is_interposed(word: Word) -> bool:
    auxiliary = word.kind == "word" and (word.lemma in {"be", "have", "do"} or word.lower == "to")
    return word.lower in _LEADING_WORDS or auxiliary or is_adverb(word.lower)


_LEADING_WORDS = words_of("leading_words")
_SUBJECT_ENDS = words_of("subject_ends")


def _skip_apposition(words: Words, position: int) -> tuple[int, list[Word]]:
    """Step over an apposition to the end of its subject: "Roe, head of Ore, said"."""
    if position < 2 or words[position].text != ",":
        return position, []
    for word in reversed(words[max(1, position - 16) : position]):
        if word.lower in {"which", "who", "whose"}:
            preceding = words[max(0, word.index - 8) : word.index]
            return next((w.index for w in reversed(preceding) if w.text == ","), word.index) - 1, []
    for start in range(position - 1, max(0, position - 12), -1):
        word = words[start]
        if word.text == "," and words[start + 1].lower not in {"and", "but", "which", "who"}:
            return start - 1, list(words[start + 1 : position])
        if word.kind == "mark" or (word.verb and not word.gerund and not word.reduced):
            break
    return position, []


def _shares_subject(words: Words, position: int, verb: Word) -> bool:
    previous = words[position] if position >= 0 else None
    follows_joiner = previous is not None and (
        previous.lower in {"and", "but", "or"} or previous.text in {",", "–", "—"}
    )
    return follows_joiner or verb.gerund


def _ends_subject(words: Words, word: Word, who: Sequence[Word]) -> bool:
    if word.kind == "mark" and word.text in '.;:"–—()':
        return True
    if word.text == "," and any(w.capital or name_or_role(w) for w in who):
        return True
    if word.lower in _SUBJECT_ENDS:
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
    """Find the speakers: the names before, or after, each verb of saying."""
    result = []
    for word in words:
        if word.lower == "according":
            following = words[word.index + 2 : word.index + 12]
            result.append(
                frozenset(name_or_role(w) or f"@{w.lemma}" for w in following if _may_name(w))
            )
        elif is_heard(word, words) and (who := speaker_of(words, word)):
            result.append(who)
    return result


def _may_name(word: Word) -> bool:
    return word.kind == "word" and bool(name_or_role(word) or word.content)


def is_heard(word: Word, words: Words) -> bool:
    """Whether a word is a verb that reports speech."""
    that = word.index + 1 < len(words) and words[word.index + 1].lower == "that"
    if word.verb not in SAYING or word.quoted or (word.verb in STANCE_VERBS and not that):
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
    adjective = word.verb in _ADJECTIVAL_VERBS and not word.auxiliaries
    adjective = adjective and bool(before and before.content and not before.capital)
    return not (adjective and word.lower.endswith("ed") and after and after.content)


def speaker_of(words: Words, verb: Word) -> Names:
    """Who speaks at a verb of saying: the names before it, else those after it, else nouns."""
    who = subject(words, verb.index)
    names = {name for word in who if (name := name_or_role(word))}
    after = words[verb.index + 1 : verb.index + 8]
    lead = [w.text for w in words[max(0, verb.index - 2) : verb.index]]
    quoted = '"' in lead and bool(after) and (after[0].capital or after[0].lower == "the")
    closed = lead[-1:] == [","] and bool(after) and after[0].capital  # ", said Roe"
    names_after: set[str] = set()
    for word in after if quoted or closed or not names else ():
        if word.kind == "mark" and word.text in '.;"':
            break
        names_after |= {name_or_role(word)} - {""}
    nouns = {f"@{word.lemma}" for word in who if word.content and not word.verb}
    return frozenset(names_after or names or nouns)


def _names_beside_role(line: Words, role: Word) -> set[str]:
    """The names right before and right after a role, and of the body it belongs to."""
    index = role.index
    after = _leading_names(line[index + 1 + _is_comma(line, index + 1) :])
    before = _leading_names(tuple(reversed(line[: index - _is_comma(line, index - 1)])))
    has_of = line[index + 1].lower in {"of", "for"} if index + 1 < len(line) else False
    owner_names = (
        _leading_names(
            line[index + 2 + (index + 2 < len(line) and line[index + 2].lower == "the") :]
        )
        if has_of
        else set()
    )
    return after | before | owner_names


def _is_comma(line: Words, index: int) -> bool:
    return 0 <= index < len(line) and line[index].text == ","


def _leading_names(words: Words) -> set[str]:
    """The names at the start of some words, without the roles among them."""
    names: set[str] = set()
    for word in words[:8]:
        if word.kind != "word" or not (word.capital or word.lemma in ROLES):
            break
        if word.capital and word.content and word.lower not in HONORIFICS:
            names.add(word.lower)
    return names


class Voices:
    """Articles line by line: their words, their speakers, and the names that mean the same."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.date = articles[0].date
        titles = " . ".join(plain_text(article.title or "") for article in articles)
        self.title = tag_words(titles)
        sentences = [
            (sentence, article.date) for article in articles for sentence in article.sentences
        ]
        self.lines = tuple(tag_words(sentence.text, date) for sentence, date in sentences)
        indexed = enumerate(sentence for sentence, _ in sentences)
        self.line_index_of = {
            p.label: index for index, sentence in indexed for p in sentence.passages
        }

    @cached_property
    def title_words(self) -> Names:
        """The words of the title, in lowercase."""
        return frozenset(word.lower for word in self.title)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the articles and their titles, in lowercase and as lemmas."""
        words = (word for line in (*self.lines, self.title) for word in line)
        return frozenset(form for word in words for form in (word.lower, word.lemma))

    @cached_property
    def roots(self) -> frozenset[str]:
        """The first letters of the roots of the longer words."""
        return frozenset(root(word)[:5] for word in self.words if len(word) > 4)

    @cached_property
    def names(self) -> frozenset[str]:
        """Words capitalised inside a sentence, or before another capitalised word."""
        inside = {
            word.lower
            for line in self.lines
            for word, before in zip(line[1:], line, strict=False)
            if word.capital and before.text not in _SENTENCE_ENDS and word.content
        }
        longer = {
            line[0].lower
            for line in self.lines
            if len(line) > 1 and line[0].capital and line[0].content and line[1].capital
        }
        return frozenset(inside | (longer - self.small))

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that are somewhere written in lowercase."""
        lines = (word for line in self.lines for word in line)
        return frozenset(word.lower for word in lines if word.kind == "word" and not word.capital)

    @cached_property
    def initials(self) -> frozenset[str]:
        """What the first letters of the names spell."""
        initials: set[str] = set()
        for run in self._name_runs(_JOINING_WORDS, (*self.lines, self.title)):
            letters = "".join(part[0] for word in run for part in word.split("-") if part)
            ends = ((a, b) for a in range(len(letters)) for b in range(a + 2, a + 7))
            initials |= {letters[a:b] for a, b in ends if b <= len(letters)}
        return frozenset(initials)

    def _name_runs(self, joining: Iterable[str], lines: Iterable[Words]) -> Iterable[list[str]]:
        """Yield each run of capitalised words."""
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
    def linked_names(self) -> dict[str, set[str]]:
        """For each word of a name the others: the rest of the name, its role and its body."""
        linked: defaultdict[str, set[str]] = defaultdict(set)
        for run in self._name_runs((), self.lines):
            parts = [part for part in run if part not in HONORIFICS]
            if 2 <= len(parts) <= _MAX_NAME_WORDS:
                for part in parts:
                    linked[part].update(parts)
        for line in self.lines:
            for office in line:
                if office.lemma in ROLES:
                    names = _names_beside_role(line, office)
                    for name in names:
                        linked[name].update(names, {office.lemma})
        return linked

    def same(self, name: str, other: str) -> bool:
        """Whether two lowercase names may mean the same person or body."""
        is_known = (
            name == other or other in self.linked_names.get(name, ()) or like(name, other) >= 0.9
        )
        is_known |= any(
            a in self.initials and a[0] == b[0] for a, b in ((name, other), (other, name))
        )
        return is_known or (len(name) > 3 < len(other) and name[:5] == other[:5])

    @cached_property
    def heard(self) -> tuple[Names, ...]:
        """The named speakers of each line."""
        return tuple(
            frozenset(n for who in speakers(line) for n in who if n[0] != "@")
            for line in self.lines
        )

    def words_before(self, line_indexes: Iterable[int]) -> frozenset[str]:
        """The lemmas of the title and of the two lines before each of these."""
        lines = [self.title]
        for line_index in line_indexes:
            lines += self.lines[max(0, line_index - 2) : line_index]
        return frozenset(word.lemma for line in lines for word in line if not word.verb)

    def mentioned(self, line_index: int) -> Names:
        """The names of a line and of a few lines before it."""
        lines = self.lines[max(0, line_index - 2 * _MAX_PASSAGES_BACK) : line_index + 1]
        return frozenset(w.lower for line in lines for w in line if w.capital and w.content)

    def before(self, line_index: int) -> Names:
        """The names of the preceding lines, back to the last one that names a speaker."""
        names: set[str] = set()
        for index in range(line_index - 1, max(-1, line_index - 1 - _MAX_PASSAGES_BACK), -1):
            names |= {w.lower for w in self.lines[index] if w.capital and w.lower in self.names}
            if self.heard[index]:
                break
        return frozenset(names)
