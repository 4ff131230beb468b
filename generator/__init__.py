"""Turn seed articles on rare-earth geopolitics into traced, reviewable briefing pages."""
