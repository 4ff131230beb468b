"""Check that the passages of a statement have its names, or that their article resolves them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from briefing_room.text.lexicon import word_list
from briefing_room.text.periods import DATE_WORDS
from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.evidence import Evidence
from briefing_room.verify.likeness import is_country, like, root, words_of
from briefing_room.verify.reasons import Reason, error
from briefing_room.verify.speech import ANAPHORS, HONORIFICS
from briefing_room.verify.words import Word, Words

NAME = "name"
_WORDS_NOT_NAMES = (
    DATE_WORDS
    | HONORIFICS
    | frozenset(word.lower() for word in word_list("companies"))
    | {"today", "yesterday", "tomorrow"}
)
_SENTENCE_OPENERS = '.:"“'


def check_names(
    comparison: Comparison, evidence: Evidence, article_entities: Collection[str]
) -> Iterator[Reason]:
    """Yield the names that the passages do not have and their articles do not resolve.

    The author of an article may be named for each of its passages.
    ``article_entities`` are the entities that the articles name.
    """
    aliases = {m.entity for m in evidence.mentions}
    known = {*comparison.articles.authors}
    other_entities: dict[str, str] = {}
    statement = Evidence(comparison.text, evidence.anchor, evidence.catalogue)
    for mention in statement.mentions:
        words = comparison.text[mention.start : mention.end].lower().replace("'s", "").split()
        known.update(words if mention.entity in aliases else ())
        other_entities |= dict.fromkeys(words, mention.entity)
    for run in _name_runs(comparison, known | other_entities.keys()):
        unknown = [w for w in run if w.lower not in known and not _is_in_passages(comparison, w)]
        if not unknown:
            continue
        full_name = " ".join(word.text for word in run)
        unresolved = [
            w
            for w in unknown
            if not (
                _in_article(comparison, w) or other_entities.get(w.lower, "") in article_entities
            )
        ]
        after = (
            comparison.statement_words[run[-1].index + 1].lower
            if run[-1].index + 1 < len(comparison.statement_words)
            else ""
        )
        replaced = _replaced_name(comparison, run)
        if replaced:
            why = f"the passages name “{replaced}”, not “{full_name}”; use their name"
            yield error(NAME, why, *(word.text for word in unknown))
        elif unresolved and (len(run) > 1 or after != "of"):
            why = (
                f"the name “{full_name}” is not in the passages or their article; "
                "correct it or remove it"
            )
            yield error(NAME, why, *(word.text for word in unresolved))
        elif unresolved or not _is_referred_to(comparison, run):
            why = f"the passages do not name “{full_name}” or refer to it; use the names they have"
            yield flag(NAME, why, *unknown)


def _replaced_name(comparison: Comparison, run: Sequence[Word]) -> str:
    """The name that the passages have in place of another, "" if there is none.

    Places are compared by the two words before them: "government in Lisbon".
    """
    index = run[0].index
    if index < 2:
        return ""
    before = (
        comparison.statement_words[index - 2].lemma,
        comparison.statement_words[index - 1].lower,
    )
    for sentence in comparison.passage_sentences:
        for word in sentence[2:]:
            context = (sentence[word.index - 2].lemma, sentence[word.index - 1].lower)
            if (
                context == before
                and word.capital
                and word.content
                and word.lower not in comparison.statement_lemmas
            ):
                return "" if _is_in_passages(comparison, run[0]) else word.text
    return ""


def _name_runs(comparison: Comparison, catalogue_words: Collection[str]) -> Iterator[list[Word]]:
    """Yield each run of capitalised words that is a name."""
    run: list[Word] = []
    for word in comparison.statement_words:
        if word.capital and _is_name(comparison, word, catalogue_words):
            run.append(word)
            if not word.possessive:
                continue
        if run:
            yield run
        run = []
    if run:
        yield run


def _is_name(comparison: Comparison, word: Word, catalogue_words: Collection[str]) -> bool:
    """Whether a word is part of a name; ``catalogue_words`` are parts of known names."""
    if not word.content or word.lower in _WORDS_NOT_NAMES:
        return False
    before = comparison.statement_words[word.index - 1] if word.index else None
    if before is not None and before.amount:
        return False  # its unit
    if before is not None and not (before.kind == "mark" and before.text in _SENTENCE_OPENERS):
        return True
    after = (
        comparison.statement_words[word.index + 1]
        if word.index + 1 < len(comparison.statement_words)
        else None
    )
    continues = after is not None and after.capital and after.content
    return word.lower not in comparison.articles.lowercase_words and (
        continues or word.lower in comparison.articles.names or word.lower in catalogue_words
    )


def _is_in_passages(comparison: Comparison, word: Word) -> bool:
    """Whether the passages have a word of a name, a related form or its initials."""
    if (
        word.lower in comparison.passage_lowercase
        or word.lemma in comparison.passage_lemmas
        or comparison.matches(word)
    ):
        return True
    if word.text.isupper() and word.lower.replace("&", "") in comparison.articles.initials:
        return True
    abbreviations = (
        w.lower.replace("&", "")
        for w in comparison.passage_words
        if len(w.text) > 1 and w.text[1:] != w.text[1:].lower()
    )
    if any(
        abbreviation in comparison.articles.initials and abbreviation[0] == word.lower[0]
        for abbreviation in abbreviations
    ):
        return True
    if any(
        other in comparison.passage_lowercase
        for other in comparison.articles.linked_names.get(word.lower, ())
    ):
        return True
    if any(
        w.lower.startswith(word.lower) or word.lower.startswith(w.lower)
        for w in _long_names(comparison)
    ):
        return True
    start = root(word.lower)[:5]
    return len(start) >= 4 and any(root(other)[:5] == start for other in comparison.passage_lemmas)


def _long_names(comparison: Comparison) -> list[Word]:
    return [w for w in comparison.passage_words if w.capital and len(w.text) > 3]


def _in_article(comparison: Comparison, word: Word) -> bool:
    known = word.lower in comparison.articles.words or word.lemma in comparison.articles.words
    known |= len(word.text) > 4 and any(word.lower in name for name in comparison.articles.names)
    return (
        known
        or root(word.lower)[:5] in comparison.articles.roots
        or any(like(word.lemma, other) >= 0.9 for other in comparison.articles.names)
    )


def _is_referred_to(comparison: Comparison, run: Sequence[Word]) -> bool:
    """Whether "she" or "the company" in a passage may refer to a name before it.

    A country that only modifies a noun ("China's ban") may also come from the title.
    """
    known = comparison.articles.names | comparison.articles.title_words
    after = (
        comparison.statement_words[run[-1].index + 1]
        if run[-1].index + 1 < len(comparison.statement_words)
        else None
    )
    is_modifier = run[-1].possessive or (after is not None and after.content and not after.verb)
    only_countries = all(is_country(word.lemma) for word in run)
    no_other_country = not any(is_country(w.lemma) for w in comparison.passage_words)
    if (
        is_modifier
        and only_countries
        and no_other_country
        and any(comparison.articles.may_be_same(w.lower, other) for w in run for other in known)
    ):
        return True
    if not any(
        _refers_to_earlier_name(comparison, sentence) for sentence in comparison.passage_sentences
    ):
        return False
    before = {word.lower for word in comparison.articles.title}
    for cited in comparison.passages:
        before |= comparison.articles.names_up_to(cited.line_index)
    return all(
        word.lower in before
        or any(comparison.articles.may_be_same(word.lower, other) for other in before)
        for word in run
    )


def _refers_to_earlier_name(comparison: Comparison, sentence: Words) -> bool:
    """Whether a sentence has a pronoun, or "the company", before any name of its own."""
    for word in sentence:
        is_name = (
            word.capital
            and word.lower in comparison.articles.names
            and word.lower not in HONORIFICS
        )
        is_name = is_name and not is_country(word.lemma)
        if is_name and not word.possessive:
            return False
        before = [w.lower for w in sentence[max(0, word.index - 3) : word.index]]
        is_definite = not _DEFINITE_WORDS.isdisjoint(before)
        if word.lower in _PRONOUNS or (word.lemma in ANAPHORS and is_definite):
            return True
    return False


_DEFINITE_WORDS = frozenset({"the", "this", "that", "its", "his", "their"})
_PRONOUNS = words_of("pronouns")
