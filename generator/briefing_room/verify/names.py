"""Check that the passages of a statement have its names, or that their article resolves them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from briefing_room.text.lexicon import is_adverb, word_list
from briefing_room.text.periods import DATE_WORDS
from briefing_room.verify.comparison import Comparison, flag
from briefing_room.verify.evidence import Evidence
from briefing_room.verify.likeness import is_country, likeness, root, word_set
from briefing_room.verify.reasons import Reason, error
from briefing_room.verify.speech import ANAPHORS, HONORIFICS, ROLES
from briefing_room.verify.words import Word, Words

NAME = "name"
_WORDS_NOT_NAMES = (
    DATE_WORDS
    | HONORIFICS
    | frozenset(word.lower() for word in word_list("companies"))
    | {"today", "yesterday", "tomorrow"}
)
_ARTICLES = frozenset({"the", "a", "an"})
_ACTOR_VERBS = word_set("actor_verbs")
_BARE_ACTORS = ROLES | word_set("bare_actors")
_WORDS_BEFORE_VERB = word_set("interposed_adverbs") | {"not"}
_MAX_WORDS_TO_VERB = 4
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
        full_name = " ".join(word.text for word in run)
        unknown = [w for w in run if w.lower not in known and not _is_in_passages(comparison, w)]
        unknown = [w for w in unknown if not _completes_name(comparison, w, run)]
        unresolved = [
            w
            for w in unknown
            if not (
                _in_article(comparison, w) or other_entities.get(w.lower, "") in article_entities
            )
        ]
        after = [w.lower for w in comparison.statement_words[run[-1].index + 1 :][:1]]
        if unresolved and (len(run) > 1 or after != ["of"]):
            why = (
                f"the name “{full_name}” is not in the passages or their article; "
                "correct it or remove it"
            )
            yield error(NAME, why, *(word.text for word in unresolved))
        elif replaced := _replaced_name(comparison, run):
            why = f"the passages name “{replaced}”, not “{full_name}”; use their name"
            foreign = [w.text for w in unknown if w.lower not in comparison.articles.words]
            yield error(NAME, why, *foreign) if foreign else flag(NAME, why, *run)
        elif unresolved or (unknown and not _is_referred_to(comparison, run)):
            why = f"the passages do not name “{full_name}” or refer to it; use the names they have"
            yield flag(NAME, why, *unknown)


def _replaced_name(comparison: Comparison, run: Sequence[Word]) -> str:
    """The name that the passages have in place of another, "" if there is none.

    Places are compared by the two words before them, "government in Lisbon", or after them, and
    only for names that the statement does not have.
    """
    place = _neighbours(comparison.statement_words, run[0].index, run[-1].index)
    names = {word.lower for word in run}
    words = [(sentence, word) for sentence in comparison.passage_sentences for word in sentence]
    likeness = max(
        (
            _likeness_of_places(place, _neighbours(sentence, word.index, word.index))
            for sentence, word in words
            if word.lower in names
        ),
        default=0,
    )
    for sentence, word in words:
        nearby = {w.lower for w in sentence[max(0, word.index - 4) : word.index + 5]}
        is_name = word.capital and word.content and word.lower not in HONORIFICS
        is_name &= word.lower in comparison.articles.names  # not "Shortly" at the start
        if not is_name or word.lower in comparison.statement_lemmas or names & nearby:
            continue
        replaced = _name_around(sentence, word)
        may_be_same = comparison.articles.may_be_same
        passage_place = _neighbours(sentence, word.index, word.index)
        if _likeness_of_places(place, passage_place) > likeness and not any(
            may_be_same(n, w.lower) for n in names for w in replaced
        ):
            return " ".join(w.text for w in replaced)
    return ""


def _likeness_of_places(
    place: tuple[list[str], list[str]], other: tuple[list[str], list[str]]
) -> int:
    """On how many sides two places have the same words."""
    return sum(bool(words) and words == others for words, others in zip(place, other, strict=True))


def _neighbours(words: Words, first: int, last: int) -> tuple[list[str], list[str]]:
    """The lemmas of the two words before and after a run, without articles.

    Empty if there are fewer, a mark is among them, they say too little or continue the name.
    """
    before = [w for w in words[max(0, first - 4) : first] if w.lower not in _ARTICLES][-2:]
    after = [w for w in words[last + 1 : last + 5] if w.lower not in _ARTICLES][:2]
    return _lemma_pair(before, before[-1:]), _lemma_pair(after, after[:1])


def _name_around(words: Words, word: Word) -> Words:
    """The capitalised words before and after a word, with it."""
    lead = reversed(words[: word.index])
    first = word.index - sum(1 for _ in takewhile(lambda other: other.capital, lead))
    return tuple(takewhile(lambda other: other.capital, words[first:]))


def _lemma_pair(words: Sequence[Word], nearest: Sequence[Word]) -> list[str]:
    is_telling = any(w.content for w in words) and not any(w.capital for w in nearest)
    is_pair = len(words) == 2 and all(w.kind != "mark" for w in words)
    return [w.lemma for w in words] if is_pair and is_telling else []


def _completes_name(comparison: Comparison, word: Word, run: Sequence[Word]) -> bool:
    """Whether an article gives a word with a name of the passages: "Ibrahim" for "Anwar"."""
    linked_names = comparison.articles.linked_names
    names = {other.lower for other in run}
    shared = names & linked_names.get(word.lower, set()) & comparison.passage_forms
    return any((linked_names[name] - names).isdisjoint(comparison.passage_forms) for name in shared)


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
        continues
        or word.lower in comparison.articles.names
        or word.lower in catalogue_words
        or _acts_as_name(word, comparison.statement_words)
    )


def _acts_as_name(word: Word, words: Words) -> bool:
    """Whether the first word of a sentence says or wants something without an article before it.

    Names do, "Norrland expects", and few nouns, "management expects".  Before a past form, a word
    in "s" may be a plural: "buyers expected".
    """
    following = words[word.index + 1 : word.index + 1 + _MAX_WORDS_TO_VERB]
    verb = next((other for other in following if other.verb), None)
    if verb is None or verb.verb not in _ACTOR_VERBS or word.verb or word.lemma in _BARE_ACTORS:
        return False
    between = [other.lower for other in following[: verb.index - word.index - 1]]
    finite_form = next(iter(between), verb.lower)
    may_be_plural = word.lower.endswith("s") and not finite_form.endswith("s")
    return not may_be_plural and all(
        other in verb.auxiliaries or other in _WORDS_BEFORE_VERB or is_adverb(other)
        for other in between
    )


def _is_in_passages(comparison: Comparison, word: Word) -> bool:
    """Whether the passages have a word of a name, a related form or its initials."""
    if (
        word.lower in comparison.passage_forms
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
        or any(likeness(word.lemma, other) >= 0.9 for other in comparison.articles.names)
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
            and word.lemma not in ANAPHORS  # "the Company"
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
_PRONOUNS = word_set("pronouns")
