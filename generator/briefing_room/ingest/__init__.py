"""Seed files become articles: checked, cleaned, split into sentences."""
