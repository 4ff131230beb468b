"""Who is meant: names, offices and the words that stand for them, each with its quality."""
