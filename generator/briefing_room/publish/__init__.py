"""Turn the pages into everything that the site shows."""
