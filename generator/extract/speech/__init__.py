"""Who says what: the attributions of a sentence, and the claims of an article."""
