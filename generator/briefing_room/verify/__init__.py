"""A statement or a row is held to the passages that it cites."""
