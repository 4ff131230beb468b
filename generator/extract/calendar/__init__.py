"""Dates of a text, each as precise as the text is, and the rule by which it was completed."""
