"""Findings about pages and seeds: the gate and the report of a pull request."""
