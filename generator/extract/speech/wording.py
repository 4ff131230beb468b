"""The words of a claim in a table cell: what is said, or the whole sentence where that misleads.

Allowed are a cut before and after, never a change inside: the gate proves the cell by its passage.
"""

from __future__ import annotations

import re

from generator.extract.grammar.ellipsis import leaves_out_thing, leaves_out_verb
from generator.extract.grammar.phrases import holds_verb
from generator.extract.grammar.verbs import VERB
from generator.extract.speech.frame import Frame

CELL = 25  # words that a cell of the table holds
_PRONOUN = re.compile(
    r"\b(?:it|its|he|his|him|she|her|hers|they|their|theirs|them|we|our|us|i|my)\b", re.IGNORECASE
)
_POINTS_BACK = re.compile(
    r"(?:this|that|these|those|such|it|its|he|his|him|she|her|hers|they|their|them|both|there|one"
    r"|another|the (?:first|second|former|latter|other|same|latter's))\b",
    re.IGNORECASE,
)
_OPENS_BACK = re.compile(
    r"(?:It|They|He|She|Its|Their|His|Her|This|These|Those|Both|Such)\b(?! (?:is|was) (?:un)?clear)"
)
# "dated it to 22 September", "called this a grab"
_OBJECT = re.compile(
    r"(?:had |has |have )?(?:\w+ly |also |later |earlier )?\w+ "
    r"(?:it|them|him|her|the (?:latter|former)|(?:this|these|that|those)(?: \w+)?)\b"
    r"(?! (?:\"[^\"]{3,30}\"|\w+) (?:to|that) )"
)
# A clause that may be left off at the end.  Conditions and reservations may not.
_TAIL = re.compile(
    r";\s|,\s(?:which|who|whose|where|adding|citing|blaming|calling|saying|noting|while|whereas"
    r"|and (?:that|said|would|will|had|has|was|were|is|are|could|called|added)|with|including"
    r"|among them|compared|up from|down from|as well as|a |an |the |on |in |after |following)"
    r"|\s(?:and that|as well as)\s|,\s(?=[A-Z])|,\s(?=to )|,\s(?=\w+ing\b)"
)
# Behind "Trump, who had threatened tariffs," the sentence goes on about him.
_GOES_ON = re.compile(r",\s+(?:is|was|are|were|has|had|have|will|would|could|said|says)\b")
_KEEP = re.compile(
    r"\b(?:not|no|if|unless|only|except|but|although|though|however|without)\b", re.IGNORECASE
)


def cell(sentence: str, frame: Frame) -> str:
    """Return the text of a claim, at most ``CELL`` words where a clause can be left off for it."""
    start, end = frame.said
    said = sentence[start:end].strip(" ,;")
    if not frame.bare and _OBJECT.match(said):
        return sentence  # what "it" is stands before
    own = sentence[frame.at : end].strip(" ,;") if not frame.after else said
    if frame.bare and not frame.after and len(said.split()) < 3 and '"' not in said:
        return _tidy(own)  # "An earlier version said 50%"
    if not (frame.relative or _misleads(said, frame)):
        return _tidy(said)
    full = sentence[slice(*frame.within)].strip(" ,;")
    if frame.relative:
        return _relative(sentence, frame, full)
    # Another's words before its own would be put into this speaker's mouth.
    others = not frame.after and frame.at > frame.within[0] and frame.speaker[:1].isupper()
    return _tidy(own if others else full)


def _relative(sentence: str, frame: Frame, full: str) -> str:
    """Return "said the sites yield half" of "…, Reuters, which said …", else the sentence.

    It is not cut short where that would lose what the speaker says.
    """
    if re.match(r"(?:which|who)\b", sentence[frame.at :]):
        return _tidy(_GOES_ON.split(sentence[frame.verb_at : frame.said[1]])[0].strip(" ,;"))
    short = _tidy(full)
    says = sentence[frame.verb_at : frame.verb_at + 30]
    return short if says in short or frame.after else full


def _tidy(text: str) -> str:
    return re.sub(r",?\s+(?:and|or|but|while)$", "", shorten(text))


def _misleads(said: str, frame: Frame) -> bool:
    """Return whether a pronoun could be read as somebody else without its sentence."""
    if not frame.bare:
        return False  # the verb stays, so the speaker stays the subject
    if said[:1] in '"“':
        return False  # inside a quotation "we" is whoever speaks
    if _POINTS_BACK.match(said):
        return True
    match = _PRONOUN.search(said)
    return match is not None and not re.search(r"\b[a-z]{3,}\b", said[: match.start()])


def stands_alone(text: str) -> bool:
    """Return whether the words of a claim name what they speak of.

    "It said they would stay" and "The newsletter called this the first use" need the sentence
    before.
    """
    whole = f"{text.rstrip('.')}."
    if _OPENS_BACK.match(text) or leaves_out_verb(whole) or leaves_out_thing(whole):
        return False
    verb = VERB.search(text)
    if verb is None or holds_verb(text[: verb.start()]) or "," in text[: verb.start()]:
        return True
    return not _OBJECT.match(text, verb.start())


def shorten(text: str) -> str:
    """Cut clauses off the end until the text has at most ``CELL`` words, if that can be done."""
    while len(text.split()) > CELL:
        cuts = [match.start() for match in _TAIL.finditer(text)]
        cuts = [
            cut for cut in cuts if len(text[:cut].split()) >= 5 and not _KEEP.search(text[cut:])
        ]
        if not cuts:
            return text
        fitting = [cut for cut in cuts if len(text[:cut].split()) <= CELL]
        text = text[: max(fitting)] if fitting else text[: max(cuts)]
    return text
