"""The gate: every sentence of a page says only what the passages behind it say.

What is held against them: numbers with their unit, dates, names of the catalogue (by entity, any
alias), quotations, who is heard, and the words (:mod:`generator.review.support`).  What cannot be
checked fails; nothing is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.ingest.blocks import without_markup
from generator.model import Finding
from generator.pages.document import DEFINITION, EDITOR, STATEMENTS, Kind, Line, Page
from generator.pages.sources import source_list
from generator.review.evidence import Evidence, Stated, holds, missing
from generator.review.library import Library, Tally
from generator.review.reading import Cited, read, shown, spaced
from generator.review.support import NOT_SUPPORTED, Problem, strange, unsupported
from generator.text.sentences import sentence_spans
from generator.text.typography import plain

NO_CITATION, WRONG_SPEAKER, QUOTE_ALTERED = "no-citation", "wrong-speaker", "quote-altered"
NOT_IN_ANY_SEED = "not-in-any-seed"
IN_OTHER_PASSAGE, IN_OTHER_SEED = "in-other-passage", "in-other-seed"
_SHOWN = 300  # letters of a passage in a message


def check_page(page: Page, library: Library) -> Tally:
    """Hold every statement of a page against the passages it cites."""
    result, check = Tally(), _Check(page, library)
    for line in filter(_says_something, page.lines):
        if set(line.labels) == {EDITOR}:
            result += Tally(aside=1)
            continue
        findings = tuple(
            Finding(kind, library.where(page), line.number, why, {"seed": seed} if seed else {})
            for reason, why in dict.fromkeys(check.problems(line))
            for kind, _, seed in [reason.partition(":")]
        )
        result += Tally(1, bool(findings), 0, findings)
    return result


def _says_something(line: Line) -> bool:
    """Return whether a line says something: section headings do not, subjects below them do."""
    says = line.kind in STATEMENTS or line.kind in (Kind.TITLE, Kind.FOOTNOTE)
    subject = line.kind is Kind.HEADING and not line.text.startswith("## ")
    return (says or subject) and re.search(r"\w", line.text) is not None


@dataclass(frozen=True)
class _Check:
    """One page under check."""

    page: Page
    library: Library

    def problems(self, line: Line) -> Iterator[Problem]:
        """Yield the reason and the message for each thing that is wrong with a line."""
        said = read(line)
        if line.kind is Kind.FOOTNOTE:
            yield from _footnote_problems(line, self.library)
        elif line.kind in (Kind.TITLE, Kind.HEADING):
            yield from self._title_problems(said.text, line.kind)
        elif line.section == "Sources" and not line.labels:
            yield from _explained(missing(said.text, self.sources), (), self.library)
        else:
            for cited in said.sentences:
                yield from _cited_problems(cited, self.library)
            if said.speaker:
                yield from _speaker_problems(said.speaker, line.labels, self.library)

    def _title_problems(self, text: str, kind: Kind) -> Iterator[Problem]:
        """Hold a title to all that the seeds say, a heading to their numbers and dates."""
        items = missing(text, self.seeds)
        wrong = [item for item in items if kind is Kind.TITLE or item.kind != "name"]
        yield from _explained(wrong, (), self.library)
        if kind is not Kind.TITLE or items or not self.seeds.text or self.seeds.says(text):
            return
        if words := strange(self.seeds.taken_apart(text), self.seeds.words):
            yield NOT_SUPPORTED, f"the seeds of this page have nothing of {words}"

    @cached_property
    def sources(self) -> Evidence:
        """The list of sources as the program writes it, for what is cited here and for its own."""
        library, page = self.library, self.page
        draft = library.drafts_by_id.get(page.id)
        lines = [read(x).text for x in draft.section("Sources")] if draft else []
        if not draft or draft.text != page.text:
            cited = [library.passages[label] for label in page.cited if label in library.passages]
            own = source_list(library.articles_behind(page), cited)
            lines += [shown(line.removeprefix("1. ")) for line in own]
        return Evidence("\n".join(lines), None, library.catalogue)

    @cached_property
    def seeds(self) -> Evidence:
        """All that the seeds of the page say, their titles included."""
        articles = self.library.articles_behind(self.page)
        whole = [self.library.of_article(article.id) for article in articles]
        text = plain("\n".join((*(a.title or "" for a in articles), *(w.text for w in whole))))
        resolved = tuple(span for each in whole for span in each.resolved)
        anchor = articles[0].date if articles else None
        return Evidence(text, anchor, self.library.catalogue, resolved)


def _cited_problems(cited: Cited, library: Library) -> Iterator[Problem]:
    """Hold words against the passages behind them, sentence by sentence."""
    if EDITOR in cited.labels:
        return
    if not cited.labels:
        why = f"no footnote stands behind “{_cut(cited.text)}”: cite a passage, or [^{EDITOR}]"
        yield NO_CITATION, f"{why} for your own words"
    unknown = [label for label in cited.labels if label not in library.passages]
    for label in unknown:
        yield NOT_IN_ANY_SEED, f"no seed has the passage [^{label}]; cite one that exists"
    evidence = library.of_labels(cited.labels)
    if len(unknown) == len(cited.labels) or evidence.says(cited.text):
        return
    for start, end in sentence_spans(cited.text):
        text = cited.text[start:end]
        if not evidence.says(text):
            yield from _sentence_problems(text, cited.labels, evidence, library)


def _sentence_problems(
    text: str, labels: Sequence[str], evidence: Evidence, library: Library
) -> Iterator[Problem]:
    """Say what is wrong with a sentence that is not word for word its passages'.

    One that is just another passage's belongs to that one, whatever else it may share.
    """
    seeds = library.articles_of(labels)
    if elsewhere := list(_explained([Stated("sentence", text)], seeds, library)):
        yield from elsewhere
        return
    items = missing(text, evidence)
    yield from _explained(items, seeds, library)
    for kind, why in unsupported(evidence.taken_apart(text), evidence.words):
        if not (items and kind == NOT_SUPPORTED):
            yield kind, f"{why}; the line: “{_cut(text)}”, the passage: “{_cut(evidence.text)}”"


def _speaker_problems(label: str, cited: Sequence[str], library: Library) -> Iterator[Problem]:
    """Hold what stands in italics to the qualities in which somebody is quoted."""
    known = {library.by_id[article].edition for article in library.articles_of(cited)}
    facts = filter(None, map(library.found, cited))
    known |= {each.speaker.label for each in facts if each.speaker}
    if label not in known:
        there = ", ".join(f"“{each}”" for each in sorted(filter(None, known)))
        why = f"“{label}” does not speak in the passage; there speaks"
        yield WRONG_SPEAKER, f"{why} {there or 'nobody but the text itself'}"


def _footnote_problems(line: Line, library: Library) -> Iterator[Problem]:
    label = DEFINITION.match(line.text)
    if label is None or label[1] == EDITOR:
        return
    if label[1] not in library.passages:
        yield NOT_IN_ANY_SEED, f"no seed has the passage [^{label[1]}]; delete this footnote"
        return
    _, _, quoted = line.text.rstrip().removesuffix("”").partition(": “")
    evidence = library.of_labels([label[1]])
    passage = library.passages[label[1]].text  # with its bullet and "[1]", which no sentence has
    wholes = (evidence.text, passage, plain(passage), plain(without_markup(passage)))
    if quoted and not any(spaced(shown(quoted)) in spaced(whole) for whole in wholes):
        yield QUOTE_ALTERED, f"the passage reads “{evidence.text}”"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"


# --- Where else it stands ------------------------------------------------------------------------


def _explained(
    items: Iterable[Stated], cited: Sequence[str], library: Library
) -> Iterator[Problem]:
    """Yield the reason and the message for each item; ``cited`` are the seeds that are cited.

    A whole sentence is only a fault if another passage says just that.
    """
    for item in items:
        whole = item.kind in {"sentence", "quotation"}
        named = "this sentence" if item.kind == "sentence" else f"the {item.kind} “{item.text}”"
        seed = _where(item, cited, library)
        if seed in cited:
            why = f"{named} is not in the passage cited; cite {_passage(item, seed, library)}"
            yield f"{IN_OTHER_PASSAGE}:{seed}", why
        elif seed and whole:
            place = _passage(item, seed, library)
            why = f"{named} is not in the passage cited but in {seed}; cite {place}"
            yield f"{IN_OTHER_SEED}:{seed}", why
        elif seed:  # what others say by chance is no source of it
            where = "in the texts cited" if cited else "in the seeds of this page"
            yield f"{IN_OTHER_SEED}:{seed}", f"{named} is nowhere {where}; correct it"
        elif item.kind == "quotation":
            yield QUOTE_ALTERED, f"no passage has the words “{item.text}”; quote letter for letter"
        elif not whole:
            yield NOT_IN_ANY_SEED, f"{named} is in no passage of any seed; correct it"


def _where(item: Stated, cited: Sequence[str], library: Library) -> str:
    """Return the seed that says it: one that is cited, else the first of all; of none ""."""
    known = library.catalogue
    meant = known.find(item.text) if item.kind == "name" else ()
    words = re.findall(r"\d+", item.text) or re.findall(r"\w+", item.text)
    names = [name.lower() for m in meant for name in known.entities[m.entity].names]
    clues = names or [max(words, key=len, default="").lower()]  # a text that says it has one
    for seed in dict.fromkeys((*cited, *sorted(library.by_id))):
        article = library.by_id[seed]
        text = f"{article.text}\n{article.title or ''}".lower()
        if any(clue in text for clue in clues) and holds(item, library.of_article(seed)):
            return seed
    return ""


def _passage(item: Stated, seed: str, library: Library) -> str:
    """Return what to cite: the first passage that says it, none that cleaning took out."""
    says = "names" if item.kind == "name" else "says"
    for passage in (p for s in library.by_id[seed].sentences for p in s.passages):
        if holds(item, library.of_labels([passage.label])):
            return f"the passage that {says} it: [^{passage.label}]"
    return f"the passages of {seed} that say it"
