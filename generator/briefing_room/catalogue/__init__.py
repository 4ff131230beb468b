"""Entity and topic pages become the catalogue; names are found in text."""
