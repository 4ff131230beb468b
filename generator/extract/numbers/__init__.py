"""Quantities of a text: a number with its unit, range and qualifier."""
