"""Sentences that say nothing on why a story matters, whatever strong words stand in them."""

from __future__ import annotations

import re

# A company on itself, and the course of a draft through its public comments.
IMMATERIAL = re.compile(
    r"\b(?:describe[sd]?|call(?:s|ed)?|present(?:s|ed)?|tout(?:s|ed)?|bill(?:s|ed)?|style[sd]?"
    r"|portray(?:s|ed)?|position(?:s|ed)?|sees?|saw)"
    r" (?:itself|themselves|himself|herself|its own)\b"
    r"|\b(?:[Ww]e are|[Ii]t is|it was|it would be|it had become) (?:now )?the (?:world's )?"
    r"(?:only|first|largest|leading|sole)\b[^.;]*\b(?:producer|supplier|maker|refiner|company)"
    r"|\b(?:comment|consultation|feedback) period\b|\bopen (?:for|to) (?:public )?comments?\b"
    r"|\b(?:public )?comments? (?:was|were|is|are) (?:invited|sought|accepted|due)\b"
)
