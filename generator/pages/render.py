"""Write a page back as text."""

from __future__ import annotations

from generator.pages.page import Page


def render(page: Page) -> str:
    """Return the file of the page, byte for byte the one it was parsed from."""
    return "\n".join(line.text for line in page.lines)
