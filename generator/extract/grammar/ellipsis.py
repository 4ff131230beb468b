"""Tell whether a sentence leaves out a verb, or a noun, that only the sentence before it has."""

from __future__ import annotations

import re

_AUXILIARY = (
    r"(?:did|does|do|would|will|could|can|should|must|might|may|had|has|have|is|are|was|were)"
)
# "Serra Verde denied that any had."  "The ministry would not."
_LEFT_OUT = re.compile(
    rf"\b{_AUXILIARY}(?:n['’]t| not| never| too| either| so)?[.?!][\"'”’]?$"
    rf"|\bthat (?:any|none|some|both|neither|either|one|many) {_AUXILIARY}(?:n['’]t| not)?[.,;]"
    r"|\b(?:do|did|does|done|doing) so\b"
)
# "Neither did the ministry."  "So has Japan."
_TURNED = re.compile(rf"(?:Neither|Nor|So) {_AUXILIARY}(?:n['’]t)? (?!that\b)")
# The verb may stand in another clause of the same sentence: "Japan paid, but Korea did not."
_OTHER_CLAUSE = re.compile(
    r"\b(?:than|as|but|and|or|while|whereas|although|though|if|whether|when|because|what|which|who"
    r"|where|how|until|before|after|unless|once|to)\b|[;:]|, \w+ing\b"
)

# An agency "gave more than 60% and 92%": numbers, and no noun that says of what.
_SHARE = (
    r"(?:(?:more|less|fewer) than |over |under |about |around |nearly |almost |some |up to "
    r"|at least |only |roughly |close to )?\d[\d.,]*(?: ?(?:%|per ?cent))?"
)
_BARE_SHARES = re.compile(
    rf"\b(?:gave|gives|quoted|quotes|used|uses|had|cited|listed|reported|wrote of|spoke of)"
    rf" {_SHARE}(?:(?:,| and| or| to) {_SHARE})*[.!]?[\"'”’]?$"
)


# "Summaries of the report give China 44 million tonnes": of reserves, or of what it mines?  "Put
# the first lot at 12 tonnes" says it.
_WEIGHT = re.compile(
    r"\b(?:give|gives|gave|put|puts|list|lists|listed|quote|quotes|quoted|count|counts|counted)\b"
    r" (?:the )?(?:[A-Z][\w'.-]* ){1,4}(?:at )?(?:about |around |nearly |only |some )?"
    r"\d[\d.,]* (?:million |thousand )?(?:tonnes|tons)\b(?! (?:of|for)\b)"
    r"|^(?:[A-Z]\w+ )?[Tt]otals? (?:is|are|was|were) (?:given|listed|put|quoted) (?:as|at)\b"
)
_WEIGHED = re.compile(
    r"\b(?:reserv|resourc|deposit|output|outflow|produc|min[ei]|export|import|ship|suppl|deliver"
    r"|quota|demand|consum|use|using|need|capacit|stock|oxid|ores?\b|magnet|metal|earth|yield|contain|sold"
    r"|sale|sell|smuggl|buy|bought|ma[dk]e|making|recycl|hold|held|cargo|volume|trad|seiz|process"
    r"|refin|receiv|send|sent|moved|waste|residue|concentrate|purchas|reserve|carbonate"
    r"|(?:neodym|praseodym|dyspros|terb|gall|german|samar|scand|ytt|lanth|cer)ium|graphite"
    r"|antimony|tungsten)",
    re.IGNORECASE,
)


def leaves_out_thing(text: str) -> bool:
    """Return whether a sentence gives nothing but numbers, and of what they are stands before."""
    if _WEIGHT.search(text) and not _WEIGHED.search(text):
        return True
    return _BARE_SHARES.search(text) is not None


def leaves_out_verb(text: str) -> bool:
    """Return whether what is done, or denied, must be read in the sentence before."""
    if _TURNED.match(text):
        return True
    gap = _LEFT_OUT.search(text)
    return gap is not None and not _OTHER_CLAUSE.search(text, 0, gap.start())
