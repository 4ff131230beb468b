"""A page, an address or a feed becomes a new seed."""
