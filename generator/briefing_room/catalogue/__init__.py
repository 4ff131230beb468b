"""Read the pages on names, topics and numbers into a catalogue, and find the names in texts."""
