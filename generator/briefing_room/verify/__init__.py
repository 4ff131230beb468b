"""Check statements and rows against the passages they cite."""
