"""Read and write files, and split text into sentences and words, whatever its subject."""
