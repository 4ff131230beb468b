"""Briefings become Markdown pages and back; people's edits are kept."""
