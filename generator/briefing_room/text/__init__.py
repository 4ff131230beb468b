"""Text as such: files, front matter, sentences and words; nothing of any subject."""
