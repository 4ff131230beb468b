"""Findings about pages and seeds: the check and the report of a pull request."""
