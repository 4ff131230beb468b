"""A page, a file or an address becomes a seed that an editor can read."""
