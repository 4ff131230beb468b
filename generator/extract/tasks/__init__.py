"""Sentences with a task on the page: not known, to watch, why it matters, where accounts differ."""
