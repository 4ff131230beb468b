"""Read a line of a page: its sentences with their footnotes, without markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing_room.pages.document import (
    LABEL,
    MARKS,
    STATEMENTS,
    CitedWords,
    Line,
    Page,
    split_at_marks,
)
from briefing_room.text.sentences import sentence_spans
from briefing_room.text.typography import plain_text

_LINK = re.compile(
    r"(?<!\\)!?\[((?:\\.|[^\[\]\\])*)\]\(\s*+(<[^<>]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+\"[^\"]*\")?\s*\)"
)
_BULLET = re.compile(r"^(?:[ \t]*(?:[-*+]|\d+[.)])[ \t]+|[ \t]*>+[ \t]?|#{1,6} )")
_ITALICS = re.compile(r"\s*\*((?:\\.|[^*\\])+)\*\s*")
_EMPHASIS = re.compile(r"(?<![\\\w*])(\*{1,3}|_{1,3})(?=\S)((?:\\.|[^*_\\])+?)(?<=\S)\1(?![\w*])")
_MARKUP = re.compile(r"[\\`*_{}\[\]<&]")
_CODE = re.compile(r"(?<!\\)`+")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_SENTENCE_END = re.compile(r"[.!?:;]['\")\]”’]*\s*$")


@dataclass(frozen=True, slots=True)
class PlainLine:
    """What a line says: its sentences with their footnotes, and the speaker in italics."""

    sentences: tuple[CitedWords, ...]
    speaker: str = ""

    @property
    def text(self) -> str:
        """The sentences without their footnotes."""
        return " ".join(sentence.text for sentence in self.sentences)

    def bullet_pairs(self) -> Iterator[tuple[CitedWords, tuple[CitedWords, ...]]]:
        """Yield each sentence with the others of its bullet, the previous one last."""
        for index, sentence in enumerate(self.sentences):
            yield sentence, (*self.sentences[index + 1 :], *self.sentences[:index])

    @property
    def text_with_speaker(self) -> str:
        """The sentences, and the speaker if there is one."""
        return f"{self.text} {self.speaker}".strip()


def read_line(line: Line) -> PlainLine:
    """Read ``line`` with plain typography; italics after its marks name the speaker."""
    text = without_bullet(line.text)
    sentences: list[CitedWords] = []
    speaker = ""
    for raw, labels in split_at_marks(text):
        italics = _ITALICS.fullmatch(raw) if sentences and not labels else None
        if italics:
            speaker = rendered_text(italics[1])
        elif words := rendered_text(raw):
            sentences.append(CitedWords(words, labels))
    return PlainLine(tuple(_join_split_sentences(sentences)), speaker)


def without_bullet(text: str) -> str:
    """Remove the mark of a list, a quotation or a heading from the start of a line."""
    return _BULLET.sub("", text, count=1)


def cited_sentences(text: str) -> Iterator[tuple[int, CitedWords]]:
    """Yield each sentence of a profile: its offset, and its Markdown with the labels it cites."""
    for start, end in sentence_spans(text):
        yield start, CitedWords(text[start:end], tuple(LABEL.findall(text[start:end])))


def statements(page: Page) -> list[Line]:
    """The lines of a page that state something; the list of sources does not."""
    return [line for line in page.lines if line.kind in STATEMENTS and line.section != "Sources"]


def _join_split_sentences(parts: list[CitedWords]) -> Iterator[CitedWords]:
    """Join the pieces of sentences with marks inside: "China[^a] and Japan[^b] agreed"."""
    sentence: list[CitedWords] = []
    for index, part in enumerate(parts, start=1):
        sentence.append(part)
        following = parts[index].text if index < len(parts) else ""
        if _SENTENCE_END.search(part.text) or (
            part.labels and (not following or following[0].isupper())
        ):
            yield _join(sentence)
            sentence = []
    if sentence:
        yield _join(sentence)


def _join(parts: list[CitedWords]) -> CitedWords:
    labels = tuple(label for part in parts for label in part.labels)
    return CitedWords(" ".join(part.text for part in parts), labels)


def rendered_text(text: str) -> str:
    """Render inline Markdown as plain text, with plain typography."""
    return plain_text(strip_markdown(text))


def strip_markdown(markdown: str) -> str:
    """Reduce inline Markdown to the words that a reader sees, on one line."""
    if not _MARKUP.search(markdown):
        return " ".join(markdown.split())
    text = _TAG.sub(" ", _LINK.sub(r"\1", MARKS.sub("", markdown)))
    text = _CODE.sub("", _EMPHASIS.sub(r"\2", text))
    return " ".join(html.unescape(_ESCAPE.sub(r"\1", text)).split())


def links(text: str) -> Iterator[tuple[str, str]]:
    """Yield the text and the target of each link."""
    return ((match[1], match[2].strip("<>")) for match in _LINK.finditer(text))
