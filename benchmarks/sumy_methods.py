"""The summarisers of sumy as functions from sentences and a count to the places they choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence
from sumy.nlp.stemmers import Stemmer
from sumy.nlp.tokenizers import Tokenizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

Method = Callable[[Sequence[str], int], tuple[int, ...]]


class _Words(Tokenizer):  # sumy's own word pattern, without its download of sentence models
    def __init__(self) -> None:
        self._language = "english"

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(word for word in sentence.split() if any(c.isalnum() for c in word))


def sumy_methods() -> dict[str, Method]:
    """Return sumy's summarisers as functions from sentences and a count to places."""
    kinds = {
        "LexRank": LexRankSummarizer,
        "TextRank": TextRankSummarizer,
        "LSA": LsaSummarizer,
        "Luhn": LuhnSummarizer,
    }
    return {f"sumy {name}": _sumy(kind) for name, kind in kinds.items()}


def _sumy(kind: type) -> Method:
    summarizer = kind(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    words = _Words()

    def choose(sentences: Sequence[str], count: int) -> tuple[int, ...]:
        parsed = [SumySentence(text, words) for text in sentences]
        document = ObjectDocumentModel([Paragraph(parsed)])
        chosen = {id(sentence) for sentence in summarizer(document, count)}
        return tuple(i for i, sentence in enumerate(parsed) if id(sentence) in chosen)

    return choose
