"""The look ``briefing``: a theme of MkDocs that extends Material."""
