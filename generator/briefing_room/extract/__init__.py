"""An article becomes facts: figures, dates, claims, what is not known, topics."""
