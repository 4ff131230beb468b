"""Articles and facts become briefings: stories, chosen sentences, disagreements."""
