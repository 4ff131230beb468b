"""Turn seed articles into traced, reviewable briefing pages."""
