"""A page, a file, an address or a feed becomes a seed that an editor can read."""
