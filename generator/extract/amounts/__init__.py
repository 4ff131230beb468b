"""Figures: a quantity with what it is of, its stage, group, place and period, and who gives it."""
